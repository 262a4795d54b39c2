"""What may be asked of a thing's thread."""

from dataclasses import dataclass
from uuid import UUID

from shared.thread_terms import ThingKind


@dataclass(frozen=True, slots=True)
class FollowThing:
    """Be told of a thing from now on; again changes nothing."""

    kind: ThingKind
    thing_id: UUID


@dataclass(frozen=True, slots=True)
class UnfollowThing:
    """Be told of a thing no more."""

    kind: ThingKind
    thing_id: UUID


@dataclass(frozen=True, slots=True)
class WriteComment:
    """Say something about a thing; the same id with the same words changes nothing."""

    id: UUID
    kind: ThingKind
    thing_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class RemoveComment:
    """Take a comment of one's own back; that there was one stays."""

    comment_id: UUID
    kind: ThingKind
    thing_id: UUID


@dataclass(frozen=True, slots=True)
class KeepAttachment:
    """Keep a file with a thing; the same content again changes nothing."""

    kind: ThingKind
    thing_id: UUID
    content_hash: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RemoveAttachment:
    """Take a file of one's own away; that there was one stays."""

    kind: ThingKind
    thing_id: UUID
    content_hash: str


@dataclass(frozen=True, slots=True)
class SeeNews:
    """Say that one has seen what one was told until a time."""

    news_id: UUID | None
