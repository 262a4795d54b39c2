"""What suppliers are asked, what they answer without an account, and how reliable they are."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.supplier_terms import AnswerOutcome, RequestKind, RequestStatus

Secret = Annotated[str, Meta(min_length=1, max_length=300)]
Note = Annotated[str, Meta(max_length=1000)]


class SupplierPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A quantity that a supplier will deliver on a day."""

    quantity: Decimal
    on: date


class LineAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a supplier says of one line; no parts decline it. `unit_price` where a price was asked."""

    line_id: UUID
    parts: Annotated[list[SupplierPart], Meta(max_length=12)]
    unit_price: Decimal | None = None


class OpenedLink(Struct, frozen=True, forbid_unknown_fields=True):
    """The token out of a link's fragment."""

    token: Secret


class SupplierReply(Struct, frozen=True, forbid_unknown_fields=True):
    """A supplier's whole answer; sent twice under one `answer_id` it counts once."""

    token: Secret
    answer_id: UUID
    lines: Annotated[list[LineAnswer], Meta(min_length=1, max_length=2000)]
    note: Note = ""


class AskedLine(Struct, frozen=True):
    """A line as it was asked, and as it was answered if it was.

    `expected_quantity` is what of a shared forecast's line nobody has ordered yet; null where there is none.
    """

    id: UUID
    line_number: int
    item_code: str
    item_name: str
    unit: str
    quantity_decimals: int
    quantity: Decimal
    due_on: date
    quantity_before: Decimal | None
    due_on_before: date | None
    outcome: AnswerOutcome | None
    parts: list[SupplierPart]
    unit_price: Decimal | None
    expected_quantity: Decimal | None


class SupplierAsked(Struct, frozen=True):
    """What the holder of a link sees: this one request and nothing else; `token` is good for 30 minutes."""

    token: str
    company_name: str
    supplier_name: str
    currency: str
    kind: RequestKind
    reference: str
    site_name: str
    status: RequestStatus
    answer_by: datetime
    time_zone: str
    today: date
    note: str
    answer_note: str
    lines: list[AskedLine]


class Reliability(Struct, frozen=True):
    """How a supplier kept their word over the last year: counts and how many of them were good."""

    delivered_count: int
    on_time_count: int
    in_full_count: int
    asked_count: int
    answered_in_time_count: int


class SupplierRow(Struct, frozen=True):
    """A supplier with their reliability and what is open with them."""

    id: UUID
    code: str
    name: str
    country: str
    reliability: Reliability
    open_line_count: int
    waiting_count: int
    overdue_count: int


class SupplierRequestRow(Struct, frozen=True):
    """A request as the company sees it; `link_until` is there while the link can still be used."""

    id: UUID
    kind: RequestKind
    reference: str
    site_name: str
    time_zone: str
    status: RequestStatus
    asked_at: datetime
    asked_by_name: str
    answer_by: datetime
    answered_at: datetime | None
    is_late: bool
    note: str
    answer_note: str
    link_until: datetime | None
    opened_count: int
    lines: list[AskedLine]


class SupplierOrder(Struct, frozen=True):
    """A purchase order that is open with a supplier, at one site."""

    order_reference: str
    site_id: UUID
    site_name: str
    line_count: int
    next_due_on: date


class SupplierItemChoice(Struct, frozen=True):
    """Something that a supplier delivers, to be asked about."""

    id: UUID
    code: str
    name: str
    unit: str


class SiteChoice(Struct, frozen=True):
    """A site that a supplier may deliver to."""

    id: UUID
    name: str


class SupplierView(Struct, frozen=True):
    """One supplier: how they are written to, their reliability, what was asked and answered."""

    row: SupplierRow
    requests: list[SupplierRequestRow]
    orders: list[SupplierOrder]
    items: list[SupplierItemChoice]
    sites: list[SiteChoice]
    may_ask: bool


class QuotationWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A quantity of an item that a supplier is asked to quote for a day at a site."""

    site_id: UUID
    item_id: UUID
    quantity: Decimal
    due_on: date
    note: Note = ""


class OrderAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A purchase order that a supplier is asked to confirm."""

    order_reference: Annotated[str, Meta(min_length=1, max_length=64)]
    site_id: UUID


class ForecastAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A site whose buying plan a supplier is shown and asked to commit to."""

    site_id: UUID


class SupplierLink(Struct, frozen=True):
    """A link that lets its holder answer one request. It is told this once."""

    url: str
    until: datetime
