"""Lists that are sent a page at a time, mostly fifty rows: from which row on, and the links onward and back to the first."""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice

PAGE = 50
_LONGEST_OFFSET = 6


def offset_of(search: dict[str, str]) -> int:
    """Return the row that an address begins with, by its `from`; 0 where that is no row number."""
    said = search.get("from", "")
    return int(said) if said.isdecimal() and len(said) <= _LONGEST_OFFSET else 0


def turning(
    voice: Voice,
    link: Callable[[int], str],
    offset: int,
    next_offset: int | None,
    count: int = PAGE,
) -> VdomDict | None:
    """Draw the ways to the first rows and to the next `count` ones; None where all rows are there."""
    if next_offset is None and not offset:
        return None
    return html.div(
        {"className": "actions pad"},
        html.a({"className": "btn", "href": link(0)}, voice.say("kpi-first-rows"))
        if offset
        else None,
        html.a(
            {"className": "btn", "href": link(next_offset)}, voice.say("kpi-more-rows", count=count)
        )
        if next_offset is not None
        else None,
    )
