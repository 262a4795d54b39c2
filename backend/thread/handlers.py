"""People follow, say and attach; whoever follows or was mentioned is told.

Wanted in the flow: `CommentWritten` → `tell_of_comment`; `AttachmentKept` → `tell_of_attachment`; `DemandChangeRequested`,
`DemandChangeAmended`, `DemandChangeWithdrawn`, `ProposalOpened`, `ProposalDecided`, `DemandLineChanged`, `PromisesMoved`,
`StageDone`, `StageEscalated`, `StageHandedOver`, `UrgentOrderEnded` → `tell_followers`.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.jpeg import NotPlainJPEGError, plain_jpeg
from backend.thread import repository
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
from backend.thread.events import AttachmentKept, CommentWritten, NewsTold, ThreadChanged
from backend.thread.model import MOST_FILES, kind_of_file, mentioned, safe_name
from backend.thread.queries import thing_for
from shared.ids import new_id
from shared.thread_terms import NewsKind, ThingKind

_NEWS: Final[Mapping[str, NewsKind]] = {
    "DemandChangeRequested": NewsKind.ASKED,
    "DemandChangeAmended": NewsKind.AMENDED,
    "DemandChangeWithdrawn": NewsKind.WITHDRAWN,
    "ProposalOpened": NewsKind.PROPOSED,
    "ProposalDecided": NewsKind.DECIDED,
    "DemandLineChanged": NewsKind.LINE_CHANGED,
    "PromisesMoved": NewsKind.PROMISE_MOVED,
    "StageDone": NewsKind.STAGE_DONE,
    "StageEscalated": NewsKind.STAGE_LATE,
    "StageHandedOver": NewsKind.STAGE_GIVEN,
    "UrgentOrderEnded": NewsKind.ENDED,
}


async def follow_thing(command: FollowThing, context: Context) -> None:
    """Be told of a thing that one sees."""
    viewer = await viewer_for(context.actor_id)
    await thing_for(viewer, command.kind, command.thing_id)
    if await repository.follow(command.kind, command.thing_id, viewer.person_id, context.now):
        context.emit(ThreadChanged(command.kind, command.thing_id))


async def unfollow_thing(command: UnfollowThing, context: Context) -> None:
    """Be told of a thing no more, also of one that one does not see any more."""
    viewer = await viewer_for(context.actor_id)
    if await repository.unfollow(command.kind, command.thing_id, viewer.person_id):
        context.emit(ThreadChanged(command.kind, command.thing_id))


async def write_comment(command: WriteComment, context: Context) -> None:
    """Say something; whoever does so follows the thing from then on."""
    viewer = await viewer_for(context.actor_id)
    found = await thing_for(viewer, command.kind, command.thing_id)
    before = await repository.comment(command.id)
    if before is not None:
        same = (command.kind.value, command.thing_id, viewer.person_id, command.text)
        kept = tuple(before[name] for name in ("thing_kind", "thing_id", "author_id", "text"))
        if kept != same:
            raise CommentTakenError
        return

    people = await repository.people_who_see(found["scope_ids"])
    called = [each for each in mentioned(command.text, people) if each != viewer.person_id]

    await repository.add_comment(
        {
            "id": command.id,
            "thing_kind": command.kind.value,
            "thing_id": command.thing_id,
            "author_id": viewer.person_id,
            "text": command.text,
            "mentioned": called,
            "written_at": context.now,
        }
    )
    await repository.follow(command.kind, command.thing_id, viewer.person_id, context.now)

    context.emit(CommentWritten(command.id))


async def remove_comment(command: RemoveComment, context: Context) -> None:
    """Take a comment of one's own back; again changes nothing."""
    viewer = await viewer_for(context.actor_id)
    await thing_for(viewer, command.kind, command.thing_id)
    found = await repository.comment(command.comment_id)
    if (
        found is None
        or found["author_id"] != viewer.person_id
        or (found["thing_kind"], found["thing_id"]) != (command.kind.value, command.thing_id)
    ):
        raise NotFoundError
    if await repository.remove_comment(command.comment_id, viewer.person_id, context.now):
        context.emit(ThreadChanged(command.kind, command.thing_id))


async def keep_attachment(command: KeepAttachment, context: Context) -> None:
    """Keep a file with a thing that one sees; one that is here already is left as it is."""
    viewer = await viewer_for(context.actor_id)
    await thing_for(viewer, command.kind, command.thing_id)
    if hashlib.sha256(command.content).hexdigest() != command.content_hash:
        raise FileRefusedError
    media_type = kind_of_file(
        command.content, command.name, jpeg_is_plain=_is_plain_jpeg(command.content)
    )
    count = await repository.file_count(command.kind, command.thing_id)
    if await repository.file_id(command.kind, command.thing_id, command.content_hash) is not None:
        return
    if count >= MOST_FILES:
        raise TooManyFilesError(most=MOST_FILES)

    attachment_id = await repository.add_file(
        {
            "id": new_id(),
            "thing_kind": command.kind.value,
            "thing_id": command.thing_id,
            "content_hash": command.content_hash,
            "name": safe_name(command.name, media_type),
            "media_type": media_type,
            "size": len(command.content),
            "content": command.content,
            "added_by": viewer.person_id,
            "added_at": context.now,
        }
    )

    context.emit(AttachmentKept(attachment_id))


