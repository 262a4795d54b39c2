"""All methods on one history in one go, and over many histories a chunk at a time.

A history is a stretch of one long array: `values[starts[i]:ends[i]]`. An origin in the past is the same
series with an earlier end, so a back-test copies nothing.
"""

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.autoregression import autoregression_path
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.intermittent import adida, croston_sba, imapa, tsb
from backend.engine.forecast.levels import at_new_level
from backend.engine.forecast.seasonal import (
    is_seasonal,
    seasonal_indices,
    with_season,
    without_season,
)
from backend.engine.forecast.smoothing import damped_path, fit_holt, fit_ses, least_weight
from backend.engine.forecast.theta import dynamic_theta_path, growing_theta_path, theta_path
from backend.engine.forecast.winters import winters_path

METHODS = (
    "naive",
    "seasonal_naive",
    "seasonal_mean",
    "grown_season",
    "window_mean",
    "ses",
    "damped_holt",
    "theta",
    "dynamic_theta",
    "growing_theta",
    "holt_winters",
    "autoregression",
    "croston_sba",
    "tsb",
    "adida",
    "imapa",
    "profile_ses",
    "profile_imapa",
    "profile_dynamic_theta",
    "zero",
)
(
    NAIVE,
    SEASONAL_NAIVE,
    SEASONAL_MEAN,
    GROWN_SEASON,
    WINDOW_MEAN,
    SES,
    DAMPED_HOLT,
    THETA,
    DYNAMIC_THETA,
    GROWING_THETA,
    HOLT_WINTERS,
    AUTOREGRESSION,
    CROSTON_SBA,
    TSB,
    ADIDA,
    IMAPA,
    PROFILE_SES,
    PROFILE_IMAPA,
    PROFILE_DYNAMIC_THETA,
    ZERO,
) = range(len(METHODS))
SHORTEST = 4  # with fewer periods a method has nothing to fit
HIGHEST = 0.99
CYCLES = 3
LONG_SEASON = 13  # with more periods a single one says little, and those beside it are asked too
MOST_GROWTH = 2.0


@compiled
def seasonal_value(y: Floats, season: int, step: int, back: int) -> float:
    """The value `back` seasons before the forecast's step, or the last value where there is none."""
    count = len(y)
    ahead = step % season
    at = count - back * season + ahead
    return float(y[at] if at >= 0 else y[count - 1])


@compiled
def growth_of(y: Floats, season: int) -> float:
    """What has come since the last season began over the same periods a season before, believed at m ÷ (m + season ÷ 2).

    m is how many periods can be compared; within half and twice.
    """
    count = len(y)
    pairs = min(count - season, season)
    if pairs < 1:
        return 1.0
    before = y[count - season - pairs : count - season].sum()
    after = y[count - pairs :].sum()
    grown = after / before if before > 0.0 else 1.0
    grown = min(MOST_GROWTH, max(1.0 / MOST_GROWTH, grown))
    return float(1.0 + (grown - 1.0) * pairs / (pairs + 0.5 * season))


@compiled
def grown_season_path(y: Floats, season: int, forecast: Floats) -> None:
    """The last season times its growth; of a long season the mean of each period and those beside it."""
    count = len(y)
    growth = growth_of(y, season)
    reach = 1 if season > LONG_SEASON else 0
    for step in range(len(forecast)):
        at = count - season + step % season
        forecast[step] = growth * y[max(0, at - reach) : min(count, at + reach + 1)].mean()


