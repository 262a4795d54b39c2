"""Orders consume the forecast: what a bucket still holds once orders in its windows have taken from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Windows:
    """How far before and after its own bucket an order takes, in days, and where the forecast begins to count.

    For the first `demand_fence_days`, today among them, a plan serves orders only.
    """

    backward_days: int
    forward_days: int
    demand_fence_days: int = 0


USUAL: Final = Windows(30, 30)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A forecast for the days from the first to the last, both counted."""

    first_on: date
    last_on: date
    quantity: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered for a day."""

    on: date
    quantity: int


def open_forecast(
    buckets: Sequence[Bucket], orders: Iterable[Order], windows: Windows = USUAL
) -> list[int]:
    """What is left of each bucket, never below zero.

    An order takes from the bucket of its day, then from earlier ones that end at most `backward_days`
    before it, the nearest first, then from later ones that begin at most `forward_days` after it.
    """
    left = [bucket.quantity for bucket in buckets]
    for order in sorted(orders, key=lambda each: each.on):
        rest = order.quantity
        for at in _reached(buckets, order.on, windows):
            taken = min(left[at], max(0, rest))
            left[at] -= taken
            rest -= taken
    return left


def beyond_fence(bucket: Bucket, left: int, today: date, windows: Windows) -> Bucket | None:
    """The part of a bucket that a plan counts, with its even share of what is left; None for none.

    >>> monday = date(2026, 11, 30)
    >>> week = Bucket(monday, date(2026, 12, 6), 100)
    >>> beyond_fence(week, 70, monday, Windows(30, 30, 2))
    Bucket(first_on=datetime.date(2026, 12, 2), last_on=datetime.date(2026, 12, 6), quantity=50)
    """
    open_on = max(bucket.first_on, today)
    first_on = max(open_on, today + timedelta(days=windows.demand_fence_days))
    if left <= 0 or first_on > bucket.last_on:
        return None
    share = (bucket.last_on - first_on).days + 1, (bucket.last_on - open_on).days + 1
    return Bucket(first_on, bucket.last_on, left * share[0] // share[1])


def _reached(buckets: Sequence[Bucket], on: date, windows: Windows) -> list[int]:
    own, behind, ahead = [], [], []
    for at, bucket in enumerate(buckets):
        if bucket.first_on <= on <= bucket.last_on:
            own.append(at)
        elif bucket.last_on < on:
            if (on - bucket.last_on).days <= windows.backward_days:
                behind.append(at)
        elif (bucket.first_on - on).days <= windows.forward_days:
            ahead.append(at)
    return [*own, *reversed(behind), *ahead]
