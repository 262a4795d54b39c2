"""Screens on walls as they are saved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.urgent.model.wall import IDLE_LIFE
from backend.urgent.tables import WallScreen


async def add_wall(values: dict[str, Any]) -> None:
    """Save a screen that is still to be signed in."""
    await WallScreen.insert(
        WallScreen(token_hash=None, signed_in_at=None, last_seen_at=None, revoked_at=None, **values)
    )


async def sign_in(code_hash: str, token_hash: str, now: datetime) -> UUID | None:
    """Let the screen in that a link was made for, once; its id, None where there is no such link."""
    rows = await WallScreen.raw(
        """
        UPDATE wall_screen
        SET token_hash = {}, code_hash = NULL, signed_in_at = {}, last_seen_at = {}
        WHERE code_hash = {} AND code_until > {} AND revoked_at IS NULL
        RETURNING id
        """,
        token_hash,
        now,
        now,
        code_hash,
        now,
    )
    return rows[0]["id"] if rows else None


async def signed_in(token_hash: str, now: datetime) -> dict[str, Any] | None:
    """The screen that is known by this, with its site; None where it is not let in any more."""
    rows = await WallScreen.raw(
        """
        SELECT wall.id, wall.site_id, wall.last_seen_at, site.name AS site_name, site.time_zone
        FROM wall_screen AS wall JOIN site ON site.id = wall.site_id
        WHERE wall.token_hash = {} AND wall.revoked_at IS NULL AND wall.last_seen_at > {}
        """,
        token_hash,
        now - IDLE_LIFE,
    )
    return dict(rows[0]) if rows else None


async def note_seen(wall_id: UUID, now: datetime) -> None:
    """Write down that a screen is there."""
    await WallScreen.update({WallScreen.last_seen_at: now}).where(WallScreen.id == wall_id)


async def revoke(wall_id: UUID, scope_ids: Sequence[UUID], now: datetime) -> bool:
    """Let a screen at a site of these scopes in no more; false where there is none."""
    rows = await WallScreen.raw(
        """
        UPDATE wall_screen AS wall SET revoked_at = {}, code_hash = NULL, token_hash = NULL
        FROM site WHERE site.id = wall.site_id AND wall.id = {} AND wall.revoked_at IS NULL
          AND site.scope_id = ANY({}::uuid[])
        RETURNING wall.id
        """,
        now,
        wall_id,
        list(scope_ids),
    )
    return bool(rows)
