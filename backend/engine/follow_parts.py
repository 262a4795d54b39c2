"""Laying a line anew that has lost its hours or its material: soonest first, in parts that its lot rules allow."""

from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import chain, count
from uuid import UUID, uuid5

from backend.engine.answer import Adjustment
from backend.engine.ground import Ground
from backend.engine.place import part_that_fits
from backend.engine.room import UNLIMITED, room_for
from backend.engine.scale import have, quantity_of
from backend.engine.search import adjustment_of
from backend.engine.situation import Node, PlannedSupply
from backend.engine.view import View
from shared.terms import AdjustmentKind


@dataclass(frozen=True, slots=True)
class Part:
    """Units of a line that are there on a day from today and begin on another (below 0: before today)."""

    day: int
    units: int
    start: int


class Pieces:
    """The lines of a plan while they are laid anew: each as the pieces in which it has come to stand.

    A piece is a supply; the first of a line keeps its id. `view` has them as they stand.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._of: dict[UUID, list[PlannedSupply]] = {}
        self._lines: dict[UUID, PlannedSupply] = {}
        self._line_of: dict[UUID, UUID] = {}
        self._left: dict[UUID, int] = {}

    def at(self, node: Node) -> list[PlannedSupply]:
        """The supplies of a node, those that were laid anew in their pieces."""
        supplies = self.view.ground.supplies.at(node)
        return [piece for line in supplies for piece in self._of.get(line.id, [line])]

    def lay(
        self, piece: PlannedSupply, first: int, missed: Container[Node] = ()
    ) -> list[PlannedSupply]:
        """Lay a piece that was taken off the view anew, from a day on; returns the pieces that it is now."""
        ground, decimals = self.view.ground, self._decimals(piece)
        line = self._lines.setdefault(self._line_of.get(piece.id, piece.id), piece)
        parts, left = lay_in_parts(
            self.view, piece, first, missed, is_line=piece.quantity == line.quantity
        )
        others = [each for each in self._of.get(line.id, []) if each.id != piece.id]
        ids = chain([piece.id], (uuid5(piece.id, str(number)) for number in count()))
        found = [
            replace(
                piece,
                id=part_id,
                quantity=quantity_of(part.units, decimals),
                on=ground.day_of(part.day),
                start_on=ground.day_of(part.start),
            )
            for part_id, part in zip(ids, parts, strict=False)
        ]
        self._line_of |= {each.id: line.id for each in found}
        self._of[line.id] = [*others, *found]
        self._left[line.id] = self._left.get(line.id, 0) + left
        return found

    def moves(self) -> tuple[Adjustment, ...]:
        """What of the lines comes to which other day; what stays on its day is no adjustment."""
        found: list[Adjustment] = []
        for line_id, pieces in self._of.items():
            line, decimals = self._lines[line_id], self._decimals(self._lines[line_id])
            by_day: dict[int, int] = {}
            for piece in pieces:
                day = self.view.ground.index_of(piece.on)
                by_day[day] = by_day.get(day, 0) + have(piece.quantity, decimals)
            facts = self.view.ground.facts[line.item_id, line.site_id]
            own = self.view.ground.index_of(line.on)
            found += [
                adjustment_of(self.view.ground, AdjustmentKind.MOVE, facts, units, day, supply=line)
                for day, units in sorted(by_day.items())
                if day != own
            ]
        return tuple(found)

    def stuck(self) -> tuple[PlannedSupply, ...]:
        """What of the lines has no day, as supplies with the lines' ids."""
        return tuple(
            replace(
                self._lines[line_id],
                quantity=quantity_of(left, self._decimals(self._lines[line_id])),
            )
            for line_id, left in self._left.items()
            if left
        )

    def _decimals(self, line: PlannedSupply) -> int:
        return self.view.ground.facts[line.item_id, line.site_id].quantity_decimals


def lay_in_parts(
    view: View,
    line: PlannedSupply,
    first: int,
    missed: Container[Node] = (),
    *,
    is_line: bool = True,
) -> tuple[list[Part], int]:
    """Lay a supply that was taken off the view from a day on; returns its parts, and units that have no day.

    A part takes what a day has of hours, and of what is `missed`, or the line was not to draw, what is free
    when the part begins; on its own day as on any other. What has begun has drawn already.
    `is_line`: the supply is a line of the plan, no piece of one.
    """
    ground, way = view.ground, line.alternate_id
    node = line.item_id, line.site_id
    facts = ground.master.facts_by(node, way)
    opening = ground.open_days(facts)
    room = room_for(view, node, way, with_overtime=False)
    left = have(line.quantity, facts.quantity_decimals)
    parts: list[Part] = []
    for day in range(max(0, first), ground.days):
        if left <= 0:
            break
        if room[day] <= 0 or not opening.is_open(day):
            continue
        is_whole = is_line and not parts
        most = min(int(room[day]), _drawable(view, line, left, day, missed, is_whole=is_whole))
        units = part_that_fits(left, most, facts)
        start = start_of(ground, line, units, day, is_whole=is_whole and units == left)
        if units <= 0 or (start < 0 and not has_begun(ground, line)):
            continue
        view.put(node, units, day, start, way)
        parts.append(Part(day, units, start))
        left -= units
    return parts, max(0, left)


def has_begun(ground: Ground, line: PlannedSupply) -> bool:
    """Whether a line has begun before today, and so has drawn what it is made of."""
    return ground.start_index(line) < 0


def start_of(ground: Ground, line: PlannedSupply, units: int, day: int, *, is_whole: bool) -> int:
    """When so many units of a line begin that are there on a day, as the plan will have it.

    What has begun keeps its start, and so does what stays on its day. A line that moves as a whole takes
    its start along, where no days are closed.
    """
    start, own = ground.start_index(line), ground.index_of(line.on)
    if start < 0 or day == own:
        return start
    if is_whole and not ground.situation.closed_days:
        return start + day - own
    facts = ground.master.facts_by((line.item_id, line.site_id), line.alternate_id)
    return ground.start_for(facts, day, units)


def _drawable(
    view: View,
    line: PlannedSupply,
    units: int,
    day: int,
    missed: Container[Node],
    *,
    is_whole: bool,
) -> int:
    """How many units can be begun of what is free on the day of their start."""
    if has_begun(view.ground, line):
        return UNLIMITED
    start = start_of(view.ground, line, units, day, is_whole=is_whole)
    if start < 0:
        return 0
    ground, node, way = view.ground, (line.item_id, line.site_id), line.alternate_id
    usual = {other for other, _ in ground.draws(node, way, ground.start_index(line))}
    free = [
        int(view.free(other)[start]) * scale // per if per else UNLIMITED
        for other, (per, scale) in ground.draws(node, way, start)
        if other in missed or other not in usual
    ]
    return min(free, default=UNLIMITED)
