"""100,000 timers held in the outbox: how late those are that come due while a worker works."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final

import asyncpg

from backend.dispatch import Context, Dispatcher, Flow, Reaction
from backend.kit.clock import SystemClock
from backend.kit.engine import connection_arguments
from backend.kit.hints import Hints
from backend.outbox.relay import run_lane
from backend.worker import LANE_COUNT, OutboxWorker
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.ids import new_id

HELD: Final = 100_000
DUE: Final = 300
SECONDS: Final = 30
LEAD: Final = timedelta(seconds=3)


@dataclass(frozen=True)
class TimeHasCome:
    """The time of a timer."""

    topics: ClassVar[tuple[str, ...]] = ()

    due: float


async def measure() -> list[Figure]:
    """The lateness of 300 timers that come due within 30 s among 100,000; p99 at most a second."""
    late: list[float] = []
    rang = asyncio.Event()

    async def ring(event: TimeHasCome, context: Context) -> None:  # noqa: ARG001 -- a timer only rings
        late.append((time.time() - event.due) * 1000)
        if len(late) == DUE:
            rang.set()

    flow = Flow({}, {TimeHasCome: (Reaction("ring", ring),)})
    async with fresh_database() as settings:
        connection = await asyncpg.connect(
            **connection_arguments(settings.database_owner_url, is_owner=True)
        )
        now = datetime.now(UTC)
        await _hold(
            connection, [now + timedelta(days=1, seconds=number) for number in range(HELD - DUE)]
        )
        await connection.execute("ANALYZE outbox_message")
        bare = await _bare(connection)
        hints = Hints(None)
        await hints.start()
        worker = OutboxWorker(Dispatcher(flow, SystemClock(), hints))
        first = datetime.now(UTC) + LEAD
        await _hold(
            connection,
            [first + timedelta(seconds=SECONDS * number / DUE) for number in range(DUE)],
        )
        stop, wakes = asyncio.Event(), [asyncio.Event() for _ in range(LANE_COUNT)]
        lanes = [asyncio.create_task(run_lane(worker, wake, stop)) for wake in wakes]
        async with asyncio.timeout(SECONDS + LEAD.total_seconds() + 60):
            await rang.wait()
        stop.set()
        for wake in wakes:
            wake.set()
        await asyncio.gather(*lanes)
        await hints.stop()
        held = await connection.fetchval("SELECT count(*) FROM outbox_message")
        await connection.close()
    what = f"lateness of {DUE} timers in {SECONDS} s, {held + DUE} held"
    return [
        only(f"{what}, p50", quantile(late, 0.5), "ms", against=quantile(bare, 0.5)),
        at_most(f"{what}, p99", quantile(late, 0.99), "ms", 1000, against=quantile(bare, 0.99)),
        only(f"{what}, longest", max(late), "ms"),
    ]


async def _hold(connection: "asyncpg.Connection[Any]", at: Sequence[datetime]) -> None:
    """Timers for these instants."""
    now = datetime.now(UTC)
    await connection.copy_records_to_table(
        "outbox_message",
        records=[
            (new_id(), "TimeHasCome", "ring", str(new_id()), f'{{"due": {each.timestamp()}}}', "", now,
             each, 0)
            for each in at
        ],
        columns=("id", "event", "reaction", "lane", "payload", "request_id", "created_at", "run_at",
                 "attempt_count"),
    )  # fmt: skip


async def _bare(connection: "asyncpg.Connection[Any]") -> list[float]:
    """The bare cost of taking one row out of the table and committing."""
    taken = []
    for _ in range(200):
        begun = time.perf_counter()
        await connection.execute(
            "DELETE FROM outbox_message WHERE id = (SELECT id FROM outbox_message "
            "WHERE dead_at IS NULL ORDER BY run_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED)"
        )
        taken.append((time.perf_counter() - begun) * 1000)
    return taken
