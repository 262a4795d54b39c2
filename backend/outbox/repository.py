"""Every query of the outbox: adding, claiming, finishing, failing, replaying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.kit.sql import fetch
from backend.outbox.tables import OutboxCalledOff, OutboxMessage
from shared.ids import new_id

_CALLED_OFF_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker holds."""

    id: UUID
    event: str
    reaction: str
    payload: str
    request_id: str
    attempt_count: int
    caused_at: datetime | None = None
    held_by: UUID | None = None
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Messages for some reactions, or with `is_rest` those for all others, unknown ones too."""

    reactions: tuple[str, ...]
    is_rest: bool


EVERYTHING: Final = Share((), is_rest=True)


async def add_outbox_messages(
    rows: Sequence[Mapping[str, Any]], *, now: datetime, request_id: str
) -> None:
    """Add messages inside the caller's transaction."""
    await fetch(
        """
        INSERT INTO outbox_message (id, event, reaction, lane, payload, request_id, created_at,
                                    run_at, attempt_count, caused_at, held_by, held_until)
        SELECT added.id, added.event, added.reaction, added.lane, added.payload::jsonb, $7, $8,
               added.run_at, 0, added.caused_at, added.held_by, added.held_until
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                    $9::timestamptz[], $10::uuid[], $11::timestamptz[])
          WITH ORDINALITY AS added (id, event, reaction, lane, payload, run_at, caused_at, held_by,
                                    held_until, place)
        ORDER BY added.place
        """,
        [new_id() for _ in rows],
        [row["event"] for row in rows],
        [row["reaction"] for row in rows],
        [row["lane"] for row in rows],
        [row["payload"] for row in rows],
        [row["run_at"] for row in rows],
        request_id,
        now,
        [row.get("caused_at") for row in rows],
        [row.get("held_by") for row in rows],
        [row.get("held_until") for row in rows],
    )


async def claim_messages(
    now: datetime, share: Share = EVERYTHING, *, most: int = 1
) -> list[Claimed]:
    """Lock the messages of a share that have been due longest, each first in its lane; skip what others hold.

    No two are of one lane, so that they can be carried out at once.
    """
    rows = await OutboxMessage.raw(
        """
        SELECT id, event, reaction, payload::text AS payload, request_id, attempt_count,
               caused_at, held_by, held_until
        FROM outbox_message AS due
        WHERE dead_at IS NULL AND run_at <= {}
          AND NOT EXISTS (SELECT 1 FROM outbox_pause)
          AND sequence = (
            SELECT first.sequence FROM outbox_message AS first
            WHERE first.lane = due.lane AND coalesce(first.dead_at, '-infinity') = '-infinity'
            ORDER BY first.sequence LIMIT 1
          )
          AND (reaction = ANY({}::text[])) = {}
        ORDER BY run_at, sequence
        LIMIT {}
        FOR UPDATE SKIP LOCKED
        """,
        now,
        list(share.reactions),
        not share.is_rest,
        most,
    )
    return [Claimed(**row) for row in rows]


async def next_run_at(share: Share = EVERYTHING) -> datetime | None:
    """When the next message of a share that is first in its lane is due, if there is one."""
    rows = await OutboxMessage.raw(
        """
        SELECT run_at FROM outbox_message AS due
        WHERE dead_at IS NULL AND NOT EXISTS (SELECT 1 FROM outbox_pause) AND (reaction = ANY({}::text[])) = {}
          AND sequence = (
            SELECT first.sequence FROM outbox_message AS first
            WHERE first.lane = due.lane AND coalesce(first.dead_at, '-infinity') = '-infinity'
            ORDER BY first.sequence LIMIT 1
          )
        ORDER BY run_at, sequence
        LIMIT 1
        """,
        list(share.reactions),
        not share.is_rest,
    )
    return rows[0]["run_at"] if rows else None


