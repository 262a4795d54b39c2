"""What can be promised, and what has been asked about or is held, as screens and phones see it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from shared.schemas.impact import Adjustment, DayQuantity, Reason
from shared.terms import QuotationStatus


class QuoteOption(Struct, frozen=True):
    """One thing that can be told to the customer, the best first.

    Codes: `as_asked` (stock and plan carry it), `make_more`, `buy_more` and `transfer` (with more in
    time), `two_deliveries`, `later`, `in_part` (only what there is on the day); and `overtime` or
    `buy_sooner`, which `needs_approval`: they can be asked for as a change, but not held.
    `adjustments` is what would have to be made, bought or sent, components first; `days` how many
    days from today until all of it is there, `holdable_until` the latest end of a hold.
    """

    code: str
    deliveries: list[DayQuantity]
    open_quantity: Decimal
    complete_on: date | None
    days: int | None
    days_late: int | None
    adjustments: list[Adjustment]
    needs_approval: bool
    holdable_until: datetime | None


class Quote(Struct, frozen=True):
    """What can be promised of an item for a day, as of `answered_at`.

    `deliveries` is available-to-promise: what stock and plan alone carry. `options` add what can be
    made, bought or sent for it (capable-to-promise). `reasons` say what holds it back or carries it.
    """

    answered_at: datetime
    customer_id: UUID | None
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    quantity: Decimal
    due_on: date
    deliveries: list[DayQuantity]
    open_quantity: Decimal
    options: list[QuoteOption]
    reasons: list[Reason]


class QuotationRow(Struct, frozen=True):
    """An inquiry, or a quotation with what is held until when."""

    id: UUID
    ver: int
    scope_id: UUID
    reference: str
    customer_id: UUID
    customer_name: str
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    quantity: Decimal
    due_on: date
    status: QuotationStatus
    option: str | None
    deliveries: list[DayQuantity]
    open_quantity: Decimal
    held_until: datetime | None
    note: str
    asked_by_name: str
    asked_at: datetime
    ended_at: datetime | None
    demand_change_id: UUID | None


class QuotationPage(Struct, frozen=True):
    """Some quotations, and where the next ones begin; `next_cursor` is null on the last page."""

    rows: list[QuotationRow]
    next_cursor: str | None
