"""The figures of the M competitions: sMAPE, Naive2 and OWA, each worked by hand."""

import numpy as np
import pytest

from backend.engine.forecast.accuracy import accuracy, owa
from backend.engine.forecast.naive2 import factors_of, naive2
from backend.engine.forecast.panel import panel_of

SCALES = np.array([[10.0, 12.0], [10.0, 12.0]])


def test_smape_is_the_mean_over_series_of_twice_the_error_over_both() -> None:
    came = np.array([[100.0, 100.0], [50.0, np.nan]])
    found = accuracy(came, np.array([[120.0, 80.0], [50.0, 999.0]]), SCALES)
    assert found.smape == pytest.approx(((40 / 220 + 40 / 180) / 2 + 0.0) / 2)


def test_nothing_forecast_and_nothing_come_is_no_error() -> None:
    found = accuracy(np.array([[0.0, 4.0]]), np.array([[0.0, 0.0]]), SCALES[:1])
    assert found.smape == pytest.approx(1.0)


def test_owa_is_half_of_both_ratios() -> None:
    came = np.array([[100.0, 100.0], [50.0, 50.0]])
    ours = accuracy(came, came + 5.0, SCALES)
    base = accuracy(came, came + 10.0, SCALES)
    assert owa(base, base) == 1.0
    assert owa(ours, base) == pytest.approx(0.5 * (ours.smape / base.smape + 0.5))
    assert np.isnan(owa(ours, accuracy(came, came, SCALES)))


def test_naive2_is_the_last_value_with_its_season() -> None:
    season = [0.5, 1.0, 1.5, 1.0]
    y = np.array([80.0 * season[t % 4] for t in range(18)])
    assert factors_of(y, 4) == pytest.approx(season)
    assert naive2(panel_of({"a": y}, 4), 5)[0] == pytest.approx([120, 80, 40, 80, 120])


@pytest.mark.parametrize(
    "y",
    [[40.0, 80, 120, 80] * 2, [0.0, 80, 120, 80] * 5, [5.0, 7, 6, 5, 6, 7, 6, 5, 7, 5, 6, 7, 6]],
)
def test_of_two_seasons_of_zeros_or_of_chance_naive2_is_the_last_value(y: list[float]) -> None:
    assert naive2(panel_of({"a": y}, 4), 2)[0].tolist() == [y[-1]] * 2
