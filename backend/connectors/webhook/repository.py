"""Every query that loads or saves endpoints, deliveries and tries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.connectors.webhook.model import DeliveryStatus
from backend.connectors.webhook.tables import Webhook, WebhookAttempt, WebhookDelivery
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to tell whom of what; the secrets are sealed."""

    id: UUID
    owner_id: UUID
    url: str
    events: frozenset[str]
    secret: str
    old_secret: str | None
    old_secret_until: datetime | None
    rest_until: datetime | None
    is_on: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that has not been settled, with its endpoint."""

    id: UUID
    type: str
    scope_ids: tuple[UUID, ...]
    body: str
    tries: int
    endpoint: Endpoint


_ENDPOINT = """
    SELECT webhook.id, webhook.owner_id, webhook.url, webhook.events::text AS events,
           webhook.secret, webhook.old_secret, webhook.old_secret_until, webhook.rest_until,
           webhook.off_at IS NULL AND webhook.removed_at IS NULL AS is_on
    FROM webhook
"""


async def endpoints_on() -> list[Endpoint]:
    """Endpoints that are told, the oldest first."""
    rows = await Webhook.raw(
        _ENDPOINT + " WHERE off_at IS NULL AND removed_at IS NULL ORDER BY created_at, id"
    )
    return [_endpoint(row) for row in rows]


async def endpoint_with(webhook_id: UUID) -> Endpoint | None:
    """An endpoint that has not been removed."""
    rows = await Webhook.raw(_ENDPOINT + " WHERE id = {} AND removed_at IS NULL", webhook_id)
    return _endpoint(rows[0]) if rows else None


async def webhook_count() -> int:
    """How many endpoints there are."""
    return int(await Webhook.count().where(Webhook.removed_at.is_null()))


async def add_webhook(
    *, webhook_id: UUID, owner_id: UUID, url: str, events: Sequence[str], secret: str, now: datetime
) -> None:
    """Save an endpoint; its secret is sealed already."""
    await Webhook.insert(
        Webhook(
            id=webhook_id,
            owner_id=owner_id,
            url=url,
            events=msgspec.json.encode(events).decode(),
            secret=secret,
            old_secret=None,
            old_secret_until=None,
            created_at=now,
            rest_until=None,
            off_at=None,
            off_because=None,
            removed_at=None,
        )
    )


async def set_events(webhook_id: UUID, events: Sequence[str]) -> None:
    """Keep what an endpoint is told of."""
    await Webhook.update({Webhook.events: msgspec.json.encode(events).decode()}).where(
        Webhook.id == webhook_id
    )


async def turn(webhook_id: UUID, *, off_at: datetime | None, because: str | None) -> None:
    """Turn an endpoint off (`off_at`) or on again."""
    await Webhook.update(
        {Webhook.off_at: off_at, Webhook.off_because: because, Webhook.rest_until: None}
    ).where(Webhook.id == webhook_id)


async def keep_secret(webhook_id: UUID, secret: str, old: str, old_until: datetime) -> None:
    """Keep a new secret, and the old one for a while."""
    await Webhook.update(
        {Webhook.secret: secret, Webhook.old_secret: old, Webhook.old_secret_until: old_until}
    ).where(Webhook.id == webhook_id)


async def remove_webhook(webhook_id: UUID, now: datetime) -> None:
    """Take an endpoint away with its secrets; the log of what it was told stays."""
    await Webhook.update(
        {Webhook.removed_at: now, Webhook.secret: "", Webhook.old_secret: None}
    ).where(Webhook.id == webhook_id)


async def let_rest(webhook_id: UUID, until: datetime) -> None:
    """Leave an endpoint alone for as long as it asked."""
    await Webhook.update({Webhook.rest_until: until}).where(Webhook.id == webhook_id)


async def add_delivery(
    *,
    delivery_id: UUID,
    webhook_id: UUID,
    kind: str,
    subject: str,
    scope_ids: Sequence[UUID],
    body: str,
    now: datetime,
) -> None:
    """Save a message for one endpoint."""
    await WebhookDelivery.insert(
        WebhookDelivery(
            id=delivery_id,
            webhook_id=webhook_id,
            type=kind,
            subject=subject,
            scope_ids=msgspec.json.encode(scope_ids).decode(),
            body=body,
            status=DeliveryStatus.WAITING.value,
            tries=0,
            created_at=now,
            next_try_at=now,
            settled_at=None,
        )
    )


async def waiting_delivery(delivery_id: UUID) -> Waiting | None:
    """A delivery that is still to be sent, with its endpoint as it is now."""
    rows = await WebhookDelivery.raw(
        """
        SELECT id, webhook_id, type, scope_ids::text AS scope_ids, body, tries
        FROM webhook_delivery WHERE id = {} AND status = 'waiting'
        """,
        delivery_id,
    )
    if not rows:
        return None
    row = rows[0]
    found = await Webhook.raw(_ENDPOINT + " WHERE id = {}", row["webhook_id"])
    return Waiting(
        id=row["id"],
        type=row["type"],
        scope_ids=msgspec.json.decode(row["scope_ids"], type=tuple[UUID, ...]),
        body=row["body"],
        tries=row["tries"],
        endpoint=_endpoint(found[0]),
    )


async def lock_delivery(delivery_id: UUID) -> dict[str, Any] | None:
    """A delivery whose endpoint is still there, locked until the transaction ends."""
    rows = await WebhookDelivery.raw(
        """
        SELECT delivery.id, delivery.webhook_id, delivery.subject, delivery.status
        FROM webhook_delivery AS delivery JOIN webhook ON webhook.id = delivery.webhook_id
        WHERE delivery.id = {} AND webhook.removed_at IS NULL FOR UPDATE OF delivery
        """,
        delivery_id,
    )
    return rows[0] if rows else None


async def begin_again(delivery_id: UUID, now: datetime) -> None:
    """Put a delivery back to work from its first try."""
    await WebhookDelivery.update(
        {
            WebhookDelivery.status: DeliveryStatus.WAITING.value,
            WebhookDelivery.tries: 0,
            WebhookDelivery.next_try_at: now,
            WebhookDelivery.settled_at: None,
        }
    ).where(WebhookDelivery.id == delivery_id)


async def note_attempt(
    delivery_id: UUID,
    *,
    at: datetime,
    duration_ms: int,
    status: int | None,
    error: str | None,
    next_try_at: datetime | None,
) -> None:
    """Keep a try, and when the next one is."""
    await WebhookAttempt.raw(
        """
        WITH tried AS (
          UPDATE webhook_delivery SET tries = tries + 1, next_try_at = {} WHERE id = {}
        )
        INSERT INTO webhook_attempt (id, delivery_id, at, duration_ms, status, error)
        VALUES ({}, {}, {}, {}, {}, {})
        """,
        next_try_at,
        delivery_id,
        new_id(),
        delivery_id,
        at,
        duration_ms,
        status,
        error,
    )


async def settle(delivery_id: UUID, status: DeliveryStatus, now: datetime) -> None:
    """Say how a delivery ended."""
    await WebhookDelivery.update(
        {
            WebhookDelivery.status: status.value,
            WebhookDelivery.settled_at: now,
            WebhookDelivery.next_try_at: None,
        }
    ).where(WebhookDelivery.id == delivery_id)


async def forget_deliveries(delivered_before: datetime, all_before: datetime) -> int:
    """Remove old deliveries with their tries; returns how many."""
    rows = await WebhookDelivery.raw(
        """
        DELETE FROM webhook_delivery
        WHERE (status = 'delivered' AND settled_at < {}) OR (status <> 'waiting' AND settled_at < {})
        RETURNING id
        """,
        delivered_before,
        all_before,
    )
    return len(rows)


async def webhook_rows() -> list[dict[str, Any]]:
    """Endpoints with who owns them and how their deliveries stand, the oldest first."""
    rows: list[dict[str, Any]] = await Webhook.raw(
        """
        SELECT webhook.id, webhook.url, webhook.events::text AS events, person.name AS owner_name,
               webhook.created_at, webhook.off_at IS NULL AS is_on, webhook.off_because,
               (SELECT count(*) FROM webhook_delivery AS delivery
                WHERE delivery.webhook_id = webhook.id AND status = 'waiting') AS waiting_count,
               (SELECT count(*) FROM webhook_delivery AS delivery
                WHERE delivery.webhook_id = webhook.id AND status = 'failed') AS failed_count
        FROM webhook JOIN person ON person.id = webhook.owner_id
        WHERE webhook.removed_at IS NULL ORDER BY webhook.created_at, webhook.id
        """
    )
    return rows


async def delivery_rows(
    webhook_id: UUID | None, before: int | None, limit: int
) -> list[dict[str, Any]]:
    """Deliveries of one endpoint or of all, newest first, with their tries as JSON."""
    rows: list[dict[str, Any]] = await WebhookDelivery.raw(
        """
        SELECT delivery.id, delivery.sequence, delivery.webhook_id, delivery.type, delivery.subject,
               delivery.created_at, delivery.status, delivery.next_try_at,
               (SELECT coalesce(json_agg(json_build_object('at', attempt.at, 'duration_ms',
                  attempt.duration_ms, 'status', attempt.status, 'error', attempt.error)
                  ORDER BY attempt.at, attempt.id), '[]')::text
                FROM webhook_attempt AS attempt WHERE attempt.delivery_id = delivery.id) AS attempts
        FROM webhook_delivery AS delivery
        WHERE ({}::uuid IS NULL OR delivery.webhook_id = {})
          AND ({}::bigint IS NULL OR delivery.sequence < {})
        ORDER BY delivery.sequence DESC LIMIT {}
        """,
        webhook_id,
        webhook_id,
        before,
        before,
        limit,
    )
    return rows


def _endpoint(row: dict[str, Any]) -> Endpoint:
    return Endpoint(**{**row, "events": msgspec.json.decode(row["events"], type=frozenset[str])})
