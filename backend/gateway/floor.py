"""The floor: plan board, stock, work centres, calendars."""

from datetime import date
from uuid import UUID

from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    FollowCalendar,
    KeepOpenDays,
)
from backend.floor.queries.board import floor_for
from backend.floor.queries.calendars import calendars_for
from backend.gateway.opened import OpenedGateway
from backend.proposal.queries.board import plan_board_for
from backend.safety.commands import SetSafetyStocks, TakeSafetyStock
from backend.safety.queries import putting_back, safety_board_for, safety_stocks_for
from backend.stock.commands import SetAlternateDays, SetComponentDays, SetLotRules
from backend.stock.queries import lot_rules_for, stock_board_for
from shared.ids import new_id
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


class FloorScreens(OpenedGateway):
    """The floor: plan board, stock, work centres, calendars."""

    async def calendars(self) -> CalendarBoard:
        """Working calendars and the time zones of sites."""
        return await calendars_for(await self._viewer(), self._dispatcher.clock.now())

    async def add_calendar(self, name: str, like_id: UUID | None) -> UUID:
        """Begin a calendar, empty or like another one; returns its id."""
        return await self._make(AddCalendar(new_id(), name, like_id))

    async def follow_calendar(self, work_center_id: UUID, calendar_id: UUID) -> None:
        """Let a work centre have the hours of another calendar; the plan follows."""
        await self._perform(FollowCalendar(work_center_id, calendar_id))

    async def keep_open_days(self, place_id: UUID, calendar_id: UUID | None) -> None:
        """Let a site or supplier ship and receive by a calendar; without one every day."""
        await self._perform(KeepOpenDays(place_id, calendar_id))

    async def change_shifts(self, calendar_id: UUID, asked: ShiftsAsked) -> None:
        """Give a calendar another week."""
        shifts = tuple((each.weekday, each.starts_at, each.ends_at) for each in asked.shifts)
        await self._perform(ChangeShifts(calendar_id, asked.ver, shifts))

    async def change_days(self, calendar_id: UUID, asked: DaysAsked) -> None:
        """Give days of a calendar other hours."""
        await self._perform(
            ChangeDays(
                calendar_id, asked.ver, asked.from_on, asked.until_on, asked.hours, asked.name
            )
        )

    async def clear_day(self, calendar_id: UUID, ver: str, on: date) -> None:
        """Let a day be as the calendar's week has it again."""
        await self._perform(ChangeDays(calendar_id, ver, on, on, None, ""))

    async def change_time_zone(self, site_id: UUID, time_zone: str) -> None:
        """Let a site's days be days in another time zone."""
        await self._perform(ChangeTimeZone(site_id, time_zone))

    async def plan_board(
        self,
        site_id: UUID | None,
        from_on: date | None,
        day_count: int,
        proposal_id: UUID | None = None,
        alternative: str | None = None,
        number: int | None = None,
    ) -> PlanBoard:
        """The current plan of a site, optionally with one alternative laid over it."""
        return await plan_board_for(
            await self._viewer(),
            self._dispatcher.clock.now(),
            site_id,
            from_on,
            day_count,
            proposal_id,
            alternative,
            number,
        )

    async def stock(self, asked: StockAsked) -> StockBoard:
        """Stock at the viewer's sites, fifty rows, gaps first."""
        return await stock_board_for(await self._viewer(), self._dispatcher.clock.now(), asked)

    async def lot_rules(self, item_id: UUID) -> LotRulesView:
        """How large an item's lots are at the viewer's sites, and how long they take."""
        return await lot_rules_for(await self._viewer(), item_id)

    async def set_lot_rules(self, item_id: UUID, site_id: UUID, asked: LotRulesAsked) -> None:
        """Give an item's lots at a site other rules."""
        await self._perform(SetLotRules(item_id, site_id, asked.ver, asked.rules))

    async def set_component_days(self, item_id: UUID, asked: HeldDaysAsked) -> None:
        """Let the components of an item go into what begins on other days."""
        await self._perform(SetComponentDays(item_id, asked.ver, tuple(asked.days)))

    async def set_alternate_days(self, item_id: UUID, site_id: UUID, asked: HeldDaysAsked) -> None:
        """Let other ways to an item at a site begin on other days."""
        await self._perform(SetAlternateDays(item_id, site_id, asked.ver, tuple(asked.days)))

    async def safety_stocks(self, item_id: UUID) -> SafetyStockView:
        """The safety stock of an item at the viewer's sites, the one that is proposed, and why."""
        return await safety_stocks_for(await self._viewer(), item_id, self._dispatcher.clock.now())

    async def take_safety_stock(
        self, item_id: UUID, site_id: UUID, asked: SafetyStockTaken
    ) -> None:
        """Take the proposed safety stock over, exactly as it was seen."""
        await self._perform(TakeSafetyStock(item_id, site_id, asked.ver, asked.safety_stock))

    async def safety_stock_board(self, asked: SafetyStocksAsked) -> SafetyStockBoard:
        """Safety stocks that are other than proposed, fifty rows, the largest difference in money first."""
        return await safety_board_for(await self._viewer(), self._dispatcher.clock.now(), asked)

    async def set_safety_stocks(self, chosen: SafetyStocksChosen) -> SafetyStocksChosen:
        """Set several, all or none, and return what puts back what was before."""
        back = await putting_back(chosen)
        await self._perform(SetSafetyStocks(tuple(chosen.stocks)))
        return back

    async def floor(self, site_id: UUID | None) -> FloorBoard:
        """A site's production floor about now."""
        return await floor_for(await self._viewer(), self._dispatcher.clock.now(), site_id)
