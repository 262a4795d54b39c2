"""What is forecast, what people say instead, the pipeline."""

from datetime import date
from uuid import UUID

from backend.demand.commands import (
    MoveDeal,
)
from backend.forecast.commands import (
    ChooseForecastWindow,
    RemoveForecastWindow,
    RestoreForecastOverride,
    StartForecast,
    UndoForecastMend,
    override_asked,
)
from backend.forecast.queries.accuracy import accuracy_for
from backend.forecast.queries.boards import board_for as forecast_board_for
from backend.forecast.queries.boards import series_for
from backend.forecast.queries.consuming import windows_for_all
from backend.forecast.queries.customers import customer_for, customers_for
from backend.forecast.queries.pipeline import pipeline_for
from backend.gateway.opened import OpenedGateway
from shared.forecast_terms import ForecastLevel
from shared.ids import new_id
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


class ForecastScreens(OpenedGateway):
    """What is forecast, what people say instead, the pipeline."""

    async def forecast(
        self, level: ForecastLevel | None, words: str, offset: int, *, failed_only: bool = False
    ) -> ForecastBoard:
        """Series that the viewer may see, with the run that they come from."""
        return await forecast_board_for(
            await self._viewer(), level, words=words, failed_only=failed_only, offset=offset
        )

    async def start_forecast(self) -> None:
        """Forecast the whole company now."""
        await self._perform(StartForecast(new_id()))

    async def forecast_series(self, series_id: UUID) -> ForecastView:
        """One series with its history, its forecast and everything that says why."""
        return await series_for(await self._viewer(), series_id, self._dispatcher.clock.now())

    async def override_forecast(self, series_id: UUID, asked: OverrideAsked) -> None:
        """Say something else than the model about some periods."""
        await self._perform(override_asked(series_id, asked))

    async def restore_forecast_override(self, override_id: UUID) -> None:
        """Say an earlier version again."""
        await self._perform(RestoreForecastOverride(override_id))

    async def undo_forecast_mend(self, series_id: UUID, on: date, *, is_undone: bool) -> None:
        """Leave a period of a history as it was written, or mend it again."""
        await self._perform(UndoForecastMend(series_id, on, is_undone))

    async def forecast_customers(self, offset: int) -> CustomerForecasts:
        """One's own customers by when they will order again."""
        return await customers_for(await self._viewer(), offset, self._dispatcher.clock.now())

    async def forecast_customer(self, customer_id: UUID) -> CustomerForecast:
        """One customer's part of the forecast."""
        return await customer_for(await self._viewer(), customer_id, self._dispatcher.clock.now())

    async def forecast_accuracy(self) -> AccuracyBoard:
        """How far off the forecast was, step by step."""
        return await accuracy_for(await self._viewer(), self._dispatcher.clock.now())

    async def forecast_windows(self) -> ForecastWindows:
        """How orders consume the forecast, by family."""
        return await windows_for_all(await self._viewer())

    async def choose_forecast_window(self, asked: WindowAsked) -> None:
        """Say how orders of a family consume the forecast."""
        await self._perform(
            ChooseForecastWindow(
                asked.family, asked.backward_days, asked.forward_days, asked.demand_fence_days
            )
        )

    async def remove_forecast_window(self, family: str) -> None:
        """Let the windows of every family hold again for one."""
        await self._perform(RemoveForecastWindow(family))

    async def forecast_pipeline(self) -> PipelineBoard:
        """Open deals and what each adds."""
        return await pipeline_for(await self._viewer(), self._dispatcher.clock.now())

    async def move_deal(self, opportunity_id: UUID, asked: StageAsked) -> None:
        """Put a deal into another stage, or close it."""
        await self._perform(MoveDeal(opportunity_id, asked.stage, asked.outcome))
