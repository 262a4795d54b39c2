"""Tables of supply as the company's systems told us."""

from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table

QUANTITY = (18, 6)
MONEY = (18, 4)


class Stock(Table):
    """What lies at a site, by lot; it stops counting after `usable_until`."""

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    lot_code = Varchar(length=64, null=False)
    quantity = Numeric(digits=QUANTITY, null=False)
    produced_on = Date(null=True, default=None)
    usable_until = Date(null=True, default=None)
    stock_is_unique = Unique([item_id, site_id, lot_code])


class ProductionOrder(Table):
    """A production order of the ERP, for what was made and how it went.

    `alternate_id` says by which other way than the usual one it is made.
    """

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    reference = Varchar(length=64, null=False, unique=True)
    quantity = Numeric(digits=QUANTITY, null=False)
    completed_quantity = Numeric(digits=QUANTITY, null=False)
    scrapped_quantity = Numeric(digits=QUANTITY, null=False)
    planned_start_on = Date(null=False, default=None)
    planned_end_on = Date(null=False, default=None)
    actual_start_on = Date(null=True, default=None)
    actual_end_on = Date(null=True, default=None)
    status = Varchar(length=16, null=False)
    alternate_id = ForeignKey(
        LazyTableReference("Alternate", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )


class PurchaseLine(Table):
    """A line of a purchase order; `due_on` is when the supplier is expected to deliver."""

    id = UUID(primary_key=True, default=None)
    supplier_id = ForeignKey(
        LazyTableReference("Supplier", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    order_reference = Varchar(length=64, null=False)
    line_number = Integer(null=False)
    quantity = Numeric(digits=QUANTITY, null=False)
    received_quantity = Numeric(digits=QUANTITY, null=False)
    unit_price = Numeric(digits=MONEY, null=False)
    ordered_on = Date(null=False, default=None)
    due_on = Date(null=False, default=None)
    received_on = Date(null=True, default=None)
    status = Varchar(length=16, null=False)
    purchase_line_is_unique = Unique([order_reference, line_number])
