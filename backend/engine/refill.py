"""Filling a position up: how much, until when, and what has to be done for it.

What stock and plan bring by themselves counts first, so nothing is asked for twice; what the forecast
expects beyond the orders goes out of it. Lots keep their
minimum and multiple. Nothing promised is touched, and no stock line or work centre is made worse off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, lcm
from typing import Final

import numpy as np

from backend.engine.answer import Adjustment
from backend.engine.apply import ADDING
from backend.engine.expected import by_day, until_day
from backend.engine.fences import fence_on, tightest
from backend.engine.ground import Ground, ground_of
from backend.engine.lots import lot_of
from backend.engine.others import OtherWay
from backend.engine.place import place
from backend.engine.scale import IntArray, lot_up, money, quantity_of, want
from backend.engine.search import Freedom, Search
from backend.engine.situation import Expected, Node, NodeFacts, Situation
from backend.engine.view import View
from backend.engine.ways import Rates
from shared.terms import AdjustmentKind, Fence, Procurement

IDLE_RATIO: Final = 0.02
"""Less than this share of what is expected is no shortage: a forecast is not that exact."""
USUAL: Final = (Freedom(),)
AT_ONCE: Final = (
    Freedom(frozen=True),
    Freedom(overtime=True, frozen=True),
    Freedom(overtime=True, express=True, frozen=True),
)
_PURCHASES: Final = frozenset({AdjustmentKind.BUY, AdjustmentKind.BUY_SOONER})


@dataclass(frozen=True, slots=True)
class Level:
    """Up to where a position is filled: an amount, or with `is_cover` days of what goes out.

    What is added comes in whole packs of `pack`.
    """

    amount: Decimal
    is_cover: bool = False
    pack: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days for which what is expected is to be there: in time for each of them, or with `is_ahead` all of it on
    the first.

    What is added comes in whole packs of `pack`.
    """

    first_on: date
    last_on: date
    is_ahead: bool = False
    pack: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Refill:
    """What fills a position up to its level: `missing` of it by `on`, `quantity` with the lots' rules.

    `stock` is what there would be on that day without it, `value` the goods at cost. `is_ordinary` says
    that regular hours and ordinary deliveries are enough.
    """

    facts: NodeFacts
    stock: Decimal
    missing: Decimal
    quantity: Decimal
    on: date
    value: Decimal
    fence: Fence
    is_ordinary: bool
    adjustments: tuple[Adjustment, ...]


def refill(
    situation: Situation,
    node: Node,
    level: Level,
    *,
    at_once: bool,
    rates: Rates | None = None,
    expected: Sequence[Expected] = (),
) -> Refill | None:
    """Fill a position on the first day possible; None where it fills by itself, or never can.

    `expected` is what the forecast has of it beyond the orders.
    `at_once` tries today, then tomorrow and so on, into the frozen zone, with overtime and express where
    regular hours and lead times are not enough.
    """
    ground = ground_of(situation)
    facts = ground.facts.get(node)
    if facts is None:
        return None
    before = View(ground)
    coming = by_day(ground.today, ground.days, expected, facts.quantity_decimals)
    left = before.projected(node) - coming.cumsum()
    short = _levels(before.outflow(node) + coming, facts, level) - left
    freedoms = AT_ONCE if at_once else USUAL
    ratio = (rates or Rates()).express_ratio
    for day in range(_first(ground, facts, at_once=at_once), ground.days):
        units = int(short[day])
        if units <= 0:
            return None
        found = _placed(before, facts, (units, day), level.pack, freedoms, ratio)
        if found is not None:
            return _refill(found, facts, units, (day, int(left[day])))
    return None


