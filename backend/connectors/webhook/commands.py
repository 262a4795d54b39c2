"""What may be asked of webhooks. No command carries a secret: commands are audited."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddWebhook:
    """Tell an endpoint of these events from now on, with the actor's eyes; no events are all."""

    url: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeWebhook:
    """Choose an endpoint's events anew, or turn it off and on; None leaves a thing as it is."""

    webhook_id: UUID
    events: tuple[str, ...] | None
    is_on: bool | None


@dataclass(frozen=True, slots=True)
class RotateWebhookSecret:
    """Make a new secret for an endpoint; the old one signs beside it for a day."""

    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class RemoveWebhook:
    """Tell an endpoint nothing any more."""

    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class SendTestWebhook:
    """Tell an endpoint that somebody is testing it."""

    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class ReplayDelivery:
    """Send a delivery again, under its own id."""

    delivery_id: UUID


@dataclass(frozen=True, slots=True)
class ForgetDeliveries:
    """Remove deliveries from the log that nobody will look for any more."""
