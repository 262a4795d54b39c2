"""Signals from outside as regressors: tried out of sample at past origins beside the forecast without them.

With y the demand, x the signal, L and X their means over a window that ends a lag before t, the effect β is
the slope of log(y ÷ L) on x − X, both less their mean in the same phase of the season where the
demand has one and three of it are known (a seasonal forecast has that much of the signal in it); it is drawn to zero as its own error is large (James and Stein 1961, positive part). A forecast
is multiplied by exp(β · (x − X − usual)). At an origin only what was known at it is used: each signal brings
its values as they were known at that origin, what was not known yet carried on by its own forecast.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.seasonal import is_seasonal

LEAST_GAIN = 0.005  # of the error, below which a signal is not worth its explanation
SURE = 1.0  # standard errors that the gain over the origins has to exceed
LEAST_STRENGTH = 10.0  # F of the effect in the history: far beyond one chance in a hundred
LEAST_PERIODS = 24
LEAST_MOVES = 3
LEAST_ORIGINS = 2
MOST = 0.7  # of the logarithm: no signal halves or doubles a forecast
SEASONS = 3
SMALL = 0.05


class Verdict(StrEnum):
    """What came of a trial."""

    HELPS = "helps"
    NO_GAIN = "no_gain"
    BY_CHANCE = "by_chance"
    SAID_ALREADY = "said_already"
    TOO_SHORT = "too_short"
    NEVER_MOVED = "never_moved"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A signal: for each origin (so many periods ago, 0 for now) zone × period on the calendar, as known then.

    It reaches from the calendar's first period to the last one that is forecast at that origin. `leads`
    are how many periods earlier it may be looked at.
    """

    key: str
    paths: Mapping[int, Floats]
    leads: tuple[int, ...] = (0,)


@dataclass(frozen=True, kw_only=True)
class Past:
    """One series as it came, on the calendar, and what it was forecast to be at origins without any signal.

    `forecasts` holds, by how many periods ago, the steps from `lag` on.
    """

    history: Floats
    forecasts: Mapping[int, Floats]
    lag: int
    window: int
    season: int


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A signal beside the forecast without it: both WAPEs over all origins, and at how many it was nearer."""

    key: str
    verdict: Verdict
    error_without: float | None = None
    error_with: float | None = None
    origin_count: int = 0
    better_count: int = 0
    lead: int = 0
    effect: float = 0.0

    @property
    def is_used(self) -> bool:
        return self.verdict is Verdict.HELPS


@dataclass(frozen=True)
class Effect:
    """A fitted slope with the signal's usual distance by phase; `strength` is its F."""

    slope: float
    usual: Floats
    lead: int
    strength: float


def tried(past: Past, candidates: Sequence[Candidate], weights: Floats) -> list[Trial]:
    """Every candidate's trial; `weights` are the zones' shares of the series.

    What helps is taken one after the other, the largest gain first, each on top of those before.
    """
    found: dict[str, Trial] = {}
    factors: dict[str, dict[int, Floats]] = {}
    for each in candidates:
        found[each.key], factors[each.key] = _alone(past, each, weights)
    order = sorted(
        (trial for trial in found.values() if trial.is_used), key=lambda trial: -_gain(trial)
    )
    together = {ago: np.ones_like(path) for ago, path in past.forecasts.items()}
    for number, trial in enumerate(order):
        with_it = {ago: together[ago] * factors[trial.key][ago] for ago in together}
        if number:
            verdict, *_ = _judged(past, together, with_it)
            if verdict is not Verdict.HELPS:
                found[trial.key] = _changed(trial, Verdict.SAID_ALREADY)
                continue
        together = with_it
    return [found[each.key] for each in candidates]


def _gain(trial: Trial) -> float:
    return (trial.error_without or 0.0) - (trial.error_with or 0.0)


def _changed(trial: Trial, verdict: Verdict) -> Trial:
    return Trial(**{**vars(trial), "verdict": verdict})


def _alone(past: Past, candidate: Candidate, weights: Floats) -> tuple[Trial, dict[int, Floats]]:
    factors: dict[int, Floats] = {}
    moved = 0
    for ago, path in past.forecasts.items():
        values = weights @ candidate.paths[ago]
        effect = fitted(past, values, len(past.history) - ago, candidate.leads)
        count = len(path)
        factors[ago] = np.ones(count)
        if effect is not None:
            whole = factor(past, values, len(past.history) - ago, past.lag + count, effect)
            factors[ago] = whole[past.lag :]
            moved += bool(np.any(np.abs(factors[ago] - 1.0) > 1e-9))
    now = fitted(past, weights @ candidate.paths[0], len(past.history), candidate.leads)
    if len(past.history) < LEAST_PERIODS or len(past.forecasts) < LEAST_ORIGINS:
        return Trial(key=candidate.key, verdict=Verdict.TOO_SHORT), factors
    if now is None or moved < LEAST_ORIGINS:
        return Trial(key=candidate.key, verdict=Verdict.NEVER_MOVED), factors
    plain = {ago: np.ones_like(path) for ago, path in past.forecasts.items()}
    verdict, without, with_it, better = _judged(past, plain, factors)
    if verdict is Verdict.HELPS and now.strength < LEAST_STRENGTH:
        verdict = Verdict.BY_CHANCE
    return (
        Trial(
            key=candidate.key,
            verdict=verdict,
            error_without=without,
            error_with=with_it,
            origin_count=len(past.forecasts),
            better_count=better,
            lead=now.lead,
            effect=round(now.slope, 6),
        ),
        factors,
    )


