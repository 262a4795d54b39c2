"""Who is woken by what, how long a message is worth sending, and what a push service's answer means."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from shared.terms import AlertSeverity, PushKind, Role

# Where an approval begins to be large when the company has said nothing: value in its own currency.
LARGE_APPROVAL_VALUE: Final = Decimal(25000)
LONGEST_TTL: Final = timedelta(hours=24)
SHORTEST_TTL: Final = timedelta(minutes=1)
LONGEST_REST: Final = timedelta(hours=6)
LONGEST_SILENCE: Final = timedelta(minutes=30)
SHORTEST_SILENCE: Final = timedelta(minutes=5)
# What somebody is waiting for; of other things a phone may stay silent.
PRESSING: Final = frozenset({PushKind.PROPOSAL_WAITS, PushKind.ALERT_RAISED})
MOST_SUBSCRIPTIONS: Final = 20
_AUTH_LENGTH: Final = 16

WAKES_BY_DEFAULT: Final[Mapping[Role, frozenset[PushKind]]] = {
    Role.REP: frozenset(
        {
            PushKind.CHANGE_DECIDED,
            PushKind.ALERT_RAISED,
            PushKind.URGENT_STAGE,
            PushKind.THREAD_MOVED,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            PushKind.PROPOSAL_WAITS,
            PushKind.CHANGE_DECIDED,
            PushKind.ALERT_RAISED,
            PushKind.URGENT_STAGE,
            PushKind.THREAD_MOVED,
        }
    ),
    Role.EXECUTIVE: frozenset(
        {
            PushKind.KPI_CROSSED,
            PushKind.LARGE_APPROVAL,
            PushKind.URGENT_STAGE,
            PushKind.THREAD_MOVED,
        }
    ),
    Role.PLANNER: frozenset(
        {
            PushKind.CHANGE_DECIDED,
            PushKind.ALERT_RAISED,
            PushKind.URGENT_STAGE,
            PushKind.THREAD_MOVED,
        }
    ),
    Role.BUYER: frozenset({PushKind.ALERT_RAISED, PushKind.URGENT_STAGE, PushKind.THREAD_MOVED}),
    Role.LOGISTICS: frozenset(
        {PushKind.ALERT_RAISED, PushKind.URGENT_STAGE, PushKind.THREAD_MOVED}
    ),
    Role.STEWARD: frozenset({PushKind.URGENT_STAGE, PushKind.THREAD_MOVED}),
    Role.ADMIN: frozenset({PushKind.URGENT_STAGE, PushKind.THREAD_MOVED}),
}

WOKEN_BY_ALERT: Final[Mapping[str, frozenset[Role]]] = {
    "order_slips": frozenset({Role.REP, Role.LOGISTICS}),
    "stock_short": frozenset({Role.SUPERVISOR, Role.PLANNER}),
    "promotion_short": frozenset({Role.PLANNER}),
    "season_short": frozenset({Role.PLANNER}),
    "supply_ends": frozenset({Role.PLANNER, Role.BUYER}),
    "supply_overdue": frozenset({Role.BUYER, Role.PLANNER}),
    "proposal_overdue": frozenset({Role.SUPERVISOR}),
    "agreement_overdue": frozenset({Role.SUPERVISOR}),
}


class Outcome(StrEnum):
    """What a push service's answer means for the message and the subscription."""

    DELIVERED = "delivered"
    GONE = "gone"
    TOO_LARGE = "too_large"
    LATER = "later"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a lock screen shows, and what a tap opens."""

    title: str
    body: str
    tag: str
    path: str
    actions: tuple[tuple[str, str], ...]
    badge: int | None


def default_choices(roles: Iterable[Role]) -> frozenset[PushKind]:
    """What wakes somebody who has chosen nothing: all that any of their roles is woken by.

    Names and figures are not among it: a lock screen is read by strangers, so each person decides.
    """
    return frozenset[PushKind]().union(*(WAKES_BY_DEFAULT[role] for role in roles))


def has_large_effect(value: Decimal, large_value: Decimal, loser_count: int) -> bool:
    """Whether an approval concerns executives: its value, or anybody who is made late by it.

    >>> has_large_effect(Decimal(25000), Decimal(25000), 0), has_large_effect(Decimal(1), Decimal(2), 1)
    (True, True)
    """
    return value >= large_value or loser_count > 0


def wakes_for_alert(kind: str, severity: AlertSeverity) -> frozenset[Role]:
    """The roles whose phones an alert wakes; a notice only waits on the screen."""
    if severity is AlertSeverity.NOTICE:
        return frozenset()
    return WOKEN_BY_ALERT.get(kind, frozenset())


def endpoint_hash(endpoint: str) -> str:
    """By what an endpoint is known; the endpoint itself is a secret that lets its holder write."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether these are a point on P-256 and an authentication secret (RFC 8291 §3.1, §3.2)."""
    try:
        point, secret = _raw(p256dh), _raw(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(secret) == _AUTH_LENGTH and point[:1] == b"\x04"


def lane_of(subscription_id: UUID) -> str:
    """The outbox lane of a browser: what goes to it keeps its order."""
    return f"push-{subscription_id}"


def topic_of(tag: str) -> str:
    """A tag as the `Topic` header may carry it: 32 signs of base64url (RFC 8030 §5.4)."""
    return base64.urlsafe_b64encode(hashlib.sha256(tag.encode()).digest()[:24]).decode()


def urgency_of(kind: PushKind | None) -> str:
    """How much of the battery a message is worth (RFC 8030 §5.3)."""
    waits = {PushKind.PROPOSAL_WAITS, PushKind.ALERT_RAISED, PushKind.URGENT_STAGE, None}
    return "high" if kind in waits else "normal"


def expiry_of(now: datetime, wanted_until: datetime | None = None) -> datetime:
    """Until when a message is worth sending: its deadline, within a minute and a day from now."""
    until = now + LONGEST_TTL if wanted_until is None else wanted_until
    return min(max(until, now + SHORTEST_TTL), now + LONGEST_TTL)


def silent_at(now: datetime, expires_at: datetime) -> datetime:
    """When to see whether anybody has looked: after half an hour, sooner where it is not worth as long."""
    return now + min(LONGEST_SILENCE, max(SHORTEST_SILENCE, (expires_at - now) / 2))


def outcome_of(status: int, *, has_retry_after: bool) -> Outcome:
    """Read an answer's status (RFC 8030 §5, §7.3, §8.4).

    >>> [outcome_of(each, has_retry_after=False) for each in (201, 410, 413, 503)]
    [<Outcome.DELIVERED: 'delivered'>, <Outcome.GONE: 'gone'>, <Outcome.TOO_LARGE: 'too_large'>, <Outcome.FAILED: 'failed'>]
    """
    if status in {200, 201, 202, 204}:
        return Outcome.DELIVERED
    if status in {404, 410}:
        return Outcome.GONE
    if status == 413:  # noqa: PLR2004 -- the standard's own number
        return Outcome.TOO_LARGE
    if status in {429, 500, 502, 503, 504} and has_retry_after:
        return Outcome.LATER
    return Outcome.FAILED


def rest_of(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a service asks to be left alone, at most six hours; None for nothing it said clearly.

    >>> from datetime import UTC
    >>> rest_of("120", datetime(2026, 11, 23, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=min(int(text), 10**6)), LONGEST_REST)
    try:
        until = parsedate_to_datetime(text)
        rest = until - now
    except (ValueError, TypeError):
        return None
    return min(max(rest, timedelta()), LONGEST_REST)


def _raw(text: str) -> bytes:
    plain = text.rstrip("=")
    if not plain.isascii() or "+" in plain or "/" in plain:
        raise ValueError(text)
    return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
