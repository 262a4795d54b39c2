"""Who looks at a page, through which gateway, where their clock stands."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from reactpy import use_async_effect, use_location, use_scope, use_state

from frontend.page_table import may_open, page_at
from shared.gateway import Gateway
from shared.session import SessionFacts

TICK_SECONDS = 30


@dataclass(frozen=True)
class Visit:
    """One person at one page: what the mount puts into the scope for the hooks."""

    session: SessionFacts
    gateway: Gateway
    zone: ZoneInfo
    clock: Callable[[], datetime]
    is_first_paint: bool = False

    @property
    def language(self) -> str:
        """The code of the language that the person reads."""
        return self.session.language.value


def use_visit() -> Visit:
    """Return who looks at this page and what they may ask."""
    scope = cast("dict[str, Any]", use_scope())
    return cast("Visit", scope["state"]["visit"])


def use_door(path: str) -> bool:
    """Return whether the viewer's roles may open the live page of a path, so that no link leads to a closed door."""
    found = page_at(path)
    return found is not None and may_open(use_visit().session, found.name)


def use_gateway() -> Gateway:
    """Return the door to the backend for this session."""
    return use_visit().gateway


def use_language() -> str:
    """Return the code of the viewer's language."""
    return use_visit().language


def use_path() -> str:
    """Return the path of the page; a stranger's text, never a right."""
    return use_location().path


def use_search() -> dict[str, str]:
    """Return the page's query parameters; a stranger's text, never a right."""
    return dict(parse_qsl(use_location().query_string.lstrip("?")))


def use_now(every: float | None = None) -> datetime:
    """Return the time of this drawing, and draw twice a minute (or as often), so that deadlines count down."""
    visit = use_visit()
    _, set_tick = use_state(0)

    async def tick() -> None:
        while True:
            await asyncio.sleep(every or TICK_SECONDS)
            set_tick(lambda before: before + 1)

    if not visit.is_first_paint:
        use_async_effect(tick, dependencies=[])
    return visit.clock()
