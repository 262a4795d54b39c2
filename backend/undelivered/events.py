"""What is told when something is put back to work."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MessageReplayed:
    """A message that had failed for good is tried again."""

    topics: ClassVar[tuple[str, ...]] = ("outbox", "undelivered")

    message_id: UUID
