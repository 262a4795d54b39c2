"""Every query that loads or saves API tokens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.tables import APIToken


async def add_token(
    *,
    token_id: UUID,
    person_id: UUID,
    device_id: UUID,
    name: str,
    token_hash: str,
    use: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Save a token at its making."""
    await APIToken.insert(
        APIToken(
            id=token_id,
            person_id=person_id,
            device_id=device_id,
            name=name,
            token_hash=token_hash,
            use=use,
            created_at=now,
            expires_at=expires_at,
            last_used_at=None,
            revoked_at=None,
        )
    )


async def token_row(token_hash: str) -> dict[str, Any] | None:
    """A token with its owner as both are now, by one look at its hash."""
    rows = await APIToken.raw(
        """
        SELECT token.id, token.person_id, token.device_id, token.use, token.expires_at,
               token.last_used_at, token.revoked_at, person.name, person.language, person.theme,
               person.is_active, person.is_demo,
               ARRAY(SELECT role FROM person_role WHERE person_id = person.id ORDER BY role)
                 AS roles
        FROM api_token AS token JOIN person ON person.id = token.person_id
        WHERE token.token_hash = {}
        """,
        token_hash,
    )
    return rows[0] if rows else None


async def is_token_live(token_id: UUID, now: datetime) -> bool:
    """Whether a token that was good a moment ago still is."""
    rows = await APIToken.raw(
        """
        SELECT 1 AS stands FROM api_token AS token JOIN person ON person.id = token.person_id
        WHERE token.id = {} AND token.revoked_at IS NULL AND token.expires_at > {}
          AND person.is_active
        """,
        token_id,
        now,
    )
    return bool(rows)


async def live_tokens(person_id: UUID, now: datetime) -> list[dict[str, Any]]:
    """A person's tokens that are neither revoked nor expired, the newest first."""
    rows: list[dict[str, Any]] = await APIToken.raw(
        """
        SELECT id, name, use, created_at, expires_at, last_used_at FROM api_token
        WHERE person_id = {} AND revoked_at IS NULL AND expires_at > {}
        ORDER BY created_at DESC, id DESC
        """,
        person_id,
        now,
    )
    return rows


async def touch_token(token_id: UUID, now: datetime) -> None:
    """Write that a token was used."""
    await APIToken.update({APIToken.last_used_at: now}).where(APIToken.id == token_id)


async def revoke_token(person_id: UUID, token_id: UUID, now: datetime) -> bool:
    """Mark a person's own token as revoked; false when there is no such one."""
    rows = await (
        APIToken.update({APIToken.revoked_at: now})
        .where(
            APIToken.id == token_id,
            APIToken.person_id == person_id,
            APIToken.revoked_at.is_null(),
        )
        .returning(APIToken.id)
    )
    return bool(rows)
