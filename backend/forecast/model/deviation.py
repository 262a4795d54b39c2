"""How far demand is off its forecast, and for how long one way: the tracking signal.

Tracking signal = Σ(a − f) ÷ mean |a − f| over the latest closed periods (Brown, Smoothing, Forecasting and
Prediction, 1963; Trigg 1964), here with demand less forecast, so that above zero more was wanted than
forecast. A forecast without bias stays within ±4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from backend.forecast.model.periods import end_of, number_of
from shared.forecast_terms import ForecastPeriod

SIGNAL_PERIODS: Final = {ForecastPeriod.DAY: 28, ForecastPeriod.WEEK: 13, ForecastPeriod.MONTH: 12}
LEAST_PERIODS: Final = 6
_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measure:
    """A period's demand and its agreed forecast at the lag, in hundredths; `is_running`: it is not over yet."""

    on: date
    actual: int
    forecast: int
    is_running: bool = False

    @property
    def off(self) -> int:
        """Demand less forecast."""
        return self.actual - self.forecast


def tracking_signal(offs: Sequence[int]) -> Decimal | None:
    """The sum of deviations in mean absolute deviations; None of fewer than six, 0 where nothing was off.

    >>> tracking_signal([10, 10, 10, 10, 10, -10])
    Decimal('4.00')
    """
    if len(offs) < LEAST_PERIODS:
        return None
    absolute = sum(abs(off) for off in offs)
    if not absolute:
        return Decimal(0)
    return (Decimal(sum(offs) * len(offs)) / absolute).quantize(_PLACES)


def signals(period: ForecastPeriod, measures: Sequence[Measure]) -> list[Decimal | None]:
    """The tracking signal as it stood after each period, oldest first; a running one has its predecessor's."""
    most = SIGNAL_PERIODS[period]
    offs: list[int] = []
    found: list[Decimal | None] = []
    for measure in measures:
        if not measure.is_running:
            offs.append(measure.off)
        found.append(tracking_signal(offs[-most:]))
    return found


def known_on(period: ForecastPeriod, measure: Measure, today: date) -> date:
    """The day from which on a period's figure is known: the one after it, of a running one today.

    >>> known_on(ForecastPeriod.WEEK, Measure(date(2026, 11, 16), 0, 0), date(2026, 11, 29))
    datetime.date(2026, 11, 23)
    """
    if measure.is_running:
        return today
    return end_of(period, number_of(period, measure.on)) + timedelta(days=1)
