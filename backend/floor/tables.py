"""Tables of what the floor has reported. A report is never altered; it is ended or reversed."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Date,
    ForeignKey,
    LazyTableReference,
    Numeric,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

QUANTITY = (18, 6)


class FloorReport(Table):
    """One report: who said what, when, and what it did (`effects`, for taking it back)."""

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    ver = BigInt(null=False)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    kind = Varchar(length=16, null=False)
    work_center_id = ForeignKey(
        LazyTableReference("WorkCenter", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    plan_line_id = UUID(null=True, default=None)
    production_order_id = UUID(null=True, default=None)
    reference = Varchar(length=64, null=False)
    facts = JSONB(null=False)
    effects = JSONB(null=False)
    note = Text(null=False)
    happened_on = Date(null=False, default=None)
    reported_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    reported_by_name = Varchar(length=200, null=False)
    reported_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    reversed_by_name = Varchar(length=200, null=True, default=None)
    reversed_at = Timestamptz(null=True, default=None)
    reversal_note = Text(null=False)
    deleted_at = Timestamptz(null=True, default=None)


class CalendarDisplacement(Table):
    """What changes of calendars have moved away from a work centre and nobody has brought back; `id` is the work centre's."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    displaced = JSONB(null=False)


class LineProgress(Table):
    """How a plan line went: planned beside actual, for screens and figures; `id` is the line's."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    reference = Varchar(length=64, null=False)
    planned_quantity = Numeric(digits=QUANTITY, null=False)
    planned_start_on = Date(null=False, default=None)
    planned_end_on = Date(null=False, default=None)
    good_quantity = Numeric(digits=QUANTITY, null=False)
    scrapped_quantity = Numeric(digits=QUANTITY, null=False)
    actual_start_on = Date(null=True, default=None)
    actual_end_on = Date(null=True, default=None)


class PlanMove(Table):
    """A plan line moved by hand to another day or work centre; `id` is the plan revision that it made. The override is on record here."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    plan_line_id = UUID(null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    from_start_on = Date(null=True, default=None)
    from_alternate_id = UUID(null=True, default=None)
    to_alternate_id = UUID(null=True, default=None)
    fence = Varchar(length=16, null=False)
    reason = Text(null=False)
    moved_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    moved_at = Timestamptz(null=False, default=None)
    undone_at = Timestamptz(null=True, default=None)
