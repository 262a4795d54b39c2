"""A tree's forecasts agree to the last unit, whatever the way and the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.engine.forecast.reconcile import Way, best_way, has_children, reconciled, summed, whole


@st.composite
def trees(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count = draw(st.integers(1, 30))
    parents = [-1] + [draw(st.integers(-1, each - 1)) for each in range(1, count)]
    amounts = st.floats(0, 1000, allow_nan=False)
    values = [[draw(amounts) for _ in range(2)] for _ in range(count)]
    spread = [draw(st.floats(0.01, 100)) for _ in range(count)]
    return np.array(parents), np.array(values), np.array(spread)


@pytest.mark.parametrize("way", Way)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(tree=trees())
def test_every_parent_is_the_sum_of_its_children_in_whole_units(
    way: Way, tree: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    parents, values, spread = tree
    exact = reconciled(values, parents, way, spread)
    assert summed(exact, parents) == pytest.approx(exact, abs=1e-6)
    units = whole(exact, parents)
    assert (units >= 0).all()
    inner = has_children(parents)
    for node in np.flatnonzero(inner):
        assert (units[node] == units[parents == node].sum(axis=0)).all()
    assert np.abs(units[parents < 0] - exact[parents < 0]).max() <= 0.5 + 1e-6


def test_weighing_is_least_squares() -> None:
    # Minimise (f-36)²/1 + Σ(x-10.4)²/4 with f = Σx over three items: x = 10.4 + 4·(36-31.2)/13.
    found = reconciled(
        np.array([[36.0], [10.4], [10.4], [10.4]]),
        np.array([-1, 0, 0, 0]), Way.WEIGHTED, np.array([1.0, 4.0, 4.0, 4.0]),
    )  # fmt: skip
    assert found[:, 0] == pytest.approx([31.2 + 12 * 4.8 / 13, *[10.4 + 4 * 4.8 / 13] * 3])


def test_weighing_equals_the_general_formula_on_a_tree_of_three_levels() -> None:
    parents = np.array([-1, 0, 0, 1, 1, 2, 2])
    chance = np.random.default_rng(4)
    values = chance.random((7, 1)) * 20 + 50
    spread = chance.random(7) + 0.5
    sums = np.zeros((7, 4))
    for leaf, node in enumerate((3, 4, 5, 6)):
        at = node
        while at >= 0:
            sums[at, leaf] = 1.0
            at = parents[at]
    weight = np.diag(1.0 / spread)
    expected = sums @ np.linalg.solve(sums.T @ weight @ sums, sums.T @ weight @ values)
    assert reconciled(values, parents, Way.WEIGHTED, spread) == pytest.approx(expected)


def test_the_way_that_would_have_been_best_is_named() -> None:
    past = np.array([[30.0], [5.0], [5.0]])
    came = np.array([[30.0], [15.0], [15.0]])
    way, errors = best_way(past, came, np.array([-1, 0, 0]), np.ones(3))
    assert (way, errors[Way.TOP_DOWN]) == (Way.TOP_DOWN, 0.0)
    assert errors[Way.BOTTOM_UP] == pytest.approx(40 / 60)
