"""Master data as programs and lists see them; costs are not among them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from shared.schemas.impact import DayQuantity
from shared.terms import ItemKind, SiteKind


class ItemRow(Struct, frozen=True):
    """Something that is sold: orders come in multiples of `pack_multiple` and are at least `order_minimum`.

    `pallet_quantity` is what stands on a full pallet; 0 where that does not matter.
    """

    id: UUID
    code: str
    name: str
    family: str
    kind: ItemKind
    unit: str
    quantity_decimals: int
    pack_multiple: Decimal
    order_minimum: Decimal
    pallet_quantity: Decimal
    shelf_life_days: int | None


class SiteRow(Struct, frozen=True):
    """Where things are made, kept or sold. `has_plan`: the viewer may read its plan."""

    id: UUID
    code: str
    name: str
    kind: SiteKind
    time_zone: str
    has_plan: bool


class CustomerRow(Struct, frozen=True):
    """Who orders, in one of the viewer's territories; priority 1 is served first."""

    id: UUID
    code: str
    name: str
    segment: str
    industry: str
    priority: int
    country: str
    city: str


class CustomerPage(Struct, frozen=True):
    """Some customers, and where the next ones begin; `next_cursor` is null on the last page."""

    rows: list[CustomerRow]
    next_cursor: str | None


class AvailabilityRow(Struct, frozen=True):
    """What can still be promised of an item at a site: from each day on, until the next one named."""

    item_id: UUID
    site_id: UUID
    unit: str
    as_of_on: date
    steps: list[DayQuantity]
