"""Which safety stock an item at a site needs, or what is missing to say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from backend.engine.safety import (
    LEAST_PERIODS,
    error_deviation,
    for_sparse,
    for_steady,
    is_sparse,
    rounded_up,
)
from backend.forecast.model.deviation import Measure
from shared.forecast_terms import ForecastPeriod
from shared.schemas.safety import SafetyStockProposal
from shared.terms import SafetyLack

REVIEW_DAYS: Final = 1  # plans are looked at every day
_HUNDREDTH: Final = Decimal("0.01")
_WEEK: Final = (Decimal(7), Decimal(5))
_DAYS: Final = {
    ForecastPeriod.DAY: Decimal(1),
    ForecastPeriod.WEEK: Decimal(7),
    ForecastPeriod.MONTH: Decimal("30.4375"),
}


@dataclass(frozen=True, slots=True)
class Errors:
    """Closed periods of an item at a site, the oldest first, as the forecast of a run has them."""

    period: ForecastPeriod
    measures: Sequence[Measure]
    run_number: int
    run_on: date


@dataclass(frozen=True, slots=True)
class Buyers:
    """The best class of customers who buy it there, how many of that class, and what they are owed."""

    customer_class: int
    count: int
    goal: Decimal | None


def calendar_days(lead_time_days: int, *, counts_open_days: bool) -> int:
    """A lead time in calendar days; five working days are a week.

    >>> calendar_days(12, counts_open_days=True)
    17
    """
    if not counts_open_days:
        return lead_time_days
    whole, working = _WEEK
    return int((lead_time_days * whole / working).to_integral_value(ROUND_CEILING))


def proposed(
    errors: Errors | None, buyers: Buyers | None, lead_time_days: int, decimals: int
) -> SafetyStockProposal | SafetyLack:
    """The safety stock for what the best class that buys is owed; else the first thing that is missing."""
    if errors is None:
        return SafetyLack.NOT_FORECAST
    if len(errors.measures) < LEAST_PERIODS:
        return SafetyLack.FEW_PERIODS
    if buyers is None:
        return SafetyLack.NO_BUYERS
    if buyers.goal is None:
        return SafetyLack.NO_GOAL
    off = [each.off * _HUNDREDTH for each in errors.measures]
    deviation = error_deviation(off)
    risk = (lead_time_days + REVIEW_DAYS) / _DAYS[errors.period]
    needed = None
    if is_sparse([each.actual * _HUNDREDTH for each in errors.measures]):
        needed = for_sparse(buyers.goal, off, risk)
    return SafetyStockProposal(
        safety_stock=rounded_up(
            for_steady(buyers.goal, deviation, risk) if needed is None else needed, decimals
        ),
        service_goal=buyers.goal,
        customer_class=buyers.customer_class,
        customer_count=buyers.count,
        lead_time_days=lead_time_days,
        review_days=REVIEW_DAYS,
        error_quantity=deviation.quantize(_HUNDREDTH),
        period=errors.period,
        period_count=len(errors.measures),
        is_sparse=needed is not None,
        run_number=errors.run_number,
        run_on=errors.run_on,
    )
