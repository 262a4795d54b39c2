"""When a customer will order again by their own rhythm, whether they have gone quiet, and what is out of the usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

LEAST_ORDERS: Final = 4
_QUIET_FACTOR: Final = 2.0
_JUMP_UP, _JUMP_DOWN = 3.0, 0.25
_EIGHT_IN_TEN: Final = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Cycle:
    """`next_on` by the median of the days between orders, with the window of 8 in 10 of them.

    `jump` is the last order's value over the usual one, where it is three times as large or a quarter.
    """

    usual_days: int
    last_on: date
    next_on: date
    from_on: date
    until_on: date
    is_quiet: bool
    jump: float | None


def cycle_of(orders: Sequence[tuple[date, float]], today: date) -> Cycle | None:
    """From (day, value) of orders, several a day counting as one; None with fewer than four days of orders."""
    by_day: dict[date, float] = {}
    for on, value in orders:
        if on <= today:
            by_day[on] = by_day.get(on, 0.0) + value
    days = sorted(by_day)
    if len(days) < LEAST_ORDERS:
        return None
    gaps = sorted((after - before).days for before, after in pairwise(days))
    usual = median(gaps)
    early, late = (_quantile(gaps, share) for share in _EIGHT_IN_TEN)
    last = days[-1]
    silence = (today - last).days
    values = [by_day[day] for day in days[:-1]]
    typical = median(values)
    share = by_day[last] / typical if typical > 0 else 1.0
    return Cycle(
        usual_days=round(usual),
        last_on=last,
        next_on=last + timedelta(days=round(usual)),
        from_on=last + timedelta(days=early),
        until_on=last + timedelta(days=late),
        is_quiet=silence > max(_QUIET_FACTOR * usual, late),
        jump=round(share, 2) if share >= _JUMP_UP or share <= _JUMP_DOWN else None,
    )


def _quantile(sorted_values: Sequence[int], share: float) -> int:
    return sorted_values[round(share * (len(sorted_values) - 1))]
