"""How much a line of the plan is needed: from which day on, and by whom."""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np

from backend.engine.ground import Ground
from backend.engine.pegging import claims_at, is_worse, served_at
from backend.engine.scale import have
from backend.engine.situation import Node, PlannedSupply, SupplyKind
from backend.engine.view import View

Need: TypeAlias = tuple[int, int]
"""The first day on which something would be missing, and the best priority of who would miss it."""

NOBODY: Final = 1 << 30
"""The priority of what no order line would miss."""


def units_of(ground: Ground, line: PlannedSupply) -> int:
    """All of a line in whole units."""
    return have(line.quantity, ground.facts[line.item_id, line.site_id].quantity_decimals)


def least_needed(view: View, lines: Iterable[PlannedSupply]) -> tuple[PlannedSupply, Need]:
    """The line that is needed latest, of that by the least important, then the smaller, then the first by reference."""
    found = [(need_of(view, line), line) for line in lines]
    found.sort(key=lambda each: (-each[0][0], -each[0][1], each[1].quantity, each[1].reference))
    return found[0][1], found[0][0]


def need_of(view: View, line: PlannedSupply, above: frozenset[Node] = frozenset()) -> Need:
    """When what would first be missing without a line, and to whom; after the last day and nobody: nothing."""
    node = line.item_id, line.site_id
    before = view.projected(node)
    without = view.copy()
    without.take_away(line, units_of(view.ground, line))
    after = without.projected(node)
    missing = np.flatnonzero((after < 0) & (after < before))
    if not len(missing):
        return view.ground.days, NOBODY
    day = int(missing[0])
    waiting = [_best_that_waits(view, without, node)]
    if node not in above:
        waiting += [
            need_of(view, other, above | {node})[1] for other in _drawing(view.ground, node, day)
        ]
    return day, min(waiting)


def _best_that_waits(view: View, without: View, node: Node) -> int:
    """The best priority among order lines of a node that come later, or less of them on their day."""
    claims = claims_at(view.ground, node)
    was = {id(each.claim): each for each in served_at(view, node, claims)}
    return min(
        (
            each.claim.priority
            for each in served_at(without, node, claims)
            if is_worse(each, was[id(each.claim)])
        ),
        default=NOBODY,
    )


def _drawing(ground: Ground, node: Node, day: int) -> list[PlannedSupply]:
    """Plan lines that draw on a node on a day."""
    found = {
        id(move.supply): move.supply
        for move, _ in ground.drawing(node)
        if move.supply.kind is SupplyKind.PLAN_LINE and move.start == day
    }
    return list(found.values())