def refill_window(
    situation: Situation,
    node: Node,
    window: Window,
    expected: Sequence[Expected],
    rates: Rates | None = None,
) -> Refill | None:
    """Have what is expected through some days beyond what can be promised, on the first day that lacks any of it.

    Where regular hours and lead times are too slow for that day, overtime, express and the frozen zone are tried
    for it, then the days behind it. None where nothing is missing, or no day of the window can have it.
    """
    ground = ground_of(situation)
    facts = ground.facts.get(node)
    first = max(0, (window.first_on - ground.today).days)
    last = min(ground.days - 1, (window.last_on - ground.today).days)
    if facts is None or last < first:
        return None
    before = View(ground)
    wanted = until_day(ground.today, ground.days, expected, facts.quantity_decimals)
    free = before.free(node)
    until = wanted[last : last + 1] if window.is_ahead else wanted[first : last + 1]
    gaps = until - free[first : first + len(until)]
    lacking = (gaps >= 1) & (gaps > IDLE_RATIO * until)
    if not lacking.any():
        return None
    units = ceil(gaps.max())
    ratio = (rates or Rates()).express_ratio
    for day in range(first + int(np.argmax(lacking)), last + 1):
        found = _placed(before, facts, (units, day), window.pack, (*USUAL, *AT_ONCE), ratio)
        if found is not None:
            return _refill(found, facts, units, (day, int(free[day])))
    return None


@dataclass(frozen=True, slots=True)
class LastBuy:
    """What will be missing of a bought item once it can be ordered no more.

    Ordered on `order_on` at the latest it is there on `there_on`; from `short_on` on `missing` of it is not there, of
    `needed` that goes out after `there_on` within the horizon.
    """

    facts: NodeFacts
    ends_on: date
    order_on: date
    there_on: date
    short_on: date
    needed: Decimal
    missing: Decimal
    units: int


def last_buy(situation: Situation, node: Node, expected: Sequence[Expected] = ()) -> LastBuy | None:
    """What a purchase has to bring before the last way to an item ends; None where nothing is missing, or a way stays.

    What is missing before the last delivery can still be ordered in time, and is no part of it; a lot lasts no longer than
    its shelf life.
    """
    ground = ground_of(situation)
    facts = ground.facts.get(node)
    if facts is None or facts.procurement is not Procurement.BUY or facts.last_on is None:
        return None
    ways = [facts, *(facts.by(other) for other in ground.master.others(node))]
    last = [_last_delivery(ground, way) for way in ways]
    reach = [each for each in last if each is not None]
    there = max(reach, default=ground.days)
    life = facts.shelf_life_days
    end = ground.days if life is None else min(ground.days, there + life + 1)
    if there + 1 >= end:
        return None
    way = ways[last.index(there)]
    view, decimals = View(ground), facts.quantity_decimals
    coming = by_day(ground.today, ground.days, expected, decimals)
    short = coming.cumsum() - view.projected(node)
    before = max(0, int(short[: there + 1].max()))
    missing = int(short[there + 1 : end].max()) - before
    if missing < 1:
        return None
    first = there + 1 + int(np.argmax(short[there + 1 : end] > before))
    needed = int((view.outflow(node) + coming)[there + 1 : end].sum())
    return LastBuy(
        facts=facts,
        ends_on=max(each.last_on for each in ways if each.last_on is not None),
        order_on=ground.day_of(ground.start_for(way, there, lot_up(1, *lot_of(way)))),
        there_on=ground.day_of(there),
        short_on=ground.day_of(first),
        needed=quantity_of(needed, decimals),
        missing=quantity_of(missing, decimals),
        units=missing,
    )


def refill_last(
    situation: Situation,
    node: Node,
    expected: Sequence[Expected],
    pack: Decimal,
    rates: Rates | None = None,
) -> Refill | None:
    """Have on the day of the last delivery what will be missing after it; None where nothing is, or nobody delivers it."""
    found = last_buy(situation, node, expected)
    if found is None:
        return None
    ground = ground_of(situation)
    before, day = View(ground), (found.there_on - ground.today).days
    freedoms = (*USUAL, *(Freedom(other=other) for other in OtherWay))
    ratio = (rates or Rates()).express_ratio
    placed = _placed(before, found.facts, (found.units, day), pack, freedoms, ratio)
    if placed is None:
        return None
    return _refill(
        placed, found.facts, found.units, (day, max(0, int(before.projected(node)[day])))
    )


