"""A thing's thread: who follows it, what was said and attached, and who changed what."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import PersonName
from shared.thread_terms import EntryKind, NewsKind, ThingKind

CommentText = Annotated[str, Meta(min_length=1, max_length=2000)]


class ThingName(Struct, frozen=True):
    """A thing as people know it, and where it stands; `more` is what it is about."""

    kind: ThingKind
    id: UUID
    title: str
    more: str
    path: str


class ThreadEntry(Struct, frozen=True):
    """One entry of a timeline. `code` is the command of a history entry, `facts` what it changed."""

    kind: EntryKind
    id: UUID
    at: datetime
    person_name: str | None
    text: str
    is_own: bool
    is_removed: bool = False
    mentioned: list[str] = []
    code: str = ""
    facts: dict[str, str] = {}
    content_hash: str = ""
    media_type: str = ""
    size: int = 0


class ThreadView(Struct, frozen=True):
    """A thing's thread, the newest entry first; `people` see the thing and may be mentioned."""

    thing: ThingName
    is_followed: bool
    followers: list[str]
    entries: list[ThreadEntry]
    people: list[PersonName]


class NewComment(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says; `@Name` tells whoever is called so and sees the thing."""

    text: CommentText


class KeptAttachment(Struct, frozen=True):
    """That a file is kept."""

    content_hash: str


class NewsRow(Struct, frozen=True):
    """Something that somebody is told: of what, why, by whom."""

    id: UUID
    kind: NewsKind
    thing: ThingName
    by_name: str | None
    at: datetime
