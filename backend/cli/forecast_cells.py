"""What a cell of a series file says: a quantity, or a period in one of the usual spellings."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite

FIRST_YEAR, LAST_YEAR = 1900, 2199
SEASONS = {"day": 7, "week": 52, "month": 12, "quarter": 4, "year": 1, "number": 1}
HORIZONS = {"day": 28, "week": 8, "month": 12, "quarter": 4, "year": 3, "number": 8}
PERIODS_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}

MONTHS = 12
WEEK = 7
MONDAY = 1  # what a Monday's day number leaves when it is divided by seven

_SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
_YEAR_MONTH = re.compile(r"(\d{4})(?:[-/.]?M|[-/.])(\d{1,2})|(\d{4})(\d{2})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(\d{4})[-/ ]?Q([1-4])", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})[-/ ]?W(\d{1,2})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?|(\d{2})(\d{2}))")
_TURNED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.0+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


def quantity_from(cell: str, *, comma_is_decimal: bool) -> float | None:
    """A number written as people write them; None where it is none.

    >>> quantity_from("1 234,5", comma_is_decimal=True), quantity_from("1,234.5", comma_is_decimal=False)
    (1234.5, 1234.5)
    """
    plain = _SPACES.sub("", cell)
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        whole = plain[:decimal].replace(",", "").replace(".", "")
        plain = f"{whole}.{plain[decimal + 1 :]}"
    elif "," in plain:
        is_grouped = not comma_is_decimal and _THOUSANDS.fullmatch(plain)
        plain = plain.replace(",", "" if is_grouped else ".")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if isfinite(found) else None


@dataclass(frozen=True)
class Calendar:
    """How the periods are written; `numbers` by cell, None where it is no period of that kind."""

    kind: str
    numbers: Mapping[str, int | None]
    weekday: int = MONDAY

    def name_of(self, number: int) -> str:
        """The period as it is written down: ISO; a week by the day on which its weeks begin."""
        if self.kind == "month":
            return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"
        if self.kind == "quarter":
            return f"{number // 4:04d}-Q{number % 4 + 1}"
        if self.kind == "week":
            return date.fromordinal(number * WEEK + self.weekday).isoformat()
        if self.kind == "day":
            return date.fromordinal(number).isoformat()
        return str(number)


def calendar_of(cells: Sequence[str]) -> Calendar:
    """The kind of period that most cells are, and each cell's number on that calendar."""
    distinct = {cell: cell.strip() for cell in cells}
    turned = [_TURNED.fullmatch(each) for each in distinct.values()]
    is_month_first = any(int(each[2]) > MONTHS for each in turned if each)
    readers: dict[str, Callable[[str], int | None]] = {
        "number": _number,
        "month": _month,
        "quarter": _quarter,
        "week": _week,
        "day": lambda cell: _day(cell, is_month_first=is_month_first),
    }
    best, kind = -1, "number"
    numbers: dict[str, int | None] = {}
    for name, read in readers.items():
        tried = {cell: read(plain) for cell, plain in distinct.items()}
        known = sum(value is not None for value in tried.values())
        if known and known >= best:
            best, kind, numbers = known, name, tried
    return _by_steps(numbers) if kind == "day" else Calendar(kind, numbers)


def _number(cell: str) -> int | None:
    return int(float(cell)) if _NUMBER.fullmatch(cell) else None


def _month(cell: str) -> int | None:
    found, turned = _YEAR_MONTH.fullmatch(cell), _MONTH_YEAR.fullmatch(cell)
    if found:
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
    elif turned:
        year, month = int(turned[2]), int(turned[1])
    else:
        return None
    return year * MONTHS + month - 1 if _is_year(year) and 1 <= month <= MONTHS else None


def _quarter(cell: str) -> int | None:
    found = _QUARTER.fullmatch(cell)
    return int(found[1]) * 4 + int(found[2]) - 1 if found else None


def _week(cell: str) -> int | None:
    found = _WEEK.fullmatch(cell)
    try:
        day = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None
    return None if day is None else day.toordinal() // WEEK


def _day(cell: str, *, is_month_first: bool) -> int | None:
    found, turned = _DAY.fullmatch(cell), _TURNED.fullmatch(cell)
    if found:
        year, month, day = int(found[1]), int(found[3] or found[5]), int(found[4] or found[6])
    elif turned:
        year, month, day = int(turned[3]), int(turned[2]), int(turned[1])
        if is_month_first:
            month, day = day, month
    else:
        return None
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _is_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _by_steps(days: Mapping[str, int | None]) -> Calendar:
    """Days that are always a week, a month, a quarter or a year apart are such periods."""
    ordered = sorted({day for day in days.values() if day is not None})
    gaps = Counter(after - before for before, after in pairwise(ordered))
    usual = gaps.most_common(1)[0][0] if gaps else 1
    if usual == WEEK and all(gap % WEEK == 0 for gap in gaps):
        numbers = {cell: None if day is None else day // WEEK for cell, day in days.items()}
        return Calendar("week", numbers, ordered[0] % WEEK)
    for kind, least, most in (("month", 28, 31), ("quarter", 89, 92), ("year", 364, 366)):
        if least <= usual <= most and min(gaps) >= least:
            return Calendar(kind, {cell: _on(kind, day) for cell, day in days.items()})
    return Calendar("day", days)


def _on(kind: str, ordinal: int | None) -> int | None:
    if ordinal is None:
        return None
    day = date.fromordinal(ordinal)
    if kind == "month":
        return day.year * MONTHS + day.month - 1
    return day.year * 4 + (day.month - 1) // 3 if kind == "quarter" else day.year
