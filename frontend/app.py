"""The front end as one ASGI layer round the backend's application."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote
from zoneinfo import ZoneInfo

import reactpy

from frontend.assets import Asset, Assets
from frontend.components.states import no_entry
from frontend.first_paint import first_paint, to_html
from frontend.hooks.visit import Visit
from frontend.in_order import live_pages
from frontend.page_table import (
    PAGES_BY_NAME,
    SHELL_PATHS,
    SUPPLIER_PATH,
    WALL_PATH,
    Page,
    may_open,
    page_at,
)
from frontend.refusal import Turned, refusal, refusal_title, takes_html
from frontend.shell import (
    DOCUMENT_HEADERS,
    SECRET_PAGE_HEADERS,
    SECURITY_HEADERS,
    Screen,
    bare_document,
    document,
    preferred_language,
    sign_in_path,
    supplier_document,
    wall_document,
)
from shared.gateway import Gateway
from shared.session import SessionFacts
from shared.text import text

logger = logging.getLogger("lockstep.screens")

PREFIX: Final = "/reactpy/"
_BROKEN: Final = 500
_BY_LINK: Final = {SUPPLIER_PATH: supplier_document, WALL_PATH: wall_document}
_FOREVER: Final = b"public, max-age=31536000, immutable"


def mount(
    application: Any,
    *,
    session_of: Callable[[str], Awaitable[SessionFacts | None]],
    gateway_for: Callable[[SessionFacts], Gateway],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    reload: bool = False,
) -> Any:
    """Return `application` with the screens before it, as one ASGI application.

    What it needs from the backend: `session_of(cookie)` takes the whole Cookie header and returns
    who is signed in at this moment, or None; `gateway_for(session)` returns the
    `shared.gateway.Gateway` of that session, which authorises every call again. The caller puts
    `backend.kit.websocket_guard.WebsocketGuard` round the result, with the same `session_of`, with
    `may_open` of `frontend.page_table` and with the allowed origins; the guard leaves the session's
    facts in `scope["state"]["session"]`, without which no live page is drawn.

    Everything that is neither a page, a file of ours nor a page's websocket reaches `application`
    untouched, lifespan included. With `reload` the files are read again at each request.
    """
    live = live_pages(application, list(PAGES_BY_NAME), PREFIX)
    return _FrontEnd(live, session_of, gateway_for, clock, Assets(reload=reload), _library())


@dataclass
class _FrontEnd:
    live: Any
    session_of: Callable[[str], Awaitable[SessionFacts | None]]
    gateway_for: Callable[[SessionFacts], Gateway]
    clock: Callable[[], datetime]
    assets: Assets
    library: dict[str, Asset]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await self.live(self._with_visit(scope), receive, send)
            return
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            answer = await self._answer_or_refusal(scope)
            if answer is not None:
                await answer.send(scope, send)
                return
            if takes_html(scope):
                send = self._turned(scope, send)
        await self.live(scope, receive, send)

    async def _answer_or_refusal(self, scope: Any) -> "_Answer | None":
        try:
            return await self._answer(scope)
        except Exception:
            # Whatever breaks in a page, its queries or a session: the reader gets a page in their language and a
            # time to name, never a bare connection or the error's words; the log has the error whole.
            logger.exception("a page could not be drawn", extra={"path": scope["path"]})
            return await self._refusal(scope, _BROKEN)

    def _turned(self, scope: Any, send: Any) -> Turned:
        async def instead(status: int, kept: list[tuple[bytes, bytes]]) -> None:
            answer = await self._refusal(scope, status)
            await replace(answer, headers=(*answer.headers, *kept)).send(scope, send)

        return Turned(send, instead)

    async def _refusal(self, scope: Any, status: int) -> "_Answer":
        """The page that says why there is none; also while nobody can say who asks."""
        try:
            session = await self.session_of(_header(scope, b"cookie"))
        except Exception:
            # The database or Redis may be what broke, and this page is the last that can say so: without a
            # session it speaks the browser's language.
            logger.exception("a person could not be recognised", extra={"path": scope["path"]})
            session = None
        language = (
            session.language
            if session is not None
            else preferred_language(_header(scope, b"accept-language"))
        )
        path = quote(scope["path"], safe="/")
        markup = to_html(refusal(language, status, path, self.clock()))
        screen = Screen(title=refusal_title(language, status), markup=markup)
        if session is None:
            return _document_answer(status, bare_document(screen, self.assets, language))
        return _document_answer(status, document(screen, self.assets, language, session))

    def _with_visit(self, scope: Any) -> Any:
        session: SessionFacts = scope["state"]["session"]
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        visit = self._visit(session, asked.get("time_zone", ""))
        return {**scope, "state": {**scope["state"], "visit": visit}}

    def _visit(self, session: SessionFacts, zone: str) -> Visit:
        return Visit(session, self.gateway_for(session), _zone(zone), self.clock)

    async def _answer(self, scope: Any) -> "_Answer | None":
        path = scope["path"]
        asset = self.assets.find(path) or self.library.get(path)
        if asset is not None:
            return _asset_answer(asset, scope)
        page = page_at(path)
        if page is not None:
            return await self._page_answer(page, scope)
        if path in _BY_LINK:
            asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
            language = preferred_language(_header(scope, b"accept-language"), asked.get("lang"))
            html = _BY_LINK[path](self.assets, language)
            return _Answer(200, html.encode(), SECRET_PAGE_HEADERS)
        if SHELL_PATHS.fullmatch(path):
            return await self._shell_answer(scope)
        return None

    async def _page_answer(self, page: Page, scope: Any) -> "_Answer":
        path, query_string = scope["path"], scope["query_string"].decode("latin-1")
        cookie = _header(scope, b"cookie")
        session = await self.session_of(cookie)
        if session is None:
            location = sign_in_path(path, query_string).encode()
            return _Answer(303, b"", ((b"location", location), (b"cache-control", b"no-store")))
        title = text(session.language, page.title_key)
        if not may_open(session, page.name):
            markup = to_html(no_entry(session.language))
            screen = Screen(title=title, markup=markup)
            return _document_answer(403, document(screen, self.assets, session.language, session))
        visit = self._visit(session, _cookies(cookie).get("time_zone", ""))
        component = reactpy.utils.import_dotted_path(page.name)
        paint = await first_paint(component, visit, path, query_string)
        screen = Screen(title=title, page_name=page.name, markup=paint.markup)
        html = document(screen, self.assets, session.language, session)
        return _document_answer(paint.status, html)

    async def _shell_answer(self, scope: Any) -> "_Answer":
        cookie = _header(scope, b"cookie")
        session = await self.session_of(cookie)
        language = (
            session.language
            if session is not None
            else preferred_language(_header(scope, b"accept-language"))
        )
        screen = Screen(title=text(language, "navigation-start"))
        return _document_answer(200, document(screen, self.assets, language, session))


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    async def send(self, scope: Any, send: Any) -> None:
        length = (b"content-length", str(len(self.body)).encode())
        headers = [*self.headers, length]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})


def _document_answer(status: int, html: str) -> _Answer:
    return _Answer(status, html.encode(), DOCUMENT_HEADERS)


def _asset_answer(asset: Asset, scope: Any) -> _Answer:
    """Send a file; one asked for by its version may be kept for ever, others are asked about again."""
    is_versioned = f"v={asset.version}".encode() in scope["query_string"]
    tag = f'"{asset.version}"'.encode()
    headers = [
        (b"content-type", asset.media_type.encode()),
        (b"cache-control", _FOREVER if is_versioned else b"no-cache"),
        (b"etag", tag),
        (b"vary", b"accept-encoding"),
        *SECURITY_HEADERS,
    ]
    if asset.name == "sw.js":
        headers.append((b"service-worker-allowed", b"/"))
    if _header(scope, b"if-none-match") == tag.decode():
        return _Answer(304, b"", tuple(headers))
    if asset.compressed is not None and "gzip" in _header(scope, b"accept-encoding"):
        return _Answer(200, asset.compressed, (*headers, (b"content-encoding", b"gzip")))
    return _Answer(200, asset.content, tuple(headers))


def _library() -> dict[str, Asset]:
    """ReactPy's own client, by request path."""
    folder = Path(reactpy.__file__).parent / "static"
    return {
        f"{PREFIX}static/{path.name}": Asset(path.name, path.read_bytes())
        for path in folder.glob("*.js")
    }


def _header(scope: Any, name: bytes) -> str:
    return "; ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _cookies(header: str) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _zone(name: str) -> ZoneInfo:
    """Return a time zone by its name; a stranger's text, so anything unknown is UTC."""
    if not re.fullmatch(r"[A-Za-z]{1,20}(?:[/%][A-Za-z0-9_+%-]{1,30}){0,3}", name):
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(name.replace("%2F", "/"))
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")
