"""Stock of raw material, work in progress and finished goods, as screens and programs see it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from shared.terms import StockGrouping, StockMark, StockStage


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
