"""Tables of the plan. A line belongs to the revisions from `from_number` to before `to_number`."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table

QUANTITY = (18, 6)


class PlanRevision(Table):
    """One version of a site's plan; the highest number stands."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    number = Integer(null=False)
    revised_at = Timestamptz(null=False, default=None)
    revised_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    proposal_id = UUID(null=True, default=None)
    note = Text(null=False)
    plan_revision_is_unique = Unique([site_id, number])


class PlanLine(Table):
    """A quantity of an item that is made (or brought from `source_site_id`), there on `on`.

    `line_id` stays the same when a revision moves or resizes the line. `alternate_id` says by which
    other way than the usual one the item is got.
    """

    id = UUID(primary_key=True, default=None)
    line_id = UUID(null=False, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
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
    source_site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    alternate_id = ForeignKey(
        LazyTableReference("Alternate", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    reference = Varchar(length=64, null=False)
    quantity = Numeric(digits=QUANTITY, null=False)
    start_on = Date(null=False, default=None)
    on = Date(null=False, default=None)
    from_number = Integer(null=False)
    to_number = Integer(null=True, default=None)
    proposal_id = UUID(null=True, default=None)


class PlanOvertime(Table):
    """Extra hours of a work centre on a day, approved with a revision."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    work_center_id = ForeignKey(
        LazyTableReference("WorkCenter", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    on = Date(null=False, default=None)
    hours = Numeric(digits=(6, 2), null=False)
    from_number = Integer(null=False)
    proposal_id = UUID(null=True, default=None)


class PlanningChange(Table):
    """That a transaction touched what planning reads; written by triggers.

    The set of rows that one can see names the state of the plan's input: caches hang on it. Without
    `has_demand` it left order lines, and how customers want them delivered, as they were.
    """

    id = BigInt(primary_key=True)
    has_demand = Boolean(null=False, default=True)


class PlanningChangeFold(Table):
    """One row: how many changes have been folded up, and the sum of their ids, so that a stamp reads few rows."""

    id = Integer(primary_key=True)
    change_count = BigInt(null=False)
    total = BigInt(null=False)
    demand_count = BigInt(null=False)
    demand_total = BigInt(null=False)
