"""Tables of push subscriptions, choices and rules."""

from piccolo.columns import (
    UUID,
    Boolean,
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


class PushSubscription(Table):
    """A browser that wants to be woken; the endpoint belongs to one person at a time."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    device_id = ForeignKey(
        LazyTableReference("Device", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    endpoint_hash = Varchar(length=64, null=False, unique=True)
    endpoint = Text(null=False)
    p256dh = Varchar(length=120, null=False)
    auth = Varchar(length=40, null=False)
    created_at = Timestamptz(null=False, default=None)
    last_sent_at = Timestamptz(null=True, default=None)
    failure_count = Integer(null=False)


class PushChoice(Table):
    """Whether a kind of push wakes a person."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    kind = Varchar(length=32, null=False)
    is_wanted = Boolean(null=False)
    push_choice_is_unique = Unique([person_id, kind])


class PushRule(Table):
    """From which value on a kind of push is sent, in the company's currency."""

    id = UUID(primary_key=True, default=None)
    kind = Varchar(length=32, null=False, unique=True)
    threshold = Numeric(digits=(18, 4), null=False)
