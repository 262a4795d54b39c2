"""What comes back when hours or material are there again: lines that were moved away, and promises that moved with them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from backend.engine.answer import Adjustment
from backend.engine.by_hand import lay
from backend.engine.delivery import companions
from backend.engine.ground import Ground, ground_of
from backend.engine.need import need_of, units_of
from backend.engine.pegging import Claim, Served, claims_at, is_worse, served_at
from backend.engine.search import adjustment_of
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind

NO_ROOTS: Final[Mapping[UUID, UUID]] = MappingProxyType({})


def moves_back(
    situation: Situation, since: Mapping[UUID, date], roots: Mapping[UUID, UUID] = NO_ROOTS
) -> tuple[Adjustment, ...]:
    """Move lines towards the days that they had, each as a whole to the first one that carries it.

    `since` is the day by line before which it does not come. A day carries a line where there are hours
    for it and nothing is missing, on any day and level, that was not missing before; what is needed first
    comes first. Nothing else moves. `roots` says of what line a line was parted: where other parts of it
    are, it asks for no set-up of its own.
    """
    ground = ground_of(situation)
    view = View(ground)
    standing = {line.id: line for line in situation.supplies if line.kind is SupplyKind.PLAN_LINE}
    waiting = [line for line in standing.values() if line.id in since and not line.is_firm]
    waiting.sort(key=lambda line: (need_of(view, line), since[line.id], line.reference))
    moved: dict[UUID, int] = {}
    has_moved = True
    while has_moved:
        # What is made of a line that has come back can come back after it.
        has_moved = False
        for line in waiting:
            first = (since[line.id] - ground.today).days
            found = _sooner(view, standing[line.id], first, _beside(line, standing, roots))
            if found is not None:
                moved[line.id], standing[line.id] = found
                has_moved = True
    return tuple(
        adjustment_of(
            ground,
            AdjustmentKind.MOVE,
            ground.facts[line.item_id, line.site_id],
            units_of(ground, line),
            moved[line.id],
            supply=line,
        )
        for line in situation.supplies
        if line.id in moved
    )


def _beside(
    line: PlannedSupply, standing: Mapping[UUID, PlannedSupply], roots: Mapping[UUID, UUID]
) -> list[PlannedSupply]:
    """The other parts of the line that one was parted from, and that line itself, as they stand."""
    root = roots.get(line.id, line.id)
    ids = {root, *(part for part, of in roots.items() if of == root)}
    return [
        standing[each]
        for each in sorted(ids, key=str)
        if each != line.id and each in standing and standing[each].alternate_id == line.alternate_id
    ]


def _sooner(
    view: View, line: PlannedSupply, first: int, beside: Iterable[PlannedSupply]
) -> tuple[int, PlannedSupply] | None:
    """The first day from one on, before its own, that carries a line; the view has it there from then on."""
    ground, way = view.ground, line.alternate_id
    node = line.item_id, line.site_id
    facts = ground.master.facts_by(node, way)
    units = units_of(ground, line)
    own = (line.on - ground.today).days
    without = view.copy()
    without.take_away(line, units)
    parts = {(part.on - ground.today).days: part for part in beside}
    saved = {day: _saved(ground, line, part) for day, part in parts.items()}
    needed = _hours(ground, line, units)
    for day in range(max(0, first), max(0, min(own, ground.days))):
        spared = saved.get(day, {})
        has_room = all(
            int(without.hours(center)[day] - without.load(center)[day])
            >= hours - spared.get(center, 0)
            for center, hours in needed.items()
        )
        start = _start(ground, line, day, parts.get(day))
        if not has_room or start is None or not ground.open_days(facts).is_open(day):
            continue
        trial = view.copy()
        lay(trial, line, day, start, way)
        for center, hours in spared.items():
            trial.work(center, day, -hours)
        if _misses_nothing(view, trial):
            view.become(trial)
            there = replace(line, on=ground.day_of(day), start_on=ground.day_of(start))
            return day, there
    return None


def _start(ground: Ground, line: PlannedSupply, day: int, part: PlannedSupply | None) -> int | None:
    """When a line begins on a day, with another part of it that is there; None: before today.

    What has begun has drawn already and keeps its start.
    """
    begun = ground.start_index(line)
    if begun < 0:
        return begun
    start = day - (line.on - ground.today).days + begun
    if part is not None:
        start = ground.start_index(part)
    elif ground.situation.closed_days:
        facts = ground.master.facts_by((line.item_id, line.site_id), line.alternate_id)
        start = ground.start_for(facts, day, units_of(ground, line))
    return start if start >= 0 else None


def _hours(ground: Ground, line: PlannedSupply, units: int) -> dict[UUID, int]:
    """Millionths of an hour that units of a line take, by work centre."""
    needed: dict[UUID, int] = {}
    node = line.item_id, line.site_id
    for center, hours in ground.master.hours_for(node, units, line.alternate_id):
        needed[center] = needed.get(center, 0) + hours
    return needed


def _saved(ground: Ground, line: PlannedSupply, part: PlannedSupply) -> dict[UUID, int]:
    """Millionths of an hour that a line and another part of it take less as one lot, by work centre."""
    units, more = units_of(ground, line), units_of(ground, part)
    alone, other = _hours(ground, line, units), _hours(ground, line, more)
    return {
        center: alone[center] + other[center] - hours
        for center, hours in _hours(ground, line, units + more).items()
    }


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
        if is_worse(each, was[id(each.claim)]):
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
