"""Tables of webhooks: endpoints, what each was told, and every try. Secrets are sealed."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Webhook(Table):
    """An endpoint; what it is told is what its owner may see. `events` empty means all.

    `old_secret` signs beside `secret` until `old_secret_until`; until `rest_until` it asked for peace.
    """

    id = UUID(primary_key=True, default=None)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    url = Varchar(length=2048, null=False)
    events = JSONB(null=False)
    secret = Text(null=False, secret=True)
    old_secret = Text(null=True, default=None, secret=True)
    old_secret_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    rest_until = Timestamptz(null=True, default=None)
    off_at = Timestamptz(null=True, default=None)
    off_because = Varchar(length=16, null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class WebhookDelivery(Table):
    """One message for one endpoint; `body` is sent as it stands at every try.

    `tries` counts from the first sending or the last replay; `scope_ids` are those by one of which the
    owner may see it, none where it is for those who see everything.
    """

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    webhook_id = ForeignKey(Webhook, null=False, on_delete=OnDelete.restrict, index=True)
    type = Varchar(length=64, null=False)
    subject = Varchar(length=96, null=False)
    scope_ids = JSONB(null=False)
    body = Text(null=False)
    status = Varchar(length=16, null=False)
    tries = Integer(null=False)
    created_at = Timestamptz(null=False, default=None)
    next_try_at = Timestamptz(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)


class WebhookAttempt(Table):
    """One try of a delivery: the status that came back, or why none did."""

    id = UUID(primary_key=True, default=None)
    delivery_id = ForeignKey(WebhookDelivery, null=False, on_delete=OnDelete.cascade, index=True)
    at = Timestamptz(null=False, default=None)
    duration_ms = Integer(null=False)
    status = Integer(null=True, default=None)
    error = Varchar(length=300, null=True, default=None)
