"""What promotions do to demand by period: the factor on the promoted, what siblings lose, what is missing afterwards.

A promotion holds for what is ordered in its window; orders are due some days later, so its days are spread by how many
days lie between an order and the day asked for. In a period demand is multiplied by
`1 + (u - 1) · w - p · (u - 1) · (length ÷ after) · v`: `u` the uplift, `p` the share bought ahead, `w` and `v` how much of the period lies
in the window and in the steps behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.engine.promotion.measure import Floats, after_steps

MOST_LOST = 0.8


@dataclass(frozen=True, kw_only=True)
class Window:
    """A promotion's days as numbers on one calendar, both included, and its effect where all is promoted."""

    first: int
    last: int
    ratio: float
    ahead: float

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def shares_of(first: int, last: int, lags: Floats, edges: Sequence[int]) -> Floats:
    """How much of each period is due from orders of these days; `lags[k]` is the share due k days later.

    Periods lie between neighbouring `edges` (days).

    >>> shares_of(10, 16, np.array([1.0]), [7, 14, 21]).round(3).tolist()
    [0.571, 0.429]
    """
    begin, end = edges[0], edges[-1]
    days = np.zeros(end - begin)
    for lag, share in enumerate(lags):
        low, high = max(begin, first + lag), min(end, last + 1 + lag)
        if share > 0.0 and low < high:
            days[low - begin : high - begin] += share
    sums = np.add.reduceat(days, np.array(edges[:-1]) - begin) if len(days) else np.zeros(0)
    found: Floats = sums / np.diff(np.array(edges))
    return found


def factors(windows: Sequence[tuple[Window, float]], lags: Floats, edges: Sequence[int]) -> Floats:
    """What demand is multiplied by in each period; each window with the part of demand that it holds for."""
    found = np.ones(len(edges) - 1)
    for window, part in windows:
        gained = (window.ratio - 1.0) * part
        after = after_steps(window.length)
        found += gained * shares_of(window.first, window.last, lags, edges)
        behind = shares_of(window.last + 1, window.last + after, lags, edges)
        found -= window.ahead * gained * (window.length / after) * behind
    clipped: Floats = np.maximum(found, 1.0 - MOST_LOST)
    return clipped


def lost(gains: Floats, share: float, base: Floats) -> Floats:
    """What siblings (row × period) lose to others' gains by period, by their size; never more than most of it.

    >>> lost(np.array([30.0]), 0.5, np.array([[20.0], [10.0]])).tolist()
    [[10.0], [5.0]]
    """
    whole = base.sum(axis=0)
    ratio = np.where(whole > 0.0, share * np.maximum(0.0, gains) / np.maximum(whole, 1e-9), 0.0)
    found: Floats = base * np.minimum(MOST_LOST, ratio)
    return found
