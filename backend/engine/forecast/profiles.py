"""The season that many series share, and each series' own one drawn towards it.

One series with few demands cannot tell its weekdays; all series of a group together can. With S the
demand of a phase, E what the moving average expects there, and g the group's S ÷ E, a series' index is
(S + k·g) ÷ (E + k): its own experience, after k units' worth of the group's. k grows with how far the
series scatters beyond chance (its variance over its mean).
"""

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.seasonal import centred_average

BELIEF = 20.0
LEAST_CYCLES = 3  # one year against itself would show every accident as a season
LEAST_INDEX = 0.05


@compiled
def _gather(
    values: Floats,
    starts: Integers,
    ends: Integers,
    phases: Integers,
    demands: Floats,
    expected: Floats,
    scatter: Floats,
) -> None:
    season = demands.shape[1]
    half = season // 2
    for each in range(len(starts)):
        y = values[starts[each] : ends[each]]
        count = len(y)
        if count < LEAST_CYCLES * season:
            continue
        average = centred_average(y, season)
        squares = 0.0
        total = 0.0
        for t in range(half, count - half):
            phase = (phases[each] + t) % season
            demands[each, phase] += max(0.0, y[t])
            expected[each, phase] += max(0.0, average[t])
            squares += (y[t] - average[t]) ** 2
            total += max(0.0, average[t])
        scatter[each] = max(1.0, squares / total) if total > 0.0 else 1.0


def profiles_of(
    values: Floats,
    starts: Integers,
    ends: Integers,
    phases: Integers,
    groups: Integers,
    season: int,
) -> Floats:
    """One row of factors a history, by the phase of the calendar; a single column says none."""
    count = len(starts)
    if season < 2 or count == 0:
        return np.ones((count, 1))
    demands = np.zeros((count, season))
    expected = np.zeros((count, season))
    scatter = np.ones(count)
    _gather(values, starts, ends, phases, demands, expected, scatter)
    weight = 1.0 / scatter[:, None]
    size = int(groups.max()) + 1
    top = np.zeros((size, season))
    bottom = np.zeros((size, season))
    np.add.at(top, groups, demands * weight)
    np.add.at(bottom, groups, expected * weight)
    shared = np.divide(top, bottom, out=np.ones_like(top), where=bottom > 0.0)[groups]
    belief = BELIEF * scatter[:, None]
    found = (demands + belief * shared) / (expected + belief)
    found = np.maximum(found, LEAST_INDEX)
    factors: Floats = found / found.mean(axis=1, keepdims=True)
    return factors
