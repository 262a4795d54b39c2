"""Tables of master data. A ratio is 0 to 1, hours are decimal, money is in the company's currency."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    SmallInt,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table

QUANTITY = (18, 6)
MONEY = (18, 4)
RATIO = (9, 6)


class Company(Table):
    """The one company of this installation; `weights` are those of the proposal score."""

    id = UUID(primary_key=True, default=None)
    name = Varchar(length=200, null=False)
    currency = Varchar(length=3, null=False)
    is_demo = Boolean(null=False)
    weights = JSONB(null=False)


class Pricing(Table):
    """Weights and rates as they were set, the newest number being in force; a row is never changed."""

    id = UUID(primary_key=True, default=None)
    number = Integer(null=False, unique=True)
    weights = JSONB(null=False)
    rates = JSONB(null=False)
    note = Text(null=False)
    changed_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    changed_by_name = Varchar(length=200, null=False)
    changed_at = Timestamptz(null=False, default=None)


class CatalogStamp(Table):
    """The one row whose `ver` a trigger moves whenever master data change; caches hang on it."""

    id = Integer(primary_key=True)
    ver = BigInt(null=False)


class Calendar(Table):
    """A pattern of shifts."""

    id = UUID(primary_key=True, default=None)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)


class CalendarShift(Table):
    """A shift on a weekday, 1 Monday to 7 Sunday; one that ends before it starts ends next day."""

    id = UUID(primary_key=True, default=None)
    calendar_id = ForeignKey(Calendar, null=False, on_delete=OnDelete.restrict, index=True)
    weekday = SmallInt(null=False)
    starts_at = Time(null=False, default=None)
    ends_at = Time(null=False, default=None)
    calendar_shift_is_unique = Unique([calendar_id, weekday, starts_at])


class CalendarException(Table):
    """A day that differs: a holiday (0 hours), a repair, an extra shift."""

    id = UUID(primary_key=True, default=None)
    calendar_id = ForeignKey(Calendar, null=False, on_delete=OnDelete.restrict, index=True)
    on = Date(null=False, default=None)
    hours = Numeric(digits=(6, 2), null=False)
    name = Varchar(length=200, null=False)
    calendar_exception_is_unique = Unique([calendar_id, on])


class Site(Table):
    """A plant, warehouse, shop or online store; `scope` of the same id says who sees it.

    Without `calendar_id` it ships and receives every day; so with a supplier.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    kind = Varchar(length=16, null=False)
    country = Varchar(length=2, null=False)
    city = Varchar(length=100, null=False)
    time_zone = Varchar(length=64, null=False)
    frozen_days = SmallInt(null=False)
    negotiable_days = SmallInt(null=False)
    latitude = Numeric(digits=(8, 5), null=True, default=None)
    longitude = Numeric(digits=(8, 5), null=True, default=None)
    calendar_id = ForeignKey(Calendar, null=True, default=None, on_delete=OnDelete.restrict)


