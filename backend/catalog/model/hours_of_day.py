"""How long shifts are, and how much of them machines stand still."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from backend.catalog.model.facts import DeviationFacts

_SECONDS_AN_HOUR: Final = Decimal(3600)
HUNDREDTH: Final = Decimal("0.01")


def machine_seconds_down(
    down: list[DeviationFacts], start: datetime, end: datetime, machine_count: int
) -> int:
    """Seconds × machines that stand still in a shift; never more machines than there are."""
    cuts = {start, end}
    for each in down:
        for moment in (each.down_from_at, each.down_until_at):
            if moment is not None and start < moment < end:
                cuts.add(moment)
    ordered = sorted(cuts)
    lost = 0
    for first, last in pairwise(ordered):
        standing = sum(
            machine_count if each.machine_count is None else each.machine_count
            for each in down
            if each.down_from_at is not None
            and each.down_until_at is not None
            and each.down_from_at <= first
            and last <= each.down_until_at
        )
        lost += seconds_between(first, last) * min(standing, machine_count)
    return lost


def hundredths(hours: Decimal) -> Decimal:
    """Hours to the hundredth."""
    return hours.quantize(HUNDREDTH)


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds from one instant to another."""
    return int((end - start).total_seconds())


def shift_hours(starts_at: time, ends_at: time) -> Decimal:
    """The length of a shift in hours; one that ends before it starts ends next day.

    >>> shift_hours(time(22), time(6))
    Decimal('8')
    """
    day = date(2000, 1, 1)
    start = datetime.combine(day, starts_at)
    end = datetime.combine(day + timedelta(days=int(ends_at <= starts_at)), ends_at)
    return Decimal(int((end - start).total_seconds())) / _SECONDS_AN_HOUR


def days_from(first: date, count: int) -> Iterator[date]:
    """`count` days from the first one on."""
    return (first + timedelta(days=number) for number in range(count))
