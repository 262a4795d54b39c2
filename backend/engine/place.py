"""Finding room: can so much more be there by a day, and what would have to be done for it?

Backwards from the day, latest first, so that stock does not wait: hours of every step, then the
components on the day of the start, each from free stock or, where that is short, made, bought or
transferred in the same way. A set-up is counted for every lot. Nothing promised is touched.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.lots import days_covered, lead_days, lot_of, split
from backend.engine.master import times
from backend.engine.others import kind_of
from backend.engine.room import UNLIMITED, room_for
from backend.engine.scale import IntArray, have, hours_of, lot_down, lot_up, quantity_of, want
from backend.engine.search import BRINGING, LOTS, Search, note
from backend.engine.situation import Alternate, Node, NodeFacts, PlannedSupply, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind, Procurement

HUNDREDTH = 10_000


def place(
    search: Search, node: Node, units: int, by: int, path: tuple[Node, ...] = (), life: int = 0
) -> bool:
    """Have so many more units of a node by a day; on False the search is as it was.

    They have to last `life` days beyond that day, so nothing that ends sooner is brought in before it.
    Alternates that the freedom allows come first for the item itself, and for what goes into it where
    the usual way is not enough.
    """
    if units <= 0:
        return True
    if node in path or by < 0:
        return False
    if path or not search.ground.master.covers_days:
        return place_somehow(search, node, units, by, path, life)
    kept = search.keep()
    if not place_somehow(search, node, units, by, path, life):
        return False
    gather(search, node, kept, lambda: place_somehow(search, node, units, by, path, life))
    return True


def place_somehow(
    search: Search, node: Node, units: int, by: int, path: tuple[Node, ...], life: int
) -> bool:
    """The same in the first way that does; each lot for itself."""
    others: list[UUID | None] = [other.id for other in others_at(search, node)]
    ways = others if others and not path else [None, *others]
    return any(place_by(search, node, way, units, by, path, life) for way in ways)


def gather(search: Search, node: Node, since: tuple[View, int], again: Callable[[], bool]) -> None:
    """Have components in one lot for all the days that it covers, where they came in a lot for each.

    What is wanted on those days is had by the first of them, then all is placed again.
    """
    at_once: dict[tuple[Node, int], int] = {}
    while (found := lots_to_gather(search, node, since[1], at_once)) is not None:
        view, count = search.keep()
        adjustments = list(search.adjustments)
        at_once |= found
        search.undo(since)
        done = all(
            place_somehow(search, at, units, day, (node,), 0)
            for (at, day), units in at_once.items()
        )
        if not done or not again() or len(search.adjustments) >= count:
            search.view.become(view)
            search.adjustments[:] = adjustments
            return


def lots_to_gather(
    search: Search, node: Node, since: int, known: Mapping[tuple[Node, int], int]
) -> dict[tuple[Node, int], int] | None:
    """A component and day from which one lot would cover what several days bring, and the units."""
    wanted: dict[Node, dict[int, int]] = defaultdict(dict)
    for added in search.adjustments[since:]:
        at = added.item_id, added.site_id
        facts = search.ground.facts[at]
        if added.kind not in LOTS or at == node or days_covered(facts) == 1 or added.alternate_id:
            continue
        assert added.on is not None  # noqa: S101 -- what is added always has its day
        day = search.ground.index_of(added.on)
        needed = added.quantity if added.needed_quantity is None else added.needed_quantity
        wanted[at][day] = wanted[at].get(day, 0) + want(needed, facts.quantity_decimals)
    for at, by_day in wanted.items():
        days = sorted(by_day)
        while days:
            first, last = days[0], days[0] + days_covered(search.ground.facts[at])
            covered = [day for day in days if day < last]
            if len(covered) > 1 and (at, first) not in known:
                return {(at, first): sum(by_day[day] for day in covered)}
            days = days[len(covered) :]
    return None


def others_at(search: Search, node: Node) -> list[Alternate]:
    """The alternates of a node that the freedom allows, in the order in which they are tried."""
    if search.freedom.other is None:
        return []
    facts = search.ground.facts[node]
    return [
        other
        for other in search.ground.master.others(node)
        if kind_of(facts, other) is search.freedom.other
    ]


def place_by(
    search: Search,
    node: Node,
    way: UUID | None,
    units: int,
    by: int,
    path: tuple[Node, ...],
    life: int,
) -> bool:
    """Have so many more units of a node by a day in one way; on False the search is as it was."""
    kept = search.keep()
    facts = search.ground.master.facts_by(node, way)
    arrival = search.ground.open_days(facts).by(by)
    life += by - arrival
    by = arrival
    if by < 0 or (facts.shelf_life_days is not None and facts.shelf_life_days < life):
        return False
    lot = lot_up(units, *lot_of(facts))
    if is_over(search, facts, lot, by):
        return False
    if facts.procurement is Procurement.BUY:
        done = buy(search, facts, units, lot, by, way)
    elif facts.procurement is Procurement.TRANSFER:
        done = transfer(search, facts, lot, by, path, way)
    else:
        done = make(search, facts, lot, by, path, way, life)
    if not done:
        search.undo(kept)
    else:
        say_needed(search, facts, kept[1], units)
    return done


def say_needed(search: Search, facts: NodeFacts, since: int, units: int) -> None:
    """Write down how much is needed of the lots added since, where lot rules bring more than `units`."""
    decimals = facts.quantity_decimals
    own = [
        (at, want(added.quantity, decimals))
        for at, added in enumerate(search.adjustments[since:], start=since)
        if (added.item_id, added.site_id) == facts.node and added.kind in BRINGING
    ]
    more = sum(lot for _, lot in own) - units
    for at, lot in reversed(own):
        added, spare = search.adjustments[at], min(more, lot)
        if spare > 0 and added.kind in LOTS:
            needed = quantity_of(lot - spare, decimals)
            search.adjustments[at] = replace(added, needed_quantity=needed)
            more -= spare


def is_over(search: Search, facts: NodeFacts, lot: int, by: int) -> bool:
    """Whether a lot that is there by a day would begin after the last day of its way."""
    ground = search.ground
    return facts.last_on is not None and ground.has_ended(facts, ground.start_for(facts, by, lot))


def first_open(search: Search, facts: NodeFacts, lot: int) -> int:
    """The first day on which so much may be added at a node; what a lot takes, its parts take too."""
    frozen = 0 if search.freedom.frozen else facts.frozen_days
    return max(frozen, search.ground.earliest(facts, lot))


def make(
    search: Search,
    facts: NodeFacts,
    lot: int,
    by: int,
    path: tuple[Node, ...],
    way: UUID | None = None,
    life: int = 0,
) -> bool:
    """Make a lot, over several days if it must be; regular hours first, overtime for the rest.

    No part of it is there so early that it would not last, and none is larger than a lot may be.
    """
    first, rule = first_open(search, facts, lot), lot_of(facts)
    if facts.shelf_life_days is not None:
        first = max(first, by + life - facts.shelf_life_days)
    freedom = search.freedom
    is_longer = freedom.overtime or freedom.extra_shift or freedom.evenings
    opening = search.ground.open_days(facts)
    for with_overtime in (False, True) if is_longer else (False,):
        day = by
        room = room_in(search, facts, way, with_overtime=with_overtime)
        while lot > 0 and day >= first:
            whole = lot
            fitting = part_that_fits(lot, int(room[day]), facts) if opening.is_open(day) else 0
            for part in split(fitting, rule):
                before = search.keep()
                start = search.ground.start_for(facts, day, part)
                if not draw(search, facts, part, start, path, way):
                    if not draws_what_ends(search, facts.node, way):
                        return False
                    search.undo(before)
                    break
                if with_overtime:
                    grant(search, facts, part, day, way)
                search.view.add(facts.node, part, day, way)
                note(search, AdjustmentKind.MAKE_MORE, facts, part, day, way=way)
                lot -= part
            if 0 < lot < whole:
                lot = lot_up(lot, *rule) if rule.maximum else lot
                room = room_in(search, facts, way, with_overtime=with_overtime)
            day -= 1
        if lot <= 0:
            return True
    return False


def room_in(search: Search, facts: NodeFacts, way: UUID | None, *, with_overtime: bool) -> IntArray:
    """Units that fit on each day; of overtime only on the days on which the search may have it."""
    room = room_for(search.view, facts.node, way, with_overtime=with_overtime)
    freedom = search.freedom
    if with_overtime and freedom.extra_shift != freedom.evenings:
        ground = search.ground
        for center in ground.master.needs(facts.node, way):
            is_open = ground.capacity(center) > ground.approved_overtime(center)
            room = np.where(is_open == freedom.evenings, room, 0)
    return room


def part_that_fits(lot: int, room: int, facts: NodeFacts) -> int:
    """The largest part of a lot that fits and leaves no rest under the lot minimum."""
    if room >= UNLIMITED or room >= lot:
        return lot
    rule = lot_of(facts)
    part = lot_down(room, *rule)
    if 0 < lot - part < rule.minimum:
        part = lot_down(lot - rule.minimum, *rule)
    return part


def draw(
    search: Search,
    facts: NodeFacts,
    units: int,
    start: int,
    path: tuple[Node, ...],
    way: UUID | None = None,
) -> bool:
    """See that a lot may begin on a day, and that all that it draws is free then, or becomes so."""
    if start < 0 or not search.ground.holds(facts, start):
        return False
    for other, ratio in search.ground.draws(facts.node, way, start):
        missing = times(units, ratio) - search.view.free_on(other, start)
        if not place(search, other, missing, start, (*path, facts.node)):
            return False
    return True


def draws_what_ends(search: Search, node: Node, way: UUID | None) -> bool:
    """Whether a component may be there sooner and gone later, so that an earlier start can do."""
    ground = search.ground
    return any(ground.ends(other) for other in ground.master.drawn_by(node, way))


def grant(search: Search, facts: NodeFacts, units: int, day: int, way: UUID | None = None) -> None:
    """Grant the overtime that a lot needs on a day, to the hundredth of an hour above."""
    needed: dict[UUID, int] = {}
    for center, hours in search.ground.master.hours_for(facts.node, units, way):
        needed[center] = needed.get(center, 0) + hours
    view = search.view
    for center, asked in needed.items():
        left = max(0, int(view.hours(center)[day] - view.load(center)[day]))
        extra = asked - left
        if extra <= 0:
            continue
        still = int(view.most_overtime(center)[day] - view.overtime(center)[day])
        extra = min(-(-extra // HUNDREDTH) * HUNDREDTH, max(extra, still))
        view.grant_overtime(center, day, extra)
        work_center = search.ground.work_centers[center]
        search.adjustments.append(
            Adjustment(
                kind=AdjustmentKind.OVERTIME,
                item_id=facts.item_id,
                item_name=facts.item_name,
                unit=facts.unit,
                site_id=facts.site_id,
                quantity=quantity_of(units, facts.quantity_decimals),
                on=search.ground.day_of(day),
                work_center_id=center,
                work_center_name=work_center.name,
                hours=hours_of(extra),
            )
        )


def transfer(
    search: Search,
    facts: NodeFacts,
    lot: int,
    by: int,
    path: tuple[Node, ...],
    way: UUID | None = None,
) -> bool:
    """Bring a lot from the source site, leaving a lead time before."""
    if by < first_open(search, facts, lot) or not search.ground.master.drawn_by(facts.node, way):
        return False
    for part in split(lot, lot_of(facts)):
        start = search.ground.start_for(facts, by, part)
        if not draw(search, facts, part, start, path, way):
            return False
        search.view.add(facts.node, part, by, way)
        note(search, AdjustmentKind.TRANSFER, facts, part, by, from_day=start, way=way)
    return True


def buy(
    search: Search, facts: NodeFacts, units: int, lot: int, by: int, way: UUID | None = None
) -> bool:
    """Order a lot in time; with express freedom call in what is on order, then order express.

    What is called in comes whole, or where orders may be split only as much as is missing.
    """
    if search.ground.in_time(facts, by, lot):
        order(search, facts, lot, by, way)
        return True
    if not search.freedom.express or by < fastest(search, facts, lot, 0):
        return False
    left = units
    for supply in on_order(search, facts, by):
        if left > 0:
            whole = have(supply.quantity, facts.quantity_decimals)
            part = min(whole, lot_up(left, *lot_of(facts))) if search.freedom.split else whole
            search.view.take_away(supply, part)
            search.view.bring(facts.node, by, part)
            note(search, AdjustmentKind.BUY_SOONER, facts, part, by, supply=supply)
            left -= part
    if left > 0:
        first = search.ground.first_start(facts)
        begins = search.ground.open_days(facts).begin_from(first)
        if search.ground.has_ended(facts, begins) or by < fastest(search, facts, lot, first):
            return False
        order(search, facts, lot_up(left, *lot_of(facts)), by, way, is_express=True)
    return True


def fastest(search: Search, facts: NodeFacts, lot: int, begins: int) -> int:
    """The first day on which a lot ordered express on a day or after can be there; not before tomorrow."""
    lead_time = ceil(lead_days(facts, lot) * search.express_ratio)
    return max(1, search.ground.open_days(facts).ready_from(begins, lead_time))


def order(
    search: Search,
    facts: NodeFacts,
    lot: int,
    by: int,
    way: UUID | None,
    *,
    is_express: bool = False,
) -> None:
    """Order a lot, in several purchases where it is larger than one may be."""
    for part in split(lot, lot_of(facts)):
        usual = search.ground.earliest(facts, part) if is_express else None
        search.view.add(facts.node, part, by, way)
        note(search, AdjustmentKind.BUY, facts, part, by, from_day=usual, way=way)


def on_order(search: Search, facts: NodeFacts, by: int) -> list[PlannedSupply]:
    """Purchases that come after a day and may be called in, the soonest first."""
    coming = [
        supply
        for supply in search.ground.supplies.at(facts.node)
        if supply.kind is SupplyKind.PURCHASE
        and not supply.is_firm
        and search.ground.index_of(supply.on) > by
    ]
    return sorted(coming, key=lambda supply: (supply.on, supply.reference))
