"""The browser's door to push: our public key, and a subscription to keep or to forget."""

from litestar import Router, delete, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotByTokenError
from backend.identity.queries import must_be_browser
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.push.commands import SubscribeToPush, UnsubscribeFromPush
from backend.push.errors import PushEndpointRefusedError, PushKeysRefusedError
from backend.push.sending import office
from shared.schemas.push import PushEndpoint, PushKey
from shared.session import SessionFacts


@get("/key")
async def push_key(session: NamedDependency[SessionFacts]) -> PushKey:  # noqa: ARG001 -- only for people who are signed in
    """The key that a browser subscribes with."""
    return PushKey(office().public_key)


@put(
    "/subscription",
    status_code=204,
    responses=refusals(NotByTokenError, PushEndpointRefusedError, PushKeysRefusedError),
)
async def subscribe(
    data: JSONBody[PushEndpoint],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Wake this browser from now on; whoever had its endpoint before has it no longer."""
    must_be_browser(session)
    command = SubscribeToPush(session.device_id, data.endpoint, data.keys.p256dh, data.keys.auth)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


@delete("/subscription", status_code=204)
async def unsubscribe(
    data: JSONBody[PushEndpoint],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Do not wake this browser any more; another person's subscription stays as it is."""
    command = UnsubscribeFromPush(session.device_id, data.endpoint)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


def push_router(dispatcher: Dispatcher) -> Router:
    """The routes of push; `session` comes from the application."""
    return Router(
        path="/api/v1/push",
        route_handlers=[push_key, subscribe, unsubscribe],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Push"],
    )
