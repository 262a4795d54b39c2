"""The statements behind a pull: what a snapshot says of a person, and rows in the cursor's order.

They are made once, from the entity table and nothing else; everything from outside is a parameter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.sync.cursor import Position
from backend.sync.entities import BY_NAME, ENTITIES, Entity


@dataclass(frozen=True, slots=True)
class Moment:
    """What one snapshot says about a person and a client. `versions` are of the scopes held now."""

    horizon: int
    epoch: UUID
    versions: dict[UUID, int]
    former_scope_ids: frozenset[UUID]
    last_seq: int | None


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A row state in the stream: its JSON list of values, or None when it has left."""

    position: Position
    entity: str
    payload: str | None


_MOMENT_SQL: Final = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon,
           (SELECT epoch FROM sync_epoch WHERE id = 1) AS epoch,
           (SELECT last_seq FROM sync_client WHERE id = $2 AND person_id = $1) AS last_seq,
           coalesce(array_agg(scope_id) FILTER (WHERE revoked_at IS NULL), '{}') AS scope_ids,
           coalesce(array_agg(sync_xid::text::bigint) FILTER (WHERE revoked_at IS NULL), '{}')
             AS versions,
           coalesce(array_agg(scope_id) FILTER (WHERE revoked_at IS NOT NULL), '{}') AS former
    FROM scope_membership WHERE person_id = $1
"""

# The highest number up to which every op has its answer, and none is younger than what has been sent.
_ACKED_SQL: Final = """
    SELECT least(
      coalesce(
        (SELECT min(client_seq) - 1 FROM sync_op
         WHERE client_id = $1 AND sync_xid >= $2::text::xid8),
        last_seq
      ),
      CASE WHEN waiting_since >= $3 THEN waiting_seq - 1 END
    ) AS acked
    FROM sync_client WHERE id = $1