@compiled
def simple_paths(y: Floats, moved: Floats, season: int, window: int, out: Floats) -> None:
    """The naive ones on what came, the means on the history at its new level."""
    count = len(y)
    cycles = min(CYCLES, count // season)
    mean = moved[max(0, count - window) :].mean()
    for step in range(out.shape[1]):
        out[NAIVE, step] = y[count - 1]
        out[SEASONAL_NAIVE, step] = seasonal_value(y, season, step, 1)
        total = 0.0
        for back in range(1, cycles + 1):
            total += seasonal_value(moved, season, step, back)
        out[SEASONAL_MEAN, step] = total / cycles if cycles > 1 else mean
        out[WINDOW_MEAN, step] = mean


@compiled
def regular_paths(y: Floats, season: int, out: Floats) -> None:
    """The methods for demand that is there in most periods; a season is taken out and put back."""
    count = len(y)
    is_positive = y.min() > 0.0
    has_season = is_seasonal(y, season)
    indices = np.ones(1)
    plain = y
    if has_season:
        indices = seasonal_indices(y, season, is_positive)
        plain = without_season(y, indices, is_positive)
    _, level = fit_ses(plain, least_weight(count), HIGHEST)
    out[SES, :] = level
    _, level, trend, damping = fit_holt(plain)
    damped_path(level, trend, damping, out[DAMPED_HOLT])
    theta_path(plain, out[THETA])
    dynamic_theta_path(plain, out[DYNAMIC_THETA])
    if is_positive:
        growing_theta_path(plain, out[GROWING_THETA])
    else:
        out[GROWING_THETA, :] = out[DYNAMIC_THETA]
    autoregression_path(plain, out[AUTOREGRESSION])
    if has_season:
        for method in (SES, DAMPED_HOLT, THETA, DYNAMIC_THETA, GROWING_THETA, AUTOREGRESSION):
            with_season(out[method], indices, is_positive, count)
        winters_path(y, season, is_positive, out[HOLT_WINTERS])
    else:
        out[HOLT_WINTERS, :] = out[DAMPED_HOLT, :]


@compiled
def forecast_history(
    y: Floats, season: int, window: int, profile: Floats, phase: int, out: Floats
) -> None:
    """Every method's path into `out`; `phase` is the profile's index of the first period."""
    out[:, :] = 0.0
    count = len(y)
    if count == 0:
        return
    moved = at_new_level(y, season)
    simple_paths(y, moved, season, window, out)
    if count < SHORTEST or y.max() == y.min():
        for method in range(SEASONAL_MEAN, ZERO):
            out[method, :] = y.mean() if count < SHORTEST else y[count - 1]
        return
    y = moved
    regular_paths(y, season, out)
    if 1 < season <= count:
        grown_season_path(y, season, out[GROWN_SEASON])
    else:
        out[GROWN_SEASON, :] = out[DYNAMIC_THETA]
    out[CROSTON_SBA, :] = croston_sba(y)
    out[TSB, :] = tsb(y, 0.1, 0.1)
    out[ADIDA, :] = adida(y)
    out[IMAPA, :] = imapa(y)
    if len(profile) < 2:
        out[PROFILE_SES, :] = out[SES, :]
        out[PROFILE_IMAPA, :] = out[IMAPA, :]
        out[PROFILE_DYNAMIC_THETA, :] = out[DYNAMIC_THETA, :]
        return
    turned = np.empty(len(profile))
    for each in range(len(profile)):
        turned[each] = profile[(phase + each) % len(profile)]
    plain = without_season(y, turned, True)
    _, level = fit_ses(plain, least_weight(count), HIGHEST)
    out[PROFILE_SES, :] = level
    out[PROFILE_IMAPA, :] = imapa(plain)
    dynamic_theta_path(plain, out[PROFILE_DYNAMIC_THETA])
    for method in (PROFILE_SES, PROFILE_IMAPA, PROFILE_DYNAMIC_THETA):
        with_season(out[method], turned, True, count)


@compiled
def forecast_chunk(
    values: Floats,
    starts: Integers,
    ends: Integers,
    phases: Integers,
    profiles: Floats,
    season: int,
    window: int,
    out: NDArray[np.float32],
) -> None:
    """Paths of many histories, `out[history, method, step]`; negative ones are cut at 0.

    What is not a number, or beyond ten times all that the history has seen, is left to the naive
    forecast: a method that runs away must not spoil a median.
    """
    paths = np.zeros((out.shape[1], out.shape[2]))
    for each in range(len(starts)):
        y = values[starts[each] : ends[each]]
        forecast_history(y, season, window, profiles[each], phases[each], paths)
        most = 10.0 * np.abs(y).max() if len(y) > 0 else 0.0
        for method in range(out.shape[1]):
            for step in range(out.shape[2]):
                value = paths[method, step]
                if not (-most <= value <= most):
                    value = paths[SEASONAL_NAIVE, step]
                out[each, method, step] = max(0.0, value)
