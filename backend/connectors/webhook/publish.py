"""Tells endpoints what has happened: a message for each at once, and a try for each message."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.connectors.webhook import repository
from backend.connectors.webhook.client import Tried, office, origin_of
from backend.connectors.webhook.events import WebhookWanted
from backend.connectors.webhook.manifest import EVENTS, TEST
from backend.connectors.webhook.mapping import envelope, notice_of, type_of
from backend.connectors.webhook.model import (
    DeliveryStatus,
    Notice,
    Verdict,
    asked_rest,
    next_try,
    verdict_on,
)
from backend.connectors.webhook.repository import Endpoint, Waiting
from backend.dispatch import Context
from backend.identity.errors import NotFoundError, SignedOutError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.outbox.relay import TryAgainError
from shared.ids import new_id
from shared.terms import Role

logger = logging.getLogger(__name__)

OWNERS: Final = (Role.ADMIN,)
GONE: Final = "gone"
_BEHIND_ANOTHER: Final = timedelta(seconds=2)

# An endpoint that hangs holds one lane of this process, never all of them.
_under_way: set[UUID] = set()


async def announce_to_webhooks(event: object, context: Context) -> None:
    """Make a message of an event for every endpoint that wants it and whose owner may see it."""
    name = EVENTS[type(event).__name__]
    seen: dict[UUID, Notice | None] = {}
    for endpoint in await repository.endpoints_on():
        if endpoint.events and name not in endpoint.events:
            continue
        if endpoint.owner_id not in seen:
            seen[endpoint.owner_id] = await _seen_by(endpoint.owner_id, event)
        notice = seen[endpoint.owner_id]
        if notice is not None:
            await add_message(endpoint.id, name, notice, context)


async def add_message(webhook_id: UUID, name: str, notice: Notice, context: Context) -> UUID:
    """Keep a message for one endpoint and have it sent; returns its id.

    Messages about one subject go to one endpoint in their order, each waiting for the one before.
    """
    delivery_id = new_id()
    await repository.add_delivery(
        delivery_id=delivery_id,
        webhook_id=webhook_id,
        kind=type_of(name),
        subject=f"{notice.subject}/{notice.subject_id}",
        scope_ids=notice.scope_ids,
        body=envelope(message_id(delivery_id), name, notice, context.now),
        now=context.now,
    )
    lane = lane_of(webhook_id, notice.subject_id)
    context.emit(WebhookWanted(delivery_id), lane=lane)
    return delivery_id


async def send_webhook(event: WebhookWanted, context: Context) -> None:
    """Try a delivery once; `TryAgainError` says when the next try is."""
    delivery = await repository.waiting_delivery(event.delivery_id)
    if delivery is None:
        return
    endpoint = delivery.endpoint
    if not endpoint.is_on or not await _may_still_be_told(delivery):
        await repository.settle(delivery.id, DeliveryStatus.DROPPED, context.now)
        return
    if endpoint.rest_until is not None and context.now < endpoint.rest_until:
        raise TryAgainError(endpoint.rest_until, "the endpoint asked for peace")
    if endpoint.id in _under_way:
        raise TryAgainError(context.now + _BEHIND_ANOTHER, "the endpoint is answering another")
    _under_way.add(endpoint.id)
    try:
        tried = await office().send(
            endpoint.url,
            message_id(delivery.id),
            delivery.body.encode(),
            _secrets(endpoint, context),
            context.now,
        )
    finally:
        _under_way.discard(endpoint.id)
    await _take(tried, delivery, context)


def message_id(delivery_id: UUID) -> str:
    """The name of a message; the same at every try, so that receivers know a repetition."""
    return f"msg_{delivery_id.hex}"


def lane_of(webhook_id: UUID, subject_id: UUID) -> str:
    """Messages of one lane keep their order."""
    return f"webhook:{webhook_id}:{subject_id}"


async def _take(tried: Tried, delivery: Waiting, context: Context) -> None:
    verdict = Verdict.AGAIN if tried.status is None else verdict_on(tried.status)
    rest = asked_rest(tried.status or 0, tried.retry_after, context.now)
    again = next_try(delivery.tries + 1, context.now, rest) if verdict is Verdict.AGAIN else None
    logger.info(
        "webhook",
        extra={
            "host": origin_of(delivery.endpoint.url),
            "status": tried.status,
            "error": tried.error,
            "outcome": verdict.value,
            "attempt": delivery.tries + 1,
            "duration_ms": tried.duration_ms,
        },
    )
    await repository.note_attempt(
        delivery.id,
        at=context.now,
        duration_ms=tried.duration_ms,
        status=tried.status,
        error=tried.error,
        next_try_at=again,
    )
    if rest is not None:
        await repository.let_rest(delivery.endpoint.id, context.now + rest)
    if again is not None:
        raise TryAgainError(again, tried.error or f"status {tried.status}")
    if verdict is Verdict.GONE:
        await repository.turn(delivery.endpoint.id, off_at=context.now, because=GONE)
    await repository.settle(delivery.id, _ENDS[verdict], context.now)


_ENDS: Final[Mapping[Verdict, DeliveryStatus]] = {
    Verdict.TAKEN: DeliveryStatus.DELIVERED,
    Verdict.GONE: DeliveryStatus.FAILED,
    Verdict.AGAIN: DeliveryStatus.FAILED,
}


async def _seen_by(owner_id: UUID, event: object) -> Notice | None:
    owner = await _owner(owner_id)
    if owner is None:
        return None
    try:
        return await notice_of(event, owner)
    except NotFoundError:
        return None


async def _may_still_be_told(delivery: Waiting) -> bool:
    """Rights are those of the moment of each try, not of the one when the message was made."""
    owner = await _owner(delivery.endpoint.owner_id)
    if owner is None:
        return False
    return delivery.type == type_of(TEST) or any(map(owner.sees, delivery.scope_ids))


async def _owner(owner_id: UUID) -> Viewer | None:
    try:
        viewer = await viewer_for(owner_id)
    except SignedOutError:
        return None
    return viewer if viewer.has_role(*OWNERS) else None


def _secrets(endpoint: Endpoint, context: Context) -> list[bytes]:
    """The secret, and the one before it for as long as receivers may still use that."""
    seal, about = office().seal, endpoint.id.bytes
    found = [seal.open(endpoint.secret, about)]
    until = endpoint.old_secret_until
    if endpoint.old_secret is not None and until is not None and context.now < until:
        found.append(seal.open(endpoint.old_secret, about))
    return found
