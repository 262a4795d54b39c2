"""The rules of mail: addresses, what an answer means, when to try again, names of mails and threads."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from shared.mail_terms import PartyKind

# About five days, as RFC 5321 §4.5.4.1 asks; then a person decides.
PAUSES: Final = (
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
)
LONGEST_PAUSE: Final = timedelta(hours=12)
GIVE_UP_AFTER: Final = timedelta(days=5)
# A server that cannot be reached holds up every mail, so it is asked again soon.
SERVER_PAUSES: Final = (timedelta(seconds=2), timedelta(seconds=15), timedelta(minutes=1))
LONGEST_SERVER_PAUSE: Final = timedelta(minutes=5)
CONTENT_KEPT: Final = timedelta(days=30)
ALL_KEPT: Final = timedelta(days=400)
LONGEST_ADDRESS: Final = 254
_LONGEST_LOCAL: Final = 64
_MARK_BYTES: Final = 16
_OUT_OF_SEQUENCE: Final = 503
_MOST_REFERENCES: Final = 10
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


class Verdict(StrEnum):
    """What an answer of a mail server means for a mail and its address."""

    TAKEN = "taken"
    AGAIN = "again"
    ADDRESS_BAD = "address_bad"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try.

    `is_receiver`: the answer is about the receiver's address; `is_server`: no conversation came about.
    """

    duration_ms: int
    code: int | None
    said: str
    is_receiver: bool = False
    is_server: bool = False


def plain_address(text: str) -> str | None:
    r"""An address as we keep it, its domain in lower case and ASCII; None for what is none.

    >>> plain_address("Buyer@Büro.example"), plain_address("a@b\r\nBcc: c@d.example")
    ('Buyer@xn--bro-hoa.example', None)
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        return None
    try:
        plain = domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
    labels = plain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 -- a name under a top level
        return None
    found = f"{local}@{plain}"
    return found if len(found) <= LONGEST_ADDRESS else None


def same_address(address: str) -> str:
    """By what an address is known, however it is written."""
    return address.lower()


def lane_of(address: str) -> str:
    """The outbox lane of a receiver: what goes to one address keeps its order."""
    return f"mail:{hashlib.sha256(same_address(address).encode()).hexdigest()[:40]}"


def message_name(message_id: UUID, domain: str) -> str:
    """The Message-ID of a mail; the same at every try, so that receivers know a repetition."""
    return f"<{message_id.hex}@{domain}>"


def id_of_name(name: str) -> UUID | None:
    """The mail that a Message-ID names; None where it is none of ours.

    >>> id_of_name("<0199aaaa0000700080000000000000aa@plan.example>")
    UUID('0199aaaa-0000-7000-8000-0000000000aa')
    """
    found = re.fullmatch(r"<?([0-9a-f]{32})@[^<>\s]+>?", name.strip())
    return UUID(hex=found[1]) if found else None


def status_class(said: str) -> tuple[int, int, int] | None:
    """The enhanced status code in an answer (RFC 3463), if there is one.

    >>> status_class("550 5.1.1 no such user"), status_class("550 no such user")
    ((5, 1, 1), None)
    """
    found = _ENHANCED.search(said)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def verdict_on(tried: Tried) -> Verdict:
    """What a try's answer means: only an answer about the receiver can close an address.

    A refusal for reasons of policy (5.7.x) or of the other system (5.3.x) says nothing about the
    address, and a full mailbox (552, 5.2.2) may have room tomorrow (RFC 5321 §4.5.3.1.10). Words out of
    their sequence (503) speak of the conversation alone.

    >>> [verdict_on(Tried(1, code, said, is_receiver=True)).value for code, said in (
    ...     (250, "ok"), (451, "later"), (550, "5.1.1 unknown"), (550, "5.7.1 spam"), (552, "5.2.2 full"))]
    ['taken', 'again', 'address_bad', 'refused', 'again']
    >>> verdict_on(Tried(1, 503, "5.5.1 nested MAIL command", is_receiver=True)).value
    'again'
    """
    if tried.code is None or tried.code == _OUT_OF_SEQUENCE or tried.is_server:
        return Verdict.AGAIN
    if 200 <= tried.code < 400:  # noqa: PLR2004 -- the good answers of SMTP
        return Verdict.TAKEN
    if tried.code < 500:  # noqa: PLR2004 -- "not now"
        return Verdict.AGAIN
    if not tried.is_receiver:
        return Verdict.REFUSED
    return address_verdict(tried.code, status_class(tried.said))


def address_verdict(code: int, status: tuple[int, int, int] | None) -> Verdict:
    """What a final refusal of a receiver means for the address."""
    if status is not None and status[0] != 5:  # noqa: PLR2004 -- the class of what lasts
        return Verdict.AGAIN
    if code == 552 or status == (5, 2, 2):  # noqa: PLR2004 -- a full mailbox
        return Verdict.AGAIN
    if status is not None and status[1] in {3, 7}:
        return Verdict.REFUSED
    return Verdict.ADDRESS_BAD


def next_try(
    tries: int, created_at: datetime, now: datetime, *, is_server: bool, draw: float
) -> datetime | None:
    """When to try again after so many tries; None when it is time to give up.

    `draw` from 0 to 1 spreads what failed together: half to one and a half of the pause.
    """
    if now - created_at >= GIVE_UP_AFTER:
        return None
    pauses, longest = (
        (SERVER_PAUSES, LONGEST_SERVER_PAUSE) if is_server else (PAUSES, LONGEST_PAUSE)
    )
    pause = pauses[tries - 1] if tries <= len(pauses) else longest
    return now + pause * (0.5 + draw)


def signed_link(key: bytes, party_kind: PartyKind, party_id: UUID, group: str) -> str:
    """A token that lets its holder end one group of mails to one party, and nothing else."""
    said = f"{party_kind.value}.{party_id.hex}.{group}"
    mark = hmac.new(key, said.encode(), hashlib.sha256).digest()[:_MARK_BYTES]
    return f"{said}.{urlsafe_b64encode(mark).decode().rstrip('=')}"


def read_link(key: bytes, token: str) -> tuple[PartyKind, UUID, str] | None:
    """Whom and what a token is about; None for one that we have not made."""
    said, dot, mark = token.rpartition(".")
    parts = said.split(".")
    if not dot or len(parts) != 3:  # noqa: PLR2004 -- kind, party, group
        return None
    try:
        given = urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
        kind, party_id = PartyKind(parts[0]), UUID(hex=parts[1])
    except ValueError:
        return None
    made = hmac.new(key, said.encode(), hashlib.sha256).digest()[:_MARK_BYTES]
    return (kind, party_id, parts[2]) if hmac.compare_digest(given, made) else None


def language_of_country(country: str) -> str:
    """In what language to write where nobody has said."""
    if country in {"CN", "TW", "HK", "MO"}:
        return "zh"
    return "ru" if country in {"RU", "BY", "KZ", "KG"} else "en"


def references_of(earlier: Sequence[str]) -> tuple[str, ...]:
    """What a mail refers to of its thread: the first and the newest nine, so that the header stays short.

    >>> references_of([str(each) for each in range(12)])
    ('0', '3', '4', '5', '6', '7', '8', '9', '10', '11')
    """
    return (*earlier[:1], *earlier[1:][-(_MOST_REFERENCES - 1) :])
