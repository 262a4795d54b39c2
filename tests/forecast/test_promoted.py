"""The model over all series is told of promotions, of no more than was planned when it forecast, and used only where it is better."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.features import table_of
from backend.engine.forecast.learned import TOLD_METHODS
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.promoted import Promotions, told
from backend.engine.forecast.tree import HUNDREDTHS, TOLD, Tree, TreeForecast, forecast_tree
from backend.engine.promotion.learning import learned
from backend.forecast.model.periods import number_of
from backend.forecast.model.promotion import Promoted, Surroundings
from backend.forecast.model.series import Place, histories_of
from backend.forecast.model.told import told_of
from shared.forecast_terms import ForecastPeriod

SERIES, PERIODS, HORIZON, FIRST = 300, 80, 4, 2900
EXPECTED = 2.0


def sold(chance: np.random.Generator, effect: float) -> tuple[Floats, Floats]:
    """Series around 100, promoted in one period of five, when they sell `effect` times as much."""
    promoted = chance.random((SERIES, PERIODS + HORIZON)) < 0.2
    usual = 100.0 * chance.gamma(60.0, 1 / 60.0, promoted.shape)
    return np.where(promoted, usual * effect, usual), promoted.astype(np.float64)


def tree_of(came: Floats, promoted: Floats) -> Tree:
    """Two families; what is promoted was expected to sell twice as much."""
    lifts = 1.0 + promoted * (EXPECTED - 1.0)
    freed = came / lifts
    half = SERIES // 2
    below = [[0] * half, [1] * half]
    parents = np.array([-1, -1, *below[0], *below[1]], dtype=np.int64)
    families = (slice(0, half), slice(half, SERIES))

    def whole(rows: Floats, *, mean: bool = False) -> Floats:
        sums = [rows[each].mean(axis=0) if mean else rows[each].sum(axis=0) for each in families]
        return np.vstack([*sums, rows])

    known = whole(promoted, mean=True)
    return Tree(
        histories=list(whole(freed)[:, :PERIODS]),
        offsets=[FIRST] * (SERIES + 2),
        parents=parents,
        groups=[0, 1, *below[0], *below[1]],
        season=1,
        came=list(whole(came)[:, :PERIODS]),
        promotions=Promotions(
            start=FIRST,
            promotion=known,
            discount=known * 0.2,
            since=np.full(known.shape, -1.0),
            lifts=whole(lifts, mean=True),
        ),
    )


def found_for(effect: float) -> tuple[TreeForecast, TreeForecast, Floats, Floats]:
    came, promoted = sold(np.random.default_rng(7), effect)
    tree = tree_of(came, promoted)
    found = forecast_tree(tree, HORIZON, lag=1, block=2, cores=2)
    without = forecast_tree(replace(tree, promotions=None), HORIZON, lag=1, block=2, cores=2)
    return found, without, came[:, PERIODS:], 1.0 + promoted[:, PERIODS:] * (EXPECTED - 1.0)


def off(found: TreeForecast, came: Floats, lifts: Floats) -> float:
    """The error once what promotions are expected to add is put on again."""
    return float(np.abs(found.point[2:] / HUNDREDTHS * lifts - came).sum() / came.sum())


def test_where_promotions_do_something_else_than_was_expected_the_told_model_is_taken() -> None:
    found, without, came, lifts = found_for(effect=1.3)
    assert any(name == TOLD for name, _ in found.methods[5])
    assert off(found, came, lifts) < 0.85 * off(without, came, lifts)
    sums = found.point[2:].reshape(2, -1, HORIZON).sum(axis=1)
    assert (sums == found.point[:2]).all()


def test_where_they_do_what_was_expected_nothing_is_taken_that_is_worse() -> None:
    found, without, came, lifts = found_for(effect=EXPECTED)
    assert off(found, came, lifts) <= 1.01 * off(without, came, lifts)


def test_without_a_promotion_in_what_is_judged_the_forecast_is_the_same() -> None:
    came, promoted = sold(np.random.default_rng(7), 1.0)
    tree = tree_of(came, np.zeros_like(promoted))
    found = forecast_tree(tree, HORIZON, lag=1, block=2, cores=2)
    without = forecast_tree(replace(tree, promotions=None), HORIZON, lag=1, block=2, cores=2)
    assert (found.point == without.point).all()
    assert found.methods == without.methods


def test_what_was_planned_later_is_not_known_at_an_origin_before() -> None:
    promotion = np.zeros((1, 14))
    promotion[0, 11:13] = 1.0
    since = np.full((1, 14), -1.0)
    since[0, 12] = FIRST + 10.0
    given = Promotions(
        start=FIRST,
        promotion=promotion,
        discount=promotion * 0.3,
        since=since,
        lifts=1.0 + promotion,
    )
    history = np.arange(1.0, 11.0)
    panel = panel_of({"a": history}, 4, offsets=[FIRST])
    table = table_of(
        told(panel, panel.values, given), np.ones((1, 64, 4), np.float32), TOLD_METHODS, 4
    )
    # Planned in the first period to come: nobody knew of it when these four were forecast.
    assert table.features[:, -4].tolist() == [0.0, 1.0, 0.0, 0.0]
    assert table.features[:, -2].tolist() == [0.0, pytest.approx(0.3), 0.0, 0.0]


def test_an_item_is_told_the_mean_of_its_cells_by_what_they_sold() -> None:
    item, riga, gdansk = UUID(int=1), UUID(int=2), UUID(int=3)
    cells = {
        Place("Paint", item, riga, None, "A", "direct"): dict.fromkeys(range(2900, 2910), 30.0),
        Place("Paint", item, gdansk, None, "A", "direct"): dict.fromkeys(range(2900, 2910), 10.0),
    }
    histories, parents = histories_of(cells, 2910)
    on = date(2026, 11, 30)
    week = number_of(ForecastPeriod.WEEK, on)
    base = week - 2911
    moved = {
        place: {number + base: value for number, value in row.items()}
        for place, row in cells.items()
    }
    histories, parents = histories_of(moved, 2910 + base)
    one = Promoted(
        promotion_id=UUID(int=4), item_id=item, family="Paint", starts_on=on, ends_on=date(2026, 12, 6),
        depth=0.2, site_ids=frozenset({riga}), planned_on=date(2026, 11, 10),
    )  # fmt: skip
    found = told_of(
        histories, parents, [one], ForecastPeriod.WEEK, (2910 + base, 2914 + base), learned(()),
        Surroundings(lags={}, parts={}),
    )  # fmt: skip
    assert found is not None
    at = week - found.start
    by_level = {each.place.site_id: row for row, each in enumerate(histories)}
    assert found.promotion[by_level[riga], at] == 1.0
    assert found.promotion[by_level[gdansk]].sum() == 0.0
    assert found.promotion[1, at] == pytest.approx(0.75)
    assert found.discount[by_level[riga], at] == pytest.approx(-np.log(0.8))
    assert found.since[1, at] == number_of(ForecastPeriod.WEEK, date(2026, 11, 10))
    assert found.lifts[by_level[riga], at] > 1.5
    assert told_of(
        histories, parents, [], ForecastPeriod.WEEK, (2910 + base, 2914 + base), learned(()),
        Surroundings(lags={}, parts={}),
    ) is None  # fmt: skip
