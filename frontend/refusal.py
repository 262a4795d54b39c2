"""What a person sees in place of a page: nothing there, not for this role, sign in first, or it broke.

The backend refuses with `application/problem+json`. A browser that opens an address by itself says that it
takes HTML, and gets the same refusal as a page in the person's language; programs get what the backend said.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.states import no_entry
from shared.text import text

_FORBIDDEN: Final = 403
_UNAUTHORISED: Final = 401
_REFUSED: Final = 400
_BUSY: Final = 429
_BROKEN: Final = 500
_PROBLEM: Final = b"application/problem+json"
# What goes on being true of the answer when its body is another one.
_KEPT: Final = frozenset({b"retry-after", b"www-authenticate", b"x-request-id", b"set-cookie"})


def takes_html(scope: Any) -> bool:
    """Return whether somebody opened this address in a browser."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def refusal_title(language: str, status: int) -> str:
    """Return what the tab of a refusal is called."""
    return text(language, f"page-refused-{_kind(status)}")


def refusal(language: str, status: int, path: str, now: datetime) -> VdomDict:
    """Say what happened, what is safe, and where to go from here."""
    if status == _FORBIDDEN:
        return no_entry(language)
    kind = _kind(status)
    shape = {"missing": "search", "signed-out": "lock", "broken": "refused"}[kind]
    parts = [
        html.span({"className": "c-late" if kind == "broken" else "dimmer"}, icon(shape, "huge")),
        html.h1({"className": "t-xl"}, refusal_title(language, status)),
        html.p({"className": "dim"}, text(language, f"page-refused-{kind}-more")),
        html.div({"className": "actions"}, *_ways(language, kind, path)),
    ]
    if kind == "broken":
        code = text(language, "page-help-code", code=f"{status}-{now:%H%M}")
        parts.append(html.p({"className": "t-s dimmer hint"}, code))
    return html.section({"className": "mid0 refusal"}, *parts)


def _ways(language: str, kind: str, path: str) -> list[VdomDict]:
    """The ways on, the most useful first and in ink."""
    again = (path, "page-try-again")
    sign_in = ("/sign-in", "page-sign-in")
    start = ("/", "page-to-start")
    ways = {"missing": [start], "signed-out": [sign_in], "broken": [again, start]}[kind]
    return [
        html.a({"className": "btn" if place else "btn ink", "href": to}, text(language, key))
        for place, (to, key) in enumerate(ways)
    ]


def _kind(status: int) -> str:
    if status == _UNAUTHORISED:
        return "signed-out"
    return "broken" if status >= _BROKEN or status == _BUSY else "missing"


@dataclass
class Turned:
    """A `send` that lets everything through but refusals, which `instead` answers as a page."""

    send: Callable[[Any], Awaitable[None]]
    instead: Callable[[int, list[tuple[bytes, bytes]]], Awaitable[None]]
    _refused: tuple[int, list[tuple[bytes, bytes]]] | None = field(default=None, init=False)

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start" and message["status"] >= _REFUSED:
            headers = [(bytes(name).lower(), bytes(value)) for name, value in message["headers"]]
            if dict(headers).get(b"content-type", b"").startswith(_PROBLEM):
                kept = [each for each in headers if each[0] in _KEPT]
                self._refused = message["status"], kept
                return
        if self._refused is None:
            await self.send(message)
        elif not message.get("more_body", False):
            await self.instead(*self._refused)
