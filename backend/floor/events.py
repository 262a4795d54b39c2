"""What the floor tells."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.floor.model import ShiftTimes


@dataclass(frozen=True, slots=True)
class FloorReported:
    """Capacity, stock or the plan is other than it was: reported, ended or reversed.

    Of the item, `missing_quantity` that was planned for `missing_on` does not come: scrapped, or not made.
    Where it `gives_back`, there are hours or material that were not there before.
    """

    topics: ClassVar[tuple[str, ...]] = ("floor", "plan")

    report_id: UUID
    site_id: UUID
    work_center_ids: tuple[UUID, ...]
    item_ids: tuple[UUID, ...]
    missing_quantity: Decimal = Decimal(0)
    missing_on: date | None = None
    gives_back: bool = False


@dataclass(frozen=True, slots=True)
class HoursOfDay:
    """Hours on a calendar day at the site."""

    on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class HoursLost:
    """A calendar gives a work centre fewer hours on some days; `plan_revision_id` is what it made."""

    topics: ClassVar[tuple[str, ...]] = ("floor", "plan")

    plan_revision_id: UUID
    site_id: UUID
    work_center_id: UUID
    days: tuple[HoursOfDay, ...]


@dataclass(frozen=True, slots=True)
class HoursGiven:
    """A calendar gives a work centre more hours on some day; `plan_revision_id` is what it made."""

    topics: ClassVar[tuple[str, ...]] = ("floor", "plan")

    plan_revision_id: UUID
    site_id: UUID
    work_center_id: UUID


@dataclass(frozen=True, slots=True)
class DayBefore:
    """The hours that a calendar had on a day; None: as its week has it."""

    on: date
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Working hours are others from `at` on; what is set beside it says how they were before.

    `shifts` and `days` are a calendar's (`calendar_id`), else `calendar_id` is the one that a work centre
    followed; `time_zone` is a site's.
    """

    topics: ClassVar[tuple[str, ...]] = ("floor",)

    at: datetime
    calendar_id: UUID | None = None
    shifts: tuple[ShiftTimes, ...] | None = None
    days: tuple[DayBefore, ...] | None = None
    work_center_id: UUID | None = None
    site_id: UUID | None = None
    time_zone: str | None = None

    def undone_in(self, catalog: PlanningCatalog) -> PlanningCatalog:
        """The catalogue as it was before."""
        if self.site_id is not None and self.time_zone is not None:
            return catalog.with_time_zone(self.site_id, self.time_zone)
        if self.calendar_id is None:
            return catalog
        if self.shifts is not None:
            return catalog.with_shifts(self.calendar_id, self.shifts)
        if self.days is not None:
            return catalog.with_days(self.calendar_id, {each.on: each.hours for each in self.days})
        if self.work_center_id is not None:
            return catalog.with_calendar(self.work_center_id, self.calendar_id)
        return catalog


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """An order line whose promise has become impossible; `possible_on` None: no day is known."""

    demand_line_id: UUID
    order_reference: str
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date
    possible_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class PromisesMoved:
    """Promises that what was reported has made impossible.

    `report_id` names what moved them: a report, the work centre whose calendar was changed, or a purchase.
    """

    topics: ClassVar[tuple[str, ...]] = ("demand_line",)

    report_id: UUID
    promises: tuple[MovedPromise, ...]


@dataclass(frozen=True, slots=True)
class PromisesReturned:
    """Promises that a report had made impossible and that are possible again, or sooner than since.

    Of each `possible_on` is the new day and `days_late` by how much that is later than it was at first.
    """

    topics: ClassVar[tuple[str, ...]] = ("demand_line",)

    report_id: UUID
    promises: tuple[MovedPromise, ...]
