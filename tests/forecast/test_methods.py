"""Each method against answers known from elsewhere: worked by hand, or by statsforecast 2.1.1 on the same numbers."""

import math

import numpy as np
import pytest

from backend.engine.forecast.autoregression import believed_mean, is_wandering, yule_walker
from backend.engine.forecast.intermittent import adida, croston_sba, imapa, mean_interval, tsb
from backend.engine.forecast.kernel import (
    AUTOREGRESSION,
    DAMPED_HOLT,
    DYNAMIC_THETA,
    GROWING_THETA,
    HOLT_WINTERS,
    IMAPA,
    METHODS,
    PROFILE_IMAPA,
    SEASONAL_NAIVE,
    SES,
    THETA,
    ZERO,
    forecast_history,
)
from backend.engine.forecast.profiles import profiles_of
from backend.engine.forecast.seasonal import is_seasonal, seasonal_indices, slope_of
from backend.engine.forecast.smoothing import fit_holt, fit_ses, holt_error, least_weight, ses_error
from backend.engine.forecast.theta import theta_path

FLAT = np.array([50 + (37 * t % 17) for t in range(40)], dtype=np.float64)
RISING = np.array(
    [round(100 + 2 * t + 20 * math.sin(math.tau * t / 12) + (37 * t % 17)) for t in range(52)],
    dtype=np.float64,
)
SPARSE = np.array(
    [0,0,3,0,0,0,5,0,2,0,0,0,0,4,0,0,6,0,0,1,0,0,0,3,0,0,2,0,0,5], dtype=np.float64
)  # fmt: skip


def paths(y: np.ndarray, season: int, horizon: int = 4) -> np.ndarray:
    out = np.zeros((len(METHODS), horizon))
    forecast_history(y, season, 8, np.ones(1), 0, out)
    return out


def test_smoothing_with_a_given_weight_is_the_textbook_recursion() -> None:
    # 10, 20, 30 with weight 0.5 from a start l: the errors are 10 - l, 15 - l/2 and 17.5 - l/4.
    error, level = ses_error(np.array([10.0, 20.0, 30.0]), 0.5)
    start = (10 + 15 / 2 + 17.5 / 4) / (1 + 1 / 4 + 1 / 16)
    assert error == pytest.approx(
        (10 - start) ** 2 + (15 - start / 2) ** 2 + (17.5 - start / 4) ** 2
    )
    assert level == pytest.approx(21.25 + start / 8)


def test_no_weight_on_a_grid_is_better_than_the_one_that_was_fitted() -> None:
    weight, level = fit_ses(FLAT, 0.01, 0.99)
    least = min(ses_error(FLAT, each)[0] for each in np.linspace(0.01, 0.99, 197))
    assert ses_error(FLAT, weight)[0] <= least * 1.0001
    assert level == ses_error(FLAT, weight)[1]


@pytest.mark.parametrize(("periods", "expected"), [(8, 0.1), (150, 0.1), (300, 0.05), (4000, 0.02)])
def test_a_level_is_smoothed_no_slower_than_its_history_can_vouch_for(
    periods: int, expected: float
) -> None:
    assert least_weight(periods) == pytest.approx(expected)


def test_a_level_that_has_moved_is_followed_though_its_mean_would_fit_the_past_better() -> None:
    moved = np.array([20.0, 44, 16, 40, 24, 36, 18, 42, 22, 38, 60, 58, 62, 60])
    assert fit_ses(moved[:10], 0.01, 0.99)[0] < 0.02
    found = paths(moved[:10], 1)[SES]
    weight, level = fit_ses(moved[:10], 0.1, 0.99)
    assert weight == pytest.approx(0.1)
    assert found == pytest.approx([level] * 4)
    assert paths(moved, 1)[DYNAMIC_THETA][0] > 50.0


def test_a_straight_line_is_followed_by_the_damped_trend_without_error() -> None:
    line = np.array([5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0])
    error, level, trend = holt_error(line, 0.5, 0.5, 1.0)
    assert error == pytest.approx(0.0, abs=1e-9)
    assert [level, trend] == pytest.approx([19.0, 2.0])
    assert fit_holt(line)[0] < 5.0


def test_theta_is_that_of_statsforecast() -> None:
    out = np.zeros(4)
    theta_path(RISING[:48], out)
    assert out == pytest.approx([189.8059, 190.7216, 191.6374, 192.5531], abs=0.001)
    assert slope_of(np.array([1.0, 3.0, 5.0, 7.0])) == 2.0


def test_the_other_regular_methods_come_within_two_percent_of_statsforecast() -> None:
    found = paths(FLAT, 1)
    assert found[THETA] == pytest.approx([58.9513, 58.9801, 59.0090, 59.0378], rel=0.01)
    assert found[DYNAMIC_THETA] == pytest.approx([58.6734] * 4, rel=0.01)
    assert found[SES] == pytest.approx([59.5957] * 4, rel=0.03)
    assert paths(RISING[:48], 12)[HOLT_WINTERS] == pytest.approx(
        [191.856, 205.151, 216.1604, 223.5855], rel=0.03
    )


def test_croston_and_tsb_are_those_of_statsforecast() -> None:
    assert croston_sba(SPARSE) == pytest.approx(0.9705, abs=0.0001)
    assert tsb(SPARSE, 0.1, 0.1) == pytest.approx(1.0782, abs=0.0001)


