"""Holt and Winters' method with additive or multiplicative season, the trend damped or none."""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.seasonal import seasonal_indices

ALPHAS = np.array([0.02, 0.1, 0.25, 0.5, 0.8])
GAMMAS = np.array([0.02, 0.1, 0.3])
TREND_SHARES = np.array([0.0, 0.1])
DAMPING = 0.95


@compiled
def winters_pass(
    y: Floats,
    start: Floats,
    is_multiplicative: bool,  # noqa: FBT001 - a compiled function takes its arguments by position
    alpha: float,
    beta: float,
    gamma: float,
    indices: Floats,
) -> tuple[float, float, float]:
    """One way through the series, the season kept in `indices`: squared errors, level and trend."""
    season = len(indices)
    indices[:] = start
    level = 0.0
    for t in range(season):
        level += y[t] / start[t] if is_multiplicative else y[t] - start[t]
    level /= season
    trend = 0.0
    squares = 0.0
    for t in range(len(y)):
        phase = t % season
        base = level + DAMPING * trend
        index = indices[phase]
        error = y[t] - (base * index if is_multiplicative else base + index)
        squares += error * error
        if is_multiplicative:
            step = error / index
            level = base + alpha * step
            trend = DAMPING * trend + beta * step
            if base > 0.0:
                indices[phase] = max(0.01, index + gamma * (1.0 - alpha) * error / base)
        else:
            level = base + alpha * error
            trend = DAMPING * trend + beta * error
            indices[phase] = index + gamma * (1.0 - alpha) * error
    return squares, level, trend


@compiled
def winters_path(y: Floats, season: int, is_positive: bool, forecast: Floats) -> None:  # noqa: FBT001 - as above
    """The better of both kinds of season; multiplicative only where nothing is zero or less."""
    least = np.inf
    indices = np.empty(season)
    chosen = (False, 0.1, 0.0, 0.1)
    for kind in range(2 if is_positive else 1):
        is_multiplicative = kind == 1
        start = seasonal_indices(y, season, is_multiplicative)
        for alpha in ALPHAS:
            for gamma in GAMMAS:
                for share in TREND_SHARES:
                    squares, _, _ = winters_pass(
                        y, start, is_multiplicative, alpha, alpha * share, gamma, indices
                    )
                    if squares < least:
                        least = squares
                        chosen = (is_multiplicative, alpha, alpha * share, gamma)
    is_multiplicative, alpha, beta, gamma = chosen
    start = seasonal_indices(y, season, is_multiplicative)
    _, level, trend = winters_pass(y, start, is_multiplicative, alpha, beta, gamma, indices)
    total = 0.0
    factor = 1.0
    for step in range(len(forecast)):
        factor *= DAMPING
        total += factor
        index = indices[(len(y) + step) % season]
        base = level + total * trend
        forecast[step] = base * index if is_multiplicative else base + index
