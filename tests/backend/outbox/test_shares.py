"""The outside never makes the company's own work wait, and a reaction may say when it wants to come back."""

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
def own_dispatcher(
    database: Settings, clock: FrozenClock, calls: list[tuple[str, str]]
) -> Dispatcher:
    async def tell(command: Tell, context: Context) -> None:
        context.emit(Told(command.name), lane=command.lane)

    async def inside(event: Told, context: Context) -> None:
        calls.append(("inside", event.name))

    async def outside(event: Told, context: Context) -> None:
        calls.append(("outside", event.name))
        if event.name == "later" and sum(call == ("outside", "later") for call in calls) == 1:
            raise TryAgainError(context.now + timedelta(hours=5), "not today")

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
