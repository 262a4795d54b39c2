"""Which methods a series' forecast is made of, chosen by what would have been best at past origins.

For each demand class methods are taken one after another, with replacement, each time the one that brings
the mean's error down most (Caruana et al. 2004), so that weights are small whole shares. Past origins are
few and all series share their accidents, so what is chosen is drawn towards a mix that does well everywhere: the
more, the less reliably choosing elsewhere had helped at each origin.
A series then leans towards those of its class's methods that erred less on itself, and the model over all
series is given the share that would have been best where it could be judged.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.classes import CLASSES, DemandClass
from backend.engine.forecast.kernel import (
    AUTOREGRESSION,
    DAMPED_HOLT,
    DYNAMIC_THETA,
    GROWING_THETA,
    HOLT_WINTERS,
    IMAPA,
    METHODS,
    NAIVE,
    PROFILE_DYNAMIC_THETA,
    SEASONAL_NAIVE,
    SES,
    THETA,
    ZERO,
)

MEDIAN = len(METHODS)
LEARNED = MEDIAN + 1
CANDIDATES = (*METHODS, "median", "learned")
MEDIAN_OF = (SES, DAMPED_HOLT, THETA, DYNAMIC_THETA, HOLT_WINTERS, AUTOREGRESSION)
STEADY = (
    THETA,
    DYNAMIC_THETA,
    GROWING_THETA,
    HOLT_WINTERS,
    AUTOREGRESSION,
    PROFILE_DYNAMIC_THETA,
)
SHORT = (*STEADY, SES)  # a short history does not tell a slope from chance
SPARSE = (SES, THETA, DYNAMIC_THETA, IMAPA)
NEVER = frozenset({NAIVE, SEASONAL_NAIVE, ZERO})  # not chosen for a whole class
SPARSE_CLASSES = (DemandClass.INTERMITTENT, DemandClass.LUMPY, DemandClass.ENDING)
MOST_MEMBERS = 12
LEAST_GAIN = 1e-4
MOST_ROWS = 4000
BELIEF = 200.0  # rows that the company's weights are worth beside a segment's own
ACCIDENT = 0.04  # by how much of the error a choice's gain scatters from one origin to the next
MOST_TRUST = 0.95
MOST_TRIED = 800  # rows that are enough to try a choice
FEWEST_WITNESSES = 1.5
LEAN_AFTER = 3.0  # origins at which a series' own errors count half
MOST_LEAN = 5.0
SHARES = np.linspace(0.0, 1.0, 11)
LEAST_ERROR = 1e-9
SQUARES = 0.3  # share of the squared error in the loss; absolute error alone would ask too little


@dataclass(frozen=True)
class Judged:
    """Rows of the back-test: paths as row × candidate × step, what came, and each row's scale."""

    paths: NDArray[np.float32]
    actual: Floats
    scales: Floats
    segments: Integers

    def only(self, rows: Integers) -> "Judged":
        return Judged(self.paths[rows], self.actual[rows], self.scales[rows], self.segments[rows])


def together(pasts: Iterable[Judged]) -> Judged | None:
    """All origins' rows below each other; None where there is no origin."""
    parts = list(pasts)
    if not parts:
        return None
    return Judged(
        np.concatenate([each.paths for each in parts]),
        np.concatenate([each.actual for each in parts]),
        np.concatenate([each.scales for each in parts]),
        np.concatenate([each.segments for each in parts]),
    )


class Loss:
    """Absolute and squared errors, half by volume and half by series, as a share of the naive ones."""

    def __init__(self, judged: Judged) -> None:
        self._known = ~np.isnan(judged.actual)
        self._actual = np.where(self._known, judged.actual, 0.0)
        told = judged.scales > 0.0
        scale = np.where(told, judged.scales, 1.0)[:, None]
        by_series = np.where(self._known & told[:, None], 1.0 / scale, 0.0)
        by_volume = self._known.astype(np.float64)
        naive = judged.paths[:, SEASONAL_NAIVE]
        self._absolute = self._shares(by_series, naive, 1) + self._shares(by_volume, naive, 1)
        self._squared = self._shares(by_series**2, naive, 2) + self._shares(by_series, naive, 2)

    def _errors(self, forecast: Floats | NDArray[np.float32]) -> Floats:
        found: Floats = np.where(self._known, np.abs(forecast - self._actual), 0.0)
        return found

    def _shares(self, weight: Floats, naive: NDArray[np.float32], power: int) -> Floats:
        total = float((weight * self._errors(naive) ** power).sum())
        found: Floats = weight * (0.5 / total if total > 0.0 else 0.0)
        return found

    def __call__(self, forecast: Floats | NDArray[np.float32]) -> float:
        error = self._errors(forecast)
        squared = float((self._squared * error * error).sum())
        return (1.0 - SQUARES) * float((self._absolute * error).sum()) + SQUARES * math.sqrt(
            squared
        )


