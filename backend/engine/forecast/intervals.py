"""Intervals from what past origins were off by: pooled, scaled residuals (split conformal prediction).

A residual is divided by what its series is usually off by at that step, pooled with those of series of the
same class and of like demand over scatter, and its quantiles are laid round the forecast. What a series is
usually off by are its own errors at origins that share no period, drawn towards the root mean square of its
differences: at an origin in the past nothing is known of it that would not be known of the future.
Where the lower end stops at zero nothing can fall below it, so the upper end comes in until the share is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.classes import CLASSES
from backend.engine.forecast.combine import SPARSE_CLASSES
from backend.engine.forecast.panel import Panel

BANDS = (0.3, 0.8, 2.0)
LEAST_KNOWN = 60  # periods of the past; with fewer the interval is a normal one
LEAST_POOL = 400  # of a class and band; with fewer their quantiles are accidents
LEAST_SCALE = 1e-6
LEAST_SHARE = 0.1  # of the usual scale: a series that never moved may do so yet
FEW = 0.3  # aimed higher by this over the root of the rows, on which the weights were chosen too
NORMAL = 1.645
MOST_AIMED = 0.98
TRIES = 11
BELIEF = 2.0  # origins that a series' differences are worth beside its own errors
MOST_COUNTED = 0.99  # errors beyond this quantile count as it: one accident is no pattern
LEAST_GROWTH = 0.3
LINE = 2  # a level and a slope are learned from every history
MOST_PHASES = 12  # of a longer season single phases are not learned


@dataclass(frozen=True, kw_only=True)
class Past:
    """A past origin: its series' places among all, what was forecast, what came (nan where not known).

    `scales` are root mean squares of differences, `classes` demand classes, both as they were then.
    """

    ago: int
    rows: Integers
    forecast: Floats
    actual: Floats
    scales: Floats
    classes: Integers


@dataclass(frozen=True)
class Residuals:
    """Rows of the back-test: what was forecast, what came, what is usual at each step, class and band."""

    forecast: Floats
    actual: Floats
    usual: Floats
    classes: Integers
    bands: Integers

    def only(self, rows: Integers) -> "Residuals":
        return Residuals(
            self.forecast[rows],
            self.actual[rows],
            self.usual[rows],
            self.classes[rows],
            self.bands[rows],
        )


def longer(panel: Panel, classes: Integers, ago: int) -> Floats:
    """How much less a history errs for being longer by so many periods: √((1 + p ÷ n now) ÷ (1 + p ÷ n then)).

    An error's variance is that of chance times 1 + p ÷ n where p figures were learned from n periods: a line's two, and
    a season's where there are two of them. Sparse demand comes in whole units, and of it a level alone is learned: as it is.
    """
    season = panel.season if 1 < panel.season <= MOST_PHASES else 0
    lengths = np.maximum(1, panel.lengths)
    learned = LINE + np.where(lengths >= 2 * panel.season, season, 0)
    sparse = [place for place, name in enumerate(CLASSES) if name in SPARSE_CLASSES]
    learned = np.where(np.isin(classes, sparse), 0, learned)
    found: Floats = np.sqrt((1.0 + learned / (lengths + ago)) / (1.0 + learned / lengths))
    return found


def bounds(
    forecast: Floats, scales: Floats, classes: Integers, pasts: Sequence[Past], level: float = 0.9
) -> tuple[Floats, Floats]:
    """Lower and upper end for every series and step; without any past a normal interval."""
    moving = np.concatenate([each.scales[each.scales > 0.0] for each in pasts] or [np.empty(0)])
    least = max(LEAST_SCALE, LEAST_SHARE * float(np.median(moving)) if len(moving) else 0.0)
    scales = np.maximum(scales, least)
    then = [np.maximum(each.scales, least) for each in pasts]
    steps = np.sqrt(np.arange(1, forecast.shape[1] + 1))[None, :]
    low = np.maximum(0.0, forecast - NORMAL * scales[:, None] * steps)
    high = forecast + NORMAL * scales[:, None] * steps
    if sum(int(np.isfinite(each.actual).sum()) for each in pasts) < LEAST_KNOWN:
        return low, high
    usual, usual_then = usual_errors(pasts, then, scales)
    past = Residuals(
        np.concatenate([each.forecast for each in pasts]),
        np.concatenate([each.actual for each in pasts]),
        np.concatenate(usual_then),
        np.concatenate([each.classes for each in pasts]),
        np.concatenate(
            [_bands(each.forecast, scale) for each, scale in zip(pasts, then, strict=True)]
        ),
    )
    aimed = min(MOST_AIMED, level + FEW / np.sqrt(len(past.actual)))
    bands = _bands(forecast, scales)
    for name in np.unique(classes):
        for band in np.unique(bands[classes == name]):
            rows = np.flatnonzero((classes == name) & (bands == band))
            alike = _alike(past, int(name), int(band))
            low[rows], high[rows] = _laid(forecast[rows], usual[rows], alike, aimed)
    return low, high


def usual_errors(
    pasts: Sequence[Past], then: Sequence[Floats], scales: Floats
) -> tuple[Floats, list[Floats]]:
    """What each series is usually off by at each step, now and at each past origin.

    `then` and `scales` are root mean squares of differences, none of them 0. An origin's own periods do
    not tell what is usual at it; now no more origins are believed than could be in the past, so that both are alike.
    """
    horizon = pasts[0].actual.shape[1]
    growth = _growth(pasts, then)
    count = len(scales)
    sums, known = np.zeros((len(pasts), count)), np.zeros((len(pasts), count))
    shares = []
    for place, (each, scale) in enumerate(zip(pasts, then, strict=True)):
        seen = np.isfinite(each.actual)
        off = np.where(seen, np.abs(each.actual - each.forecast), 0.0) / growth
        sums[place, each.rows] = off.sum(axis=1)
        known[place, each.rows] = seen.sum(axis=1)
        told = seen.any(axis=1)
        shares.append(off.sum(axis=1)[told] / seen.sum(axis=1)[told] / scale[told])
    share = _mean(np.concatenate(shares))

    def drawn(
        places: list[int], rows: Integers, scale: Floats, most: float
    ) -> tuple[Floats, Floats]:
        """The usual error, and how many origins' worth of periods of its own it comes from."""
        agos = [pasts[place].ago for place in places]
        apart = min(len(agos), (max(agos) - min(agos)) / horizon + 1.0) if agos else 0.0
        total = sums[places].sum(axis=0)[rows]
        periods = known[places].sum(axis=0)[rows]
        own = np.divide(total, periods, out=np.zeros(len(rows)), where=periods > 0.0)
        worth = np.minimum(most, periods / horizon * apart / max(1, len(agos)))
        found = (worth * own + BELIEF * share * scale) / (worth + BELIEF)
        return np.maximum(found, np.maximum(LEAST_SCALE, LEAST_SHARE * share * scale)), worth

    found, worths = [], []
    for each, scale in zip(pasts, then, strict=True):
        others = [
            place for place, other in enumerate(pasts) if abs(other.ago - each.ago) >= horizon
        ]
        usual, worth = drawn(others, each.rows, scale, np.inf)
        found.append(usual[:, None] * growth)
        worths.append(worth)
    most = float(np.concatenate(worths).mean())
    now, _ = drawn(list(range(len(pasts))), np.arange(count), scales, most)
    return now[:, None] * growth, found


