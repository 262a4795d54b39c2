"""What kind of demand a series is: Syntetos and Boylan's four, and new and ending ones before them.

Interval = periods ÷ demands; scatter = squared coefficient of variation of the demands that are not zero.
An interval of at least 1.32 or a scatter of at least 0.49 is what Syntetos, Boylan and Croston (2005) cut at.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.panel import Panel

INTERVAL_CUT = 1.32
SCATTER_CUT = 0.49
CHANCE_CUT = 0.01
LEAST_SILENCE = 3


class DemandClass(StrEnum):
    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"
    NEW = "new"
    ENDING = "ending"


CLASSES = tuple(DemandClass)
_SMOOTH, _ERRATIC, _INTERMITTENT, _LUMPY, _NEW, _ENDING = range(len(CLASSES))


@compiled
def class_of(y: Floats, shortest: int) -> int:
    """The class's number; fewer than `shortest` periods since the first demand is new.

    Ending: so long without demand that, at the rate before, the chance of it is under one in a hundred.
    """
    count = len(y)
    first = 0
    while first < count and y[first] == 0.0:
        first += 1
    if first == count:
        return _ENDING if count >= shortest else _NEW
    last = count - 1
    while y[last] == 0.0:
        last -= 1
    demands = 0
    total = 0.0
    squares = 0.0
    for t in range(first, last + 1):
        if y[t] != 0.0:
            demands += 1
            total += y[t]
            squares += y[t] * y[t]
    span = last + 1 - first
    silence = count - 1 - last
    rate = min(demands / span, span / (span + 1.0))
    if silence >= LEAST_SILENCE and silence * np.log(1.0 - rate) < np.log(CHANCE_CUT):
        return _ENDING
    if count - first < shortest:
        return _NEW
    mean = total / demands
    scatter = max(0.0, squares / demands - mean * mean) / (mean * mean)
    is_sparse = (count - first) / demands >= INTERVAL_CUT
    if scatter >= SCATTER_CUT:
        return _LUMPY if is_sparse else _ERRATIC
    return _INTERMITTENT if is_sparse else _SMOOTH


@compiled
def _classes(
    values: Floats, starts: Integers, ends: Integers, shortest: int, found: Integers
) -> None:
    for each in range(len(starts)):
        found[each] = class_of(values[starts[each] : ends[each]], shortest)


def shortest_known(season: int) -> int:
    """Periods from which a series is not new any more: half a season, within 6 and 26."""
    return min(26, max(6, season // 2))


def classes_of(panel: Panel) -> Integers:
    """Each series' place in `CLASSES`."""
    found = np.zeros(len(panel), dtype=np.int64)
    _classes(panel.values, panel.starts, panel.ends, shortest_known(panel.season), found)
    return found


def dead(panel: Panel) -> NDArray[np.bool_]:
    """Series that ended at least two seasons, and thirteen periods, ago: nothing more is to come."""
    least = max(13, 2 * min(panel.season, 26))
    found = np.zeros(len(panel), dtype=np.bool_)
    for each in np.flatnonzero(classes_of(panel) == _ENDING):
        y = panel.history(int(each))
        found[each] = len(y) > 0 and not y[-least:].any() and len(y) >= least
    return found
