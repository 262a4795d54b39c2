"""What planners keep beside the forecast: signals from outside, runs, freezes, items' lives."""

from uuid import UUID

from backend.forecast.commands import (
    ChooseCountry,
    RemoveItemLife,
    RemoveOutsideEvent,
    RemoveOutsideSeries,
    RestoreForecastRun,
    ThawForecast,
    event_asked,
    freeze_asked,
    life_asked,
    series_asked,
)
from backend.forecast.queries.lives import lives_for
from backend.forecast.queries.outside import outside_for
from backend.forecast.queries.runs import comparison_for, runs_for
from backend.gateway.opened import OpenedGateway
from shared.ids import new_id
from shared.schemas.forecast_life import LifeAsked, LifeBoard
from shared.schemas.forecast_outside import (
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    OutsideSeriesKept,
)
from shared.schemas.forecast_runs import FreezeAsked, RunComparison, RunsBoard


class ForesightScreens(OpenedGateway):
    """What planners keep beside the forecast: signals from outside, runs, freezes, items' lives."""

    async def forecast_signals(self) -> OutsideBoard:
        """Signals from outside, and what came of each."""
        return await outside_for(await self._viewer(), self._dispatcher.clock.now())

    async def keep_outside_series(self, code: str, asked: OutsideSeriesAsked) -> OutsideSeriesKept:
        """Keep a series from outside as it was pasted."""
        session = await self._session()
        kept: OutsideSeriesKept = await self._dispatcher.dispatch(
            series_asked(code, asked), actor_id=session.person_id
        )
        return kept

    async def remove_outside_series(self, series_id: UUID) -> None:
        """Forget a series from outside."""
        await self._perform(RemoveOutsideSeries(series_id))

    async def add_outside_event(self, asked: OutsideEventAsked) -> None:
        """Put an event on record."""
        await self._perform(event_asked(asked))

    async def remove_outside_event(self, event_id: UUID) -> None:
        """Take an event back."""
        await self._perform(RemoveOutsideEvent(event_id))

    async def choose_country(self, territory_id: UUID, country: str | None) -> None:
        """Say whose holidays hold in a territory."""
        await self._perform(ChooseCountry(territory_id, country))

    async def forecast_runs(self) -> RunsBoard:
        """The runs that are kept, and every freeze."""
        return await runs_for(await self._viewer(), self._dispatcher.clock.now())

    async def forecast_comparison(
        self, before: int, after: int, family: str | None
    ) -> RunComparison:
        """Two runs side by side."""
        return await comparison_for(await self._viewer(), before, after, family)

    async def restore_forecast_run(self, number: int) -> None:
        """Take the whole company back to an earlier run."""
        await self._perform(RestoreForecastRun(new_id(), number))

    async def freeze_forecast(self, asked: FreezeAsked) -> None:
        """Keep what is agreed now."""
        await self._perform(freeze_asked(asked))

    async def thaw_forecast(self, freeze_id: UUID) -> None:
        """Let runs move again what was frozen."""
        await self._perform(ThawForecast(freeze_id))

    async def forecast_lives(self) -> LifeBoard:
        """New, following and ending items."""
        return await lives_for(await self._viewer(), self._dispatcher.clock.now())

    async def say_item_life(self, asked: LifeAsked) -> None:
        """Say what an item is like, what it follows, or when it ends."""
        await self._perform(life_asked(asked))

    async def remove_item_life(self, life_id: UUID) -> None:
        """Take back what was said of an item."""
        await self._perform(RemoveItemLife(life_id))
