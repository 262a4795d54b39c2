"""What webhooks tell the outbox."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WebhookWanted:
    """A delivery has to be sent."""

    topics: ClassVar[tuple[str, ...]] = ()

    delivery_id: UUID
