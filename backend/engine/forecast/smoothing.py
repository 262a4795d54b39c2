"""Simple exponential smoothing and damped trend (Holt, Gardner and McKenzie), fitted by least squares.

For given smoothing weights the one-step errors are linear in the starting state, so the best start is
solved for and only the weights are searched.
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled

GOLDEN = 0.6180339887498949
STEPS = 9  # of the golden section; the weight is then known to a thousandth
GRID = 9
LEAST_WEIGHT = 0.02
MOST_LEAST_WEIGHT = 0.1
REMEMBERED = 15.0
ALPHAS = np.array([0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
BETA_SHARES = np.array([0.03, 0.15, 0.4])
DAMPINGS = np.array([0.8, 0.9, 0.97])
ROUNDS = 6


@compiled
def ses_error(y: Floats, alpha: float) -> tuple[float, float]:
    """Sum of squared one-step errors at the best start, and the level at the end."""
    level = 0.0
    share = 1.0
    top = 0.0
    bottom = 0.0
    squares = 0.0
    for t in range(len(y)):
        error = y[t] - level
        squares += error * error
        top += error * share
        bottom += share * share
        level += alpha * error
        share *= 1.0 - alpha
    start = top / bottom
    return squares - start * top, level + share * start


@compiled
def least_weight(count: int) -> float:
    """The smallest weight that is tried on so many periods: a tenth, less for more than 150.

    A smaller one fits the past of a short history well and then answers its mean when the level has moved.
    """
    return max(LEAST_WEIGHT, min(MOST_LEAST_WEIGHT, REMEMBERED / count))


@compiled
def fit_ses(y: Floats, lowest: float, highest: float) -> tuple[float, float]:
    """The weight between the bounds with the least error, and the level at the end with it."""
    best = lowest
    least = np.inf
    width = (highest - lowest) / (GRID - 1)
    for each in range(GRID):
        alpha = lowest + width * each
        error, _ = ses_error(y, alpha)
        if error < least:
            least = error
            best = alpha
    low = max(lowest, best - width)
    high = min(highest, best + width)
    for _ in range(STEPS):
        left = high - GOLDEN * (high - low)
        right = low + GOLDEN * (high - low)
        if ses_error(y, left)[0] <= ses_error(y, right)[0]:
            high = right
        else:
            low = left
    middle = 0.5 * (low + high)
    if ses_error(y, middle)[0] < least:
        best = middle
    return best, ses_error(y, best)[1]


@compiled
def solve_two(aa: float, ab: float, bb: float, ay: float, by: float) -> tuple[float, float]:
    """The least-squares answer of two unknowns; the second is 0 where it cannot be told."""
    determinant = aa * bb - ab * ab
    if determinant <= 1e-10 * aa * bb or bb <= 0.0:
        return (ay / aa if aa > 0.0 else 0.0), 0.0
    return (ay * bb - by * ab) / determinant, (by * aa - ay * ab) / determinant


@compiled
def holt_error(y: Floats, alpha: float, beta: float, damping: float) -> tuple[float, float, float]:
    """Sum of squared errors at the best start, and level and trend at the end."""
    level = 0.0
    trend = 0.0
    level_by_level = 1.0
    trend_by_level = 0.0
    level_by_trend = 0.0
    trend_by_trend = 1.0
    aa = ab = bb = ay = by = squares = 0.0
    for t in range(len(y)):
        error = y[t] - level - damping * trend
        one = level_by_level + damping * trend_by_level
        two = level_by_trend + damping * trend_by_trend
        squares += error * error
        aa += one * one
        ab += one * two
        bb += two * two
        ay += one * error
        by += two * error
        level += damping * trend + alpha * error
        trend = damping * trend + beta * error
        level_by_level = one * (1.0 - alpha)
        trend_by_level = damping * trend_by_level - beta * one
        level_by_trend = two * (1.0 - alpha)
        trend_by_trend = damping * trend_by_trend - beta * two
    first, slope = solve_two(aa, ab, bb, ay, by)
    left = squares - first * ay - slope * by
    return (
        left,
        level + first * level_by_level + slope * level_by_trend,
        trend + first * trend_by_level + slope * trend_by_trend,
    )


@compiled
def fit_holt(y: Floats) -> tuple[float, float, float, float]:
    """Damped trend: its error, and level, trend and damping at the end; a grid, then a closer look."""
    alpha, share, damping, least = ALPHAS[0], BETA_SHARES[0], DAMPINGS[0], np.inf
    for a in ALPHAS:
        for b in BETA_SHARES:
            for d in DAMPINGS:
                error, _, _ = holt_error(y, a, a * b, d)
                if error < least:
                    alpha, share, damping, least = a, b, d, error
    step = 0.1
    for _ in range(ROUNDS):
        moved = False
        for sign in (-1.0, 1.0):
            a = min(0.99, max(0.01, alpha + sign * step))
            error, _, _ = holt_error(y, a, a * share, damping)
            if error < least:
                alpha, least, moved = a, error, True
            b = min(0.9, max(0.005, share + sign * step))
            error, _, _ = holt_error(y, alpha, alpha * b, damping)
            if error < least:
                share, least, moved = b, error, True
            d = min(0.98, max(0.8, damping + sign * step * 0.5))
            error, _, _ = holt_error(y, alpha, alpha * share, d)
            if error < least:
                damping, least, moved = d, error, True
        if not moved:
            step *= 0.5
    error, level, trend = holt_error(y, alpha, alpha * share, damping)
    return error, level, trend, damping


@compiled
def damped_path(level: float, trend: float, damping: float, forecast: Floats) -> None:
    total = 0.0
    factor = 1.0
    for step in range(len(forecast)):
        factor *= damping
        total += factor
        forecast[step] = level + total * trend
