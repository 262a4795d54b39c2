"""Threads over the API: what was said and kept with a thing, who follows it, and what one is told."""

import re
from typing import Any, Final
from urllib.parse import quote, unquote
from uuid import UUID

from litestar import Request, Response, Router, delete, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import file_answer, refusals
from backend.kit.logging import request_id
from backend.kit.request_guard import KIBIBYTE, BodyTooLargeError, Door
from backend.thread.commands import (
    FollowThing,
    KeepAttachment,
    RemoveAttachment,
    RemoveComment,
    SeeNews,
    UnfollowThing,
    WriteComment,
)
from backend.thread.errors import CommentTakenError, FileRefusedError, TooManyFilesError
from backend.thread.model import LARGEST_FILE
from backend.thread.queries import attachment_for, news_for, thread_for
from shared.schemas.thread import KeptAttachment, NewComment, NewsRow, ThreadView
from shared.thread_terms import ThingKind

ATTACHMENT_DOOR: Final = Door(
    re.compile(r"/api/v1/threads/[a-z_]{1,16}/[0-9a-f-]{36}/attachments/[0-9a-f]{64}"),
    sent=LARGEST_FILE,
    inflated=LARGEST_FILE,
    is_upload=True,
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_THREAD: Final = "/threads/{kind:str}/{thing_id:uuid}"
# A file is saved and never opened by itself in a page of ours.
_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@get(_THREAD, responses=refusals(NotFoundError))
async def thread(
    kind: FromPath[str], thing_id: FromPath[UUID], viewer: NamedDependency[Viewer]
) -> ThreadView:
    """A thing's thread, the newest entry first: comments, files, and who changed what.

    `kind` is order, item, customer, change, proposal or urgent_order.
    """
    return await thread_for(viewer, _kind(kind), thing_id)


@put(f"{_THREAD}/following", status_code=204, responses=refusals(NotFoundError))
async def follow_thing(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Be told of what is said about a thing and of what becomes of it."""
    command = FollowThing(_kind(kind), thing_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@delete(f"{_THREAD}/following", status_code=204, responses=refusals(NotFoundError))
async def unfollow_thing(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Be told of a thing no more."""
    command = UnfollowThing(_kind(kind), thing_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@put(
    f"{_THREAD}/comments/{{comment_id:uuid}}",
    status_code=HTTP_200_OK,
    responses=refusals(NotFoundError, CommentTakenError),
)
async def write_comment(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    comment_id: FromPath[UUID],
    data: JSONBody[NewComment],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ThreadView:
    """Say something about a thing, under an id of one's own choosing: the same again changes nothing.

    `@Name` tells whoever is called so and sees the thing.
    """
    command = WriteComment(comment_id, _kind(kind), thing_id, data.text)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await thread_for(viewer, command.kind, thing_id)


@delete(
    f"{_THREAD}/comments/{{comment_id:uuid}}", status_code=204, responses=refusals(NotFoundError)
)
async def remove_comment(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    comment_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take a comment of one's own back; that there was one stays."""
    command = RemoveComment(comment_id, _kind(kind), thing_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@put(
    f"{_THREAD}/attachments/{{content_hash:str}}",
    status_code=HTTP_200_OK,
    request_max_body_size=2 * LARGEST_FILE,
    responses=refusals(NotFoundError, FileRefusedError, TooManyFilesError, BodyTooLargeError),
)
async def keep_attachment(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    content_hash: FromPath[str],
    request: Request[Any, Any, Any],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    name: FromQuery[str] = "",
) -> KeptAttachment:
    """Keep a file with a thing, named by its SHA-256: the same again changes nothing.

    Kept are JPEG and PNG without notes, PDF that does not act, plain text and CSV, up to 4 MiB each. What
    it is is read from the content, whatever it calls itself.
    """
    if not _HASH.fullmatch(content_hash):
        raise NotFoundError
    content = await _received(request)
    command = KeepAttachment(_kind(kind), thing_id, content_hash, unquote(name)[:500], content)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return KeptAttachment(content_hash)


@get(
    f"{_THREAD}/attachments/{{content_hash:str}}",
    responses={
        **file_answer("application/octet-stream", "The file."),
        **refusals(NotFoundError),
    },
)
async def attachment(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    content_hash: FromPath[str],
    viewer: NamedDependency[Viewer],
) -> Response[bytes]:
    """A file of a thing that one may see."""
    found = await attachment_for(viewer, _kind(kind), thing_id, content_hash)
    disposition = f"attachment; filename*=UTF-8''{quote(found['name'])}"
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(bytes(found["content"]), media_type=found["media_type"], headers=headers)


@delete(
    f"{_THREAD}/attachments/{{content_hash:str}}",
    status_code=204,
    responses=refusals(NotFoundError),
)
async def remove_attachment(
    kind: FromPath[str],
    thing_id: FromPath[UUID],
    content_hash: FromPath[str],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take a file of one's own away, with its content."""
    command = RemoveAttachment(_kind(kind), thing_id, content_hash)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get("/news")
async def news(viewer: NamedDependency[Viewer]) -> list[NewsRow]:
    """Mentions of oneself and what became of things that one follows, not yet seen, the newest first."""
    return await news_for(viewer)


@delete("/news", status_code=204)
async def see_all_news(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> None:
    """Say that one has seen all of it."""
    await dispatcher.dispatch(SeeNews(None), actor_id=viewer.person_id, request_id=request_id())


@delete("/news/{news_id:uuid}", status_code=204)
async def see_news(
    news_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say that one has seen one thing that one was told."""
    await dispatcher.dispatch(SeeNews(news_id), actor_id=viewer.person_id, request_id=request_id())


def thread_router(dispatcher: Dispatcher) -> Router:
    """The routes of threads; `viewer` comes from the application."""
    return Router(
        "/api/v1",
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Threads"],
        route_handlers=[
            thread,
            follow_thing,
            unfollow_thing,
            write_comment,
            remove_comment,
            keep_attachment,
            attachment,
            remove_attachment,
            news,
            see_all_news,
            see_news,
        ],
    )


def _kind(name: str) -> ThingKind:
    try:
        return ThingKind(name)
    except ValueError:
        raise NotFoundError from None


async def _received(request: Request[Any, Any, Any]) -> bytes:
    if "content-encoding" in request.headers:
        raise FileRefusedError
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_FILE:
            raise BodyTooLargeError(kib=LARGEST_FILE // KIBIBYTE)
    return bytes(received)