class WorkCenter(Table):
    """A place with limited capacity: hours a day = shifts × machines × efficiency.

    `is_packaging`: things are filled, packed or made up into kits there.
    """

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict, index=True)
    calendar_id = ForeignKey(Calendar, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    machine_count = SmallInt(null=False)
    efficiency_ratio = Numeric(digits=RATIO, null=False)
    hourly_cost = Numeric(digits=MONEY, null=False)
    overtime_hourly_cost = Numeric(digits=MONEY, null=False)
    overtime_hours_a_day = Numeric(digits=(6, 2), null=False)
    is_packaging = Boolean(null=False)


class WorkCenterException(Table):
    """Hours of one work centre on one day that differ from its calendar, and why."""

    id = UUID(primary_key=True, default=None)
    work_center_id = ForeignKey(WorkCenter, null=False, on_delete=OnDelete.restrict, index=True)
    on = Date(null=False, default=None)
    hours = Numeric(digits=(6, 2), null=False)
    cause = Varchar(length=200, null=False)
    work_center_exception_is_unique = Unique([work_center_id, on])


class WorkCenterDeviation(Table):
    """What the floor has reported of a work centre's capacity; `id` is the report's.

    Machines down from `down_from_at` to `down_until_at` (which is assumed while the report says until
    further notice), or other hours or another efficiency on the days from `from_on` to `until_on`.
    """

    id = UUID(primary_key=True, default=None)
    work_center_id = ForeignKey(WorkCenter, null=False, on_delete=OnDelete.restrict, index=True)
    down_from_at = Timestamptz(null=True, default=None)
    down_until_at = Timestamptz(null=True, default=None)
    machine_count = SmallInt(null=True, default=None)
    from_on = Date(null=True, default=None)
    until_on = Date(null=True, default=None)
    hours = Numeric(digits=(6, 2), null=True, default=None)
    efficiency_ratio = Numeric(digits=RATIO, null=True, default=None)
    reported_at = Timestamptz(null=False, default=None)


class Supplier(Table):
    """Who delivers material."""

    id = UUID(primary_key=True, default=None)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    country = Varchar(length=2, null=False)
    email = Varchar(length=254, null=False)
    calendar_id = ForeignKey(Calendar, null=True, default=None, on_delete=OnDelete.restrict)


class Item(Table):
    """What we make, buy or sell; orders come in packs, are at least the minimum, and travel on pallets.

    `pallet_quantity` 0: it is not known how much a full pallet holds; so with `layer_quantity`, one of its layers.
    """

    id = UUID(primary_key=True, default=None)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    family = Varchar(length=100, null=False)
    kind = Varchar(length=16, null=False)
    unit = Varchar(length=16, null=False)
    quantity_decimals = SmallInt(null=False)
    pack_multiple = Numeric(digits=QUANTITY, null=False)
    order_minimum = Numeric(digits=QUANTITY, null=False)
    pallet_quantity = Numeric(digits=QUANTITY, null=False)
    price = Numeric(digits=MONEY, null=False)
    cost = Numeric(digits=MONEY, null=False)
    shelf_life_days = Integer(null=True, default=None)
    layer_quantity = Numeric(digits=QUANTITY, null=False)


class ItemSite(Table):
    """How an item is planned at a site; what may be NULL has not been said by anybody.

    `calendar_id` is that of the lane on which it comes, `counts_open_days` says what its lead time counts. It may begin to come this
    way from `first_on` to `last_on`.
    """

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict, index=True)
    procurement = Varchar(length=16, null=False)
    source_site_id = ForeignKey(Site, null=True, default=None, on_delete=OnDelete.restrict)
    supplier_id = ForeignKey(Supplier, null=True, default=None, on_delete=OnDelete.restrict)
    lead_time_days = SmallInt(null=False)
    safety_stock = Numeric(digits=QUANTITY, null=False)
    lot_minimum = Numeric(digits=QUANTITY, null=False)
    lot_multiple = Numeric(digits=QUANTITY, null=False)
    lot_maximum = Numeric(digits=QUANTITY, null=True, default=None)
    lot_cover_days = SmallInt(null=True, default=None)
    yield_ratio = Numeric(digits=RATIO, null=True, default=None)
    lead_time_days_per_unit = Numeric(digits=(18, 9), null=True, default=None)
    counts_open_days = Boolean(null=True, default=None)
    calendar_id = ForeignKey(Calendar, null=True, default=None, on_delete=OnDelete.restrict)
    safety_days = SmallInt(null=True, default=None)
    first_on = Date(null=True, default=None)
    last_on = Date(null=True, default=None)
    item_site_is_unique = Unique([item_id, site_id])


class BillOfMaterialLine(Table):
    """How much of a component goes into one unit of its parent that is begun from `first_on` to `last_on`, before scrap.

    Days of the same component may follow each other; they do not overlap.
    """

    id = UUID(primary_key=True, default=None)
    parent_item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    component_item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    quantity_per = Numeric(digits=QUANTITY, null=False)
    scrap_ratio = Numeric(digits=RATIO, null=False)
    first_on = Date(null=True, default=None)
    last_on = Date(null=True, default=None)
    bill_of_material_line_days_are_unique = Unique(
        [parent_item_id, component_item_id, first_on], nulls_distinct=False
    )


class RoutingStep(Table):
    """Hours of a work centre that one unit of an item takes at a site, and to set up."""

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict)
    sequence = SmallInt(null=False)
    work_center_id = ForeignKey(WorkCenter, null=False, on_delete=OnDelete.restrict, index=True)
    hours_per_unit = Numeric(digits=(18, 9), null=False)
    setup_hours = Numeric(digits=(9, 3), null=False)
    routing_step_is_unique = Unique([item_id, site_id, sequence])


