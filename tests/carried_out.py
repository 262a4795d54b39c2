"""A situation in which an alternative has been carried out, row by row, without the engine's help."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from backend.engine.answer import Adjustment
from backend.engine.situation import Change, Demand, PlannedSupply, Situation, SupplyKind
from backend.proposal.model import Alternative
from shared.terms import AdjustmentKind as Kind
from tests.planning import named

MOVED = {Kind.MOVE, Kind.BUY_SOONER, Kind.BUY_LATER}
CUT = {Kind.MAKE_LESS, Kind.REDUCE_PURCHASE, Kind.CANCEL_PURCHASE}


def without_line(situation: Situation, change: Change) -> Situation:
    """The situation without the changed line."""
    return replace(
        situation,
        demands=tuple(d for d in situation.demands if d.demand_line_id != change.demand_line_id),
    )


def carried_out(situation: Situation, change: Change, alternative: Alternative) -> Situation:
    """The situation once the alternative has been decided."""
    after = without_line(situation, change)
    demands = list(after.demands)
    supplies = list(after.supplies)
    capacity = dict(after.capacity)
    for number, adjustment in enumerate(alternative.adjustments):
        is_own = adjustment.demand_line_id == change.demand_line_id
        if adjustment.kind is Kind.OVERTIME:
            assert adjustment.work_center_id is not None
            assert adjustment.on is not None
            assert adjustment.hours is not None
            key = adjustment.work_center_id, adjustment.on
            capacity[key] = capacity.get(key, Decimal(0)) + adjustment.hours
        elif adjustment.kind is Kind.PROMISE_LATER and not is_own:
            demands = [d for old in demands for d in promised_later(old, adjustment)]
        elif adjustment.kind in MOVED | CUT:
            supplies = [s for old in supplies for s in altered(old, adjustment)]
        elif adjustment.kind in {Kind.MAKE_MORE, Kind.BUY, Kind.TRANSFER}:
            assert adjustment.on is not None
            supplies.append(
                PlannedSupply(
                    named(f"added {number}"),
                    SupplyKind.PLAN_LINE,
                    f"added {number}",
                    adjustment.item_id,
                    adjustment.site_id,
                    adjustment.quantity,
                    adjustment.on,
                )
            )
    line = next((d for d in situation.demands if d.demand_line_id == change.demand_line_id), None)
    life = situation.remaining_life.get(change.customer_id, 0)
    life = line.remaining_life_days if line else life
    demands += [
        Demand(
            named(f"delivery {part.on}"),
            change.item_id,
            change.site_id,
            change.customer_id,
            change.customer_name,
            1,
            "delivery",
            part.quantity,
            part.on,
            remaining_life_days=life,
        )
        for part in alternative.deliveries
    ]
    return replace(after, demands=tuple(demands), supplies=tuple(supplies), capacity=capacity)


def promised_later(demand: Demand, adjustment: Adjustment) -> Iterable[Demand]:
    if demand.demand_line_id != adjustment.demand_line_id:
        yield demand
        return
    rest = demand.open_quantity - adjustment.quantity
    if rest:
        yield replace(demand, open_quantity=rest)
    yield replace(demand, open_quantity=adjustment.quantity, promised_on=adjustment.on)


def altered(supply: PlannedSupply, adjustment: Adjustment) -> Iterable[PlannedSupply]:
    is_meant = supply.item_id == adjustment.item_id and supply.site_id == adjustment.site_id
    if adjustment.plan_line_id is not None:
        is_meant = is_meant and supply.id == adjustment.plan_line_id
    else:
        is_meant = is_meant and supply.reference == adjustment.reference
    if not is_meant:
        yield supply
        return
    rest = supply.quantity - adjustment.quantity
    if rest:
        yield replace(supply, quantity=rest)
    if adjustment.kind in MOVED and adjustment.on is not None:
        kind = SupplyKind.PLAN_LINE if adjustment.kind is Kind.MOVE else supply.kind
        yield replace(
            supply,
            id=named(f"moved {supply.id}"),
            kind=kind,
            quantity=adjustment.quantity,
            on=adjustment.on,
            start_on=None,
        )


def starts_in_past(situation: Situation, supply: PlannedSupply) -> bool:
    """Whether a supply that was added would have had to start before today."""
    facts = next(f for f in situation.nodes if f.node == (supply.item_id, supply.site_id))
    start = supply.on - timedelta(days=facts.lead_time_days)
    return start < situation.today
