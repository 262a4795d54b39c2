"""Many writers at once: our cursor loses no row, and a plain sequence, the control, does.

The control reads the same rows at the same moments by a serial number. If it lost nothing, the test
would prove nothing.
"""

import asyncio
import os
import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kit.engine import connection_arguments
from backend.sync.cursor import Position
from backend.sync.stream import changes
from shared.ids import new_id

WRITERS = (8, 32)
# In all, so that more writers are more at once and not more work.
TRANSACTIONS = int(os.environ.get("LOCKSTEP_SOAK_TRANSACTIONS", "480"))

MAKE_SERIAL = """
    CREATE SEQUENCE proof_serial;
    ALTER TABLE demand_line ADD COLUMN proof bigint NOT NULL DEFAULT nextval('proof_serial');
    GRANT USAGE ON SEQUENCE proof_serial TO lockstep_app;
"""
ADD_LINE = """
    INSERT INTO demand_line (id, scope_id, ver, customer_id, item_id, site_id, order_reference,
      line_number, channel, ordered_on, due_on, quantity, shipped_quantity, unit_price, status,
      is_urgent)
    SELECT $1::uuid, scope_id, 1, customer_id, item_id, site_id, ($1::uuid)::text, 1, channel, ordered_on, due_on,
      quantity, shipped_quantity, unit_price, status, is_urgent FROM demand_line WHERE id = $2::uuid
"""


@dataclass
class Proof:
    """What was written, what our cursor brought, and what a serial number did."""

    url: str
    scope: UUID
    model: UUID
    with_savepoints: bool
    transactions: int
    written: set[UUID] = field(default_factory=set)
    ours: set[UUID] = field(default_factory=set)
    control: set[UUID] = field(default_factory=set)
    is_done: bool = False

    async def write(self, seed: int) -> None:
        dice = random.Random(seed)
        connection = await asyncpg.connect(**connection_arguments(self.url))
        try:
            for _ in range(self.transactions):
                async with connection.transaction():
                    for _ in range(dice.randint(1, 3)):
                        await self.add_line(connection)
                        # The lengths of transactions must differ, or they would end in their order.
                        await asyncio.sleep(dice.random() * 0.004)
        finally:
            await connection.close()

    async def add_line(self, connection: Any) -> None:
        row_id = new_id()
        if self.with_savepoints:
            async with connection.transaction():
                await connection.execute(ADD_LINE, row_id, self.model)
        else:
            await connection.execute(ADD_LINE, row_id, self.model)
        self.written.add(row_id)

    async def read(self) -> None:
        position, serial = Position.before_all(), 0
        connection = await asyncpg.connect(**connection_arguments(self.url))
        try:
            is_last = False
            while not is_last:
                is_last = self.is_done
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    horizon = await connection.fetchval(
                        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                    )
                    rows = await changes(connection, [self.scope], position, horizon, 10_000)
                    naive = await connection.fetch(
                        "SELECT id, proof FROM demand_line WHERE scope_id = $1 AND proof > $2",
                        self.scope,
                        serial,
                    )
                self.ours |= {row.position.id for row in rows}
                position = Position.below(horizon)
                self.control |= {row["id"] for row in naive}
                serial = max([serial, *(row["proof"] for row in naive)])
                await asyncio.sleep(0.002)
        finally:
            await connection.close()


@pytest.mark.parametrize("writers", WRITERS)
@pytest.mark.parametrize("with_savepoints", [False, True])
async def test_no_row_is_lost_under_concurrent_writers(
    settings, small_company, owner_connection, with_savepoints, writers
):
    await owner_connection.execute(MAKE_SERIAL)
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    proof = Proof(
        settings.database_url,
        small_company.north,
        small_company.hartmann_line,
        with_savepoints,
        TRANSACTIONS // writers,
    )

    reader = asyncio.create_task(proof.read())
    await asyncio.gather(*(proof.write(seed + number) for number in range(writers)))
    proof.is_done = True
    await reader

    lost = proof.written - proof.control
    print(f"rows {len(proof.written)}, lost by the sequence {len(lost)}")
    assert proof.written - proof.ours == set()
    assert proof.ours - proof.written == {small_company.hartmann_line}
    assert lost, "the plain sequence lost nothing: this run proves nothing"


async def test_watchers_see_how_long_a_writer_has_held_the_horizon(phone, settings):
    async def lag():
        text = (await phone.http.get("/metrics")).text
        [line] = [
            each
            for each in text.splitlines()
            if each.startswith("lockstep_sync_horizon_lag_seconds ")
        ]
        return float(line.split()[1])

    # Of other roles' transactions PostgreSQL tells the application nothing.
    writer = await asyncpg.connect(**connection_arguments(settings.database_url))
    async with writer.transaction():
        await writer.execute("SELECT pg_current_xact_id()")
        first = await lag()
        second = await lag()
    await writer.close()

    assert 0 < first < second
    assert await lag() == 0
