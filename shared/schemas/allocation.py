"""Sharing out what is short, as screens and the API see it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import ApprovalNeed
from shared.schemas.impact import Adjustment, DayQuantity, Slip
from shared.terms import (
    AllocationOutcome,
    AllocationStrategy,
    DecisionKind,
    DecisionReason,
    Fence,
    ProposalStatus,
)

CustomerClass = Annotated[int, Meta(ge=1, le=9)]


class AllocationRule(Struct, frozen=True, forbid_unknown_fields=True):
    """How a class of customers is served when there is not enough of a family ("" for every family).

    Within a strategy the heavier `weight` is served first; equal weights share.
    """

    family: Annotated[str, Meta(max_length=64)]
    customer_class: CustomerClass
    strategy: AllocationStrategy
    weight: Annotated[int, Meta(ge=0, le=100)]


class ClassChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Another strategy for a class, for one shortage only."""

    customer_class: CustomerClass
    strategy: AllocationStrategy


class ShortageRow(Struct, frozen=True):
    """An item at a site whose order lines cannot all be there when they are wanted.

    `broken_count` of the `line_count` lines have a promise that the plan does not keep. Of a component
    the lots are counted that draw on it before more can be had.
    """

    item_id: UUID
    site_id: UUID
    item_name: str
    site_name: str
    family: str
    unit: str
    missing: Decimal
    first_on: date
    line_count: int
    broken_count: int
    allocation_id: UUID | None
    is_component: bool = False


class AllocationShare(Struct, frozen=True):
    """What a line gets: `parts` by day against its promise; `plan_on` is its day without any rule."""

    demand_line_id: UUID
    order_reference: str
    customer_id: UUID
    customer_name: str
    customer_class: int
    strategy: AllocationStrategy
    weight: int
    quantity: Decimal
    wanted_on: date
    promised_on: date
    plan_on: date | None
    parts: list[DayQuantity]
    open_quantity: Decimal
    outcome: AllocationOutcome
    days_late: int
    is_better: bool
    is_worse: bool
    item_name: str = ""
    unit: str = ""


class AllocationLot(Struct, frozen=True):
    """What a lot gets of a component that is short: its `parts` by the day of their start.

    It is served by the rule of the order line named; none where it is made for stock.
    """

    reference: str
    item_name: str
    unit: str
    quantity: Decimal
    drawn: Decimal
    starts_on: date
    order_reference: str
    customer_name: str
    customer_class: int
    strategy: AllocationStrategy
    parts: list[DayQuantity]
    open_quantity: Decimal
    days_late: int


class AllocationPreview(Struct, frozen=True):
    """Who gets what by the rules and the choices; `seen_id` names exactly this answer.

    `slips` are lines that come later than promised, and lines of their orders that wait for them. Of a
    component `lots` are those that draw on it, and `moves` what an approval does to the plan, in the
    zone `fence`.
    """

    item_id: UUID
    site_id: UUID
    item_name: str
    site_name: str
    family: str
    unit: str
    missing: Decimal
    choices: list[ClassChoice]
    rules: list[AllocationRule]
    shares: list[AllocationShare]
    slips: list[Slip]
    seen_id: UUID
    may_open: bool
    lots: list[AllocationLot] = []
    moves: list[Adjustment] = []
    fence: Fence = Fence.FREE


class AllocationRow(Struct, frozen=True):
    """An allocation that waits for a decision."""

    id: UUID
    item_id: UUID
    site_id: UUID
    item_name: str
    site_name: str
    opened_at: datetime
    decide_by: datetime
    requested_by_name: str | None


class DecidedAllocation(Struct, frozen=True):
    """An allocation that was decided lately; `decided_by_name` None: nothing was short any more."""

    id: UUID
    item_name: str
    site_name: str
    status: ProposalStatus
    decided_at: datetime
    decided_by_name: str | None
    requested_by_name: str | None


class AllocationBoard(Struct, frozen=True):
    """The shortages at one's sites, what waits for a decision, what was decided lately, and the rules."""

    shortages: list[ShortageRow]
    waiting: list[AllocationRow]
    decided: list[DecidedAllocation]
    rules: list[AllocationRule]
    families: list[str]
    may_open: bool
    may_rule: bool


class AllocationView(Struct, frozen=True):
    """An allocation with everything that a decision needs; a closed one shows what was decided.

    The viewer may undo their own decision until `undo_until`.
    """

    id: UUID
    status: ProposalStatus
    preview: AllocationPreview
    opened_at: datetime
    decide_by: datetime
    requested_by_name: str | None
    can_decide: bool
    approval: ApprovalNeed | None
    decided_by_name: str | None
    decided_at: datetime | None
    reason: str | None
    note: str
    undo_until: datetime | None = None


class NewAllocation(Struct, frozen=True, forbid_unknown_fields=True):
    """A shortage to share out, with other strategies for some classes."""

    item_id: UUID
    site_id: UUID
    choices: Annotated[list[ClassChoice], Meta(max_length=9)] = []


class AllocationDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on exactly the answer that was seen."""

    decision: DecisionKind
    seen_id: UUID
    reason: DecisionReason | None = None
    note: Annotated[str, Meta(max_length=2000)] = ""
