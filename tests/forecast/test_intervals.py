"""Intervals from past origins: as wide as each series needs them, at each step, and never from its own answer."""

import numpy as np
import pytest

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.classes import CLASSES, DemandClass
from backend.engine.forecast.intervals import Past, bounds, longer, usual_errors
from backend.engine.forecast.panel import panel_of

SEED = 11
COUNT = 300
HORIZON = 4
AGOS = (4, 8, 12, 16, 20, 24)


def pasts(spread: Floats, growth: Floats, agos: tuple[int, ...] = AGOS) -> list[Past]:
    """Forecasts of 100, and what came; all series looked alike before, whatever they did then."""
    print(f"seed {SEED}")
    chance = np.random.default_rng(SEED)
    return [
        Past(
            ago=ago,
            rows=np.arange(COUNT),
            forecast=np.full((COUNT, HORIZON), 100.0),
            actual=100.0 + spread[:, None] * growth * chance.normal(size=(COUNT, HORIZON)),
            scales=np.full(COUNT, 10.0),
            classes=np.zeros(COUNT, dtype=np.int64),
        )
        for ago in agos
    ]


def laid(found: list[Past]) -> tuple[Floats, Floats]:
    return bounds(
        np.full((COUNT, HORIZON), 100.0), np.full(COUNT, 10.0), np.zeros(COUNT, np.int64), found
    )


def test_a_series_that_was_easier_to_forecast_gets_the_narrower_interval() -> None:
    spread = np.where(np.arange(COUNT) < 150, 2.0, 10.0)
    low, high = laid(pasts(spread, np.ones(HORIZON)))
    width = (high - low).mean(axis=1)
    assert width[:150].mean() < 0.5 * width[150:].mean()
    came = 100.0 + spread[:, None] * np.random.default_rng(12).normal(size=(COUNT, HORIZON))
    inside = (came >= low) & (came <= high)
    assert inside.mean() == pytest.approx(0.9, abs=0.03)
    assert inside[150:].mean() > 0.8


def test_it_widens_with_the_step_as_the_errors_did() -> None:
    low, high = laid(pasts(np.full(COUNT, 5.0), np.array([1.0, 2.0, 3.0, 4.0])))
    width = (high - low)[0]
    assert width / width[0] == pytest.approx([1.0, 2.0, 3.0, 4.0], rel=0.15)
    low, high = laid(pasts(np.full(COUNT, 5.0), np.ones(HORIZON)))
    assert (high - low)[0] == pytest.approx([(high - low)[0].mean()] * HORIZON, rel=0.15)


def test_what_came_at_an_origin_does_not_tell_what_was_usual_at_it() -> None:
    found = pasts(np.full(COUNT, 5.0), np.ones(HORIZON))
    scales = [each.scales for each in found]
    _, before = usual_errors(found, scales, scales[0])
    found[0].actual[0] = 1000.0
    _, after = usual_errors(found, scales, scales[0])
    assert after[0][0] == pytest.approx(before[0][0], rel=0.05)
    assert after[1][0].mean() > 3.0 * before[1][0].mean()


def test_origins_that_share_all_their_periods_vouch_for_no_series() -> None:
    spread = np.where(np.arange(COUNT) < 150, 2.0, 10.0)
    low, high = laid(pasts(spread, np.ones(HORIZON), (4, 5, 6)))
    width = high - low
    assert width.min() == pytest.approx(width.max(), rel=0.3)


def test_the_lower_end_stops_at_zero_and_perfect_forecasts_have_no_width() -> None:
    low, high = laid(pasts(np.full(COUNT, 500.0), np.ones(HORIZON)))
    assert (low == 0.0).all()
    assert (high > 100.0).all()
    low, high = laid(pasts(np.zeros(COUNT), np.ones(HORIZON)))
    assert (high - low).max() < 1e-3


def test_periods_that_are_not_known_count_for_nothing() -> None:
    found = pasts(np.full(COUNT, 5.0), np.ones(HORIZON))
    for each in found:
        each.actual[::2, 1:] = np.nan
        each.actual[0] = np.nan
    low, high = laid(found)
    assert np.isfinite(low).all()
    assert np.isfinite(high).all()
    assert (high - low).mean() == pytest.approx(2 * 1.645 * 5.0, rel=0.1)


def test_a_class_with_few_periods_learns_from_all_series_what_it_has_not_seen() -> None:
    found = pasts(np.full(COUNT, 5.0), np.ones(HORIZON))
    for each in found:
        each.classes[:6] = 1
        each.actual[:6] = 105.0  # by accident never too high
    classes = found[0].classes
    low, _ = bounds(np.full((COUNT, HORIZON), 100.0), np.full(COUNT, 10.0), classes, found)
    assert (low[:6] < 97.0).all()


def test_a_longer_history_errs_less_by_what_its_line_and_season_were_learned_from() -> None:
    smooth, lumpy = CLASSES.index(DemandClass.SMOOTH), CLASSES.index(DemandClass.LUMPY)
    then = panel_of({"a": np.ones(8), "b": np.ones(8)}, 1)
    # Two figures from 8 periods, then from 14: √((1 + 2 ÷ 14) ÷ (1 + 2 ÷ 8)); none of sparse demand.
    found = longer(then, np.array([smooth, lumpy]), 6)
    assert found == pytest.approx([(8 / 7 / 1.25) ** 0.5, 1.0])
    months = panel_of({"a": np.ones(24), "b": np.ones(23)}, 12)
    found = longer(months, np.array([smooth, smooth]), 12)
    assert found == pytest.approx(
        [((1 + 14 / 36) / (1 + 14 / 24)) ** 0.5, ((1 + 2 / 35) / (1 + 2 / 23)) ** 0.5]
    )
