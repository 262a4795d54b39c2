"""What order lines of a planning case get when their delivery rules are kept: `late`, `in_parts`, `least_part`, `together`.

The plan says what is there when; a rule lets parts wait and refuses what would be too late. It frees nothing for others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import DayQuantity
from backend.engine.delivery import Parts, keep
from backend.engine.scale import quantity_of, want
from backend.engine.situation import DeliveryRule, Demand
from backend.engine.whole.reading import WholePlan


@dataclass(frozen=True, slots=True)
class KeptParts:
    """Deliveries that keep the rule of a line, and the words of the rules that made them others.

    `days_late` count from the line's day, also where that had gone by before today (`is_overdue`).
    """

    parts: tuple[DayQuantity, ...]
    open_quantity: Decimal
    days_late: int
    rules: tuple[str, ...]
    is_overdue: bool = False


def by_rule(
    parts: Sequence[tuple[int, int]], asked: int, rule: DeliveryRule, decimals: int, last: int
) -> tuple[Parts, list[str]]:
    """Parts, `(day, units)`, that keep a rule of which `last` is the latest day, and the words that made them others."""
    least = want(rule.minimum_partial, decimals)
    kept = keep(parts, asked, rule, least, None if rule.maximum_days_late is None else last)
    rules = []
    if kept.waiting is not None:
        rules.append("least_part" if rule.allows_partial else "in_parts")
    if kept.beyond is not None:
        rules.append("late")
    return kept.parts, rules


class Delivered:
    """The deliveries of a plan's order lines."""

    def __init__(self, plan: WholePlan, lines: Sequence[Demand]) -> None:
        self.plan = plan
        self.lines = {line.demand_line_id: line for line in lines}
        self.orders: dict[str, list[Demand]] = {}
        for line in lines:
            if line.rule.ships_together and line.order:
                self.orders.setdefault(line.order, []).append(line)

    def of(self, demand_line_id: UUID) -> KeptParts:
        """What a line gets by the plan and its rule."""
        kept, line = self._of(demand_line_id), self.lines[demand_line_id]
        if line.counts_on >= self.plan.situation.today or not line.open_quantity:
            return kept
        done = self.plan.days if kept.open_quantity else self._ahead(kept.parts[-1].on)
        return replace(kept, days_late=done - self._ahead(line.counts_on), is_overdue=True)

    def _of(self, demand_line_id: UUID) -> KeptParts:
        found = self.plan.delivery_of(demand_line_id)
        line = self.lines[demand_line_id]
        decimals = self._decimals(line)
        parts = [(self._ahead(part.on), want(part.quantity, decimals)) for part in found.parts]
        rules = []
        leaves = self._leaves(line)
        if leaves is not None and parts != [(leaves, want(found.quantity, decimals))]:
            rules.append("together")
            is_there = leaves < self.plan.days and not found.open_quantity
            parts = [(leaves, want(found.quantity, decimals))] if is_there else []
        asked = want(found.quantity, decimals)
        latest = max(line.counts_on, line.due_on + timedelta(days=line.rule.maximum_days_late or 0))
        kept, words = by_rule(parts, asked, line.rule, decimals, self._ahead(latest))
        rules += words
        if not rules:
            return KeptParts(found.parts, found.open_quantity, found.days_late, ())
        given = sum(units for _, units in kept)
        done = kept[-1][0] if kept and given == asked else self.plan.days
        return KeptParts(
            tuple(
                DayQuantity(self.plan.day_of(day), quantity_of(units, decimals))
                for day, units in kept
            ),
            quantity_of(asked - given, decimals),
            max(0, done - self._ahead(found.due_on)),
            tuple(rules),
        )

    def _leaves(self, line: Demand) -> int | None:
        """The day on which the whole order of a line is there; None where it ships by itself."""
        together = self.orders.get(line.order, ()) if line.rule.ships_together else ()
        if len(together) < 2:  # noqa: PLR2004 -- together means two
            return None
        return max(self._there(each) for each in together)

    def _there(self, line: Demand) -> int:
        try:
            done = self.plan.delivery_of(line.demand_line_id).done_on
        except KeyError:
            return self.plan.days
        return self.plan.days if done is None else self._ahead(done)

    def _ahead(self, on: date) -> int:
        return (on - self.plan.situation.today).days

    def _decimals(self, line: Demand) -> int:
        place = self.plan.place_of((line.item_id, line.site_id))
        return self.plan.names.facts[place].quantity_decimals
