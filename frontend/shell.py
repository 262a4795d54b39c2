"""The HTML document round every screen: frame, styles, modules, and the rules that bind them."""

from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

from frontend.assets import STYLES, Assets
from shared.session import SessionFacts
from shared.terms import Language, Role, Theme
from shared.text import text

_TAGS: Final = {Language.ENGLISH: "en", Language.CHINESE: "zh-Hans", Language.RUSSIAN: "ru"}
_POLICY: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data: blob:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; "
    "trusted-types lockstep"
)
SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
DOCUMENT_HEADERS: Final = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", _POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (
        b"permissions-policy",
        b"camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
    (b"cache-control", b"no-store"),
    (b"vary", b"cookie, accept-language"),
    *SECURITY_HEADERS,
)


# The link of a supplier or of a wall is a secret: no other site may learn where its holder came from.
SECRET_PAGE_HEADERS: Final = (
    *((name, value) for name, value in DOCUMENT_HEADERS if name != b"referrer-policy"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex"),
)


@dataclass(frozen=True)
class Screen:
    """What stands in the frame: a live page with its first paint, or nothing yet for an island."""

    title: str
    page_name: str | None = None
    markup: str = ""


def document(
    screen: Screen, assets: Assets, language: Language, session: SessionFacts | None = None
) -> str:
    """Return the whole HTML of a screen, in the looks that the person chose."""
    main = f'<div id="first-paint">{screen.markup}</div>' if screen.markup else ""
    page = f' data-page="{escape(screen.page_name)}"' if screen.page_name else ""
    return (
        "<!doctype html>"
        f'<html lang="{_TAGS[language]}"{_looks(session)}>'
        f"<head>{_head(screen, assets)}</head>"
        "<body>"
        f'<a class="skip" href="#page">{escape(text(language, "page-skip"))}</a>'
        '<div class="desk">'
        '<header class="strip" id="strip" role="status" data-state="starting"></header>'
        f'<main class="main" id="page" tabindex="-1"{page}>{main}</main>'
        '<nav class="rail" id="rail"></nav>'
        "</div></body></html>"
    )


def supplier_document(assets: Assets, language: Language) -> str:
    """Return the page of a supplier who has a link."""
    no_script = text(language, "supplier-no-script")
    return _document_by_link(
        assets, language, "supplier", text(language, "supplier-title"), no_script
    )


def wall_document(assets: Assets, language: Language) -> str:
    """Return the page of a screen on a wall that is signed in by itself."""
    no_script = text(language, "wall-no-script")
    return _document_by_link(
        assets, language, "wall", text(language, "navigation-urgent"), no_script
    )


def _document_by_link(
    assets: Assets, language: Language, module: str, title: str, no_script: str
) -> str:
    """Whoever holds a link has nothing of the product's frame."""
    return (
        "<!doctype html>"
        f'<html lang="{_TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="/static/icons/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{assets.url(STYLES)}">'
        f'<script type="module" src="/static/js/{module}.js"></script></head>'
        f'<body><main id="page" tabindex="-1"><noscript>{escape(no_script)}'
        "</noscript></main></body></html>"
    )


def bare_document(screen: Screen, assets: Assets, language: Language) -> str:
    """Return a page for somebody who is not signed in: no frame, no scripts, the device's own light."""
    return (
        "<!doctype html>"
        f'<html lang="{_TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(screen.title)} · Lockstep</title>"
        '<link rel="icon" href="/static/icons/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{assets.url(STYLES)}"></head>'
        f'<body class="bare"><main class="main" id="page" tabindex="-1">{screen.markup}</main>'
        "</body></html>"
    )


def sign_in_path(path: str, query_string: str) -> str:
    """Return where to send somebody who is not signed in, and back from there."""
    wanted = f"{path}?{query_string}" if query_string else path
    return f"/sign-in?next={quote(wanted, safe='/')}"


def preferred_language(accept_language: str, chosen: str | None = None) -> Language:
    """Return the language chosen on this device, else the first that the browser asks for."""
    wanted = [chosen or "", *(part.split(";")[0].strip() for part in accept_language.split(","))]
    known = {language.value: language for language in Language}
    return next(
        (known[tag[:2].lower()] for tag in wanted if tag[:2].lower() in known), Language.ENGLISH
    )


def _looks(session: SessionFacts | None) -> str:
    if session is None:
        return ""
    theme = "" if session.theme is Theme.DEVICE else f' data-theme="{session.theme.value}"'
    floor = ' data-device="floor"' if Role.SUPERVISOR in session.roles else ""
    return theme + floor


def _head(screen: Screen, assets: Assets) -> str:
    # An island's screen has nothing to show before the shell runs: drawing the empty frame first would hold it up.
    blocking = "" if screen.page_name else ' blocking="render"'
    scripts = ["time-zone", *(["page"] if screen.page_name else [])]
    return "".join(
        (
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
            f"<title>{escape(screen.title)} · Lockstep</title>",
            f'<meta name="theme-color" content="{assets.token("strip")}" media="(prefers-color-scheme: light)">',
            f'<meta name="theme-color" content="{assets.token("strip", "dark")}" media="(prefers-color-scheme: dark)">',
            '<link rel="manifest" href="/manifest.webmanifest">',
            '<link rel="icon" href="/static/icons/icon.svg" type="image/svg+xml">',
            '<link rel="apple-touch-icon" href="/static/icons/apple-touch-180.png">',
            f'<link rel="stylesheet" href="{assets.url(STYLES)}">',
            # All at once, instead of each when the one before it has been read.
            *(
                f'<link rel="modulepreload" href="/static/{name}">'
                for name in assets.modules_of("js/shell.js")
            ),
            f'<script type="module" src="/static/js/shell.js"{blocking}></script>',
            *(f'<script type="module" src="/static/js/{name}.js"></script>' for name in scripts),
        )
    )