def _judged(
    past: Past, before: Mapping[int, Floats], after: Mapping[int, Floats]
) -> tuple[Verdict, float, float, int]:
    """Both WAPEs, at how many origins the second was nearer, and whether that is more than chance."""
    gains, demand, off, better = [], 0.0, 0.0, 0
    for ago, path in past.forecasts.items():
        start = len(past.history) - ago + past.lag
        came = past.history[start : start + len(path)]
        first = float(np.abs(path * before[ago] - came).sum())
        second = float(np.abs(path * after[ago] - came).sum())
        gains.append(first - second)
        better += second < first
        demand += float(np.abs(came).sum())
        off += first
    if not demand:
        return Verdict.NO_GAIN, 0.0, 0.0, 0
    gained = np.array(gains)
    # Around nothing, not around their own mean: origins that the signal leaves alone say nothing against it.
    error = float(np.sqrt(gained @ gained))
    verdict = Verdict.HELPS
    if gained.sum() < LEAST_GAIN * off:
        verdict = Verdict.NO_GAIN
    elif gained.sum() < SURE * error:
        verdict = Verdict.BY_CHANCE
    return (
        verdict, round(off / demand, 4), round((off - float(gained.sum())) / demand, 4), better
    )  # fmt: skip


def fitted(past: Past, values: Floats, end: int, leads: Sequence[int]) -> Effect | None:
    """The effect as it could be known before period `end`, at the lead that explains most; None without any."""
    found = [each for each in (_fit(past, values, end, lead) for lead in leads) if each]
    return max(found, key=lambda each: each.strength, default=None)


def _fit(past: Past, values: Floats, end: int, lead: int) -> Effect | None:
    first = past.lag + past.window
    y, x = past.history[:end], _led(values, lead)[:end]
    times = np.arange(first, end)
    if len(times) < max(LEAST_MOVES * 2, LEAST_PERIODS - first):
        return None
    small = SMALL * float(y.mean()) if y.any() else 0.0
    if not small:
        return None
    level, usual_x = (_before(series, times, past) for series in (y, x))
    response = np.log((y[times] + small) / (level + small))
    distance = x[times] - usual_x
    is_seasonal_base = end >= SEASONS * past.season and is_seasonal(y, past.season)
    count = past.season if is_seasonal_base else 1
    phases = times % count
    response = response - _means(response, phases, count)[phases]
    usual = _means(distance, phases, count)
    centred = distance - usual[phases]
    spread = float(centred @ centred)
    if spread < 1e-12 or np.count_nonzero(np.abs(centred) > 1e-9) < LEAST_MOVES:
        return None
    slope = float(centred @ response) / spread
    rest = response - slope * centred
    freedom = max(1, len(times) - len(usual) - 1)
    strength = slope**2 * spread / max(1e-12, float(rest @ rest) / freedom)
    return Effect(slope * max(0.0, 1.0 - 1.0 / max(1e-9, strength)), usual, lead, strength)


def factor(past: Past, values: Floats, end: int, steps: int, effect: Effect) -> Floats:
    """What a forecast of the periods from `end` on is multiplied by."""
    x = _led(values, effect.lead)
    times = np.arange(end, end + steps)
    reference = float(x[max(0, end - past.window) : end].mean()) if end else 0.0
    phases = times % len(effect.usual)
    distance = x[times] - reference - effect.usual[phases]
    found: Floats = np.exp(np.clip(effect.slope * distance, -MOST, MOST))
    return found


def _led(values: Floats, lead: int) -> Floats:
    if not lead:
        return values
    return np.concatenate([np.full(lead, values[0]), values[:-lead]])


def _before(series: Floats, times: Integers, past: Past) -> Floats:
    """Means over the window that ends a lag before each of the times."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    ends = times - past.lag
    found: Floats = (sums[ends] - sums[ends - past.window]) / past.window
    return found


def _means(values: Floats, phases: Integers, count: int) -> Floats:
    total = np.bincount(phases, weights=values, minlength=count)
    found: Floats = total / np.maximum(1, np.bincount(phases, minlength=count))
    return found