def with_median(paths: NDArray[np.float32]) -> NDArray[np.float32]:
    """The methods and, as one more candidate, the median of those for regular demand."""
    middle = np.median(paths[:, MEDIAN_OF], axis=1)[:, None].astype(np.float32)
    return np.concatenate([paths, middle], axis=1)


def choose(judged: Judged, allowed: Sequence[int], seed: int, most: int = MOST_ROWS) -> Floats:
    """Greedy shares over the allowed candidates; at most so many rows, drawn by the seed, are looked at."""
    rows = len(judged.actual)
    if rows > most:
        drawn = np.random.default_rng(seed).choice(rows, most, replace=False)
        judged = judged.only(np.sort(drawn))
    loss = Loss(judged)
    weights = np.zeros(judged.paths.shape[1])
    total = np.zeros_like(judged.actual)
    least = float("inf")
    for member in range(1, MOST_MEMBERS + 1):
        found, best = min(
            (loss((total + judged.paths[:, each]) / member), each) for each in allowed
        )
        if found > least - LEAST_GAIN:
            break
        least = found
        weights[best] += 1.0
        total += judged.paths[:, best]
    shares: Floats = weights / weights.sum()
    return shares


def usual_for(name: DemandClass, candidates: int, *, is_short: bool = False) -> Floats:
    """The mix that does well everywhere, for demand of a class; of short histories a level without a slope is part of it."""
    steady = SHORT if is_short else STEADY
    members = SPARSE if name in SPARSE_CLASSES else steady
    found = np.zeros(candidates)
    found[list(members)] = 1.0 / len(members)
    return found


def weights_for(
    pasts: Mapping[int, Judged],
    candidates: int,
    seed: int,
    barred: frozenset[int] = NEVER,
    *,
    is_short: bool = False,
) -> Floats:
    """Shares of the candidates a demand class, class × candidate; without a back-test the usual mix.

    `pasts` holds what is judged by how many periods ago its origin lies, `barred` what no class is given.
    """
    usual = np.stack([usual_for(name, candidates, is_short=is_short) for name in CLASSES])
    judged = together(pasts.values())
    if judged is None:
        return usual
    trust = trusted(pasts, usual, seed, barred)
    chosen = _chosen(judged, candidates, seed, worth_of(pasts), barred)
    found: Floats = trust * chosen + (1.0 - trust) * usual
    return found


def worth_of(pasts: Mapping[int, Judged]) -> float:
    """What a row counts: origins that overlap see the same periods, and only as many as fit beside each other tell."""
    return min(1.0, _apart(pasts) / len(pasts))


def _apart(pasts: Mapping[int, Judged]) -> float:
    """How many origins fit beside each other without a period in common."""
    horizon = int(next(iter(pasts.values())).actual.shape[1])
    return max(pasts) / horizon


def _chosen(
    judged: Judged,
    candidates: int,
    seed: int,
    worth: float,
    barred: frozenset[int],
    most: int = MOST_ROWS,
) -> Floats:
    steady = [each for each in range(candidates) if each not in barred]
    everybody = choose(judged, steady, seed, most)
    found = np.tile(everybody, (len(CLASSES), 1))
    for number, name in enumerate(CLASSES):
        rows = np.flatnonzero(judged.segments == number)
        if len(rows):
            allowed = range(candidates) if name is DemandClass.ENDING else steady
            share = worth * len(rows) / (worth * len(rows) + BELIEF)
            own = choose(judged.only(rows), allowed, seed, most)
            found[number] = share * own + (1.0 - share) * everybody
    return found


