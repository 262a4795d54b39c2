"""Season: whether there is one, its indices by classical decomposition, and how far to believe them.

Indices are factors (multiplicative) or terms (additive), one a phase; phase 0 is the series' first period.
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled

SURE = 1.645  # two-sided 90 % of the normal law
LEAST_CYCLES = 2


@compiled
def slope_of(y: Floats) -> float:
    """The slope of the straight line through the series."""
    count = len(y)
    if count < 2:
        return 0.0
    middle = 0.5 * (count - 1)
    mean = y.mean()
    top = 0.0
    for t in range(count):
        top += (t - middle) * (y[t] - mean)
    return top * 12.0 / (count * (count * count - 1.0))


@compiled
def is_seasonal(y: Floats, season: int) -> bool:
    """Whether the autocorrelation at the season's lag stands out (Bartlett's bound at 90 %).

    The straight line through the series is taken out first: a trend hides every season behind it.
    """
    count = len(y)
    if season < 2 or count < LEAST_CYCLES * season + 1:
        return False
    rest = y - y.mean() - slope_of(y) * (np.arange(count) - 0.5 * (count - 1))
    total = (rest**2).sum()
    if total <= 1e-12 * (y**2).sum():
        return False
    squares = 0.0
    at_lag = 0.0
    for lag in range(1, season + 1):
        product = 0.0
        for t in range(lag, count):
            product += rest[t] * rest[t - lag]
        at_lag = product / total
        if lag < season:
            squares += at_lag * at_lag
    return bool(at_lag > SURE * np.sqrt((1.0 + 2.0 * squares) / count))


@compiled
def centred_average(y: Floats, season: int) -> Floats:
    """The moving average over one season, centred; at both ends the nearest full one."""
    count = len(y)
    average = np.empty(count)
    half = season // 2
    first = half
    last = count - half - 1
    for t in range(first, last + 1):
        if season % 2 == 1:
            average[t] = y[t - half : t + half + 1].mean()
        else:
            inner = y[t - half + 1 : t + half].sum()
            average[t] = (inner + 0.5 * (y[t - half] + y[t + half])) / season
    for t in range(first):
        average[t] = average[first]
    for t in range(last + 1, count):
        average[t] = average[last]
    return average


@compiled
def seasonal_indices(y: Floats, season: int, is_multiplicative: bool) -> Floats:  # noqa: FBT001 - a compiled function takes its arguments by position
    """Shrunken seasonal indices: each phase is believed as far as phases differ more than years do.

    With B the variance between phases and S the sampling variance of a phase's mean, an index is
    taken at B ÷ (B + S) of its distance from none (James and Stein).
    """
    none = 1.0 if is_multiplicative else 0.0
    indices = np.full(season, none)
    count = len(y)
    if count < LEAST_CYCLES * season:
        return indices
    average = centred_average(y, season)
    sums = np.zeros(season)
    squares = np.zeros(season)
    counts = np.zeros(season)
    half = season // 2
    for t in range(half, count - half):
        if is_multiplicative:
            if average[t] <= 0.0:
                continue
            ratio = y[t] / average[t]
        else:
            ratio = y[t] - average[t]
        phase = t % season
        sums[phase] += ratio
        squares[phase] += ratio * ratio
        counts[phase] += 1.0
    seen = 0
    within = 0.0
    freedom = 0.0
    for phase in range(season):
        if counts[phase] > 0.0:
            indices[phase] = sums[phase] / counts[phase]
            seen += 1
            within += squares[phase] - counts[phase] * indices[phase] ** 2
            freedom += counts[phase] - 1.0
    if seen < season:
        return np.full(season, none)
    indices += none - indices.mean()
    if freedom > 0.0:
        sampling = max(0.0, within / freedom) / (counts.mean())
        between = max(0.0, ((indices - none) ** 2).sum() / max(1.0, season - 1.0) - sampling)
        belief = between / (between + sampling) if between + sampling > 0.0 else 0.0
        indices = none + (indices - none) * belief
    if is_multiplicative:
        for phase in range(season):
            indices[phase] = max(0.05, indices[phase])
        indices /= indices.mean()
    return indices


@compiled
def without_season(y: Floats, indices: Floats, is_multiplicative: bool) -> Floats:  # noqa: FBT001 - as above
    season = len(indices)
    plain = np.empty(len(y))
    for t in range(len(y)):
        if is_multiplicative:
            plain[t] = y[t] / indices[t % season]
        else:
            plain[t] = y[t] - indices[t % season]
    return plain


@compiled
def with_season(
    forecast: Floats,
    indices: Floats,
    is_multiplicative: bool,  # noqa: FBT001 - as above
    first: int,
) -> None:
    """Puts the season back, in place; `first` is the index of the forecast's first period."""
    season = len(indices)
    for step in range(len(forecast)):
        if is_multiplicative:
            forecast[step] *= indices[(first + step) % season]
        else:
            forecast[step] += indices[(first + step) % season]
