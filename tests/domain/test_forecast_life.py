"""New items by look-alikes, successors by predecessors, ends that fade: by plain arithmetic."""

from datetime import date
from uuid import UUID

import numpy as np
import pytest

from backend.forecast.model.life import Life, Traits, chained, fading, likeness
from backend.forecast.model.periods import number_of
from backend.forecast.model.series import Place
from shared.forecast_terms import ForecastPeriod, LifeKind

OLD, NEW, SITE, NORTH = (UUID(int=number) for number in (1, 2, 3, 4))
WEEK = ForecastPeriod.WEEK
TODAY = date(2026, 11, 23)
END = number_of(WEEK, TODAY)


def cell(item: UUID, family: str = "Paint") -> Place:
    return Place(family, item, SITE, NORTH, "builders", "direct")


def life(kind: LifeKind, on: date, **more: object) -> Life:
    return Life(NEW, "Paint", kind, on, other_id=OLD, **more)  # type: ignore[arg-type]


def test_a_successor_takes_the_history_before_its_day_and_the_predecessor_keeps_the_rest() -> None:
    cells = {
        cell(OLD): {END - 3: 10.0, END - 2: 12.0, END - 1: 3.0},
        cell(NEW): {END - 1: 8.0},
    }
    since = life(LifeKind.SUCCESSOR, date(2026, 11, 16), ratio=0.5)

    found = chained(cells, {}, [since], WEEK, END)

    assert found == {
        cell(OLD): {END - 1: 3.0},
        cell(NEW): {END - 3: 5.0, END - 2: 6.0, END - 1: 8.0},
    }
    assert cells[cell(OLD)] == {END - 3: 10.0, END - 2: 12.0, END - 1: 3.0}


def test_a_successor_to_come_and_a_new_item_get_an_empty_place() -> None:
    cells = {cell(OLD): {END - 1: 10.0}}
    for kind in (LifeKind.SUCCESSOR, LifeKind.LOOK_ALIKE):
        found = chained(cells, {}, [life(kind, date(2027, 1, 4))], WEEK, END)
        assert found == {cell(OLD): {END - 1: 10.0}, cell(NEW): {}}


def test_a_predecessor_of_another_family_hands_over_without_losing_what_is_kept_there() -> None:
    others = {cell(OLD, "Varnish"): {END - 1: 10.0}}

    found = chained({}, others, [life(LifeKind.SUCCESSOR, TODAY)], WEEK, END)

    assert found == {cell(NEW): {END - 1: 10.0}}
    assert others == {cell(OLD, "Varnish"): {END - 1: 10.0}}


def test_an_end_fades_over_its_ramp_and_leaves_nothing_behind_its_last_day() -> None:
    sudden = fading(Life(NEW, "Paint", LifeKind.ENDING, date(2026, 12, 2)), WEEK, END, 3)
    assert np.allclose(sudden, [1.0, 3 / 7, 0.0])
    ramp = Life(NEW, "Paint", LifeKind.ENDING, date(2026, 12, 20), ramp_days=27)
    left = fading(ramp, WEEK, END, 5)
    assert np.allclose(left, [25 / 28, 18 / 28, 11 / 28, 4 / 28, 0.0])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Traits(OLD, "Epoxy primer 9010", "Primers", "finished", "kit", 90.0), 0.75),
        (Traits(OLD, "Epoxy primer 9010", "Primers", "finished", "kg", 90.0), 0.375),
        (Traits(OLD, "Epoxy primer 9010", "Primers", "finished", "kit", 180.0), 0.5),
        (Traits(OLD, "Epoxy primer 9010", "Thinners", "finished", "kit", 90.0), 0.0),
    ],
)
def test_items_are_alike_by_family_name_price_and_unit(other: Traits, expected: float) -> None:
    item = Traits(NEW, "Epoxy primer 7035", "Primers", "finished", "kit", 90.0)
    assert likeness(item, other) == expected
