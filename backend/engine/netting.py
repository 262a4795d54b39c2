"""One pass through the bill of material: what a change asks of every level below it.

Level by level, parents first: gross requirement, minus projected stock and scheduled receipts, made
into lots, pulled forward by the lead time, and exploded into the components on the day of the start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from backend.engine.days import ALWAYS_OPEN
from backend.engine.errors import BillOfMaterialLoopError
from backend.engine.ground import Ground
from backend.engine.kernels import pull_forward, receipts_for
from backend.engine.lots import days_covered, lot_of
from backend.engine.master import times
from backend.engine.scale import IntArray, have
from backend.engine.shelf import Claim, receipts_that_end
from backend.engine.situation import Node, NodeFacts
from backend.engine.view import View
from shared.terms import Procurement


@dataclass(frozen=True, slots=True)
class Netted:
    """What would have to be made, bought or moved, by node and day, and what that draws.

    `receipts` are the lots beyond the plan on the day they must be there; `gross` is what parents
    draw beyond the plan. Only nodes that the walk came to are in it.
    """

    order: tuple[Node, ...]
    receipts: dict[Node, IntArray]
    gross: dict[Node, IntArray]


def below(ground: Ground, *nodes: Node) -> tuple[Node, ...]:
    """Nodes and all that they are made of or filled from, parents before components."""
    order: list[Node] = []
    state: dict[Node, bool] = {}

    def visit(current: Node) -> None:
        if current in state:
            if not state[current]:
                raise BillOfMaterialLoopError(item=ground.facts[current].item_name)
            return
        state[current] = False
        for other in ground.master.drawn_by(current):
            visit(other)
        for way in ground.ways_in_use(current):
            for other in ground.master.drawn_by(current, way):
                if state.get(
                    other, True
                ):  # what comes back here is filled from there the usual way
                    visit(other)
        state[current] = True
        order.append(current)

    for node in nodes:
        if node not in state:
            visit(node)
    return tuple(reversed(order))


def net_supply(view: View, order: Iterable[Node]) -> Netted:
    """Net a view level by level; `order` is parents before components."""
    ground = view.ground
    gross: dict[Node, IntArray] = {}
    receipts: dict[Node, IntArray] = {}
    walked: list[Node] = []
    for node in order:
        facts = ground.facts[node]
        lots = lots_for(view, node, gross.get(node))
        walked.append(node)
        receipts[node] = lots
        if facts.procurement is Procurement.BUY or not lots.any():
            continue
        for other, drawn in exploded(ground, node, started(ground, facts, lots)):
            gross[other] = gross[other] + drawn if other in gross else drawn
    return Netted(tuple(walked), receipts, gross)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change asks for beyond the plan: lots made or spared, and what they draw, by node."""

    order: tuple[Node, ...]
    receipts: dict[Node, IntArray]
    gross: dict[Node, IntArray]


def net_change(before: View, after: View, order: Iterable[Node]) -> Difference:
    """Net two views level by level and keep only what differs; where nothing does, walk no further.

    A component's own line before is the plan as it stands; after, it carries what the change draws.
    """
    ground = before.ground
    gross: dict[Node, IntArray] = {}
    receipts: dict[Node, IntArray] = {}
    walked: list[Node] = []
    for place, node in enumerate(order):
        if place and node not in gross:
            continue
        walked.append(node)
        facts = ground.facts[node]
        asked, stood = lots_for(after, node, gross.get(node)), lots_for(before, node)
        lots = asked - stood
        receipts[node] = lots
        if facts.procurement is Procurement.BUY or not lots.any():
            continue
        starts = started(ground, facts, asked) - started(ground, facts, stood)
        for other, drawn in exploded(ground, node, starts):
            gross[other] = gross[other] + drawn if other in gross else drawn
    return Difference(tuple(walked), receipts, gross)


def net_beyond(view: View, extra: Mapping[Node, IntArray]) -> dict[Node, IntArray]:
    """What more would have to be made, bought or moved, by node and day, were `extra` wanted beyond the plan.

    Below zero where a larger lot on one day spares one on another. Each level is netted against its own stock.
    """
    ground = view.ground
    gross, receipts = dict(extra), {}
    for node in below(ground, *extra):
        if node not in gross:
            continue
        facts = ground.facts[node]
        asked, stood = lots_for(view, node, gross[node]), lots_for(view, node)
        lots = asked - stood
        receipts[node] = lots
        if facts.procurement is Procurement.BUY or not lots.any():
            continue
        starts = started(ground, facts, asked) - started(ground, facts, stood)
        for other, drawn in exploded(ground, node, starts):
            gross[other] = gross[other] + drawn if other in gross else drawn
    return receipts


def lots_for(view: View, node: Node, gross: IntArray | None = None) -> IntArray:
    """The lots that keep a node at its safety stock, by its lot rules; `gross` is drawn on top by day.

    Where lots end, what ends unused is brought again, and nothing is brought for somebody whom no new
    lot would last long enough.
    """
    facts = view.ground.facts[node]
    decimals = facts.quantity_decimals
    safety = have(facts.safety_stock, decimals)
    rule, cover = lot_of(facts), days_covered(facts)
    if not view.ground.ends(node):
        line = view.projected(node)
        line = line if gross is None else line - gross.cumsum()
        return receipts_for(line, safety, *rule, cover)
    drawn = view.ground.empty() if gross is None else gross
    more = [Claim(int(day), int(drawn[day])) for day in drawn.nonzero()[0]]
    return receipts_that_end(
        view.lots(node),
        [*more, *view.claims(node)],
        view.ground.days,
        shelf_life=facts.shelf_life_days,
        safety=safety,
        rule=rule,
        cover=cover,
    )


def started(ground: Ground, facts: NodeFacts, lots: IntArray) -> IntArray:
    """The lots on the days of their start; a larger one may take longer, and on closed days none begins."""
    if not facts.lead_time_days_per_unit and ground.open_days(facts) is ALWAYS_OPEN:
        return pull_forward(lots, facts.lead_time_days)
    starts: IntArray = np.zeros_like(lots)
    for day in lots.nonzero()[0].tolist():
        starts[max(0, ground.start_for(facts, day, int(lots[day])))] += lots[day]
    return starts


def exploded(ground: Ground, node: Node, starts: IntArray) -> list[tuple[Node, IntArray]]:
    """What lots draw from components or the source on the days of their start."""
    found: dict[Node, IntArray] = {}
    for day in starts.nonzero()[0].tolist():
        for other, ratio in ground.draws(node, None, day):
            if other not in found:
                found[other] = ground.empty()
            found[other][day] += times(int(starts[day]), ratio)
    return list(found.items())


def extra_hours(ground: Ground, difference: Difference) -> dict[UUID, IntArray]:
    """Millionths of an hour that a difference asks of each work centre."""
    hours: dict[UUID, IntArray] = {}
    for node, lots in difference.receipts.items():
        if not ground.master.is_made(node):
            continue
        for day in lots.nonzero()[0]:
            sign = 1 if lots[day] > 0 else -1
            for center, needed in ground.master.hours_for(node, abs(int(lots[day]))):
                if center not in hours:
                    hours[center] = ground.empty()
                hours[center][day] += sign * needed
    return {center: values for center, values in hours.items() if values.any()}
