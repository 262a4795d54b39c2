"""Reads of threads: a thing with all that was said, kept and changed; what somebody is told."""

from typing import Any, Final
from uuid import UUID

from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.thread import repository
from backend.thread.model import told_facts
from shared.schemas.approval import PersonName
from shared.schemas.thread import NewsRow, ThingName, ThreadEntry, ThreadView
from shared.thread_terms import EntryKind, NewsKind, ThingKind

MOST_NEWS: Final = 50
_PATHS: Final = {
    ThingKind.ORDER: "/lines/{}/why",
    ThingKind.CHANGE: "/changes/{}",
    ThingKind.PROPOSAL: "/decisions/{}",
    ThingKind.URGENT_ORDER: "/urgent/{}",
    ThingKind.ITEM: "/things/item/{}",
    ThingKind.CUSTOMER: "/things/customer/{}",
}


async def thing_for(viewer: Viewer, kind: ThingKind, thing_id: UUID) -> dict[str, Any]:
    """A thing that the viewer sees; `NotFoundError` otherwise."""
    found = await repository.thing(kind, thing_id)
    if found is None or not _is_seen(viewer, found):
        raise NotFoundError
    return found


async def thread_for(viewer: Viewer, kind: ThingKind, thing_id: UUID) -> ThreadView:
    """A thing's thread: who follows it, and its timeline, the newest entry first."""
    found = await thing_for(viewer, kind, thing_id)
    people = await repository.people_who_see(found["scope_ids"])
    followers = await repository.followers(kind, thing_id)
    entries = [_said(row, viewer) for row in await repository.said_and_kept(kind, thing_id)]
    entries += [_changed(row) for row in await repository.history(kind, found["ids"])]
    entries.sort(key=lambda each: each.at, reverse=True)
    return ThreadView(
        thing=_name(kind, thing_id, found),
        is_followed=any(person_id == viewer.person_id for person_id, _ in followers),
        followers=[name for _, name in followers],
        entries=entries[: repository.MOST_ENTRIES],
        people=[PersonName(*each) for each in people if each[0] != viewer.person_id],
    )


async def news_for(viewer: Viewer) -> list[NewsRow]:
    """What the viewer was told and has not seen, of things that they see now."""
    rows = []
    for row in await repository.unseen_news(viewer.person_id, MOST_NEWS):
        kind = ThingKind(row["thing_kind"])
        found = await repository.thing(kind, row["thing_id"])
        if found is None or not _is_seen(viewer, found):
            continue
        rows.append(
            NewsRow(
                id=row["id"],
                kind=NewsKind(row["kind"]),
                thing=_name(kind, row["thing_id"], found),
                by_name=row["by_name"],
                at=row["at"],
            )
        )
    return rows


async def told_news(news_id: UUID) -> tuple[dict[str, Any], ThingName] | None:
    """What somebody is told, for a phone that is to be woken; None where it was seen already."""
    row = await repository.news_with(news_id)
    if row is None or row["seen_at"] is not None:
        return None
    kind = ThingKind(row["thing_kind"])
    found = await repository.thing(kind, row["thing_id"])
    return None if found is None else (row, _name(kind, row["thing_id"], found))


async def attachment_for(
    viewer: Viewer, kind: ThingKind, thing_id: UUID, content_hash: str
) -> dict[str, Any]:
    """A file of a thing that the viewer sees, with its content."""
    await thing_for(viewer, kind, thing_id)
    found = await repository.file_of(kind, thing_id, content_hash)
    if found is None:
        raise NotFoundError
    return found


def _is_seen(viewer: Viewer, found: dict[str, Any]) -> bool:
    return found["scope_ids"] is None or any(viewer.sees(each) for each in found["scope_ids"])


def _name(kind: ThingKind, thing_id: UUID, found: dict[str, Any]) -> ThingName:
    return ThingName(kind, thing_id, found["title"], found["more"], _PATHS[kind].format(thing_id))


def _said(row: dict[str, Any], viewer: Viewer) -> ThreadEntry:
    is_removed = row["removed_at"] is not None
    return ThreadEntry(
        kind=EntryKind(row["kind"]),
        id=row["id"],
        at=row["at"],
        person_name=row["person_name"],
        text=row["text"],
        is_own=row["person_id"] == viewer.person_id and not is_removed,
        is_removed=is_removed,
        mentioned=list(row["mentioned"]),
        content_hash=row["content_hash"],
        media_type=row["media_type"],
        size=row["size"],
    )


def _changed(row: dict[str, Any]) -> ThreadEntry:
    return ThreadEntry(
        kind=EntryKind.HISTORY,
        id=row["id"],
        at=row["at"],
        person_name=row["person_name"],
        text="",
        is_own=False,
        code=row["command"],
        facts=told_facts(row["command"], row["facts"]),
    )
