"""A component that is short, shared out to the lots that draw on it, by those for whom they are made.

Every lot of the same site that has not begun asks for what it draws on the day of its start, by the rule
of the best served order line that lives on it; one for stock alone gives up to all. A lot that gets it
later moves, in parts where its lot rules allow, to the first day with room; what is made of it follows,
level by level.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import lcm
from typing import Final
from uuid import UUID

from backend.engine.allocation import STRATEGIES, Claim, Given, Pool, Stock, allocate
from backend.engine.answer import Adjustment
from backend.engine.ground import Ground, Move, ground_of
from backend.engine.lots import lot_of, shortest_lead
from backend.engine.master import Ratio, times
from backend.engine.place import place
from backend.engine.room import room_for
from backend.engine.scale import have, lot_down, quantity_of
from backend.engine.search import Freedom, Search, adjustment_of
from backend.engine.shelf_pool import Shelf
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.tracing import MOST_LEVELS, Tracing
from backend.engine.view import View
from shared.terms import AdjustmentKind, AllocationStrategy

Rule = Callable[[Demand], tuple[AllocationStrategy, int]]
FORTNIGHT: Final = 14
EXPRESS_NEVER: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A lot that draws on a component: units of it for one of the lot's, and for whom it is made."""

    parent: Node
    move: Move
    ratio: Ratio
    line: Demand | None

    @property
    def units(self) -> int:
        """Units of the component that it draws."""
        return times(self.move.units, self.ratio)


@dataclass(frozen=True, slots=True)
class LotShare:
    """What a lot gets of a component: the units of the lot that can start, by day index."""

    drawing: Drawing
    strategy: AllocationStrategy
    weight: int
    parts: tuple[tuple[int, int], ...]
    open_units: int

    @property
    def is_moved(self) -> bool:
        """Whether it cannot start as planned."""
        return self.parts != ((self.drawing.move.start, self.drawing.move.units),)


@dataclass(frozen=True, slots=True)
class Followed:
    """A situation in which the lots stand where the component allows, and what was done for it.

    `lots` are those of the component itself, `nodes` all that are made on other days; `added` brings
    more of the component in the usual way.
    """

    situation: Situation
    lots: tuple[LotShare, ...]
    nodes: tuple[Node, ...]
    added: tuple[Adjustment, ...]


def drawings(ground: Ground, node: Node, until: int) -> list[Drawing]:
    """The lots of the same site that start before a day and may still be moved, by their start."""
    tracing = Tracing(ground)
    found = [
        Drawing(take.node, move, take.ratio, None)
        for move, take in ground.drawing(node)
        if take.node[1] == node[1]
        and not move.supply.is_firm
        and move.start < until
        and move.on < ground.days
    ]
    found.sort(key=lambda each: (each.move.start, each.move.supply.reference, str(each.parent)))
    return [
        replace(each, line=next(iter(_best_first(tracing.lines_on(each.parent, each.move))), None))
        for each in found
    ]


def _best_first(lines: Iterator[Demand]) -> list[Demand]:
    return sorted(lines, key=lambda line: (line.priority, line.counts_on, line.order_reference))


def can_be_had_from(ground: Ground, node: Node) -> int:
    """The first day by which more can be had in the usual way."""
    facts = ground.facts[node]
    if ground.has_ended(facts, ground.first_start(facts)):
        return ground.days
    return min(ground.first_start(facts) + shortest_lead(facts), ground.days)


def missing_units(ground: Ground, node: Node) -> tuple[int, int | None]:
    """The most that is missing of a node before more can be had, and the first day that it is."""
    line = View(ground).projected(node)[: can_be_had_from(ground, node)]
    short = (line < 0).nonzero()[0]
    return (-int(line.min()), int(short[0])) if len(short) else (0, None)


