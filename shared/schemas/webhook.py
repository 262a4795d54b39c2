"""Webhook endpoints and what they were told, as admins see them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

EventName = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\.[a-z_]{1,40}$")]
EventNames = Annotated[list[EventName], Meta(max_length=50)]


class NewWebhook(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to tell, and of what; no events are all."""

    url: Annotated[str, Meta(min_length=1, max_length=2048)]
    events: EventNames = []


class WebhookChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """What shall be different about an endpoint; None leaves a thing as it is."""

    events: EventNames | None = None
    is_on: bool | None = None


class Webhook(Struct, frozen=True):
    """An endpoint. It is told what its owner may see; `off_because` is `gone` or `chosen`."""

    id: UUID
    url: str
    events: list[str]
    owner_name: str
    created_at: datetime
    is_on: bool
    off_because: str | None
    waiting_count: int
    failed_count: int


class WebhookSecret(Struct, frozen=True):
    """An endpoint's secret. It is told this once; afterwards only a new one can be made."""

    id: UUID
    secret: str


class DeliveryAttempt(Struct, frozen=True):
    """One try: the status that came back, or why none did."""

    at: datetime
    duration_ms: int
    status: int | None
    error: str | None


class WebhookDelivery(Struct, frozen=True):
    """One message for one endpoint; `status` is waiting, delivered, failed or dropped."""

    id: UUID
    webhook_id: UUID
    message_id: str
    type: str
    subject: str
    created_at: datetime
    status: str
    next_try_at: datetime | None
    attempts: list[DeliveryAttempt]


class WebhookDeliveryPage(Struct, frozen=True):
    """Some deliveries, newest first, and where the next ones begin."""

    rows: list[WebhookDelivery]
    next_cursor: str | None
