"""Tables of what suppliers are asked and answer. Of a link only its hash is kept."""

from piccolo.columns import (
    JSONB,
    UUID,
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


class SupplierRequest(Table):
    """Something that a supplier is asked about one order, or one site's needs."""

    id = UUID(primary_key=True, default=None)
    supplier_id = ForeignKey(
        LazyTableReference("Supplier", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    kind = Varchar(length=16, null=False)
    reference = Varchar(length=64, null=False, index=True)
    status = Varchar(length=16, null=False)
    created_at = Timestamptz(null=False, default=None)
    asked_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    asked_at = Timestamptz(null=True, default=None)
    answer_by = Timestamptz(null=False, default=None)
    answered_at = Timestamptz(null=True, default=None)
    note = Text(null=False)
    answer_note = Text(null=False)


class SupplierRequestLine(Table):
    """A line as it was asked, beside what it was before, and the answer to it.

    Of what a forecast shares `expected_quantity` is what nobody has ordered yet.
    `answer` is the list of parts (quantity, day) that were offered; null: not answered, empty: declined.
    """

    id = UUID(primary_key=True, default=None)
    request_id = ForeignKey(SupplierRequest, null=False, on_delete=OnDelete.cascade, index=True)
    line_number = SmallInt(null=False)
    purchase_line_id = UUID(null=True, default=None, index=True)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    quantity = Numeric(digits=QUANTITY, null=False)
    due_on = Date(null=False, default=None)
    quantity_before = Numeric(digits=QUANTITY, null=True, default=None)
    due_on_before = Date(null=True, default=None)
    expected_quantity = Numeric(digits=QUANTITY, null=True, default=None)
    answer = JSONB(null=True, default=None)
    unit_price = Numeric(digits=(18, 4), null=True, default=None)


class SupplierLink(Table):
    """That a link may be used to answer one request; what it was used for stands beside it."""

    token_hash = Varchar(length=64, primary_key=True, null=False)
    request_id = ForeignKey(SupplierRequest, null=False, on_delete=OnDelete.cascade, index=True)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    opened_count = Integer(null=False)
    last_opened_at = Timestamptz(null=True, default=None)
