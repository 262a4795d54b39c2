"""What is forecast, what people say instead, the pipeline."""

from datetime import date
from typing import Protocol
from uuid import UUID

from shared.forecast_terms import ForecastLevel
from shared.schemas.forecast import (
    AccuracyBoard,
    CustomerForecast,
    CustomerForecasts,
    ForecastBoard,
    ForecastView,
    ForecastWindows,
    OverrideAsked,
    PipelineBoard,
    StageAsked,
    WindowAsked,
)


class ForecastGateway(Protocol):
    """What is forecast, what people say instead, the pipeline."""

    async def forecast(
        self, level: ForecastLevel | None, words: str, offset: int, *, failed_only: bool = False
    ) -> ForecastBoard:
        """Series that the viewer may see, with the run that they come from."""
        ...

    async def start_forecast(self) -> None:
        """Forecast the whole company now."""
        ...

    async def forecast_series(self, series_id: UUID) -> ForecastView:
        """One series with its history, its forecast and everything that says why."""
        ...

    async def override_forecast(self, series_id: UUID, asked: OverrideAsked) -> None:
        """Say something else than the model about some periods."""
        ...

    async def restore_forecast_override(self, override_id: UUID) -> None:
        """Say an earlier version again."""
        ...

    async def undo_forecast_mend(self, series_id: UUID, on: date, *, is_undone: bool) -> None:
        """Leave a period of a history as it was written, or mend it again."""
        ...

    async def forecast_customers(self, offset: int) -> CustomerForecasts:
        """One's own customers by when they will order again."""
        ...

    async def forecast_customer(self, customer_id: UUID) -> CustomerForecast:
        """One customer's part of the forecast."""
        ...

    async def forecast_accuracy(self) -> AccuracyBoard:
        """How far off the forecast was, step by step."""
        ...

    async def forecast_windows(self) -> ForecastWindows:
        """How orders consume the forecast, by family."""
        ...

    async def choose_forecast_window(self, asked: WindowAsked) -> None:
        """Say how orders of a family consume the forecast."""
        ...

    async def remove_forecast_window(self, family: str) -> None:
        """Let the windows of every family hold again for one."""
        ...

    async def forecast_pipeline(self) -> PipelineBoard:
        """Open deals and what each adds."""
        ...

    async def move_deal(self, opportunity_id: UUID, asked: StageAsked) -> None:
        """Put a deal into another stage, or close it."""
        ...
