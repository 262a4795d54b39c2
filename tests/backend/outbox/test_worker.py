"""How the outbox is worked off: once, in order, with patience, and never silently."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from asyncpg import CannotConnectNowError, InterfaceError, PostgresError

from backend.catalog.tables import Supplier
from backend.dispatch import Context, Dispatcher, Flow, Reaction
from backend.kit.clock import FrozenClock
from backend.kit.hints import Hints
from backend.kit.sql import fetch
from backend.outbox.relay import MAX_ATTEMPTS, drain, run_lane
from backend.outbox.repository import dead_messages, outbox_state, replay_dead_messages
from backend.outbox.tables import OutboxMessage
from backend.settings import Settings
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.problem import ProblemError


@dataclass(frozen=True, slots=True)
class AddSupplier:
    """A command of this test."""

    id: UUID
    name: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class SupplierAdded:
    """An event of this test."""

    topics: ClassVar[tuple[str, ...]] = ("supplier",)

    name: str


class RefusedError(ProblemError):
    code: ClassVar[str] = "malformed"
    status: ClassVar[int] = 409


class Desk:
    """Reactions that remember what they were given, and fail as often as they are told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.failures = 0

    async def add(self, command: AddSupplier, context: Context) -> None:
        await Supplier.insert(
            Supplier(id=command.id, code=command.name, name=command.name, country="LV", email="")
        )
        context.emit(SupplierAdded(command.name), lane="supplier")
        if command.is_refused:
            raise RefusedError

    async def rename(self, event: SupplierAdded, _: Context) -> None:
        await Supplier.update({Supplier.name: f"{event.name}!"}).where(Supplier.code == event.name)
        if self.failures:
            self.failures -= 1
            message = "not today"
            raise RuntimeError(message)
        self.heard.append(event.name)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def own_dispatcher(database: Settings, clock: FrozenClock, desk: Desk) -> Dispatcher:
    hints = Hints(None)
    flow = Flow({AddSupplier: desk.add}, {SupplierAdded: (Reaction("rename", desk.rename),)})
    return Dispatcher(flow, clock, hints)


async def test_a_command_its_audit_line_and_its_message_are_kept_together(
    own_dispatcher: Dispatcher, desk: Desk
) -> None:
    await own_dispatcher.dispatch(AddSupplier(new_id(), "Resins"), actor_id=None)

    assert await Supplier.count() == 1
    assert (await outbox_state())["waiting"] == 1
    assert await drain(OutboxWorker(own_dispatcher)) == 1
    assert desk.heard == ["Resins"]
    assert (await outbox_state())["waiting"] == 0


async def test_a_refused_command_leaves_nothing_behind(own_dispatcher: Dispatcher) -> None:
    with pytest.raises(RefusedError):
        await own_dispatcher.dispatch(
            AddSupplier(new_id(), "Resins", is_refused=True), actor_id=None
        )

    assert await Supplier.count() == 0
    assert (await outbox_state())["waiting"] == 0


async def test_a_refused_attempt_keeps_what_the_caller_wrote_around_it(
    own_dispatcher: Dispatcher,
) -> None:
    async with own_dispatcher.unit(actor_id=None) as unit:
        await unit.perform(AddSupplier(new_id(), "Kept"))
        with pytest.raises(RefusedError):
            async with unit.attempt():
                await unit.perform(AddSupplier(new_id(), "Refused", is_refused=True))

    names = await Supplier.select(Supplier.name).output(as_list=True)
    assert names == ["Kept"]
    assert (await outbox_state())["waiting"] == 1


async def test_a_failed_reaction_leaves_no_rows_and_is_tried_again_later(
    own_dispatcher: Dispatcher, clock: FrozenClock, desk: Desk
) -> None:
    worker = OutboxWorker(own_dispatcher)
    desk.failures = 1
    await own_dispatcher.dispatch(AddSupplier(new_id(), "Resins"), actor_id=None)

    assert await drain(worker) == 1
    assert await Supplier.select(Supplier.name).output(as_list=True) == ["Resins"]
    (message,) = await OutboxMessage.select()
    assert (message["attempt_count"], message["last_error"]) == (1, "RuntimeError: not today")
    assert message["run_at"] > clock.now()

    clock.advance(timedelta(minutes=1))
    await drain(worker)
    assert await Supplier.select(Supplier.name).output(as_list=True) == ["Resins!"]


