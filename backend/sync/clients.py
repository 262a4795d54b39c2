"""What is kept of a client engine: whose it is, and how far its ops have their answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.kit.sql import fetch

# How long an op that was left out holds back what is acknowledged.
WAITED_FOR: Final = timedelta(hours=1)


async def bind_client(client_id: UUID, person_id: UUID, device_id: UUID, now: datetime) -> bool:
    """Bind a client to a person at its first use; false when it is another person's."""
    rows = await fetch("SELECT person_id, device_id FROM sync_client WHERE id = $1", client_id)
    if rows and rows[0]["device_id"] == device_id:
        return bool(rows[0]["person_id"] == person_id)
    rows = await fetch(
        """
        INSERT INTO sync_client (id, person_id, device_id, last_seq, created_at)
        VALUES ($1, $2, $3, 0, $4)
        ON CONFLICT (id) DO UPDATE SET device_id = excluded.device_id
        WHERE sync_client.person_id = excluded.person_id
        RETURNING id
        """,
        client_id,
        person_id,
        device_id,
        now,
    )
    return bool(rows)


async def note_waiting(client_id: UUID, seq: int, now: datetime) -> None:
    """An op was left out of an answer: nothing from its number on is acknowledged meanwhile."""
    await fetch(
        """
        UPDATE sync_client SET waiting_seq = least(waiting_seq, $2), waiting_since = $3
        WHERE id = $1
        """,
        client_id,
        seq,
        now,
    )


async def last_seq(
    client_id: UUID, *, answered: Sequence[int], left_out: Sequence[int], now: datetime
) -> int:
    """The highest number of this client up to which all ops have answers.

    An op that was left out and does not come again (its author has dropped it) is waited for no longer
    than `WAITED_FOR`.
    """
    rows = await fetch(
        """
        WITH waiting AS (
          UPDATE sync_client
          SET waiting_seq = CASE WHEN waiting_seq = ANY($2::bigint[]) OR waiting_since < $4
                                 THEN $3::bigint ELSE least(waiting_seq, $3::bigint) END,
              waiting_since = CASE WHEN $3::bigint IS NULL THEN waiting_since ELSE $5 END
          WHERE id = $1 AND (waiting_seq IS NOT NULL OR $3::bigint IS NOT NULL)
          RETURNING least(last_seq, waiting_seq - 1) AS reached
        )
        SELECT coalesce((SELECT reached FROM waiting), last_seq) AS reached
        FROM sync_client WHERE id = $1
        """,
        client_id,
        list(answered),
        min(left_out, default=None),
        now - WAITED_FOR,
        now,
    )
    return int(rows[0]["reached"]) if rows else 0
