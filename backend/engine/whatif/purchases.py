"""What planning anew does with what is on order: come later, come sooner, be smaller, be cancelled.

Rescheduling as in the textbooks (Vollmann, Berry and Whybark, "Manufacturing Planning and Control Systems", chapter 7): open orders
are used up before anything new is ordered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import Final

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.ground import Ground
from backend.engine.lots import shortest_lead
from backend.engine.scale import IntArray, have, quantity_of
from backend.engine.search import adjustment_of
from backend.engine.situation import Node, NodeFacts, PlannedSupply, Situation, SupplyKind
from backend.engine.ways_less import lot_less
from backend.engine.whole.reading import WholePlan
from shared.terms import AdjustmentKind

PATIENCE: Final = 3
"""Days that a purchase may lie before it is wanted: for less no supplier is asked to come later."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A purchase and what it is to be: `units` of it on a day, none where it is cancelled."""

    purchase: PlannedSupply
    whole: int
    units: int
    day: int

    def is_altered(self, ground: Ground) -> bool:
        """Whether it is to be another than it is."""
        return self.units != self.whole or self.day != ground.index_of(self.purchase.on)


def ordered_anew(
    ground: Ground, plan: WholePlan, nodes: Sequence[Node], express_ratio: Decimal
) -> list[Ordered]:
    """The purchases of these nodes that a plan wants otherwise, by node, then by their days.

    What is firm, overdue or comes in the frozen zone stays.
    """
    found: list[Ordered] = []
    for node in nodes:
        facts = ground.facts[node]
        free = [
            supply
            for supply in ground.supplies.at(node)
            if supply.kind is SupplyKind.PURCHASE
            and not supply.is_firm
            and facts.frozen_days <= (supply.on - ground.today).days < ground.days
            and supply.on > ground.today
        ]
        free.sort(key=lambda supply: (supply.on, supply.reference))
        if free:
            wanted = _as_netted(ground, plan, facts, free, express_ratio)
            found += [each for each in wanted if each.is_altered(ground)]
    return found


def _as_netted(
    ground: Ground,
    plan: WholePlan,
    facts: NodeFacts,
    free: Sequence[PlannedSupply],
    express_ratio: Decimal,
) -> Iterator[Ordered]:
    """Net the gross requirements of a plan against stock and papers, and let each purchase come when it is wanted.

    The soonest goes to the first day below the safety stock, what no day wants is too much. One comes sooner only where
    there would be nothing, and never faster than express; it comes later only where it would lie for more than
    `PATIENCE` days, and then its safety days before it is wanted.
    """
    place = plan.place_of(facts.node)
    safety = int(plan.plant.safety[place])
    level = (plan.facts.scheduled[place] - plan.plan.gross[place]).cumsum()
    level += ground.on_hand(facts.node)
    level -= _thrown_away(ground, facts, plan.plan.gross[place]).cumsum()
    sizes = {each.id: have(each.quantity, facts.quantity_decimals) for each in free}
    for supply in free:
        level[ground.index_of(supply.on) :] -= sizes[supply.id]
    fastest = max(1, facts.frozen_days, ceil(shortest_lead(facts) * express_ratio))
    for supply in free:
        whole, own = sizes[supply.id], ground.index_of(supply.on)
        short = np.flatnonzero(level < safety)
        if not len(short):
            yield Ordered(supply, whole, 0, own)
            continue
        day = _due(ground, facts, int(short[0]))
        if day <= own + PATIENCE:
            nothing = np.flatnonzero(level[:own] < 0)
            day = min(own, max(int(nothing[0]), fastest)) if len(nothing) else own
        spare = int((level[day:] + whole - safety).min())
        units = whole - lot_less(whole, spare, facts)
        level[day:] += units
        yield Ordered(supply, whole, units, day)


def _due(ground: Ground, facts: NodeFacts, day: int) -> int:
    """The day that is the safety days of a node before another, of those on which something may arrive; not before today."""
    if not facts.safety_days:
        return day
    return max(ground.open_days(facts).ahead(day, facts.safety_days, facts.shelf_life_days), 0)


def _thrown_away(ground: Ground, facts: NodeFacts, gross: IntArray) -> IntArray:
    """What of the stock on hand nobody takes by its last day, by the day after it."""
    thrown = ground.empty()
    lots = sorted(ground.perishable(facts.node))
    for day in range(ground.days):
        left = int(gross[day])
        for place, (until, units) in enumerate(lots):
            if until < day:
                thrown[day] += units
                lots[place] = until, 0
            else:
                taken = min(left, units)
                lots[place] = until, units - taken
                left -= taken
    return thrown


def with_orders(situation: Situation, ground: Ground, orders: Sequence[Ordered]) -> Situation:
    """The situation with its purchases as they are to be."""
    anew: Mapping[object, Ordered] = {each.purchase.id: each for each in orders}
    supplies = []
    for supply in situation.supplies:
        wanted = anew.get(supply.id)
        if wanted is None:
            supplies.append(supply)
        elif wanted.units:
            decimals = ground.facts[supply.item_id, supply.site_id].quantity_decimals
            quantity = quantity_of(wanted.units, decimals)
            supplies.append(replace(supply, quantity=quantity, on=ground.day_of(wanted.day)))
    return replace(situation, supplies=tuple(supplies))


def altered_orders(ground: Ground, orders: Sequence[Ordered]) -> Iterator[Adjustment]:
    """What makes the purchases what they are to be: each is cut before it is moved."""
    for each in orders:
        supply = each.purchase
        facts = ground.facts[supply.item_id, supply.site_id]
        less = each.whole - each.units
        if less:
            kind = AdjustmentKind.REDUCE_PURCHASE if each.units else AdjustmentKind.CANCEL_PURCHASE
            yield adjustment_of(ground, kind, facts, less, None, None, supply)
        before = ground.index_of(supply.on)
        if each.units and each.day != before:
            sooner = each.day < before
            kind = AdjustmentKind.BUY_SOONER if sooner else AdjustmentKind.BUY_LATER
            yield adjustment_of(ground, kind, facts, each.units, each.day, None, supply)