def by_day(line: Demand) -> tuple[AllocationStrategy, int]:  # noqa: ARG001 -- whoever it is for
    """Without a rule a lot gets what there is when it starts."""
    return AllocationStrategy.WIN, 0


def follow_component(situation: Situation, node: Node, rule: Rule) -> Followed:
    """Let the lots above a component stand where it allows by a rule, level by level."""
    waiting, seen = [node], {node}
    lots: tuple[LotShare, ...] = ()
    added: tuple[Adjustment, ...] = ()
    for level in range(MOST_LEVELS):
        if level >= len(waiting):
            break
        current = waiting[level]
        ground = ground_of(situation)
        if level and int(View(ground).projected(current).min()) >= 0:
            continue
        until = ground.days if level else can_be_had_from(ground, current)
        shares, more = _served(ground, current, rule, until)
        situation, moved = _moved(ground, shares, more)
        if not level:
            lots, added = shares, more
        for parent in moved:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return Followed(situation, lots, tuple(waiting[1:]), added)


def _served(
    ground: Ground, node: Node, rule: Rule, until: int
) -> tuple[tuple[LotShare, ...], tuple[Adjustment, ...]]:
    """What each lot gets; what is missing is had in the usual way from the day `until` on, if it can be."""
    asking = drawings(ground, node, until)
    rules = [_rule_of(each, rule) for each in asking]
    claims = [
        Claim(
            reference=each.move.supply.reference,
            strategy=strategy,
            weight=weight,
            units=each.units,
            wanted=each.move.start,
            promised=each.move.start,
            is_whole=each.move.supply.kind is SupplyKind.PRODUCTION_ORDER,
        )
        for each, (strategy, weight) in zip(asking, rules, strict=True)
    ]
    found = allocate(_pool(ground, node, asking, until), claims)
    missing = sum(given.open_units for given in found)
    added: tuple[Adjustment, ...] = ()
    if missing and until < ground.days and not ground.ends(node):
        day, added = _had(ground, node, missing)
        if day is not None:
            found = allocate(_pool(ground, node, asking, until, day, missing), claims)
    shares = tuple(
        _share(ground, each, given, strategy, weight)
        for each, given, (strategy, weight) in zip(asking, found, rules, strict=True)
    )
    return shares, added


def _rule_of(drawing: Drawing, rule: Rule) -> tuple[AllocationStrategy, int]:
    if rule is by_day:
        return AllocationStrategy.WIN, 0
    return (STRATEGIES[-1], 0) if drawing.line is None else rule(drawing.line)


def _pool(
    ground: Ground,
    node: Node,
    asking: list[Drawing],
    until: int,
    day: int | None = None,
    more: int = 0,
) -> Pool:
    """What the lots share: the plan without them; who starts from `until` on takes nothing from them.

    `more` are units that come on top on a day.
    """
    view = View(ground).copy()
    for each in asking:
        view.want(node, each.move.start, -each.units)
    if ground.ends(node):
        return Shelf(view, node)
    line = view.projected(node).copy()
    if 0 < until < len(line):
        line[until:] = line[until:].clip(min=int(line[until - 1]))
    if day is not None:
        line[day:] += more
    return Stock(line)


def _had(ground: Ground, node: Node, missing: int) -> tuple[int | None, tuple[Adjustment, ...]]:
    """The first day by which what is missing can be had in the usual way, and what has to be done."""
    first = can_be_had_from(ground, node)
    for day in range(first, min(first + FORTNIGHT, ground.days)):
        search = Search(View(ground).copy(), Freedom(), EXPRESS_NEVER)
        if place(search, node, missing, day) and all(
            each.site_id == node[1] for each in search.adjustments
        ):
            return day, tuple(search.adjustments)
    return None, ()


