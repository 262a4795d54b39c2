"""What mail tells the outbox and the others."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MailWanted:
    """A mail has to be sent."""

    topics: ClassVar[tuple[str, ...]] = ("mail",)

    mail_id: UUID


@dataclass(frozen=True, slots=True)
class AddressClosed:
    """A receiver refused a mail for good, or it came back: nothing more is sent to the address."""

    topics: ClassVar[tuple[str, ...]] = ("mail",)

    mail_id: UUID


@dataclass(frozen=True, slots=True)
class AddressMended:
    """Somebody has mended a closed address."""

    topics: ClassVar[tuple[str, ...]] = ("mail",)

    address: str


@dataclass(frozen=True, slots=True)
class MailTestAsked:
    """Somebody wants to see that mails arrive."""

    topics: ClassVar[tuple[str, ...]] = ()

    person_id: UUID
