"""The protocol's doors: push, pull, reference data, hints."""

import gzip
import re
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from backend.dispatch import Dispatcher
from backend.identity.queries import Sessions, viewer_for
from backend.kit.api_description import file_answer, refusals
from backend.kit.hints import Hints
from backend.kit.logging import request_id
from backend.kit.problem_details import MALFORMED_STATUS
from backend.kit.request_guard import READS
from backend.kit.throttle import Throttle
from backend.sync.errors import (
    ClientNotYoursError,
    ClientTooOldError,
    EpochChangedError,
    MalformedOpsError,
    OpChangedError,
    ReferencePageUnknownError,
    ServerTooOldError,
    TooManyOpsError,
    TooManyStreamsError,
)
from backend.sync.poke import Pokes
from backend.sync.pull import Pull
from backend.sync.push import Push
from backend.sync.reference import Reference
from shared.schemas.ops import (
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushEnvelope,
    ReferenceManifest,
    ReferenceTable,
)
from shared.session import SessionFacts

_WORTH_PACKING: Final = 1_024
_PACKING_LEVEL: Final = 6
# A phone asks every few seconds at most; bursts are queues that drain and first syncs that page.
_REQUESTS_A_SECOND: Final = 200.0
_BURST: Final = 1_000

_PAGE_NAME: Final = re.compile(r"[0-9a-f]{64}\.json")

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class SyncDoor:
    """What the protocol's doors need."""

    push: Push
    pull: Pull
    reference: Reference
    pokes: Pokes
    sessions: Sessions
    throttle: Throttle


def sync_door(
    dispatcher: Dispatcher, hints: Hints, sessions: Sessions, cursor_key: bytes
) -> SyncDoor:
    """The protocol's parts for one process."""
    return SyncDoor(
        push=Push(dispatcher),
        pull=Pull(clock=dispatcher.clock, cursor_key=cursor_key),
        reference=Reference(dispatcher.clock),
        pokes=Pokes(hints),
        sessions=sessions,
        throttle=Throttle(a_second=_REQUESTS_A_SECOND, burst=_BURST),
    )


@post(
    "/push",
    status_code=200,
    opt={MALFORMED_STATUS: 422},
    responses=refusals(
        ClientNotYoursError, ClientTooOldError, EpochChangedError, MalformedOpsError,
        OpChangedError, ServerTooOldError, TooManyOpsError,
    ),
)  # fmt: skip
async def push(
    data: JSONBody[PushEnvelope],
    session: NamedDependency[SessionFacts],
    door: NamedDependency[SyncDoor],
) -> PushAnswer:
    """Answer ops, each once and for good."""
    door.throttle.take(session.person_id)
    return await door.push.answer(session, data, request_id())


@post(
    "/pull",
    status_code=200,
    opt={MALFORMED_STATUS: 422, READS: True},
    responses=refusals(EpochChangedError, MalformedOpsError),
)
async def pull(
    data: JSONBody[PullRequest],
    request: AnyRequest,
    session: NamedDependency[SessionFacts],
    door: NamedDependency[SyncDoor],
) -> Response[PullAnswer]:
    """One page of row state since a cursor."""
    door.throttle.take(session.person_id)
    return _json(request, await door.pull.answer(session, data))


@get("/ref/manifest")
async def manifest(
    session: NamedDependency[SessionFacts], door: NamedDependency[SyncDoor]
) -> ReferenceManifest:
    """The pages of reference data that one should hold."""
    return await door.reference.manifest(await viewer_for(session.person_id))


@get("/ref/{name:str}", responses=refusals(ReferencePageUnknownError))
async def reference_page(
    name: FromPath[str],
    request: AnyRequest,
    session: NamedDependency[SessionFacts],
    door: NamedDependency[SyncDoor],
) -> Response[ReferenceTable]:
    """One immutable page, `{hash}.json`."""
    if not _PAGE_NAME.fullmatch(name):
        raise ReferencePageUnknownError
    hash_ = name.removesuffix(".json")
    body = await door.reference.page(await viewer_for(session.person_id), hash_)
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "Vary": "Cookie, Accept-Encoding",
        "ETag": f'"{hash_}"',
    }
    if _takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    answer: Response[Any] = Response(body, media_type="application/json", headers=headers)
    return answer


@get(
    "/poke",
    responses={
        **file_answer("text/event-stream", "Hints, without end."),
        **refusals(TooManyStreamsError),
    },
)
async def poke(
    request: AnyRequest,
    session: NamedDependency[SessionFacts],
    door: NamedDependency[SyncDoor],
) -> Stream:
    """Hints that something changed, as server-sent events."""
    door.pokes.admit(session)
    cookies = "; ".join(request.headers.getall("cookie", []))

    async def is_live() -> bool:
        if session.token_id is not None:
            return await door.sessions.stands(session)
        return await door.sessions.session_of(cookies) is not None

    return Stream(
        door.pokes.stream(session, is_live),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def sync_router(door: SyncDoor) -> Router:
    """The routes of the protocol with what they need; `session` comes from the application."""
    return Router(
        path="/sync/v1",
        route_handlers=[push, pull, manifest, reference_page, poke],
        dependencies={"door": Provide(lambda: door, sync_to_thread=False)},
        tags=["Sync"],
    )


def _json(request: AnyRequest, body: bytes) -> Response[Any]:
    headers = {"Vary": "Cookie, Accept-Encoding"}
    if len(body) >= _WORTH_PACKING and _takes_gzip(request):
        body = gzip.compress(body, compresslevel=_PACKING_LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)


def _takes_gzip(request: AnyRequest) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
