"""What planners keep beside the forecast: signals from outside."""

from uuid import UUID

from backend.forecast.commands import (
    RemoveOutsideEvent,
    RemoveOutsideSeries,
    event_asked,
    series_asked,
)
from backend.forecast.queries.outside import outside_for
from backend.gateway.opened import OpenedGateway
from shared.schemas.forecast_outside import (
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    OutsideSeriesKept,
)


class ForesightScreens(OpenedGateway):
    """What planners keep beside the forecast: signals from outside."""

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
