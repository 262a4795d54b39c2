"""Available-to-promise of a plan: what its stock, papers and planned lots leave, a forecast taking nothing.

Vollmann, Berry and Whybark, "Manufacturing Planning and Control Systems", chapter 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import numpy as np

from backend.engine.answer import DayQuantity
from backend.engine.kernels import lowest_from
from backend.engine.scale import want
from backend.engine.situation import Node
from backend.engine.whole.layout import CLAIM_RANK, NEVER, WHO, Ints
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.serving import pegs


@dataclass(frozen=True, slots=True)
class Free:
    """Whole units that nobody counts on, from the day they are there to their last usable day."""

    there: int
    until: int
    units: int


class Available:
    """What is free of one node."""

    def __init__(self, plan: WholePlan, node: Node, forecast: Sequence[UUID]) -> None:
        self.plan, self.place = plan, plan.place_of(node)
        self.forecast = frozenset(forecast)
        is_ending = bool(plan.facts.is_perishable[self.place])
        self.free = self._ending() if is_ending else self._lasting(node)

    def by_day(self) -> Ints:
        """Units available by day, cumulative with look-ahead; a lot that ends counts until its last day."""
        found = np.zeros(self.plan.days, dtype=np.int64)
        for each in self.free:
            found[each.there : each.until + 1] += each.units
        return found

    def parts(self, quantity: Decimal, day: int, life: int = 0) -> tuple[DayQuantity, ...]:
        """How much of a quantity can be had on a day and on each day after it, with nothing made for it."""
        plan = self.plan
        left = want(quantity, plan.names.facts[self.place].quantity_decimals)
        found: dict[int, int] = {}
        day = min(max(day, 0), plan.days - 1)
        for each in sorted(self.free, key=lambda lot: (lot.there, lot.until)):
            on = max(each.there, day)
            if each.until >= on + life:
                units = min(each.units, left)
                left -= units
                found[on] = found.get(on, 0) + units
        return tuple(
            DayQuantity(plan.day_of(on), plan.quantity(self.place, units))
            for on, units in sorted(found.items())
            if units
        )

    def _lasting(self, node: Node) -> list[Free]:
        line = lowest_from(self.plan.stock(node) + self._expected())
        more = np.diff(line, prepend=0)
        return [Free(day, NEVER, int(units)) for day, units in enumerate(more) if units]

    def _expected(self) -> Ints:
        """Units that periods of the forecast have been given by the end of each day."""
        found = np.zeros(self.plan.days, dtype=np.int64)
        decimals = self.plan.names.facts[self.place].quantity_decimals
        for line in self.forecast:
            for part in self.plan.delivery_of(line).parts:
                day = (part.on - self.plan.situation.today).days
                if day < self.plan.days:
                    found[day] += want(part.quantity, decimals)
        return found.cumsum()

    def _ending(self) -> list[Free]:
        """Where lots end: what is left of each when all have been served, first expired first out."""
        plan = self.plan
        claims, supplies, links = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, self.place)
        )
        left = [units for _, _, units in supplies]
        for claim, supply, units in links:
            rank, who = claims[claim][CLAIM_RANK], claims[claim][WHO]
            is_line = rank >= 0 and who >= 0
            if not (is_line and plan.lines[who].demand_line_id in self.forecast):
                left[supply] -= units
        return [
            Free(there, until, units)
            for (there, until, _), units in zip(supplies, left, strict=True)
            if units > 0 and there < plan.days
        ]
