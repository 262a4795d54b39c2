"""What less or later material does to a plan that stands: which lines wait for it, level by level."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.follow import Following, Loss, moves_after_loss, needed_by
from backend.engine.ground import Ground, ground_of
from backend.engine.master import times
from backend.engine.scale import IntArray, have
from backend.engine.search import adjustment_of
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind

Quantities = Iterable[tuple[date, Decimal]]


def moves_without_material(
    situation: Situation, before: Mapping[Node, Quantities], now: Mapping[Node, Quantities]
) -> Following:
    """Move lines that draw on what does not come as expected to the first day with material and hours.

    What has begun, or is on the road, has drawn its own and stays.

    `before` is what was to come of each node, `now` what comes, which the situation holds already. Only
    as much moves as the difference made short; what was short before stays. What is needed latest
    moves first, of equal ones the smaller, then the one that comes first by reference.
    """
    ground = ground_of(situation)
    wait = _Wait(ground)
    for node, coming in before.items():
        if node in ground.facts:
            wait.lose(node, coming, 1)
            wait.lose(node, now.get(node, ()), -1)
    wait.work_off()
    return Following(tuple(wait.moves.values()), tuple(wait.stuck))


def moves_for_loss(situation: Situation, loss: Loss) -> Following:
    """Move lines off days that have too few hours now, and what waits for what they make.

    Lots that are made of a line that comes later wait for it as for any material, level by level.
    """
    found = moves_after_loss(situation, loss)
    moved = {move.plan_line_id: move for move in found.moves}
    stuck = {supply.id for supply in found.stuck}
    before: dict[Node, list[tuple[date, Decimal]]] = {}
    now: dict[Node, list[tuple[date, Decimal]]] = {}
    supplies: list[PlannedSupply] = []
    for supply in situation.supplies:
        move = moved.get(supply.id)
        if move is None and supply.id not in stuck:
            supplies.append(supply)
            continue
        node = supply.item_id, supply.site_id
        before.setdefault(node, []).append((supply.on, supply.quantity))
        if move is not None and move.on is not None:
            now.setdefault(node, []).append((move.on, supply.quantity))
            supplies.append(_moved(supply, move.on, situation))
    waiting = moves_without_material(replace(situation, supplies=tuple(supplies)), before, now)
    for move in waiting.moves:
        first = moved.get(move.plan_line_id)
        moved[move.plan_line_id] = move if first is None else replace(first, on=move.on)
    return Following(tuple(moved.values()), found.stuck + waiting.stuck)


def _moved(supply: PlannedSupply, on: date, situation: Situation) -> PlannedSupply:
    """A supply on another day; its start moves along, with closed days it keeps to its lead time."""
    start = None if situation.closed_days else supply.start_on
    return replace(supply, on=on, start_on=None if start is None else start + (on - supply.on))


class _Wait:
    """The plan while lines are made to wait; `_lost` is by how much each day has less than expected."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._view = View(ground)
        self._lost: dict[Node, IntArray] = {}
        self._queue: list[Node] = []
        self.moves: dict[object, Adjustment] = {}
        self.stuck: list[PlannedSupply] = []

    def lose(self, node: Node, coming: Quantities, sign: int) -> None:
        decimals = self._ground.facts[node].quantity_decimals
        for on, quantity in coming:
            self._shift(node, self._ground.index_of(on), sign * have(quantity, decimals))

    def work_off(self) -> None:
        """Level by level, until no line waits for anything that did not come."""
        while self._queue:
            node = self._queue.pop(0)
            while (line := self._next_to_wait(node)) is not None:
                self._let_wait(line)

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
            if line.id not in self.moves
            and line not in self.stuck
            and 0 <= self._ground.start_index(line) <= short[0]
        ]
        waiting.sort(key=lambda line: (-needed_by(self._view, line), line.quantity, line.reference))
        return waiting[0] if waiting else None

    def _drawing(self, node: Node) -> list[PlannedSupply]:
        """Plan lines that draw on a node and may be moved, each once."""
        found = {
            line.id: line
            for parent, _, _ in self._ground.master.drawing_on(node)
            for line in self._ground.supplies.at(parent)
            if line.kind is SupplyKind.PLAN_LINE
            and not line.is_firm
            and any(
                drawn == node
                for drawn, _ in self._ground.master.draws_on(parent, line.alternate_id)
            )
        }
        return list(found.values())

    def _let_wait(self, line: PlannedSupply) -> None:
        ground, view, way = self._ground, self._view, line.alternate_id
        node = line.item_id, line.site_id
        facts = ground.facts[node]
        units = have(line.quantity, facts.quantity_decimals)
        drawn_on, old = ground.start_index(line), ground.index_of(line.on)
        view.take_away(line, units)
        later = self._first_day(line, units, old + 1)
        for other, ratio in ground.master.draws_on(node, way):
            if other in self._lost:
                relief = times(units, ratio)
                self._shift(other, drawn_on, -relief)
                if later is not None:
                    self._shift(other, drawn_on + later - old, relief)
        self._shift(node, old, units)
        if later is None:
            self.stuck.append(line)
            return
        view.add(node, units, later, way)
        self._shift(node, later, -units)
        self.moves[line.id] = adjustment_of(
            ground, AdjustmentKind.MOVE, facts, units, later, supply=line
        )

    def _first_day(self, line: PlannedSupply, units: int, start: int) -> int | None:
        """The first day from which on everything that the line draws is there, with hours for it."""
        ground, view, way = self._ground, self._view, line.alternate_id
        node = line.item_id, line.site_id
        lead = ground.index_of(line.on) - ground.start_index(line)
        fits = np.ones(ground.days, dtype=bool)
        fits[: max(start, lead)] = False
        needed: dict[object, int] = {}
        for center, hours in ground.master.hours_for(node, units, way):
            needed[center] = hours
            fits &= view.hours(center) - view.load(center) >= hours
        for other, ratio in ground.master.draws_on(node, way):
            if other not in ground.facts or other not in self._lost:
                continue
            # What is lowest from a day on is what may be taken on that day.
            lowest = np.minimum.accumulate(view.projected(other)[::-1])[::-1]
            enough = lowest >= times(units, ratio)
            on_day = np.zeros(ground.days, dtype=bool)
            on_day[lead:] = enough[: ground.days - lead]
            fits &= on_day
        found = np.flatnonzero(fits)
        return int(found[0]) if len(found) else None
