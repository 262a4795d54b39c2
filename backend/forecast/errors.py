"""What can be wrong with what is asked of the forecast; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ProblemError


class ForecastClosedError(ProblemError):
    """The period is over, or lies beyond the forecast."""

    code: ClassVar[str] = "forecast_period_closed"
    status: ClassVar[int] = 409


class ForecastExpiryError(ProblemError):
    """An override ends no earlier than the period that it is about begins, and within two years."""

    code: ClassVar[str] = "forecast_expiry"
    status: ClassVar[int] = 400


class ForecastQuantityError(ProblemError):
    """No quantity, or one beyond a thousand million."""

    code: ClassVar[str] = "forecast_quantity"
    status: ClassVar[int] = 400


class OutsideSeriesError(ProblemError):
    """Nothing of a pasted series could be read as a day and a value, or it has more rows than are kept."""

    code: ClassVar[str] = "outside_series"
    status: ClassVar[int] = 400


class OutsideCountryError(ProblemError):
    """No country with a calendar of holidays."""

    code: ClassVar[str] = "outside_country"
    status: ClassVar[int] = 400


class OutsideDaysError(ProblemError):
    """An event ends before it begins, or lies beyond the years that are forecast from."""

    code: ClassVar[str] = "outside_days"
    status: ClassVar[int] = 400


class ForecastFrozenError(ProblemError):
    """The figure is frozen; whoever plans thaws it first."""

    code: ClassVar[str] = "forecast_frozen"
    status: ClassVar[int] = 409


class ForecastInForceError(ProblemError):
    """The run that should be taken back is in force."""

    code: ClassVar[str] = "forecast_in_force"
    status: ClassVar[int] = 409


class ForecastLifeError(ProblemError):
    """An item that should be like itself or follow itself, another one that is missing, or a day beyond ten years."""

    code: ClassVar[str] = "forecast_life"
    status: ClassVar[int] = 400