async def test_messages_of_a_lane_keep_their_order_while_the_first_one_fails(
    own_dispatcher: Dispatcher, clock: FrozenClock, desk: Desk
) -> None:
    worker = OutboxWorker(own_dispatcher)
    desk.failures = 2
    for name in ("First", "Second", "Third"):
        await own_dispatcher.dispatch(AddSupplier(new_id(), name), actor_id=None)

    for _ in range(4):
        await drain(worker)
        clock.advance(timedelta(minutes=5))

    assert desk.heard == ["First", "Second", "Third"]


async def test_what_fails_ten_times_is_a_dead_letter_that_can_be_replayed(
    own_dispatcher: Dispatcher, clock: FrozenClock, desk: Desk
) -> None:
    worker = OutboxWorker(own_dispatcher)
    desk.failures = MAX_ATTEMPTS
    await own_dispatcher.dispatch(AddSupplier(new_id(), "Resins"), actor_id=None)
    for _ in range(MAX_ATTEMPTS + 2):
        await drain(worker)
        clock.advance(timedelta(hours=7))

    (dead,) = await dead_messages()
    assert (dead["reaction"], dead["attempt_count"]) == ("rename", MAX_ATTEMPTS)
    assert desk.heard == []

    assert await replay_dead_messages(clock.now()) == 1
    await drain(worker)
    assert desk.heard == ["Resins"]


async def test_four_workers_at_once_carry_each_message_out_once(
    own_dispatcher: Dispatcher, desk: Desk
) -> None:
    for number in range(20):
        await own_dispatcher.dispatch(AddSupplier(new_id(), f"S{number}"), actor_id=None)

    while (await outbox_state())["waiting"]:
        await asyncio.gather(*(drain(OutboxWorker(own_dispatcher)) for _ in range(4)))

    assert sorted(desk.heard) == sorted(f"S{number}" for number in range(20))


async def test_a_message_that_no_flow_knows_is_kept_for_people_to_see(
    own_dispatcher: Dispatcher, clock: FrozenClock
) -> None:
    await OutboxMessage.insert(
        OutboxMessage(
            id=new_id(),
            event="SomethingRetired",
            reaction="nobody",
            lane="x",
            payload="{}",
            request_id="",
            created_at=clock.now(),
            run_at=clock.now(),
            attempt_count=0,
        )
    )

    await drain(OutboxWorker(own_dispatcher))

    (message,) = await OutboxMessage.select()
    assert message["attempt_count"] == 1


async def test_a_connection_that_breaks_takes_nothing_along_but_its_own_transaction(
    dispatcher: Dispatcher,
) -> None:
    """Neither the task nor the pool is held up by it, however often."""
    for _ in range(12):
        with pytest.raises((PostgresError, InterfaceError, OSError)):
            async with dispatcher.unit(actor_id=None):
                await fetch("SELECT pg_terminate_backend(pg_backend_pid())")

    async with dispatcher.unit(actor_id=None):
        assert [row["one"] for row in await fetch("SELECT 1 AS one")] == [1]


async def test_a_lane_waits_for_the_database_whatever_way_it_broke() -> None:
    """Each of these once ended the lane for good."""

    class Flaky:
        def __init__(self) -> None:
            self.broken: list[Exception] = [
                ConnectionResetError(),
                CannotConnectNowError("starting up"),
                InterfaceError("connection is closed"),
            ]

        async def work_some(self) -> int:
            if self.broken:
                raise self.broken.pop()
            stop.set()
            return 0

        async def seconds_until_next(self) -> float:
            return 0.0

    stop, wake = asyncio.Event(), asyncio.Event()
    lane = asyncio.create_task(run_lane(Flaky(), wake, stop))
    async with asyncio.timeout(60):
        while not stop.is_set():
            wake.set()
            await asyncio.sleep(0)
        await lane
