"""Taking in what comes from outside: the first delivery is claimed, a later one finds its answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.inbox.tables import InboxMessage
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an earlier delivery: a hash of what it asked, and the answer in JSON."""

    content_hash: str
    answer: bytes


async def take_in(
    *, source: str, external_id: str, content_hash: str, now: datetime
) -> UUID | Kept:
    """Claim a message inside the caller's transaction: its id, or what is kept of the first delivery.

    Who comes while the first is still under way waits here until that has been committed.
    """
    message_id = new_id()
    rows = await InboxMessage.raw(
        """
        INSERT INTO inbox_message (id, source, external_id, content_hash, received_at)
        VALUES ({}, {}, {}, {}, {}) ON CONFLICT (source, external_id) DO NOTHING RETURNING id
        """,
        message_id,
        source,
        external_id,
        content_hash,
        now,
    )
    if rows:
        return message_id
    rows = await InboxMessage.raw(
        """
        SELECT content_hash, answer::text AS answer FROM inbox_message
        WHERE source = {} AND external_id = {}
        """,
        source,
        external_id,
    )
    return Kept(rows[0]["content_hash"], (rows[0]["answer"] or "null").encode())


async def keep_answer(message_id: UUID, answer: bytes) -> None:
    """Keep how a message was answered, in the transaction that carried it out."""
    await InboxMessage.update({InboxMessage.answer: answer.decode()}).where(
        InboxMessage.id == message_id
    )
