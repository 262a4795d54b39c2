"""The links by which suppliers open a request: made, revoked, opened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.supplier.tables import SupplierLink


async def add_link(token_hash: str, request_id: UUID, now: datetime, expires_at: datetime) -> None:
    """Let a link be used."""
    await SupplierLink.insert(
        SupplierLink(
            token_hash=token_hash,
            request_id=request_id,
            created_at=now,
            expires_at=expires_at,
            revoked_at=None,
            opened_count=0,
            last_opened_at=None,
        )
    )


async def revoke_links(request_id: UUID, now: datetime) -> None:
    """Refuse every link to a request from now on."""
    await SupplierLink.raw(
        "UPDATE supplier_link SET revoked_at = {} WHERE request_id = {} AND revoked_at IS NULL",
        now,
        request_id,
    )


async def request_of_link(token_hash: str, now: datetime) -> UUID | None:
    """The request that a link opens, as long as it may be used."""
    rows = await SupplierLink.raw(
        """
        SELECT request_id FROM supplier_link
        WHERE token_hash = {} AND revoked_at IS NULL AND expires_at > {}
        """,
        token_hash,
        now,
    )
    return rows[0]["request_id"] if rows else None


async def note_opened(token_hash: str, now: datetime) -> None:
    """Remember that a link was opened."""
    await SupplierLink.raw(
        """
        UPDATE supplier_link SET opened_count = opened_count + 1, last_opened_at = {}
        WHERE token_hash = {}
        """,
        now,
        token_hash,
    )


async def links_of(
    request_ids: Sequence[UUID], now: datetime
) -> dict[UUID, tuple[datetime | None, int]]:
    """Until when a request can be answered by link, and how often its links were opened."""
    rows = await SupplierLink.raw(
        """
        SELECT request_id, max(expires_at) FILTER (WHERE revoked_at IS NULL AND expires_at > {}) AS until,
               sum(opened_count)::int AS opened
        FROM supplier_link WHERE request_id = ANY({}::uuid[]) GROUP BY request_id
        """,
        now,
        list(request_ids),
    )
    return {row["request_id"]: (row["until"], row["opened"]) for row in rows}
