"""What a cell or a value of a planning case says, as the decoder takes it: names, numbers, days and yes or no."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from msgspec import Struct

SPACES: Final = re.compile(r"[\s\u00a0\u202f]")
MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?Z?")
WHOLE: Final = re.compile(r"(-?\d+)\.0+")
MONTH: Final = re.compile(r"\d{4}-\d\d")
WEEK: Final = re.compile(r"(\d{4})-?W(\d\d?)")
YES: Final = {"yes": "true", "no": "false", "y": "true", "n": "false"}


def with_point(cell: str) -> str:
    """A number whose decimals stand behind a comma, with a point instead; what has both stays, and is refused.

    >>> with_point("1 234,5"), with_point("1.234,5")
    ('1234.5', '1.234,5')
    """
    return SPACES.sub("", cell).replace(",", ".") if "." not in cell else cell


def plain_row(row: Any, kind: type[Struct], bucket: str, *, has_commas: bool = False) -> Any:
    """A row with its values as the decoder takes them; `has_commas` where numbers may have a decimal comma."""
    if not isinstance(row, dict):
        return row
    found: dict[str, Any] = {}
    for word, value in row.items():
        sort, below = sorts(kind).get(word), rows_below(kind).get(word)
        if isinstance(value, dict) and below is not None:
            found[word] = plain_row(value, below, bucket)
        elif isinstance(value, list):
            found[word] = [plain_row(each, below, bucket) for each in value] if below else value
        elif sort is str:
            found[word] = str(value) if type(value) in (int, Decimal) else value
        elif isinstance(value, str) and sort is not None:
            found[word] = _plain(value.strip(), sort, bucket, has_commas=has_commas)
        else:
            found[word] = value
    return found


def day(value: str, bucket: str) -> str:
    """A day that a spreadsheet says with a time, or a month or week of a case in those, as a date; else as it stands.

    >>> day("2026-12-01 00:00:00", "day"), day("2026-12", "month"), day("2026-W49", "week"), day("2026-12", "day")
    ('2026-12-01', '2026-12-01', '2026-11-30', '2026-12')
    """
    midnight = MIDNIGHT.fullmatch(value)
    if midnight is not None:
        return midnight[1]
    if bucket == "month" and MONTH.fullmatch(value):
        return f"{value}-01"
    week = WEEK.fullmatch(value) if bucket == "week" else None
    try:
        return value if week is None else date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()  # fmt: skip
    except ValueError:
        return value


def _plain(value: str, sort: type[Any], bucket: str, *, has_commas: bool) -> str:
    if has_commas and sort in (Decimal, int):
        value = with_point(value)
    if sort is bool:
        return YES.get(value.lower(), value)
    if sort is date:
        value = day(value, bucket)
    whole = WHOLE.fullmatch(value) if sort in (int, date) else None
    return value if whole is None else whole[1]


@cache
def sorts(kind: type[Struct]) -> Mapping[str, type[Any]]:
    """Whether the words of a row are days, yes or no, whole numbers, numbers or names."""
    hints: Mapping[str, Any] = get_type_hints(kind)
    found: dict[str, type[Any]] = {}
    for name, word in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        parts = {hints[name], *get_args(hints[name])}
        sort = next((each for each in (date, bool, int, Decimal, str) if each in parts), None)
        if sort is not None:
            found[word] = sort
    return found


@cache
def rows_below(kind: type[Struct]) -> Mapping[str, type[Struct]]:
    """The words of a row, or of a case, that have rows of their own."""
    hints = get_type_hints(kind)
    words = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    below = {
        word: [each for each in parts_of(hints[name]) if _is_row(each)] for name, word in words
    }
    return {word: found[0] for word, found in below.items() if found}


def parts_of(hint: Any) -> list[Any]:
    """A type, and all that it is made of."""
    return [hint, *(part for each in get_args(hint) for part in parts_of(each))]


def _is_row(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Struct)
