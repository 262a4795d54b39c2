"""Endpoints are added, changed, given new secrets, tested and removed; deliveries are sent again."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from backend.connectors.webhook import repository
from backend.connectors.webhook.client import office, origin_of
from backend.connectors.webhook.commands import (
    AddWebhook,
    ChangeWebhook,
    ForgetDeliveries,
    RemoveWebhook,
    ReplayDelivery,
    RotateWebhookSecret,
    SendTestWebhook,
)
from backend.connectors.webhook.errors import TooManyWebhooksError, UnknownEventError
from backend.connectors.webhook.events import WebhookWanted
from backend.connectors.webhook.manifest import EVENTS, TEST
from backend.connectors.webhook.model import (
    ALL_KEPT,
    DELIVERED_KEPT,
    MOST_WEBHOOKS,
    OLD_SECRET_LIFE,
    SECRET_BYTES,
    Notice,
    secret_text,
)
from backend.connectors.webhook.publish import OWNERS, add_message, lane_of
from backend.connectors.webhook.repository import Endpoint
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from shared.ids import new_id
from shared.schemas.webhook import WebhookSecret

_CHOSEN = "chosen"


async def add_webhook(command: AddWebhook, context: Context) -> WebhookSecret:
    """Save an endpoint of the actor; its secret is told to the caller and kept sealed."""
    owner = await _admin(context)
    # A path may hold a secret of the receiver, and the audit trail is never pruned.
    context.note(url=origin_of(command.url))
    office().check(command.url)
    _check_events(command.events)
    if await repository.webhook_count() >= MOST_WEBHOOKS:
        raise TooManyWebhooksError(limit=MOST_WEBHOOKS)

    webhook_id, secret = new_id(), secrets.token_bytes(SECRET_BYTES)

    await repository.add_webhook(
        webhook_id=webhook_id,
        owner_id=owner.person_id,
        url=command.url,
        events=sorted(set(command.events)),
        secret=office().seal.close(secret, webhook_id.bytes),
        now=context.now,
    )

    context.note(webhook_id=webhook_id)
    return WebhookSecret(webhook_id, secret_text(secret))


async def change_webhook(command: ChangeWebhook, context: Context) -> None:
    """Choose events anew, turn an endpoint off or on."""
    endpoint = await _endpoint(command.webhook_id, context)
    if command.events is not None:
        _check_events(command.events)
        await repository.set_events(endpoint.id, sorted(set(command.events)))
    if command.is_on is not None and command.is_on is not endpoint.is_on:
        off_at, because = (None, None) if command.is_on else (context.now, _CHOSEN)
        await repository.turn(endpoint.id, off_at=off_at, because=because)


async def rotate_webhook_secret(command: RotateWebhookSecret, context: Context) -> WebhookSecret:
    """Make a new secret; for a day both sign, so that the receiver can take it over at leisure."""
    endpoint = await _endpoint(command.webhook_id, context)
    secret = secrets.token_bytes(SECRET_BYTES)
    await repository.keep_secret(
        endpoint.id,
        office().seal.close(secret, endpoint.id.bytes),
        endpoint.secret,
        context.now + OLD_SECRET_LIFE,
    )
    return WebhookSecret(endpoint.id, secret_text(secret))


async def remove_webhook(command: RemoveWebhook, context: Context) -> None:
    """Take an endpoint away; what waits for it is dropped."""
    endpoint = await _endpoint(command.webhook_id, context)
    await repository.remove_webhook(endpoint.id, context.now)


async def send_test_webhook(command: SendTestWebhook, context: Context) -> UUID:
    """Send an endpoint a message that says nothing; returns the delivery's id."""
    endpoint = await _endpoint(command.webhook_id, context)
    notice = Notice("webhook", endpoint.id, {"webhook_id": endpoint.id})
    return await add_message(endpoint.id, TEST, notice, context)


async def replay_delivery(command: ReplayDelivery, context: Context) -> None:
    """Send a delivery again from its first try; one that waits is sent now."""
    await _admin(context)
    row = await repository.lock_delivery(command.delivery_id)
    if row is None:
        raise NotFoundError
    await repository.begin_again(row["id"], context.now)
    subject_id = UUID(row["subject"].rpartition("/")[2])
    context.emit(WebhookWanted(row["id"]), lane=f"{lane_of(row['webhook_id'], subject_id)}:again")


async def forget_deliveries(command: ForgetDeliveries, context: Context) -> None:  # noqa: ARG001 -- the command says all by its name
    """Keep delivered messages for 30 days, and those that failed for 90."""
    await repository.forget_deliveries(context.now - DELIVERED_KEPT, context.now - ALL_KEPT)


async def _admin(context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*OWNERS)
    return viewer


async def _endpoint(webhook_id: UUID, context: Context) -> Endpoint:
    await _admin(context)
    endpoint = await repository.endpoint_with(webhook_id)
    if endpoint is None:
        raise NotFoundError
    return endpoint


def _check_events(events: Sequence[str]) -> None:
    known = EVENTS.values()
    for event in events:
        if event not in known:
            raise UnknownEventError(event=event, known=", ".join(known))
