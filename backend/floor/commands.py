"""What may be reported from the floor."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from backend.floor.model import ShiftTimes
from shared.schemas.ops import (
    EndDowntimeArgs,
    ReportDowntimeArgs,
    ReportHoursArgs,
    ReportOutputArgs,
    ReverseReportArgs,
)
from shared.terms import DowntimeCause


@dataclass(frozen=True, slots=True)
class ReportDowntime:
    """Machines stand still, until an instant or until further notice."""

    id: UUID
    work_center_id: UUID
    from_at: datetime
    until_at: datetime | None
    machine_count: int | None
    cause: DowntimeCause
    note: str

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: ReportDowntimeArgs) -> Self:  # noqa: ARG003 -- a new report has no version before it
        """The command that args from outside ask for."""
        return cls(
            id=row_id,
            work_center_id=args.work_center_id,
            from_at=args.from_at,
            until_at=args.until_at,
            machine_count=args.machine_count,
            cause=args.cause,
            note=args.note,
        )


@dataclass(frozen=True, slots=True)
class EndDowntime:
    """Machines run again, sooner than was said, or after having been down until further notice."""

    id: UUID
    until_at: datetime

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: EndDowntimeArgs) -> Self:  # noqa: ARG003 -- an end has no parallel to merge with
        """The command that args from outside ask for."""
        return cls(row_id, args.until_at)


@dataclass(frozen=True, slots=True)
class ReportHours:
    """A work centre has other hours a day, or another efficiency, on some days."""

    id: UUID
    work_center_id: UUID
    from_on: date
    until_on: date
    hours: Decimal | None
    efficiency_ratio: Decimal | None
    note: str

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: ReportHoursArgs) -> Self:  # noqa: ARG003 -- a new report has no version before it
        """The command that args from outside ask for."""
        return cls(
            id=row_id,
            work_center_id=args.work_center_id,
            from_on=args.from_on,
            until_on=args.until_on or args.from_on,
            hours=None if args.hours is None else Decimal(args.hours),
            efficiency_ratio=(
                None if args.efficiency_ratio is None else Decimal(args.efficiency_ratio)
            ),
            note=args.note,
        )


@dataclass(frozen=True, slots=True)
class ReportOutput:
    """So much of a plan line or a production order was made well, so much is scrap."""

    id: UUID
    plan_line_id: UUID | None
    production_order_id: UUID | None
    good_quantity: Decimal
    scrapped_quantity: Decimal
    is_done: bool
    on: date | None
    lot_code: str | None
    note: str

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: ReportOutputArgs) -> Self:  # noqa: ARG003 -- a new report has no version before it
        """The command that args from outside ask for."""
        return cls(
            id=row_id,
            plan_line_id=args.plan_line_id,
            production_order_id=args.production_order_id,
            good_quantity=Decimal(args.good_quantity),
            scrapped_quantity=Decimal(args.scrapped_quantity),
            is_done=args.is_done,
            on=args.on,
            lot_code=args.lot_code or None,
            note=args.note,
        )


@dataclass(frozen=True, slots=True)
class ReverseReport:
    """A report was wrong: take back all that it did. It stays on record."""

    id: UUID
    note: str

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: ReverseReportArgs) -> Self:  # noqa: ARG003 -- a report is never altered, only reversed
        """The command that args from outside ask for."""
        return cls(row_id, args.note)


@dataclass(frozen=True, slots=True)
class FollowFloor:
    """Look whether machines that are down until further notice are assumed down for longer."""


@dataclass(frozen=True, slots=True)
class MovePlanLine:
    """Move a plan line to another day or work centre, on the plan revision that was seen.

    `reason` is what the override of a frozen day needs. Without `work_center_id` it is made where it is.
    """

    plan_line_id: UUID
    on: date
    plan_revision_id: UUID
    reason: str
    work_center_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UndoMove:
    """Put a line back where it was, while the plan still stands as the move left it."""

    plan_revision_id: UUID


@dataclass(frozen=True, slots=True)
class ChangeShifts:
    """Let a calendar have these shifts from now on, on the state that was seen."""

    calendar_id: UUID
    ver: str
    shifts: tuple[ShiftTimes, ...]


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """Let days of a calendar have other hours; without `hours` they are as the week has them."""

    calendar_id: UUID
    ver: str
    from_on: date
    until_on: date
    hours: Decimal | None
    name: str


@dataclass(frozen=True, slots=True)
class ChangeTimeZone:
    """Let a site's days be days in another time zone."""

    site_id: UUID
    time_zone: str


@dataclass(frozen=True, slots=True)
class AddCalendar:
    """Begin a calendar, with the week and the coming days of another one where one is named."""

    id: UUID
    name: str
    like_id: UUID | None


@dataclass(frozen=True, slots=True)
class FollowCalendar:
    """Let a work centre have the hours of another calendar."""

    work_center_id: UUID
    calendar_id: UUID


@dataclass(frozen=True, slots=True)
class KeepOpenDays:
    """Let a site or supplier ship and receive on the days of a calendar alone; without one every day."""

    place_id: UUID
    calendar_id: UUID | None
