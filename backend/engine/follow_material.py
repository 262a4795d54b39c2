"""What less or later material does to a plan that stands: which lines wait for it, level by level."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import numpy as np

from backend.engine.follow import Following, Loss, lay_after_loss
from backend.engine.follow_parts import Pieces
from backend.engine.ground import ground_of
from backend.engine.master import times
from backend.engine.need import least_needed, units_of
from backend.engine.scale import IntArray, have
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View

Quantities = Iterable[tuple[date, Decimal]]


def moves_without_material(
    situation: Situation, before: Mapping[Node, Quantities], now: Mapping[Node, Quantities]
) -> Following:
    """Move lines that draw on what does not come as expected, in parts, to the first days with material and hours.

    What has begun, or is on the road, has drawn its own and stays.

    `before` is what was to come of each node, `now` what comes, which the situation holds already. Only
    lines are laid anew that the difference made short; what was short before stays. What is needed latest
    waits first, of that what the least important orders wait for, then the smaller, then the one that
    comes first by reference.
    """
    ground = ground_of(situation)
    wait = _Wait(Pieces(View(ground)))
    for node, coming in before.items():
        if node in ground.facts:
            wait.lose(node, coming, 1)
            wait.lose(node, now.get(node, ()), -1)
    return wait.worked_off()


def moves_for_loss(situation: Situation, loss: Loss) -> Following:
    """Move lines off days that have too few hours now, and what waits for what they make.

    Lots that are made of a line that comes later wait for it as for any material, level by level.
    """
    ground = ground_of(situation)
    pieces = Pieces(View(ground))
    laid = lay_after_loss(pieces, loss)
    wait = _Wait(pieces)
    for line in situation.supplies:
        if line.id in laid:
            node = line.item_id, line.site_id
            wait.lose(node, [(line.on, line.quantity)], 1)
            wait.lose(node, [(piece.on, piece.quantity) for piece in laid[line.id]], -1)
    return wait.worked_off()


class _Wait:
    """The plan while lines are made to wait; `_lost` is by how much each day has less than expected."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._view = pieces.view
        self._ground = pieces.view.ground
        self._lost: dict[Node, IntArray] = {}
        self._queue: list[Node] = []
        self._waited: set[UUID] = set()

    def lose(self, node: Node, coming: Quantities, sign: int) -> None:
        decimals = self._ground.facts[node].quantity_decimals
        for on, quantity in coming:
            self._shift(node, self._ground.index_of(on), sign * have(quantity, decimals))

    def worked_off(self) -> Following:
        """Level by level, until no line waits for anything that did not come."""
        while self._queue:
            node = self._queue.pop(0)
            while (line := self._next_to_wait(node)) is not None:
                self._let_wait(line)
        return Following(self._pieces.moves(), self._pieces.stuck())

    def _shift(self, node: Node, day: int, units: int) -> None:
        lost = self._lost.get(node, self._ground.empty()).copy()
        lost[max(0, day) :] += units
        self._lost[node] = lost
        if node not in self._queue:
            self._queue.append(node)

    def _next_to_wait(self, node: Node) -> PlannedSupply | None:
        short = np.flatnonzero((self._view.projected(node) < 0) & (self._lost[node] > 0))
        if not len(short):
            return None
        waiting = [
            line
            for line in self._drawing(node)
            if line.id not in self._waited and 0 <= self._ground.start_index(line) <= short[0]
        ]
        return least_needed(self._view, waiting)[0] if waiting else None

    def _drawing(self, node: Node) -> list[PlannedSupply]:
        """Plan lines that draw on a node and may be moved, each once."""
        ground = self._ground
        found = {
            line.id: line
            for take in ground.master.drawing_on(node)
            for line in self._pieces.at(take.node)
            if line.kind is SupplyKind.PLAN_LINE
            and not line.is_firm
            and any(
                drawn == node
                for drawn, _ in ground.draws(take.node, line.alternate_id, ground.start_index(line))
            )
        }
        return list(found.values())

    def _let_wait(self, line: PlannedSupply) -> None:
        ground, node = self._ground, (line.item_id, line.site_id)
        units, old = units_of(ground, line), ground.index_of(line.on)
        missed = frozenset(self._lost)
        self._view.take_away(line, units)
        self._shift(node, old, units)
        self._free(line, units, missed)
        found = self._pieces.lay(line, old, missed)
        for piece in found:
            part = units_of(ground, piece)
            self._shift(node, ground.index_of(piece.on), -part)
            self._free(piece, -part, missed)
        self._waited |= {line.id, *(piece.id for piece in found)}

    def _free(self, line: PlannedSupply, units: int, missed: Container[Node]) -> None:
        """Say that a line takes so many units less of what does not come; below zero: more."""
        ground, start = self._ground, self._ground.start_index(line)
        for other, ratio in ground.draws((line.item_id, line.site_id), line.alternate_id, start):
            if other in missed:
                drawn = times(abs(units), ratio)
                self._shift(other, start, -drawn if units > 0 else drawn)
