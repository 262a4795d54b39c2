"""What the floor tells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FloorReported:
    """Capacity, stock or the plan is other than it was: reported, ended or reversed."""

    topics: ClassVar[tuple[str, ...]] = ("floor", "plan")

    report_id: UUID
    site_id: UUID
    work_center_ids: tuple[UUID, ...]
    item_ids: tuple[UUID, ...]


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
    """Promises that what was reported has made impossible."""

    topics: ClassVar[tuple[str, ...]] = ("demand_line",)

    report_id: UUID
    promises: tuple[MovedPromise, ...]
