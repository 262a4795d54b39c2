"""Ways out when a change asks for more, or sooner, than the plan carries."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import numpy as np

from backend.engine.answer import Adjustment, Slip
from backend.engine.case import Case
from backend.engine.delivery import is_too_late
from backend.engine.kernels import first_day
from backend.engine.others import OtherWay
from backend.engine.place import draw, place, place_by
from backend.engine.room import room_for
from backend.engine.scale import have, quantity_of, want
from backend.engine.search import Freedom, Search, adjustment_of, note
from backend.engine.situation import Demand, SupplyKind
from backend.engine.ways import Rates, Way, holds
from shared.terms import AdjustmentKind, Procurement

ADDING = {
    Procurement.MAKE: "make_more",
    Procurement.BUY: "buy_more",
    Procurement.TRANSFER: "transfer",
}
PLAIN = Freedom()
WEEK = 7


def ways_more(case: Case, rates: Rates) -> Iterator[Way]:
    """Every way that holds: in full on the day first, then at somebody's or the date's expense."""
    in_time = [
        way
        for way in (make_sooner(case, rates), *added(case, rates), *other_ways(case, rates))
        if way is not None and holds(case, way)
    ]
    yield from in_time
    ways = [] if in_time else [several_ways(case, rates)]
    ways += [move_other(case, rates), *other_dates(case, rates)]
    yield from (way for way in ways if way is not None and holds(case, way))


def ways_as_asked(case: Case, rates: Rates) -> Iterator[Way]:
    """Stock and plan carry it; where it eats into the safety stock, also with that made good."""
    yield Way("as_asked", case.asked.copy(), (), in_full(case))
    way = refill(case, rates)
    if way is not None and holds(case, way):
        yield way


def refill(case: Case, rates: Rates) -> Way | None:
    """Have what the change takes of the safety stock again by the day it is missed, or soon after."""
    safety = have(case.facts.safety_stock, case.decimals)
    held = np.minimum(case.before.projected(case.node), safety)
    eaten = held - case.asked.projected(case.node)
    day, units = first_day(eaten, 1), int(eaten.max())
    if day is None:
        return None
    for by in (day, day + WEEK, day + 2 * WEEK):
        search = Search(case.asked.copy(), PLAIN, rates.express_ratio)
        if by < case.ground.days and place(search, case.node, units, by):
            return as_way(case, ADDING[case.facts.procurement], search)
    return None


def in_full(case: Case) -> tuple[tuple[int, int], ...]:
    return ((case.due, case.open_after),)


def searched(case: Case, rates: Rates, freedom: Freedom) -> Search | None:
    """Have what is missing by the day wanted, if this freedom is enough."""
    search = Search(case.asked.copy(), freedom, rates.express_ratio)
    return search if place(search, case.node, case.missing, case.due, life=case.life) else None


def as_way(case: Case, code: str, search: Search) -> Way:
    return Way(code, search.view, tuple(search.adjustments), in_full(case))


def added(case: Case, rates: Rates) -> Iterator[Way]:
    """More made, bought or transferred in time; overtime and express only where regular is not enough.

    Into the frozen zone only if it must, and then it says so.
    """
    code = ADDING[case.facts.procurement]
    plain = searched(case, rates, PLAIN)
    if plain is not None:
        yield as_way(case, code, plain)
        return
    frozen = searched(case, rates, Freedom(frozen=True))
    if frozen is not None:
        yield as_way(case, code, frozen)
    extra = searched(case, rates, Freedom(extra_shift=True))
    is_extra = extra is not None and any(
        a.kind is AdjustmentKind.OVERTIME for a in extra.adjustments
    )
    if extra is not None and is_extra:
        yield as_way(case, "extra_shift", extra)
    for freedom in (
        Freedom(evenings=True),
        Freedom(overtime=True),
        Freedom(overtime=True, express=True),
        Freedom(overtime=True, frozen=True),
    ):
        longer = searched(case, rates, freedom)
        if longer and any(a.kind is AdjustmentKind.OVERTIME for a in longer.adjustments):
            if not (is_extra and extra and longer.adjustments == extra.adjustments):
                yield as_way(case, "overtime", longer)
            break
    express = searched(case, rates, Freedom(express=True))
    if express is not None:
        yield as_way(case, "buy_sooner", express)
        split = searched(case, rates, Freedom(express=True, split=True))
        if split is not None and split.adjustments != express.adjustments:
            yield as_way(case, "split_purchase", split)


def other_ways(case: Case, rates: Rates) -> Iterator[Way]:
    """In full by another work centre, bill of material or site, bought instead of made, or made instead.

    Also where it is not the item itself but something that goes into it. The first alternate of a
    kind that is in time stands for its kind. What stock at another site carries by itself is told apart
    from what would have to be made there.
    """
    for other in OtherWay:
        for freedom in (Freedom(other=other), Freedom(other=other, frozen=True)):
            search = searched(case, rates, freedom)
            if search is not None and any(a.alternate_id for a in search.adjustments):
                by_stock = other is OtherWay.SITE and len(search.adjustments) == 1
                yield as_way(case, "stock_elsewhere" if by_stock else other.value, search)
                break


def several_ways(case: Case, rates: Rates) -> Way | None:
    """A part the usual way and parts by alternates, in their order, where no single way is enough."""
    others = case.ground.master.others(case.node)
    if not others:
        return None
    for freedom in (PLAIN, Freedom(frozen=True)):
        search = Search(case.asked.copy(), freedom, rates.express_ratio)
        left = case.missing
        for way in (None, *(other.id for other in others)):
            left -= most_by(search, case, way, left)
            if left <= 0:
                return as_way(case, "several_ways", search)
    return None


def most_by(search: Search, case: Case, way: UUID | None, units: int) -> int:
    """Have as many of so many units by the day wanted in one way as it brings; returns how many."""

    def brings(part: int) -> bool:
        return place_by(search, case.node, way, part, case.due, (), case.life)

    if units <= 0 or brings(units):
        return units
    low, high = 0, units
    while low + 1 < high:
        middle = (low + high) // 2
        kept = search.keep()
        if brings(middle):
            search.undo(kept)
            low = middle
        else:
            high = middle
    return low if low and brings(low) else 0


def make_sooner(case: Case, rates: Rates) -> Way | None:
    """Lots that are planned after the day wanted, made or sent before it."""
    ground, facts = case.ground, case.facts
    if facts.procurement is Procurement.BUY:
        return None
    search = Search(case.asked.copy(), PLAIN, rates.express_ratio)
    missing = case.missing
    later = [
        supply
        for supply in ground.supplies.at(case.node)
        if supply.kind is not SupplyKind.PURCHASE
        and not supply.is_firm
        and ground.start_index(supply) >= 0
        and case.due < ground.index_of(supply.on) < ground.days
    ]
    for supply in sorted(later, key=lambda supply: (supply.on, supply.reference)):
        if missing <= 0:
            break
        units, way = have(supply.quantity, case.decimals), supply.alternate_id
        by = ground.master.facts_by(case.node, way)
        first = max(facts.frozen_days, ground.earliest(by, units))
        opening = ground.open_days(by)
        kept = search.keep()
        search.view.take_away(supply, units)
        room = room_for(search.view, case.node, way, with_overtime=False)
        days = [
            day
            for day in range(case.due, first - 1, -1)
            if room[day] >= units and opening.is_open(day)
        ]
        if not days or not draw(search, by, units, ground.start_for(by, days[0], units), (), way):
            search.undo(kept)
            continue
        search.view.add(case.node, units, days[0], way)
        note(search, AdjustmentKind.MOVE, facts, units, days[0], supply=supply)
        missing -= units
    code = "send_sooner" if facts.procurement is Procurement.TRANSFER else "make_sooner"
    return as_way(case, code, search) if missing <= 0 else None


def move_other(case: Case, rates: Rates) -> Way | None:
    """Lines of lower priority give up what is missing and are promised for later."""
    view = case.without.copy()
    taken: list[tuple[Demand, int]] = []
    for demand in victims(case):
        free = view.free_on(case.node, case.due, case.life)
        missing = case.open_after - free
        if missing <= 0 or len(taken) == rates.most_losers:
            break
        day = case.ground.index_of(demand.counts_on)
        trial = view.copy()
        life = demand.remaining_life_days
        trial.want(case.node, day, -given_up(demand, missing, case.decimals), life)
        freed = trial.free_on(case.node, case.due, case.life) - free
        given = given_up(demand, freed, case.decimals)
        if given > 0:
            view.want(case.node, day, -given, life)
            taken.append((demand, given))
    if not taken or view.free_on(case.node, case.due, case.life) < case.open_after:
        return None
    view.want(case.node, case.due, case.open_after, case.life)
    search = Search(view, PLAIN, rates.express_ratio)
    losers: list[Slip] = []
    for demand, units in reversed(taken):
        day_or_none = promise_anew(
            search,
            case,
            case.ground.index_of(demand.counts_on),
            units,
            demand.remaining_life_days,
        )
        if day_or_none is None or day_or_none <= case.ground.index_of(demand.counts_on):
            return None  # nobody has to lose what can be made for the same day
        if is_too_late(demand, case.day(day_or_none)):
            return None
        search.adjustments.append(promised_later(case, demand, units, day_or_none))
        losers.append(loser(case, demand, units, day_or_none))
    return Way("move_other", search.view, tuple(search.adjustments), in_full(case), tuple(losers))


def victims(case: Case) -> list[Demand]:
    """Lines that may lose: of lower priority than the change, the lowest and latest first.

    A line whose order ships together is left alone: all of its order would have to wait.
    """
    ground = case.ground
    lines = [
        demand
        for demand in ground.demands.at(case.node)
        if demand is not case.line
        and not demand.is_held
        and demand.priority > case.priority
        and not demand.rule.ships_together
        and ground.index_of(demand.counts_on) < ground.days
    ]
    return sorted(lines, key=lambda d: (-d.priority, -d.counts_on.toordinal(), d.order_reference))


def given_up(demand: Demand, units: int, decimals: int) -> int:
    """What a line gives up so that so many units are free: all of it where no small part may be left."""
    whole = want(demand.open_quantity, decimals)
    if not 0 < units < whole:
        return min(units, whole)
    left = whole - units
    is_kept = demand.rule.allows_partial and left >= want(demand.rule.minimum_partial, decimals)
    return units if is_kept else whole


def promise_anew(search: Search, case: Case, after: int, units: int, life: int) -> int | None:
    """The first day on which a line that has lost can have its units, making more if need be."""
    day = earliest(search, case, units, after, life)
    if day is None:
        return None
    missing = units - search.view.free_on(case.node, day, life)
    if not place(search, case.node, missing, day, life=life):
        return None
    search.view.want(case.node, day, units, life)
    return day


def earliest(search: Search, case: Case, units: int, after: int, life: int) -> int | None:
    """The first day from `after` on by which units are free or can be had in regular hours."""
    free = search.view.free(case.node, life)

    def is_possible(day: int) -> bool:
        trial = Search(search.view.copy(), PLAIN, search.express_ratio)
        return place(trial, case.node, units - int(free[day]), day, life=life)

    known = first_day(free, units, after)
    low, high = after, case.ground.days if known is None else known
    if (
        case.ground.master.has_days
    ):  # what holds for some days may be there on a day and not on the next
        return next((day for day in range(low, high) if is_possible(day)), known)
    while low < high:
        middle = (low + high) // 2
        if is_possible(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < case.ground.days else None


def promised_later(case: Case, demand: Demand, units: int, day: int) -> Adjustment:
    adjustment = adjustment_of(case.ground, AdjustmentKind.PROMISE_LATER, case.facts, units, day)
    return replace(
        adjustment,
        from_on=demand.counts_on,
        reference=demand.order_reference,
        demand_line_id=demand.demand_line_id,
    )


def loser(case: Case, demand: Demand, units: int, day: int) -> Slip:
    """What a line of somebody else gives up, and when it comes instead."""
    possible_on = case.ground.day_of(day)
    return Slip(
        demand_line_id=demand.demand_line_id,
        order_reference=demand.order_reference,
        customer_name=demand.customer_name,
        item_name=case.facts.item_name,
        unit=case.facts.unit,
        quantity=quantity_of(units, case.decimals),
        promised_on=demand.counts_on,
        possible_on=possible_on,
        days_late=max(0, (possible_on - demand.counts_on).days),
    )


def other_dates(case: Case, rates: Rates) -> Iterator[Way]:
    """Part of it on the day and the rest as soon as it can be had; or all of it on that day."""
    on_time = case.open_after - case.missing
    if on_time > 0:
        split = delivered(case, rates, on_time)
        if split is not None:
            yield split
    late = delivered(case, rates, 0)
    if late is not None:
        yield late


def delivered(case: Case, rates: Rates, on_time: int) -> Way | None:
    """So much on the day wanted and the rest on the first day possible after it."""
    view = case.without.copy()
    view.want(case.node, case.due, on_time, case.life)
    rest = case.open_after - on_time
    search = Search(view, PLAIN, rates.express_ratio)
    day = promise_anew(search, case, case.due + 1, rest, case.life)
    if day is None:
        return None
    kind = AdjustmentKind.SPLIT_DELIVERY if on_time else AdjustmentKind.PROMISE_LATER
    search.adjustments.append(
        replace(
            adjustment_of(case.ground, kind, case.facts, rest, day),
            from_on=case.wanted_on,
            reference=case.change.order_reference or None,
            demand_line_id=case.change.demand_line_id,
        )
    )
    first = ((case.due, on_time),) if on_time else ()
    code = "two_deliveries" if on_time else "later"
    return Way(code, search.view, tuple(search.adjustments), (*first, (day, rest)))


def last_resort(case: Case) -> Way:
    """What stock and plan carry by themselves; nothing of it, and the line stays as it was."""
    if case.answer and case.open_after:
        view = case.without.copy()
        for day, units in case.answer:
            view.want(case.node, day, units, case.life)
        return Way("in_part", view, (), tuple(case.answer))
    before = () if case.due_before is None else ((case.due_before, case.open_before),)
    return Way("as_before", case.before.copy(), (), before)
