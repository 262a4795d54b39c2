"""What threads tell."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shared.thread_terms import ThingKind


@dataclass(frozen=True, slots=True)
class CommentWritten:
    """Somebody has said something about a thing."""

    topics: ClassVar[tuple[str, ...]] = ("thread",)

    comment_id: UUID


@dataclass(frozen=True, slots=True)
class AttachmentKept:
    """A file is kept with a thing."""

    topics: ClassVar[tuple[str, ...]] = ("thread",)

    attachment_id: UUID


@dataclass(frozen=True, slots=True)
class ThreadChanged:
    """A comment or a file was taken back, or somebody follows or no longer does."""

    topics: ClassVar[tuple[str, ...]] = ("thread",)

    kind: ThingKind
    thing_id: UUID


@dataclass(frozen=True, slots=True)
class NewsTold:
    """Somebody is told of a thing."""

    topics: ClassVar[tuple[str, ...]] = ("news",)

    news_id: UUID
    person_id: UUID
