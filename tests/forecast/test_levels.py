"""A clean jump of the level: where it is seen, where it is none, and that every method then follows it."""

import numpy as np
import pytest

from backend.engine.forecast.kernel import METHODS, NAIVE, SEASONAL_NAIVE, ZERO, forecast_history
from backend.engine.forecast.levels import at_new_level, jump_of


def noise(count: int, seed: int = 6) -> np.ndarray:
    print(f"seed {seed}")
    return np.random.default_rng(seed).normal(0.0, 1.0, count)


def test_a_jump_is_where_both_sides_hold_their_level() -> None:
    y = np.concatenate([np.full(24, 100.0), np.full(4, 200.0)]) + 3.0 * noise(28)
    first, ratio = jump_of(y)
    assert first == 24
    assert ratio == pytest.approx(2.0, rel=0.05)
    assert jump_of(y[::-1].copy())[0] == 0  # the old level is too short to be one


def test_a_jump_between_levels_without_any_noise_is_seen() -> None:
    y = np.array([100.0] * 12 + [150.0] * 2)
    assert jump_of(y) == (12, 1.5)
    assert at_new_level(y, 12).tolist() == [150.0] * 14


@pytest.mark.parametrize(
    "y",
    [
        100.0 + 5.0 * np.arange(40.0),
        100.0 * 1.05 ** np.arange(40.0),
        np.array([100.0] * 30 + [300.0]),
        np.array([0.0, 5.0, 0.0, 0.0] * 6 + [40.0, 41.0, 40.0]),
    ],
    ids=["a line", "growth", "one period alone", "rare demand"],
)
def test_what_is_no_jump_stays_as_it_was(y: np.ndarray) -> None:
    assert at_new_level(y, 12) is y or np.array_equal(at_new_level(y, 12), y)


def test_levels_that_wander_rarely_jump() -> None:
    steps = np.random.default_rng(11).normal(0.0, 3.0, (300, 60))
    print("seed 11")
    walks = 200.0 + steps.cumsum(axis=1)
    assert sum(jump_of(walk)[0] > 0 for walk in walks) <= 15


def test_the_season_is_no_jump_and_a_jump_behind_a_season_is_seen() -> None:
    season = np.tile([60.0, 80, 100, 140, 160, 140, 120, 100, 90, 80, 70, 60], 4)
    assert np.array_equal(at_new_level(season, 12), season)
    jumped = np.concatenate([season, 2.0 * season[:5]])
    found = at_new_level(jumped, 12)
    assert found[-5:].tolist() == jumped[-5:].tolist()
    assert found[:48] == pytest.approx(2.0 * season)


def test_every_method_but_the_naive_ones_stands_at_the_new_level() -> None:
    y = np.concatenate([np.full(24, 100.0), np.full(4, 200.0)]) + 2.0 * noise(28)
    out = np.zeros((len(METHODS), 4))
    forecast_history(y, 12, 8, np.ones(1), 0, out)
    for method in set(range(len(METHODS))) - {NAIVE, SEASONAL_NAIVE, ZERO}:
        assert out[method] == pytest.approx([200.0] * 4, rel=0.06), METHODS[method]
    assert out[SEASONAL_NAIVE] == pytest.approx([100.0] * 4, rel=0.06)
