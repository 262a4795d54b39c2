"""A short autoregression by Yule and Walker, its order by Akaike; on differences where levels wander."""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled

MOST_LAGS = 5
WANDERS = 0.85  # autocorrelation at lag 1 from which differences are taken


@compiled
def autocorrelations(y: Floats, most: int) -> Floats:
    """At lags 0 to `most`; all 0 for a series that never moves."""
    count = len(y)
    found = np.zeros(most + 1)
    mean = y.mean()
    total = ((y - mean) ** 2).sum()
    if total <= 0.0:
        return found
    for lag in range(most + 1):
        product = 0.0
        for t in range(lag, count):
            product += (y[t] - mean) * (y[t - lag] - mean)
        found[lag] = product / total
    return found


@compiled
def yule_walker(correlations: Floats, count: int) -> Floats:
    """Coefficients of the order with the least criterion (Levinson and Durbin)."""
    most = len(correlations) - 1
    best = np.zeros(0)
    current = np.zeros(most)
    left = 1.0
    least = 0.0
    for order in range(1, most + 1):
        reached = correlations[order]
        for lag in range(order - 1):
            reached -= current[lag] * correlations[order - 1 - lag]
        reflection = reached / left
        before = current.copy()
        for lag in range(order - 1):
            current[lag] = before[lag] - reflection * before[order - 2 - lag]
        current[order - 1] = reflection
        left *= 1.0 - reflection * reflection
        if left <= 1e-9:
            break
        criterion = count * np.log(left) + 2.0 * order
        if criterion < least:
            least = criterion
            best = current[:order].copy()
    return best


@compiled
def is_wandering(first: float, count: int) -> bool:
    """Whether levels wander: the autocorrelation at lag 1 is near one.

    Of so few periods it is estimated too low by (1 + 4 r) ÷ n (Kendall 1954), which is put back.
    """
    return bool(first + (1.0 + 4.0 * first) / count > WANDERS)


@compiled
def believed_mean(y: Floats) -> float:
    """The mean drawn to zero by its own error: m (1 - s² ÷ n m²), never beyond zero (James and Stein)."""
    mean = y.mean()
    noise = y.var() / len(y)
    return mean * max(0.0, 1.0 - noise / (mean * mean)) if mean != 0.0 else 0.0


@compiled
def autoregression_path(y: Floats, forecast: Floats) -> None:
    """Around the mean; of levels that wander the differences, around what they drift by."""
    count = len(y)
    most = min(MOST_LAGS, count // 4)
    correlations = autocorrelations(y, most)
    if most < 1 or correlations[0] <= 0.0:
        forecast[:] = y.mean()
        return
    wanders = is_wandering(correlations[1], count)
    drift = believed_mean(y[1:] - y[:-1]) if wanders else 0.0
    rows = y[1:] - y[:-1] - drift if wanders else y - y.mean()
    if wanders:
        correlations = autocorrelations(rows, most)
    coefficients = yule_walker(correlations, len(rows)) if correlations[0] > 0.0 else np.zeros(0)
    order = len(coefficients)
    recent = np.zeros(order + len(forecast))
    for lag in range(order):
        recent[lag] = rows[len(rows) - order + lag]
    level = y[-1] if wanders else y.mean()
    for step in range(len(forecast)):
        value = 0.0
        for lag in range(order):
            value += coefficients[lag] * recent[order + step - 1 - lag]
        recent[order + step] = value
        if wanders:
            level += value + drift
            forecast[step] = level
        else:
            forecast[step] = level + value
