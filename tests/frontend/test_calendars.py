"""Calendars on the screen: the week, other days, time zones, and what the forms make of typing."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from frontend.components.calendar_parts import DaysWish, ShiftWish, days_of, shifts_of, without
from frontend.components.voice import Voice
from frontend.page_table import may_open
from shared.problem import ProblemError
from shared.schemas.calendar import CalendarBoard, DaysAsked, Shift
from shared.schemas.floor import UnplacedLot
from shared.terms import Role
from tests.frontend.calendars import board, calendar
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, session

VOICE = Voice("en", ZoneInfo("Europe/Riga"), NOW, "EUR")


async def test_a_planner_sees_the_week_the_days_and_the_time_zone(paint: Painter) -> None:
    read = words((await paint("/calendars", "en", Role.PLANNER)).markup)

    assert "24 h a week · Filling line 2" in read
    assert "06:00 – 14:00" in read
    assert "Christmas Day · closed" in read
    assert "Extra shift · 7.5 h" in read
    assert "Riga plant Europe/Riga" in read


@pytest.mark.parametrize("role", Role)
def test_only_those_who_keep_calendars_come_in(role: Role) -> None:
    is_in = may_open(session(roles=(role,)), "frontend.pages.calendars.calendars_page")

    assert is_in == (role in {Role.PLANNER, Role.ADMIN})


async def test_without_calendars_it_says_where_they_come_from(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["calendars"] = CalendarBoard([], [])
    assert "Calendars come with an import" in words(
        (await paint("/calendars", "en", Role.ADMIN)).markup
    )


async def test_a_new_calendar_and_who_follows_are_asked_for_on_the_page(paint: Painter) -> None:
    read = words((await paint("/calendars", "en", Role.PLANNER)).markup)

    assert "Let a work centre have these hours" in read
    assert "Mixer 7 · Riga plant" in read
    assert "A new calendar" in read
    assert "Add the calendar" in read


async def test_who_ships_and_receives_on_these_days_is_said_and_asked_for(paint: Painter) -> None:
    drawn = await paint("/calendars", "en", Role.PLANNER)

    assert 'aria-label="Let Riga plant ship and receive every day"' in drawn.markup
    read = words(drawn.markup)
    assert "Let a site or supplier keep these days" in read
    assert "Vistula Resins, supplier" in read


async def test_a_failure_is_said(paint: Painter, gateway: FakeGateway) -> None:
    gateway.problems["calendars"] = ProblemError()
    assert "The calendars did not load" in words(
        (await paint("/calendars", "en", Role.ADMIN)).markup
    )


def test_a_shift_for_all_workdays_joins_the_week() -> None:
    asked = shifts_of(calendar(), ShiftWish(starts_at="22:00", ends_at="06:00"))

    assert not isinstance(asked, str)
    assert asked.shifts[3:] == [Shift(day, time(22), time(6)) for day in range(1, 6)]
    assert shifts_of(calendar(), ShiftWish()) == "calendar-wish-times"


def test_a_shift_leaves_the_week() -> None:
    first = calendar().shifts[0]
    assert without(calendar(), first).shifts == calendar().shifts[1:]


def test_other_days_are_a_day_where_no_last_one_is_said() -> None:
    wish = DaysWish(from_on="2026-12-24", name=" Closed ")
    assert days_of(calendar(), wish) == DaysAsked(
        calendar().ver, date(2026, 12, 24), date(2026, 12, 24), Decimal(0), "Closed"
    )
    assert days_of(calendar(), DaysWish()) == "calendar-wish-days"
    assert days_of(calendar(), DaysWish(from_on="2026-12-24", hours="25")) == "calendar-wish-hours"
    assert days_of(calendar(), DaysWish(from_on="2026-12-24")) == "calendar-wish-name"


async def test_what_changed_hours_did_to_the_plan_is_said(
    paint: Painter, gateway: FakeGateway
) -> None:
    lot = UnplacedLot("Epoxy primer", "kit", Decimal(40), "P-1", date(2026, 12, 1))
    changed = replace(calendar(), moved_count=3, returned_count=1, unplaced=[lot])
    gateway.answers["calendars"] = replace(board(), calendars=[changed])
    read = words((await paint("/calendars", "en", Role.PLANNER)).markup)
    assert "Changed hours have moved 3 lines of the plan, 1 has come back" in read
    assert "40 kits Epoxy primer (P-1, 1 Dec)" in read
