"""Reads what comes to the sender's address: delivery reports as RFC 3464 has them, and anything else."""

from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Final
from uuid import UUID

from backend.connectors.mail.model import (
    Verdict,
    address_verdict,
    id_of_name,
    same_address,
    status_class,
)

LARGEST: Final = 2 * 1024 * 1024
_MOST_PARTS: Final = 100
_LONGEST_SAID: Final = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says of one receiver of one of our mails."""

    mail_id: UUID
    address: str
    action: str
    status: str
    said: str

    @property
    def verdict(self) -> Verdict | None:
        """What it means for the address; None for one that says nothing final."""
        if self.action != "failed":
            return None
        return address_verdict(0, status_class(self.status))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail as it came: its own name, what it answers, and its reports where it is one."""

    name: str
    answers: UUID | None
    reports: tuple[Report, ...]


def read_incoming(content: bytes) -> Incoming:
    """Read a mail; whatever is broken in it is left out, nothing in it is carried out."""
    mail = BytesParser(policy=policy.compat32).parsebytes(content[:LARGEST])
    return Incoming(
        name=_header(mail, "Message-ID")[:200],
        answers=_first_of_ours(_header(mail, "In-Reply-To"), _header(mail, "References")),
        reports=tuple(_reports(mail)),
    )


def _reports(mail: Message) -> list[Report]:
    """A report is `multipart/report` with a part for each receiver, and the mail or its headers (§2)."""
    if mail.get_content_type() != "multipart/report":
        return []
    parts = list(_parts(mail))
    mail_id = _returned(parts)
    if mail_id is None:
        return []
    status = next(
        (each for each in parts if each.get_content_type() == "message/delivery-status"), None
    )
    blocks = status.get_payload() if status is not None else None
    found = []
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, Message):
            continue
        address = _address(_header(block, "Final-Recipient"))
        if not address:
            continue  # The first block is about the whole mail (§2.2).
        original = _address(_header(block, "Original-Recipient"))
        found.append(
            Report(
                mail_id=mail_id,
                address=same_address(original or address),
                action=_header(block, "Action").split(" ")[0].lower(),
                status=_header(block, "Status").split(" ")[0],
                said=(_header(block, "Diagnostic-Code") or _header(block, "Status"))[
                    :_LONGEST_SAID
                ],
            )
        )
    return found


def _returned(parts: list[Message]) -> UUID | None:
    """The mail of ours that came back, by the Message-ID in what was returned of it."""
    for part in parts:
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"}:
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return id_of_name(_header(inner[0], "Message-ID"))
        if kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                headers = BytesParser(policy=policy.compat32).parsebytes(text, headersonly=True)
                return id_of_name(_header(headers, "Message-ID"))
    return None


def _parts(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    found = payload if isinstance(payload, list) else []
    return [each for each in found[:_MOST_PARTS] if isinstance(each, Message)]


def _address(field: str) -> str:
    """An address out of `rfc822; a@b.example` (§2.1.2); forms of other systems are not ours."""
    kind, _, address = field.partition(";")
    return address.strip().strip("<>") if kind.strip().lower() in {"rfc822", "utf-8"} else ""


def _first_of_ours(*fields: str) -> UUID | None:
    names = " ".join(fields).split()
    return next((found for found in map(id_of_name, names) if found is not None), None)


def _header(mail: Message, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())
