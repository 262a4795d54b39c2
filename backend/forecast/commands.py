"""What may be asked of the forecast."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.forecast_terms import ForecastCause
from shared.terms import ReasonCode


@dataclass(frozen=True, slots=True)
class StartForecast:
    """Forecast the whole company now; while a run is under way, that one is the answer."""

    id: UUID
    cause: ForecastCause = ForecastCause.ASKED


@dataclass(frozen=True, slots=True)
class StartNightlyForecast:
    """Forecast once a night, and once soon where there is none yet."""


@dataclass(frozen=True, slots=True)
class ForecastFamilies:
    """Carry out one chunk of a run; done once, however often it is asked."""

    run_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class FinishForecast:
    """Close a run whose chunks are done, and put it in force."""

    run_id: UUID


@dataclass(frozen=True, slots=True)
class OverrideForecast:
    """Add to, or take from, the forecast of a series in some periods until a day, with a reason.

    `quantity` is a number of hundredths a period; 0 takes what was said back. With `customer_id` it is
    about that customer's part of a cell.
    """

    series_id: UUID
    customer_id: UUID | None
    period_ons: tuple[date, ...]
    quantity: int
    reason: ReasonCode
    note: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class RestoreForecastOverride:
    """Say again what a version of an override said."""

    override_id: UUID


@dataclass(frozen=True, slots=True)
class UndoForecastMend:
    """Leave a period of a history as it was written, from the next run on; or mend it again."""

    series_id: UUID
    period_on: date
    is_undone: bool


@dataclass(frozen=True, slots=True)
class ChooseForecastWindow:
    """Say how far orders of a family ("" for every one) consume the forecast, in days."""

    family: str
    backward_days: int
    forward_days: int
