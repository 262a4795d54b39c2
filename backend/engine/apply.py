"""Carrying adjustments out on a view, and altering them as a supervisor amends them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from backend.engine.answer import Adjustment
from backend.engine.case import Case
from backend.engine.ground import Ground
from backend.engine.lots import lot_of
from backend.engine.place import grant
from backend.engine.scale import have, lot_up, want
from backend.engine.search import Freedom, Search
from backend.engine.situation import NodeFacts, PlannedSupply, SupplyKind
from backend.engine.view import View
from backend.engine.ways import Breach, Way
from shared.terms import AdjustmentKind, Procurement

ADDING = frozenset({AdjustmentKind.MAKE_MORE, AdjustmentKind.BUY, AdjustmentKind.TRANSFER})
MOVING = frozenset({AdjustmentKind.MOVE, AdjustmentKind.BUY_SOONER, AdjustmentKind.BUY_LATER})
PURCHASING = frozenset(
    {
        AdjustmentKind.BUY,
        AdjustmentKind.BUY_SOONER,
        AdjustmentKind.BUY_LATER,
        AdjustmentKind.REDUCE_PURCHASE,
        AdjustmentKind.CANCEL_PURCHASE,
    }
)
PROMISING = frozenset({AdjustmentKind.SPLIT_DELIVERY, AdjustmentKind.PROMISE_LATER})


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change to one adjustment, by its place in the list; None leaves as it is.

    Overtime is not amended by itself: it follows from the lots that are made.
    """

    adjustment: int
    quantity: Decimal | None = None
    on: date | None = None


def amended(
    adjustments: Sequence[Adjustment], amendments: Sequence[Amendment]
) -> tuple[Adjustment, ...] | None:
    """The adjustments with the amendments made; None when one names nothing or alters nothing."""
    altered = list(adjustments)
    for amendment in amendments:
        if not 0 <= amendment.adjustment < len(altered):
            return None
        before = altered[amendment.adjustment]
        quantity = before.quantity if amendment.quantity is None else amendment.quantity
        needed = before.needed_quantity if quantity == before.quantity else None
        after = replace(
            before, quantity=quantity, on=amendment.on or before.on, needed_quantity=needed
        )
        if before.kind is AdjustmentKind.OVERTIME or quantity <= 0:
            return None
        altered[amendment.adjustment] = after
    return tuple(altered) if amendments and altered != list(adjustments) else None


def applied(case: Case, code: str, adjustments: Sequence[Adjustment]) -> Way | Breach:
    """The way out that the adjustments are, or the first thing about them that cannot be."""
    deliveries = own_deliveries(case, adjustments)
    view = case.without.copy()
    for day, units in deliveries:
        view.want(case.node, day, units, case.life)
    longer = any(a.kind is AdjustmentKind.OVERTIME for a in adjustments)
    search = Search(view, Freedom(overtime=longer), Decimal(1))
    for adjustment in adjustments:
        breach = carry_out(search, case, adjustment, longer=longer)
        if breach is not None:
            return breach
    return Way(code, search.view, tuple(search.adjustments), deliveries)


def own_deliveries(case: Case, adjustments: Sequence[Adjustment]) -> tuple[tuple[int, int], ...]:
    """When the changed line gets how much: on the day wanted, but for what is promised for later."""
    later = [
        (case.ground.index_of(a.on), want(a.quantity, case.decimals))
        for a in adjustments
        if a.kind in PROMISING and is_own(case, a) and a.on is not None
    ]
    first = case.open_after - sum(units for _, units in later)
    parts = [(case.due, first), *later] if first > 0 else later
    return tuple(sorted(parts))


def is_own(case: Case, adjustment: Adjustment) -> bool:
    return adjustment.demand_line_id == case.change.demand_line_id


def carry_out(search: Search, case: Case, adjustment: Adjustment, *, longer: bool) -> Breach | None:
    """Carry one adjustment out; overtime is granted anew for the lots as they are."""
    if adjustment.kind is AdjustmentKind.OVERTIME:
        return None
    if adjustment.kind in PROMISING:
        if not is_own(case, adjustment):
            promise_other(search.view, case, adjustment)
    elif adjustment.kind in ADDING:
        breach = add(search, adjustment, longer=longer)
        if breach is not None:
            return breach
    else:
        breach = alter(search, adjustment)
        if breach is not None:
            return breach
    search.adjustments.append(adjustment)
    return None


