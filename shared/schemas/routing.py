"""From where an order is served, as screens and the API see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

Weight = Annotated[int, Meta(ge=0, le=100)]


class RoutingChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """How sites are compared: what each factor counts, and what a delivery costs.

    `cost_per_delivery` and `cost_per_km` are in the company's currency.
    """

    date: Weight
    stock: Weight
    capacity: Weight
    distance: Weight
    cost: Weight
    cost_per_delivery: Decimal
    cost_per_km: Decimal


class SiteShare(Struct, frozen=True):
    """What a site keeps of its stock for its own customers, as a share of 0 to 1."""

    site_id: UUID
    site_name: str
    kind: str
    reserved_ratio: Decimal


class ShareChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Another share for a site."""

    reserved_ratio: Decimal


class RouteOption(Struct, frozen=True):
    """A site that plans the item, the one suggested first.

    `option` is the quote's code there and `complete_on` its day; `points` are those of each factor, 0 to
    1; `free_quantity` is what there is for the day, `reserved_quantity` what of it is kept for the site's
    own customers. `refused` is null, `cannot` or `kept_back`.
    """

    site_id: UUID
    site_name: str
    kind: str
    score: int
    is_usual: bool
    refused: str | None
    option: str | None
    complete_on: date | None
    days_late: int | None
    from_stock: bool
    free_ratio: Decimal
    distance_km: Decimal | None
    cost: Decimal
    free_quantity: Decimal
    reserved_quantity: Decimal
    points: dict[str, Decimal]


class RouteBoard(Struct, frozen=True):
    """From where an order could be served; `site_id` is where it is asked from now, null: nowhere fixed.

    `promised_on` is the present promise of an order line that there is.
    """

    customer_id: UUID | None
    customer_name: str
    item_id: UUID
    item_name: str
    unit: str
    quantity: Decimal
    due_on: date
    site_id: UUID | None
    routes: list[RouteOption]
    choice: RoutingChoice
    shares: list[SiteShare]
    currency: str
    may_route: bool
    may_choose: bool
    promised_on: date | None = None


class SiteChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """The site from which a change asks."""

    site_id: UUID


class LineReroute(Struct, frozen=True, forbid_unknown_fields=True):
    """The site from which an open order line is asked in place of its own."""

    site_id: UUID
    note: Annotated[str, Meta(max_length=2000)] = ""
