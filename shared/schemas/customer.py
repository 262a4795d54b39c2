"""One customer from all sides, and customers in a list. Money is in the company's currency, ratios are 0 to 1."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.customer_terms import (
    CustomerMark,
    FieldKind,
    OrderSize,
    SignalKind,
    Standing,
    ValueClass,
)
from shared.schemas.demand import DemandChangeRow
from shared.schemas.invoice import InvoicesView
from shared.terms import Channel, KPIName

ShortText = Annotated[str, Meta(min_length=1, max_length=100)]
ValueText = Annotated[str, Meta(max_length=500)]


class CustomersAsked(Struct, frozen=True):
    """Which customers to list; what is left out is not asked. Fifty from `offset` on."""

    words: str = ""
    territory_id: UUID | None = None
    value_class: ValueClass | None = None
    mark: CustomerMark | None = None
    offset: int = 0


class MarkView(Struct, frozen=True):
    """What stands out, with the facts of its sentence.

    Quiet: `days` of silence, `usual_days` as a rule, `chance` of so long a silence. A jump: `quantity`
    of an item beside the `usual_quantity`, `factor` times as much, ordered on `on`. Expected: `on`.
    """

    kind: CustomerMark
    on: date | None = None
    days: int | None = None
    usual_days: Decimal | None = None
    chance: Decimal | None = None
    item_name: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    usual_quantity: Decimal | None = None
    factor: Decimal | None = None
    order_reference: str = ""


class CustomerListRow(Struct, frozen=True):
    """A customer in a list; the next order is expected from `from_on` to `until_on`."""

    id: UUID
    code: str
    name: str
    city: str
    country: str
    industry: str
    territory_id: UUID
    territory_name: str
    customer_class: int
    value_class: ValueClass
    year_value: Decimal
    last_ordered_on: date | None
    expected_on: date | None
    from_on: date | None
    until_on: date | None
    marks: list[MarkView]


class TerritoryCount(Struct, frozen=True):
    """A territory, and how many customers in it fit what was asked otherwise."""

    id: UUID
    name: str
    count: int


class CustomerBoard(Struct, frozen=True):
    """Customers by territory and name, and how many stand out."""

    as_of_on: date
    currency: str
    rows: list[CustomerListRow]
    row_count: int
    next_offset: int | None
    territories: list[TerritoryCount]
    marked: dict[CustomerMark, int]
    may_rule: bool


class OrderDay(Struct, frozen=True):
    """A day of orders and their value."""

    on: date
    value: Decimal


class RhythmView(Struct, frozen=True):
    """How a customer orders a family, or anything at all (`family` is empty); see the rhythm's rules."""

    family: str
    order_days: list[OrderDay]
    order_count: int
    gap_count: int
    every_days: Decimal
    spread_days: Decimal
    elapsed_days: int
    usual_on: date
    expected_on: date | None
    from_on: date | None
    until_on: date | None
    window_chance: Decimal
    is_quiet: bool


class ServiceFigure(Struct, frozen=True):
    """A KPI as one customer got it in the last year and the last four weeks; `count` lines in the year."""

    kpi: KPIName
    unit: str
    year: Decimal | None
    weeks: Decimal | None
    count: int
    target: Decimal | None
    is_on_target: bool


class LikedItem(Struct, frozen=True):
    """An item that a customer orders: on how many of the orders, and how much at a time as a rule."""

    item_id: UUID
    item_name: str
    family: str
    unit: str
    order_count: int
    order_ratio: Decimal
    usual_quantity: Decimal
    last_on: date


class ChannelShare(Struct, frozen=True):
    """The share of a customer's orders that come by a channel."""

    channel: Channel
    ratio: Decimal


class WeekdayShare(Struct, frozen=True):
    """The share of order days that fall on a weekday, 1 Monday to 7 Sunday."""

    weekday: int
    ratio: Decimal


class Preferences(Struct, frozen=True):
    """What a year's orders say that a customer likes; `days_ahead` from order to wanted day as a rule."""

    order_count: int
    items: list[LikedItem]
    channels: list[ChannelShare]
    weekdays: list[WeekdayShare]
    days_ahead: int | None


class OpenLineRow(Struct, frozen=True):
    """An open order line of the customer; `counts_as` as the demand at risk was last judged."""

    id: UUID
    order_reference: str
    item_name: str
    unit: str
    quantity: Decimal
    open_quantity: Decimal
    due_on: date
    promised_on: date | None
    is_late: bool
    is_urgent: bool
    possible_on: date | None