"""


def _changes_of(entity: Entity) -> str:
    return f"""
        SELECT '{entity.name}' AS entity, found.*
        FROM unnest($1::uuid[]) AS held (held_id) CROSS JOIN LATERAL (
          SELECT sync_xid, id,
                 CASE WHEN {entity.live} THEN json_build_array({entity.values})::text END AS payload
          FROM {entity.name}
          WHERE scope_id = held_id AND (sync_xid, id) > ($2::text::xid8, $3::uuid)
            AND sync_xid < $4::text::xid8
          ORDER BY sync_xid, id LIMIT $5
        ) AS found"""  # noqa: S608 -- made of the entity table only


def _present_of(entity: Entity) -> str:
    return f"""
        SELECT '{entity.name}' AS entity, found.*
        FROM unnest($1::uuid[]) AS held (held_id) CROSS JOIN LATERAL (
          SELECT sync_xid, id, json_build_array({entity.values})::text AS payload
          FROM {entity.name}
          WHERE scope_id = held_id AND {entity.live}
            AND (sync_xid, id) > ($2::text::xid8, $3::uuid)
            AND (sync_xid, id) <= ($4::text::xid8, $5::uuid)
          ORDER BY sync_xid, id LIMIT $6
        ) AS found"""  # noqa: S608 -- made of the entity table only


_EXITS_SQL: Final = """
        (SELECT DISTINCT entity, sync_xid, row_id AS id, NULL AS payload
         FROM sync_exit
         WHERE scope_id = ANY($1::uuid[]) AND (sync_xid, row_id) > ($2::text::xid8, $3::uuid)
           AND sync_xid < $4::text::xid8
         ORDER BY sync_xid, row_id LIMIT $5)"""

_CHANGES_SQL: Final = (
    "SELECT sync_xid::text::bigint AS xid, id, entity, payload FROM ("  # noqa: S608 -- as above
    + "\n        UNION ALL".join([*(_changes_of(entity) for entity in ENTITIES), _EXITS_SQL])
    + ") AS stream ORDER BY sync_xid, id LIMIT $5"
)
_PRESENT_SQL: Final = (
    "SELECT sync_xid::text::bigint AS xid, id, entity, payload FROM ("  # noqa: S608 -- as above
    + "\n        UNION ALL".join(_present_of(entity) for entity in ENTITIES)
    + ") AS stream ORDER BY sync_xid, id LIMIT $6"
)
_SEEN_SQL: Final = {
    entity.name: (
        f"SELECT id FROM {entity.name} WHERE id = ANY($1::uuid[]) "  # noqa: S608 -- as above
        f"AND scope_id = ANY($2::uuid[]) AND {entity.live} "
        "AND (sync_xid, id) <= ($3::text::xid8, $4::uuid)"
    )
    for entity in ENTITIES
}


def _newest_of(entity: Entity) -> str:
    return (
        f"(SELECT sync_xid FROM {entity.name} WHERE scope_id = held_id "  # noqa: S608 -- made of the entity table only
        "ORDER BY sync_xid DESC, id DESC LIMIT 1)"
    )


# For each scope the id of the last transaction that wrote one of its rows or took one away.
NEWEST_SQL: Final = (
    "SELECT held_id, greatest("  # noqa: S608 -- as above
    + ", ".join(_newest_of(entity) for entity in ENTITIES)
    + ", (SELECT sync_xid FROM sync_exit WHERE scope_id = held_id ORDER BY sync_xid DESC LIMIT 1)"
    ")::text::bigint AS newest, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon "
    "FROM unnest($1::uuid[]) AS held (held_id)"
)


async def moment(connection: Any, person_id: UUID, client_id: UUID | None) -> Moment:
    """What this snapshot says about a person and one of their clients."""
    row = await connection.fetchrow(_MOMENT_SQL, person_id, client_id)
    scope_ids = row["scope_ids"]
    return Moment(
        horizon=row["horizon"],
        epoch=row["epoch"],
        versions=dict(zip(scope_ids, row["versions"], strict=True)),
        former_scope_ids=frozenset(row["former"]) - frozenset(scope_ids),
        last_seq=row["last_seq"],
    )


async def newest(connection: Any, scope_ids: list[UUID]) -> dict[UUID, int | None]:
    """For each scope the id of the last transaction that wrote one of its rows or took one away."""
    rows = await connection.fetch(NEWEST_SQL, scope_ids)
    return {row["held_id"]: row["newest"] for row in rows}


async def acked(connection: Any, client_id: UUID, below_xid: int, waiting_after: datetime) -> int:
    """How far a client's ops are contained in all rows of transactions below an id.

    An op that was left out of an answer before `waiting_after` is waited for no longer.
    """
    return int(await connection.fetchval(_ACKED_SQL, client_id, str(below_xid), waiting_after))


async def changes(
    connection: Any, scope_ids: list[UUID], after: Position, horizon: int, limit: int
) -> list[StreamRow]:
    """What became of rows of these scopes after a position: states, ends and exits, in order."""
    rows = await connection.fetch(
        _CHANGES_SQL, scope_ids, str(after.xid), after.id, str(horizon), limit
    )
    return [_stream_row(row) for row in rows]


async def present(
    connection: Any, scope_ids: list[UUID], after: Position, until: Position, limit: int
) -> list[StreamRow]:
    """The rows that these scopes have, between two positions, in order."""
    rows = await connection.fetch(
        _PRESENT_SQL,
        scope_ids,
        str(after.xid),
        after.id,
        str(until.xid),
        until.id,
        limit,
    )
    return [_stream_row(row) for row in rows]


async def still_seen(
    connection: Any, entity: str, row_ids: list[UUID], scope_ids: list[UUID], until: Position
) -> set[UUID]:
    """Which of these rows a client that has been sent all up to a position holds in these scopes.

    A row whose present state lies beyond is not held yet: should its scope be taken away before it is
    sent, nothing would ever tell the client to forget the old one.
    """
    rows = await connection.fetch(
        _SEEN_SQL[BY_NAME[entity].name], row_ids, scope_ids, str(until.xid), until.id
    )
    return {row["id"] for row in rows}


def _stream_row(row: Any) -> StreamRow:
    return StreamRow(Position(row["xid"], row["id"]), row["entity"], row["payload"])
