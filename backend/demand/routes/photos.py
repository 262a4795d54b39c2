"""Photos of demand changes: one in, from the phone that took it; one out, to whoever sees the change."""

import re
from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from backend.demand.commands import KeepDemandPhoto
from backend.demand.errors import NotAPhotoError, PhotoTooLargeError
from backend.demand.queries import photo_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import file_answer, refusals
from backend.kit.logging import request_id
from backend.kit.request_guard import KIBIBYTE, BodyTooLargeError, Door
from shared.schemas.demand import KeptPhoto
from shared.session import SessionFacts

LARGEST_PHOTO: Final = 768 * KIBIBYTE
PHOTO_TYPE: Final = "image/jpeg"
PHOTO_DOOR: Final = Door(
    re.compile(r"/api/v1/demand-changes/[0-9a-f-]{36}/photos/[0-9a-f]{64}"),
    sent=LARGEST_PHOTO,
    inflated=LARGEST_PHOTO,
    is_upload=True,
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
# A picture is looked at inside a page of ours; opened by itself it can do nothing.
_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'attachment; filename="photo.jpg"',
    "X-Content-Type-Options": "nosniff",
}


@put(
    "/demand-changes/{demand_change_id:uuid}/photos/{content_hash:str}",
    status_code=HTTP_200_OK,
    request_max_body_size=2 * LARGEST_PHOTO,
    responses=refusals(NotFoundError, NotAPhotoError, PhotoTooLargeError, BodyTooLargeError),
)
async def keep_photo(
    demand_change_id: FromPath[UUID],
    content_hash: FromPath[str],
    request: Request[Any, Any, Any],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> KeptPhoto:
    """Send a photo that a change has named by its SHA-256: a JPEG without anything beside the picture.
    The same again changes nothing.
    """
    if not _HASH.fullmatch(content_hash):
        raise NotFoundError
    content = await _received(request)
    await dispatcher.dispatch(
        KeepDemandPhoto(demand_change_id, content_hash, content),
        actor_id=session.person_id,
        request_id=request_id(),
    )
    return KeptPhoto(content_hash)


@get(
    "/demand-changes/{demand_change_id:uuid}/photos/{content_hash:str}",
    responses={**file_answer(PHOTO_TYPE, "The photo."), **refusals(NotFoundError)},
)
async def photo(
    demand_change_id: FromPath[UUID], content_hash: FromPath[str], viewer: NamedDependency[Viewer]
) -> Response[bytes]:
    """A photo of a change that one may see."""
    content = await photo_for(viewer, demand_change_id, content_hash)
    return Response(content, media_type=PHOTO_TYPE, headers=_HEADERS)


def photo_router(dispatcher: Dispatcher) -> Router:
    """The routes of photos; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[keep_photo, photo],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Demand"],
    )


async def _received(request: Request[Any, Any, Any]) -> bytes:
    if request.content_type[0] != PHOTO_TYPE or "content-encoding" in request.headers:
        raise NotAPhotoError
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_PHOTO:
            raise BodyTooLargeError(kib=LARGEST_PHOTO // KIBIBYTE)
    return bytes(received)
