"""Reads of endpoints and of what they were told, for admins."""

from uuid import UUID

import msgspec

from backend.connectors.webhook import repository
from backend.connectors.webhook.publish import OWNERS, message_id
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.paging import page_cursor, read_page_cursor
from shared.schemas.webhook import (
    DeliveryAttempt,
    Webhook,
    WebhookDelivery,
    WebhookDeliveryPage,
)


async def webhooks_for(viewer: Viewer) -> list[Webhook]:
    """Every endpoint, the oldest first; without its secret."""
    viewer.must_be(*OWNERS)
    return [
        Webhook(**{**row, "events": msgspec.json.decode(row["events"], type=list[str])})
        for row in await repository.webhook_rows()
    ]


async def webhook_for(viewer: Viewer, webhook_id: UUID) -> Webhook:
    """One endpoint; `NotFoundError` where there is none."""
    for webhook in await webhooks_for(viewer):
        if webhook.id == webhook_id:
            return webhook
    raise NotFoundError


async def deliveries_for(
    viewer: Viewer, webhook_id: UUID | None, cursor: str | None, limit: int
) -> WebhookDeliveryPage:
    """What an endpoint (all of them, without one) was told, newest first, with every try."""
    viewer.must_be(*OWNERS)
    (before,) = read_page_cursor(cursor, int)
    rows = await repository.delivery_rows(webhook_id, before, limit + 1)
    following = page_cursor(rows[limit - 1]["sequence"]) if len(rows) > limit else None
    return WebhookDeliveryPage(
        [
            WebhookDelivery(
                id=row["id"],
                webhook_id=row["webhook_id"],
                message_id=message_id(row["id"]),
                type=row["type"],
                subject=row["subject"],
                created_at=row["created_at"],
                status=row["status"],
                next_try_at=row["next_try_at"],
                attempts=msgspec.json.decode(row["attempts"], type=list[DeliveryAttempt]),
            )
            for row in rows[:limit]
        ],
        following,
    )
