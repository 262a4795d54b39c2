"""Planning a site anew: the whole plan says what is made, bought and moved; it is laid out as plan lines.

What is firm, frozen or under way stays, as do production orders; purchases come sooner or later, are cut or
cancelled as the plan wants them (`backend.engine.whatif.purchases`). What the forecast expects beyond the
orders is made for with what they leave. The whole plan may
spread a lot's hours over days, a plan line has them on its own day: so each lot is laid on the day
nearest to its own on which hours and material are there, as every other proposal does it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.expected import make_for
from backend.engine.ground import Ground, ground_of
from backend.engine.place import place
from backend.engine.scale import have, want
from backend.engine.search import LOTS, Freedom, Search, adjustment_of
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from backend.engine.whatif.purchases import (
    altered_orders,
    ordered_anew,
    with_orders,
)
from backend.engine.whatif.response import Response, cover, fits
from backend.engine.whole.answer import Supply
from backend.engine.whole.facts import kept_supplies
from backend.engine.whole.other_ways import with_other_ways
from backend.engine.whole.planner import replan
from backend.engine.whole.plant import routing_alternates
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from shared.terms import AdjustmentKind, Procurement

NORMAL_TIME: Final = Decimal(1)
HALF: Final = Decimal("0.5")
RULES: Final = Rules()
OTHER_WAYS: Final = 25
"""So many plans are tried in which a late lot goes another way."""
KINDS: Final = {
    Procurement.MAKE: AdjustmentKind.MAKE_MORE,
    Procurement.BUY: AdjustmentKind.BUY,
    Procurement.TRANSFER: AdjustmentKind.TRANSFER,
}


@dataclass(frozen=True, slots=True)
class Lot:
    """Whole units of a node that are there on a day, got in a way."""

    day: int
    units: int
    way: UUID | None


def planned_anew(
    situation: Situation, nodes: Sequence[Node], express_ratio: Decimal = HALF
) -> Response:
    """Plan these nodes (components first) anew; `adjustments` turn the plan as it is into that.

    Express takes `express_ratio` of a supplier's lead time: no purchase comes sooner than that.
    """
    ground = ground_of(situation)
    search = Search(View(ground), Freedom(), NORMAL_TIME)
    only = _only(situation, set(nodes))
    kept = {supply.id for supply in kept_supplies(only, RULES)}
    orders = ordered_anew(ground, replan(only, RULES), nodes, express_ratio)
    plan = with_other_ways(with_orders(only, ground, orders), RULES, OTHER_WAYS).plan()
    by_node: dict[Node, list[Supply]] = defaultdict(list)
    for supply in plan.supplies:
        by_node[supply.node].append(supply)
    old = {
        node: [s for s in ground.supplies.at(node) if _is_free(ground, s, kept)] for node in nodes
    }
    for node in nodes:
        facts = ground.facts[node]
        for line in old[node]:
            search.view.take_away(line, have(line.quantity, facts.quantity_decimals))
    for order in orders:
        search.view.take_away(order.purchase, order.whole)
        node = order.purchase.item_id, order.purchase.site_id
        search.view.bring(node, order.day, order.units)
    for node in nodes:
        for lot in _lots(plan, by_node.get(node, ())):
            _lay(search, node, lot)
    _fill(search, nodes[::-1])
    new = _laid(ground, search.adjustments)
    found: list[Adjustment] = []
    for node in nodes:
        lots = new.get(node, [])
        here = [o for o in orders if (o.purchase.item_id, o.purchase.site_id) == node]
        found += [*altered_orders(ground, here), *_difference(ground, node, old[node], lots)]
    others = [each for each in search.adjustments if each.kind not in LOTS]
    return Response(search.view, (*found, *others))


def _only(situation: Situation, here: set[Node]) -> Situation:
    """The situation with everything elsewhere frozen to the horizon's end: it stays as it is."""
    frozen = situation.horizon_days + 1
    nodes = tuple(
        known if known.node in here else replace(known, frozen_days=frozen)
        for known in situation.nodes
    )
    return replace(situation, nodes=nodes)


def _is_free(ground: Ground, supply: PlannedSupply, kept: set[UUID]) -> bool:
    ahead = (supply.on - ground.today).days
    return (
        supply.kind is SupplyKind.PLAN_LINE and supply.id not in kept and 0 <= ahead < ground.days
    )


def _lots(plan: WholePlan, supplies: Sequence[Supply]) -> Iterator[Lot]:
    """The lots of a node that are there within the horizon, best priority first, each by itself."""
    last = plan.day_of(plan.days - 1)
    for supply in sorted(supplies, key=lambda s: (s.priority is None, s.priority or 0, s.need_on)):
        if supply.finish_on is None or supply.finish_on > last:
            continue
        decimals = plan.names.facts[plan.place_of(supply.node)].quantity_decimals
        day = (supply.finish_on - plan.situation.today).days
        for quantity in supply.lots:
            yield Lot(day, want(quantity, decimals), _way_of(plan, supply))


def _way_of(plan: WholePlan, supply: Supply) -> UUID | None:
    """The alternate that a planned supply is got by; None for the usual way."""
    if supply.way:
        return next(
            other.id
            for other in plan.situation.alternates
            if (other.item_id, other.site_id) == supply.node and other.name == supply.way
        )
    if not supply.routing:
        return None
    return routing_alternates(plan.situation, supply.node)[supply.routing - 1].id


