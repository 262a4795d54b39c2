"""People follow, comment, mention and attach; each is told once, and only of what they see."""

import hashlib
from decimal import Decimal
from uuid import UUID

import pytest

from backend.demand.commands import AmendDemandChange
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.identity.tables import ScopeMembership
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.thread.commands import (
    FollowThing,
    KeepAttachment,
    RemoveAttachment,
    RemoveComment,
    SeeNews,
    UnfollowThing,
    WriteComment,
)
from backend.thread.errors import CommentTakenError, FileRefusedError
from backend.thread.events import CommentWritten
from backend.thread.handlers import tell_of_comment
from backend.thread.queries import attachment_for, news_for, thread_for
from backend.thread.tables import Comment, News
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.thread_terms import EntryKind, NewsKind, ThingKind
from tests.builders import SmallCompany, amendment, request

CHANGE, ITEM = ThingKind.CHANGE, ThingKind.ITEM


@pytest.fixture
async def change(small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker) -> UUID:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await drain(worker)
    return asked.id


async def told(person_id: UUID) -> list[NewsKind]:
    return [each.kind for each in await news_for(await viewer_for(person_id))]


async def test_a_mention_and_a_follower_are_told_once_and_the_author_never(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, change: UUID
) -> None:
    await dispatcher.dispatch(FollowThing(CHANGE, change), actor_id=small_company.anna)
    await dispatcher.dispatch(FollowThing(CHANGE, change), actor_id=small_company.anna)
    said = WriteComment(
        new_id(), CHANGE, change, "@Viktor Hahn and @Igor Sokolov: the vessel leaves"
    )

    await dispatcher.dispatch(said, actor_id=small_company.marta)
    await dispatcher.dispatch(said, actor_id=small_company.marta)
    await drain(worker)
    async with dispatcher.unit(actor_id=None) as unit:
        await tell_of_comment(CommentWritten(said.id), unit.context)

    assert await Comment.count() == 1
    assert await told(small_company.viktor) == [NewsKind.MENTIONED]
    assert await told(small_company.anna) == [NewsKind.COMMENTED]
    assert await told(small_company.marta) == []
    # Igor does not see the north, so the words do not call him.
    assert await told(small_company.igor) == []
    view = await thread_for(await viewer_for(small_company.viktor), CHANGE, change)
    entry = view.entries[0]
    assert (entry.kind, entry.person_name, entry.mentioned) == (
        EntryKind.COMMENT,
        "Marta Ozola",
        ["Viktor Hahn"],
    )
    assert view.followers == ["Anna Berg", "Marta Ozola"]
    with pytest.raises(CommentTakenError):
        await dispatcher.dispatch(
            WriteComment(said.id, CHANGE, change, "Otherwise"), actor_id=small_company.marta
        )


async def test_nobody_reads_follows_or_writes_where_they_do_not_see_the_thing(
    small_company: SmallCompany, dispatcher: Dispatcher, change: UUID
) -> None:
    igor = await viewer_for(small_company.igor)
    with pytest.raises(NotFoundError):
        await thread_for(igor, CHANGE, change)
    for command in (
        FollowThing(CHANGE, change),
        WriteComment(new_id(), CHANGE, change, "Hello"),
        KeepAttachment(CHANGE, change, hashlib.sha256(b"a").hexdigest(), "a.txt", b"a"),
        FollowThing(ThingKind.CUSTOMER, small_company.hartmann),
        FollowThing(ThingKind.ORDER, small_company.hartmann_line),
    ):
        with pytest.raises(NotFoundError):
            await dispatcher.dispatch(command, actor_id=small_company.igor)
    assert await Comment.count() == 0


