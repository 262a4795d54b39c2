"""Writing the audit trail; nothing here alters a line."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.kit.sql import fetch
from shared.ids import new_id

# Ids as whole texts, not as parts of what somebody wrote.
_ID: Final = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')


async def add_audit_line(
    *,
    at: datetime,
    actor_id: UUID | None,
    command: str,
    facts: Mapping[str, Any],
    request_id: str,
) -> None:
    """Add one line inside the caller's transaction."""
    text = msgspec.json.encode(facts).decode()
    await fetch(
        """
        INSERT INTO audit_line (id, at, actor_id, command, facts, request_id, subject_ids)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        new_id(),
        at,
        actor_id,
        command,
        text,
        request_id,
        sorted({UUID(each) for each in _ID.findall(text)}),
    )
