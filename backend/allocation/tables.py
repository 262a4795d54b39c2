"""Tables of allocations."""

from piccolo.columns import (
    JSONB,
    UUID,
    ForeignKey,
    LazyTableReference,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class AllocationClass(Table):
    """How a class of customers is served when a family is short; `family` "" holds for every one."""

    id = UUID(primary_key=True, default=None)
    family = Varchar(length=64, null=False)
    customer_class = SmallInt(null=False)
    strategy = Varchar(length=16, null=False)
    weight = SmallInt(null=False)
    allocation_class_is_unique = Unique([family, customer_class])


class Allocation(Table):
    """A shortage that waits to be shared out, and the decision about it.

    `choices` are other strategies for this one; `shown` is the answer as it was decided. While it is
    open it is worked out anew each time that it is looked at.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    status = Varchar(length=16, null=False)
    choices = JSONB(null=False)
    shown = JSONB(null=True, default=None)
    opened_at = Timestamptz(null=False, default=None)
    decide_by = Timestamptz(null=False, default=None)
    requested_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    requested_by_name = Varchar(length=200, null=True, default=None)
    decided_by_name = Varchar(length=200, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    reason = Varchar(length=32, null=True, default=None)
    note = Text(null=False)