async def test_followers_hear_what_becomes_of_a_thing_until_they_no_longer_see_it(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    for kind, thing_id in (
        (ThingKind.ORDER, small_company.hartmann_line),
        (ThingKind.CUSTOMER, small_company.hartmann),
        (ITEM, small_company.primer),
    ):
        await dispatcher.dispatch(FollowThing(kind, thing_id), actor_id=small_company.anna)
    await dispatcher.dispatch(FollowThing(ITEM, small_company.primer), actor_id=small_company.igor)
    asked = request(small_company)

    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await drain(worker)

    # Each event tells somebody once, however much of it they follow.
    assert sorted(await told(small_company.anna)) == ["asked", "proposed"]
    igor = await news_for(await viewer_for(small_company.igor))
    assert {(each.thing.kind, each.by_name) for each in igor} == {(ITEM, None)}
    await dispatcher.dispatch(SeeNews(None), actor_id=small_company.anna)
    assert await told(small_company.anna) == []

    await dispatcher.dispatch(
        UnfollowThing(ITEM, small_company.primer), actor_id=small_company.anna
    )
    await ScopeMembership.update({ScopeMembership.revoked_at: clock.now()}).where(
        ScopeMembership.person_id == small_company.anna
    )
    count = await News.count().where(News.person_id == small_company.anna)
    await dispatcher.dispatch(_amended(asked, small_company), actor_id=small_company.marta)
    await drain(worker)
    assert await News.count().where(News.person_id == small_company.anna) == count


async def test_the_timeline_says_who_changed_what(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, change: UUID
) -> None:
    view = await thread_for(await viewer_for(small_company.viktor), CHANGE, change)

    assert [(each.code, each.person_name) for each in view.entries] == [
        ("RequestDemandChange", "Marta Ozola")
    ]
    assert Decimal(view.entries[0].facts["quantity_delta"]) == 40
    # What concerns one order is not told to everybody who knows the item.
    item = await thread_for(await viewer_for(small_company.igor), ITEM, small_company.primer)
    assert item.entries == []


async def test_a_file_is_kept_once_leaves_to_who_sees_it_and_is_taken_away_by_its_owner(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, change: UUID
) -> None:
    await dispatcher.dispatch(FollowThing(CHANGE, change), actor_id=small_company.viktor)
    content = b"deck;boxes\nA;60\n"
    kept = hashlib.sha256(content).hexdigest()
    file = KeepAttachment(CHANGE, change, kept, "../decks.csv", content)

    await dispatcher.dispatch(file, actor_id=small_company.marta)
    await dispatcher.dispatch(file, actor_id=small_company.marta)
    await drain(worker)

    viktor = await viewer_for(small_company.viktor)
    found = await attachment_for(viktor, CHANGE, change, kept)
    assert (found["name"], found["media_type"], bytes(found["content"])) == (
        "decks.csv",
        "text/csv",
        content,
    )
    assert await told(small_company.viktor) == [NewsKind.ATTACHED]
    with pytest.raises(FileRefusedError):
        await dispatcher.dispatch(
            KeepAttachment(CHANGE, change, "0" * 64, "a.txt", b"a"), actor_id=small_company.marta
        )
    with pytest.raises(NotFoundError):
        await attachment_for(await viewer_for(small_company.igor), CHANGE, change, kept)
    taken = RemoveAttachment(CHANGE, change, kept)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(taken, actor_id=small_company.viktor)
    await dispatcher.dispatch(taken, actor_id=small_company.marta)
    with pytest.raises(NotFoundError):
        await attachment_for(viktor, CHANGE, change, kept)


async def test_a_comment_is_taken_back_by_its_author_only(
    small_company: SmallCompany, dispatcher: Dispatcher, change: UUID
) -> None:
    said = WriteComment(new_id(), CHANGE, change, "Wrong")
    await dispatcher.dispatch(said, actor_id=small_company.marta)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(
            RemoveComment(said.id, CHANGE, change), actor_id=small_company.viktor
        )

    await dispatcher.dispatch(RemoveComment(said.id, CHANGE, change), actor_id=small_company.marta)

    view = await thread_for(await viewer_for(small_company.viktor), CHANGE, change)
    (entry,) = (each for each in view.entries if each.kind is EntryKind.COMMENT)
    assert (entry.is_removed, entry.text) == (True, "")


def _amended(asked: object, company: SmallCompany) -> AmendDemandChange:
    return amendment(asked, base_ver=3, quantity_delta=Decimal(50))  # type: ignore[arg-type]  # a request of the builders
