"""Intervals from what past origins were off by: pooled, scaled residuals (split conformal prediction).

A residual is divided by the root mean square of its series' differences, pooled with those of series of
the same class and of like demand over scatter, and its quantiles are laid round the forecast. Where the
lower end stops at zero nothing can fall below it, so the upper end comes in until the share is right.
"""

from dataclasses import dataclass, replace

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers

BANDS = (0.3, 0.8, 2.0)
LEAST_POOL = 60
LEAST_SCALE = 1e-6
LEAST_SHARE = 0.1  # of the usual scale: a series that never moved may do so yet
MARGIN = 0.005  # the weights were chosen on the same residuals, which are a little small for it
FEW = 0.4  # and the more so the fewer they are: over the root of their number
NORMAL = 1.645
MOST_AIMED = 0.98
TRIES = 11


@dataclass(frozen=True)
class Residuals:
    """Rows of the back-test: what was forecast, what came (nan where not known), scale and class."""

    forecast: Floats
    actual: Floats
    scales: Floats
    classes: Integers


def bounds(
    forecast: Floats, scales: Floats, classes: Integers, past: Residuals | None, level: float = 0.9
) -> tuple[Floats, Floats]:
    """Lower and upper end for every series and step; series without any past get a normal one."""
    if past is not None:
        moving = past.scales[past.scales > 0.0]
        least = LEAST_SHARE * float(np.median(moving)) if len(moving) else 0.0
        scales = np.maximum(scales, least)
        past = replace(past, scales=np.maximum(past.scales, least))
    scale = np.maximum(scales, LEAST_SCALE)[:, None]
    steps = np.sqrt(np.arange(1, forecast.shape[1] + 1))[None, :]
    low = np.maximum(0.0, forecast - NORMAL * scale * steps)
    high = forecast + NORMAL * scale * steps
    if past is None or np.isfinite(past.actual).sum() < LEAST_POOL:
        return low, high
    aimed = level + MARGIN + FEW / np.sqrt(len(past.actual))
    bands = _bands(forecast, scales)
    past_bands = _bands(past.forecast, past.scales)
    for name in np.unique(classes):
        for band in np.unique(bands[classes == name]):
            rows = np.flatnonzero((classes == name) & (bands == band))
            alike = _alike(past, past_bands, int(name), int(band))
            low[rows], high[rows] = _laid(
                forecast[rows], scale[rows], alike, min(MOST_AIMED, aimed)
            )
    return low, high


def _bands(forecast: Floats, scales: Floats) -> Integers:
    found: Integers = np.digitize(
        forecast.mean(axis=1) / np.maximum(scales, LEAST_SCALE), BANDS
    ).astype(np.int64)
    return found


def _alike(past: Residuals, bands: Integers, name: int, band: int) -> Residuals:
    """The nearest rows that are enough: of the class and band, of the band, of all."""
    for rows in (
        np.flatnonzero((past.classes == name) & (bands == band)),
        np.flatnonzero(bands == band),
        np.arange(len(bands)),
    ):
        if np.isfinite(past.actual[rows]).sum() >= LEAST_POOL:
            break
    return Residuals(past.forecast[rows], past.actual[rows], past.scales[rows], past.classes[rows])


def _laid(forecast: Floats, scale: Floats, alike: Residuals, level: float) -> tuple[Floats, Floats]:
    tail = (1.0 - level) / 2.0
    known = np.isfinite(alike.actual)
    past_scale = np.maximum(alike.scales, LEAST_SCALE)[:, None]
    error = (alike.actual - alike.forecast) / past_scale
    below = float(np.quantile(error[known], tail))
    least = np.maximum(0.0, alike.forecast + below * past_scale)
    # The upper end is tried from where it covers too much down to where it would cover too little.
    above = float(np.quantile(error[known], 1.0 - tail))
    for share in np.linspace(1.0 - tail, level, TRIES):
        tried = float(np.quantile(error[known], share))
        most = np.maximum(0.0, alike.forecast + tried * past_scale)
        covered = ((alike.actual >= least) & (alike.actual <= most))[known].mean()
        if covered < level:
            break
        above = tried
    low: Floats = np.maximum(0.0, forecast + below * scale)
    high: Floats = np.maximum(low, forecast + above * scale)
    return low, high