def _growth(pasts: Sequence[Past], then: Sequence[Floats]) -> Floats:
    """How errors grow with the step: a straight line through the mean of each step, 1 on average."""
    off = np.concatenate(
        [
            np.abs(each.actual - each.forecast) / scale[:, None]
            for each, scale in zip(pasts, then, strict=True)
        ]
    )
    horizon = off.shape[1]
    told = [step for step in range(horizon) if np.isfinite(off[:, step]).any()]
    means = [_mean(off[np.isfinite(off[:, step]), step]) for step in told]
    if len(told) < 2 or not any(means):
        return np.ones(horizon)
    slope, first = np.polyfit(told, means, 1)
    line = first + slope * np.arange(horizon)
    found: Floats = np.maximum(LEAST_GROWTH, line / line.mean())
    return found


def _mean(values: Floats) -> float:
    return float(np.minimum(values, np.quantile(values, MOST_COUNTED)).mean())


def _bands(forecast: Floats, scales: Floats) -> Integers:
    found: Integers = np.digitize(forecast.mean(axis=1) / scales, BANDS).astype(np.int64)
    return found


def _alike(past: Residuals, name: int, band: int) -> Residuals:
    """The nearest rows that are enough: of the class and band, of the band, of all."""
    for rows in (
        np.flatnonzero((past.classes == name) & (past.bands == band)),
        np.flatnonzero(past.bands == band),
        np.arange(len(past.bands)),
    ):
        if np.isfinite(past.actual[rows]).sum() >= LEAST_POOL:
            break
    return past.only(rows)


def _laid(forecast: Floats, usual: Floats, alike: Residuals, level: float) -> tuple[Floats, Floats]:
    tail = (1.0 - level) / 2.0
    known = np.isfinite(alike.actual)
    error = ((alike.actual - alike.forecast) / alike.usual)[known]
    below = float(np.quantile(error, tail))
    least = np.maximum(0.0, alike.forecast + below * alike.usual)
    # The upper end is tried from where it covers too much down to where it would cover too little.
    above = float(np.quantile(error, 1.0 - tail))
    for share in np.linspace(1.0 - tail, level, TRIES):
        tried = float(np.quantile(error, share))
        most = np.maximum(0.0, alike.forecast + tried * alike.usual)
        covered = ((alike.actual >= least) & (alike.actual <= most))[known].mean()
        if covered < level:
            break
        above = tried
    low: Floats = np.maximum(0.0, forecast + below * usual)
    high: Floats = np.maximum(low, forecast + above * usual)
    return low, high