class Alternate(Table):
    """Another way to an item at a site, begun from `first_on` to `last_on`; those of the lowest `sequence` are tried first."""

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    sequence = SmallInt(null=False)
    procurement = Varchar(length=16, null=False)
    source_site_id = ForeignKey(Site, null=True, default=None, on_delete=OnDelete.restrict)
    supplier_id = ForeignKey(Supplier, null=True, default=None, on_delete=OnDelete.restrict)
    lead_time_days = SmallInt(null=False)
    lot_minimum = Numeric(digits=QUANTITY, null=False)
    lot_multiple = Numeric(digits=QUANTITY, null=False)
    lot_maximum = Numeric(digits=QUANTITY, null=False)
    unit_cost = Numeric(digits=MONEY, null=True, default=None)
    first_on = Date(null=True, default=None)
    last_on = Date(null=True, default=None)


class Lane(Table):
    """What it costs to bring goods from one site to another, by the lorry and by the pallet."""

    id = UUID(primary_key=True, default=None)
    source_site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict)
    site_id = ForeignKey(Site, null=False, on_delete=OnDelete.restrict, index=True)
    cost_per_delivery = Numeric(digits=MONEY, null=False)
    cost_per_pallet = Numeric(digits=MONEY, null=False)
    lane_is_unique = Unique([source_site_id, site_id])


class AlternateComponent(Table):
    """How much of a component one unit takes by an alternate, before scrap."""

    id = UUID(primary_key=True, default=None)
    alternate_id = ForeignKey(Alternate, null=False, on_delete=OnDelete.restrict, index=True)
    component_item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    quantity_per = Numeric(digits=QUANTITY, null=False)
    scrap_ratio = Numeric(digits=RATIO, null=False)
    alternate_component_is_unique = Unique([alternate_id, component_item_id])


class AlternateStep(Table):
    """Hours of a work centre that one unit takes by an alternate, and to set up."""

    id = UUID(primary_key=True, default=None)
    alternate_id = ForeignKey(Alternate, null=False, on_delete=OnDelete.restrict, index=True)
    sequence = SmallInt(null=False)
    work_center_id = ForeignKey(WorkCenter, null=False, on_delete=OnDelete.restrict, index=True)
    hours_per_unit = Numeric(digits=(18, 9), null=False)
    setup_hours = Numeric(digits=(9, 3), null=False)
    alternate_step_is_unique = Unique([alternate_id, sequence])


class SupplierItem(Table):
    """What a supplier asks for an item, and how long it takes."""

    id = UUID(primary_key=True, default=None)
    supplier_id = ForeignKey(Supplier, null=False, on_delete=OnDelete.restrict)
    item_id = ForeignKey(Item, null=False, on_delete=OnDelete.restrict, index=True)
    lead_time_days = SmallInt(null=False)
    minimum_quantity = Numeric(digits=QUANTITY, null=False)
    price = Numeric(digits=MONEY, null=False)
    supplier_item_is_unique = Unique([supplier_id, item_id])


class Customer(Table):
    """Who buys; `scope` is the territory. `priority` 1 is served first.

    What comes has to last `remaining_life_days` beyond its delivery; 0: as long as it is usable.
    The last four say how the customer's orders may be delivered, where an order line says nothing
    itself; `minimum_partial_ratio` is the least part as a share of a line. With `rounds_to` what is
    ordered is rounded up to full layers or pallets.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    segment = Varchar(length=64, null=False)
    industry = Varchar(length=64, null=False)
    priority = SmallInt(null=False)
    country = Varchar(length=2, null=False)
    city = Varchar(length=100, null=False)
    contact_name = Varchar(length=200, null=False)
    phone = Varchar(length=40, null=False)
    remaining_life_days = SmallInt(null=False)
    maximum_days_late = SmallInt(null=True, default=None)
    allows_partial = Boolean(null=True, default=None)
    minimum_partial_ratio = Numeric(digits=(5, 4), null=True, default=None)
    ships_together = Boolean(null=True, default=None)
    latitude = Numeric(digits=(8, 5), null=True, default=None)
    longitude = Numeric(digits=(8, 5), null=True, default=None)
    rounds_to = Varchar(length=8, null=True, default=None)
