"""An outlier stands out from what is near it and from the same period of other seasons; growth and season do not."""

import numpy as np
import pytest

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.repair import Mend, repaired

YEARS = 4


def lowered(history: Floats, season: int) -> dict[int, float]:
    _, marks = repaired(panel_of({"one": history}, season))
    assert all(mark.mend is Mend.OUTLIER for mark in marks)
    return {mark.period: mark.became for mark in marks}


def summers(peak: float) -> Floats:
    """Twenty a month and a little more or less, and each August so much."""
    months = np.tile(
        [19.0, 20.0, 21.0, 20.0, 19.0, 21.0, 20.0, 20.0, 19.0, 21.0, 20.0, 20.0], YEARS
    )
    months[7::12] = peak
    return months


def test_a_demand_that_grows_ends_high() -> None:
    grown = np.concatenate([np.tile([10.0, 11.0], 10), [14.0, 20.0, 29.0, 45.0]])
    assert lowered(grown, 1) == {}


def test_a_peak_that_comes_each_summer_is_a_season() -> None:
    once = summers(20.0)
    once[7 + 12] = 200.0
    assert lowered(once, 12) == {19: 21.0}
    twice = once.copy()
    twice[7 + 24] = 210.0
    assert lowered(twice, 12) == {}


@pytest.mark.parametrize("place", [0, 20, 47])
def test_one_period_far_beyond_all_others_is_lowered_wherever_it_lies(place: int) -> None:
    history = summers(20.0)
    history[place] = 500.0
    assert lowered(history, 12) == {place: 21.0}
    assert lowered(history, 1) == {place: 21.0}
