"""Tables of what the company says of its customers beyond master data."""

from piccolo.columns import (
    JSONB,
    UUID,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class CustomerField(Table):
    """A field that the company has defined; `choices` is a JSON list of words."""

    id = UUID(primary_key=True, default=None)
    name = Varchar(length=100, null=False)
    kind = Varchar(length=16, null=False)
    choices = JSONB(null=False)
    position = Integer(null=False)
    removed_at = Timestamptz(null=True, default=None)


class CustomerFieldValue(Table):
    """What is said of a customer in a field, and who said it last."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.cascade,
        index=True,
    )
    field_id = ForeignKey(CustomerField, null=False, on_delete=OnDelete.cascade)
    value = Text(null=False)
    said_by_name = Varchar(length=200, null=False)
    said_at = Timestamptz(null=False, default=None)
    customer_field_value_is_unique = Unique([customer_id, field_id])


class CustomerSignal(Table):
    """Something that was heard of a customer on a day; `until_on` for an event that lasts."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.cascade,
        index=True,
    )
    kind = Varchar(length=16, null=False)
    note = Varchar(length=500, null=False)
    heard_on = Date(null=False, default=None)
    until_on = Date(null=True, default=None)
    said_by_name = Varchar(length=200, null=False)
    said_at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)


class SegmentRuleSet(Table):
    """The one row of rules by which segments are found; without it the usual ones hold."""

    id = Integer(primary_key=True)
    rules = JSONB(null=False)


class ClassOverride(Table):
    """A class in allocation that a person has chosen for a customer, with the reason and its last day."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(
        LazyTableReference("Customer", app_name="catalog"),
        null=False,
        on_delete=OnDelete.cascade,
        unique=True,
    )
    customer_class = SmallInt(null=False)
    reason = Varchar(length=300, null=False)
    expires_on = Date(null=False, default=None)
    set_by_name = Varchar(length=200, null=False)
    set_at = Timestamptz(null=False, default=None)