async def postpone_message(message_id: UUID, *, run_at: datetime, why: str) -> None:
    """Keep a message in its place until an instant that its reaction has chosen."""
    await OutboxMessage.update({OutboxMessage.run_at: run_at, OutboxMessage.last_error: why}).where(
        OutboxMessage.id == message_id
    )


async def finish_messages(message_ids: Sequence[UUID]) -> None:
    """Take messages out once their reactions have been carried out."""
    await fetch("DELETE FROM outbox_message WHERE id = ANY($1)", list(message_ids))


async def call_off_messages(hold_id: UUID, now: datetime) -> None:
    """Drop what waits because of something that is undone, also what is only on its way to waiting."""
    await OutboxCalledOff.insert(OutboxCalledOff(id=hold_id, called_off_at=now))
    await OutboxMessage.delete().where(OutboxMessage.held_by == hold_id)
    await OutboxCalledOff.delete().where(OutboxCalledOff.called_off_at < now - _CALLED_OFF_KEPT)


async def is_called_off(hold_id: UUID) -> bool:
    """Whether what a message follows from was undone."""
    return await OutboxCalledOff.exists().where(OutboxCalledOff.id == hold_id)


async def lease_messages(message_ids: Sequence[UUID], until: datetime) -> None:
    """Keep messages from others while their reactions work outside a transaction."""
    await fetch(
        "UPDATE outbox_message SET run_at = $2 WHERE id = ANY($1)", list(message_ids), until
    )


async def fail_message(
    message_id: UUID, *, error: str, attempt_count: int, run_at: datetime, dead_at: datetime | None
) -> None:
    """Keep a failed message for its next try, or as a dead letter that people see."""
    await OutboxMessage.update(
        {
            OutboxMessage.last_error: error,
            OutboxMessage.attempt_count: attempt_count,
            OutboxMessage.run_at: run_at,
            OutboxMessage.dead_at: dead_at,
        }
    ).where(OutboxMessage.id == message_id)


async def dead_messages() -> list[dict[str, Any]]:
    """Dead letters with their last error, the newest first, at most 200."""
    rows: list[dict[str, Any]] = await OutboxMessage.raw(
        """
        SELECT id, event, reaction, attempt_count, last_error, dead_at FROM outbox_message
        WHERE dead_at IS NOT NULL ORDER BY dead_at DESC LIMIT 200
        """
    )
    return rows


async def replay_dead_messages(now: datetime, message_id: UUID | None = None) -> int:
    """Put every dead letter, or one, back to work; returns how many there were."""
    rows = await OutboxMessage.raw(
        """
        UPDATE outbox_message SET dead_at = NULL, run_at = {}, attempt_count = 0
        WHERE dead_at IS NOT NULL AND ({}::uuid IS NULL OR id = {}::uuid) RETURNING id
        """,
        now,
        message_id,
        message_id,
    )
    return len(rows)


async def resume_outbox() -> bool:
    """Let messages leave again; False when nothing held them."""
    return bool(await OutboxMessage.raw("DELETE FROM outbox_pause RETURNING id"))


async def forget_messages_from_before_pause(reactions: Sequence[str]) -> int:
    """Take out what waited for these reactions when the outbox was paused; returns how many there were."""
    rows = await OutboxMessage.raw(
        """
        DELETE FROM outbox_message USING outbox_pause
        WHERE reaction = ANY({}::text[]) AND dead_at IS NULL AND created_at < paused_at
        RETURNING outbox_message.id
        """,
        list(reactions),
    )
    return len(rows)


async def outbox_state() -> dict[str, Any]:
    """How many messages wait and are dead, since when the oldest waits, and the outbox is paused."""
    rows = await OutboxMessage.raw(
        """
        SELECT count(*) FILTER (WHERE dead_at IS NULL) AS waiting,
               count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead,
               min(created_at) FILTER (WHERE dead_at IS NULL AND run_at <= now()) AS oldest_at,
               (SELECT paused_at FROM outbox_pause) AS paused_at
        FROM outbox_message
        """
    )
    state: dict[str, Any] = rows[0]
    return state
