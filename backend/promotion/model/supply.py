"""Whether supply carries what is expected: demand until each day against what can be had until then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any
from uuid import UUID

from backend.engine.refill import IDLE_RATIO
from backend.engine.situation import Node


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is still expected between two days beyond orders, in hundredths, spread evenly over them."""

    first_on: date
    last_on: date
    quantity: int


@dataclass(frozen=True, slots=True)
class DayShort:
    """Until the end of a day: expected beyond orders, available beyond orders, and what is missing."""

    on: date
    expected: Decimal
    available: Decimal

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.expected - self.available)


@dataclass(frozen=True, slots=True)
class Short:
    """An item at a site that a promotion outruns: missing from a first day on, the most on another."""

    promotion_id: UUID
    promotion_name: str
    node: Node
    first_on: date
    worst: DayShort
    days: tuple[DayShort, ...]


def expected_by(wanted: Sequence[Wanted], today: date, count: int) -> list[Decimal]:
    """What is expected until the end of each day from today on, in units.

    >>> [int(each) for each in expected_by([Wanted(date(2026, 1, 1), date(2026, 1, 4), 4000)], date(2026, 1, 1), 3)]
    [10, 20, 30]
    """
    by_day = [Decimal(0)] * count
    for each in wanted:
        days = (each.last_on - each.first_on).days + 1
        share = Decimal(each.quantity) / 100 / days
        begin = (each.first_on - today).days
        for at in range(max(0, begin), min(count, begin + days)):
            by_day[at] += share
    total = Decimal(0)
    sums = []
    for amount in by_day:
        total += amount
        sums.append(total)
    return sums


def days_short(
    expected: Sequence[Decimal],
    available: Sequence[Decimal],
    today: date,
    first_on: date,
    last_on: date,
) -> list[DayShort]:
    """Each day of a window with what is expected until then and what can be had; empty once it is past."""
    found = []
    for at in range(min(len(expected), len(available))):
        on = today + timedelta(days=at)
        if first_on <= on <= last_on:
            found.append(DayShort(on, expected[at].quantize(_CENT), available[at]))
    return found


_CENT = Decimal("0.01")
_IDLE = Decimal(str(IDLE_RATIO))


def short_of(
    promotion: Mapping[str, Any], node: Node, days: Sequence[DayShort], step: Decimal
) -> Short | None:
    """The shortage in a window, where more is missing than the smallest quantity and than a forecast can tell.

    It is said in what the item is counted in, `step`.
    """
    lacking = [
        at
        for at, day in enumerate(days)
        if day.missing >= step and day.missing > _IDLE * day.expected
    ]
    if not lacking:
        return None
    worst = max(lacking, key=lambda at: days[at].missing)
    said = tuple(replace(day, expected=counted(day.expected, day.available, step)) for day in days)
    return Short(promotion["id"], promotion["name"], node, days[lacking[0]].on, said[worst], said)


def counted(expected: Decimal, available: Decimal, step: Decimal) -> Decimal:
    """What is expected as an item is counted: rounded up, but less than one of it more than there is is nothing.

    >>> box = Decimal(1)
    >>> counted(Decimal("3.3"), Decimal(2), box), counted(Decimal("2.3"), Decimal(2), box)
    (Decimal('4'), Decimal('2'))
    """
    way = ROUND_FLOOR if 0 < expected - available < step else ROUND_CEILING
    return (expected / step).to_integral_value(way) * step
