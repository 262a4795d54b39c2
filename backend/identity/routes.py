"""The session's door: sign in, ask who one is, choose how to see it, sign out; and one's devices."""

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, Router, delete, get, patch, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.identity import queries
from backend.identity.commands import (
    ChooseLanguage,
    ChooseTheme,
    CreateAPIToken,
    EndSession,
    RevokeAPIToken,
    RevokeDevice,
    StartSession,
)
from backend.identity.errors import (
    NotByTokenError,
    NotFoundError,
    TooManyAttemptsError,
    TooManyTokensError,
    WrongPasswordError,
)
from backend.identity.handlers import SignInDesk, StartedSession
from backend.identity.model import (
    ABSOLUTE_LIMIT,
    Viewer,
    cookie_value,
    device_cookie,
    device_name,
    device_of_cookie,
    token_hash,
)
from backend.identity.queries import Sessions, must_be_browser, signed_in_answer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.kit.request_guard import OPEN_DOOR, READS, SAFE_METHODS
from shared.schemas.person import (
    APIToken,
    Choices,
    CreatedAPIToken,
    Device,
    KeptWorkKey,
    NewAPIToken,
    SignedIn,
    SignIn,
)
from shared.session import SessionFacts

_BY_A_PERSON: Final = refusals(NotByTokenError, NotFoundError)
_CALLER: Final = "caller"
_DEVICE_KEPT_SECONDS: Final = 400 * 24 * 3600

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """What signing in and out needs."""

    dispatcher: Dispatcher
    sessions: Sessions
    desk: SignInDesk
    device_key: bytes
    kept_work_key: bytes

    async def start(self, request: AnyRequest, person_id: UUID) -> StartedSession:
        """Sign a person in on the browser that asks, whatever was open there before."""
        header = _cookies(request)
        before = self.sessions.token_of(header)
        if before:
            await self.end(before)
        known = device_of_cookie(
            self.device_key, cookie_value(header, self.sessions.cookies.device)
        )
        command = StartSession(person_id, known, device_name(request.headers.get("user-agent", "")))
        started: StartedSession = await self.dispatcher.dispatch(
            command, actor_id=person_id, request_id=request_id()
        )
        return started

    def key_for_kept_work(self, person_id: UUID) -> str:
        """What locks a person's unsent work on a phone that they sign out of; the same every time."""
        key = hmac.new(self.kept_work_key, person_id.bytes, hashlib.sha256).digest()
        return base64.b64encode(key).decode()

    async def end(self, token: str) -> None:
        """Sign out."""
        await self.dispatcher.dispatch(
            EndSession(token_hash(token)), actor_id=None, request_id=request_id()
        )
        self.sessions.forget()

    def cookies_for(self, started: StartedSession) -> list[Cookie]:
        """The session's cookie, and the one that makes the browser known at its next sign-in."""
        names = self.sessions.cookies
        return [
            self.cookie(names.session, started.token, int(ABSOLUTE_LIMIT.total_seconds())),
            self.cookie(
                names.device,
                device_cookie(self.device_key, started.device_id),
                _DEVICE_KEPT_SECONDS,
            ),
        ]

    def cookie(self, name: str, value: str, max_age: int) -> Cookie:
        """A cookie that no script reads and no other site's form sends."""
        return Cookie(
            key=name,
            value=value,
            max_age=max_age,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.sessions.cookies.is_secure,
        )


@post(
    "/api/v1/session",
    status_code=200,
    responses=refusals(WrongPasswordError, TooManyAttemptsError),
    opt={OPEN_DOOR: True},
)
async def sign_in(
    data: JSONBody[SignIn], request: AnyRequest, front_door: NamedDependency[FrontDoor]
) -> Response[SignedIn]:
    """Sign in with e-mail and password."""
    address = request.client.host if request.client else ""
    person_id = await front_door.desk.person_with(data.email, data.password, address)
    started = await front_door.start(request, person_id)
    header = f"{front_door.sessions.cookies.session}={started.token}"
    session = await front_door.sessions.signed_in(header)
    answer = signed_in_answer(session, front_door.sessions.csrf_token_for(started.token))
    return Response(answer, cookies=front_door.cookies_for(started))


@get("/api/v1/session")
async def running_session(
    request: AnyRequest,
    session: NamedDependency[SessionFacts],
    front_door: NamedDependency[FrontDoor],
) -> SignedIn:
    """Who is signed in here, with the token for unsafe requests; for an API token, its owner."""
    token = "" if session.token_id else front_door.sessions.token_of(_cookies(request))
    return signed_in_answer(session, front_door.sessions.csrf_token_for(token) if token else "")


@patch("/api/v1/session", responses=refusals(NotByTokenError))
async def change_choices(
    data: JSONBody[Choices],
    request: AnyRequest,
    session: NamedDependency[SessionFacts],
    front_door: NamedDependency[FrontDoor],
) -> SignedIn:
    """Choose language and theme."""
    must_be_browser(session)
    async with front_door.dispatcher.unit(
        actor_id=session.person_id, request_id=request_id()
    ) as unit:
        if data.language is not None:
            await unit.perform(ChooseLanguage(data.language))
        if data.theme is not None:
            await unit.perform(ChooseTheme(data.theme))
    front_door.sessions.forget()
    present = await front_door.sessions.signed_in(_cookies(request))
    token = front_door.sessions.token_of(_cookies(request))
    return signed_in_answer(present, front_door.sessions.csrf_token_for(token))


