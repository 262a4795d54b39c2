"""What may be promised: stock by day, available-to-promise, and promises that hold.

The list rules take and return plain `Decimal` lists by day, index 0 being the first day; inside the
engine the same arithmetic runs on arrays (`backend.engine.kernels`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from backend.engine import kernels
from backend.engine.answer import DayQuantity
from backend.engine.errors import NodeUnknownError
from backend.engine.ground import ground_of
from backend.engine.quote import Option, Quote, Reservation
from backend.engine.scale import IntArray, day_quantities, have, plain, quantity_of, want
from backend.engine.situation import Situation
from backend.engine.view import View
from backend.promise.errors import (
    HoldTimeError,
    NothingToHoldError,
    OptionGoneError,
    PromiseHasMovedError,
    QuotationClosedError,
    RoutingRefusedError,
)
from shared.schemas.routing import RoutingChoice
from shared.terms import QuotationStatus

DECIMALS = 6
USUAL_ROUTING: Final = RoutingChoice(
    date=40, stock=20, capacity=10, distance=15, cost=15, cost_per_delivery=Decimal(40),
    cost_per_km=Decimal("0.9"),
)  # fmt: skip
"""How sites are compared as long as nobody chose."""
MOST_HELD: Final = timedelta(days=14)

ALLOWED: Final[Mapping[QuotationStatus, frozenset[QuotationStatus]]] = {
    QuotationStatus.INQUIRED: frozenset(),
    QuotationStatus.HELD: frozenset(
        {QuotationStatus.RELEASED, QuotationStatus.LAPSED, QuotationStatus.ORDERED}
    ),
    QuotationStatus.RELEASED: frozenset(),
    QuotationStatus.LAPSED: frozenset(),
    QuotationStatus.ORDERED: frozenset(),
}
"""Where a quotation may go from where it stands."""


def projected_on_hand(
    on_hand: Decimal, receipts: Sequence[Decimal], demands: Sequence[Decimal]
) -> list[Decimal]:
    """Stock at the end of each day.

    >>> [int(day) for day in projected_on_hand(Decimal(20), [Decimal(0)] * 2, [Decimal(3)] * 2)]
    [17, 14]
    """
    stock = kernels.project(have(on_hand, DECIMALS), _units(receipts), _units(demands))
    return [quantity_of(units, DECIMALS).normalize() + 0 for units in stock.tolist()]


def available_to_promise(projected: Sequence[Decimal]) -> list[Decimal]:
    """What may be promised for each day: `ATP(t) = max(0, min over s >= t of projected(s))`.

    >>> stock = [17, 17, 27, 12, 13, 16, 16]
    >>> [int(day) for day in available_to_promise([Decimal(units) for units in stock])]
    [12, 12, 12, 12, 13, 16, 16]
    """
    free = kernels.available(_units(projected))
    return [quantity_of(units, DECIMALS).normalize() + 0 for units in free.tolist()]


def _units(quantities: Sequence[Decimal]) -> IntArray:
    return np.array([have(quantity, DECIMALS) for quantity in quantities], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer to "how much by when": parts as early as they can be had, and what stays open."""

    deliveries: tuple[DayQuantity, ...]
    open_quantity: Decimal

    @property
    def complete_on(self) -> date | None:
        """The day on which all of it is there, None when the horizon ends before."""
        return self.deliveries[-1].on if self.deliveries and not self.open_quantity else None


def available_by_day(
    situation: Situation, item_id: UUID, site_id: UUID
) -> tuple[tuple[DayQuantity, ...], tuple[DayQuantity, ...]]:
    """Projected stock and available-to-promise of an item at a site, by day from today on."""
    ground = ground_of(situation)
    facts = ground.facts.get((item_id, site_id))
    if facts is None:
        raise NodeUnknownError(item_id=item_id, site_id=site_id)
    view = View(ground)
    return (
        day_quantities(ground.today, view.projected(facts.node).tolist(), facts.quantity_decimals),
        day_quantities(ground.today, view.free(facts.node).tolist(), facts.quantity_decimals),
    )


