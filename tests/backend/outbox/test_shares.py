"""The outside never makes the company's own work wait, and a reaction may say when it wants to come back."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from backend.dispatch import Context, Dispatcher, Flow, Reaction
from backend.kit.clock import FrozenClock
from backend.kit.hints import Hints
from backend.outbox.relay import TryAgainError, drain
from backend.outbox.tables import OutboxMessage
from backend.settings import Settings
from backend.worker import OutboxWorker, outside_share


@dataclass(frozen=True)
class Told:
    topics: ClassVar[tuple[str, ...]] = ()

    name: str


@dataclass(frozen=True)
class Tell:
    name: str
    lane: str | None = None


@pytest.fixture
def calls() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def begun() -> asyncio.Event:
    """Set once something slow is under way."""
    return asyncio.Event()


@pytest.fixture
def own_dispatcher(
    database: Settings, clock: FrozenClock, calls: list[tuple[str, str]], begun: asyncio.Event
) -> Dispatcher:
    async def tell(command: Tell, context: Context) -> None:
        context.emit(Told(command.name), lane=command.lane)

    async def inside(event: Told, context: Context) -> None:
        calls.append(("inside", event.name))

    async def outside(event: Told, context: Context) -> None:
        calls.append(("outside", event.name))
        if event.name == "later" and sum(call == ("outside", "later") for call in calls) == 1:
            raise TryAgainError(context.now + timedelta(hours=5), "not today")
        if event.name == "broken":
            raise ValueError(event.name)
        if event.name == "slow":
            begun.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                calls.append(("stopped", event.name))
                raise

    reactions: dict[type, tuple[Reaction, ...]] = {
        Told: (Reaction("inside", inside), Reaction("outside", outside, is_outside=True))
    }
    handlers: dict[type, Any] = {Tell: tell}
    return Dispatcher(Flow(handlers, reactions), clock, Hints(None))


async def test_each_share_is_worked_off_by_itself(
    own_dispatcher: Dispatcher, calls: list[tuple[str, str]]
) -> None:
    own = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=True))
    outside = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=False))
    await own_dispatcher.dispatch(Tell("a"), actor_id=None)
    await own_dispatcher.dispatch(Tell("b"), actor_id=None)

    assert await drain(own) == 2
    assert calls == [("inside", "a"), ("inside", "b")]
    assert await own.seconds_until_next() == 1
    assert await outside.seconds_until_next() == 0
    assert await drain(outside) == 2
    assert calls[2:] == [("outside", "a"), ("outside", "b")]


async def test_a_message_for_nobody_is_seen_with_the_companys_own(
    own_dispatcher: Dispatcher,
) -> None:
    await own_dispatcher.dispatch(Tell("a"), actor_id=None)
    await OutboxMessage.update({OutboxMessage.reaction: "gone"}).where(
        OutboxMessage.reaction == "outside"
    )
    own = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=True))

    await drain(own)

    [row] = await OutboxMessage.select(OutboxMessage.last_error)
    assert "gone" in row["last_error"]


async def test_a_reaction_comes_back_when_it_said_and_those_behind_it_wait(
    own_dispatcher: Dispatcher, calls: list[tuple[str, str]], clock: FrozenClock
) -> None:
    outside = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=False))
    for name in ("later", "next"):
        await own_dispatcher.dispatch(Tell(name, lane="one"), actor_id=None)
    await OutboxMessage.delete().where(OutboxMessage.reaction == "inside")

    await drain(outside)
    assert calls == [("outside", "later")]
    assert await outside.seconds_until_next() == 1
    [row] = await OutboxMessage.select().where(OutboxMessage.last_error.is_not_null())
    assert (row["attempt_count"], row["dead_at"]) == (0, None)
    assert "not today" in row["last_error"]

    clock.advance(timedelta(hours=5))
    await drain(outside)
    assert calls[1:] == [("outside", "later"), ("outside", "next")]
    assert await OutboxMessage.count() == 0


async def test_a_few_of_different_lanes_are_outside_at_once_and_one_lane_keeps_its_order(
    own_dispatcher: Dispatcher, calls: list[tuple[str, str]]
) -> None:
    for lane in ("a", "b", "c"):
        for number in (1, 2):
            await own_dispatcher.dispatch(Tell(f"{lane}{number}", lane=lane), actor_id=None)
    await OutboxMessage.delete().where(OutboxMessage.reaction == "inside")
    outside = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=False))

    assert await outside.work_some() == 3
    assert sorted(name for _, name in calls) == ["a1", "b1", "c1"]
    assert await OutboxMessage.count() == 3
    assert await outside.work_some() == 3
    assert sorted(name for _, name in calls[3:]) == ["a2", "b2", "c2"]
    assert await OutboxMessage.count() == 0


async def test_one_that_fails_or_comes_back_leaves_those_beside_it_done(
    own_dispatcher: Dispatcher, calls: list[tuple[str, str]]
) -> None:
    for name in ("a", "later", "broken"):
        await own_dispatcher.dispatch(Tell(name), actor_id=None)
    await OutboxMessage.delete().where(OutboxMessage.reaction == "inside")
    outside = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=False))

    assert await outside.work_some() == 3
    left = await OutboxMessage.select(
        OutboxMessage.last_error, OutboxMessage.attempt_count
    ).order_by(OutboxMessage.sequence)
    assert [(row["last_error"], row["attempt_count"]) for row in left] == [
        ("TryAgainError: not today", 0),
        ("ValueError: broken", 1),
    ]
    assert sorted(name for _, name in calls) == ["a", "broken", "later"]


async def test_a_worker_that_is_stopped_stops_what_it_carries_and_keeps_its_messages(
    own_dispatcher: Dispatcher, calls: list[tuple[str, str]], begun: asyncio.Event
) -> None:
    await own_dispatcher.dispatch(Tell("slow"), actor_id=None)
    await OutboxMessage.delete().where(OutboxMessage.reaction == "inside")
    outside = OutboxWorker(own_dispatcher, outside_share(own_dispatcher.flow, is_rest=False))

    working = asyncio.create_task(outside.work_some())
    await asyncio.wait_for(begun.wait(), 30)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert calls == [("outside", "slow"), ("stopped", "slow")]
    assert await OutboxMessage.count() == 1
