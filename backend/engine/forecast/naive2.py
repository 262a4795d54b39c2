"""Naive2, which the M competitions measure against: the last value, the season taken out and put back.

There is a season of at least three cycles if the autocorrelation at its lag passes 1.645 · √((1 + 2 Σ r²) ÷ n);
its factors are those of classical multiplicative decomposition (Makridakis, Spiliotis and Assimakopoulos 2020).
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.autoregression import autocorrelations
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.panel import Panel
from backend.engine.forecast.seasonal import SURE, centred_average

LEAST_CYCLES = 3


@compiled
def factors_of(y: Floats, season: int) -> Floats:
    """The season's factors by the phase of the first period; all 1 where there is none, or where demand is zero."""
    found = np.ones(max(1, season))
    count = len(y)
    if season < 2 or count < LEAST_CYCLES * season or y.min() <= 0.0:
        return found
    correlations = autocorrelations(y, season)
    bound = SURE * np.sqrt((1.0 + 2.0 * (correlations[1:season] ** 2).sum()) / count)
    if abs(correlations[season]) <= bound:
        return found
    average = centred_average(y, season)
    half = season // 2
    for phase in range(season):
        total = 0.0
        times = 0
        for t in range(half, count - half):
            if t % season == phase:
                total += y[t] / average[t]
                times += 1
        found[phase] = total / times
    found /= found.mean()
    return found


def naive2(panel: Panel, horizon: int) -> Floats:
    """Series × step; what is not a number or below zero counts as zero, an empty history is answered by it."""
    found = np.zeros((len(panel), horizon))
    for row in np.flatnonzero(panel.lengths > 0):
        y = np.maximum(0.0, np.nan_to_num(panel.history(int(row))))
        factors = factors_of(y, panel.season)
        ahead = (len(y) + np.arange(horizon)) % len(factors)
        found[row] = y[-1] / factors[(len(y) - 1) % len(factors)] * factors[ahead]
    return found
