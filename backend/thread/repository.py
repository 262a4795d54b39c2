"""Every query that loads or saves followers, comments, files and what people are told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.thread.model import HISTORY
from backend.thread.tables import Attachment, Comment, Following, News
from shared.ids import new_id
from shared.thread_terms import NewsKind, ThingKind

# Each kind's title, what it is about, and the scopes in which it is seen; an item is everybody's.
_THINGS: Final[Mapping[ThingKind, str]] = {
    ThingKind.ORDER: """
        SELECT customer.name AS title, item.name AS more, ARRAY[line.scope_id, site.scope_id] AS scope_ids,
               ARRAY[line.id] AS ids
        FROM demand_line AS line JOIN site ON site.id = line.site_id
        JOIN customer ON customer.id = line.customer_id JOIN item ON item.id = line.item_id
        WHERE line.id = {} AND line.deleted_at IS NULL
    """,
    ThingKind.ITEM: """
        SELECT item.name AS title, item.code AS more, NULL::uuid[] AS scope_ids, ARRAY[item.id] AS ids
        FROM item WHERE item.id = {}
    """,
    ThingKind.CUSTOMER: """
        SELECT customer.name AS title, customer.city AS more, ARRAY[customer.scope_id] AS scope_ids,
               ARRAY[customer.id] AS ids
        FROM customer WHERE customer.id = {}
    """,
    ThingKind.CHANGE: """
        SELECT customer.name AS title, item.name AS more, ARRAY[change.scope_id, site.scope_id] AS scope_ids,
               array_remove(ARRAY[change.id, change.proposal_id, urgent.id], NULL) AS ids
        FROM demand_change AS change JOIN site ON site.id = change.site_id
        JOIN customer ON customer.id = change.customer_id JOIN item ON item.id = change.item_id
        LEFT JOIN urgent_order AS urgent ON urgent.demand_change_id = change.id
        WHERE change.id = {} AND change.deleted_at IS NULL
    """,
    ThingKind.PROPOSAL: """
        SELECT customer.name AS title, item.name AS more, ARRAY[proposal.scope_id, change.scope_id] AS scope_ids,
               ARRAY[proposal.id, change.id] AS ids
        FROM proposal JOIN demand_change AS change ON change.id = proposal.demand_change_id
        JOIN customer ON customer.id = change.customer_id JOIN item ON item.id = change.item_id
        WHERE proposal.id = {} AND proposal.deleted_at IS NULL
    """,
    ThingKind.URGENT_ORDER: """
        SELECT customer.name AS title, item.name AS more, ARRAY[urgent.scope_id, site.scope_id] AS scope_ids,
               array_remove(ARRAY[urgent.id, change.id, change.proposal_id], NULL) AS ids
        FROM urgent_order AS urgent JOIN demand_change AS change ON change.id = urgent.demand_change_id
        JOIN site ON site.id = urgent.site_id
        JOIN customer ON customer.id = change.customer_id JOIN item ON item.id = change.item_id
        WHERE urgent.id = {}
    """,
}
MOST_ENTRIES: Final = 200


async def thing(kind: ThingKind, thing_id: UUID) -> dict[str, Any] | None:
    """A thing's title, scopes and the ids by which its history is known; None where there is none."""
    rows = await Following.raw(_THINGS[kind], thing_id)
    return dict(rows[0]) if rows else None


async def people_who_see(scope_ids: Sequence[UUID] | None) -> list[tuple[UUID, str]]:
    """Who works here and sees one of these scopes, or everybody; by name."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await Following.raw(
        """
        SELECT person.id, person.name FROM person
        WHERE person.is_active AND ({}::uuid[] IS NULL OR EXISTS (
          SELECT 1 FROM scope_membership AS membership
          WHERE membership.person_id = person.id AND membership.revoked_at IS NULL
            AND membership.scope_id = ANY({}::uuid[])))
        ORDER BY person.name, person.id
        """,
        wanted,
        wanted,
    )
    return [(row["id"], row["name"]) for row in rows]


async def follow(kind: ThingKind, thing_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Let somebody follow a thing; false where they do already."""
    rows = await Following.raw(
        """
        INSERT INTO following (id, thing_kind, thing_id, person_id, since) VALUES ({}, {}, {}, {}, {})
        ON CONFLICT (thing_kind, thing_id, person_id) DO NOTHING RETURNING id
        """,
        new_id(),
        kind.value,
        thing_id,
        person_id,
        now,
    )
    return bool(rows)


