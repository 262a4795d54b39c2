"""What may be asked about what could not be delivered."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReplayMessage:
    """Put a message of the outbox that has failed for good back to work, from its first try."""

    message_id: UUID
