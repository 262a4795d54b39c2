"""In which line of a JSON file a row of a list, or a word of its own, stands."""

import json
import re
from typing import Final

SPACE: Final = re.compile(r"[\s,]*")
DECODER: Final = json.JSONDecoder()


def line_of(text: str, table: str, place: int | None = None) -> int | None:
    r"""The line of a row of a list, or of the list; None where it cannot be found.

    >>> line_of('{"items": [\n {"item": "Kit"},\n {"item": "Cup"}\n]}', "items", 1)
    3
    """
    try:
        at = _value_of(text, table)
        if at is None:
            return None
        if place is not None:
            at = _row(text, at, place)
    except (ValueError, IndexError, RecursionError):
        return None
    return text.count("\n", 0, at) + 1


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return at if found is None else found.end()


def _value_of(text: str, table: str) -> int | None:
    """Where the value of a word of the outermost object begins."""
    at = _skip(text, text.index("{") + 1)
    while text[at] == '"':
        name, at = DECODER.raw_decode(text, at)
        at = _skip(text, text.index(":", at) + 1)
        if name == table:
            return at
        _, at = DECODER.raw_decode(text, at)
        at = _skip(text, at)
    return None


def _row(text: str, at: int, place: int) -> int:
    """Where a row of the list that begins at a place begins."""
    if text[at] != "[":
        return at
    at = _skip(text, at + 1)
    for _ in range(place):
        _, at = DECODER.raw_decode(text, at)
        at = _skip(text, at)
    return at
