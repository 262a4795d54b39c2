"""Receipts, clients and the rows that answers show: every query of the push side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.kit.sql import fetch
from backend.sync.entities import BY_NAME, ENTITIES
from shared.schemas.ops import Op, OpAnswer


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is kept of an op."""

    op_id: UUID
    person_id: UUID
    entity_id: UUID
    request_hash: str
    status: str
    scope_id: UUID | None
    answer: OpAnswer | None
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer speaks of: a row, or the customer of one that is not there."""

    row_id: UUID
    customer_id: UUID | None


_RECEIPTS_SQL: Final = """
    SELECT op_id, person_id, entity_id, request_hash, status, scope_id, answer::text AS answer,
           settled_at IS NOT NULL AS is_settled
    FROM sync_op WHERE op_id = ANY($1::uuid[])
"""
_CURRENT_SQL: Final = {
    entity.name: (
        f"SELECT json_build_object({entity.fields})::text AS current, ver, scope_id "  # noqa: S608 -- made of the entity table only
        f"FROM {entity.name} WHERE id = $1 AND {entity.live}"
    )
    for entity in ENTITIES
}


def _finish_sql(scope: str) -> str:
    return f"""
        WITH kept AS (
          UPDATE sync_op SET status = $1, answer = $2, scope_id = {scope} WHERE op_id = $3
        )
        UPDATE sync_client SET last_seq = greatest(last_seq, $4) WHERE id = $5
    """  # noqa: S608 -- made of the entity table only


_FINISH_SQL: Final[dict[str | None, str]] = {
    None: _finish_sql("NULL"),
    **{
        entity.name: _finish_sql(
            f"coalesce((SELECT scope_id FROM {entity.name} WHERE id = $6), "  # noqa: S608 -- as above
            "(SELECT scope_id FROM customer WHERE id = $7))"
        )
        for entity in ENTITIES
    },
}
_VER_SQL: Final = {
    entity.name: f"SELECT ver, scope_id FROM {entity.name} WHERE id = $1"  # noqa: S608 -- as above
    for entity in ENTITIES
}


async def epoch() -> str:
    """The name of this database's history."""
    rows = await fetch("SELECT epoch FROM sync_epoch WHERE id = 1")
    return str(rows[0]["epoch"])


async def receipts(op_ids: Sequence[UUID]) -> dict[UUID, Receipt]:
    """The receipts of these ops, whoever sent them."""
    rows = await fetch(_RECEIPTS_SQL, list(op_ids))
    return {row["op_id"]: _receipt(row) for row in rows}


async def add_receipt(
    op: Op,
    *,
    client_id: UUID,
    person_id: UUID,
    schema_ver: int,
    request_hash: str,
    now: datetime,
) -> bool:
    """Claim an op id and a number; false when either is taken.

    Ops of one client wait for each other here, so a second delivery finds the first one's answer.
    """
    rows = await fetch(
        """
        WITH client AS (SELECT id FROM sync_client WHERE id = $1 FOR UPDATE)
        INSERT INTO sync_op (op_id, client_id, client_seq, person_id, kind, entity_id, schema_ver,
                             request_hash, request, status, answer, received_at)
        SELECT $2, client.id, $3, $4, $5, $6, $7, $8, $9, 'claimed', jsonb_build_object(), $10
        FROM client
        ON CONFLICT DO NOTHING
        RETURNING op_id
        """,
        client_id,
        op.op_id,
        op.seq,
        person_id,
        op.kind,
        op.id,
        schema_ver,
        request_hash,
        _kept_request(op),
        now,
    )
    return bool(rows)


def _kept_request(op: Op) -> str:
    """The op as it is kept; PostgreSQL has no place for a NUL, and an op with one is refused."""
    text = msgspec.json.encode(op).decode()
    if "\\u0000" in text:
        text = msgspec.json.encode(msgspec.structs.replace(op, args={}, at=None)).decode()
    return text


async def finish_receipt(
    answer: OpAnswer, *, client_id: UUID, seq: int, entity: str | None, about: Subject | None
) -> None:
    """Keep the answer as it was given and the scope that it speaks of, and how far the client is."""
    values = (
        answer.status,
        msgspec.json.encode(answer).decode(),
        answer.op_id,
        seq,
        client_id,
    )
    if entity is None or about is None:
        await fetch(_FINISH_SQL[None], *values)
    else:
        await fetch(_FINISH_SQL[entity], *values, about.row_id, about.customer_id)


async def own_vers(client_id: UUID, entity_id: UUID, before_seq: int) -> frozenset[int]:
    """The versions of a row that a client's earlier ops have made."""
    rows = await fetch(
        """
        SELECT (answer->>'ver')::bigint AS ver FROM sync_op
        WHERE client_id = $1 AND entity_id = $2 AND client_seq < $3 AND status = 'applied'
        """,
        client_id,
        entity_id,
        before_seq,
    )
    return frozenset(row["ver"] for row in rows)


async def held_back(client_id: UUID, entity_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Rows about which an op of this client was refused and is not settled, with the op's number."""
    rows = await fetch(
        """
        SELECT entity_id, min(client_seq) AS seq FROM sync_op
        WHERE client_id = $1 AND entity_id = ANY($2::uuid[])
          AND settled_at IS NULL AND status IN ('conflict', 'rejected', 'deferred')
        GROUP BY entity_id
        """,
        client_id,
        list(entity_ids),
    )
    return {row["entity_id"]: row["seq"] for row in rows}


async def settle_row(client_id: UUID, entity_id: UUID, before_seq: int, now: datetime) -> None:
    """The author has gone on with a row: earlier refusals about it hold nothing back."""
    await fetch(
        """
        UPDATE sync_op SET settled_at = $1
        WHERE client_id = $2 AND entity_id = $3 AND client_seq < $4
          AND settled_at IS NULL AND status IN ('conflict', 'rejected', 'deferred')
        """,
        now,
        client_id,
        entity_id,
        before_seq,
    )


async def settle_ops(person_id: UUID, op_ids: Sequence[UUID], now: datetime) -> None:
    """The author says that these refusals of theirs are dealt with."""
    await fetch(
        """
        UPDATE sync_op SET settled_at = $1
        WHERE op_id = ANY($2::uuid[]) AND person_id = $3 AND settled_at IS NULL
        """,
        now,
        list(op_ids),
        person_id,
    )


@dataclass(frozen=True, slots=True)
class RowState:
    """Where a row stands: its version, who sees it, and the row as it travels (JSON)."""

    ver: int
    scope_id: UUID
    current: str | None = None


async def row_state(entity: str, row_id: UUID) -> RowState | None:
    """The version and scope of a row; None when it is not there."""
    rows = await fetch(_VER_SQL[BY_NAME[entity].name], row_id)
    return RowState(rows[0]["ver"], rows[0]["scope_id"]) if rows else None


async def current_row(entity: str, row_id: UUID) -> RowState | None:
    """A live row as a pull would send it."""
    rows = await fetch(_CURRENT_SQL[BY_NAME[entity].name], row_id)
    return RowState(rows[0]["ver"], rows[0]["scope_id"], rows[0]["current"]) if rows else None


def _receipt(row: dict[str, Any]) -> Receipt:
    is_claimed = row["status"] == "claimed"
    return Receipt(
        op_id=row["op_id"],
        person_id=row["person_id"],
        entity_id=row["entity_id"],
        request_hash=row["request_hash"],
        status=row["status"],
        scope_id=row["scope_id"],
        answer=None if is_claimed else msgspec.json.decode(row["answer"], type=OpAnswer),
        is_settled=row["is_settled"],
    )
