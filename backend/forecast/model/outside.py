"""Signals from outside as the engine takes them: for each past origin, what was known of them at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.job import Done, Outside
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.run import forecast
from backend.engine.forecast.signals import Candidate
from backend.forecast.model.periods import RHYTHMS, end_of, number_of, start_of
from backend.forecast.model.series import History
from shared.forecast_terms import ForecastLevel, ForecastPeriod, OutsideKind, SignalVerdict

ORIGINS: Final[Mapping[ForecastPeriod, int]] = {
    ForecastPeriod.DAY: 26,
    ForecastPeriod.WEEK: 13,
    ForecastPeriod.MONTH: 8,
}
# A series that has been silent for longer has ended.
SILENT: Final[Mapping[ForecastPeriod, int]] = {
    ForecastPeriod.DAY: 28,
    ForecastPeriod.WEEK: 8,
    ForecastPeriod.MONTH: 3,
}
_SATURDAY: Final = 5
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """A series from outside: its values by day, each known so many days later."""

    id: UUID
    values: Mapping[date, float]
    delay_days: int


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event from its first to its last day; None stands for every family, every territory."""

    kind: str
    family: str | None
    scope_id: UUID | None
    first_on: date
    last_on: date
    known_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known from outside.

    `holidays` by country; `countries` by territory; `feedback` are the days on which something was heard,
    by kind and territory.
    """

    holidays: Mapping[str, frozenset[date]]
    countries: Mapping[UUID, str]
    events: Sequence[EventFacts]
    series: Sequence[SeriesFacts]
    feedback: Mapping[tuple[str, UUID], Sequence[date]]
    without_calendar: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A signal that no family is tried with, and why."""

    signal: str
    verdict: SignalVerdict
    ended_on: date | None = None


class _Calendar:
    """Periods from the first history's beginning; `zones` are territories in a fixed order."""

    def __init__(self, period: ForecastPeriod, histories: Sequence[History], end: int) -> None:
        self.period, self.end = period, end
        self.rhythm = RHYTHMS[period]
        self.start = min(history.first for history in histories)
        self.scopes = sorted({each.place.scope_id for each in histories if each.place.scope_id})
        self.zone_of = {scope_id: zone for zone, scope_id in enumerate(self.scopes)}
        count = ORIGINS[period]
        self.origins = tuple(self.rhythm.lag + self.rhythm.block * k for k in range(1, count + 1))

    def length(self, ago: int) -> int:
        """Periods from the beginning to the last one that is forecast at an origin."""
        ahead = self.rhythm.lag + self.rhythm.block if ago else self.rhythm.horizon
        return self.end - ago - self.start + ahead

    def morning(self, ago: int) -> date:
        """The day on which an origin stands: what was known before it, was known."""
        return start_of(self.period, self.end - ago)

    def paths(self, whole: Values) -> dict[int, Values]:
        """The same values at every origin: what is known in advance."""
        return {ago: whole[:, : self.length(ago)] for ago in (0, *self.origins)}

    @property
    def longest(self) -> int:
        return max(self.length(ago) for ago in (0, *self.origins))


def outside_of(
    facts: Facts, period: ForecastPeriod, histories: Sequence[History], end: int
) -> tuple[Outside | None, list[Dropped]]:
    """What the families of a chunk are tried with, and what is not tried at all."""
    known = [each for each in histories if each.values]
    calendar = _Calendar(period, known, end) if known else None
    dropped = [
        Dropped(f"{OutsideKind.HOLIDAY.value}:{country}", SignalVerdict.NO_CALENDAR)
        for country in facts.without_calendar
    ]
    if calendar is None or not calendar.scopes:
        return None, dropped
    common, ended = _common(facts, calendar)
    candidates = {
        row: found
        for row, history in enumerate(histories)
        if history.place.level is ForecastLevel.FAMILY
        and (found := [*common, *_events(facts.events, calendar, history.place.family)])
    }
    zones = [calendar.zone_of.get(each.place.scope_id, 0) for each in histories]  # type: ignore[arg-type]  # None is no key
    outside = Outside(
        start=calendar.start,
        zones=np.array(zones, dtype=np.int64),
        candidates=candidates,
        origins=calendar.origins,
        window=calendar.rhythm.near,
    )
    return (outside if candidates else None), dropped + ended


def _common(facts: Facts, calendar: _Calendar) -> tuple[list[Candidate], list[Dropped]]:
    """Signals that are the same for every family."""
    found = []
    days = _holidays(facts, calendar)
    if days.any():
        found.append(Candidate(key=OutsideKind.HOLIDAY.value, paths=calendar.paths(days)))
    near = calendar.rhythm.near
    kinds = sorted({kind for kind, _ in facts.feedback})
    found += [
        Candidate(
            key=f"{OutsideKind.FEEDBACK.value}:{kind}",
            paths=_feedback(facts.feedback, kind, calendar),
            leads=(near, 2 * near),
        )
        for kind in kinds
    ]
    ended = []
    for each in facts.series:
        key = f"{OutsideKind.SERIES.value}:{each.id}"
        last = max(each.values, default=None)
        if (
            last is None
            or number_of(calendar.period, last) < calendar.end - SILENT[calendar.period]
        ):
            ended.append(Dropped(key, SignalVerdict.ENDED, last))
            continue
        paths = {ago: _as_known(each, calendar, ago) for ago in (0, *calendar.origins)}
        found.append(Candidate(key=key, paths=paths, leads=(0, near, 2 * near)))
    return found, ended


