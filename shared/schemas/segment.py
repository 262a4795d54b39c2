"""Segments of customers, the rules that find them, and how regions and channels compare."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct, field

from shared.customer_terms import MarketSplit, ValueClass
from shared.schemas.allocation import CustomerClass
from shared.schemas.customer import SegmentView
from shared.terms import AllocationStrategy, Channel

Days = Annotated[int, Meta(ge=28, le=1825)]
Reason = Annotated[str, Meta(min_length=1, max_length=300)]


class SegmentRules(Struct, frozen=True, forbid_unknown_fields=True):
    """By what segments are found; the company's own data.

    `a_part` and `b_part`: customers belong to A while those ahead of them make less than `a_part` of the
    value, then to B below `b_part`. `a_class` to `none_class` are the classes in allocation that follow, `a_service` to
    `none_service` the parts of their lines that these classes are owed on time and in full; null is the KPI's own target.
    New is who ordered first less than `new_days` ago; nobody fades before `fading_days` without an order.
    Only orders by `ranked_channels` count, and only customers who have some are ranked.
    """

    window_days: Days = 365
    new_days: Annotated[int, Meta(ge=1, le=1825)] = 90
    fading_days: Annotated[int, Meta(ge=1, le=1825)] = 60
    a_part: Decimal = Decimal("0.8")
    b_part: Decimal = Decimal("0.95")
    a_class: CustomerClass = 1
    b_class: CustomerClass = 2
    c_class: CustomerClass = 3
    none_class: CustomerClass = 4
    a_service: Decimal | None = None
    b_service: Decimal | None = None
    c_service: Decimal | None = None
    none_service: Decimal | None = None
    ranked_channels: Annotated[list[Channel], Meta(min_length=1)] = field(
        default_factory=lambda: [Channel.DIRECT]
    )


class OverrideChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A class chosen by hand, with its reason, until a day."""

    customer_class: CustomerClass
    reason: Reason
    expires_on: date


class ClassTaken(Struct, frozen=True, forbid_unknown_fields=True):
    """A suggested class that is taken over: from what was seen, to what was seen."""

    customer_id: UUID
    seen_class: CustomerClass
    customer_class: CustomerClass


class ClassesTaken(Struct, frozen=True, forbid_unknown_fields=True):
    """Suggested classes that are taken over, all or none."""

    taken: Annotated[list[ClassTaken], Meta(max_length=5000)]


class SegmentRow(Struct, frozen=True):
    """A customer with its segment."""

    id: UUID
    code: str
    name: str
    territory_name: str
    region: str
    industry: str
    segment: SegmentView


class SegmentGroup(Struct, frozen=True):
    """What a value class comes to."""

    value_class: ValueClass
    count: int
    value: Decimal
    share: Decimal


class ClassServed(Struct, frozen=True):
    """How customers of a class are served: `strategy` and `weight` of every family where something is short, `goal` is the
    part of their lines that they are owed on time and in full, `otif` what the `due_count` lines of the KPI's weeks had.

    `below_count` of the `customer_count` customers had less than the goal.
    """

    customer_class: int
    customer_count: int
    strategy: AllocationStrategy
    weight: int
    goal: Decimal | None
    otif: Decimal | None
    due_count: int
    below_count: int


class SegmentsAsked(Struct, frozen=True):
    """Which ranked customers to list, and from where on; the figures stay those of all of them."""

    value_class: ValueClass | None = None
    territory_id: UUID | None = None
    offset: int = 0
    moves_offset: int = 0


class SegmentBoard(Struct, frozen=True):
    """Customers by value, what they come to by class, and which classes data would have otherwise.

    `rows` are fifty of `row_count`. `moves` are customers whose class is another one than suggested and
    was not chosen by hand: two hundred of `move_count`. `classes` says how each class that somebody is in is served.
    """

    as_of_on: date
    currency: str
    rules: SegmentRules
    groups: list[SegmentGroup]
    rows: list[SegmentRow]
    row_count: int
    next_offset: int | None
    moves: list[SegmentRow]
    move_count: int
    not_ranked_count: int
    may_rule: bool
    classes: list[ClassServed] = []


class MarketAsked(Struct, frozen=True):
    """Along what to compare, over how many days, and which part of it."""

    split: MarketSplit = MarketSplit.REGION
    days: int = 365
    region: str | None = None
    channel: Channel | None = None


class MarketRow(Struct, frozen=True):
    """One region, channel or territory over the days, beside the same days a year before.

    `share` and `share_before` are its part of everybody's value. Service by the KPIs' own rules: lines
    due in the days, on time and in full of `due_count`; delivered of what was due. `expected_value` is what is agreed in
    the forecast for the 28 days from today on, at list prices; None without a forecast.
    """

    key: str
    name: str
    value: Decimal
    value_before: Decimal
    growth: Decimal | None
    share: Decimal
    share_before: Decimal
    order_count: int
    line_count: int
    open_value: Decimal
    otif: Decimal | None
    fill_rate: Decimal | None
    due_count: int
    returned_ratio: Decimal | None
    expected_value: Decimal | None = None


class ChannelBalance(Struct, frozen=True):
    """A region's value by channel, now and a year before."""

    region: str
    values: dict[Channel, Decimal]
    values_before: dict[Channel, Decimal]


class MarketBoard(Struct, frozen=True):
    """A market compared, the largest part first; `total` is all of it."""

    as_of_on: date
    from_on: date
    before_from_on: date
    before_until_on: date
    currency: str
    asked: MarketAsked
    rows: list[MarketRow]
    total: MarketRow
    balance: list[ChannelBalance]
    has_year_before: bool


class MarketLine(Struct, frozen=True):
    """An order line behind a figure of the market."""

    id: UUID
    order_reference: str
    customer_id: UUID
    customer_name: str
    region: str
    channel: Channel
    item_name: str
    unit: str
    quantity: Decimal
    value: Decimal
    ordered_on: date
    due_on: date
    status: str


class MarketLines(Struct, frozen=True):
    """The lines behind a part of the market, the dearest first, fifty from the offset on."""

    name: str
    from_on: date
    until_on: date
    currency: str
    rows: list[MarketLine]
    row_count: int
    value: Decimal
    next_offset: int | None
