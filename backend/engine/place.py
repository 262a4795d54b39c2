"""Finding room: can so much more be there by a day, and what would have to be done for it?

Backwards from the day, latest first, so that stock does not wait: hours of every step, then the
components on the day of the start, each from free stock or, where that is short, made, bought or
transferred in the same way. A set-up is counted for every lot. Nothing promised is touched.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.ground import Ground
from backend.engine.master import times
from backend.engine.others import OtherWay, kind_of
from backend.engine.room import UNLIMITED, room_for
from backend.engine.scale import IntArray, have, hours_of, lot_down, lot_up, quantity_of, want
from backend.engine.situation import Alternate, Node, NodeFacts, PlannedSupply, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind, Procurement

HUNDREDTH = 10_000
LOTS = frozenset({AdjustmentKind.MAKE_MORE, AdjustmentKind.BUY, AdjustmentKind.TRANSFER})
BRINGING = LOTS | {AdjustmentKind.BUY_SOONER}


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a search may use beyond free stock and regular hours outside the frozen zone.

    `split`: of an order that is called in, only what is missing. `other` names the kind of alternates
    that may be used; the item itself is got by one of them if it has any. `extra_shift`: overtime on days
    alone on which a work centre has no regular hours; `evenings`: on days alone on which it has.
    """

    overtime: bool = False
    extra_shift: bool = False
    evenings: bool = False
    express: bool = False
    frozen: bool = False
    split: bool = False
    other: OtherWay | None = None


@dataclass(slots=True)
class Search:
    """A view that is being filled, and the adjustments that do it, components before parents.

    `express_ratio` is the share of a supplier's lead time that express delivery needs.
    """

    view: View
    freedom: Freedom
    express_ratio: Decimal
    adjustments: list[Adjustment] = field(default_factory=list)

    @property
    def ground(self) -> Ground:
        return self.view.ground

    def keep(self) -> tuple[View, int]:
        return self.view.copy(), len(self.adjustments)

    def undo(self, kept: tuple[View, int]) -> None:
        view, count = kept
        self.view.become(view)
        del self.adjustments[count:]


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
    others: list[UUID | None] = [other.id for other in others_at(search, node)]
    ways = others if others and not path else [None, *others]
    return any(place_by(search, node, way, units, by, path, life) for way in ways)


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
    if facts.shelf_life_days is not None and facts.shelf_life_days < life:
        return False
    lot = lot_up(units, *lot_of(facts))
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


def lot_of(facts: NodeFacts) -> tuple[int, int]:
    """Lot minimum and multiple in whole units."""
    decimals = facts.quantity_decimals
    return want(facts.lot_minimum, decimals), want(facts.lot_multiple, decimals)


def first_open(search: Search, facts: NodeFacts) -> int:
    """The first day on which something may be added at a node."""
    frozen = 0 if search.freedom.frozen else facts.frozen_days
    return max(frozen, facts.lead_time_days)


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

    No part of it is there so early that it would not last.
    """
    first = first_open(search, facts)
    if facts.shelf_life_days is not None:
        first = max(first, by + life - facts.shelf_life_days)
    freedom = search.freedom
    is_longer = freedom.overtime or freedom.extra_shift or freedom.evenings
    for with_overtime in (False, True) if is_longer else (False,):
        day = by
        room = room_in(search, facts, way, with_overtime=with_overtime)
        while lot > 0 and day >= first:
            part = part_that_fits(lot, int(room[day]), facts)
            if part:
                before = search.keep()
                if not draw(search, facts, part, day - facts.lead_time_days, path, way):
                    if not draws_what_ends(search, facts.node, way):
                        return False
                    search.undo(before)
                    day -= 1
                    continue
                if with_overtime:
                    grant(search, facts, part, day, way)
                search.view.add(facts.node, part, day, way)
                note(search, AdjustmentKind.MAKE_MORE, facts, part, day, way=way)
                lot -= part
                if lot > 0:
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
    minimum, multiple = lot_of(facts)
    part = lot_down(room, minimum, multiple)
    if 0 < lot - part < minimum:
        part = lot_down(lot - minimum, minimum, multiple)
    return part


def draw(
    search: Search,
    facts: NodeFacts,
    units: int,
    start: int,
    path: tuple[Node, ...],
    way: UUID | None = None,
) -> bool:
    """See that all that a lot draws is free on the day of its start, or becomes so."""
    if start < 0:
        return False
    for other, ratio in search.ground.master.draws_on(facts.node, way):
        missing = times(units, ratio) - search.view.free_on(other, start)
        if not place(search, other, missing, start, (*path, facts.node)):
            return False
    return True


def draws_what_ends(search: Search, node: Node, way: UUID | None) -> bool:
    """Whether a component may be there sooner and gone later, so that an earlier start can do."""
    ground = search.ground
    return any(ground.ends(other) for other, _ in ground.master.draws_on(node, way))


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
    if by < first_open(search, facts) or not search.ground.master.draws_on(facts.node, way):
        return False
    start = by - facts.lead_time_days
    if not draw(search, facts, lot, start, path, way):
        return False
    search.view.add(facts.node, lot, by, way)
    note(search, AdjustmentKind.TRANSFER, facts, lot, by, from_day=start, way=way)
    return True


def buy(
    search: Search, facts: NodeFacts, units: int, lot: int, by: int, way: UUID | None = None
) -> bool:
    """Order a lot in time; with express freedom call in what is on order, then order express.

    What is called in comes whole, or where orders may be split only as much as is missing.
    """
    if by >= facts.lead_time_days:
        search.view.add(facts.node, lot, by, way)
        note(search, AdjustmentKind.BUY, facts, lot, by, way=way)
        return True
    fastest = max(1, ceil(facts.lead_time_days * search.express_ratio))
    if not search.freedom.express or by < fastest:
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
        rest = lot_up(left, *lot_of(facts))
        search.view.add(facts.node, rest, by, way)
        note(search, AdjustmentKind.BUY, facts, rest, by, from_day=facts.lead_time_days, way=way)
    return True


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


def note(
    search: Search,
    kind: AdjustmentKind,
    facts: NodeFacts,
    units: int,
    day: int | None,
    *,
    from_day: int | None = None,
    supply: PlannedSupply | None = None,
    way: UUID | None = None,
) -> None:
    """Write an adjustment down."""
    search.adjustments.append(
        adjustment_of(search.ground, kind, facts, units, day, from_day, supply, way)
    )


def adjustment_of(
    ground: Ground,
    kind: AdjustmentKind,
    facts: NodeFacts,
    units: int,
    day: int | None,
    from_day: int | None = None,
    supply: PlannedSupply | None = None,
    way: UUID | None = None,
) -> Adjustment:
    """An adjustment of a node, or of one of its supplies, got in a way."""
    if supply is not None:
        way = supply.alternate_id
    other = ground.master.alternate(facts.node, way)
    from_on = None if from_day is None else ground.day_of(from_day)
    is_line = supply is not None and supply.kind is SupplyKind.PLAN_LINE
    return Adjustment(
        kind=kind,
        item_id=facts.item_id,
        item_name=facts.item_name,
        unit=facts.unit,
        site_id=facts.site_id,
        quantity=quantity_of(units, facts.quantity_decimals),
        on=None if day is None else ground.day_of(day),
        from_on=supply.on if supply is not None else from_on,
        reference=supply.reference if supply is not None else None,
        plan_line_id=supply.id if supply is not None and is_line else None,
        alternate_id=None if other is None else other.id,
        alternate_name=None if other is None else other.name,
    )
