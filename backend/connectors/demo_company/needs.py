"""From what is wanted on which day to the stock that lies there and the lots that are to come."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from backend.connectors.demo_company.days import DAY, WEEK

HORIZON_WEEKS: Final = 7
DAYS_A_WEEK: Final = 7
# Share of the usual week that the plan covers beyond what has been ordered, by week from today.
COVERED: Final = (0.4, 0.55, 0.75, 0.9, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class LotRule:
    """How an item is ordered or made: at least, in multiples, for how many days at once."""

    minimum: float
    multiple: float
    span_days: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A quantity that has to be there on a day."""

    need_on: date
    quantity: float


def rounded_up(quantity: float, rule: LotRule) -> float:
    """The least lot that is not smaller."""
    lot = max(quantity, rule.minimum)
    return round(math.ceil(round(lot / rule.multiple, 6)) * rule.multiple, 3)


def with_forecast(wanted: Mapping[date, float], weekly: float, today: date) -> dict[date, float]:
    """What is wanted by order, and evenly over each week what the forecast expects beyond it."""
    found = dict(wanted)
    for week, share in enumerate(COVERED):
        start = today + week * WEEK
        ordered = sum(quantity for on, quantity in wanted.items() if start <= on < start + WEEK)
        beyond = weekly * share - ordered
        for number in range(DAYS_A_WEEK if beyond > 0 else 0):
            on = start + number * DAY
            found[on] = found.get(on, 0.0) + beyond / DAYS_A_WEEK
    return found


def plan_lots(
    wanted: Mapping[date, float], on_hand: float, rule: LotRule, today: date
) -> list[Lot]:
    """The lots that keep the stock at zero or above: each as late as it can be, for some days at once."""
    lots: list[Lot] = []
    level = on_hand
    for number in range(HORIZON_WEEKS * 7):
        on = today + timedelta(days=number)
        level -= wanted.get(on, 0.0)
        if level < -1e-6:  # noqa: PLR2004 -- sums of recipes carry rounding
            ahead = sum(wanted.get(on + timedelta(days=n), 0.0) for n in range(1, rule.span_days))
            quantity = rounded_up(ahead - level, rule)
            lots.append(Lot(on, quantity))
            level += quantity
    return lots


def wanted_until(wanted: Mapping[date, float], last: date) -> float:
    """The sum of what is wanted up to and on a day."""
    return sum(quantity for on, quantity in wanted.items() if on <= last)
