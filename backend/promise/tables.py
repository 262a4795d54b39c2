"""Tables of promises. Columns `ver` and `sync_xid` belong to a database trigger; nobody else sets them."""

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
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

QUANTITY = (18, 6)


class Quotation(Table):
    """What a customer asked about, what was answered, and what is held for them until when.

    `deliveries` is the answer as it was given; `reservation` what the hold keeps of supply, capacity
    and material, for as long as `is_reserving`: while it is held, and once ordered until the change
    that it became has been decided.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    ver = BigInt(null=False)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    reference = Varchar(length=16, null=False)
    quantity = Numeric(digits=QUANTITY, null=False)
    due_on = Date(null=False, default=None)
    status = Varchar(length=16, null=False)
    option = Varchar(length=32, null=True, default=None)
    deliveries = JSONB(null=False)
    open_quantity = Numeric(digits=QUANTITY, null=False)
    reservation = JSONB(null=True, default=None)
    is_reserving = Boolean(null=False)
    held_until = Timestamptz(null=True, default=None)
    note = Text(null=False)
    asked_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    asked_by_name = Varchar(length=200, null=False)
    asked_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    demand_change_id = UUID(null=True, default=None, index=True)
    deleted_at = Timestamptz(null=True, default=None)


class RoutingRule(Table):
    """How sites are compared for an order; the one row of the company, none as long as nobody chose."""

    id = Integer(primary_key=True, default=1)
    date = SmallInt(null=False)
    stock = SmallInt(null=False)
    capacity = SmallInt(null=False)
    distance = SmallInt(null=False)
    cost = SmallInt(null=False)
    cost_per_delivery = Numeric(digits=(18, 4), null=False)
    cost_per_km = Numeric(digits=(18, 4), null=False)


class SiteReserve(Table):
    """The share of its stock that a site keeps for its own customers, 0 to 1."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        unique=True,
        on_delete=OnDelete.restrict,
    )
    reserved_ratio = Numeric(digits=(5, 4), null=False)
