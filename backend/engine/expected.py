"""What the forecast expects beyond orders: by day for balances and levels, week by week for plans.

It is demand of the lowest class: a plan makes for it what hours and material allow once every order has
what it needs, and nothing that is promised is taken for it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from backend.engine.place import place
from backend.engine.scale import IntArray, have, want
from backend.engine.search import Search
from backend.engine.situation import Expected, Node

Floats = NDArray[np.float64]

_DIGITS: Final = 6
PIECE_DAYS: Final = 7
"""What is expected in a longer time is wanted a week at a time, each part on its first day."""


def by_day(today: date, days: int, expected: Sequence[Expected], decimals: int) -> IntArray:
    """What is expected on each of so many days from today on, in whole units of the item's decimals."""
    found = np.zeros(days, dtype=np.int64)
    for each in expected:
        for on, units in _daily(today, each, decimals):
            at = (on - today).days
            if at < days:
                found[at] += units
    return found


def until_day(today: date, days: int, expected: Sequence[Expected], decimals: int) -> Floats:
    """What is expected until the end of each of so many days, in units of the item's decimals; an even part of each
    a day.
    """
    daily = [Decimal(0)] * days
    for each in expected:
        first = max(each.first_on, today)
        count = (each.last_on - first).days + 1
        begin = (first - today).days
        for at in range(begin, min(days, begin + count)):
            daily[at] += each.quantity.scaleb(decimals) / count
    found: Floats = np.array([float(each) for each in accumulate(daily)]).round(_DIGITS)
    return found


def make_for(search: Search, node: Node, expected: Sequence[Expected]) -> None:
    """Have what is expected of a node beyond what is free of it anyway, each part by its day.

    What cannot be there by then is asked for again with the next part. Safety stock stays.
    """
    ground = search.ground
    facts = ground.facts[node]
    safety = want(facts.safety_stock, facts.quantity_decimals)
    asked = 0
    for day, units in pieces(ground.today, expected, facts.quantity_decimals):
        if day >= ground.days:
            break
        asked += units
        free = int(search.view.projected(node)[day:].min()) - safety
        missing = asked - max(0, free)
        if missing > 0:
            place(search, node, missing, day)


def pieces(today: date, expected: Sequence[Expected], decimals: int) -> list[tuple[int, int]]:
    """Days from today and units, the soonest first."""
    found: list[tuple[int, int]] = []
    for each in expected:
        days = list(_daily(today, each, decimals))
        for at in range(0, len(days), PIECE_DAYS):
            piece = days[at : at + PIECE_DAYS]
            found.append(((piece[0][0] - today).days, sum(units for _, units in piece)))
    return sorted(found)


def _daily(today: date, each: Expected, decimals: int) -> Iterator[tuple[date, int]]:
    """An even part a day, whole units, the sum kept; days that have passed hold none."""
    first = max(each.first_on, today)
    count = (each.last_on - first).days + 1
    units = have(each.quantity, decimals)
    for number in range(count):
        part = units * (number + 1) // count - units * number // count
        yield first + timedelta(days=number), part
