"""What can be wrong with a report from the floor; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class ReportKnownError(ProblemError):
    """A report of that id is there already."""

    code: ClassVar[str] = "report_known"
    status: ClassVar[int] = 409


class ReportPeriodError(ProblemError):
    """It ends before it begins, or begins or ends too far from today."""

    code: ClassVar[str] = "report_period"
    status: ClassVar[int] = 409


class TooManyMachinesError(ProblemError):
    """The work centre has fewer machines than are said to be down (`machines`)."""

    code: ClassVar[str] = "too_many_machines"
    status: ClassVar[int] = 409


class HoursImpossibleError(ProblemError):
    """Neither hours nor an efficiency is said, both are, or more than the machines can work (`most`)."""

    code: ClassVar[str] = "hours_impossible"
    status: ClassVar[int] = 409


class NothingReportedError(ProblemError):
    """Neither good quantity nor scrap, and it is not done either."""

    code: ClassVar[str] = "nothing_reported"
    status: ClassVar[int] = 409


class OutputUnknownError(ProblemError):
    """Neither a plan line nor an order that can still be reported on; or both."""

    code: ClassVar[str] = "output_unknown"
    status: ClassVar[int] = 409


class OutputDayError(ProblemError):
    """It was not made tomorrow, nor a quarter of a year ago (`on`, `today`)."""

    code: ClassVar[str] = "output_day"
    status: ClassVar[int] = 409


class DowntimeEndedError(ProblemError):
    """The machine has been reported up already, or was to be up by then."""

    code: ClassVar[str] = "downtime_ended"
    status: ClassVar[int] = 409


class AlreadyReversedError(ProblemError):
    """Somebody has taken the report back before."""

    code: ClassVar[str] = "already_reversed"
    status: ClassVar[int] = 409


class FrozenMoveError(ProblemError):
    """The day it leaves or comes to is frozen, and nobody who may said why it is moved all the same."""

    code: ClassVar[str] = "frozen_move"
    status: ClassVar[int] = 409


class MoveImpossibleError(ProblemError):
    """The line is not there, has started, cannot start in time, or the day is out of reach."""

    code: ClassVar[str] = "move_impossible"
    status: ClassVar[int] = 409


class ClosedDayError(ProblemError):
    """The site makes and receives nothing on that day (`on`)."""

    code: ClassVar[str] = "closed_day"
    status: ClassVar[int] = 409


class WayNotYetError(ProblemError):
    """The way in which the line is made may not begin as soon (`item`, `on`: the first day on which it may)."""

    code: ClassVar[str] = "way_not_yet"
    status: ClassVar[int] = 409


class WayEndedError(ProblemError):
    """The way in which the line is made may not begin as late (`item`, `on`: the last day on which it might)."""

    code: ClassVar[str] = "way_ended"
    status: ClassVar[int] = 409


class NoRoomError(ProblemError):
    """A work centre has too few hours on that day (`work_center`, `hours`, `available`)."""

    code: ClassVar[str] = "no_room"
    status: ClassVar[int] = 409


class MaterialMissingError(ProblemError):
    """A component would not be there in time (`item`)."""

    code: ClassVar[str] = "material_missing"
    status: ClassVar[int] = 409


class NothingToUndoError(ProblemError):
    """It was undone, somebody else did it, or the plan has moved on since."""

    code: ClassVar[str] = "nothing_to_undo"
    status: ClassVar[int] = 409


class CalendarMovedError(ConflictError):
    """Somebody else has changed the calendar since it was looked at."""

    code: ClassVar[str] = "calendar_moved"
    status: ClassVar[int] = 409


class ShiftsOverlapError(ProblemError):
    """Two shifts of a week lie over each other (`weekday`)."""

    code: ClassVar[str] = "shifts_overlap"
    status: ClassVar[int] = 409


class CalendarDaysError(ProblemError):
    """The days are out of order, in the past, or more than a year."""

    code: ClassVar[str] = "calendar_days"
    status: ClassVar[int] = 409


class TimeZoneUnknownError(ProblemError):
    """No time zone has that name (`time_zone`)."""

    code: ClassVar[str] = "time_zone_unknown"
    status: ClassVar[int] = 409


class CalendarNameError(ProblemError):
    """A calendar needs a name that no other one has (`name`)."""

    code: ClassVar[str] = "calendar_name"
    status: ClassVar[int] = 409