async def unfollow(kind: ThingKind, thing_id: UUID, person_id: UUID) -> bool:
    """Let somebody follow a thing no more; false where they did not."""
    rows = (
        await Following.delete()
        .where(
            (Following.thing_kind == kind.value)
            & (Following.thing_id == thing_id)
            & (Following.person_id == person_id)
        )
        .returning(Following.id)
    )
    return bool(rows)


async def followers(kind: ThingKind, thing_id: UUID) -> list[tuple[UUID, str]]:
    """Who follows a thing, by name."""
    rows = await Following.raw(
        """
        SELECT person.id, person.name FROM following JOIN person ON person.id = following.person_id
        WHERE following.thing_kind = {} AND following.thing_id = {} AND person.is_active
        ORDER BY person.name, person.id
        """,
        kind.value,
        thing_id,
    )
    return [(row["id"], row["name"]) for row in rows]


async def comment(comment_id: UUID) -> dict[str, Any] | None:
    """A comment as it is saved."""
    rows = await Comment.raw(
        """
        SELECT id, thing_kind, thing_id, author_id, text, mentioned::text AS mentioned, removed_at
        FROM comment WHERE id = {}
        """,
        comment_id,
    )
    if not rows:
        return None
    return {**rows[0], "mentioned": msgspec.json.decode(rows[0]["mentioned"], type=list[UUID])}


async def add_comment(values: Mapping[str, Any]) -> None:
    """Save a comment."""
    mentioned = msgspec.json.encode(values["mentioned"]).decode()
    await Comment.insert(Comment(removed_at=None, **{**values, "mentioned": mentioned}))


async def remove_comment(comment_id: UUID, author_id: UUID, now: datetime) -> bool:
    """Take a comment of somebody's back; its words go, that there was one stays."""
    rows = await Comment.raw(
        """
        UPDATE comment SET removed_at = {}, text = '', mentioned = '[]'
        WHERE id = {} AND author_id = {} AND removed_at IS NULL RETURNING id
        """,
        now,
        comment_id,
        author_id,
    )
    return bool(rows)


async def file_count(kind: ThingKind, thing_id: UUID) -> int:
    """How many files a thing has; whoever asks holds the place for one more."""
    await Attachment.raw("SELECT pg_advisory_xact_lock(hashtextextended({}, 0))", f"{thing_id}")
    rows = await Attachment.raw(
        """
        SELECT count(*) AS count FROM attachment
        WHERE thing_kind = {} AND thing_id = {} AND removed_at IS NULL
        """,
        kind.value,
        thing_id,
    )
    return int(rows[0]["count"])


async def file_id(kind: ThingKind, thing_id: UUID, content_hash: str) -> UUID | None:
    """A file that is kept."""
    rows = await Attachment.raw(
        """
        SELECT id FROM attachment
        WHERE thing_kind = {} AND thing_id = {} AND content_hash = {} AND removed_at IS NULL
        """,
        kind.value,
        thing_id,
        content_hash,
    )
    return rows[0]["id"] if rows else None


async def add_file(values: Mapping[str, Any]) -> UUID:
    """Keep a file; one that was taken away comes back."""
    rows = await Attachment.raw(
        """
        INSERT INTO attachment (id, thing_kind, thing_id, content_hash, name, media_type, size,
                                content, added_by, added_at)
        VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (thing_kind, thing_id, content_hash) DO UPDATE
          SET removed_at = NULL, content = excluded.content, added_by = excluded.added_by,
              added_at = excluded.added_at, name = excluded.name
        RETURNING id
        """,
        *(
            values[name]
            for name in (
                "id", "thing_kind", "thing_id", "content_hash", "name", "media_type", "size", "content",
                "added_by", "added_at",
            )
        ),
    )  # fmt: skip
    found: UUID = rows[0]["id"]
    return found


