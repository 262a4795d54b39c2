"""Safety stock by service level: textbook figures, sparse demand, and what is missing to propose one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from backend.engine.safety import (
    error_deviation,
    for_sparse,
    for_steady,
    is_sparse,
    service_factor,
)
from backend.forecast.model.deviation import Measure
from backend.safety.model import Buyers, Errors, calendar_days, proposed
from shared.forecast_terms import ForecastPeriod
from shared.schemas.safety import SafetyStockProposal
from shared.terms import SafetyLack

MONDAY = date(2026, 6, 1)
BEST = Buyers(1, 3, Decimal("0.98"))


def weeks(*offs: int, forecast: int = 100) -> Errors:
    """Closed weeks that were off by so many units."""
    measures = [
        Measure(MONDAY + timedelta(weeks=at), 100 * (forecast + off), 100 * forecast)
        for at, off in enumerate(offs)
    ]
    return Errors(ForecastPeriod.WEEK, measures, 12, date(2026, 11, 29))


@pytest.mark.parametrize(
    ("service", "factor"),
    [("0.5", "0.000"), ("0.8413447461", "1.000"), ("0.9", "1.282"), ("0.95", "1.645"), ("0.975", "1.960"), ("0.98", "2.054"), ("0.99", "2.326"), ("0.999", "3.090"), ("1", "3.090")],
)  # fmt: skip
def test_the_factor_is_the_one_of_the_normal_table(service: str, factor: str) -> None:
    assert service_factor(Decimal(service)) == Decimal(factor)


def test_steady_demand_needs_z_times_the_error_times_the_root_of_the_time() -> None:
    # 1.645 · 20 · √9 = 98.7; 2.326 · 20 · √9 = 139.56; 1.282 · 100 · √(1 ÷ 4) = 64.1.
    assert for_steady(Decimal("0.95"), Decimal(20), Decimal(9)) == Decimal("98.7")
    assert for_steady(Decimal("0.99"), Decimal(20), Decimal(9)) == Decimal("139.56")
    assert for_steady(Decimal("0.9"), Decimal(100), Decimal("0.25")) == Decimal("64.1")


def test_a_goal_of_half_or_less_needs_none() -> None:
    assert for_steady(Decimal("0.5"), Decimal(20), Decimal(9)) == 0
    assert for_steady(Decimal("0.3"), Decimal(20), Decimal(9)) == 0


def test_a_bias_is_part_of_the_error() -> None:
    assert error_deviation([Decimal(5)] * 4) == 5


def test_demand_is_sparse_where_it_comes_in_fewer_than_three_of_four_periods() -> None:
    assert is_sparse([Decimal(1), Decimal(0), Decimal(0), Decimal(7)])
    assert not is_sparse([Decimal(1), Decimal(0), Decimal(2), Decimal(7), Decimal(3)])
    assert is_sparse([Decimal(0)] * 3)


def test_sparse_demand_is_covered_by_what_came_beyond_the_forecast_in_as_many_periods() -> None:
    errors = [Decimal(each) for each in (-2, -2, 18, -2, -2, -2, 8, -2, -2, -2)]
    # Stretches of two: −4, 16, 16, −4, −4, 6, 6, −4, −4; the ⌈0.6 · 10⌉th of nine is −4, the seventh 6, the ninth 16.
    assert for_sparse(Decimal("0.6"), errors, Decimal("1.5")) == 6
    assert for_sparse(Decimal("0.5"), errors, Decimal("1.5")) == 0
    assert for_sparse(Decimal("0.98"), errors, Decimal(2)) == 16


def test_too_few_stretches_say_nothing() -> None:
    assert for_sparse(Decimal("0.98"), [Decimal(1)] * 7, Decimal(3)) is None
    assert for_sparse(Decimal("0.98"), [Decimal(1)] * 8, Decimal(3)) == 3


def test_it_is_proposed_with_all_that_it_was_worked_out_from() -> None:
    found = proposed(weeks(20, -20, 20, -20, 20, -20), BEST, 62, 0)
    # 2.054 · 20 · √(63 ÷ 7) = 123.24.
    assert found == SafetyStockProposal(
        safety_stock=Decimal(124), service_goal=Decimal("0.98"), customer_class=1, customer_count=3,
        lead_time_days=62, review_days=1, error_quantity=Decimal("20.00"), period=ForecastPeriod.WEEK,
        period_count=6, is_sparse=False, run_number=12, run_on=date(2026, 11, 29),
    )  # fmt: skip


def test_it_is_rounded_up_to_what_the_item_is_counted_in() -> None:
    found = proposed(weeks(20, -20, 20, -20, 20, -20), BEST, 62, 1)
    assert isinstance(found, SafetyStockProposal)
    assert found.safety_stock == Decimal("123.3")


def test_a_better_class_gets_more_and_a_forecast_that_was_right_needs_none() -> None:
    errors = weeks(20, -20, 20, -20, 20, -20)
    less = proposed(errors, Buyers(3, 1, Decimal("0.9")), 62, 0)
    assert isinstance(less, SafetyStockProposal)
    assert less.safety_stock == 77  # 1.282 · 60 = 76.92
    right = proposed(weeks(0, 0, 0, 0, 0, 0), BEST, 62, 0)
    assert isinstance(right, SafetyStockProposal)
    assert right.safety_stock == 0


def test_sparse_demand_is_proposed_by_its_own_quantile() -> None:
    offs = [40 if at % 6 == 0 else -8 for at in range(24)]
    found = proposed(weeks(*offs, forecast=8), BEST, 6, 0)
    assert isinstance(found, SafetyStockProposal)
    assert (found.is_sparse, found.safety_stock) == (True, Decimal(40))


@pytest.mark.parametrize(
    ("errors", "buyers", "lack"),
    [
        (None, BEST, SafetyLack.NOT_FORECAST),
        (weeks(1, 2, 3, 4, 5), BEST, SafetyLack.FEW_PERIODS),
        (weeks(1, 2, 3, 4, 5, 6), None, SafetyLack.NO_BUYERS),
        (weeks(1, 2, 3, 4, 5, 6), Buyers(1, 3, None), SafetyLack.NO_GOAL),
    ],
)
def test_what_is_missing_is_said(
    errors: Errors | None, buyers: Buyers | None, lack: SafetyLack
) -> None:
    assert proposed(errors, buyers, 10, 0) is lack


def test_five_working_days_are_a_week() -> None:
    assert calendar_days(10, counts_open_days=False) == 10
    assert calendar_days(10, counts_open_days=True) == 14
    assert calendar_days(1, counts_open_days=True) == 2
