"""Histories of fewer than three seasons: how far the last season's course is believed beside the mix.

Methods that take a season out need two seasons and more, and at past origins there is even less to see one in. So
the share of the last season, grown, is judged wherever it can be, at a nearer origin too, and starts from what is
usual: half up to two seasons, then one of as many as there are; less where more than twelve periods leave less
behind each. What is usual gives way to how the periods that have come twice repeat, over all such series together: a set
in which nothing comes back is not given a season.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.backtest import Origin
from backend.engine.forecast.classes import CLASSES
from backend.engine.forecast.combine import (
    BELIEF,
    LEAST_ERROR,
    NEVER,
    SPARSE_CLASSES,
    Judged,
    learned_shares,
    together,
)
from backend.engine.forecast.kernel import GROWN_SEASON
from backend.engine.forecast.panel import Panel

SEASONS = 3
MOST = 0.5
SHORT = 30  # periods
USUAL_SHARE = 0.5
USUAL_SEASON = 12
USUAL_PAIRS = 60.0  # pairs of periods that the usual share is worth
FEWEST_PAIRS = 3
SEEN_OF_SEASON = (
    1.4  # taking a line and a mean out of so few periods takes some of the season along
)


def has_few_seasons(panel: Panel) -> NDArray[np.bool_]:
    """Series with one season behind them, and fewer than three."""
    found: NDArray[np.bool_] = (panel.lengths >= panel.season) & (
        panel.lengths < SEASONS * panel.season
    )
    return found if panel.season > 1 else np.zeros(len(panel), dtype=np.bool_)


def has_short_histories(panel: Panel) -> bool:
    """Whether most histories are too short to tell a slope from chance."""
    return bool(len(panel)) and float(np.median(panel.lengths)) < SHORT


def barred_for(panel: Panel) -> frozenset[int]:
    """What no class is given: the last season neither, where most have more of them than they had at past origins."""
    return NEVER if has_few_seasons(panel).mean() > MOST else NEVER | {GROWN_SEASON}


def nearer_origin(panel: Panel, horizon: int) -> list[int]:
    """How long ago a season can be judged though the horizon reaches farther back; none where it need not or cannot."""
    few = panel.lengths[has_few_seasons(panel)]
    behind = int(np.median(few)) - panel.season if len(few) else 0
    return [behind] if 0 < behind < horizon else []


def usual_shares(panel: Panel, classes: Integers) -> Floats:
    """Each series' share of the last season where nothing is known of it; none where demand is sparse."""
    season = max(1, panel.season)
    usual = np.minimum(USUAL_SHARE, season / np.maximum(1, panel.lengths))
    sparse = [place for place, name in enumerate(CLASSES) if name in SPARSE_CLASSES]
    usual = np.where(np.isin(classes, sparse), 0.0, usual) * min(1.0, USUAL_SEASON / season)
    times = repeats(panel, classes) / USUAL_SHARE
    shares: Floats = np.where(panel.lengths > 2 * season, min(1.0, times), times) * usual
    return shares


def repeats(panel: Panel, classes: Integers) -> float:
    """How far the last season comes back, 0 to 1, over all steady series of few seasons; the usual share where none says.

    The correlation of periods with those a season before, each series' line and both stretches' means taken out, by pairs
    of periods, drawn towards what is usual.
    """
    sparse = [place for place, name in enumerate(CLASSES) if name in SPARSE_CLASSES]
    steady = has_few_seasons(panel) & ~np.isin(classes, sparse)
    both = now = then = pairs = 0.0
    for row in np.flatnonzero(steady):
        y, season = panel.history(int(row)), panel.season
        count = min(len(y) - season, season)
        left = _without_line(y)
        if count < FEWEST_PAIRS or not left.any():
            continue
        recent, before = left[-count:], left[len(y) - season - count : len(y) - season]
        recent, before = recent - recent.mean(), before - before.mean()
        both += float(recent @ before)
        now += float(recent @ recent)
        then += float(before @ before)
        pairs += count - 2
    seen = max(0.0, both / math.sqrt(now * then)) if now > 0.0 and then > 0.0 else 0.0
    believed = pairs / (pairs + USUAL_PAIRS)
    return believed * min(1.0, SEEN_OF_SEASON * seen) + (1.0 - believed) * USUAL_SHARE


def _without_line(y: Floats) -> Floats:
    """What the straight line leaves, in units of its own deviation; zeros where nothing is left."""
    away = np.arange(len(y)) - 0.5 * (len(y) - 1)
    left = y - y.mean()
    left = left - away * (away @ left) / (away @ away)
    scale = float(left.std())
    found: Floats = left / scale if scale > LEAST_ERROR * max(1.0, abs(y).max()) else 0.0 * left
    return found


def lines(panel: Panel) -> Floats:
    """The share of each history's variance that a straight line explains: that much of it is no season."""
    found = np.zeros(len(panel))
    for row in np.flatnonzero(has_few_seasons(panel)):
        y = panel.history(int(row))
        away = np.arange(len(y)) - 0.5 * (len(y) - 1)
        total = ((y - y.mean()) ** 2).sum()
        if total > 0.0:
            found[row] = (away @ y) ** 2 / ((away @ away) * total)
    return found


@dataclass(frozen=True)
class Seen:
    """What past origins say of a demand class: its best share, and how many rows say so."""

    shares: Floats
    counts: Floats

    def drawn(self, panel: Panel, classes: Integers) -> Floats:
        """Each series' share: its class's, drawn towards the usual one where few rows speak; none with many seasons."""
        counts = self.counts[classes]
        usual = usual_shares(panel, classes)
        found = (counts * self.shares[classes] + BELIEF * usual) / (counts + BELIEF)
        shares: Floats = np.where(has_few_seasons(panel), found * (1.0 - lines(panel)), 0.0)
        return shares


def season_seen(origins: Sequence[Origin], mixed: Sequence[Floats], worth: float) -> Seen:
    """What is best at past origins beside `mixed`, each origin's forecast so far; a row counts `worth`."""
    seen: list[tuple[Judged, Floats, Floats]] = []
    for each, point in zip(origins, mixed, strict=True):
        rows = np.flatnonzero(has_few_seasons(each.panel))
        if len(rows):
            there = Judged(each.paths, each.actual, each.scales[:, 0], each.classes).only(rows)
            seen.append((there, point[rows], each.paths[rows, GROWN_SEASON].astype(np.float64)))
    judged = together(each for each, _, _ in seen)
    if judged is None:
        return Seen(np.zeros(len(CLASSES)), np.zeros(len(CLASSES)))
    shares = learned_shares(
        judged,
        np.concatenate([point for _, point, _ in seen]),
        np.concatenate([grown for _, _, grown in seen]),
    )
    counts: Floats = np.bincount(judged.segments, minlength=len(CLASSES)).astype(np.float64)
    return Seen(shares, counts * worth)


def with_season(weights: Floats, shares: Floats) -> Floats:
    """Weights, series × candidate, with each series' share for the last season."""
    found = weights * (1.0 - shares)[:, None]
    found[:, GROWN_SEASON] += shares
    return found