async def attachment(attachment_id: UUID) -> dict[str, Any] | None:
    """A file without its content."""
    rows = await Attachment.raw(
        "SELECT id, thing_kind, thing_id, added_by, name FROM attachment WHERE id = {}",
        attachment_id,
    )
    return dict(rows[0]) if rows else None


async def file_of(kind: ThingKind, thing_id: UUID, content_hash: str) -> dict[str, Any] | None:
    """A file with its content."""
    rows = await Attachment.raw(
        """
        SELECT name, media_type, content FROM attachment
        WHERE thing_kind = {} AND thing_id = {} AND content_hash = {} AND removed_at IS NULL
        """,
        kind.value,
        thing_id,
        content_hash,
    )
    return dict(rows[0]) if rows else None


async def remove_file(
    kind: ThingKind, thing_id: UUID, content_hash: str, person_id: UUID, now: datetime
) -> str | None:
    """Take a file of somebody's away, with its content; its name, None where there is none of theirs."""
    rows = await Attachment.raw(
        """
        UPDATE attachment SET removed_at = {}, content = NULL
        WHERE thing_kind = {} AND thing_id = {} AND content_hash = {} AND added_by = {}
          AND removed_at IS NULL RETURNING name
        """,
        now,
        kind.value,
        thing_id,
        content_hash,
        person_id,
    )
    return rows[0]["name"] if rows else None


async def said_and_kept(kind: ThingKind, thing_id: UUID) -> list[dict[str, Any]]:
    """Comments and files of a thing, the newest first, with names."""
    rows = await Comment.raw(
        """
        SELECT * FROM (
          SELECT 'comment' AS kind, comment.id, comment.written_at AS at, comment.author_id AS person_id,
                 person.name AS person_name, comment.text, comment.removed_at,
                 ARRAY(SELECT called.name FROM jsonb_array_elements_text(comment.mentioned) AS named (person_id)
                       JOIN person AS called ON called.id = named.person_id::uuid ORDER BY called.name) AS mentioned,
                 '' AS content_hash, '' AS media_type, 0 AS size
          FROM comment JOIN person ON person.id = comment.author_id
          WHERE comment.thing_kind = {} AND comment.thing_id = {}
          UNION ALL
          SELECT 'attachment', attachment.id, attachment.added_at, attachment.added_by, person.name,
                 attachment.name, attachment.removed_at, ARRAY[]::varchar[], attachment.content_hash,
                 attachment.media_type, attachment.size
          FROM attachment JOIN person ON person.id = attachment.added_by
          WHERE attachment.thing_kind = {} AND attachment.thing_id = {}
        ) AS entry ORDER BY at DESC, id DESC LIMIT {}
        """,
        kind.value,
        thing_id,
        kind.value,
        thing_id,
        MOST_ENTRIES,
    )
    return [dict(row) for row in rows]


