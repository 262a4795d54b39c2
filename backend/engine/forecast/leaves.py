"""Leaves of a finished tree changed by reasons that no method knows; every parent stays the sum of its children."""

from dataclasses import replace

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.reconcile import has_children, summed, whole
from backend.engine.forecast.tree import TreeForecast


def scaled(found: TreeForecast, parents: Integers, factors: Floats) -> TreeForecast:
    """The forecast with each leaf's points and interval multiplied; `factors` are node × step."""
    return with_leaves(found, parents, found.point * factors)


def with_leaves(found: TreeForecast, parents: Integers, points: Floats) -> TreeForecast:
    """The forecast with other points (hundredths) at its leaves; inner nodes' rows are not read.

    Intervals keep their shape around the point; where there was none yet they reach as far as the point.
    """
    leaves = ~has_children(parents)
    before = found.point.astype(np.float64)
    if np.array_equal(points[leaves], before[leaves]):
        return found
    wanted = summed(np.maximum(0.0, points), parents)
    units = whole(wanted, parents)
    ratio = np.divide(units, before, out=np.ones_like(before), where=before > 0.0)
    appeared = (before <= 0.0) & (units > 0)
    low = np.where(appeared, 0.0, found.low * ratio)
    high = np.where(appeared, units * 2.0, found.high * ratio)
    return replace(
        found,
        point=units,
        low=np.round(np.minimum(low, units)).astype(np.int64),
        high=np.round(np.maximum(high, units)).astype(np.int64),
    )
