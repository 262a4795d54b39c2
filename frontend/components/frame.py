"""What every page has: its root, its head, its sections."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.voice import Voice

_NAMED_SCOPES = 2


def page(*children: VdomDict | None, name: str, is_ready: bool = True) -> VdomDict:
    """Return the root of a page; ready when what it asked has been answered."""
    ready = {"data-ready": ""} if is_ready else {}
    return html.div({"className": f"page {name}", **ready}, *children)


def head(title: str, aside: str = "", *more: VdomDict | None) -> VdomDict:
    """Return the head of a list or board: title, what it covers, tools."""
    return html.header(
        {"className": "top has-live"},
        html.h1({"className": "t-2xl"}, title),
        html.span({"className": "dim top-aside"}, aside) if aside else None,
        *more,
    )


def scope_words(voice: Voice, names: list[str]) -> str:
    """Name one or two scopes, and count more of them."""
    if len(names) > _NAMED_SCOPES:
        return voice.say("page-scopes", count=len(names))
    return voice.listed(names) if names else ""


def back(path: str, label: str, title: str, *more: VdomDict | None) -> VdomDict:
    """Return the line at the top of a single thing: the way back, and what one is looking at."""
    return html.nav(
        {"className": "navline"},
        html.a({"href": path, "aria-label": label}, icon("back", "l")),
        html.span({"className": "grow m"}, title),
        *more,
    )


def section(title: str, *more: VdomDict | None, level: int = 2) -> VdomDict:
    """Return the head of a part of a page."""
    heading = html.h2(title) if level == 2 else html.h3(title)  # noqa: PLR2004 -- the levels of HTML
    return html.div({"className": "sec"}, heading, *more)