async def history(kind: ThingKind, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Who did what to a thing, the newest first, out of the audit trail."""
    rows = await Comment.raw(
        """
        SELECT line.id, line.at, line.command, line.facts::text AS facts, person.name AS person_name
        FROM audit_line AS line LEFT JOIN person ON person.id = line.actor_id
        WHERE line.subject_ids && {}::uuid[] AND line.command = ANY({}::text[])
        ORDER BY line.sequence DESC LIMIT {}
        """,
        list(ids),
        sorted(HISTORY[kind]),
        MOST_ENTRIES,
    )
    return [
        {**row, "facts": msgspec.json.decode(row["facts"], type=dict[str, Any])} for row in rows
    ]


async def add_news(
    person_ids: Iterable[UUID],
    kind: NewsKind,
    thing_kind: ThingKind,
    thing_id: UUID,
    cause_key: str,
    by_id: UUID | None,
    now: datetime,
) -> list[tuple[UUID, UUID]]:
    """Tell these people, each once a cause; returns what was told to whom."""
    people = list(person_ids)
    rows = await News.raw(
        """
        INSERT INTO news (id, person_id, cause_key, kind, thing_kind, thing_id, by_id, at)
        SELECT told.id, told.person_id, {}, {}, {}, {}, {}, {}
        FROM unnest({}::uuid[], {}::uuid[]) AS told (id, person_id)
        ON CONFLICT (person_id, cause_key) DO NOTHING RETURNING id, person_id
        """,
        cause_key,
        kind.value,
        thing_kind.value,
        thing_id,
        by_id,
        now,
        [new_id() for _ in people],
        people,
    )
    return [(row["id"], row["person_id"]) for row in rows]


async def see_news(person_id: UUID, news_id: UUID | None, now: datetime) -> None:
    """Note that somebody has seen one thing that they were told, or all."""
    await News.raw(
        """
        UPDATE news SET seen_at = {} WHERE person_id = {} AND seen_at IS NULL
          AND ({}::uuid IS NULL OR id = {})
        """,
        now,
        person_id,
        news_id,
        news_id,
    )


async def unseen_news(person_id: UUID, limit: int) -> list[dict[str, Any]]:
    """What somebody was told and has not seen, the newest first."""
    rows = await News.raw(
        """
        SELECT news.id, news.kind, news.thing_kind, news.thing_id, news.at, person.name AS by_name
        FROM news LEFT JOIN person ON person.id = news.by_id
        WHERE news.person_id = {} AND news.seen_at IS NULL ORDER BY news.at DESC, news.id DESC LIMIT {}
        """,
        person_id,
        limit,
    )
    return [dict(row) for row in rows]


async def news_with(news_id: UUID) -> dict[str, Any] | None:
    """One thing that somebody was told."""
    rows = await News.raw(
        """
        SELECT news.id, news.person_id, news.kind, news.thing_kind, news.thing_id, news.seen_at,
               person.name AS by_name
        FROM news LEFT JOIN person ON person.id = news.by_id WHERE news.id = {}
        """,
        news_id,
    )
    return dict(rows[0]) if rows else None


async def things_of_change(change_id: UUID) -> dict[str, Any] | None:
    """What a change touches: itself, its proposal, its order, its customer, its item, its urgent order."""
    rows = await Following.raw(
        """
        SELECT change.id AS change, change.proposal_id AS proposal, change.demand_line_id AS "order",
               change.customer_id AS customer, change.item_id AS item, urgent.id AS urgent_order,
               change.requested_by
        FROM demand_change AS change
        LEFT JOIN urgent_order AS urgent ON urgent.demand_change_id = change.id
        WHERE change.id = {}
        """,
        change_id,
    )
    return dict(rows[0]) if rows else None


async def things_of_line(demand_line_id: UUID) -> dict[str, Any] | None:
    """What an order line touches: itself, its customer, its item."""
    rows = await Following.raw(
        'SELECT id AS "order", customer_id AS customer, item_id AS item FROM demand_line WHERE id = {}',
        demand_line_id,
    )
    return dict(rows[0]) if rows else None


async def change_behind(
    *, proposal_id: UUID | None = None, urgent_order_id: UUID | None = None
) -> UUID | None:
    """The change of a proposal or an urgent order."""
    rows = await Following.raw(
        """
        SELECT demand_change_id FROM proposal WHERE id = {}
        UNION ALL SELECT demand_change_id FROM urgent_order WHERE id = {}
        """,
        proposal_id,
        urgent_order_id,
    )
    return rows[0]["demand_change_id"] if rows else None


async def decided_by(proposal_id: UUID) -> UUID | None:
    """Who has decided a proposal."""
    rows = await Following.raw("SELECT decided_by FROM proposal WHERE id = {}", proposal_id)
    return rows[0]["decided_by"] if rows else None
