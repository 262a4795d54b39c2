"""What could not be delivered, over the API."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.undelivered.commands import ReplayMessage
from backend.undelivered.queries import undelivered_for
from shared.schemas.undelivered import UndeliveredBoard


@get("/undelivered", responses=refusals(NotAllowedError))
async def undelivered(viewer: NamedDependency[Viewer]) -> UndeliveredBoard:
    """Mails, pushes, webhooks and work inside that have failed after all tries, the newest first, at most 200.
    Mails and webhooks are tried again under their own paths.
    """
    return await undelivered_for(viewer)


@post(
    "/undelivered/{message_id:uuid}/replay",
    status_code=204,
    responses=refusals(NotAllowedError, NotFoundError),
)
async def replay_message(
    message_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Try a push or work inside again from its first try."""
    await dispatcher.dispatch(
        ReplayMessage(message_id), actor_id=viewer.person_id, request_id=request_id()
    )


def undelivered_router(dispatcher: Dispatcher) -> Router:
    """The routes of what could not be delivered; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[undelivered, replay_message],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Undelivered"],
    )
