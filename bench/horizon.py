"""How far the pull stands behind the writers: the horizon's lag, and from a commit to the page that brings it.

As many connections write at once, in transactions of one to three rows that are open for some milliseconds;
meanwhile one reader pulls by our cursor, and the figure of `/metrics` is read as a watcher would.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg

from backend.health import horizon_lag_seconds
from backend.kit.engine import connection_arguments
from backend.sync.cursor import Position
from backend.sync.stream import changes
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.ids import new_id
from tests.builders import build_small_company

WRITERS = (8, 32)
SECONDS = 10.0
LAG_MILLISECONDS = 250
ADD_LINE = """
    INSERT INTO demand_line (id, scope_id, ver, customer_id, item_id, site_id, order_reference,
      line_number, channel, ordered_on, due_on, quantity, shipped_quantity, unit_price, status,
      is_urgent)
    SELECT $1::uuid, scope_id, 1, customer_id, item_id, site_id, ($1::uuid)::text, 1, channel,
      ordered_on, due_on, quantity, shipped_quantity, unit_price, status, is_urgent
    FROM demand_line WHERE id = $2::uuid
"""


@dataclass
class Traffic:
    """What was committed when, and when a pull would have brought it."""

    url: str
    scope: UUID
    model: UUID
    committed: dict[UUID, float] = field(default_factory=dict)
    arrived: dict[UUID, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    is_done: bool = False

    async def write(self, seed: int) -> None:
        dice = random.Random(seed)
        connection = await asyncpg.connect(**connection_arguments(self.url))
        while not self.is_done:
            made = [new_id() for _ in range(dice.randint(1, 3))]
            async with connection.transaction():
                for row_id in made:
                    await connection.execute(ADD_LINE, row_id, self.model)
                    await asyncio.sleep(dice.random() * 0.004)
            self.committed |= dict.fromkeys(made, time.perf_counter())
        await connection.close()

    async def read(self) -> None:
        connection = await asyncpg.connect(**connection_arguments(self.url))
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            position = Position.below(await connection.fetchval(HORIZON_SQL))
        is_last = False
        while not is_last:
            is_last = self.is_done
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                horizon = await connection.fetchval(HORIZON_SQL)
                rows = await changes(connection, [self.scope], position, horizon, 10_000)
            now = time.perf_counter()
            self.arrived |= {row.position.id: now for row in rows}
            position = Position.below(horizon)
            await asyncio.sleep(0.005)
        await connection.close()

    async def watch(self) -> None:
        while not self.is_done:
            self.lags.append(await horizon_lag_seconds() * 1000)
            await asyncio.sleep(0.01)


HORIZON_SQL = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


async def measure() -> list[Figure]:
    """The 99th percentile of both, with 8 and with 32 writers."""
    figures = []
    async with fresh_database() as settings:
        company = await build_small_company()
        for writers in WRITERS:
            traffic = Traffic(settings.database_url, company.north, company.hartmann_line)
            tasks = [asyncio.create_task(traffic.write(number)) for number in range(writers)]
            tasks += [asyncio.create_task(traffic.read()), asyncio.create_task(traffic.watch())]
            await asyncio.sleep(SECONDS)
            traffic.is_done = True
            await asyncio.gather(*tasks)
            waits = [
                max(0.0, (traffic.arrived[row_id] - instant) * 1000)
                for row_id, instant in traffic.committed.items()
                if row_id in traffic.arrived
            ]
            assert len(waits) > len(traffic.committed) * 0.9
            figures += [
                at_most(
                    f"horizon lag with {writers} writers, p99",
                    quantile(traffic.lags, 0.99),
                    "ms",
                    LAG_MILLISECONDS,
                ),
                at_most(
                    f"commit to page with {writers} writers, p99",
                    quantile(waits, 0.99),
                    "ms",
                    LAG_MILLISECONDS,
                ),
                only(f"rows written with {writers} writers", len(waits) / SECONDS, "a second"),
            ]
    return figures
