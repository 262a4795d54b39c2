"""Makers of columns, so that the format reads like a table: one line a column."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from backend.intake.model import Column, Kind


def text(name: str, meaning: str, example: str, length: int = 200, **said: Any) -> Column:
    """Words; spaces at both ends are dropped."""
    return Column(name, Kind.TEXT, meaning, example, length=length, **said)


def code(name: str, meaning: str, example: str, **said: Any) -> Column:
    """A natural key: 1 to 64 signs."""
    return Column(name, Kind.CODE, meaning, example, length=64, **said)


def to(entity: str, meaning: str, example: str, *, name: str | None = None, **said: Any) -> Column:
    """The code of a row of another entity, in `<entity>_code` unless named otherwise."""
    return code(name or f"{entity}_code", meaning, example, refers_to=entity, **said)


def several(
    name: str, meaning: str, example: str, entity: str | None = None, choices: tuple[str, ...] = ()
) -> Column:
    """Some of a list, or codes of rows of another entity, or words; nothing where it is empty."""
    kind = Kind.CODES if entity else Kind.CHOICES if choices else Kind.WORDS
    return Column(
        name, kind, meaning, example, is_required=False, default="", length=100, refers_to=entity,
        choices=choices, rule="several are separated by `|`",
    )  # fmt: skip


def whole(
    name: str, meaning: str, example: str, low: int = 0, high: int = 32767, **said: Any
) -> Column:
    """A whole number from `low` to `high`."""
    return Column(name, Kind.WHOLE, meaning, example, low=low, high=high, **said)


def decimal(name: str, meaning: str, example: str, places: int, **said: Any) -> Column:
    """A number of at most `places` decimal places, 0 or more unless said otherwise."""
    return Column(name, Kind.DECIMAL, meaning, example, places=places, **{"low": 0, **said})


def quantity(name: str, meaning: str, example: str, **said: Any) -> Column:
    """A quantity in the item's unit, with the item's own decimals."""
    return decimal(
        name, meaning, example, 6, **{"unit": "item's unit", "by_item_decimals": True, **said}
    )


def money(name: str, meaning: str, example: str, **said: Any) -> Column:
    """A sum in the company's currency."""
    return decimal(name, meaning, example, 4, unit="company's currency", whole_digits=14, **said)


def currency(name: str, meaning: str, example: str, **said: Any) -> Column:
    """A currency by its code of three letters (ISO 4217)."""
    return Column(name, Kind.CURRENCY, meaning, example, **said)


def ratio(name: str, meaning: str, example: str, places: int = 4, **said: Any) -> Column:
    """A share from 0 to 1."""
    return decimal(name, meaning, example, places, **{"high": 1, "unit": "0 to 1", **said})


def hours(name: str, meaning: str, example: str, places: int = 2, **said: Any) -> Column:
    """Hours as a decimal number."""
    return decimal(name, meaning, example, places, unit="hours", whole_digits=4, **said)


def day(name: str, meaning: str, example: str, **said: Any) -> Column:
    """A calendar day at the site."""
    return Column(name, Kind.DATE, meaning, example, **said)


def degrees(name: str, meaning: str, example: str, most: int) -> Column:
    """A latitude or longitude; without it the place is not known."""
    return decimal(
        name,
        meaning,
        example,
        5,
        low=-most,
        high=most,
        unit="degrees",
        whole_digits=3,
        is_required=False,
    )


def flag(name: str, meaning: str, *, default: str = "false") -> Column:
    """Yes or no."""
    return Column(name, Kind.FLAG, meaning, default, is_required=False, default=default)


def flag_or_none(name: str, meaning: str, example: str) -> Column:
    """Yes, no, or nothing said."""
    return Column(name, Kind.FLAG, meaning, example, is_required=False)


def choice(
    name: str, meaning: str, values: type[StrEnum] | Iterable[str], example: str, **said: Any
) -> Column:
    """One of a closed list of words."""
    return Column(
        name, Kind.CHOICE, meaning, example, choices=tuple(str(value) for value in values), **said
    )
