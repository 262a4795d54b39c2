"""What planners keep beside the forecast: signals from outside, runs, freezes, items' lives."""

from typing import Protocol
from uuid import UUID

from shared.schemas.forecast_life import LifeAsked, LifeBoard
from shared.schemas.forecast_outside import (
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    OutsideSeriesKept,
)
from shared.schemas.forecast_runs import FreezeAsked, RunComparison, RunsBoard


class ForesightGateway(Protocol):
    """What planners keep beside the forecast: signals from outside, runs, freezes, items' lives."""

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

    async def choose_country(self, territory_id: UUID, country: str | None) -> None:
        """Say whose holidays hold in a territory."""
        ...

    async def forecast_runs(self) -> RunsBoard:
        """The runs that are kept, and every freeze."""
        ...

    async def forecast_comparison(
        self, before: int, after: int, family: str | None
    ) -> RunComparison:
        """Two runs side by side."""
        ...

    async def restore_forecast_run(self, number: int) -> None:
        """Take the whole company back to an earlier run."""
        ...

    async def freeze_forecast(self, asked: FreezeAsked) -> None:
        """Keep what is agreed now."""
        ...

    async def thaw_forecast(self, freeze_id: UUID) -> None:
        """Let runs move again what was frozen."""
        ...

    async def forecast_lives(self) -> LifeBoard:
        """New, following and ending items."""
        ...

    async def say_item_life(self, asked: LifeAsked) -> None:
        """Say what an item is like, what it follows, or when it ends."""
        ...

    async def remove_item_life(self, life_id: UUID) -> None:
        """Take back what was said of an item."""
        ...
