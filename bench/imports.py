"""The bicycle maker's sample through the whole import, against a bare COPY of the same rows in the same run."""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import asyncpg

from backend.connectors.registry import adventureworks_sheets
from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.intake.format import BY_NAME
from backend.intake.runner import Import, carry_out, staged_here, start_run
from backend.intake.staging import Manifest, Sheet, stage
from backend.intake.storage import sql_type
from backend.kit.bulk import quoted
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments
from backend.kit.hints import Hints
from bench.database import fresh_database
from bench.figures import Figure, only
from tests.adventureworks import AS_OF, FOLDER, REASON, is_there

TODAY = date(2026, 11, 24)


async def measure() -> list[Figure]:
    """Rows a second: checked, loaded, loaded again without a change, and copied bare."""
    if not is_there():
        print(f"  left out: {REASON}")
        return []
    begun = time.perf_counter()
    sheets = list(adventureworks_sheets(FOLDER, AS_OF, TODAY))
    sheets = [_kept(sheet) for sheet in sheets]
    mapped = time.perf_counter() - begun
    rows = sum(sheet.row_estimate for sheet in sheets)
    async with fresh_database() as settings:
        connection = await asyncpg.connect(
            **connection_arguments(settings.database_owner_url, is_owner=True)
        )
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            manifest = stage(sheets, Path(folder))
            checked = time.perf_counter() - begun
            floor = rows / await _copy_bare(connection, manifest)
        await connection.close()
        dispatcher = Dispatcher(
            FLOW, FrozenClock(datetime.combine(TODAY, datetime.min.time(), UTC)), Hints(None)
        )
        first = await _import(dispatcher, sheets)
        again = await _import(dispatcher, sheets)
    return [
        only("reading and mapping the sample's files", rows / mapped, "rows/s"),
        only(f"checking {rows} rows cell by cell", rows / checked, "rows/s", against=floor),
        only("importing them into an empty company: check, COPY, set-based load", rows / first, "rows/s", against=floor),
        only("importing them again: nothing is written", rows / again, "rows/s", against=floor),
        only("bare COPY of the same rows into tables without keys", floor, "rows/s"),
    ]  # fmt: skip


def _kept(sheet: Sheet) -> Sheet:
    """The sheet with its rows in a list, to be read more than once."""
    rows = list(sheet.rows)
    return Sheet(sheet.entity, sheet.file, sheet.header, rows, row_estimate=len(rows))


async def _import(dispatcher: Dispatcher, sheets: list[Sheet]) -> float:
    begun = time.perf_counter()
    run_id = await start_run(dispatcher, "adventureworks")
    await carry_out(dispatcher, Import(run_id, "adventureworks"), staged_here(sheets))
    return time.perf_counter() - begun


async def _copy_bare(connection: "asyncpg.Connection[asyncpg.Record]", manifest: Manifest) -> float:
    """Seconds for COPY alone, in one transaction, into plain tables of the same columns."""
    async with connection.transaction():
        for staged in manifest.entities:
            columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in _columns(staged.entity))
            await connection.execute(f"CREATE TABLE bare_{staged.entity} ({columns})")
        begun = time.perf_counter()
        for staged in manifest.entities:
            await connection.copy_to_table(
                f"bare_{staged.entity}", source=staged.path, format="text"
            )
        taken = time.perf_counter() - begun
        for staged in manifest.entities:
            await connection.execute(f"DROP TABLE bare_{staged.entity}")
    return taken


def _columns(entity: str) -> Iterator[tuple[str, str]]:
    yield "_id", "uuid"
    yield "_line", "integer"
    for column in BY_NAME[entity].columns:
        yield column.name, sql_type(column)
