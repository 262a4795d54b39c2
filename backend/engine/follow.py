"""What a loss of hours does to a plan that stands: which lines move, and which promises that breaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment, Slip
from backend.engine.delivery import companions, is_too_late
from backend.engine.ground import Ground, ground_of
from backend.engine.pegging import claims_at, served_at, slip_of
from backend.engine.scale import have, want
from backend.engine.search import adjustment_of
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind


@dataclass(frozen=True, slots=True)
class Loss:
    """Regular hours that work centres do not have, by day, against what their calendars say."""

    hours: Mapping[UUID, Mapping[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Following:
    """Lines that move to another day, and those for which no day of the horizon has room."""

    moves: tuple[Adjustment, ...]
    stuck: tuple[PlannedSupply, ...]


def moves_after_loss(situation: Situation, loss: Loss) -> Following:
    """Move lines off days that have too few hours now, each as a whole to the first day with room.

    Only as much moves as the loss made too much; what was too much before stays. What is needed
    latest moves first, of equal ones the smaller, then the one that comes first by reference.
    """
    ground = ground_of(situation)
    view = View(ground)
    moves: list[Adjustment] = []
    stuck: list[PlannedSupply] = []
    for center in sorted(loss.hours, key=str):
        for on, lost in sorted(loss.hours[center].items()):
            day = (on - ground.today).days
            if 0 <= day < ground.days:
                _relieve(view, center, day, want(lost, 6), moves, stuck)
    return Following(tuple(moves), tuple(stuck))


def _relieve(
    view: View,
    center: UUID,
    day: int,
    lost: int,
    moves: list[Adjustment],
    stuck: list[PlannedSupply],
) -> None:
    ground = view.ground
    excess = min(int(view.load(center)[day] - view.hours(center)[day]), lost)
    gone = {move.plan_line_id for move in moves} | {supply.id for supply in stuck}
    waiting = [line for line in _lines_on(ground, center, day) if line.id not in gone]
    waiting.sort(key=lambda line: (-needed_by(view, line), line.quantity, line.reference))
    for line in waiting:
        if excess <= 0:
            return
        facts = ground.facts[line.item_id, line.site_id]
        units = have(line.quantity, facts.quantity_decimals)
        before = int(view.load(center)[day])
        view.take_away(line, units)
        excess -= before - int(view.load(center)[day])
        later = _first_day_with_room(view, line, units, day + 1)
        if later is None:
            stuck.append(line)
            continue
        view.add(facts.node, units, later, line.alternate_id)
        moves.append(adjustment_of(ground, AdjustmentKind.MOVE, facts, units, later, supply=line))


def _lines_on(ground: Ground, center: UUID, day: int) -> list[PlannedSupply]:
    """Plan lines that work at a centre on a day and may be moved."""
    return [
        supply
        for node in ground.master.worked_at.get(center, ())
        for supply in ground.supplies.at(node)
        if supply.kind is SupplyKind.PLAN_LINE
        and not supply.is_firm
        and ground.index_of(supply.on) == day
        and center in ground.master.needs(node, supply.alternate_id)
    ]


def needed_by(view: View, line: PlannedSupply) -> int:
    """The first day on which something would be missing without the line; after the last: none."""
    node = line.item_id, line.site_id
    before = view.projected(node)
    without = view.copy()
    without.take_away(line, have(line.quantity, view.ground.facts[node].quantity_decimals))
    after = without.projected(node)
    missing = np.flatnonzero((after < 0) & (after < before))
    return int(missing[0]) if len(missing) else view.ground.days


def _first_day_with_room(view: View, line: PlannedSupply, units: int, start: int) -> int | None:
    node, way = (line.item_id, line.site_id), line.alternate_id
    needed: dict[UUID, int] = {}
    for center, hours in view.ground.master.hours_for(node, units, way):
        needed[center] = needed.get(center, 0) + hours
    fits = np.ones(view.ground.days, dtype=bool)
    fits[:start] = False
    for center, hours in needed.items():
        fits &= view.hours(center) - view.load(center) >= hours
    found = np.flatnonzero(fits)
    return int(found[0]) if len(found) else None


def broken_promises(
    situation: Situation, nodes: Iterable[Node], stuck: Iterable[PlannedSupply] = ()
) -> list[Slip]:
    """Order lines at these nodes that cannot be kept on their day, as the plan stands.

    Supplies that are `stuck` are taken not to come. A slip without a possible day is one for which
    nothing within the horizon is enough.
    """
    ground = ground_of(situation)
    view = View(ground)
    for supply in stuck:
        decimals = ground.facts[supply.item_id, supply.site_id].quantity_decimals
        view.take_away(supply, have(supply.quantity, decimals))
    slips: list[Slip] = []
    for node in dict.fromkeys(nodes):
        if node not in ground.facts:
            continue
        for served in served_at(view, node, claims_at(ground, node)):
            line = served.claim.line
            is_late = served.done is None or served.done > served.claim.day
            if line is not None and served.claim.units and is_late:
                slips.append(ruled_slip(line, slip_of(ground, node, line, served)))
    return with_waiting(ground, slips)


def ruled_slip(line: Demand, slip: Slip) -> Slip:
    """A slip as the line's delivery rule has it: in one part, large enough, and not too late.

    What would be too late has no possible day: it is not promised anew, and whoever it is for is told.
    """
    rule, left = line.rule, line.open_quantity - slip.quantity
    is_whole = not rule.allows_partial or rule.ships_together or left < rule.minimum_partial
    too_late = slip.possible_on is not None and is_too_late(line, slip.possible_on)
    return replace(
        slip,
        quantity=line.open_quantity if is_whole else slip.quantity,
        possible_on=None if too_late else slip.possible_on,
    )


def with_waiting(ground: Ground, slips: list[Slip]) -> list[Slip]:
    """The slips, and those of lines that wait because their order ships together."""
    found = {slip.demand_line_id: slip for slip in slips}
    for line in ground.situation.demands:
        slip = found.get(line.demand_line_id)
        if slip is None or not line.rule.ships_together:
            continue
        order = (line, *companions(ground, line))
        days = [found[each.demand_line_id].possible_on if each.demand_line_id in found else each.counts_on for each in order]  # fmt: skip
        latest = None if None in days else max(day for day in days if day is not None)
        for each in order:
            if latest is None or latest > each.counts_on:
                found[each.demand_line_id] = waiting_slip(ground, each, latest)
    return list(found.values())


def waiting_slip(ground: Ground, line: Demand, on: date | None) -> Slip:
    """A whole line that waits for the rest of its order until a day (None: nobody knows)."""
    facts = ground.facts[line.item_id, line.site_id]
    until = on or ground.day_of(ground.days)
    return Slip(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=facts.item_name,
        unit=facts.unit,
        quantity=line.open_quantity,
        promised_on=line.counts_on,
        possible_on=None if on is not None and is_too_late(line, on) else on,
        days_late=max(0, (until - line.counts_on).days),
    )
