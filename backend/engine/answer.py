"""What the engine answers with: the values that impacts and proposals are made of.

They mirror `shared.schemas.impact` field by field.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shared.terms import AdjustmentKind


@dataclass(frozen=True, slots=True)
class DayQuantity:
    """A quantity on a calendar day at the site."""

    on: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause with its facts as text; the codes stand in `shared.schemas.impact.Reason`."""

    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A demand line that would come later or not in full; `quantity` is the part that slips.

    `possible_on` is None when no day of the horizon has it; `days_late` then runs to the day after.
    """

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
class Gain:
    """A demand line that would come sooner, or more of it on its day; `quantity` is the part that gains."""

    demand_line_id: UUID
    order_reference: str
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date
    was_possible_on: date | None
    possible_on: date | None


@dataclass(frozen=True, slots=True)
class LoadBar:
    """Hours asked of a work centre from `from_on` to `to_on`, against the hours it has."""

    work_center_id: UUID
    work_center_name: str
    from_on: date
    to_on: date
    available_hours: Decimal
    hours_before: Decimal
    hours_after: Decimal


@dataclass(frozen=True, slots=True)
class MaterialPosition:
    """The lowest point of a component above its safety stock, before and after."""

    item_id: UUID
    item_name: str
    unit: str
    lowest_before: Decimal
    lowest_after: Decimal
    lowest_on: date
    next_supply_on: date | None
    next_supply_reference: str | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing to do to the plan, a purchase or a promise.

    `quantity` is always the amount that is added, taken away or moved, never the new total. Of a lot
    that its minimum or multiple made larger, `needed_quantity` is what is needed of it. A plan
    line is named by `plan_line_id`; a production order or a purchase by `reference` and `from_on`.
    `alternate_id` says by which other way than the usual one it is got, `source_site_name` from where a
    transfer is brought.
    """

    kind: AdjustmentKind
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    quantity: Decimal
    on: date | None = None
    from_on: date | None = None
    work_center_id: UUID | None = None
    work_center_name: str | None = None
    hours: Decimal | None = None
    reference: str | None = None
    plan_line_id: UUID | None = None
    demand_line_id: UUID | None = None
    alternate_id: UUID | None = None
    alternate_name: str | None = None
    needed_quantity: Decimal | None = None
    source_site_name: str | None = None
