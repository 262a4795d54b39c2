"""The Theta method and its dynamic, optimised kin.

Assimakopoulos and Nikolopoulos (2000) with the drift of Hyndman and Billah (2003); Fiorucci, Pellegrini,
Louzada, Petropoulos and Koehler (2016) for the dynamic one, where for a given weight both the start and
1 - 1/theta are solved for.
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.seasonal import slope_of
from backend.engine.forecast.smoothing import GOLDEN, STEPS, fit_ses, least_weight, solve_two

LOWEST = 0.02
HIGHEST = 0.99
GRID = 12
SKIPPED = 3  # the running line through so few points says nothing yet
MOST_TREND = 1.0  # theta without end: the whole slope of the running line


@compiled
def theta_path(y: Floats, forecast: Floats) -> None:
    """Smoothing plus half the slope of the line; theta is 2."""
    alpha, level = fit_ses(y, LOWEST, HIGHEST)
    drift = 0.5 * slope_of(y)
    lead = (1.0 - (1.0 - alpha) ** len(y)) / alpha
    for step in range(len(forecast)):
        forecast[step] = level + drift * (step + lead)


@compiled
def running_line(value: float, count: int, mean: float, slope: float) -> tuple[float, float]:
    """Mean and slope with one more value; `count` is how many there are with it."""
    slope = ((count - 2) * slope + 6.0 * (value - mean) / count) / (count + 1) if count > 1 else 0.0
    return mean + (value - mean) / count, slope


@compiled
def pull_of(alpha: float, share: float, mean: float, slope: float, count: int) -> float:
    """How far the running line pulls the next value; `share` is (1 - alpha) to the power of `count`."""
    start = mean - 0.5 * slope * (count + 1)
    return share * start + (1.0 - share * (1.0 - alpha)) / alpha * slope


@compiled
def dynamic_error(y: Floats, alpha: float) -> tuple[float, float, float]:
    """Sum of squared errors at the best start and theta, the start, and 1 - 1/theta."""
    level = 0.0
    share = 1.0
    mean = 0.0
    slope = 0.0
    aa = ab = bb = ay = by = squares = 0.0
    for t in range(len(y)):
        error = y[t] - level
        if t >= SKIPPED:
            pull = pull_of(alpha, share, mean, slope, t)
            squares += error * error
            aa += share * share
            ab += share * pull
            bb += pull * pull
            ay += share * error
            by += pull * error
        mean, slope = running_line(y[t], t + 1, mean, slope)
        level += alpha * error
        share *= 1.0 - alpha
    start, trend = solve_two(aa, ab, bb, ay, by)
    if trend < 0.0 or trend > MOST_TREND:
        trend = min(MOST_TREND, max(0.0, trend))
        start = (ay - trend * ab) / aa if aa > 0.0 else 0.0
    left = (
        squares
        - 2.0 * (start * ay + trend * by)
        + start * start * aa
        + 2.0 * start * trend * ab
        + trend * trend * bb
    )
    return left, start, trend


@compiled
def dynamic_theta_path(y: Floats, forecast: Floats) -> None:
    lowest = least_weight(len(y))
    best = lowest
    least = np.inf
    width = (HIGHEST - lowest) / (GRID - 1)
    for each in range(GRID):
        alpha = lowest + width * each
        error = dynamic_error(y, alpha)[0]
        if error < least:
            least = error
            best = alpha
    low = max(lowest, best - width)
    high = min(HIGHEST, best + width)
    for _ in range(STEPS):
        left = high - GOLDEN * (high - low)
        right = low + GOLDEN * (high - low)
        if dynamic_error(y, left)[0] <= dynamic_error(y, right)[0]:
            high = right
        else:
            low = left
    if dynamic_error(y, 0.5 * (low + high))[0] < least:
        best = 0.5 * (low + high)
    _, start, trend = dynamic_error(y, best)
    _roll_on(y, best, start, trend, forecast)


@compiled
def growing_theta_path(y: Floats, forecast: Floats) -> None:
    """The dynamic Theta method on logarithms, for what grows by a share of itself; all of `y` is above zero."""
    dynamic_theta_path(np.log(y), forecast)
    for step in range(len(forecast)):
        forecast[step] = np.exp(forecast[step])


@compiled
def _roll_on(y: Floats, alpha: float, start: float, trend: float, forecast: Floats) -> None:
    """The states through the series, and on from there with each forecast in place of a value."""
    level = start
    share = 1.0
    mean = 0.0
    slope = 0.0
    count = len(y)
    for t in range(count):
        level += alpha * (y[t] - level)
        mean, slope = running_line(y[t], t + 1, mean, slope)
        share *= 1.0 - alpha
    for step in range(len(forecast)):
        value = level + trend * pull_of(alpha, share, mean, slope, count + step)
        forecast[step] = value
        level += alpha * (value - level)
        mean, slope = running_line(value, count + step + 1, mean, slope)
        share *= 1.0 - alpha
