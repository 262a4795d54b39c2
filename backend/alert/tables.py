"""Tables of alerts. `facts` feed the catalogue's `alert-<kind>`."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    ForeignKey,
    LazyTableReference,
    Numeric,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Alert(Table):
    """One cause, raised once; cleared when the cause is gone. `cause_key` is unique while it stands.

    `caused_at` is when the data came that brought it, `tell_at` from when on its owner may be told,
    `told_seconds` how much later than that they were told first. `told_at` is empty while they have to be.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    ver = BigInt(null=False)
    kind = Varchar(length=32, null=False)
    severity = Varchar(length=16, null=False)
    cause_key = Varchar(length=200, null=False, index=True)
    facts = JSONB(null=False)
    path = Varchar(length=300, null=False)
    raised_at = Timestamptz(null=False, default=None)
    acknowledged_at = Timestamptz(null=True, default=None)
    acknowledged_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    cleared_at = Timestamptz(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)
    rule_id = UUID(null=True, default=None)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    owner_since = Timestamptz(null=True, default=None)
    caused_at = Timestamptz(null=True, default=None)
    tell_at = Timestamptz(null=True, default=None)
    told_at = Timestamptz(null=True, default=None)
    told_seconds = Numeric(digits=(12, 3), null=True, default=None)
    snoozed_until = Timestamptz(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)


class AlertStep(Table):
    """What happened to an alert, by whom, to whom, with which word; never altered."""

    id = UUID(primary_key=True, default=None)
    alert_id = ForeignKey(Alert, null=False, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=16, null=False)
    at = Timestamptz(null=False, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    to_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    until = Timestamptz(null=True, default=None)
    note = Text(null=False)