def promise_other(view: View, case: Case, adjustment: Adjustment) -> None:
    """Take a quantity off another line's day and put it on its later one."""
    node = adjustment.item_id, adjustment.site_id
    units = want(adjustment.quantity, case.ground.facts[node].quantity_decimals)
    lives = {d.demand_line_id: d.remaining_life_days for d in case.ground.demands.at(node)}
    life = 0 if adjustment.demand_line_id is None else lives.get(adjustment.demand_line_id, 0)
    if adjustment.from_on is not None and adjustment.on is not None:
        view.want(node, case.ground.index_of(adjustment.from_on), -units, life)
        view.want(node, case.ground.index_of(adjustment.on), units, life)


def add(search: Search, adjustment: Adjustment, *, longer: bool) -> Breach | None:
    """Plan a lot, if it is one and there is time for it."""
    ground = search.ground
    way = adjustment.alternate_id
    if way is not None and way not in ground.master.alternates:
        return Breach("way_gone", adjustment.item_name, 0)
    facts = ground.master.facts_by((adjustment.item_id, adjustment.site_id), way)
    units = want(adjustment.quantity, facts.quantity_decimals)
    day = -1 if adjustment.on is None else (adjustment.on - ground.today).days
    rule = lot_of(facts)
    if lot_up(units, *rule) != units or 0 < rule.maximum < units:
        return Breach("wrong_lot", facts.item_name, max(day, 0))
    is_express = adjustment.kind is AdjustmentKind.BUY and adjustment.from_on is not None
    breach = invalid(ground, facts, units, day, is_quick=is_express)
    breach = breach or untimely(ground, facts, units, day, is_quick=is_express)
    if breach is not None:
        return breach
    if longer and facts.procurement is Procurement.MAKE:
        grant(search, facts, units, day, way)
    search.view.add(facts.node, units, day, way)
    return None


def alter(search: Search, adjustment: Adjustment) -> Breach | None:
    """Cut or move what is planned or on order."""
    ground = search.ground
    node = adjustment.item_id, adjustment.site_id
    facts = ground.facts[node]
    supply = supply_meant(ground, adjustment)
    units = want(adjustment.quantity, facts.quantity_decimals)
    if supply is None:
        return Breach("supply_gone", facts.item_name, 0)
    if units > have(supply.quantity, facts.quantity_decimals):
        return Breach("more_than_planned", facts.item_name, ground.index_of(supply.on))
    search.view.take_away(supply, units)
    if adjustment.kind in MOVING:
        day = -1 if adjustment.on is None else (adjustment.on - ground.today).days
        draws = supply.kind is not SupplyKind.PURCHASE
        facts = ground.master.facts_by(node, supply.alternate_id)
        breach = invalid(ground, facts, units, day, is_quick=False) if draws else None
        breach = breach or untimely(ground, facts, units, day, is_quick=not draws)
        if breach is not None:
            return breach
        if draws:
            search.view.add(node, units, day, supply.alternate_id)
        else:
            search.view.bring(node, day, units)
    return None


def untimely(
    ground: Ground, facts: NodeFacts, units: int, day: int, *, is_quick: bool
) -> Breach | None:
    """What keeps so many units from being there on a day: the lead time, but not where it is quick, or closed doors."""
    earliest = ground.earliest(facts, units)
    if day < (0 if is_quick else earliest) or day >= ground.days:
        return Breach("lead_time", facts.item_name, earliest)
    if not ground.open_days(facts).is_open(day):
        return Breach("closed_day", facts.item_name, day)
    return None


def invalid(
    ground: Ground, facts: NodeFacts, units: int, day: int, *, is_quick: bool
) -> Breach | None:
    """The first or last day of a way, where so many units that are there on a day would begin outside of them.

    What is quick begins as soon as it may.
    """
    first = ground.first_start(facts)
    start = first if is_quick else ground.start_for(facts, day, units)
    if facts.last_on is not None and ground.has_ended(facts, start):
        return Breach("way_ended", facts.item_name, (facts.last_on - ground.today).days)
    if facts.first_on is not None and min(day, start) < first and first > 0:
        return Breach("way_not_yet", facts.item_name, first)
    return None


def supply_meant(ground: Ground, adjustment: Adjustment) -> PlannedSupply | None:
    """A plan line by its id, another supply by its reference and day."""
    for supply in ground.supplies.at((adjustment.item_id, adjustment.site_id)):
        if adjustment.plan_line_id is not None:
            if supply.id == adjustment.plan_line_id:
                return supply
        elif supply.reference == adjustment.reference and supply.on == adjustment.from_on:
            return supply
    return None