def test_aggregation_comes_within_one_percent_of_statsforecast() -> None:
    assert mean_interval(SPARSE) == pytest.approx(30 / 9)
    assert adida(SPARSE) == pytest.approx(1.0409, rel=0.01)
    assert imapa(SPARSE) == pytest.approx(1.1018, rel=0.01)


def test_croston_by_hand() -> None:
    # Sizes 4 then 6, intervals 2 then 3: (4 + 0.1·2) ÷ (2 + 0.1·1) × 0.95.
    assert croston_sba(np.array([0.0, 4.0, 0.0, 0.0, 6.0])) == pytest.approx(4.2 / 2.1 * 0.95)


def test_an_autoregression_of_order_one_finds_its_coefficient() -> None:
    assert yule_walker(np.array([1.0, 0.6, 0.36, 0.216]), 100) == pytest.approx([0.6])


def test_levels_wander_where_the_autocorrelation_less_its_bias_is_near_one() -> None:
    # 0.7 of 20 periods is estimated (1 + 2.8) ÷ 20 too low: 0.89. Of 200 it is what it is.
    assert is_wandering(0.7, 20)
    assert not is_wandering(0.7, 200)


def test_a_drift_is_believed_less_its_own_error() -> None:
    # Mean 2, variance 1, four values: noise ¼ of a squared mean of 4.
    assert believed_mean(np.array([1.0, 3.0, 1.0, 3.0])) == pytest.approx(2 * (1 - 0.25 / 4))
    assert believed_mean(np.array([-9.0, 9.0, -8.0, 9.0])) == 0.0


def test_the_autoregression_carries_a_short_steady_rise_on() -> None:
    years = np.array([10.0, 12, 13, 15, 18, 19, 21, 24, 25, 27, 30, 31, 33, 36])
    assert paths(years, 1)[AUTOREGRESSION] == pytest.approx([38, 40, 42, 44], abs=1.5)


def test_what_grows_by_a_share_of_itself_goes_on_to_do_so() -> None:
    growing = 100.0 * 1.1 ** np.arange(16)
    found = paths(growing, 1)
    assert found[GROWING_THETA] == pytest.approx(growing[-1] * 1.1 ** np.arange(1, 5), rel=0.03)
    assert (found[GROWING_THETA] > found[DYNAMIC_THETA]).all()
    with_a_zero = np.concatenate([[0.0], growing])
    found = paths(with_a_zero, 1)
    assert np.array_equal(found[GROWING_THETA], found[DYNAMIC_THETA])


def test_a_season_is_seen_behind_a_trend_and_not_where_there_is_none() -> None:
    assert is_seasonal(RISING[:48], 12)
    assert not is_seasonal(np.arange(48.0), 12)
    assert not is_seasonal(FLAT, 12)
    assert not is_seasonal(RISING[:20], 12)


def test_a_season_that_repeats_exactly_is_taken_as_it_is() -> None:
    y = np.tile([10.0, 20.0, 30.0, 20.0], 6)
    assert seasonal_indices(y, 4, True) == pytest.approx([0.5, 1.0, 1.5, 1.0])
    found = paths(y, 4)
    for method in (SEASONAL_NAIVE, SES, THETA, DYNAMIC_THETA, DAMPED_HOLT, HOLT_WINTERS):
        assert found[method] == pytest.approx([10.0, 20.0, 30.0, 20.0], rel=0.02), METHODS[method]


def test_the_rising_season_is_carried_on() -> None:
    found = paths(RISING[:48], 12)
    for method in (SES, THETA, DYNAMIC_THETA, DAMPED_HOLT, HOLT_WINTERS):
        error = np.abs(found[method] - RISING[48:]).sum() / RISING[48:].sum()
        assert error < 0.06, METHODS[method]
    assert np.abs(found[SEASONAL_NAIVE] - RISING[48:]).sum() / RISING[48:].sum() > 0.08


@pytest.mark.parametrize("y", [[], [7.0], [7.0, 7.0, 7.0, 7.0, 7.0], [0.0] * 30, [1.0, 2.0]])
def test_a_history_with_nothing_to_fit_gives_its_mean_or_last_value(y: list[float]) -> None:
    found = paths(np.array(y), 12)
    assert np.isfinite(found).all()
    assert found[SES] == pytest.approx([sum(y) / max(1, len(y))] * 4)
    assert not found[ZERO].any()


def test_a_series_of_few_demands_takes_its_weekdays_from_its_group() -> None:
    week = np.array([2.0, 2.0, 2.0, 2.0, 2.0, 8.0, 10.0])
    busy = np.tile(week, 20)
    rare = np.zeros(140)
    rare[[5, 47, 90, 132]] = 1.0
    values = np.concatenate([busy, rare])
    starts, ends = np.array([0, 140]), np.array([140, 280])
    none = np.zeros(2, dtype=np.int64)
    profiles = profiles_of(values, starts, ends, none, none, 7)
    assert profiles[0] == pytest.approx(week / 4, rel=0.01)
    assert profiles[1].argmax() == 6
    assert profiles[1][:5].max() < 0.8
    out = np.zeros((len(METHODS), 7))
    forecast_history(rare, 7, 28, profiles[1], 0, out)
    assert len(set(out[IMAPA])) == 1
    assert out[PROFILE_IMAPA].argmax() == 6
