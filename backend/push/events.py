"""What push tells itself: one message for one browser, on its way through the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.terms import PushKind


@dataclass(frozen=True, slots=True)
class PushWanted:
    """A browser is to be woken; `facts` feed the catalogue's `push-<notice>-…` when it is sent.

    After `expires_at` nobody wants it any more. `tag` lets a later message replace an earlier one.
    """

    topics: ClassVar[tuple[str, ...]] = ()

    subscription_id: UUID
    person_id: UUID
    kind: PushKind | None
    notice: str
    tag: str
    path: str
    facts: dict[str, str]
    badge: int | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SilenceDue:
    """A phone was told something; the time has come to see whether anybody has looked since."""

    topics: ClassVar[tuple[str, ...]] = ()

    person_id: UUID
    notice: str
    tag: str
    path: str
    facts: dict[str, str]
    told_at: datetime


@dataclass(frozen=True, slots=True)
class PersonSilent:
    """Somebody has not looked since their phone was told of what still waits; the words are theirs to see."""

    topics: ClassVar[tuple[str, ...]] = ()

    person_id: UUID
    title: str
    body: str
    tag: str
    path: str
