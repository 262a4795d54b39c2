"""Demand with many empty periods: Croston as corrected by Syntetos and Boylan, TSB, ADIDA and IMAPA.

Croston (1972), Syntetos and Boylan (2005), Teunter, Syntetos and Babai (2011), Nikolopoulos et al. (2011),
Petropoulos and Kourentzes (2015). Each answers one rate that holds for every period to come.
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.smoothing import fit_ses

WEIGHT = 0.1
LOWEST = 0.1
HIGHEST = 0.3


@compiled
def mean_interval(y: Floats) -> float:
    """Periods from one demand to the next, on average, counted from before the first period."""
    last = -1
    count = 0
    for t in range(len(y)):
        if y[t] != 0.0:
            last = t
            count += 1
    return (last + 1.0) / count if count > 0 else float(len(y))


@compiled
def croston_sba(y: Floats) -> float:
    """Smoothed size ÷ smoothed interval × (1 - weight ÷ 2)."""
    size = 0.0
    interval = 1.0
    since = 0
    is_begun = False
    for t in range(len(y)):
        since += 1
        if y[t] == 0.0:
            continue
        if is_begun:
            size += WEIGHT * (y[t] - size)
            interval += WEIGHT * (since - interval)
        else:
            size = y[t]
            interval = float(since)
            is_begun = True
        since = 0
    return (1.0 - 0.5 * WEIGHT) * size / interval


@compiled
def tsb(y: Floats, size_weight: float, chance_weight: float) -> float:
    """Smoothed size × smoothed chance of a demand; the chance sinks with every empty period."""
    size = 0.0
    chance = 0.0
    is_begun = False
    for t in range(len(y)):
        if y[t] != 0.0:
            size = y[t] if not is_begun else size + size_weight * (y[t] - size)
            is_begun = True
            chance = 1.0 if t == 0 else chance + chance_weight * (1.0 - chance)
        else:
            chance -= chance_weight * chance
    return size * chance


@compiled
def blocks_rate(y: Floats, length: int) -> float:
    """Sums of blocks of `length` periods, the last ending at the end, smoothed; a period's share."""
    count = len(y) // length
    first = len(y) - count * length
    sums = np.empty(count)
    for each in range(count):
        sums[each] = y[first + each * length : first + (each + 1) * length].sum()
    _, level = fit_ses(sums, LOWEST, HIGHEST)
    return level / length


@compiled
def adida(y: Floats) -> float:
    """At the one level where a block holds a demand on average."""
    length = round(mean_interval(y))
    return blocks_rate(y, max(1, min(length, len(y))))


@compiled
def imapa(y: Floats) -> float:
    """The mean over all levels up to the one of ADIDA."""
    most = round(mean_interval(y))
    most = max(1, min(most, len(y)))
    total = 0.0
    for length in range(1, most + 1):
        total += blocks_rate(y, length)
    return total / most
