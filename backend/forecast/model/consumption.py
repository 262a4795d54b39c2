"""Orders consume the forecast: what a bucket still holds once orders in its windows have taken from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Windows:
    """How far before and after its own bucket an order takes, in days."""

    backward_days: int
    forward_days: int


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
