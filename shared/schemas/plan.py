"""The plan as a board of work centres and days."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.impact import DayQuantity, LoadBar, Slip
from shared.terms import Fence


class PlanBlock(Struct, frozen=True):
    """One plan line on the board; `state` is planned, comes_in, goes_out or urgent.

    `work_center_ids` are those where it may also be made, where the plan can be moved.
    """

    plan_line_id: UUID
    item_id: UUID
    item_code: str
    item_name: str
    quantity: Decimal
    unit: str
    hours: Decimal
    state: str
    work_center_ids: list[UUID] = []


class PlanCell(Struct, frozen=True):
    """One work centre on one day; `is_open` where it has hours and its site is open, so that lines may be moved there."""

    on: date
    available_hours: Decimal
    planned_hours: Decimal
    is_frozen: bool
    blocks: list[PlanBlock]
    is_open: bool = True


class PlanLane(Struct, frozen=True):
    """One work centre across the days shown; `is_packaging` where things are filled, packed or kitted."""

    work_center_id: UUID
    work_center_name: str
    hours_a_day: Decimal
    cells: list[PlanCell]
    is_packaging: bool = False


class PlanBoard(Struct, frozen=True):
    """One revision of one site's plan, or that revision with an alternative laid over it."""

    site_id: UUID
    site_name: str
    sites: list["PlanSite"]
    revision_id: UUID
    revision_number: int
    revised_at: datetime
    revised_by_name: str | None
    from_on: date
    today: date
    frozen_until: date
    lanes: list[PlanLane]
    proposal_id: UUID | None
    alternative: str | None
    current_revision_number: int
    can_move: bool


class MovePreview(Struct, frozen=True):
    """What a line on another day or at another work centre would do.

    `refusal` is the code of what stands against it. `needs_reason`: the day is frozen, and the viewer
    may override that with a reason. `way` names the way it would be made, where it is not the usual one.
    """

    plan_line_id: UUID
    item_name: str
    unit: str
    quantity: Decimal
    from_on: date
    on: date
    fence: Fence
    needs_reason: bool
    refusal: str | None
    refusal_facts: dict[str, str]
    loads: list[LoadBar]
    lowest_before: DayQuantity
    lowest_after: DayQuantity
    slips: list[Slip]
    way: str | None


class MoveAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a line is to go, on the plan revision that was seen; a frozen day asks for a reason.

    Without `work_center_id` it is made where it is.
    """

    on: date
    plan_revision_id: UUID
    reason: Annotated[str, Meta(max_length=500)] = ""
    work_center_id: UUID | None = None


class PlanRevisedBy(Struct, frozen=True):
    """The plan revision that a move has made."""

    plan_revision_id: UUID


class PlanSite(Struct, frozen=True):
    """A site that has a plan, to choose from."""

    site_id: UUID
    site_name: str


class PlanLineRow(Struct, frozen=True):
    """One line of a site's current plan; `source_site_name` where it comes from another site."""

    plan_line_id: UUID
    reference: str
    item_id: UUID
    item_code: str
    item_name: str
    quantity: Decimal
    unit: str
    start_on: date
    on: date
    source_site_name: str | None
