"""How far what was best in the past is believed: origins are witnesses, series that share an accident are not."""

import numpy as np
import pytest

from backend.engine.forecast.backtest import Origin
from backend.engine.forecast.classes import CLASSES, DemandClass
from backend.engine.forecast.combine import (
    MEDIAN,
    MOST_TRUST,
    Judged,
    error_ratios,
    trusted,
    usual_for,
    weights_for,
    worth_of,
)
from backend.engine.forecast.kernel import (
    DYNAMIC_THETA,
    IMAPA,
    SEASONAL_NAIVE,
    SES,
    TSB,
    WINDOW_MEAN,
)
from backend.engine.forecast.learned import is_worth_learning, judgeable
from backend.engine.forecast.panel import Panel, panel_of

HORIZON = 2
CANDIDATES = MEDIAN + 1
USUAL = np.stack([usual_for(name, CANDIDATES) for name in CLASSES])


def seen(best: int, count: int = 300) -> Judged:
    """An origin at which one method was right for every series, and all others 5 too low."""
    print("seed 4")
    came = 20.0 + np.random.default_rng(4).normal(0.0, 1.0, (count, HORIZON))
    paths = np.full((count, CANDIDATES, HORIZON), 15.0, dtype=np.float32)
    paths[:, best] = 20.0
    paths[:, SEASONAL_NAIVE] = 12.0
    return Judged(paths, came, np.full(count, 4.0), np.zeros(count, dtype=np.int64))


def test_a_method_that_was_right_at_every_origin_is_believed() -> None:
    pasts = {ago: seen(TSB) for ago in (2, 4, 6, 8)}
    assert trusted(pasts, USUAL, 1) == MOST_TRUST
    assert weights_for(pasts, CANDIDATES, 1)[0, TSB] > 0.9


def test_what_was_right_at_one_origin_only_is_not_however_many_series_say_so() -> None:
    pasts = {2: seen(TSB), 4: seen(WINDOW_MEAN), 6: seen(DYNAMIC_THETA), 8: seen(IMAPA)}
    assert trusted(pasts, USUAL, 1) < 0.3
    assert weights_for(pasts, CANDIDATES, 1)[0, TSB] < 0.2


def test_origins_that_answer_the_same_periods_do_not_vouch_for_each_other() -> None:
    assert trusted({2: seen(TSB), 3: seen(TSB)}, USUAL, 1) == MOST_TRUST
    accident = {2: seen(TSB), 3: seen(TSB), 4: seen(WINDOW_MEAN), 5: seen(WINDOW_MEAN)}
    assert trusted(accident, USUAL, 1) == 0.0


def test_where_nothing_can_be_tried_a_small_gain_or_few_series_are_an_accident() -> None:
    def slightly(count: int, gain: float) -> Judged:
        found = seen(TSB, count)
        found.paths[:, TSB] = 15.0 + gain
        return found

    believed = [trusted({2: slightly(300, gain)}, USUAL, 1) for gain in (0.05, 0.5, 5.0)]
    assert believed[0] < 0.1 < believed[1] < 0.8 < believed[2]
    assert (
        trusted({2: slightly(4, 5.0)}, USUAL, 1) < trusted({2: slightly(40, 5.0)}, USUAL, 1) < 0.95
    )


def test_rows_of_origins_that_overlap_count_as_many_as_fit_beside_each_other() -> None:
    assert worth_of({2: seen(TSB), 4: seen(TSB), 6: seen(TSB)}) == 1.0
    assert worth_of({2: seen(TSB), 3: seen(TSB), 4: seen(TSB), 5: seen(TSB)}) == 2.5 / 4


def test_without_a_past_it_is_the_usual_mix() -> None:
    assert np.array_equal(weights_for({}, CANDIDATES, 1), USUAL)


def test_errors_count_as_much_smaller_as_the_learned_model_made_them_and_never_larger() -> None:
    judged = seen(TSB)
    mixed = judged.actual + 4.0
    ratios = error_ratios(judged, mixed, judged.actual + 1.0)
    assert ratios == pytest.approx(np.full(len(CLASSES), 0.25))
    assert error_ratios(judged, mixed, judged.actual - 9.0).tolist() == [1.0] * len(CLASSES)


@pytest.mark.parametrize(
    ("agos", "expected"),
    [
        ((2, 3, 4, 5, 6, 7), [2, 4]),
        ((4, 8, 12, 16, 20, 24), [4, 8]),
        ((12, 14, 16, 18, 20, 22), []),
    ],
)
def test_the_learned_model_is_judged_at_origins_that_share_no_period(
    agos: tuple[int, ...], expected: list[int]
) -> None:
    origins = [origin(ago) for ago in agos]
    assert [agos[place] for place in judgeable(origins, agos[0])] == expected


def test_few_periods_teach_trees_only_what_is_known_in_advance() -> None:
    def panel(known: dict[str, np.ndarray]) -> Panel:
        return panel_of({str(each): [1.0] * 12 for each in range(400)}, 1, known=known)

    origins = [origin(ago, 400) for ago in (2, 4, 6, 8, 10)]
    assert not is_worth_learning(panel({}), origins, HORIZON)
    assert is_worth_learning(panel({"price": np.ones((400, 14))}), origins, HORIZON)
    assert is_worth_learning(panel({}), [origin(ago, 600) for ago in (2, 4, 6, 8, 10)], HORIZON)


def origin(ago: int, count: int = 0) -> Origin:
    nothing = np.empty((0, CANDIDATES, HORIZON))
    return Origin(
        ago=ago, panel=panel_of({}, 1), rows=np.arange(count), paths=nothing.astype(np.float32),
        actual=nothing[:, 0], scales=nothing[:, 0], classes=np.empty(0, dtype=np.int64),
    )  # fmt: skip


def test_short_histories_get_a_level_without_a_slope_beside_the_usual_methods() -> None:
    smooth = CLASSES.index(DemandClass.SMOOTH)
    found = weights_for({}, CANDIDATES, 1, is_short=True)
    assert found[smooth, SES] == pytest.approx(1 / 7)
    assert USUAL[smooth, SES] == 0.0
    assert np.array_equal(
        found[CLASSES.index(DemandClass.LUMPY)], USUAL[CLASSES.index(DemandClass.LUMPY)]
    )