def _share(
    ground: Ground, drawing: Drawing, given: Given, strategy: AllocationStrategy, weight: int
) -> LotShare:
    """What can start of a lot with what it gets, in parts that are lots by themselves.

    A part draws whole units of the component, so that all parts draw no more than the lot.
    """
    move = drawing.move
    minimum, multiple, _ = lot_of(ground.master.facts_by(drawing.parent, move.supply.alternate_id))
    multiple = lcm(max(1, multiple), drawing.ratio[1])
    parts: list[tuple[int, int]] = []
    gathered, left = 0, move.units
    for day, units in given.parts:
        gathered += units
        part = min(left, gathered * drawing.ratio[1] // drawing.ratio[0])
        if day == given.done:
            part = left
        elif part < left:
            part = lot_down(part, minimum, multiple)
            if 0 < left - part < minimum:
                part = max(0, lot_down(left - minimum, minimum, multiple))
        if part > 0:
            parts.append((day, part))
            left -= part
            gathered -= times(part, drawing.ratio)
    return LotShare(drawing, strategy, weight, tuple(parts), left)


def _moved(
    ground: Ground, shares: tuple[LotShare, ...], added: tuple[Adjustment, ...]
) -> tuple[Situation, list[Node]]:
    """The situation with the lots on the first days with room, those served first placed first."""
    order = sorted(
        (share for share in shares if share.is_moved),
        key=lambda share: (STRATEGIES.index(share.strategy), -share.weight),
    )
    view = View(ground).copy()
    pieces: list[PlannedSupply] = [_supply(each) for each in added]
    gone: set[int] = set()
    for share in order:
        view.take_away(share.drawing.move.supply, share.drawing.move.units)
        gone.add(id(share.drawing.move.supply))
    for share in order:
        pieces += _placed(view, share)
    kept = tuple(each for each in ground.situation.supplies if id(each) not in gone)
    situation = replace(ground.situation, supplies=(*kept, *pieces))
    return situation, list(dict.fromkeys(share.drawing.parent for share in order))


def _placed(view: View, share: LotShare) -> Iterator[PlannedSupply]:
    ground, node, move = view.ground, share.drawing.parent, share.drawing.move
    supply, way = move.supply, move.supply.alternate_id
    decimals = ground.facts[node].quantity_decimals
    for start, units in share.parts:
        on = move.on + start - move.start
        if start > move.start:
            room = room_for(view, node, way, with_overtime=False)
            on = next((day for day in range(on, ground.days) if room[day] >= units), ground.days)
        if on >= ground.days:
            continue
        view.add(node, units, on, way)
        yield replace(
            supply,
            quantity=quantity_of(units, decimals),
            on=ground.day_of(on),
            start_on=ground.day_of(on - move.on + move.start),
        )


def _supply(added: Adjustment) -> PlannedSupply:
    """What is added to the plan, as a supply of it."""
    assert added.on is not None  # noqa: S101 -- what is added always has its day
    kind = SupplyKind.PURCHASE if added.kind is AdjustmentKind.BUY else SupplyKind.PLAN_LINE
    return PlannedSupply(
        id=UUID(int=0),
        kind=kind,
        reference="",
        item_id=added.item_id,
        site_id=added.site_id,
        quantity=added.quantity,
        on=added.on,
        is_firm=True,
        alternate_id=added.alternate_id,
    )


def moves_between(before: Situation, after: Situation) -> tuple[Adjustment, ...]:
    """The lots that stand on other days, each part of one by itself."""
    ground = ground_of(before)
    first = {each.id: each for each in before.supplies if each.kind is not SupplyKind.PURCHASE}
    found: list[Adjustment] = []
    for piece in after.supplies:
        supply = first.get(piece.id)
        if supply is None or piece.kind is SupplyKind.PURCHASE or piece.on == supply.on:
            continue
        facts = ground.facts[piece.item_id, piece.site_id]
        units = have(piece.quantity, facts.quantity_decimals)
        day = ground.index_of(piece.on)
        found.append(adjustment_of(ground, AdjustmentKind.MOVE, facts, units, day, supply=supply))
    return tuple(found)
