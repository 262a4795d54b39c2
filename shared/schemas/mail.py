"""Mails, closed addresses and preferences, as people see them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.mail_terms import MailKind, MailStatus, NoticeChannel, PartyKind
from shared.terms import Language

AddressText = Annotated[str, Meta(max_length=254)]


class MailAttempt(Struct, frozen=True):
    """One try of a mail: the server's code and words; a bounce has no code."""

    at: datetime
    duration_ms: int
    code: int | None
    said: str


class MailRow(Struct, frozen=True):
    """A mail with its tries; what it says is not shown."""

    id: UUID
    kind: MailKind
    party_kind: PartyKind
    party_name: str
    address: str
    subject: str
    status: MailStatus
    created_at: datetime
    next_try_at: datetime | None
    settled_at: datetime | None
    can_be_sent_again: bool
    attempts: list[MailAttempt]


class MailPage(Struct, frozen=True):
    """Mails, newest first; `next_cursor` leads to older ones."""

    items: list[MailRow]
    next_cursor: str | None


class ClosedAddress(Struct, frozen=True):
    """An address that nothing is sent to until somebody mends it."""

    address: str
    party_name: str
    blocked_at: datetime
    because: MailStatus
    said: str


class MailBoard(Struct, frozen=True):
    """How mail stands: whether a server is set, counts by status, what was stopped, what is closed."""

    is_on: bool
    sender: str
    counts: dict[MailStatus, int]
    stopped: list[MailRow]
    closed: list[ClosedAddress]


class MendedAddress(Struct, frozen=True, forbid_unknown_fields=True):
    """A closed address to be opened, or to be replaced by another one."""

    address: AddressText
    new_address: AddressText | None = None


class CustomerNotices(Struct, frozen=True, forbid_unknown_fields=True):
    """Of what a customer is told by itself, where, and in which language."""

    address: AddressText
    language: Language
    kinds: list[MailKind]
    channel: NoticeChannel


class SupplierAddressView(Struct, frozen=True):
    """Where a supplier is written to, and whether anything arrives there.

    `is_on` says that a mail server is set, `is_closed` that mail to the address came back.
    """

    address: str
    language: Language
    is_on: bool
    is_closed: bool
    may_choose: bool


class CustomerNoticesView(Struct, frozen=True):
    """A customer's notices, with the customer's name and whether the address is closed."""

    customer_id: UUID
    customer_name: str
    is_on: bool
    is_closed: bool
    notices: CustomerNotices
    may_choose: bool


class SupplierAddress(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a supplier is written to, and in which language."""

    address: AddressText
    language: Language


class StaffMails(Struct, frozen=True):
    """Which mails somebody gets; `is_on` says whether mail works here at all."""

    is_on: bool
    address: str
    chosen: dict[MailKind, bool]


class StaffMailChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of mail, on or off."""

    kind: MailKind
    is_wanted: bool
