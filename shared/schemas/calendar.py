"""Working calendars: shifts by weekday, days that differ, and the time zone of each site."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.floor import UnplacedLot

Version = Annotated[str, Meta(min_length=1, max_length=64)]


class Shift(Struct, frozen=True, forbid_unknown_fields=True):
    """A shift on a weekday, 1 Monday to 7 Sunday, local time; one that ends before it starts ends next day."""

    weekday: Annotated[int, Meta(ge=1, le=7)]
    starts_at: time
    ends_at: time


class CalendarDay(Struct, frozen=True):
    """A day on which a calendar differs; 0 hours is a holiday."""

    on: date
    hours: Decimal
    name: str


class CalendarSite(Struct, frozen=True):
    """A site whose work centres follow a calendar; its days are days in `time_zone`."""

    site_id: UUID
    site_name: str
    time_zone: str


class CalendarView(Struct, frozen=True):
    """A calendar with its shifts, the days that differ from a month ago on, and who follows it.

    `ver` names this state; a change is asked for on the state that was seen. Of what changed hours did at
    the work centres that follow it: `moved_count` lines of the plan have moved, `returned_count` of them have
    come back, and for `unplaced` no day has room.
    """

    id: UUID
    code: str
    name: str
    ver: str
    shifts: list[Shift]
    week_hours: Decimal
    days: list[CalendarDay]
    sites: list[CalendarSite]
    work_center_names: list[str]
    moved_count: int = 0
    returned_count: int = 0
    unplaced: list[UnplacedLot] = []


class CalendarCenter(Struct, frozen=True):
    """A work centre and the calendar whose hours it has."""

    id: UUID
    name: str
    site_name: str
    calendar_id: UUID


class CalendarPlace(Struct, frozen=True):
    """A site or supplier, and the calendar by which it ships and receives; None: every day."""

    id: UUID
    name: str
    is_supplier: bool
    calendar_id: UUID | None


class CalendarBoard(Struct, frozen=True):
    """The calendars that one may change, the sites whose time zone one may change, and their work centres.

    `places` are the sites and suppliers whose days one may set.
    """

    calendars: list[CalendarView]
    sites: list[CalendarSite]
    work_centers: list[CalendarCenter] = []
    places: list[CalendarPlace] = []


class NewCalendar(Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar to begin, with the week and the coming days of another one where one is named."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    like_id: UUID | None = None


class CalendarFollowed(Struct, frozen=True, forbid_unknown_fields=True):
    """The calendar whose hours a work centre is to have."""

    calendar_id: UUID


class OpenDaysAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """The calendar by which a site or supplier is to ship and receive; None: every day."""

    calendar_id: UUID | None


class ShiftsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """All shifts of a week as they are to be, on the state that was seen."""

    ver: Version
    shifts: Annotated[list[Shift], Meta(max_length=42)]


class DaysAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Other hours from one day to another, on the state that was seen; 0 is a holiday."""

    ver: Version
    from_on: date
    until_on: date
    hours: Decimal
    name: Annotated[str, Meta(min_length=1, max_length=200)]


class TimeZoneAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """The IANA name of a time zone."""

    time_zone: Annotated[str, Meta(min_length=1, max_length=64)]
