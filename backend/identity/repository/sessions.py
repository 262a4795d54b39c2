"""Every query that loads or saves sign-ins and the devices they are on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.tables import Device, Session


async def live_device(person_id: UUID, device_id: UUID) -> bool:
    """Whether a device is a person's own and has not been revoked."""
    return await Device.exists().where(
        Device.id == device_id, Device.person_id == person_id, Device.revoked_at.is_null()
    )


async def add_device(device_id: UUID, person_id: UUID, name: str, now: datetime) -> None:
    """Save a device at its first sign-in."""
    await Device.insert(
        Device(
            id=device_id,
            person_id=person_id,
            name=name,
            created_at=now,
            last_seen_at=now,
            revoked_at=None,
        )
    )


async def end_sessions_of_device(device_id: UUID, now: datetime) -> None:
    """End a device's sessions that are still open."""
    await Session.update({Session.revoked_at: now}).where(
        Session.device_id == device_id, Session.revoked_at.is_null()
    )


async def revoke_device(person_id: UUID, device_id: UUID, now: datetime) -> bool:
    """Mark a person's own device as revoked; false when there is no such one."""
    rows = await (
        Device.update({Device.revoked_at: now})
        .where(Device.id == device_id, Device.person_id == person_id, Device.revoked_at.is_null())
        .returning(Device.id)
    )
    return bool(rows)


async def add_session(
    session_hash: str, person_id: UUID, device_id: UUID, now: datetime, expires_at: datetime
) -> None:
    """Save a sign-in."""
    await Session.insert(
        Session(
            token_hash=session_hash,
            person_id=person_id,
            device_id=device_id,
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
            revoked_at=None,
        )
    )


async def end_session(session_hash: str, now: datetime) -> bool:
    """Mark a sign-in as ended; false when it was already."""
    rows = await (
        Session.update({Session.revoked_at: now})
        .where(Session.token_hash == session_hash, Session.revoked_at.is_null())
        .returning(Session.token_hash)
    )
    return bool(rows)


async def session_row(session_hash: str) -> dict[str, Any] | None:
    """A sign-in with its person, roles and device, by one look at its primary key."""
    rows = await Session.raw(
        """
        SELECT session.person_id, session.device_id, session.created_at, session.last_seen_at,
               session.expires_at, session.revoked_at, device.revoked_at AS device_revoked_at,
               person.name, person.language, person.theme, person.is_active, person.is_demo,
               ARRAY(SELECT role FROM person_role WHERE person_id = person.id ORDER BY role)
                 AS roles
        FROM session
        JOIN person ON person.id = session.person_id
        JOIN device ON device.id = session.device_id
        WHERE session.token_hash = {}
        """,
        session_hash,
    )
    return rows[0] if rows else None


async def is_session_live(name: UUID, now: datetime) -> bool:
    """Whether the sign-in of that name still stands; its name is how its hash begins."""
    rows = await Session.raw(
        """
        SELECT 1 AS stands FROM session
        JOIN person ON person.id = session.person_id
        JOIN device ON device.id = session.device_id
        WHERE session.token_hash LIKE {} AND session.revoked_at IS NULL
          AND session.expires_at > {} AND device.revoked_at IS NULL AND person.is_active
        """,
        f"{name.hex}%",
        now,
    )
    return bool(rows)


async def touch_session(
    session_hash: str, device_id: UUID, now: datetime, expires_at: datetime
) -> None:
    """Write a sign of life."""
    await Session.raw(
        """
        WITH seen AS (
          UPDATE session SET last_seen_at = {}, expires_at = {} WHERE token_hash = {}
        )
        UPDATE device SET last_seen_at = {} WHERE id = {}
        """,
        now,
        expires_at,
        session_hash,
        now,
        device_id,
    )


async def device_rows(person_id: UUID) -> list[dict[str, Any]]:
    """Devices that a person is signed in on, the last seen first."""
    rows: list[dict[str, Any]] = await Device.raw(
        """
        SELECT id, name, created_at, last_seen_at FROM device
        WHERE person_id = {} AND revoked_at IS NULL AND EXISTS (
          SELECT 1 FROM session
          WHERE session.device_id = device.id AND session.revoked_at IS NULL
        )
        ORDER BY last_seen_at DESC, id
        """,
        person_id,
    )
    return rows
