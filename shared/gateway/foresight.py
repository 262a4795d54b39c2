"""What planners keep beside the forecast: signals from outside."""

from typing import Protocol
from uuid import UUID

from shared.schemas.forecast_outside import (
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    OutsideSeriesKept,
)


class ForesightGateway(Protocol):
    """What planners keep beside the forecast: signals from outside."""

    async def forecast_signals(self) -> OutsideBoard:
        """Signals from outside, and what came of each."""
        ...

    async def keep_outside_series(self, code: str, asked: OutsideSeriesAsked) -> OutsideSeriesKept:
        """Keep a series from outside as it was pasted."""
        ...

    async def remove_outside_series(self, series_id: UUID) -> None:
        """Forget a series from outside."""
        ...

    async def add_outside_event(self, asked: OutsideEventAsked) -> None:
        """Put an event on record."""
        ...

    async def remove_outside_event(self, event_id: UUID) -> None:
        """Take an event back."""
        ...
