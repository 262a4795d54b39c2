"""Tables of threads. A thing is named by kind and id; nothing here is ever deleted but a person's following."""

from piccolo.columns import (
    JSONB,
    UUID,
    Bytea,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class Following(Table):
    """That somebody wants to be told of a thing."""

    id = UUID(primary_key=True, default=None)
    thing_kind = Varchar(length=16, null=False)
    thing_id = UUID(null=False, default=None, index=True)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    since = Timestamptz(null=False, default=None)
    following_is_unique = Unique([thing_kind, thing_id, person_id])


class Comment(Table):
    """What somebody said about a thing; `mentioned` are the ids of those whom it calls by name."""

    id = UUID(primary_key=True, default=None)
    thing_kind = Varchar(length=16, null=False)
    thing_id = UUID(null=False, default=None, index=True)
    author_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    text = Text(null=False)
    mentioned = JSONB(null=False)
    written_at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)


class Attachment(Table):
    """A file kept with a thing, named by its SHA-256; taken away, its content goes and its line stays."""

    id = UUID(primary_key=True, default=None)
    thing_kind = Varchar(length=16, null=False)
    thing_id = UUID(null=False, default=None, index=True)
    content_hash = Varchar(length=64, null=False)
    name = Varchar(length=128, null=False)
    media_type = Varchar(length=32, null=False)
    size = Integer(null=False)
    content = Bytea(null=True, default=None)
    added_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    added_at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)
    attachment_is_unique = Unique([thing_kind, thing_id, content_hash])


class News(Table):
    """That somebody is told of a thing; `cause_key` keeps one cause from telling twice."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    cause_key = Varchar(length=200, null=False)
    kind = Varchar(length=16, null=False)
    thing_kind = Varchar(length=16, null=False)
    thing_id = UUID(null=False, default=None)
    by_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    at = Timestamptz(null=False, default=None)
    seen_at = Timestamptz(null=True, default=None)
    news_is_unique = Unique([person_id, cause_key])
