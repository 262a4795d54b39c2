"""Webhooks over the API: endpoints, their secrets, what they were told; for admins."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, JSONBody

from backend.connectors.webhook.commands import (
    AddWebhook,
    ChangeWebhook,
    RemoveWebhook,
    ReplayDelivery,
    RotateWebhookSecret,
    SendTestWebhook,
)
from backend.connectors.webhook.errors import (
    TooManyWebhooksError,
    UnknownEventError,
    WebhookURLRefusedError,
)
from backend.connectors.webhook.queries import deliveries_for, webhook_for, webhooks_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import Limit, PageCursor, refusals
from backend.kit.logging import request_id
from backend.kit.paging import PageCursorUnreadableError
from shared.schemas.webhook import (
    NewWebhook,
    Webhook,
    WebhookChoice,
    WebhookDeliveryPage,
    WebhookSecret,
)
from shared.session import SessionFacts

NewWebhookBody = Annotated[
    NewWebhook,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="Decisions and plans",
                value={
                    "url": "https://erp.example/hooks/lockstep",
                    "events": ["proposal.decided", "plan.revised"],
                },
            )
        ],
    ),
]


@get("/webhooks")
async def webhooks(viewer: NamedDependency[Viewer]) -> list[Webhook]:
    """Every endpoint that is told what happens, the oldest first; never its secret."""
    return await webhooks_for(viewer)


@post(
    "/webhooks",
    responses=refusals(WebhookURLRefusedError, UnknownEventError, TooManyWebhooksError),
)
async def add_webhook(
    data: NewWebhookBody,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> WebhookSecret:
    """Tell an endpoint of events from now on, with one's own eyes. The answer holds the secret this
    once.
    """
    command = AddWebhook(data.url, tuple(data.events))
    added: WebhookSecret = await dispatcher.dispatch(
        command, actor_id=session.person_id, request_id=request_id()
    )
    return added


@patch(
    "/webhooks/{webhook_id:uuid}",
    responses=refusals(NotFoundError, UnknownEventError),
)
async def change_webhook(
    webhook_id: FromPath[UUID],
    data: JSONBody[WebhookChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> Webhook:
    """Choose an endpoint's events anew, or turn it off and on."""
    events = None if data.events is None else tuple(data.events)
    command = ChangeWebhook(webhook_id, events, data.is_on)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await webhook_for(viewer, webhook_id)


@delete("/webhooks/{webhook_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def remove_webhook(
    webhook_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Tell an endpoint nothing any more; what waits for it is dropped."""
    command = RemoveWebhook(webhook_id)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


@post("/webhooks/{webhook_id:uuid}/secret", responses=refusals(NotFoundError))
async def rotate_secret(
    webhook_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> WebhookSecret:
    """Make a new secret for an endpoint. The old one signs beside it for 24 hours; the answer holds
    the new one this once.
    """
    made: WebhookSecret = await dispatcher.dispatch(
        RotateWebhookSecret(webhook_id), actor_id=session.person_id, request_id=request_id()
    )
    return made


@post("/webhooks/{webhook_id:uuid}/test", status_code=202, responses=refusals(NotFoundError))
async def send_test(
    webhook_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Send an endpoint a message of type `lockstep.webhook.test.v1`; see its deliveries for what came
    of it.
    """
    command = SendTestWebhook(webhook_id)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


@get(
    "/webhooks/{webhook_id:uuid}/deliveries",
    responses=refusals(NotFoundError, PageCursorUnreadableError),
)
async def deliveries(
    webhook_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    cursor: PageCursor = None,
    limit: Limit = 100,
) -> WebhookDeliveryPage:
    """What an endpoint was told, newest first, with every try and its answer."""
    await webhook_for(viewer, webhook_id)
    return await deliveries_for(viewer, webhook_id, cursor, limit)


@post(
    "/webhook-deliveries/{delivery_id:uuid}/replay",
    status_code=202,
    responses=refusals(NotFoundError),
)
async def replay(
    delivery_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Send a delivery again, under its own id and from its first try."""
    command = ReplayDelivery(delivery_id)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


def webhook_router(dispatcher: Dispatcher) -> Router:
    """The routes of webhooks; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            webhooks,
            add_webhook,
            change_webhook,
            remove_webhook,
            rotate_secret,
            send_test,
            deliveries,
            replay,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Webhooks"],
    )