class DealRow(Struct, frozen=True):
    """An opportunity, or a quotation that holds supply (`held_until`); `value` at the item's price."""

    reference: str
    kind: str
    item_name: str
    unit: str
    stage: str
    probability: Decimal | None
    quantity: Decimal
    value: Decimal
    expected_on: date
    held_until: datetime | None


class ReturnRow(Struct, frozen=True):
    """What came back."""

    reference: str
    order_reference: str
    item_name: str
    unit: str
    quantity: Decimal
    returned_on: date
    reason: str


class JudgedLine(Struct, frozen=True):
    """A line behind a service figure: hit, miss, part or open, by the KPI's own rules."""

    id: UUID
    order_reference: str
    item_name: str
    unit: str
    quantity: Decimal
    delivered_quantity: Decimal
    ordered_on: date
    reference_on: date
    delivered_on: date | None
    counts_as: str
    cause: str | None
    days: int | None


class CustomerField(Struct, frozen=True):
    """A field that the company has added to its customers; `choices` where one is chosen."""

    id: UUID
    name: str
    kind: FieldKind
    choices: list[str]
    position: int


class CustomerFieldChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A field as it shall be."""

    name: ShortText
    kind: FieldKind
    choices: Annotated[list[ShortText], Meta(max_length=50)] = []


class FieldValue(Struct, frozen=True):
    """What is said of a customer in a field; empty while nothing is."""

    field: CustomerField
    value: str
    said_by_name: str | None
    said_at: datetime | None


class FieldSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """What to say in a field: a number with a point, a date as 2026-12-31, yes or no; empty takes it back."""

    field_id: UUID
    value: ValueText


class FieldsSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """What to say in some fields of a customer, all or none."""

    said: Annotated[list[FieldSaid], Meta(max_length=40)]


class OverrideView(Struct, frozen=True):
    """A class that a person has chosen, why, by whom, and until when it holds."""

    customer_class: int
    reason: str
    expires_on: date
    set_by_name: str
    set_at: datetime
    is_over: bool


class SegmentView(Struct, frozen=True):
    """A customer's segment as data have it, with what it was found from.

    `rank` of `of_count` by the value of `window_days`; `share` is its part of everybody's, and
    `share_before` that of all who are ahead. Scores are 1 to 5, 5 the best fifth. `suggested_class`
    None: such a customer is not ranked.
    """

    value_class: ValueClass
    standing: Standing
    order_size: OrderSize
    is_high_value: bool
    recency: int
    frequency: int
    money: int
    value: Decimal
    order_count: int
    last_ordered_on: date | None
    rank: int
    of_count: int
    share: Decimal
    share_before: Decimal
    window_days: int
    customer_class: int
    suggested_class: int | None
    override: OverrideView | None


class SignalChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that was heard of a customer; an event may last until a day."""

    kind: SignalKind
    note: Annotated[str, Meta(min_length=1, max_length=500)]
    heard_on: date
    until_on: date | None = None


class SignalView(Struct, frozen=True):
    """Something that was heard of a customer, by whom."""

    id: UUID
    kind: SignalKind
    note: str
    heard_on: date
    until_on: date | None
    said_by_name: str
    said_at: datetime


class YearFigures(Struct, frozen=True):
    """The last 365 days beside the 365 before, and what is open now. `growth` None without a year before."""

    value: Decimal
    value_before: Decimal
    growth: Decimal | None
    order_count: int
    open_value: Decimal
    return_count: int
    returned_ratio: Decimal | None


class DeliveryWishes(Struct, frozen=True):
    """How the customer's orders may be delivered, as far as it was said."""

    maximum_days_late: int | None
    allows_partial: bool | None
    minimum_partial_ratio: Decimal | None
    ships_together: bool | None
    remaining_life_days: int


class CustomerView(Struct, frozen=True):
    """One customer from all sides."""

    id: UUID
    code: str
    name: str
    city: str
    country: str
    territory_name: str
    region: str
    segment: str
    industry: str
    contact_name: str
    phone: str
    currency: str
    as_of_on: date
    may_edit: bool
    may_rule: bool
    may_log: bool
    delivery: DeliveryWishes
    year: YearFigures
    marks: list[MarkView]
    service: list[ServiceFigure]
    rhythms: list[RhythmView]
    preferences: Preferences
    open_lines: list[OpenLineRow]
    changes: list[DemandChangeRow]
    deals: list[DealRow]
    returns: list[ReturnRow]
    invoices: InvoicesView
    fields: list[FieldValue]
    signals: list[SignalView]
    rank: SegmentView


class CustomerLines(Struct, frozen=True):
    """The lines behind one service figure of a customer, misses first."""

    customer_name: str
    kpi: KPIName
    figure: ServiceFigure
    from_on: date
    until_on: date
    rows: list[JudgedLine]
