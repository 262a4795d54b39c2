"""Master data, a row as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from uuid import UUID

from shared.terms import FullLoad


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site as planning needs it."""

    id: UUID
    scope_id: UUID
    code: str
    name: str
    kind: str
    time_zone: str
    frozen_days: int
    negotiable_days: int
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    calendar_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as planning and screens need it."""

    id: UUID
    code: str
    name: str
    family: str
    kind: str
    unit: str
    quantity_decimals: int
    pack_multiple: Decimal
    order_minimum: Decimal
    pallet_quantity: Decimal
    price: Decimal
    cost: Decimal
    shelf_life_days: int | None
    layer_quantity: Decimal = Decimal(0)

    def load_of(self, rounds_to: str | None) -> Decimal:
        """How much a full layer or pallet holds; 0 where nothing is rounded, or it is not known."""
        if rounds_to == FullLoad.PALLET:
            return self.pallet_quantity
        return self.layer_quantity if rounds_to == FullLoad.LAYER else Decimal(0)


@dataclass(frozen=True, slots=True)
class LotFacts:
    """What a planner says of an item's lots at a site.

    A `lot_maximum` of 0 is none, `lot_cover_days` of 0 or 1 means that a lot serves one day's need alone.
    The lead time counts days on which the sender is open where `counts_open_days` says so; `calendar_id` is
    that of the lane on which lots come. A plan that is made anew has lots there `safety_days` before they are needed.
    A lot may begin on a day from `first_on` to `last_on`, both among them.
    """

    lot_minimum: Decimal
    lot_multiple: Decimal
    lot_maximum: Decimal = Decimal(0)
    lot_cover_days: int = 0
    yield_ratio: Decimal = Decimal(1)
    lead_time_days_per_unit: Decimal = Decimal(0)
    counts_open_days: bool = False
    calendar_id: UUID | None = None
    safety_days: int = 0
    first_on: date | None = None
    last_on: date | None = None


def lot_fits(minimum: Decimal, multiple: Decimal, maximum: Decimal) -> bool:
    """Whether the smallest lot, the minimum up to the multiple, is within a maximum; 0 is none.

    >>> lot_fits(Decimal(20), Decimal(15), Decimal(30)), lot_fits(Decimal(20), Decimal(15), Decimal(29))
    (True, False)
    """
    smallest = max(minimum, multiple)
    if multiple > 0:
        smallest = (smallest / multiple).to_integral_value(ROUND_CEILING) * multiple
    return maximum <= 0 or smallest <= maximum


@dataclass(frozen=True, slots=True)
class ItemSiteFacts:
    """How an item is planned at a site."""

    item_id: UUID
    site_id: UUID
    procurement: str
    source_site_id: UUID | None
    supplier_name: str | None
    lead_time_days: int
    safety_stock: Decimal
    lots: LotFacts
    supplier_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """What a delivery from one site to another costs, and each pallet of it."""

    source_site_id: UUID
    site_id: UUID
    cost_per_delivery: Decimal
    cost_per_pallet: Decimal


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One line of a bill of material; it goes into what begins on a day from `first_on` to `last_on`."""

    id: UUID
    parent_item_id: UUID
    component_item_id: UUID
    quantity_per: Decimal
    scrap_ratio: Decimal
    first_on: date | None = None
    last_on: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether it goes into what begins on a day."""
        return (self.first_on or on) <= on <= (self.last_on or on)


@dataclass(frozen=True, slots=True)
class RoutingStepFacts:
    """One step of a routing."""

    item_id: UUID
    site_id: UUID
    sequence: int
    work_center_id: UUID
    hours_per_unit: Decimal
    setup_hours: Decimal


@dataclass(frozen=True, slots=True)
class AlternateComponentFacts:
    """What another bill of material takes for one unit; it replaces the usual one as a whole."""

    component_item_id: UUID
    quantity_per: Decimal
    scrap_ratio: Decimal


@dataclass(frozen=True, slots=True)
class AlternateStepFacts:
    """A step of another routing; it replaces the usual one as a whole."""

    sequence: int
    work_center_id: UUID
    hours_per_unit: Decimal
    setup_hours: Decimal


@dataclass(frozen=True, slots=True)
class AlternateFacts:
    """Another way to an item at a site; without components or steps those of the usual way stand.

    It may begin on a day from `first_on` to `last_on`.
    """

    id: UUID
    item_id: UUID
    site_id: UUID
    code: str
    name: str
    procurement: str
    source_site_id: UUID | None
    supplier_name: str | None
    lead_time_days: int
    lot_minimum: Decimal
    lot_multiple: Decimal
    lot_maximum: Decimal
    unit_cost: Decimal | None
    components: tuple[AlternateComponentFacts, ...]
    steps: tuple[AlternateStepFacts, ...]
    supplier_id: UUID | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class WorkCenterFacts:
    """A work centre with its costs and its week."""

    id: UUID
    site_id: UUID
    calendar_id: UUID
    code: str
    name: str
    machine_count: int
    efficiency_ratio: Decimal
    hourly_cost: Decimal
    overtime_hourly_cost: Decimal
    overtime_hours_a_day: Decimal
    is_packaging: bool = False


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """Who delivers, and the calendar that deliveries keep; None: every day."""

    id: UUID
    name: str
    calendar_id: UUID | None


@dataclass(frozen=True, slots=True)
class DeviationFacts:
    """What was reported of a work centre's capacity: machines down, or other hours or efficiency."""

    id: UUID
    work_center_id: UUID
    down_from_at: datetime | None
    down_until_at: datetime | None
    machine_count: int | None
    from_on: date | None
    until_on: date | None
    hours: Decimal | None
    efficiency_ratio: Decimal | None

    @property
    def is_downtime(self) -> bool:
        """Whether machines stand still."""
        return self.down_from_at is not None

    def covers(self, on: date) -> bool:
        """Whether other hours or another efficiency hold on a day."""
        return self.from_on is not None and self.from_on <= on <= (self.until_on or self.from_on)


@dataclass(frozen=True, slots=True)
class PricingFacts:
    """Weights and rates by name, as somebody set them."""

    number: int
    weights: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]
    note: str
    changed_by_name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """The company; `weights` are those of the proposal score, `rates` what ways out cost, both by name.

    `pricing_number` counts how often they have been set.
    """

    name: str
    currency: str
    is_demo: bool
    weights: Mapping[str, Decimal]
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    pricing_number: int = 0
