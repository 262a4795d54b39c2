"""Promotions as something that the model over all series is told of, against an uplift put on a history freed of them.

The second forecast is one of demand as it came, whose trees know for each period what was planned for it when it
was forecast. It is taken, group by group, where it erred less at every past origin at which both were judged and
something was promoted. It is given without what promotions are expected to add, so that what is put on again afterwards,
and moves with the promotions, gives just it.
"""

from dataclasses import dataclass, replace

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.panel import Panel
from backend.engine.forecast.run import Forecast

PROMOTION, DISCOUNT = "promotion", "discount"
LEAST_LIFT = 0.2


@dataclass(frozen=True, kw_only=True)
class Promotions:
    """Node × period of one calendar that begins with `start`, the periods to come among them.

    `promotion` is which share of demand is due from promoted orders, `discount` the same times how deep the price is cut,
    `since` the period in which it was planned, `lifts` what demand is expected to be multiplied by.
    """

    start: int
    promotion: Floats
    discount: Floats
    since: Floats
    lifts: Floats


def told(panel: Panel, came: Floats, given: Promotions) -> Panel:
    """Demand as it came, with what was planned for each period."""
    # A calendar's number is also a column's: it begins with a whole season, so that phases stay what they are.
    base = given.start - given.start % max(1, panel.season)
    gap = ((0, 0), (given.start - base, 0))
    return replace(
        panel,
        values=came,
        offsets=panel.offsets - base,
        known={
            PROMOTION: np.pad(given.promotion, gap),
            DISCOUNT: np.pad(given.discount, gap),
        },
        since=np.pad(given.since - base, gap),
    )


def better(
    freed: Forecast, other: Forecast, panel: Panel, given: Promotions
) -> tuple[Forecast, Integers]:
    """The better of both for each group of series, and the rows that are answered by the second."""
    horizon = freed.point.shape[1]
    lifts = np.maximum(LEAST_LIFT, given.lifts)
    ends = panel.last - given.start
    errors: dict[int, list[tuple[float, float]]] = {}
    for ago in sorted(set(freed.judged) & set(other.judged)):
        mine, theirs = freed.judged[ago], other.judged[ago]
        rows, at_mine, at_theirs = np.intersect1d(mine.rows, theirs.rows, return_indices=True)
        columns = (ends[rows] - ago)[:, None] + np.arange(horizon)
        known = np.isfinite(theirs.actual[at_theirs])
        actual = np.where(known, theirs.actual[at_theirs], 0.0)
        put_on = mine.point[at_mine] * lifts[rows[:, None], columns]
        offs = [
            np.where(known, np.abs(path - actual), 0.0).sum(axis=1)
            for path in (put_on, theirs.point[at_theirs])
        ]
        promoted = (given.promotion[rows[:, None], columns] * known).sum(axis=1)
        for group in np.unique(panel.groups[rows]):
            inside = panel.groups[rows] == group
            if promoted[inside].any():
                pair = float(offs[0][inside].sum()), float(offs[1][inside].sum())
                errors.setdefault(int(group), []).append(pair)
    taken = [group for group, pairs in errors.items() if all(two < one for one, two in pairs)]
    failed = [*freed.failed, *other.failed]
    chosen = np.setdiff1d(np.flatnonzero(np.isin(panel.groups, taken)), failed)
    ahead = lifts[chosen[:, None], ends[chosen][:, None] + np.arange(horizon)]
    return _taken(freed, other, chosen, ahead), chosen


def _taken(freed: Forecast, other: Forecast, rows: Integers, lifts: Floats) -> Forecast:
    point, low, high, weights = (
        each.copy() for each in (freed.point, freed.low, freed.high, freed.weights)
    )
    point[rows] = other.point[rows] / lifts
    low[rows] = other.low[rows] / lifts
    high[rows] = other.high[rows] / lifts
    weights[rows] = other.weights[rows]
    return replace(freed, point=point, low=low, high=high, weights=weights)
