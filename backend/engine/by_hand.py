"""What moving a plan line to another day or work centre by hand does: loads, materials, who slips."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from backend.engine.answer import DayQuantity, LoadBar, Slip
from backend.engine.fences import fence_on, tightest
from backend.engine.ground import Ground, ground_of
from backend.engine.pegging import Served, claims_at, served_at, slip_of
from backend.engine.scale import have, hours_of, quantity_of
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import Fence


@dataclass(frozen=True, slots=True)
class MissingMaterial:
    """What lots draw and would fall below zero where it did not before, and its lowest point."""

    item_id: UUID
    item_name: str
    unit: str
    lowest: DayQuantity


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """A line on another day, or at another work centre, which it is made at by `alternate_id`.

    `loads` are those of that day; `lowest_*` are of the item's own stock. `starts_before_today`: it would have to start, or has started, before today.
    `is_closed`: its site receives nothing on that day. `holds_from` is the first day on which its way may begin where
    it would begin sooner, `held_until` the last one where it would begin later.
    """

    line: PlannedSupply
    item_name: str
    on: date
    start_on: date
    alternate_id: UUID | None
    fence: Fence
    starts_before_today: bool
    is_closed: bool
    holds_from: date | None
    held_until: date | None
    loads: tuple[LoadBar, ...]
    overloaded: tuple[LoadBar, ...]
    missing: tuple[MissingMaterial, ...]
    lowest_before: DayQuantity
    lowest_after: DayQuantity
    slips: tuple[Slip, ...]

    @property
    def goes_elsewhere(self) -> bool:
        """Whether the line comes to another day, or is made in another way."""
        return (self.on, self.alternate_id) != (self.line.on, self.line.alternate_id)


def effect_of_move(
    situation: Situation, plan_line_id: UUID, on: date, work_center_id: UUID | None = None
) -> MoveEffect | None:
    """Say what a line on another day does, at a work centre where one is named.

    None where the plan has no such line, or not that day, or no way to make the line at that centre.
    """
    ground = ground_of(situation)
    line = next((each for each in situation.supplies if each.id == plan_line_id), None)
    day = (on - ground.today).days
    if line is None or line.kind is not SupplyKind.PLAN_LINE or not 0 <= day < ground.days:
        return None
    node = line.item_id, line.site_id
    facts = ground.facts[node]
    ways = [
        way
        for way in ways_of_making(ground, line)
        if work_center_id is None or work_center_id in ground.master.needs(node, way)
    ]
    if not ways:
        return None
    start = ground.start_index(line)
    starts = {way: _start_on(ground, line, on, way) for way in ways}
    by = {way: ground.master.facts_by(node, way) for way in ways}
    way = next((each for each in ways if ground.holds(by[each], starts[each])), ways[0])
    later_start, has_ended = starts[way], ground.has_ended(by[way], starts[way])
    before, after = View(ground), View(ground)
    lay(after, line, day, later_start, way)
    loads = tuple(_loads(before, after, line, day, way))
    return MoveEffect(
        line=line,
        item_name=facts.item_name,
        on=on,
        start_on=ground.day_of(later_start),
        alternate_id=way,
        fence=tightest(
            [
                fence_on(ground.today, each, facts.frozen_days, facts.negotiable_days)
                for each in (line.on, on)
            ]
        ),
        starts_before_today=min(start, later_start) < 0,
        is_closed=not ground.open_days(by[way]).is_open(day),
        holds_from=by[way].first_on if 0 <= later_start < ground.first_start(by[way]) else None,
        held_until=by[way].last_on if has_ended else None,
        loads=loads,
        overloaded=tuple(
            bar
            for bar in loads
            if bar.hours_after > bar.available_hours and bar.hours_after > bar.hours_before
        ),
        missing=tuple(_missing(before, after, node)),
        lowest_before=_lowest(before, node),
        lowest_after=_lowest(after, node),
        slips=tuple(_slips(before, after, node)),
    )


def _start_on(ground: Ground, line: PlannedSupply, on: date, way: UUID | None) -> int:
    """The day on which a line begins that is there on another; its start moves along where it is made as before."""
    if way == line.alternate_id and not ground.situation.closed_days:
        return ground.start_index(line) + (on - line.on).days
    facts = ground.master.facts_by((line.item_id, line.site_id), way)
    units = have(line.quantity, facts.quantity_decimals)
    return ground.start_for(facts, (on - ground.today).days, units)


def ways_of_making(ground: Ground, line: PlannedSupply) -> list[UUID | None]:
    """The ways in which a line may be made: its own, the usual one, then the others in their order."""
    node = line.item_id, line.site_id
    others = [other.id for other in ground.master.others(node)]
    return list(
        dict.fromkeys(
            way
            for way in (line.alternate_id, None, *others)
            if way == line.alternate_id or ground.master.is_made(node, way)
        )
    )


def lay(view: View, line: PlannedSupply, day: int, start: int, way: UUID | None) -> None:
    """Take a line off its day and lay it on another, its draws by as many days."""
    ground = view.ground
    node = line.item_id, line.site_id
    units = have(line.quantity, ground.facts[node].quantity_decimals)
    view.take_away(line, units)
    view.put(node, units, day, start, way)


def _loads(
    before: View, after: View, line: PlannedSupply, day: int, way: UUID | None
) -> Iterator[LoadBar]:
    """The bars of the work centres that the line comes to."""
    ground = before.ground
    node = line.item_id, line.site_id
    for center in ground.master.needs(node, way):
        yield LoadBar(
            work_center_id=center,
            work_center_name=ground.work_centers[center].name,
            from_on=ground.day_of(day),
            to_on=ground.day_of(day),
            available_hours=hours_of(int(before.hours(center)[day])),
            hours_before=hours_of(int(before.load(center)[day])),
            hours_after=hours_of(int(after.load(center)[day])),
        )


def _missing(before: View, after: View, node: Node) -> Iterator[MissingMaterial]:
    """Components of the line, and the item itself where other lots are made of it."""
    ground = before.ground
    for other in after.touched:
        if other not in ground.facts or (other == node and not ground.drawn(node).any()):
            continue
        line = after.projected(other)
        if ((line < 0) & (line < before.projected(other))).any():
            facts = ground.facts[other]
            yield MissingMaterial(other[0], facts.item_name, facts.unit, _lowest(after, other))


def _lowest(view: View, node: Node) -> DayQuantity:
    line = view.projected(node)
    day = int(np.argmin(line))
    decimals = view.ground.facts[node].quantity_decimals
    return DayQuantity(view.ground.day_of(day), quantity_of(int(line[day]), decimals))


def _slips(before: View, after: View, node: Node) -> Iterator[Slip]:
    """Order lines that come later than before, or less of them on their day."""
    ground = before.ground
    was = {id(each.claim.line): each for each in _served(ground, before, node)}
    for each in _served(ground, after, node):
        line = each.claim.line
        if line is None:
            continue
        earlier = was[id(line)]
        is_later = earlier.done is not None and (each.done is None or each.done > earlier.done)
        if is_later or each.on_time < earlier.on_time:
            yield slip_of(ground, node, line, each)


def _served(ground: Ground, view: View, node: Node) -> list[Served]:
    return served_at(view, node, claims_at(ground, node))
