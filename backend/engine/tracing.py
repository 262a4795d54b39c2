"""Which supply each need lives on, at every level and both ways: from an order line down, and back up.

At a node needs are met in the order of their day out of stock first, then out of supplies in theirs, where
lots end first expired first out; on
one day what lots draw comes first, then order lines by priority and reference. Whole units throughout, so
what is pegged adds up to what is needed or to what there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.engine.ground import Ground, Move
from backend.engine.master import times
from backend.engine.scale import want
from backend.engine.shelf import Claim, settle
from backend.engine.situation import Demand, Node

MOST_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Need:
    """Something that takes units of a node on a day: an order line, or a lot of a parent."""

    day: int
    units: int
    line: Demand | None = None
    parent: Node | None = None
    lot: Move | None = None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Where it stands in the queue of its node."""
        if self.line is not None:
            return (self.day, 1, self.line.priority, self.line.order_reference)
        return (self.day, 0, 0, self.lot.supply.reference if self.lot else "")


@dataclass(frozen=True, slots=True)
class Peg:
    """So many units of a need that come from stock (`move` None) or from a supply, there on a day."""

    need: Need
    units: int
    move: Move | None
    day: int

    @property
    def days_late(self) -> int:
        return max(0, self.day - self.need.day)


def needs_at(ground: Ground, node: Node) -> list[Need]:
    """Everything that takes from a node within the horizon, in the order in which it is met."""
    decimals = ground.facts[node].quantity_decimals
    found = [
        Need(ground.index_of(line.counts_on), want(line.open_quantity, decimals), line=line)
        for line in ground.demands.at(node)
        if ground.index_of(line.counts_on) < ground.days
    ]
    found += [
        Need(move.start, times(move.units, take.ratio), parent=take.node, lot=move)
        for move, take in ground.drawing(node)
    ]
    return sorted(found, key=lambda need: need.order)


def pegs_at(ground: Ground, node: Node) -> list[Peg]:
    """What every need of a node lives on; what no supply covers has no peg."""
    if ground.ends(node):
        return pegs_that_end(ground, node)
    supplies = sorted(ground.moves(node), key=lambda move: (move.on, move.supply.reference))
    coming: list[tuple[Move | None, int]] = [(None, 0), *((move, move.on) for move in supplies)]
    left_of = [ground.on_hand(node), *(move.units for move in supplies)]
    found: list[Peg] = []
    at = 0
    for need in needs_at(ground, node):
        left = need.units
        while left > 0 and at < len(coming):
            move, day = coming[at]
            taken = min(left, left_of[at]) if day < ground.days else 0
            if taken > 0:
                found.append(Peg(need, taken, move, day))
                left -= taken
                left_of[at] -= taken
            if left > 0:
                at += 1
    return found


def pegs_that_end(ground: Ground, node: Node) -> list[Peg]:
    """As `pegs_at`, first expired first out, and from what lasts as long as it has to."""
    moves = [move for move in ground.moves(node) if move.on < ground.days]
    stock = ground.lots(node)
    lots = [*stock, *(ground.lot_to_come(node, move.on, move.units) for move in moves)]
    needs = needs_at(ground, node)
    claims = [
        Claim(need.day, need.units, need.line.remaining_life_days if need.line else 0)
        for need in needs
    ]
    units: dict[tuple[int, int], int] = {}
    for take in settle(lots, claims, ground.days):
        key = take.claim, max(-1, take.lot - len(stock))
        units[key] = units.get(key, 0) + take.units
    return [
        Peg(needs[claim], total, moves[at] if at >= 0 else None, moves[at].on if at >= 0 else 0)
        for (claim, at), total in sorted(units.items())
    ]


class Tracing:
    """The pegs of a ground, node by node, each worked out once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._pegs: dict[Node, list[Peg]] = {}
        self._slacks: dict[tuple[Node, str, int], int | None] = {}

    def pegs(self, node: Node) -> list[Peg]:
        if node not in self._pegs:
            self._pegs[node] = pegs_at(self.ground, node)
        return self._pegs[node]

    def of_line(self, node: Node, line: Demand) -> list[Peg]:
        """What an order line lives on."""
        return [peg for peg in self.pegs(node) if peg.need.line is line]

    def of_lot(self, node: Node, move: Move) -> Iterator[tuple[Node, Peg]]:
        """What a lot draws on: each component, or the source, with what that lives on."""
        for other, _ in self.ground.draws(node, move.supply.alternate_id, move.start):
            for peg in self.pegs(other):
                if peg.need.lot is move:
                    yield other, peg

    def on_supply(self, node: Node, move: Move | None) -> list[Peg]:
        """Who lives on a supply, or on stock."""
        return [peg for peg in self.pegs(node) if peg.move is move]

    def lines_on(self, node: Node, move: Move, level: int = 0) -> Iterator[Demand]:
        """The order lines that live on a supply, however many levels up."""
        for peg in self.on_supply(node, move):
            if peg.need.line is not None:
                yield peg.need.line
            elif peg.need.parent and peg.need.lot and level < MOST_LEVELS:
                yield from self.lines_on(peg.need.parent, peg.need.lot, level + 1)

    def slack(self, node: Node, move: Move, level: int = 0) -> int | None:
        """Days by which a supply may come later before an order line does; None: no line waits for it.

        Below 0: it comes so many days too late for one already.
        """
        key = (node, move.supply.reference, move.on)
        if key in self._slacks:
            return self._slacks[key]
        found: list[int] = []
        for peg in self.on_supply(node, move):
            room = peg.need.day - move.on
            if peg.need.line is not None:
                found.append(room)
            elif peg.need.parent and peg.need.lot and level < MOST_LEVELS:
                above = self.slack(peg.need.parent, peg.need.lot, level + 1)
                if above is not None:
                    found.append(room + above)
        self._slacks[key] = min(found, default=None)
        return self._slacks[key]