@delete("/api/v1/session", opt={OPEN_DOOR: True}, status_code=204)
async def sign_out(request: AnyRequest, front_door: NamedDependency[FrontDoor]) -> Response[None]:
    """Sign out; the device stays known and what it keeps stays on it."""
    token = front_door.sessions.token_of(_cookies(request))
    if token:
        await front_door.end(token)
    name = front_door.sessions.cookies.session
    return Response(None, cookies=[front_door.cookie(name, "", 0)])


@get("/api/v1/session/kept-work-key", responses=refusals(NotByTokenError))
async def kept_work_key(
    session: NamedDependency[SessionFacts], front_door: NamedDependency[FrontDoor]
) -> Response[KeptWorkKey]:
    """The key that locks what one leaves unsent on a phone at sign-out, and opens it at the next sign-in."""
    must_be_browser(session)
    key = KeptWorkKey(front_door.key_for_kept_work(session.person_id))
    return Response(key, headers={"Cache-Control": "no-store"})


@get("/api/v1/devices")
async def devices(session: NamedDependency[SessionFacts]) -> list[Device]:
    """The devices that one is signed in on."""
    return await queries.devices(session.person_id, session.device_id)


@delete("/api/v1/devices/{device_id:uuid}", status_code=204, responses=_BY_A_PERSON)
async def revoke_device(
    device_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    front_door: NamedDependency[FrontDoor],
) -> None:
    """Sign one of one's devices out."""
    must_be_browser(session)
    await front_door.dispatcher.dispatch(
        RevokeDevice(device_id), actor_id=session.person_id, request_id=request_id()
    )
    front_door.sessions.forget()


@get("/api/v1/tokens", responses=refusals(NotByTokenError))
async def api_tokens(
    session: NamedDependency[SessionFacts], front_door: NamedDependency[FrontDoor]
) -> list[APIToken]:
    """The API tokens that act in one's name, the newest first; never the tokens themselves."""
    must_be_browser(session)
    return await queries.api_tokens(session.person_id, front_door.dispatcher.clock.now())


@post("/api/v1/tokens", responses=refusals(NotByTokenError, TooManyTokensError))
async def create_api_token(
    data: JSONBody[NewAPIToken],
    session: NamedDependency[SessionFacts],
    front_door: NamedDependency[FrontDoor],
) -> CreatedAPIToken:
    """Make an API token. The answer holds it this once; only its hash is kept."""
    must_be_browser(session)
    created: CreatedAPIToken = await front_door.dispatcher.dispatch(
        CreateAPIToken(data.name, data.use, data.days),
        actor_id=session.person_id,
        request_id=request_id(),
    )
    return created


@delete("/api/v1/tokens/{token_id:uuid}", status_code=204, responses=_BY_A_PERSON)
async def revoke_api_token(
    token_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    front_door: NamedDependency[FrontDoor],
) -> None:
    """Revoke one of one's API tokens; it is refused from its next request on."""
    must_be_browser(session)
    await front_door.dispatcher.dispatch(
        RevokeAPIToken(token_id), actor_id=session.person_id, request_id=request_id()
    )


async def calling_session(request: AnyRequest) -> SessionFacts:
    """The dependency `session`: who asks, as the guard has found it a moment ago."""
    found: SessionFacts = request.scope["state"][_CALLER]
    return found


def signed_in_guard(
    sessions: Sessions,
) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    """Closes every route to strangers, before anything of the request is looked at.

    A route is open only when it says so (`opt={OPEN_DOOR: True}`), so that none is by oversight.
    """

    async def guard(
        connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
    ) -> None:
        if handler.opt.get(OPEN_DOOR):
            return
        cookies = "; ".join(connection.headers.getall("cookie", []))
        authorization = connection.headers.get("authorization", "")
        method = str(connection.scope.get("method", "GET"))
        is_change = method not in SAFE_METHODS and not handler.opt.get(READS)
        found = await sessions.caller(authorization, cookies, changes=is_change)
        # A refusal further on is said in the caller's own language.
        connection.scope.setdefault("state", {}).update(
            {_CALLER: found, "language": found.language}
        )

    return guard


async def session_viewer(session: NamedDependency[SessionFacts]) -> Viewer:
    """The dependency `viewer`: who asks, with the rights of this moment."""
    return await queries.viewer_for(session.person_id)


def identity_router(front_door: FrontDoor) -> Router:
    """The routes of identity with what they need; `session` comes from the application."""
    return Router(
        path="/",
        route_handlers=[
            sign_in,
            running_session,
            change_choices,
            sign_out,
            kept_work_key,
            devices,
            revoke_device,
            api_tokens,
            create_api_token,
            revoke_api_token,
        ],
        dependencies={"front_door": Provide(lambda: front_door, sync_to_thread=False)},
        tags=["Identity"],
    )


def _cookies(request: AnyRequest) -> str:
    return "; ".join(request.headers.getall("cookie", []))