def _lay(search: Search, node: Node, lot: Lot) -> None:
    """Lay a lot on its day, else on the nearest before it, else after it; else in parts, as they fit."""
    ground = search.ground
    facts = ground.master.facts_by(node, lot.way)
    earliest = max(facts.frozen_days, ground.earliest(facts, lot.units))
    days = [*range(lot.day, earliest - 1, -1), *range(max(lot.day + 1, earliest), ground.days)]
    opening = ground.open_days(facts)
    days = [day for day in days if opening.is_open(day)]
    day = next((day for day in days if fits(search.view, node, lot.way, lot.units, day)), None)
    if day is None:
        place(search, node, lot.units, lot.day)
        return
    search.view.add(node, lot.units, day, lot.way)
    search.adjustments.append(_new(ground, node, replace(lot, day=day)))


def _fill(search: Search, nodes: Sequence[Node]) -> None:
    """Place what the lots that were laid leave open, and leave out which of them are not needed then; parents first."""
    for node in nodes:
        cover(search, node)
        _keep_drawn(search, node)
    for node in nodes:
        _leave_out(search, node)
    for node in nodes:
        make_for(search, node, search.ground.situation.expected.get(node, ()))


def _keep_drawn(search: Search, node: Node) -> None:
    """Place what orders that stay draw of a component and had before, wherever the new lots come too late for it."""
    if not search.ground.master.drawing_on(node):
        return
    least = np.minimum(View(search.ground).projected(node), 0)
    for day in range(search.ground.days):
        missing = int(least[day] - search.view.projected(node)[day])
        if missing > 0:
            place(search, node, missing, day)


def _leave_out(search: Search, node: Node) -> None:
    """Leave out what is not needed any more, the latest first: lots of the plan that came late, where others are there sooner."""
    ground = search.ground
    safety = have(ground.facts[node].safety_stock, ground.facts[node].quantity_decimals)
    laid = [
        each
        for each in search.adjustments
        if each.kind in LOTS and (each.item_id, each.site_id) == node
    ]
    laid.sort(key=lambda each: ground.index_of(each.on or ground.today), reverse=True)
    for each in laid:
        if each.on is None:
            continue
        now, without = search.view.projected(node), search.view.copy()
        units = want(each.quantity, ground.facts[node].quantity_decimals)
        without.leave_out(node, units, ground.index_of(each.on), each.alternate_id)
        if (without.projected(node) >= np.minimum(now, safety)).all():
            search.view.become(without)
            search.adjustments.remove(each)


def _new(ground: Ground, node: Node, lot: Lot) -> Adjustment:
    facts = ground.master.facts_by(node, lot.way)
    kind = KINDS[facts.procurement]
    start = ground.start_for(facts, lot.day, lot.units) if kind is AdjustmentKind.TRANSFER else None
    return adjustment_of(ground, kind, facts, lot.units, lot.day, start, way=lot.way)


def _laid(ground: Ground, adjustments: Sequence[Adjustment]) -> dict[Node, list[Lot]]:
    found: dict[Node, list[Lot]] = defaultdict(list)
    for each in adjustments:
        if each.kind in LOTS and each.on is not None:
            node = each.item_id, each.site_id
            units = want(each.quantity, ground.facts[node].quantity_decimals)
            found[node].append(Lot(ground.index_of(each.on), units, each.alternate_id))
    return found


def _difference(
    ground: Ground, node: Node, old: Sequence[PlannedSupply], new: Sequence[Lot]
) -> Iterator[Adjustment]:
    """What turns the lines of a node into lots: what is the same stays, the same quantity moves.

    Of what is left, a line on the day of a smaller lot is cut, the others go and the lots come.
    """
    facts = ground.facts[node]
    lines = sorted(old, key=lambda line: (line.on, line.reference, line.id.int))
    lots = sorted(new, key=lambda lot: (lot.day, lot.units))

    def units_of(line: PlannedSupply) -> int:
        return have(line.quantity, facts.quantity_decimals)

    def is_same(line: PlannedSupply, lot: Lot) -> bool:
        return line.alternate_id == lot.way and units_of(line) == lot.units

    for line in list(lines):
        day = ground.index_of(line.on)
        found = next((lot for lot in lots if lot.day == day and is_same(line, lot)), None)
        if found is not None:
            lines.remove(line)
            lots.remove(found)
    for line in list(lines):
        found = next((lot for lot in lots if is_same(line, lot)), None)
        if found is not None:
            lines.remove(line)
            lots.remove(found)
            yield adjustment_of(
                ground, AdjustmentKind.MOVE, facts, found.units, found.day, None, line
            )
    for line in list(lines):
        day = ground.index_of(line.on)
        smaller = next(
            (
                lot
                for lot in lots
                if lot.day == day and lot.way == line.alternate_id and lot.units < units_of(line)
            ),
            None,
        )
        gone = units_of(line)
        if smaller is not None:
            lots.remove(smaller)
            gone -= smaller.units
        yield adjustment_of(ground, AdjustmentKind.MAKE_LESS, facts, gone, None, None, line)
    for lot in lots:
        yield _new(ground, node, lot)
