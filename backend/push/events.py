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
