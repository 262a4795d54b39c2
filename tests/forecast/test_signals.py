"""Signals from outside: what helps is found, noise is not, and nothing is seen that was not known."""

from datetime import date, timedelta
from uuid import UUID

import numpy as np
import pytest

from backend.engine.forecast.job import Job, Outside, worked_out
from backend.engine.forecast.signals import Candidate, Past, Verdict, tried
from backend.engine.forecast.tree import Tree
from backend.forecast.model.outside import EventFacts, Facts, SeriesFacts, outside_of
from backend.forecast.model.periods import number_of
from backend.forecast.model.series import History, Place
from shared.forecast_terms import ForecastPeriod, SignalVerdict

ORIGINS = tuple(4 + 4 * number for number in range(1, 14))
PERIODS, AHEAD = 130, 26
WEEK = ForecastPeriod.WEEK
SITE, NORTH = UUID(int=1), UUID(int=2)


def past(history: np.ndarray) -> Past:
    return Past(
        history=history,
        forecasts={ago: np.full(4, history[: len(history) - ago][-10:].mean()) for ago in ORIGINS},
        lag=4, window=4, season=52,
    )  # fmt: skip


def candidate(values: np.ndarray, key: str = "x") -> Candidate:
    return Candidate(key=key, paths=dict.fromkeys((0, *ORIGINS), values[None, :]))


def events_and_demand(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    print(f"seed {seed}")
    chance = np.random.default_rng(seed)
    there = (chance.random(PERIODS + AHEAD) < 0.15).astype(float)
    demand = 100 * np.exp(-0.4 * there[:PERIODS]) * chance.lognormal(0, 0.08, PERIODS)
    return there, demand


def test_what_moves_demand_is_used_and_the_same_said_twice_only_once() -> None:
    there, demand = events_and_demand()

    first, again = tried(past(demand), [candidate(there), candidate(2 * there, "y")], np.ones(1))

    assert first.verdict is Verdict.HELPS
    assert first.effect == pytest.approx(-0.4, abs=0.06)
    assert (first.error_with or 1) < 0.8 * (first.error_without or 0)
    assert again.verdict is Verdict.SAID_ALREADY


def test_noise_is_used_less_than_one_time_in_twenty() -> None:
    _, demand = events_and_demand()
    chance = np.random.default_rng(9)
    walks = [np.cumsum(chance.normal(0, 0.1, PERIODS + AHEAD)) for _ in range(60)]

    used = sum(tried(past(demand), [candidate(walk)], np.ones(1))[0].is_used for walk in walks)

    assert used <= 3


@pytest.mark.parametrize(
    ("history", "verdict"),
    [
        (np.zeros(PERIODS), Verdict.NEVER_MOVED),
        (np.array([5.0]), Verdict.TOO_SHORT),
        (np.r_[np.zeros(PERIODS - 1), 7.0], Verdict.NEVER_MOVED),
    ],
    ids=["all zeros", "one point", "one demand"],
)
def test_a_series_that_says_nothing_uses_nothing(history: np.ndarray, verdict: Verdict) -> None:
    flat = np.ones(PERIODS + AHEAD)
    found = tried(
        Past(history=history, forecasts={} if len(history) < 9 else past(history).forecasts,
             lag=4, window=4, season=52),
        [candidate(flat)],
        np.ones(1),
    )  # fmt: skip
    assert [each.verdict for each in found] == [verdict]


def test_a_hundred_years_of_months_with_gaps_and_returns_are_tried_and_stay_above_zero() -> None:
    chance = np.random.default_rng(4)
    months = 1200
    there = (chance.random(months + 12) < 0.2).astype(float)
    demand = 50 * np.exp(0.5 * there[:months]) * chance.lognormal(0, 0.1, months)
    demand[200:230] = 0.0
    demand[[40, 700]] = (-20.0, np.nan)
    origins = tuple(1 + 3 * number for number in range(1, 9))
    found = worked_out(
        Job(
            tree=Tree(histories=[demand, demand], offsets=[0, 0], parents=np.array([-1, 0]), groups=[0, 0], season=12),
            horizon=12, lag=1, block=3,
            outside=Outside(
                start=0, zones=np.zeros(2, dtype=np.int64), origins=origins, window=3,
                candidates={0: [Candidate(key="x", paths=dict.fromkeys((0, *origins), there[None, :]))]},
            ),
        ),
        cores=1,
    )  # fmt: skip

    assert found.trials[0][0].is_used
    assert (found.found.point >= 0).all()
    assert np.array_equal(found.found.point[0], found.found.point[1])
    assert np.array_equal(np.sign(found.added[0]), np.sign(found.added[1]))
    assert (found.found.low <= found.found.point).all()


def facts(**changes: object) -> Facts:
    known = {
        "holidays": {}, "countries": {NORTH: "LV"}, "events": [], "series": [], "feedback": {},
    }  # fmt: skip
    return Facts(**{**known, **changes})  # type: ignore[arg-type]


TODAY = date(2026, 11, 23)
END = number_of(WEEK, TODAY)
HISTORIES = [
    History(place, END - 110, (10.0,) * 110)
    for place in (Place("Paint"), Place("Paint", SITE), Place("Paint", SITE, SITE, NORTH, "a", "direct"))
]  # fmt: skip


def test_at_an_origin_nothing_is_seen_that_was_not_known_then() -> None:
    weeks = {TODAY - timedelta(weeks=110 - week): 100.0 + week % 7 for week in range(110)}
    told_late = EventFacts(
        "fair", None, None, date(2026, 8, 3), date(2026, 8, 9), date(2026, 8, 20)
    )

    def paths(values: dict[date, float]) -> dict[str, Candidate]:
        found, _ = outside_of(
            facts(series=[SeriesFacts(SITE, values, 7)], events=[told_late]), WEEK, HISTORIES, END
        )
        assert found is not None
        return {each.key: each for each in found.candidates[0]}

    before, ago = paths(weeks), 20
    after = paths(
        {
            on: 1.0 if on >= TODAY - timedelta(weeks=ago + 1) else value
            for on, value in weeks.items()
        }
    )
    key = f"series:{SITE}"
    assert np.array_equal(before[key].paths[ago], after[key].paths[ago])
    assert not np.array_equal(before[key].paths[8], after[key].paths[8])
    week = number_of(WEEK, date(2026, 8, 3)) - (END - 110)
    fair = before["event:fair"].paths
    assert fair[8][0, week] == 1.0
    assert fair[16][0].sum() == 0.0


def test_a_series_that_ends_is_carried_on_for_a_while_and_then_dropped_with_its_last_day() -> None:
    def of(last: int) -> tuple[bool, list[SignalVerdict]]:
        values = {TODAY - timedelta(weeks=week): -3.0 for week in range(last, 110)}
        found, dropped = outside_of(
            facts(series=[SeriesFacts(SITE, values, 0)]), WEEK, HISTORIES, END
        )
        assert found is None or np.allclose(found.candidates[0][0].paths[0], -3.0, atol=0.5)
        return found is not None, [each.verdict for each in dropped]

    assert of(6) == (True, [])
    assert of(9) == (False, [SignalVerdict.ENDED])
