"""What comes back when hours or material are there again: lines that were moved away, and promises that moved with them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.by_hand import lay
from backend.engine.delivery import companions
from backend.engine.follow import needed_by
from backend.engine.ground import ground_of
from backend.engine.pegging import Claim, Served, claims_at, served_at
from backend.engine.scale import have
from backend.engine.search import adjustment_of
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind


def moves_back(situation: Situation, since: Mapping[UUID, date]) -> tuple[Adjustment, ...]:
    """Move lines towards the days that they had, each as a whole to the first one that carries it.

    `since` is the day by line before which it does not come. A day carries a line where there are hours
    for it and nothing is missing, on any day and level, that was not missing before; what is needed first
    comes first. Nothing else moves.
    """
    ground = ground_of(situation)
    view = View(ground)
    waiting = [
        supply
        for supply in situation.supplies
        if supply.id in since and supply.kind is SupplyKind.PLAN_LINE and not supply.is_firm
    ]
    waiting.sort(key=lambda line: (needed_by(view, line), since[line.id], line.reference))
    moved: dict[UUID, int] = {}
    has_moved = True
    while has_moved:
        # What is made of a line that has come back can come back after it.
        has_moved = False
        for place, line in enumerate(waiting):
            found = _sooner(view, line, (since[line.id] - ground.today).days)
            if found is not None:
                day, waiting[place] = found
                moved[line.id] = day
                has_moved = True
    return tuple(
        adjustment_of(
            ground,
            AdjustmentKind.MOVE,
            ground.facts[line.item_id, line.site_id],
            have(line.quantity, ground.facts[line.item_id, line.site_id].quantity_decimals),
            moved[line.id],
            supply=line,
        )
        for line in situation.supplies
        if line.id in moved
    )


def _sooner(view: View, line: PlannedSupply, first: int) -> tuple[int, PlannedSupply] | None:
    """The first day from one on, before its own, that carries a line; the view has it there from then on."""
    ground, way = view.ground, line.alternate_id
    node = line.item_id, line.site_id
    facts = ground.master.facts_by(node, way)
    units = have(line.quantity, facts.quantity_decimals)
    own = (line.on - ground.today).days
    lead = own - ground.start_index(line)
    without = view.copy()
    without.take_away(line, units)
    free = np.ones(ground.days, dtype=bool)
    for center, hours in ground.master.hours_for(node, units, way):
        free &= without.hours(center) - without.load(center) >= hours
    for day in np.flatnonzero(free[: max(0, own)]).tolist():
        start = day - lead
        if ground.situation.closed_days:
            start = ground.start_for(facts, day, units)
        if day < first or start < 0 or not ground.open_days(facts).is_open(day):
            continue
        trial = view.copy()
        lay(trial, line, day, start, way)
        if _misses_nothing(view, trial):
            view.become(trial)
            there = replace(line, on=ground.day_of(day), start_on=ground.day_of(start))
            return day, there
    return None


def _misses_nothing(before: View, after: View) -> bool:
    for node in after.touched:
        if node in after.ground.facts:
            line = after.projected(node)
            if ((line < 0) & (line < before.projected(node))).any():
                return False
    return True


def promises_back(situation: Situation, since: Mapping[UUID, date]) -> dict[UUID, date]:
    """Order lines that can be promised sooner again, each not before its day in `since`, and for when.

    Nobody else is served later, or less on their day. Lines that ship together have one day, the latest
    of them.
    """
    ground = ground_of(situation)
    view = View(ground)
    lines = [each for each in situation.demands if each.demand_line_id in since]
    nodes = dict.fromkeys((line.item_id, line.site_id) for line in lines)
    found: dict[UUID, date] = {}
    for node in nodes:
        if node in ground.facts:
            found |= _served_sooner(view, node, since)
    for line in lines:
        order = (line, *companions(ground, line))
        latest = max(found.get(each.demand_line_id, each.counts_on) for each in order)
        if len(order) > 1 and line.demand_line_id in found:
            found[line.demand_line_id] = latest
    return {
        line.demand_line_id: found[line.demand_line_id]
        for line in lines
        if found.get(line.demand_line_id, line.counts_on) < line.counts_on
    }


def _served_sooner(view: View, node: Node, since: Mapping[UUID, date]) -> dict[UUID, date]:
    ground = view.ground
    claims = claims_at(ground, node)
    found: dict[UUID, date] = {}
    waiting = [claim for claim in claims if claim.line and claim.line.demand_line_id in since]
    waiting.sort(key=lambda claim: (_since(claim, since), claim.priority, claim.reference))
    for claim in waiting:
        before = served_at(view, node, claims)
        first = max(0, (_since(claim, since) - ground.today).days)
        for day in range(first, claim.day):
            sooner = replace(claim, day=day)
            trial = [sooner if each is claim else each for each in claims]
            if _carries(before, served_at(view, node, trial), claim, sooner):
                claims = trial
                found[_line(claim).demand_line_id] = ground.day_of(day)
                break
    return found


def _carries(
    before: Iterable[Served], after: Iterable[Served], claim: Claim, sooner: Claim
) -> bool:
    """Whether a claim is complete on its new day, and all others as before."""
    was = {id(each.claim): each for each in before if each.claim is not claim}
    for each in after:
        if each.claim is sooner:
            if each.done is None or each.done > sooner.day:
                return False
            continue
        earlier = was[id(each.claim)]
        is_later = earlier.done is not None and (each.done is None or each.done > earlier.done)
        if is_later or each.on_time < earlier.on_time:
            return False
    return True


def _line(claim: Claim) -> Demand:
    if claim.line is None:
        raise LookupError("A claim of no line waits for nothing.")
    return claim.line


def _since(claim: Claim, since: Mapping[UUID, date]) -> date:
    return since[_line(claim).demand_line_id]


def kept_again(situation: Situation, line_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Of these order lines those that the plan has in full on the day that they count on."""
    ground = ground_of(situation)
    view, wanted = View(ground), set(line_ids)
    lines = [each for each in situation.demands if each.demand_line_id in wanted]
    return frozenset(
        served.claim.line.demand_line_id
        for node in dict.fromkeys((line.item_id, line.site_id) for line in lines)
        if node in ground.facts
        for served in served_at(view, node, claims_at(ground, node))
        if served.claim.line is not None
        and served.claim.line.demand_line_id in wanted
        and served.done is not None
        and served.done <= served.claim.day
    )