def trusted(
    pasts: Mapping[int, Judged], usual: Floats, seed: int, barred: frozenset[int] = NEVER
) -> float:
    """How far to believe in choosing: gain² ÷ (gain² + its variance), tried at each origin.

    The gain over the usual mix is that of what would have been chosen from the other origins, none of whose
    periods are the same. Series are no witnesses of their own, since they share their accidents; origins are, and
    where they overlap only as many as fit beside each other. Where all overlap the gain is that on the rows
    chosen from, drawn to zero where they are few, and its scatter what is usual from one origin to the next.
    """
    worth = worth_of(pasts)
    gains = []
    for ago, there in pasts.items():
        horizon = there.actual.shape[1]
        others = together(each for when, each in pasts.items() if abs(when - ago) >= horizon)
        if others is None:
            continue
        weights = _chosen(others, usual.shape[1], seed, worth, barred, MOST_TRIED)
        gains.append(_gain(there, usual, weights))
    if not gains:
        return _untried(pasts, usual, seed, barred)
    gain = float(np.mean(gains))
    if gain <= 0.0:
        return 0.0
    witnesses = max(FEWEST_WITNESSES, min(len(gains), _apart(pasts)))
    variance = float(np.var(gains, ddof=1)) if len(gains) > 1 else gain * gain
    believed = gain * gain / (gain * gain + variance / witnesses)
    return min(MOST_TRUST, believed)


def _untried(
    pasts: Mapping[int, Judged], usual: Floats, seed: int, barred: frozenset[int]
) -> float:
    worth, judged = worth_of(pasts), together(pasts.values())
    assert judged is not None  # noqa: S101 - asked by the caller
    weights = _chosen(judged, usual.shape[1], seed, worth, barred, MOST_TRIED)
    before = Loss(judged)(combined(judged.paths, usual[judged.segments]))
    rows = worth * len(judged.actual)
    gain = _gain(judged, usual, weights) / max(LEAST_ERROR, before) * rows / (rows + BELIEF)
    return min(MOST_TRUST, gain * gain / (gain * gain + ACCIDENT**2)) if gain > 0.0 else 0.0


def _gain(there: Judged, usual: Floats, weights: Floats) -> float:
    """How much less the loss is with these weights of the classes than with the usual ones."""
    loss = Loss(there)
    before, after = (combined(there.paths, each[there.segments]) for each in (usual, weights))
    return loss(before) - loss(after)


def leaned(weights: Floats, errors: Floats, counts: Floats) -> Floats:
    """Weights, series × candidate, turned to what erred less on the series itself.

    `errors` are sums of absolute errors at as many past origins as `counts` says. A candidate with half
    the error of the mix counts twice; with few origins the series' own errors count less.
    """
    mixed = (weights * errors).sum(axis=1, keepdims=True) + LEAST_ERROR
    belief = (counts / (counts + LEAN_AFTER))[:, None]
    better = np.clip((errors + LEAST_ERROR) / mixed, 1.0 / MOST_LEAN, MOST_LEAN) ** -belief
    turned = weights * better
    found: Floats = turned / turned.sum(axis=1, keepdims=True)
    return found


def learned_shares(judged: Judged, mixed: Floats, learned: Floats) -> Floats:
    """A demand class's share of the learned forecast beside the mixed one, both row × step."""
    everybody = _share(judged, mixed, learned)
    found = np.full(len(CLASSES), everybody)
    for number in range(len(CLASSES)):
        rows = np.flatnonzero(judged.segments == number)
        if len(rows):
            belief = len(rows) / (len(rows) + BELIEF)
            own = _share(judged.only(rows), mixed[rows], learned[rows])
            found[number] = belief * own + (1.0 - belief) * everybody
    return found


def error_ratios(judged: Judged, mixed: Floats, blended: Floats) -> Floats:
    """A demand class's error with the learned forecast ÷ that of the mix alone, at most 1."""
    scale = np.where(judged.scales > 0.0, judged.scales, 1.0)
    before, after = (
        np.nansum(np.abs(each - judged.actual), axis=1) / scale for each in (mixed, blended)
    )
    everybody = float(after.sum()) / max(LEAST_ERROR, float(before.sum()))
    found = np.full(len(CLASSES), everybody)
    for number in range(len(CLASSES)):
        rows = judged.segments == number
        belief = rows.sum() / (rows.sum() + BELIEF)
        own = float(after[rows].sum()) / max(LEAST_ERROR, float(before[rows].sum()))
        found[number] = belief * own + (1.0 - belief) * everybody
    ratios: Floats = np.minimum(1.0, found)
    return ratios


def _share(judged: Judged, mixed: Floats, learned: Floats) -> float:
    loss = Loss(judged)
    losses = [loss((1.0 - share) * mixed + share * learned) for share in SHARES]
    return float(SHARES[int(np.argmin(losses))])


def combined(paths: NDArray[np.float32], weights: Floats) -> Floats:
    """Each row's mean of its candidates by its own weights, row × candidate."""
    found: Floats = np.einsum("rms,rm->rs", paths.astype(np.float64), weights)
    return found
