"""Promotions and seasonal items as screens and the API see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.promotion_terms import (
    PromotionDeed,
    PromotionStatus,
    SeasonKind,
    SeasonMark,
    UpliftBasis,
)
from shared.terms import Channel, ReasonCode

_Several = Meta(max_length=2_000)


class PromotionAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A promotion as somebody wants it. An empty list limits nothing; items or families must be named.

    `price` is that of one unit during the promotion, `discount_ratio` the share taken off it; one of them or none.
    """

    name: Annotated[str, Meta(max_length=200)]
    starts_on: date
    ends_on: date
    discount_ratio: Decimal | None = None
    price: Decimal | None = None
    item_ids: Annotated[list[UUID], _Several] = []
    families: Annotated[list[str], _Several] = []
    site_ids: Annotated[list[UUID], _Several] = []
    territory_ids: Annotated[list[UUID], _Several] = []
    segments: Annotated[list[str], _Several] = []
    customer_ids: Annotated[list[UUID], _Several] = []
    channels: Annotated[list[Channel], _Several] = []
    note: Annotated[str, Meta(max_length=500)] = ""
    is_draft: bool = False


class UpliftAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody expects instead: demand times `ratio`, None to go by what was learned again.

    Without `item_id` it is about all items of the promotion.
    """

    ratio: Decimal | None
    reason: ReasonCode
    item_id: UUID | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


class PromotionRow(Struct, frozen=True):
    """A promotion in a list. `what` names its items and families, `where` what it is limited to."""

    id: UUID
    reference: str
    name: str
    status: PromotionStatus
    starts_on: date
    ends_on: date
    discount_ratio: Decimal | None
    price: Decimal | None
    what: list[str]
    item_count: int
    where: list[str]
    made_by_name: str


class PromotionBoard(Struct, frozen=True):
    """Promotions that one may see: what waits for a planner, running, coming, over and cancelled."""

    rows: list[PromotionRow]
    learned_from: int
    may_plan: bool
    may_confirm: bool


class MeasuredView(Struct, frozen=True):
    """What a promotion did to an item: what came in its window beside what would have come without.

    A margin is half the width of the 90 % interval. `siblings_gain` is what all its siblings sold more (below zero, less),
    `after_gain` what came more or less afterwards; `is_whole` says that this time is over.
    """

    came: Decimal
    usual: Decimal
    gain: Decimal
    gain_margin: Decimal
    ratio: float
    siblings_gain: Decimal
    siblings_margin: Decimal
    after_gain: Decimal
    after_margin: Decimal
    is_whole: bool


class PromotionItem(Struct, frozen=True):
    """One item of a promotion: the expected uplift and where it comes from, what is expected, what was measured.

    `events` counts past promotions of the item, its family and all. Quantities are over the whole promotion, in hundredths of
    the unit; without a forecast of the item they are not known. `quantity_decimals` is how the item is counted.
    """

    item_id: UUID
    item_name: str
    family: str
    unit: str
    depth_ratio: float
    ratio: float
    low: float
    high: float
    learned_ratio: float
    basis: UpliftBasis
    events: list[int]
    said_by_name: str | None
    said_reason: ReasonCode | None
    said_note: str
    usual_quantity: Decimal | None
    expected_quantity: Decimal | None
    siblings_quantity: Decimal | None
    after_quantity: Decimal | None
    measured: MeasuredView | None
    quantity_decimals: int = 2


class PromotionShortView(Struct, frozen=True):
    """Where supply will not carry a promotion: so much is missing on a day, the most within it."""

    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    first_on: date
    missing: Decimal
    on: date
    alert_id: UUID | None
    days: list["ShortDay"]


class ShortDay(Struct, frozen=True):
    """A day: expected until its end, what can be had until then, and what is missing."""

    on: date
    expected: Decimal
    available: Decimal
    missing: Decimal


class PromotionDeedView(Struct, frozen=True):
    """A step of a promotion's history."""

    deed: PromotionDeed
    at: datetime
    by_name: str
    words: list[str]


class PromotionView(Struct, frozen=True):
    """One promotion with everything that is expected, measured and missing.

    `siblings_ratio` and `after_ratio` are the learned shares of the gain that is taken from siblings and from later, with
    half the width of their 90 % intervals. `asked` is what it was asked as, for who may change it.
    """

    row: PromotionRow
    note: str
    made_at: datetime
    items: list[PromotionItem]
    siblings_ratio: float
    siblings_margin: float
    after_ratio: float
    after_margin: float
    short: list[PromotionShortView]
    is_supply_seen: bool
    history: list[PromotionDeedView]
    asked: PromotionAsked
    may_change: bool
    may_confirm: bool
    may_say: bool


class Named(Struct, frozen=True):
    """Something to choose, by its value."""

    value: str
    name: str


class PromotionChoices(Struct, frozen=True):
    """What a promotion can be made of, for who asks."""

    items: list[Named]
    families: list[Named]
    sites: list[Named]
    territories: list[Named]
    segments: list[Named]
    customers: list[Named]
    needs_customers: bool


class SeasonAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """How an item is sold from now on. A season comes back every year; a limited edition has a total at most.

    Over the last `ramp_days` it is asked for less and less.
    """

    kind: SeasonKind
    first_on: date
    last_on: date
    quantity: Decimal | None = None
    note: Annotated[str, Meta(max_length=500)] = ""
    ramp_days: Annotated[int, Meta(ge=0, le=366)] = 0


class SeasonRow(Struct, frozen=True):
    """An item with a season or a marked one: where it stands today, its next days, how strong its profile is."""

    item_id: UUID
    item_name: str
    family: str
    unit: str
    kind: SeasonKind | None
    mark: SeasonMark | None
    first_on: date | None
    last_on: date | None
    quantity: Decimal | None
    strength: float | None
    peak_month: int | None
    left_quantity: Decimal | None
    ramp_days: int = 0


class SeasonBoard(Struct, frozen=True):
    """Items that are marked, then those whose sales show a season; the strongest first."""

    rows: list[SeasonRow]
    may_set: bool


class PreBuild(Struct, frozen=True):
    """What to have made or bought at a site before a season begins, and how much of it is not there yet.

    `alert_id` is the alert that says so.
    """

    site_id: UUID
    site_name: str
    by_on: date
    expected: Decimal
    available: Decimal
    missing: Decimal
    start_on: date
    alert_id: UUID | None = None


class LeftOver(Struct, frozen=True):
    """What is left at a site when a season or a limited edition ends, as things stand."""

    site_id: UUID
    site_name: str
    on: date
    available: Decimal
    expected: Decimal
    left: Decimal


class SeasonView(Struct, frozen=True):
    """One item's season: the index of each month, January first, and what was found and foreseen."""

    row: SeasonRow
    indices: list[float]
    years: float | None
    is_by_family: bool
    found_from_month: int | None
    found_to_month: int | None
    sold: Decimal
    pre_builds: list[PreBuild]
    left_overs: list[LeftOver]
    note: str
    set_by_name: str | None
    set_at: datetime | None
    may_set: bool
