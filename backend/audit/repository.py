"""Writing the audit trail; nothing here alters a line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.kit.sql import fetch
from shared.ids import new_id


async def add_audit_line(
    *,
    at: datetime,
    actor_id: UUID | None,
    command: str,
    facts: Mapping[str, Any],
    request_id: str,
) -> None:
    """Add one line inside the caller's transaction."""
    await fetch(
        """
        INSERT INTO audit_line (id, at, actor_id, command, facts, request_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        new_id(),
        at,
        actor_id,
        command,
        msgspec.json.encode(facts).decode(),
        request_id,
    )
