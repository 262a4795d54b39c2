"""Stock of raw material, work in progress and finished goods, as screens and programs see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.terms import Procurement, StockGrouping, StockMark, StockStage


class StockAsked(Struct, frozen=True):
    """Which stock: what is None is not narrowed down; `words` stand in an item's name or code, or a lot's."""

    stage: StockStage | None = None
    mark: StockMark | None = None
    site_id: UUID | None = None
    family: str | None = None
    words: str = ""
    grouping: StockGrouping = StockGrouping.ITEM
    offset: int = 0


class StockLot(Struct, frozen=True):
    """A lot; `wasted_quantity` is what of it nobody takes by its last day, all of it once it has expired."""

    lot_code: str
    quantity: Decimal
    usable_until: date | None
    is_expired: bool
    wasted_quantity: Decimal


class StockRow(Struct, frozen=True):
    """An item at a site. Values are at unit cost, in the company's currency.

    `on_hand_quantity` is what may be used today; `in_work_quantity` has been begun and is not there yet.
    `cover_days`: how many days it lasts if nothing else comes; None: beyond the horizon of 90 days.
    `gap_quantity` is missing from `gap_on` on; `surplus_quantity` is more than safety stock and what is asked
    for or expected within 60 days (`expected_quantity` is the forecast beyond orders); `wasted_quantity` will not be taken by its last day, the first of it `wasted_from`.
    """

    item_id: UUID
    item_code: str
    item_name: str
    family: str
    stage: StockStage
    unit: str
    site_id: UUID
    site_name: str
    on_hand_quantity: Decimal
    in_work_quantity: Decimal
    safety_stock: Decimal
    value: Decimal
    cover_days: int | None
    gap_quantity: Decimal
    gap_on: date | None
    surplus_quantity: Decimal
    surplus_value: Decimal
    expired_quantity: Decimal
    expired_value: Decimal
    wasted_quantity: Decimal
    wasted_value: Decimal
    wasted_from: date | None
    marks: list[StockMark]
    lots: list[StockLot]
    expected_quantity: Decimal = Decimal(0)


class StockGroup(Struct, frozen=True):
    """A family or a site with what it holds; `key` is what to ask for to see its rows."""

    key: str
    name: str
    row_count: int
    value: Decimal
    gap_count: int
    surplus_value: Decimal
    wasted_value: Decimal
    expired_value: Decimal


class StockSite(Struct, frozen=True):
    """A site that the viewer may look at."""

    site_id: UUID
    site_name: str


class StockFigures(Struct, frozen=True):
    """What the rows that were asked for come to; `wasted_value` is what will expire within 90 days."""

    value: Decimal
    gap_count: int
    surplus_value: Decimal
    wasted_value: Decimal
    expired_value: Decimal


class StockBoard(Struct, frozen=True):
    """A page of stock: rows, gaps first, then what will be wasted, then by item; or groups instead."""

    currency: str
    as_of_on: date
    sites: list[StockSite]
    families: list[str]
    figures: StockFigures
    rows: list[StockRow]
    groups: list[StockGroup]
    row_count: int
    next_offset: int | None


class LotRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How large an item's lots are at a site, and how long they take.

    `lead_time_days_per_unit` comes on top of the lead time, by the size of the lot. A `lot_maximum` of 0 is none;
    one lot covers what `lot_cover_days` need, its own day among them (0 as 1); `yield_ratio` is the share of what is
    begun that is good. The lead time counts days on which the sender is open where `counts_open_days` says so;
    on days that `calendar_id` closes nothing leaves or comes on the lane, without one it goes every day. In a plan that
    is made anew lots are there `safety_days` before they are needed, counted in days on which the site receives.
    A lot may begin, be made, ordered or sent, on a day from `first_on` to `last_on`, both among them; null: on any.
    """

    lead_time_days: int
    lead_time_days_per_unit: Decimal
    safety_stock: Decimal
    lot_minimum: Decimal
    lot_multiple: Decimal
    lot_maximum: Decimal
    lot_cover_days: int
    yield_ratio: Decimal
    counts_open_days: bool = False
    calendar_id: UUID | None = None
    safety_days: int = 0
    first_on: date | None = None
    last_on: date | None = None


class LaneCalendar(Struct, frozen=True):
    """A calendar that a lane may keep."""

    id: UUID
    name: str


class HeldDays(Struct, frozen=True):
    """A component, or another way, and the first and last day on which what takes it may begin; null: any.

    `id` is that of the line or the alternate. Of a component also the item, and how much of it in its `unit` goes into one
    unit, before scrap.
    """

    name: str
    first_on: date | None
    last_on: date | None
    id: UUID
    item_id: UUID | None = None
    quantity_per: Decimal | None = None
    scrap_ratio: Decimal | None = None
    unit: str = ""


class LotRulesAt(Struct, frozen=True):
    """The rules at a site, where the item comes from there, and `ver`, which names this state of them.

    `components` are those of the bill of material of what is made there, `alternates` the other ways in the order in which they are
    tried; `alternates_ver` names the state of their days.
    """

    site_id: UUID
    site_name: str
    procurement: Procurement
    rules: LotRules
    ver: str
    components: list[HeldDays] = []
    alternates: list[HeldDays] = []
    alternates_ver: str = ""


class LotRulesView(Struct, frozen=True):
    """An item's lots at one's sites, whether one may set their rules, and the calendars that a lane may keep.

    The bill of material is the same at all sites: who sees each that makes the item may set its days, on the state `components_ver`.
    """

    item_id: UUID
    item_code: str
    item_name: str
    unit: str
    may_set: bool
    sites: list[LotRulesAt]
    calendars: list[LaneCalendar] = []
    may_set_components: bool = False
    components_ver: str = ""


class LotRulesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules as they are to be, on the state that was seen."""

    ver: Annotated[str, Meta(max_length=64)]
    rules: LotRules


class HeldDaysSet(Struct, frozen=True, forbid_unknown_fields=True):
    """The first and last day of a line of a bill of material, or of an alternate; null: any."""

    id: UUID
    first_on: date | None
    last_on: date | None


class HeldDaysAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """All days as they are to be, on the state that was seen."""

    ver: Annotated[str, Meta(max_length=64)]
    days: Annotated[list[HeldDaysSet], Meta(max_length=500)]