def _last_delivery(ground: Ground, way: NodeFacts) -> int | None:
    """The last day on which a lot can be there by a way that begins while it holds; the horizon where it stays, None where it is over."""
    smallest = lot_up(1, *lot_of(way))
    days = [day for day in range(ground.days) if ground.in_time(way, day, smallest)]
    if not days:
        return None
    return ground.days if days[-1] == ground.days - 1 else days[-1]


def _placed(
    before: View,
    facts: NodeFacts,
    wanted: tuple[int, int],
    pack: Decimal,
    freedoms: Iterable[Freedom],
    ratio: Decimal,
) -> Search | None:
    """Units on a day by the first freedom that has them there and harms nobody."""
    units, day = wanted
    for freedom in freedoms:
        search = Search(before.copy(), freedom, ratio)
        lot = lot_for(units, facts, pack)
        if place(search, facts.node, lot, day) and not _harms(before, search.view):
            return search
    return None


def lot_for(units: int, facts: NodeFacts, pack: Decimal) -> int:
    """The smallest lot of whole packs that is enough, by the lot's minimum and multiple."""
    minimum, multiple, _ = lot_of(facts)
    step = lcm(max(multiple, 1), max(want(pack, facts.quantity_decimals), 1))
    return -(-max(units, minimum) // step) * step


def _first(ground: Ground, facts: NodeFacts, *, at_once: bool) -> int:
    """The first day worth trying."""
    if at_once:
        return 0
    is_bought = facts.procurement is Procurement.BUY
    lead_time = ground.earliest(facts, lot_up(1, *lot_of(facts)))
    return lead_time if is_bought else max(facts.frozen_days, lead_time)


def _levels(outflow: IntArray, facts: NodeFacts, level: Level) -> IntArray:
    """The units that should lie there at the end of each day, by what goes out on each."""
    if not level.is_cover:
        return np.full(len(outflow), want(level.amount, facts.quantity_decimals), np.int64)
    days = int(level.amount)
    gone = np.concatenate(([0], outflow.cumsum()))
    last = len(gone) - 1
    first = np.arange(1, last + 1)
    found: IntArray = gone[np.minimum(first + days, last)] - gone[first]
    return found


def _harms(before: View, after: View) -> bool:
    """Whether anybody would be worse off than by the plan as it stands."""
    for node in after.touched:
        if (after.projected(node) < before.projected(node).clip(max=0)).any():
            return True
    for center in after.hours_touched:
        load = after.load(center)
        over = (load > after.hours(center)) & (load > before.load(center))
        if (over | (after.overtime(center) > after.most_overtime(center))).any():
            return True
    return False


def _refill(search: Search, facts: NodeFacts, units: int, there: tuple[int, int]) -> Refill:
    """What was found; `there` is the day and what there would be on it without."""
    day, without = there
    ground, decimals = search.ground, facts.quantity_decimals
    adjustments = tuple(search.adjustments)
    own = [
        each
        for each in adjustments
        if (each.item_id, each.site_id) == facts.node and each.kind in ADDING
    ]
    added = sum((each.quantity for each in own), Decimal(0))
    return Refill(
        facts=facts,
        stock=quantity_of(without, decimals),
        missing=quantity_of(units, decimals),
        quantity=added,
        on=ground.day_of(day),
        value=money(added * facts.unit_cost),
        fence=_fence(search, adjustments),
        is_ordinary=all(_is_ordinary(each) for each in adjustments),
        adjustments=adjustments,
    )


def _fence(search: Search, adjustments: tuple[Adjustment, ...]) -> Fence:
    """The tightest zone that is touched; purchases follow their lead time, not the zones of the plan."""
    ground = search.ground
    fences = []
    for each in adjustments:
        if each.kind in _PURCHASES or each.on is None:
            continue
        facts = ground.facts[each.item_id, each.site_id]
        fences.append(fence_on(ground.today, each.on, facts.frozen_days, facts.negotiable_days))
    return tightest(fences)


def _is_ordinary(adjustment: Adjustment) -> bool:
    is_express = adjustment.kind is AdjustmentKind.BUY and adjustment.from_on is not None
    hastened = {AdjustmentKind.OVERTIME, AdjustmentKind.BUY_SOONER}
    return adjustment.kind not in hastened and not is_express
