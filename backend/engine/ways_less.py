"""Ways out when a change needs less, or later: keep it, make and buy less, or move it.

Stock may never fall below the lower of its safety stock and what the plan had there anyway.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from backend.engine.case import Case
from backend.engine.kernels import lowest_from
from backend.engine.lots import lot_of
from backend.engine.netting import below
from backend.engine.room import room_for
from backend.engine.scale import IntArray, have, lot_up
from backend.engine.search import Freedom, Search, note
from backend.engine.situation import Node, NodeFacts, PlannedSupply, SupplyKind
from backend.engine.view import View
from backend.engine.ways import Rates, Way, holds
from shared.terms import AdjustmentKind, Procurement

LESS: Final = {
    Procurement.MAKE: "make_less",
    Procurement.BUY: "reduce_purchase",
    Procurement.TRANSFER: "send_less",
}
LATER: Final = {
    Procurement.MAKE: "move_later",
    Procurement.BUY: "buy_later",
    Procurement.TRANSFER: "send_later",
}


def ways_less(case: Case, rates: Rates) -> Iterator[Way]:
    """Every way that holds, what frees most first."""
    found = (make_less(case, rates), move_later(case, rates), keep_stock(case))
    yield from (way for way in found if way is not None and holds(case, way))


def wanted(case: Case) -> tuple[tuple[int, int], ...]:
    return ((case.due, case.open_after),) if case.open_after else ()


def keep_stock(case: Case) -> Way:
    """The plan stands; what is not needed lies in stock until somebody else wants it."""
    return Way("keep_stock", case.asked.copy(), (), wanted(case))


def make_less(case: Case, rates: Rates) -> Way | None:
    """Take what is freed for good out of the plan, and out of what is on order, at every level."""
    search = Search(case.asked.copy(), Freedom(), rates.express_ratio)
    for node in below(case.ground, case.node):
        freed = search.view.projected(node) - case.before.projected(node)
        reduce_at(search, case.before, node, int(freed[-1]))
    if not search.adjustments:
        return None
    own = {a.kind for a in search.adjustments if a.item_id == case.facts.item_id}
    code = LESS[case.facts.procurement]
    if AdjustmentKind.CANCEL_PURCHASE in own:
        code = "cancel_purchase"
    elif AdjustmentKind.REDUCE_PURCHASE in own:
        code = "reduce_purchase"
    return Way(code, search.view, tuple(search.adjustments), wanted(case))


def reduce_at(search: Search, before: View, node: Node, units: int) -> None:
    """Take up to so many units off the supplies of a node, the latest first."""
    usual = search.ground.facts[node]
    for supply in movable(search, usual, reverse=True):
        if units <= 0:
            return
        facts = search.ground.master.facts_by(node, supply.alternate_id)
        whole = have(supply.quantity, facts.quantity_decimals)
        day = search.ground.index_of(supply.on)
        spare = int(lowest_from(slack(search.view, before, facts))[day])
        less = lot_less(whole, min(units, spare), facts)
        if less > 0:
            search.view.take_away(supply, less)
            note(search, kind_of_less(supply, whole, less), facts, less, None, supply=supply)
            units -= less


def lot_less(whole: int, spare: int, facts: NodeFacts) -> int:
    """How much of a lot may go so that what stays is a lot again."""
    if spare >= whole:
        return whole
    if spare <= 0:
        return 0
    return whole - min(whole, lot_up(whole - spare, *lot_of(facts)))


def kind_of_less(supply: PlannedSupply, whole: int, less: int) -> AdjustmentKind:
    if supply.kind is not SupplyKind.PURCHASE:
        return AdjustmentKind.MAKE_LESS
    return AdjustmentKind.CANCEL_PURCHASE if less == whole else AdjustmentKind.REDUCE_PURCHASE


def movable(search: Search, facts: NodeFacts, *, reverse: bool) -> list[PlannedSupply]:
    """Supplies that are neither firm nor frozen nor under way."""
    ground = search.ground
    found = [
        supply
        for supply in ground.supplies.at(facts.node)
        if not supply.is_firm
        and facts.frozen_days <= ground.index_of(supply.on) < ground.days
        and not is_under_way(search, supply)
    ]
    return sorted(found, key=lambda supply: (supply.on, supply.reference), reverse=reverse)


def is_under_way(search: Search, supply: PlannedSupply) -> bool:
    """Whether work on it has begun; a purchase is never under way in this sense."""
    return supply.kind is not SupplyKind.PURCHASE and search.ground.start_index(supply) < 0


def slack(view: View, before: View, facts: NodeFacts) -> IntArray:
    """What lies above the lower of the safety stock and what the plan had, by day."""
    safety = have(facts.safety_stock, facts.quantity_decimals)
    floor = np.minimum(before.projected(facts.node), safety)
    left: IntArray = view.projected(facts.node) - floor
    return left


def move_later(case: Case, rates: Rates) -> Way | None:
    """Move lots, or what of them is not needed yet, to where they are, and what is on order for them."""
    search = Search(case.asked.copy(), Freedom(), rates.express_ratio)
    for node in below(case.ground, case.node):
        facts = case.ground.facts[node]
        freed = search.view.projected(node) - case.before.projected(node)
        units = int(freed.max(initial=0))
        for supply in movable(search, facts, reverse=True):
            if units <= 0:
                break
            units -= postpone(search, case.before, supply, units)
    if not any(adjustment.item_id == case.facts.item_id for adjustment in search.adjustments):
        return None
    code = LATER[case.facts.procurement]
    return Way(code, search.view, tuple(search.adjustments), wanted(case))


def postpone(search: Search, before: View, supply: PlannedSupply, units: int) -> int:
    """Move up to so many units of a lot to the last day by which they are needed and there is room.

    Returns how many were moved. What nobody needs within the horizon is left to making less. An order
    of the ERP moves as a whole.
    """
    day, way = search.ground.index_of(supply.on), supply.alternate_id
    node = supply.item_id, supply.site_id
    facts = search.ground.master.facts_by(node, way)
    whole = have(supply.quantity, facts.quantity_decimals)
    spare = slack(search.view, before, facts)[day:]
    part = lot_less(whole, min(units, int(spare[0])), facts)
    if part <= 0 or lot_up(part, *lot_of(facts)) != part:
        return 0
    if part < whole and supply.kind is SupplyKind.PRODUCTION_ORDER:
        return 0
    short = np.flatnonzero(spare < part)
    if not len(short):
        return 0
    kept = search.keep()
    search.view.take_away(supply, part)
    room = room_for(search.view, node, way, with_overtime=False)
    is_purchase = supply.kind is SupplyKind.PURCHASE
    for later in range(day + int(short[0]), day, -1):
        if is_purchase or room[later] >= part:
            if is_purchase:
                search.view.bring(node, later, part)
            else:
                search.view.add(node, part, later, way)
            kind = AdjustmentKind.BUY_LATER if is_purchase else AdjustmentKind.MOVE
            note(search, kind, facts, part, later, supply=supply)
            return part
    search.undo(kept)
    return 0
