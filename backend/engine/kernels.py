"""The inner arithmetic over days: arrays of whole units in, arrays of whole units out.

Index 0 is today. Nothing here knows what an item is, so that a compiled version can take its place.
"""

from collections.abc import Sequence

import numpy as np

from backend.engine.scale import IntArray, lot_up


def project(on_hand: int, inflow: IntArray, outflow: IntArray) -> IntArray:
    """Stock at the end of each day; below zero where more is asked for than is there."""
    return on_hand + np.cumsum(inflow - outflow)


def available(projected: IntArray) -> IntArray:
    """What may be promised for each day without breaking a later one (cumulative, look-ahead).

    ATP(t) = max(0, min over s >= t of projected(s)).
    """
    return np.maximum(lowest_from(projected), 0)


def lowest_from(values: IntArray) -> IntArray:
    """The lowest value from each day to the end."""
    return np.minimum.accumulate(values[::-1])[::-1]


def receipts_for(
    projected: IntArray, safety: int, minimum: int, multiple: int, maximum: int = 0, cover: int = 1
) -> IntArray:
    """Lots, on the days they must be there, that keep the stock line at or above the safety stock.

    Net requirement = max(0, gross + safety stock - on hand - scheduled receipts), lot-sized; what a
    lot brings too much serves the days after it. Those of `cover` days, its own the first, make one lot.
    """
    receipts = np.zeros(len(projected), dtype=np.int64)
    missing = np.maximum.accumulate(np.maximum(safety - projected, 0))
    brought = 0
    day = int(np.searchsorted(missing, 1))
    while day < len(missing):
        last = min(day + cover, len(missing)) - 1
        lot = lot_up(int(missing[last]) - brought, minimum, multiple, maximum)
        receipts[day] += lot
        brought += lot
        day = int(np.searchsorted(missing, brought + 1))
    return receipts


def pull_forward(receipts: IntArray, days: int) -> IntArray:
    """The same quantities `days` earlier; what would lie before today is needed today."""
    if days <= 0:
        return receipts
    started = np.zeros_like(receipts)
    if days >= len(receipts):
        started[0] = receipts.sum()
        return started
    started[: len(receipts) - days] = receipts[days:]
    started[0] += receipts[:days].sum()
    return started


def deliver(free: IntArray, units: int, due: int) -> list[tuple[int, int]]:
    """Deliveries `(day, units)` of an order out of what is free, each as early as the due day allows.

    They add up to less than `units` when the days run out.
    """
    given = np.minimum(free[due:], units)
    given = np.maximum.accumulate(given)
    steps = np.diff(given, prepend=0)
    return [(due + int(day), int(steps[day])) for day in np.flatnonzero(steps)]


def first_day(values: IntArray, at_least: int, start: int = 0) -> int | None:
    """The first day from `start` on with at least so much."""
    hits = np.flatnonzero(values[start:] >= at_least)
    return start + int(hits[0]) if len(hits) else None


def spread(total: int, days: Sequence[int]) -> list[tuple[int, int]]:
    """A total in even parts over days, the crumb on the last."""
    share = total // len(days)
    parts = [(day, share) for day in days]
    parts[-1] = (days[-1], total - share * (len(days) - 1))
    return parts