def promise_on(
    situation: Situation, item_id: UUID, site_id: UUID, quantity: Decimal, on: date
) -> Promise:
    """What of a quantity can be promised for a day, and when the rest, from stock and plan alone.

    Never takes what an open line already counts on. A day before today is answered from today on.
    """
    ground = ground_of(situation)
    facts = ground.facts.get((item_id, site_id))
    if facts is None:
        raise NodeUnknownError(item_id=item_id, site_id=site_id)
    units = want(quantity, facts.quantity_decimals)
    due = min(max((on - ground.today).days, 0), ground.days - 1)
    deliveries = View(ground).deliveries(facts.node, units, due)
    given = sum(part for _, part in deliveries)
    return Promise(
        tuple(
            DayQuantity(
                max(on, ground.day_of(day)) if day == due else ground.day_of(day),
                quantity_of(part, facts.quantity_decimals),
            )
            for day, part in deliveries
        ),
        quantity_of(units - given, facts.quantity_decimals),
    )


def promise_after(
    promised_on: date | None,
    possible_on: date | None,
    requested_on: date,
    requested_before_on: date | None = None,
) -> date | None:
    """The promise that stands after a re-plan; it moves only when it has become impossible.

    A line without a promise, or one whose customer asked for another date, is promised for the date
    asked for if that is possible, else for the first possible day. Otherwise the promise stands as
    long as it can be kept, also when an earlier day has become possible. None: nothing is possible.

    >>> promise_after(date(2026, 12, 3), date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 1))
    datetime.date(2026, 12, 3)
    """
    if possible_on is None:
        return None
    asks_anew = requested_before_on is not None and requested_before_on != requested_on
    if promised_on is None or asks_anew:
        return max(requested_on, possible_on)
    return max(promised_on, possible_on)


def option_to_hold(quote: Quote, code: str | None, complete_on: date | None) -> Option:
    """The option that a hold is for: the one named, else the first that brings all of it.

    Nothing is held that has become later than was seen, and nothing that a supervisor has to grant.
    """
    possible = [option for option in quote.options if not option.needs_approval]
    if not possible:
        raise NothingToHoldError(quantity=plain(quote.quantity), unit=quote.unit)
    if code is None:
        return next((option for option in possible if not option.open_quantity), possible[0])
    found = next((option for option in possible if option.code == code), None)
    if found is None:
        raise OptionGoneError(option=code)
    if complete_on is not None and (found.complete_on or date.max) > complete_on:
        raise PromiseHasMovedError(
            seen_on=complete_on, possible_on=found.complete_on or quote.due_on
        )
    return found


def latest_hold(now: datetime, reservation: Reservation, time_zone: str) -> datetime:
    """Until when something can be held: at most 14 days, and never longer than it can still be done.

    The day on which its first lot has to be started, or its first delivery has to leave, is the last.
    """
    days = [part.on for part in reservation.deliveries]
    first = reservation.first_start()
    last = min([*days, *([first] if first else [])], default=None)
    latest = now + MOST_HELD
    if last is not None:
        midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(time_zone))
        latest = min(latest, midnight.astimezone(now.tzinfo))
    return latest


def held_until(
    wanted: datetime, now: datetime, reservation: Reservation, time_zone: str
) -> datetime:
    """Until when something is held: as long as was asked, at most as long as it can be."""
    latest = latest_hold(now, reservation, time_zone)
    if wanted <= now:
        raise HoldTimeError(until=wanted.isoformat(), latest=latest.isoformat())
    return min(wanted, latest)


def end_as(
    status: QuotationStatus, until: datetime | None, now: datetime, wanted: QuotationStatus
) -> QuotationStatus:
    """The next status of a quotation; one whose time has come is only waiting to be told so."""
    is_over = until is not None and until <= now and wanted is not QuotationStatus.LAPSED
    if wanted not in ALLOWED[status] or is_over:
        told = QuotationStatus.LAPSED if is_over and ALLOWED[status] else status
        raise QuotationClosedError(status=told.value)
    return wanted


def check_routing(choice: RoutingChoice) -> None:
    """Refuse weights that are all nothing, and costs below it."""
    weights = choice.date + choice.stock + choice.capacity + choice.distance + choice.cost
    costs = (choice.cost_per_delivery, choice.cost_per_km)
    if not weights or not all(cost.is_finite() and 0 <= cost < LARGEST_COST for cost in costs):
        raise RoutingRefusedError


def check_share(reserved_ratio: Decimal) -> None:
    """Refuse what is no share of something."""
    if not reserved_ratio.is_finite() or not 0 <= reserved_ratio <= 1:
        raise RoutingRefusedError


LARGEST_COST: Final = Decimal(10) ** 9
