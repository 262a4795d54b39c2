"""Histories of fewer than three seasons: how far the last season's course is believed beside the mix.

Methods that take a season out need two seasons and more, and at past origins there is even less to see one in. So
the share of the last season, grown, is judged wherever it can be, at a nearer origin too, and starts from what is
usual: half up to two seasons, then one of as many as there are; less where more than twelve periods leave less
behind each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.backtest import Origin
from backend.engine.forecast.classes import CLASSES
from backend.engine.forecast.combine import (
    BELIEF,
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
USUAL_SHARE = 0.5
USUAL_SEASON = 12


def has_few_seasons(panel: Panel) -> NDArray[np.bool_]:
    """Series with one season behind them, and fewer than three."""
    found: NDArray[np.bool_] = (panel.lengths >= panel.season) & (
        panel.lengths < SEASONS * panel.season
    )
    return found if panel.season > 1 else np.zeros(len(panel), dtype=np.bool_)


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
    shares: Floats = np.where(np.isin(classes, sparse), 0.0, usual) * min(
        1.0, USUAL_SEASON / season
    )
    return shares


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