async def remove_attachment(command: RemoveAttachment, context: Context) -> None:
    """Take a file of one's own away."""
    viewer = await viewer_for(context.actor_id)
    await thing_for(viewer, command.kind, command.thing_id)
    name = await repository.remove_file(
        command.kind, command.thing_id, command.content_hash, viewer.person_id, context.now
    )
    if name is None:
        raise NotFoundError
    context.note(name=name)
    context.emit(ThreadChanged(command.kind, command.thing_id))


async def see_news(command: SeeNews, context: Context) -> None:
    """Note that one has seen one thing that one was told, or all."""
    viewer = await viewer_for(context.actor_id)
    await repository.see_news(viewer.person_id, command.news_id, context.now)


async def tell_of_comment(event: CommentWritten, context: Context) -> None:
    """Tell whom a comment calls, and the others who follow the thing."""
    found = await repository.comment(event.comment_id)
    if found is None or found["removed_at"] is not None:
        return
    kind, thing_id = ThingKind(found["thing_kind"]), found["thing_id"]
    author, called = found["author_id"], set(found["mentioned"])
    key = f"comment:{event.comment_id}"
    await _tell(called, NewsKind.MENTIONED, (kind, thing_id), key, author, context)
    others = {each for each, _ in await repository.followers(kind, thing_id)} - called - {author}
    await _tell(others, NewsKind.COMMENTED, (kind, thing_id), key, author, context)


async def tell_of_attachment(event: AttachmentKept, context: Context) -> None:
    """Tell those who follow a thing that a file has come."""
    found = await repository.attachment(event.attachment_id)
    if found is None:
        return
    kind, thing_id = ThingKind(found["thing_kind"]), found["thing_id"]
    others = {each for each, _ in await repository.followers(kind, thing_id)} - {found["added_by"]}
    key = f"file:{event.attachment_id}:{context.caused_at.isoformat()}"
    await _tell(others, NewsKind.ATTACHED, (kind, thing_id), key, found["added_by"], context)


async def tell_followers(event: object, context: Context) -> None:
    """A thing moved: tell those who follow it or what it belongs to, each once."""
    name = type(event).__name__
    for things, by_id in await _touched(event):
        told: set[UUID] = {by_id} if by_id is not None else set()
        key = f"{name}:{next(iter(things.values()))}:{context.caused_at.isoformat()}"
        for kind, thing_id in things.items():
            people = {each for each, _ in await repository.followers(kind, thing_id)} - told
            # An item is everybody's: whose order it was is not.
            said_by = None if kind is ThingKind.ITEM else by_id
            await _tell(people, _NEWS[name], (kind, thing_id), key, said_by, context)
            told |= people


async def _tell(
    person_ids: set[UUID],
    kind: NewsKind,
    thing: tuple[ThingKind, UUID],
    key: str,
    by_id: UUID | None,
    context: Context,
) -> None:
    """Tell those of these people who see the thing now."""
    if not person_ids:
        return
    found = await repository.thing(*thing)
    if found is None:
        return
    see = {each for each, _ in await repository.people_who_see(found["scope_ids"])}
    told = await repository.add_news(
        sorted(person_ids & see), kind, *thing, key, by_id, context.now
    )
    for news_id, person_id in told:
        context.emit(NewsTold(news_id, person_id))


async def _touched(event: Any) -> list[tuple[dict[ThingKind, UUID], UUID | None]]:
    """What an event is about, the thing itself first, and whose doing it was where that is known."""
    if hasattr(event, "promises"):
        rows = [await repository.things_of_line(each.demand_line_id) for each in event.promises]
        return [(_things(row), None) for row in rows if row is not None]
    if hasattr(event, "demand_line_id"):
        row = await repository.things_of_line(event.demand_line_id)
        return [] if row is None else [(_things(row), None)]
    change_id = getattr(event, "demand_change_id", None) or await repository.change_behind(
        proposal_id=getattr(event, "proposal_id", None),
        urgent_order_id=getattr(event, "urgent_order_id", None),
    )
    row = None if change_id is None else await repository.things_of_change(change_id)
    if row is None:
        return []
    by_id = row["requested_by"] if type(event).__name__.startswith("DemandChange") else None
    if type(event).__name__ == "StageHandedOver":
        by_id = event.by_id
    if type(event).__name__ == "ProposalDecided":
        by_id = await repository.decided_by(event.proposal_id)
    return [(_things(row), by_id)]


def _things(row: Mapping[str, Any]) -> dict[ThingKind, UUID]:
    first = (
        ThingKind.CHANGE,
        ThingKind.PROPOSAL,
        ThingKind.URGENT_ORDER,
        ThingKind.ORDER,
        ThingKind.CUSTOMER,
        ThingKind.ITEM,
    )
    return {kind: row[kind.value] for kind in first if row.get(kind.value) is not None}


def _is_plain_jpeg(content: bytes) -> bool:
    try:
        plain_jpeg(content)
    except NotPlainJPEGError:
        return False
    return True
