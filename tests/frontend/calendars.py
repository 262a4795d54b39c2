"""Builders of calendars of the sample day."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from shared.schemas.calendar import (
    CalendarBoard,
    CalendarCenter,
    CalendarDay,
    CalendarPlace,
    CalendarSite,
    CalendarView,
    Shift,
)

RIGA = CalendarSite(UUID(int=1), "Riga plant", "Europe/Riga")


def calendar() -> CalendarView:
    return CalendarView(
        id=UUID(int=701),
        code="RIX-2",
        name="Riga, two shifts",
        ver="0123456789abcdef",
        shifts=[
            Shift(1, time(6), time(14)),
            Shift(1, time(14), time(22)),
            Shift(2, time(22), time(6)),
        ],
        week_hours=Decimal(24),
        days=[
            CalendarDay(date(2026, 12, 25), Decimal(0), "Christmas Day"),
            CalendarDay(date(2026, 12, 19), Decimal("7.5"), "Extra shift"),
        ],
        sites=[RIGA],
        work_center_names=["Filling line 2", "Mixers"],
    )


def board() -> CalendarBoard:
    mixers = CalendarCenter(UUID(int=702), "Mixer 7", "Riga plant", UUID(int=703))
    places = [
        CalendarPlace(UUID(int=1), "Riga plant", is_supplier=False, calendar_id=UUID(int=701)),
        CalendarPlace(UUID(int=704), "Vistula Resins", is_supplier=True, calendar_id=None),
    ]
    return CalendarBoard([calendar()], [RIGA], [mixers], places)
