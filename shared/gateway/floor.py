"""The floor: plan board, stock, work centres, calendars."""

from datetime import date
from typing import Protocol
from uuid import UUID

from shared.schemas.calendar import CalendarBoard, DaysAsked, ShiftsAsked
from shared.schemas.floor import FloorBoard
from shared.schemas.plan import PlanBoard
from shared.schemas.safety import (
    SafetyStockBoard,
    SafetyStocksAsked,
    SafetyStocksChosen,
    SafetyStockTaken,
    SafetyStockView,
)
from shared.schemas.stock import HeldDaysAsked, LotRulesAsked, LotRulesView, StockAsked, StockBoard


class FloorGateway(Protocol):
    """The floor: plan board, stock, work centres, calendars."""

    async def calendars(self) -> CalendarBoard:
        """Working calendars and the time zones of sites; for planners and admins."""
        ...

    async def add_calendar(self, name: str, like_id: UUID | None) -> UUID:
        """Begin a calendar, empty or like another one; returns its id."""
        ...

    async def follow_calendar(self, work_center_id: UUID, calendar_id: UUID) -> None:
        """Let a work centre have the hours of another calendar; the plan follows."""
        ...

    async def keep_open_days(self, place_id: UUID, calendar_id: UUID | None) -> None:
        """Let a site or supplier ship and receive by a calendar; without one every day."""
        ...

    async def change_shifts(self, calendar_id: UUID, asked: ShiftsAsked) -> None:
        """Give a calendar another week, on the state that was seen."""
        ...

    async def change_days(self, calendar_id: UUID, asked: DaysAsked) -> None:
        """Give days of a calendar other hours, on the state that was seen."""
        ...

    async def clear_day(self, calendar_id: UUID, ver: str, on: date) -> None:
        """Let a day be as the calendar's week has it again."""
        ...

    async def change_time_zone(self, site_id: UUID, time_zone: str) -> None:
        """Let a site's days be days in another time zone."""
        ...

    async def plan_board(
        self,
        site_id: UUID | None,
        from_on: date | None,
        day_count: int,
        proposal_id: UUID | None = None,
        alternative: str | None = None,
        number: int | None = None,
    ) -> PlanBoard:
        """The current plan of a site, optionally with one alternative of a proposal laid over it."""
        ...

    async def stock(self, asked: StockAsked) -> StockBoard:
        """Stock at the viewer's sites, fifty rows, gaps first."""
        ...

    async def lot_rules(self, item_id: UUID) -> LotRulesView:
        """How large an item's lots are at the viewer's sites, and how long they take."""
        ...

    async def set_lot_rules(self, item_id: UUID, site_id: UUID, asked: LotRulesAsked) -> None:
        """Give an item's lots at a site other rules; for planners and admins."""
        ...

    async def set_component_days(self, item_id: UUID, asked: HeldDaysAsked) -> None:
        """Let the components of an item go into what begins on other days; for planners and admins."""
        ...

    async def set_alternate_days(self, item_id: UUID, site_id: UUID, asked: HeldDaysAsked) -> None:
        """Let other ways to an item at a site begin on other days; for planners and admins."""
        ...

    async def safety_stocks(self, item_id: UUID) -> SafetyStockView:
        """The safety stock of an item at the viewer's sites, the one that is proposed, and why."""
        ...

    async def take_safety_stock(
        self, item_id: UUID, site_id: UUID, asked: SafetyStockTaken
    ) -> None:
        """Take the proposed safety stock over, exactly as it was seen; for planners and admins."""
        ...

    async def safety_stock_board(self, asked: SafetyStocksAsked) -> SafetyStockBoard:
        """Safety stocks that are other than proposed, fifty rows, the largest difference in money first."""
        ...

    async def set_safety_stocks(self, chosen: SafetyStocksChosen) -> SafetyStocksChosen:
        """Set several, all or none, and return what puts back what was before; for planners and admins."""
        ...

    async def floor(self, site_id: UUID | None) -> FloorBoard:
        """A site's production floor about now; without a site the viewer's first."""