def _holidays(facts: Facts, calendar: _Calendar) -> Values:
    """Holidays from Monday to Friday, a territory and period."""
    found = np.zeros((len(calendar.scopes), calendar.longest))
    for zone, scope_id in enumerate(calendar.scopes):
        for on in facts.holidays.get(facts.countries.get(scope_id, ""), ()):
            at = number_of(calendar.period, on) - calendar.start
            if on.weekday() < _SATURDAY and 0 <= at < calendar.longest:
                found[zone, at] += 1.0
    return found


def _events(events: Iterable[EventFacts], calendar: _Calendar, family: str) -> list[Candidate]:
    """One signal a kind of event: the share of a period's days on which one went on."""
    by_kind: dict[str, list[EventFacts]] = {}
    for event in events:
        if event.family in {None, family}:
            by_kind.setdefault(event.kind, []).append(event)
    return [
        Candidate(
            key=f"{OutsideKind.EVENT.value}:{kind}",
            paths={ago: _event_shares(found, calendar, ago) for ago in (0, *calendar.origins)},
        )
        for kind, found in sorted(by_kind.items())
    ]


def _event_shares(events: Iterable[EventFacts], calendar: _Calendar, ago: int) -> Values:
    found = np.zeros((len(calendar.scopes), calendar.length(ago)))
    for event in events:
        if event.known_on >= calendar.morning(ago):
            continue
        zones = slice(None) if event.scope_id is None else calendar.zone_of.get(event.scope_id)
        if zones is None:
            continue
        first = number_of(calendar.period, event.first_on)
        last = number_of(calendar.period, event.last_on)
        for number in range(
            max(first, calendar.start), min(last + 1, calendar.start + found.shape[1])
        ):
            begins, ends = start_of(calendar.period, number), end_of(calendar.period, number)
            days = (min(ends, event.last_on) - max(begins, event.first_on)).days + 1
            found[zones, number - calendar.start] += days / ((ends - begins).days + 1)
    return np.minimum(found, 1.0)


def _feedback(
    feedback: Mapping[tuple[str, UUID], Sequence[date]], kind: str, calendar: _Calendar
) -> dict[int, Values]:
    """How often something was heard in a territory; what is to come, as often as of late."""
    counts = np.zeros((len(calendar.scopes), calendar.longest))
    for (heard, scope_id), days in feedback.items():
        zone = calendar.zone_of.get(scope_id)
        if heard != kind or zone is None:
            continue
        for on in days:
            at = number_of(calendar.period, on) - calendar.start
            if 0 <= at < calendar.end - calendar.start:
                counts[zone, at] += 1.0
    paths = {}
    for ago in (0, *calendar.origins):
        known = max(1, calendar.end - ago - calendar.start)
        path = counts[:, : calendar.length(ago)].copy()
        path[:, known:] = counts[:, max(0, known - calendar.rhythm.near) : known].mean(axis=1)[
            :, None
        ]
        paths[ago] = path
    return paths


def _as_known(series: SeriesFacts, calendar: _Calendar, ago: int) -> Values:
    """A series as it was known at an origin, carried on by its own forecast; one row for every territory.

    Of what is always above zero the logarithm is taken: a price works by its ratio.
    """
    morning = calendar.morning(ago)
    known: dict[int, list[float]] = {}
    for on, value in series.values.items():
        if on + timedelta(days=series.delay_days) < morning:
            known.setdefault(number_of(calendar.period, on), []).append(value)
    length = calendar.length(ago)
    if not known:
        return np.zeros((len(calendar.scopes), length))
    first, last = min(known), max(known)
    means = [float(np.mean(known[at])) if at in known else np.nan for at in range(first, last + 1)]
    filled = np.array(means)
    for at in np.flatnonzero(np.isnan(filled)):
        filled[at] = filled[at - 1]
    ahead = calendar.start + length - 1 - last
    if ahead > 0:
        filled = np.concatenate([filled, _carried_on(filled, ahead, calendar.rhythm.season)])
    if (filled > 0.0).all():
        filled = np.log(filled)
    places = np.clip(np.arange(calendar.start, calendar.start + length) - first, 0, len(filled) - 1)
    return np.tile(filled[places], (len(calendar.scopes), 1))


def _carried_on(values: Values, ahead: int, season: int) -> Values:
    """The series' own forecast; what falls below zero, like a temperature, is lifted above it meanwhile."""
    lift = max(0.0, -float(values.min()))
    panel = panel_of({"outside": values + lift}, season)
    found: Values = forecast(panel, ahead, cores=1, can_learn=False).point[0] - lift
    return found


def trial_rows(
    run_id: UUID,
    period: ForecastPeriod,
    histories: Sequence[History],
    done: Done,
    dropped: Iterable[Dropped],
) -> list[dict[str, Any]]:
    """What came of each signal, as the table has it."""
    rows = [
        _trial_row(
            run_id, period, histories[root].place.family, trial.key, trial.verdict.value,
            error_without=trial.error_without, error_with=trial.error_with,
            origin_count=trial.origin_count, better_count=trial.better_count, lead=trial.lead,
        )
        for root, trials in done.trials.items()
        for trial in trials
    ]  # fmt: skip
    return rows + [
        _trial_row(run_id, period, "", each.signal, each.verdict.value, ended_on=each.ended_on)
        for each in dropped
    ]


def _trial_row(
    run_id: UUID, period: ForecastPeriod, family: str, signal: str, verdict: str, **more: Any
) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "family": family,
        "signal": signal,
        "verdict": verdict,
        "period": period.value,
        "error_without": None,
        "error_with": None,
        "origin_count": 0,
        "better_count": 0,
        "lead": 0,
        "ended_on": None,
        **more,
    }
