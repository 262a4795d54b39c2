"""Tables of demand. Columns `ver` and `sync_xid` belong to a database trigger; nobody else sets them."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Date,
    DoublePrecision,
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
from piccolo.constraints import Unique
from piccolo.table import Table

QUANTITY = (18, 6)
MONEY = (18, 4)


class DemandLine(Table):
    """One item wanted at one site by one customer; `due_on` was requested, `promised_on` promised.

    `maximum_days_late` and what follows it say how it may be delivered; null asks the customer's rule.
    `archived_at` is set some weeks after a line is closed: it stays for the KPIs and leaves the phones.
    A part that comes on another day is a line of its own, `split_from_id` the one that it was part of.
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
    channel = Varchar(length=16, null=False)
    ordered_on = Date(null=False, default=None)
    due_on = Date(null=False, default=None)
    promised_on = Date(null=True, default=None)
    quantity = Numeric(digits=QUANTITY, null=False)
    shipped_quantity = Numeric(digits=QUANTITY, null=False)
    unit_price = Numeric(digits=MONEY, null=False)
    status = Varchar(length=16, null=False)
    is_urgent = Boolean(null=False)
    late_cause = Varchar(length=32, null=True, default=None)
    archived_at = Timestamptz(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)
    maximum_days_late = SmallInt(null=True, default=None)
    allows_partial = Boolean(null=True, default=None)
    minimum_partial_quantity = Numeric(digits=QUANTITY, null=True, default=None)
    ships_together = Boolean(null=True, default=None)
    split_from_id = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.set_null, index=True
    )
    demand_line_is_unique = Unique([order_reference, line_number])


class DemandChange(Table):
    """An asked-for alteration of a demand line, or a new line, on its way to the plan.

    `field_vers` keeps for each field its values with the `ver` from which on, to find parallel edits.
    With `from_site_id` it asks for the open rest of the line from `site_id` in place of that one.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    ver = BigInt(null=False)
    demand_line_id = ForeignKey(
        DemandLine, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    quantity_before = Numeric(digits=QUANTITY, null=False)
    quantity_delta = Numeric(digits=QUANTITY, null=False)
    due_on_before = Date(null=True, default=None)
    due_on = Date(null=True, default=None)
    is_cancellation = Boolean(null=False)
    is_urgent = Boolean(null=False)
    reason = Varchar(length=32, null=False)
    confidence = DoublePrecision(null=True, default=None)
    note = Text(null=False)
    status = Varchar(length=16, null=False)
    decision = Varchar(length=16, null=True, default=None)
    requested_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    requested_by_name = Varchar(length=200, null=False)
    requested_at = Timestamptz(null=False, default=None)
    assessed_at = Timestamptz(null=True, default=None)
    proposed_at = Timestamptz(null=True, default=None)
    impact = JSONB(null=True, default=None)
    proposal_id = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by_name = Varchar(length=200, null=True, default=None)
    chosen_alternative = Varchar(length=32, null=True, default=None)
    decision_note = Text(null=False)
    applied_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    field_vers = JSONB(null=False)
    deleted_at = Timestamptz(null=True, default=None)
    from_site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )


class DemandPhoto(Table):
    """A photo of a change, named by its author with the change; `content` comes later, from the phone."""

    id = UUID(primary_key=True, default=None)
    demand_change_id = ForeignKey(DemandChange, null=False, on_delete=OnDelete.restrict, index=True)
    content_hash = Varchar(length=64, null=False)
    named_at = Timestamptz(null=False, default=None)
    received_at = Timestamptz(null=True, default=None)
    content = Bytea(null=True, default=None)
    demand_photo_is_unique = Unique([demand_change_id, content_hash])


class Shipment(Table):
    """What left for a demand line on a day."""

    id = UUID(primary_key=True, default=None)
    demand_line_id = ForeignKey(DemandLine, null=False, on_delete=OnDelete.restrict, index=True)
    reference = Varchar(length=64, null=False)
    shipped_on = Date(null=False, default=None)
    quantity = Numeric(digits=QUANTITY, null=False)
    lot_code = Varchar(length=64, null=True, default=None)
    shipment_is_unique = Unique([reference, demand_line_id])


class CustomerReturn(Table):
    """What came back of a demand line, and why."""

    id = UUID(primary_key=True, default=None)
    demand_line_id = ForeignKey(DemandLine, null=False, on_delete=OnDelete.restrict, index=True)
    reference = Varchar(length=64, null=False)
    returned_on = Date(null=False, default=None)
    quantity = Numeric(digits=QUANTITY, null=False)
    reason = Varchar(length=32, null=False)
    customer_return_is_unique = Unique([reference, demand_line_id])


class Invoice(Table):
    """What a customer was billed; `paid_amount` of it has come so far, the last on `paid_on`."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    reference = Varchar(length=64, null=False, unique=True)
    order_reference = Varchar(length=64, null=True, default=None)
    issued_on = Date(null=False, default=None)
    due_on = Date(null=False, default=None)
    amount = Numeric(digits=MONEY, null=False)
    currency = Varchar(length=3, null=False)
    paid_amount = Numeric(digits=MONEY, null=False)
    paid_on = Date(null=True, default=None)


class Opportunity(Table):
    """A deal in the pipeline; with an `outcome` (won, lost) it is closed, at the stage where it ended."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    reference = Varchar(length=64, null=False, unique=True)
    stage = Varchar(length=32, null=False)
    probability_ratio = Numeric(digits=(5, 4), null=False)
    quantity = Numeric(digits=QUANTITY, null=False)
    expected_on = Date(null=False, default=None)
    opened_on = Date(null=False, default=None)
    outcome = Varchar(length=8, null=True, default=None)
    closed_on = Date(null=True, default=None)
