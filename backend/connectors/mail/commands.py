"""What may be asked of mail."""

from dataclasses import dataclass
from uuid import UUID

from shared.mail_terms import MailKind, NoticeChannel, PartyKind
from shared.terms import Language


@dataclass(frozen=True, slots=True)
class SendMailAgain:
    """Send a mail that was given up, refused or came back again, under its own Message-ID."""

    mail_id: UUID


@dataclass(frozen=True, slots=True)
class MendAddress:
    """Write to a closed address again; with `new_address` to that one instead."""

    address: str
    new_address: str | None


@dataclass(frozen=True, slots=True)
class SendTestMail:
    """Write to the actor once, to see that it arrives."""


@dataclass(frozen=True, slots=True)
class ChooseCustomerNotices:
    """How and of what a customer is told by itself."""

    customer_id: UUID
    address: str
    language: Language
    kinds: tuple[MailKind, ...]
    channel: NoticeChannel


@dataclass(frozen=True, slots=True)
class ChooseStaffMail:
    """Which mails the actor gets."""

    kind: MailKind
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class ChooseSupplierMail:
    """Where a supplier is written to, and in which language."""

    supplier_id: UUID
    address: str
    language: Language


@dataclass(frozen=True, slots=True)
class EndMails:
    """A receiver's own word by their signed link: no more of these mails."""

    party_kind: PartyKind
    party_id: UUID
    group: str


@dataclass(frozen=True, slots=True)
class ReceiveMail:
    """A mail that came to the sender's address: a bounce, or something for a person to read."""

    content: bytes


@dataclass(frozen=True, slots=True)
class SendDigests:
    """Write the day's digest to those who want one and for whom it is time."""


@dataclass(frozen=True, slots=True)
class TellOfPassedDays:
    """Tell customers whose promised day has passed that there will be another."""


@dataclass(frozen=True, slots=True)
class ForgetMail:
    """Remove contents and mails that nobody will look for any more."""
