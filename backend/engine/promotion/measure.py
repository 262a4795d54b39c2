"""What a promotion did: demand in its window, among its siblings and afterwards, against what would have come.

What would have come is the usual level around the promotion: `Σ y ÷ Σ shape` over the steps on both sides that no
promotion and no after-effect touches, times the shape (weekday, season) of each step. How uncertain that is follows from
how much blocks of the usual steps scatter: `Var = φ · mean` with `φ` by Pearson's statistic (McCullagh and Nelder 1989).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_USUAL: Final = 14
LEAST_AFTER: Final = 7
MOST_AFTER: Final = 28
_BLOCK: Final = 7
_LEAST_SCATTER: Final = 0.02


@dataclass(frozen=True, kw_only=True)
class Event:
    """One item in one past promotion, by step (a day, or a week where only weeks are known).

    `demand`, `siblings` (all other items of the family that were not promoted, together) and `shape` run over the same steps;
    `first` and `last` are the promotion's, included. `usual` marks the steps that no other promotion of the item touches.
    `depth` is the share taken off the price; `after` how many steps behind it may lack what was bought ahead.
    """

    item: str
    family: str
    demand: Floats
    siblings: Floats
    shape: Floats
    usual: Bools
    first: int
    last: int
    depth: float
    after: int

    @property
    def length(self) -> int:
        """Steps of the promotion."""
        return self.last - self.first + 1


@dataclass(frozen=True, kw_only=True)
class Side:
    """Demand that came in some steps, what would have come, and the variance of the difference."""

    came: float
    usual: float
    variance: float

    @property
    def gain(self) -> float:
        """What came beyond the usual; below zero, what was missing."""
        return self.came - self.usual

    @property
    def margin(self) -> float:
        """Half the width of the 90 % interval of the gain."""
        return 1.645 * float(np.sqrt(self.variance))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What an event did. `log_lift` is the logarithm of demand ÷ usual demand, with its variance.

    `is_whole` says that the steps afterwards are over as well.
    """

    event: Event
    window: Side
    siblings: Side
    after: Side
    log_lift: float
    variance: float
    is_whole: bool


def after_steps(length: int, *, step_days: int = 1) -> int:
    """How many steps behind a promotion may lack demand: as long as it was, from one week to four."""
    days = min(MOST_AFTER, max(LEAST_AFTER, length * step_days))
    return max(1, days // step_days)


def measured(event: Event, *, block: int = _BLOCK, least: int = LEAST_USUAL) -> Measured | None:
    """What an event did; None where too few usual steps lie around it, or nothing is usually sold."""
    steps = np.arange(len(event.demand))
    inside = (steps >= event.first) & (steps <= event.last)
    behind = (steps > event.last) & (steps <= event.last + event.after)
    usual = event.usual & ~inside & ~behind
    if usual.sum() < least or not inside.any():
        return None
    window = _side(event.demand, event.shape, usual, inside, block)
    if window is None or window.usual <= 0.0:
        return None
    siblings = _side(event.siblings, event.shape, usual, inside, block)
    after = _side(event.demand, event.shape, usual, behind & event.usual, block)
    none = Side(came=0.0, usual=0.0, variance=0.0)
    scatter = _scatter(event.demand, event.shape, usual, block)
    rate = window.usual / float(event.shape[inside].sum())
    seen = rate * float(event.shape[usual].sum())
    half = 0.5 * scatter
    return Measured(
        event=event,
        window=window,
        siblings=siblings or none,
        after=after or none,
        log_lift=float(np.log((window.came + half) / (window.usual + half))),
        variance=scatter / max(window.came, 0.1 * window.usual, half) + scatter / max(seen, half),
        is_whole=len(event.demand) > event.last + event.after,
    )


def _side(demand: Floats, shape: Floats, usual: Bools, asked: Bools, block: int) -> Side | None:
    known = float(shape[usual].sum())
    wanted = float(shape[asked].sum())
    if known <= 0.0 or wanted <= 0.0:
        return None
    rate = float(demand[usual].sum()) / known
    scatter = _scatter(demand, shape, usual, block)
    expected = rate * wanted
    came = float(demand[asked].sum())
    # What came scatters by its own size, what would have come by how much of the usual was seen.
    return Side(
        came=came,
        usual=expected,
        variance=scatter * (max(came, expected) + expected * wanted / known),
    )


def _scatter(demand: Floats, shape: Floats, usual: Bools, block: int) -> float:
    """Pearson's `φ` over blocks of usual steps: how much more than its mean a sum scatters."""
    y, s = demand[usual], shape[usual]
    count = len(y) // block
    if count < 2:  # noqa: PLR2004 -- nothing scatters alone
        return max(_LEAST_SCATTER, float(y.mean()))
    sums = y[: count * block].reshape(count, block).sum(axis=1)
    rate = y.sum() / max(s.sum(), 1e-9)
    expected = rate * s[: count * block].reshape(count, block).sum(axis=1)
    keep = expected > 0.0
    if not keep.any():
        return _LEAST_SCATTER
    pearson = ((sums[keep] - expected[keep]) ** 2 / expected[keep]).sum()
    return max(_LEAST_SCATTER, float(pearson) / max(1, int(keep.sum()) - 1))
