"""Reading one cell: what a person or a program wrote, to the text that PostgreSQL's COPY takes.

Numbers may use a point or a comma as decimal mark and spaces between groups; days may be ISO,
`31.12.2026` or a spreadsheet's own; yes and no are understood in the three languages.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias
from zoneinfo import available_timezones

from backend.intake.errors import CellError
from backend.intake.model import LIST_SEPARATOR, Column, Kind
from backend.kit.formula_guard import unguarded

Value: TypeAlias = "str | int | float | Decimal | bool | date | datetime | time | None"
Reader: TypeAlias = Callable[[Value], "str | None"]

YES: Final = frozenset({"true", "yes", "y", "1", "да", "истина", "是", "真"})
NO: Final = frozenset({"false", "no", "n", "0", "нет", "ложь", "否", "假"})
SPACES_IN_NUMBERS: Final = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2212": "-"})
PLAIN_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
MAYBE_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
EMAIL: Final = re.compile(r"[^@\s,;|]+@[^@\s,;|]+\.[^@\s,;|]+")
DOTTED_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
SPREADSHEET_START: Final = date(1899, 12, 30)
SPREADSHEET_DAYS: Final = range(20_000, 110_000)
EARLIEST: Final = date(1950, 1, 1)
LATEST: Final = date(2199, 12, 31)
REMEMBERED_TYPES: Final = (str, date)
REMEMBERED_COUNT: Final = 4_096
# How COPY's text format writes the signs that it uses itself.
ESCAPED: Final = re.compile(r"[\\\t\n\r]")
ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


def reader_for(column: Column, *, comma_may_group: bool) -> Reader:
    """The function that reads a column's cells as COPY takes them; with `comma_may_group` `1,234` is a doubt."""
    plain = _read_number(column, comma_may_group=comma_may_group) or _READERS[column.kind](column)
    read = _remembering(plain)
    missing = column.default
    if column.is_required:

        def required(value: Value) -> str | None:
            if value is None or value == "" or (isinstance(value, str) and not value.strip()):
                raise CellError("missing", column=column.name)
            return read(value)

        return required

    def optional(value: Value) -> str | None:
        if value is None or value == "" or (isinstance(value, str) and not value.strip()):
            return missing
        return read(value)

    return optional


def _remembering(read: Reader) -> Reader:
    """The same, knowing the answers to the first values: most columns hold few different ones."""
    known: dict[Value, str | None] = {}

    def quick(value: Value) -> str | None:
        # Only these: to a dictionary 1, 1.0 and True are the same.
        if type(value) not in REMEMBERED_TYPES:
            return read(value)
        if value in known:
            return known[value]
        answer = read(value)
        if len(known) < REMEMBERED_COUNT:
            known[value] = answer
        return answer

    return quick


def as_text(value: Value) -> str:
    """A cell as a person would have typed it; spreadsheets give whole numbers as floats."""
    if isinstance(value, str):
        return unguarded(value.strip())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return "" if value is None else str(value)


def _read_text(column: Column) -> Reader:
    longest = column.length

    def read(value: Value) -> str:
        text = as_text(value)
        if len(text) > longest:
            raise CellError("too_long", length=longest)
        if CONTROL.search(text):
            raise CellError("unreadable_sign")
        return text.translate(ESCAPES) if ESCAPED.search(text) else text

    return read


def _read_email(column: Column) -> Reader:
    read_text = _read_text(column)

    def read(value: Value) -> str | None:
        text = (read_text(value) or "").lower()
        if not EMAIL.fullmatch(text):
            raise CellError("wrong_email")
        return text

    return read


def _read_letters(column: Column) -> Reader:
    count = 2 if column.kind is Kind.COUNTRY else 3

    def read(value: Value) -> str:
        text = as_text(value).upper()
        if len(text) != count or not text.isascii() or not text.isalpha():
            raise CellError("wrong_letters", count=count)
        return text

    return read


def _read_time_zone(_column: Column) -> Reader:
    def read(value: Value) -> str:
        text = as_text(value)
        if text not in _time_zones():
            raise CellError("wrong_time_zone")
        return text

    return read


def _read_choice(column: Column) -> Reader:
    known = frozenset(column.choices)
    listed = ", ".join(column.choices)

    def read(value: Value) -> str:
        text = as_text(value).lower()
        if text not in known:
            raise CellError("not_in_list", choices=listed)
        return text

    return read


