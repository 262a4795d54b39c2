"""The rules of Standard Webhooks 1.0: secrets, signatures, what an answer means, when to try again."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 -- how every secret of the standard begins
SECRET_BYTES: Final = 32
# How long receivers have to take over a new secret: both sign meanwhile.
OLD_SECRET_LIFE: Final = timedelta(hours=24)
# Ten tries over 75 h 35 min 5 s, each as long after the one before: the standard's own schedule.
PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
LONGEST_REST: Final = timedelta(hours=24)
MOST_WEBHOOKS: Final = 50
DELIVERED_KEPT: Final = timedelta(days=30)
ALL_KEPT: Final = timedelta(days=90)
_GONE: Final = 410
_BUSY: Final = frozenset({429, 503})


class DeliveryStatus(StrEnum):
    """Where a delivery stands; `dropped` was not sent because its endpoint or its right had gone."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What an answer means."""

    TAKEN = "taken"
    GONE = "gone"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: kind and id of its subject, the facts, and the scopes by which one may see it."""

    subject: str
    subject_id: UUID
    facts: dict[str, object]
    scope_ids: tuple[UUID, ...] = ()


def secret_text(secret: bytes) -> str:
    """A secret as receivers keep it.

    >>> secret_text(b"abc")
    'whsec_YWJj'
    """
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def secret_bytes(text: str) -> bytes:
    """The bytes that a secret's text stands for."""
    return base64.b64decode(text.removeprefix(SECRET_PREFIX))


def signed_headers(
    message_id: str, body: bytes, now: datetime, secrets: Sequence[bytes]
) -> dict[str, str]:
    """The three headers of the standard; one signature for each secret, the newest first.

    >>> from datetime import UTC
    >>> secret = secret_bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    >>> at = datetime.fromtimestamp(1614265330, UTC)
    >>> signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at, [secret])[
    ...     "webhook-signature"
    ... ]
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    instant = str(int(now.timestamp()))
    signed = b".".join((message_id.encode(), instant.encode(), body))
    marks = (
        base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
        for secret in secrets
    )
    return {
        "webhook-id": message_id,
        "webhook-timestamp": instant,
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }


def verdict_on(status: int) -> Verdict:
    """What a status means; a redirect is a failure like any other.

    >>> [verdict_on(status).value for status in (200, 204, 301, 410, 429, 500)]
    ['taken', 'taken', 'again', 'gone', 'again', 'again']
    """
    if 200 <= status < 300:  # noqa: PLR2004 -- the successes of HTTP
        return Verdict.TAKEN
    return Verdict.GONE if status == _GONE else Verdict.AGAIN


def next_try(tries: int, now: datetime, rest: timedelta | None = None) -> datetime | None:
    """When to try again after so many tries, not before a `rest` asked for; None after the last.

    >>> now = datetime(2026, 11, 24, 8)
    >>> next_try(1, now), next_try(9, now), next_try(10, now)
    (datetime.datetime(2026, 11, 24, 8, 0, 5), datetime.datetime(2026, 11, 25, 8, 0), None)
    """
    if tries > len(PAUSES):
        return None
    return now + max(PAUSES[tries - 1], rest or timedelta(0))


def asked_rest(status: int, retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a busy receiver wants to be left alone, at most a day; None where it says nothing.

    >>> asked_rest(429, "120", datetime(2026, 11, 24)), asked_rest(500, "120", datetime(2026, 11, 24))
    (datetime.timedelta(seconds=120), None)
    """
    if status not in _BUSY or not retry_after:
        return None
    said = retry_after.strip()
    if said.isdecimal():
        return min(LONGEST_REST, timedelta(seconds=min(int(said), 10**6)))
    try:
        rest = parsedate_to_datetime(said) - now
    except (TypeError, ValueError):
        return None
    return min(LONGEST_REST, max(rest, timedelta(0)))
