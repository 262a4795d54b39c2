"""Histories of fewer than three seasons lean on the last one, as far as it helped and no line explains it."""

import numpy as np
import pytest

from backend.engine.forecast.classes import CLASSES, DemandClass
from backend.engine.forecast.kernel import GROWN_SEASON, growth_of
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.run import forecast
from backend.engine.forecast.seasons import (
    barred_for,
    has_few_seasons,
    has_short_histories,
    lines,
    nearer_origin,
    repeats,
    usual_shares,
)

YEAR = np.array([40.0, 42, 55, 70, 90, 120, 140, 130, 95, 70, 50, 60])


def many(periods: int, season: int, *, is_seasonal: bool) -> Panel:
    print("seed 9")
    chance = np.random.default_rng(9)
    level = chance.gamma(4.0, 25.0, (150, 1)) + 20.0
    course = YEAR / YEAR.mean() if is_seasonal else np.ones(12)
    rows = level * course[np.arange(periods) % 12] * chance.normal(1.0, 0.15, (150, periods))
    return panel_of({str(at): np.maximum(0.0, row) for at, row in enumerate(rows)}, season)


def test_few_seasons_are_one_to_three() -> None:
    panel = panel_of({str(n): np.ones(n) for n in (11, 12, 35, 36)}, 12)
    assert has_few_seasons(panel).tolist() == [False, True, True, False]
    assert not has_few_seasons(panel_of({"none": np.ones(8)}, 1)).any()


def test_growth_is_believed_as_far_as_there_are_periods_to_compare() -> None:
    assert growth_of(YEAR, 12) == 1.0
    # Four periods at 1.1 times the year before: 4 ÷ (4 + 6) of a tenth.
    assert growth_of(np.concatenate([YEAR, 1.1 * YEAR[:4]]), 12) == pytest.approx(1.04)
    assert growth_of(np.concatenate([YEAR, 9.0 * YEAR]), 12) == pytest.approx(1.0 + 12 / 18)


def test_a_season_is_judged_at_a_nearer_origin_where_the_horizon_reaches_before_it() -> None:
    assert nearer_origin(panel_of({"a": np.ones(15)}, 12), 6) == [3]
    assert nearer_origin(panel_of({"a": np.ones(20)}, 12), 6) == []
    assert nearer_origin(panel_of({"a": np.ones(12)}, 12), 6) == []


def test_usually_it_is_half_less_with_more_seasons_or_long_ones_and_none_where_demand_is_sparse() -> (
    None
):
    smooth, lumpy = CLASSES.index(DemandClass.SMOOTH), CLASSES.index(DemandClass.LUMPY)
    months = panel_of({"a": np.ones(15), "b": np.ones(30), "c": np.ones(15)}, 12)
    classes = np.array([smooth, smooth, lumpy])
    assert usual_shares(months, classes).tolist() == [0.5, 0.4, 0.0]
    weeks = panel_of({"a": np.ones(60)}, 52)
    assert usual_shares(weeks, np.array([smooth])) == pytest.approx([0.5 * 12 / 52])


def test_a_season_that_comes_back_gets_more_than_half_and_one_that_does_not_next_to_nothing() -> (
    None
):
    classes = np.full(150, CLASSES.index(DemandClass.SMOOTH))
    assert repeats(many(21, 12, is_seasonal=True), classes) > 0.8
    assert repeats(many(21, 12, is_seasonal=False), classes) < 0.2
    # Of two periods that have come twice nothing is concluded.
    assert repeats(many(14, 12, is_seasonal=True), classes) == 0.5
    kept = usual_shares(many(30, 12, is_seasonal=True), classes)
    assert kept == pytest.approx(np.full(150, 0.4))
    assert usual_shares(many(30, 12, is_seasonal=False), classes).max() < 0.2


def test_demand_that_never_moves_says_nothing_of_its_season() -> None:
    flat = panel_of({"a": np.full(20, 7.0), "b": np.linspace(0.0, 57.0, 20)}, 12)
    assert repeats(flat, np.full(2, CLASSES.index(DemandClass.SMOOTH))) == 0.5


def test_histories_are_short_where_most_have_fewer_than_thirty_periods() -> None:
    assert has_short_histories(panel_of({"a": np.ones(29), "b": np.ones(29), "c": np.ones(90)}, 12))
    assert not has_short_histories(panel_of({"a": np.ones(30)}, 12))
    assert not has_short_histories(panel_of({}, 12))


def test_what_a_line_explains_is_no_season() -> None:
    rising = [100.0 + 5.0 * month for month in range(16)]
    explained = lines(panel_of({"line": rising, "course": [*YEAR, *YEAR[:8]]}, 12))
    assert explained[0] == pytest.approx(1.0)
    assert explained[1] < 0.2
    found = forecast(panel_of({"line": rising}, 12), 4)
    assert found.weights[0, GROWN_SEASON] == pytest.approx(0.0, abs=0.01)


def test_the_last_season_is_a_choice_for_a_class_only_where_most_have_few_of_them() -> None:
    short, long = panel_of({"a": np.ones(20)}, 12), panel_of({"a": np.ones(60)}, 12)
    assert GROWN_SEASON not in barred_for(short)
    assert GROWN_SEASON in barred_for(long)


def test_sixteen_months_with_a_season_see_the_next_one_coming_and_without_one_see_none() -> None:
    def off(*, is_seasonal: bool) -> tuple[float, float]:
        whole = many(22, 12, is_seasonal=is_seasonal)
        before = whole.shortened(6)
        came = np.stack([whole.history(row)[16:] for row in range(len(whole))])
        found = forecast(before, 6, can_learn=False)
        level = np.stack(
            [before.history(row)[-8:].mean() * np.ones(6) for row in range(len(whole))]
        )
        return float(np.abs(found.point - came).sum()), float(np.abs(level - came).sum())

    ours, flat = off(is_seasonal=True)
    assert ours < 0.75 * flat
    ours, flat = off(is_seasonal=False)
    assert ours < 1.1 * flat
