"""Demand changes and demand lines as screens see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from shared.schemas.impact import DayQuantity, ImpactSummary
from shared.schemas.ops import Amount, Count, Note
from shared.terms import DemandChangeStatus, DemandLineStatus, ProposalStatus, ReasonCode


class DemandChangeRow(Struct, frozen=True):
    """One change in a list; with `from_site_name` it asks for its line from another site."""

    id: UUID
    ver: int
    scope_id: UUID
    demand_line_id: UUID | None
    customer_id: UUID
    customer_name: str
    item_id: UUID
    item_name: str
    site_id: UUID
    unit: str
    order_reference: str | None
    quantity_before: Decimal
    quantity_delta: Decimal
    due_on_before: date | None
    due_on: date | None
    is_cancellation: bool
    is_urgent: bool
    reason: ReasonCode
    status: DemandChangeStatus
    decision: ProposalStatus | None
    requested_by_name: str
    requested_at: datetime
    impact: ImpactSummary | None
    site_name: str = ""
    from_site_name: str | None = None


class ChangeStep(Struct, frozen=True):
    """One of the eight steps of a change, with who and when once it has happened.

    Names: `on_phone`, `received`, `assessed`, `proposed`, `decided`, `applied`, `made`, `shipped`.
    """

    name: str
    at: datetime | None
    by_name: str | None


class DemandPhotoFacts(Struct, frozen=True):
    """A photo that belongs to a change; `received_at` is null while it is still on the phone."""

    content_hash: str
    received_at: datetime | None


class KeptPhoto(Struct, frozen=True):
    """The answer to a photo that was sent."""

    content_hash: str


class DemandChangeView(Struct, frozen=True):
    """One change with its way so far; `promises` are its line's once it is applied, by day."""

    row: DemandChangeRow
    note: str
    confidence: float | None
    proposal_id: UUID | None
    decided_by_name: str | None
    decided_at: datetime | None
    decision_note: str | None
    chosen_alternative: str | None
    steps: list[ChangeStep]
    photos: list[DemandPhotoFacts]
    promises: list[DayQuantity]


class DemandChangePage(Struct, frozen=True):
    """Some changes, and where the next ones begin; `next_cursor` is null on the last page."""

    rows: list[DemandChangeRow]
    next_cursor: str | None


class DemandLineRow(Struct, frozen=True):
    """One line of an order: what a customer wants of an item at a site, and what has been shipped."""

    id: UUID
    ver: int
    scope_id: UUID
    order_reference: str
    line_number: int
    channel: str
    customer_id: UUID
    customer_code: str
    customer_name: str
    item_id: UUID
    item_code: str
    item_name: str
    site_id: UUID
    site_name: str
    unit: str
    quantity: Decimal
    shipped_quantity: Decimal
    ordered_on: date
    due_on: date
    promised_on: date | None
    status: DemandLineStatus
    is_urgent: bool


class DemandLinePage(Struct, frozen=True):
    """Some order lines, and where the next ones begin; `next_cursor` is null on the last page."""

    rows: list[DemandLineRow]
    next_cursor: str | None


class DemandChangeAmendment(Struct, frozen=True, forbid_unknown_fields=True):
    """What shall be different about a change; fields that are not sent stay as they are.

    `base_ver` is the version that was read: what others altered since then is a conflict.
    """

    base_ver: Count
    quantity_delta: Amount | UnsetType = UNSET
    due_on: date | UnsetType | None = UNSET
    is_cancellation: bool | UnsetType = UNSET
    is_urgent: bool | UnsetType = UNSET
    reason: ReasonCode | UnsetType = UNSET
    confidence: Annotated[float, Meta(ge=0, le=1)] | UnsetType | None = UNSET
    note: Note | UnsetType = UNSET
