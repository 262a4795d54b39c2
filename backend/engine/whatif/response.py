"""How the plan answers a scenario: lots that lost their hours or material slip, and what runs short is placed.

Only plan lines move; production orders under way, purchases and what is firm stay. Whole lots, regular
hours, outside the frozen zone, deterministic: days, names and references settle the order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.ground import Ground, ground_of
from backend.engine.lots import days_covered, lot_of
from backend.engine.master import times
from backend.engine.place import place
from backend.engine.scale import have, lot_up
from backend.engine.search import Freedom, Search, adjustment_of
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind, Procurement

NORMAL_TIME = Decimal(1)


@dataclass(frozen=True, slots=True)
class Response:
    """The plan with the scenario's edits and its own answer to them; `adjustments` are the answer."""

    view: View
    adjustments: tuple[Adjustment, ...]


@dataclass(slots=True)
class _Work:
    """What is being answered: the plan before, the one that is being mended, and lots taken out of it."""

    before: View
    search: Search
    slipped: list[tuple[PlannedSupply, int]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    @property
    def view(self) -> View:
        return self.search.view

    @property
    def ground(self) -> Ground:
        return self.search.ground

    def take(self, supply: PlannedSupply) -> None:
        node = supply.item_id, supply.site_id
        units = have(supply.quantity, self.ground.facts[node].quantity_decimals)
        self.view.take_away(supply, units)
        self.gone.add(id(supply))
        self.slipped.append((supply, units))


def respond(before: Situation, after: Situation, nodes: Sequence[Node]) -> Response:
    """Answer the edits that turned one situation into the other, at these nodes (components first)."""
    ground = ground_of(after)
    search = Search(View(ground), Freedom(), NORMAL_TIME)
    work = _Work(View(ground_of(before)), search)
    _keep_hours(work, nodes)
    for node in nodes:
        _keep_material(work, node)
    _put_back(work)
    for node in reversed(nodes):
        cover(search, node)
    return Response(search.view, tuple(search.adjustments))


def components_first(situation: Situation, wanted: Iterable[Node]) -> list[Node]:
    """Nodes in an order in which whatever is drawn stands before what draws it."""
    ground = ground_of(situation)
    kept = set(wanted)
    order: list[Node] = []
    seen: set[Node] = set()

    def visit(node: Node) -> None:
        if node in seen:
            return
        seen.add(node)
        for other in ground.master.drawn_by(node):
            visit(other)
        if node in kept:
            order.append(node)

    for node in sorted(kept, key=lambda n: (n[0].int, n[1].int)):
        visit(node)
    return order


def _keep_hours(work: _Work, nodes: Sequence[Node]) -> None:
    """Take lots off days on which hours were lost, or lots came, until the rest fits again."""
    ground, here = work.ground, set(nodes)
    centers = sorted(ground.work_centers.values(), key=lambda each: (each.name, each.id.int))
    for center in centers:
        users = [node for node in ground.master.worked_at.get(center.id, ()) if node in here]
        over = work.view.load(center.id) - work.view.hours(center.id)
        worse = np.maximum(work.before.load(center.id) - work.before.hours(center.id), 0)
        for day in np.flatnonzero(over > worse):
            lots = [
                supply
                for node in users
                for supply in ground.supplies.at(node)
                if _may_move(work, supply)
                and ground.index_of(supply.on) == day
                and center.id in ground.master.needs(node, supply.alternate_id)
            ]
            for supply in sorted(lots, key=lambda lot: (lot.reference, lot.id.int), reverse=True):
                if work.view.load(center.id)[day] - work.view.hours(center.id)[day] <= worse[day]:
                    break
                work.take(supply)


def _keep_material(work: _Work, node: Node) -> None:
    """Have what a scenario makes short of a component; where that cannot be, what draws it slips."""
    ground, view = work.ground, work.view
    if not ground.master.drawing_on(node):
        return
    floor = np.minimum(work.before.projected(node), 0)
    for day in range(ground.days):
        missing = int(floor[day] - view.projected(node)[day])
        if missing <= 0 or place(work.search, node, missing, day):
            continue
        lots = {
            id(move.supply): move.supply
            for move, _ in ground.drawing(node)
            if move.start <= day and _may_move(work, move.supply)
        }
        for supply in sorted(
            lots.values(),
            key=lambda lot: (ground.start_index(lot), lot.reference, lot.id.int),
            reverse=True,
        ):
            if view.projected(node)[day] >= floor[day]:
                break
            work.take(supply)


def _may_move(work: _Work, supply: PlannedSupply) -> bool:
    return (
        supply.kind is SupplyKind.PLAN_LINE
        and not supply.is_firm
        and id(supply) not in work.gone
        and work.ground.start_index(supply) >= 0
    )


def _put_back(work: _Work) -> None:
    """Plan slipped lots whole: on the last day before their own that has room and material, else after."""
    ground, search = work.ground, work.search
    for supply, units in sorted(
        work.slipped, key=lambda pair: (pair[0].on, pair[0].reference, pair[0].id.int)
    ):
        node = supply.item_id, supply.site_id
        way = supply.alternate_id
        facts = ground.master.facts_by(node, way)
        own = ground.index_of(supply.on)
        earliest = max(facts.frozen_days, ground.earliest(facts, units))
        days = [*range(own, earliest - 1, -1), *range(max(own + 1, earliest), ground.days)]
        opening = ground.open_days(facts)
        days = [day for day in days if opening.is_open(day)]
        day = next((day for day in days if fits(search.view, node, way, units, day)), None)
        if day is not None:
            search.view.add(node, units, day, way)
            if day == own:
                continue
        kind = AdjustmentKind.MAKE_LESS if day is None else AdjustmentKind.MOVE
        search.adjustments.append(adjustment_of(ground, kind, facts, units, day, None, supply))


def fits(view: View, node: Node, way: UUID | None, units: int, day: int) -> bool:
    """Whether a whole lot finds its hours on a day and its material on the day of its start."""
    needed: dict[UUID, int] = {}
    for center, hours in view.ground.master.hours_for(node, units, way):
        needed[center] = needed.get(center, 0) + hours
    has_hours = all(
        view.load(center)[day] + hours <= view.hours(center)[day]
        for center, hours in needed.items()
    )
    return has_hours and _has_material(view, node, way, units, day)


def _has_material(view: View, node: Node, way: UUID | None, units: int, day: int) -> bool:
    start = view.ground.start_for(view.ground.master.facts_by(node, way), day, units)
    return start >= 0 and all(
        view.free_on(other, start) >= times(units, ratio)
        for other, ratio in view.ground.draws(node, way, start)
    )


def cover(search: Search, node: Node) -> None:
    """Place what order lines miss, by the day they miss it or the first day on which it can be had."""
    ground = search.ground
    if not ground.demands.at(node):
        return
    facts = ground.facts[node]
    is_bought = facts.procurement is Procurement.BUY
    day = ground.earliest(facts, lot_up(1, *lot_of(facts))) if is_bought else 0
    within = days_covered(facts)
    while day < ground.days:
        short = np.flatnonzero(search.view.projected(node)[day:] < 0)
        if not len(short):
            return
        day += int(short[0])
        missing = -int(search.view.projected(node)[day : day + within].min())
        if not place(search, node, missing, day) and within > 1:
            place(search, node, -int(search.view.projected(node)[day]), day)
        day += 1
