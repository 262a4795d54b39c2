"""The whole forecast: repeatable, blind to what comes after the origin, and never ended by one series."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from backend.engine.forecast import backtest
from backend.engine.forecast.accuracy import accuracy, actuals, scales_of
from backend.engine.forecast.classes import CLASSES
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.run import Forecast, forecast

PROJECT = Path(__file__).resolve().parents[2]


def shop(count: int = 60, periods: int = 72, seed: int = 5) -> Panel:
    """Monthly series with a season, some of them rare."""
    print(f"seed {seed}")
    chance = np.random.default_rng(seed)
    season = 1.0 + 0.4 * np.sin(np.arange(periods) * 2 * np.pi / 12)
    rate = chance.gamma(2.0, 8.0, count) + 0.2
    return panel_of(
        {f"S{each}": chance.poisson(rate[each] * season).astype(float) for each in range(count)}, 12
    )


@pytest.fixture(scope="module")
def panel() -> Panel:
    return shop()


@pytest.fixture(scope="module")
def found(panel: Panel) -> Forecast:
    return forecast(panel.shortened(6), 6, cores=2)


def same(one: Forecast, two: Forecast) -> None:
    for name in ("point", "low", "high", "weights"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name


def test_the_same_input_and_seed_give_the_same_forecast_on_any_number_of_cores(
    panel: Panel, found: Forecast
) -> None:
    same(found, forecast(panel.shortened(6), 6, cores=1))


def test_what_comes_after_the_origin_changes_nothing(panel: Panel, found: Forecast) -> None:
    values = panel.values.copy()
    for end in panel.ends:
        values[end - 6 : end] = 999_999.0
    same(found, forecast(Panel(**{**vars(panel), "values": values}).shortened(6), 6, cores=2))


def test_it_is_better_than_the_seasonal_naive_and_its_interval_holds(
    panel: Panel, found: Forecast
) -> None:
    before = panel.shortened(6)
    came, scales = actuals(panel, before, 6), scales_of(before)
    ours = accuracy(came, found.point, scales, (found.low, found.high))
    assert ours.wape < 0.85 * accuracy(came, found.naive, scales).wape
    assert 0.84 <= ours.coverage <= 0.96
    assert (found.low <= found.point).all()
    assert (found.point <= found.high).all()
    assert (found.low >= 0.0).all()


def test_many_related_series_are_learned_together_and_alike_every_time() -> None:
    many = shop(count=160)
    first = forecast(many, 6, cores=2)
    assert first.is_learned
    same(first, forecast(many, 6, cores=1))
    assert not forecast(many, 6, can_learn=False).is_learned


def test_a_price_known_in_advance_is_used_and_only_that_of_the_period_itself() -> None:
    chance = np.random.default_rng(8)
    price = np.where(chance.random((150, 84)) < 0.2, 0.5, 1.0)
    sold = chance.poisson(np.where(price[:, :80] < 1.0, 60.0, 20.0)).astype(float)
    whole = panel_of({str(each): row for each, row in enumerate(sold)}, 1, known={"price": price})
    found = forecast(whole, 4)
    is_cheap = price[:, 80:84] < 1.0
    assert found.point[is_cheap].mean() > 1.7 * found.point[~is_cheap].mean()
    # With the prices to come unknown it falls back on what is usual, and does not fail.
    blind = forecast(
        panel_of(
            {str(each): row for each, row in enumerate(sold)}, 1, known={"price": price[:, :80]}
        ),
        4,
    )
    assert blind.point[is_cheap].mean() < 1.3 * blind.point[~is_cheap].mean()


def test_odd_series_are_answered_and_those_without_a_method_are_named() -> None:
    odd = panel_of(
        {
            "usual": [5.0, 7.0, 6.0, 8.0] * 8,
            "none": [],
            "one": [12.0],
            "zeros": [0.0] * 40,
            "returns": [5.0, -50.0, 6.0, 5.0, 6.0, 5.0, 7.0, 6.0],
            "unreadable": [5.0, float("nan"), 6.0, 5.0, float("inf"), 5.0, 7.0, 6.0],
            "century": [float(each % 10) for each in range(1200)],
            "dead": [9.0] * 20 + [0.0] * 40,
        },
        4,
    )
    found = forecast(odd, 3)
    assert np.isfinite(found.point).all()
    assert np.isfinite(found.high).all()
    by_name = dict(zip(odd.ids, found.point.tolist(), strict=True))
    assert by_name["none"] == by_name["zeros"] == by_name["dead"] == [0.0, 0.0, 0.0]
    assert by_name["one"] == [12.0, 12.0, 12.0]
    assert found.failed == {1: "no history", 2: "only 1 periods of history"}
    mends = {(odd.ids[mark.series], mark.period): mark.mend.value for mark in found.marks}
    assert mends[("returns", 1)] == "returns"
    assert mends[("unreadable", 1)] == mends[("unreadable", 4)] == "not_a_number"
    assert CLASSES[found.classes[7]].value == "ending"


def test_a_series_that_fails_falls_back_to_its_last_value_and_the_others_do_not_notice(
    monkeypatch: pytest.MonkeyPatch, panel: Panel
) -> None:
    usual = backtest._paths

    def fails_on_seven(part: Panel, profiles: np.ndarray, horizon: int) -> np.ndarray:
        if "S7" in part.ids:
            raise ValueError("seven is not for us") if len(part) == 1 else ValueError("a chunk")
        return usual(part, profiles, horizon)

    whole = forecast(panel, 3, can_learn=False)
    failed: dict[int, str] = {}
    with ThreadPoolExecutor(1) as pool:
        good = backtest.paths_of(panel, 3, pool)
        monkeypatch.setattr(backtest, "_paths", fails_on_seven)
        bad = backtest.paths_of(panel, 3, pool, None, failed)
    assert failed == {7: "seven is not for us"}
    assert np.delete(bad, 7, axis=0).tolist() == np.delete(good, 7, axis=0).tolist()
    assert set(bad[7].ravel().tolist()) == {panel.history(7)[-1]}
    answered = forecast(panel, 3, can_learn=False)
    assert list(answered.failed) == [7]
    assert np.isfinite(answered.point).all()
    assert answered.point.shape == whole.point.shape


def test_progress_is_told_to_the_end(panel: Panel) -> None:
    told: list[tuple[str, float]] = []
    forecast(panel, 3, told=lambda stage, share: told.append((stage, share)))
    assert ("methods", 1.0) in told
    assert told[-1] == ("done", 1.0)
    assert all(0.0 <= share <= 1.0 for _, share in told)


def test_without_the_compiler_it_is_slower_and_the_same() -> None:
    program = """
import sys
if sys.argv[1] == "plain":
    sys.modules["numba"] = None
import numpy as np
from backend.engine.forecast.compiled import IS_COMPILED
from backend.engine.forecast.kernel import METHODS, forecast_chunk
y = np.array([3.0, 5, 4, 6, 8, 7, 5, 4, 6, 9, 11, 8, 6, 5, 7, 10, 12, 9, 0, 0, 7, 11, 13, 10] * 2)
out = np.zeros((1, len(METHODS), 5), dtype=np.float32)
at = np.zeros(1, dtype=np.int64)
forecast_chunk(y, at, at + len(y), at, np.array([[0.5, 1.0, 1.5, 1.0]]), 4, 8, out)
print(IS_COMPILED, np.round(out[0], 3).tolist())
"""
    answers = [
        subprocess.run(
            [sys.executable, "-c", program, way],
            capture_output=True, text=True, check=True, cwd=PROJECT,
        ).stdout.split(" ", 1)
        for way in ("compiled", "plain")
    ]  # fmt: skip
    assert [is_compiled for is_compiled, _ in answers] == ["True", "False"]
    assert answers[0][1] == answers[1][1]