def _read_list(column: Column) -> Reader:
    one = _read_choice(column) if column.kind is Kind.CHOICES else _read_text(column)

    def read(value: Value) -> str:
        parts = {one(part) for part in as_text(value).split(LIST_SEPARATOR) if part.strip()}
        return LIST_SEPARATOR.join(sorted(part for part in parts if part))

    return read


def _read_flag(_column: Column) -> Reader:
    def read(value: Value) -> str:
        text = as_text(value).lower()
        if text in YES:
            return "true"
        if text in NO:
            return "false"
        raise CellError("wrong_flag")

    return read


def _read_date(_column: Column) -> Reader:
    def read(value: Value) -> str:
        day = _day(value)
        if not EARLIEST <= day <= LATEST:
            raise CellError("date_out_of_range", earliest=EARLIEST, latest=LATEST)
        return day.isoformat()

    return read


def _day(value: Value) -> date:
    if isinstance(value, datetime):
        if value.time() != time():
            raise CellError("wrong_date")
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value in SPREADSHEET_DAYS:
            return SPREADSHEET_START + timedelta(days=int(value))
        raise CellError("wrong_date")
    text = as_text(value)
    try:
        if found := ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DOTTED_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise CellError("no_such_day") from None
    raise CellError("wrong_date")


def _read_time(_column: Column) -> Reader:
    def read(value: Value) -> str:
        if isinstance(value, datetime):
            value = value.time()
        if isinstance(value, time):
            return value.strftime("%H:%M")
        found = CLOCK.fullmatch(as_text(value))
        if not found:
            raise CellError("wrong_time")
        return f"{int(found[1]):02d}:{found[2]}"

    return read


def _read_number(column: Column, *, comma_may_group: bool) -> Reader | None:
    if column.kind not in {Kind.WHOLE, Kind.DECIMAL}:
        return None
    places, low, high = column.places, column.low, column.high
    is_whole = column.kind is Kind.WHOLE
    whole_digits = 18 if is_whole else column.whole_digits

    def read(value: Value) -> str:
        text = as_text(value)
        if not PLAIN_NUMBER.fullmatch(text):
            text = _plain(text, comma_may_group=comma_may_group)
        whole, _, fraction = text.partition(".")
        fraction = fraction.rstrip("0")
        if len(fraction) > places:
            raise CellError("not_whole" if is_whole else "too_many_decimals", places=places)
        if low is not None and low >= 0 and whole.startswith("-") and Decimal(text) != 0:
            raise CellError("negative")
        if len(whole.lstrip("-0")) > whole_digits:
            raise CellError("too_large")
        number = f"{whole}.{fraction}" if fraction else whole
        if (high is not None or low) and not _is_between(number, low, high):
            raise CellError("out_of_range", low=low if low is not None else "", high=high)
        return number

    return read


def _is_between(number: str, low: int | None, high: int | None) -> bool:
    exact = Decimal(number)
    return (low is None or exact >= low) and (high is None or exact <= high)


def _plain(text: str, *, comma_may_group: bool) -> str:
    """A number as `1234.5`; a comma is the decimal mark unless it may as well part thousands."""
    closed = text.translate(SPACES_IN_NUMBERS)
    closed = closed.removeprefix("+")
    if "," in closed:
        if comma_may_group and MAYBE_GROUPED.fullmatch(closed):
            raise CellError("ambiguous_number")
        closed = closed.replace(",", ".", 1)
    if closed.startswith("."):
        closed = f"0{closed}"
    if "e" in closed.lower():
        closed = _without_exponent(closed)
    if not PLAIN_NUMBER.fullmatch(closed):
        raise CellError("wrong_number")
    return closed


def _without_exponent(text: str) -> str:
    """Spreadsheets write small and large figures as `1.2E-05`."""
    if not re.fullmatch(r"-?\d+(\.\d+)?[eE][+-]?\d{1,2}", text, re.ASCII):
        raise CellError("wrong_number")
    return format(Decimal(text), "f")


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


_READERS: Final[dict[Kind, Callable[[Column], Reader]]] = {
    Kind.TEXT: _read_text,
    Kind.CODE: _read_text,
    Kind.CODES: _read_list,
    Kind.WORDS: _read_list,
    Kind.CHOICES: _read_list,
    Kind.EMAIL: _read_email,
    Kind.COUNTRY: _read_letters,
    Kind.CURRENCY: _read_letters,
    Kind.TIME_ZONE: _read_time_zone,
    Kind.DATE: _read_date,
    Kind.TIME: _read_time,
    Kind.FLAG: _read_flag,
    Kind.CHOICE: _read_choice,
}
