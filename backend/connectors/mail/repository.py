"""Every query that loads or saves mails, tries, parties and closed addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.connectors.mail.model import language_of_country, same_address
from backend.connectors.mail.tables import (
    MailBlock,
    MailDigest,
    MailMessage,
    MailParty,
)
from shared.ids import new_id
from shared.mail_terms import MailKind, MailStatus, NoticeChannel, PartyKind


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may be written to; `kinds` None: what is usual for them."""

    kind: PartyKind
    id: UUID
    name: str
    address: str
    language: str
    kinds: frozenset[MailKind] | None
    channel: NoticeChannel
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that has not been settled; `content` is sealed."""

    id: UUID
    kind: MailKind
    party_kind: PartyKind
    party_id: UUID
    address: str
    refers_to: tuple[str, ...]
    content: str
    tries: int
    created_at: datetime
    is_blocked: bool


_OWN = {
    PartyKind.SUPPLIER: "SELECT id, name, email AS address, NULL AS language, country FROM supplier",
    PartyKind.CUSTOMER: "SELECT id, name, '' AS address, NULL AS language, country FROM customer",
    PartyKind.PERSON: (
        "SELECT id, name, email AS address, language, '' AS country FROM person WHERE is_active"
    ),
}


async def party_with(kind: PartyKind, party_id: UUID) -> Party | None:
    """How somebody is written to; None where there is no such party."""
    rows = await MailParty.raw(
        f"""
        SELECT own.id, own.name, own.country, coalesce(own.language, '') AS own_language,
               coalesce(party.address, own.address) AS address, party.language,
               party.kinds::text AS kinds, party.channel, party.since
        FROM ({_OWN[kind]}) AS own
        LEFT JOIN mail_party AS party ON party.kind = {{}} AND party.party_id = own.id
        WHERE own.id = {{}}
        """,  # noqa: S608 -- one of three texts of ours
        kind.value,
        party_id,
    )
    return _party(kind, rows[0]) if rows else None


def _party(kind: PartyKind, row: dict[str, Any]) -> Party:
    kinds = row["kinds"]
    return Party(
        kind=kind,
        id=row["id"],
        name=row["name"],
        address=row["address"] or "",
        language=row["language"] or row["own_language"] or language_of_country(row["country"]),
        kinds=None if kinds is None else msgspec.json.decode(kinds, type=frozenset[MailKind]),
        channel=NoticeChannel(row["channel"] or NoticeChannel.MAIL),
        since=row["since"],
    )


async def save_party(
    kind: PartyKind,
    party_id: UUID,
    *,
    address: str | None,
    language: str | None,
    kinds: Sequence[MailKind] | None,
    channel: NoticeChannel,
    now: datetime,
) -> None:
    """Keep how somebody is written to."""
    await MailParty.raw(
        """
        INSERT INTO mail_party (id, kind, party_id, address, language, kinds, channel, since, ver)
        VALUES ({}, {}, {}, {}, {}, {}::jsonb, {}, {}, 1)
        ON CONFLICT (kind, party_id) DO UPDATE SET address = excluded.address,
          language = excluded.language, kinds = excluded.kinds, channel = excluded.channel,
          since = excluded.since, ver = mail_party.ver + 1
        """,
        new_id(),
        kind.value,
        party_id,
        address,
        language,
        None if kinds is None else msgspec.json.encode(sorted(kinds)).decode(),
        channel.value,
        now,
    )


async def block_of(address: str) -> dict[str, Any] | None:
    """Why an address is closed; None for one that is open."""
    rows = await MailBlock.raw(
        "SELECT address, blocked_at, because, said, mail_id FROM mail_block WHERE address = {}",
        same_address(address),
    )
    return rows[0] if rows else None


async def close_address(
    address: str, *, because: MailStatus, said: str, mail_id: UUID, now: datetime
) -> bool:
    """Send nothing more there; False where it was closed before."""
    rows = await MailBlock.raw(
        """
        INSERT INTO mail_block (address, blocked_at, because, said, mail_id)
        VALUES ({}, {}, {}, {}, {}) ON CONFLICT (address) DO NOTHING RETURNING address
        """,
        same_address(address),
        now,
        because.value,
        said[:500],
        mail_id,
    )
    return bool(rows)


async def open_address(address: str) -> bool:
    """Write to an address again; False where it was not closed."""
    rows = await MailBlock.raw(
        "DELETE FROM mail_block WHERE address = {} RETURNING address", same_address(address)
    )
    return bool(rows)


async def thread_before(thread: str, party_kind: PartyKind, party_id: UUID) -> list[UUID]:
    """The mails of a thread to somebody so far, the oldest first."""
    rows = await MailMessage.raw(
        """
        SELECT id FROM mail_message WHERE thread = {} AND party_kind = {} AND party_id = {}
        ORDER BY sequence
        """,
        thread,
        party_kind.value,
        party_id,
    )
    return [row["id"] for row in rows]


async def add_mail(
    *,
    mail_id: UUID,
    kind: MailKind,
    party: Party,
    thread: str,
    refers_to: Sequence[str],
    subject: str,
    content: str,
    now: datetime,
) -> None:
    """Keep a mail that waits to be sent; its content is sealed already."""
    await MailMessage.raw(
        """
        INSERT INTO mail_message (id, kind, party_kind, party_id, address, thread, refers_to, subject,
                                  content, status, tries, created_at, next_try_at)
        VALUES ({}, {}, {}, {}, {}, {}, {}::jsonb, {}, {}, 'waiting', 0, {}, {})
        """,
        mail_id,
        kind.value,
        party.kind.value,
        party.id,
        party.address,
        thread,
        msgspec.json.encode(list(refers_to)).decode(),
        subject,
        content,
        now,
        now,
    )


async def waiting_mail(mail_id: UUID) -> Waiting | None:
    """A mail that is still to be sent."""
    rows = await MailMessage.raw(
        """
        SELECT mail.id, mail.kind, party_kind, party_id, mail.address, refers_to::text AS refers_to,
               content, tries, created_at, block.address IS NOT NULL AS is_blocked
        FROM mail_message AS mail
        LEFT JOIN mail_block AS block ON block.address = lower(mail.address)
        WHERE mail.id = {} AND mail.status = 'waiting' AND content IS NOT NULL
        """,
        mail_id,
    )
    if not rows:
        return None
    row = rows[0]
    return Waiting(
        **{
            **row,
            "kind": MailKind(row["kind"]),
            "party_kind": PartyKind(row["party_kind"]),
            "refers_to": msgspec.json.decode(row["refers_to"], type=tuple[str, ...]),
        }
    )


async def note_attempt(
    mail_id: UUID,
    *,
    at: datetime,
    duration_ms: int,
    code: int | None,
    said: str,
    next_try_at: datetime | None,
    status: MailStatus | None = None,
) -> None:
    """Keep a try, when the next one is, and how the mail ended where it did."""
    await MailMessage.raw(
        """
        WITH tried AS (
          UPDATE mail_message SET tries = tries + 1, next_try_at = {},
            status = coalesce({}::text, status),
            settled_at = CASE WHEN {}::text IS NULL THEN settled_at ELSE {} END
          WHERE id = {}
        )
        INSERT INTO mail_attempt (id, mail_id, at, duration_ms, code, said)
        VALUES ({}, {}, {}, {}, {}, {})
        """,
        next_try_at,
        status and status.value,
        status and status.value,
        at,
        mail_id,
        new_id(),
        mail_id,
        at,
        duration_ms,
        code,
        said[:500],
    )


async def settle(mail_id: UUID, status: MailStatus, now: datetime) -> None:
    """Say how a mail ended."""
    await MailMessage.update(
        {
            MailMessage.status: status.value,
            MailMessage.settled_at: now,
            MailMessage.next_try_at: None,
        }
    ).where(MailMessage.id == mail_id)


async def lock_mail(mail_id: UUID) -> dict[str, Any] | None:
    """A mail as it stands, locked until the transaction ends."""
    rows = await MailMessage.raw(
        """
        SELECT id, kind, party_kind, party_id, address, status, subject,
               content IS NOT NULL AS has_content
        FROM mail_message WHERE id = {} FOR UPDATE
        """,
        mail_id,
    )
    return rows[0] if rows else None


async def begin_again(mail_id: UUID, address: str, now: datetime) -> None:
    """Put a mail back to work from its first try, to an address that may be another one."""
    await MailMessage.raw(
        """
        UPDATE mail_message SET status = 'waiting', tries = 0, next_try_at = {}, settled_at = NULL,
          created_at = {}, address = {} WHERE id = {}
        """,
        now,
        now,
        address,
        mail_id,
    )


async def stopped_mails(address: str) -> list[UUID]:
    """Mails that were not delivered to an address because it was closed, the oldest first."""
    rows = await MailMessage.raw(
        """
        SELECT id FROM mail_message WHERE lower(address) = {} AND content IS NOT NULL
          AND status IN ('refused', 'bounced', 'dropped') ORDER BY sequence
        """,
        same_address(address),
    )
    return [row["id"] for row in rows]


async def mail_rows(before: int | None, limit: int, *, only_stopped: bool) -> list[dict[str, Any]]:
    """Mails, newest first, with their tries as JSON; without what they say."""
    rows: list[dict[str, Any]] = await MailMessage.raw(
        """
        SELECT mail.id, mail.sequence, mail.kind, mail.party_kind, mail.address, mail.subject,
               mail.status, mail.created_at, mail.next_try_at, mail.settled_at,
               mail.content IS NOT NULL AS can_be_sent_again,
               coalesce(supplier.name, customer.name, person.name, '') AS party_name,
               (SELECT coalesce(json_agg(json_build_object('at', attempt.at, 'duration_ms',
                  attempt.duration_ms, 'code', attempt.code, 'said', attempt.said)
                  ORDER BY attempt.at, attempt.id), '[]')::text
                FROM mail_attempt AS attempt WHERE attempt.mail_id = mail.id) AS attempts
        FROM mail_message AS mail
        LEFT JOIN supplier ON mail.party_kind = 'supplier' AND supplier.id = mail.party_id
        LEFT JOIN customer ON mail.party_kind = 'customer' AND customer.id = mail.party_id
        LEFT JOIN person ON mail.party_kind = 'person' AND person.id = mail.party_id
        WHERE ({}::bigint IS NULL OR mail.sequence < {})
          AND (NOT {} OR mail.status IN ('failed', 'refused', 'bounced'))
        ORDER BY mail.sequence DESC LIMIT {}
        """,
        before,
        before,
        only_stopped,
        limit,
    )
    return rows


async def block_rows() -> list[dict[str, Any]]:
    """Closed addresses, newest first, with who is reached by them."""
    rows: list[dict[str, Any]] = await MailBlock.raw(
        """
        SELECT block.address, block.blocked_at, block.because, block.said,
               coalesce(supplier.name, customer.name, person.name, '') AS party_name
        FROM mail_block AS block LEFT JOIN mail_message AS mail ON mail.id = block.mail_id
        LEFT JOIN supplier ON mail.party_kind = 'supplier' AND supplier.id = mail.party_id
        LEFT JOIN customer ON mail.party_kind = 'customer' AND customer.id = mail.party_id
        LEFT JOIN person ON mail.party_kind = 'person' AND person.id = mail.party_id
        ORDER BY block.blocked_at DESC, block.address LIMIT 200
        """
    )
    return rows


async def mail_counts() -> dict[str, int]:
    """How many mails stand where."""
    rows = await MailMessage.raw(
        "SELECT status, count(*) AS count FROM mail_message GROUP BY status"
    )
    return {row["status"]: row["count"] for row in rows}


async def forget_mail(contents_before: datetime, all_before: datetime) -> None:
    """Forget what old mails said, and the very old ones as a whole."""
    await MailMessage.raw(
        """
        UPDATE mail_message SET content = NULL WHERE content IS NOT NULL AND settled_at < {}
        """,
        contents_before,
    )
    await MailMessage.raw("DELETE FROM mail_message WHERE settled_at < {}", all_before)


async def begin_digest(person_id: UUID, on: date) -> bool:
    """Note that somebody's digest of a day is written; False where it was before."""
    rows = await MailDigest.raw(
        """
        INSERT INTO mail_digest (id, person_id, "on") VALUES ({}, {}, {})
        ON CONFLICT (person_id, "on") DO NOTHING RETURNING id
        """,
        new_id(),
        person_id,
        on,
    )
    return bool(rows)


async def people_wanting(kind: MailKind) -> list[Party]:
    """People who work here and have chosen a mail that nobody gets unasked."""
    rows = await MailParty.raw(
        f"""
        SELECT own.id, own.name, own.country, own.language AS own_language,
               coalesce(party.address, own.address) AS address, party.language,
               party.kinds::text AS kinds, party.channel, party.since
        FROM ({_OWN[PartyKind.PERSON]}) AS own
        JOIN mail_party AS party ON party.kind = 'person' AND party.party_id = own.id
        WHERE party.kinds ? {{}} ORDER BY own.id
        """,  # noqa: S608 -- a text of ours
        kind.value,
    )
    return [_party(PartyKind.PERSON, row) for row in rows]
