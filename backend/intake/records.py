"""The record of each import, and what is loaded."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.intake.tables import ImportRun
from shared.schemas.intake import BadCell
from shared.schemas.intake import ImportRun as ImportRunView


@dataclass(frozen=True, slots=True)
class Order:
    """An import that is on record and has not ended."""

    file_name: str
    started_by: UUID | None
    skips_bad: bool


async def add_run(
    run_id: UUID,
    file_name: str,
    *,
    now: datetime,
    actor_id: UUID | None,
    status: str,
    skips_bad: bool = False,
) -> None:
    """Begin the record of an import."""
    await ImportRun.insert(
        ImportRun(
            id=run_id,
            file_name=file_name,
            status=status,
            started_by=actor_id,
            started_at=now,
            ended_at=None,
            done_count=0,
            total_count=0,
            skipped_count=0,
            bad_count=0,
            skips_bad=skips_bad,
            bad_cells="[]",
        )
    )


async def order_of(run_id: UUID) -> Order | None:
    """What is on record and has not ended; None for anything else."""
    rows = await ImportRun.select(
        ImportRun.file_name, ImportRun.started_by, ImportRun.skips_bad
    ).where((ImportRun.id == run_id) & ImportRun.ended_at.is_null())
    return Order(**rows[0]) if rows else None


async def note_progress(run_id: UUID, status: str, done_count: int, total_count: int) -> None:
    """Say how far an import has come."""
    await ImportRun.update(
        {
            ImportRun.status: status,
            ImportRun.done_count: done_count,
            ImportRun.total_count: max(total_count, done_count),
        }
    ).where(ImportRun.id == run_id)


async def end_run(
    run_id: UUID,
    *,
    status: str,
    now: datetime,
    skipped_count: int,
    bad_cells: Sequence[BadCell],
    bad_count: int,
) -> None:
    """Say how an import ended."""
    await ImportRun.update(
        {
            ImportRun.status: status,
            ImportRun.ended_at: now,
            ImportRun.skipped_count: skipped_count,
            ImportRun.bad_count: bad_count,
            ImportRun.bad_cells: msgspec.json.encode(list(bad_cells)).decode(),
        }
    ).where(ImportRun.id == run_id)


async def runs(limit: int = 50, run_id: UUID | None = None) -> list[ImportRunView]:
    """Imports, newest first; one of them by its id."""
    query = ImportRun.select().order_by(ImportRun.started_at, ascending=False).limit(limit)
    if run_id is not None:
        query = query.where(ImportRun.id == run_id)
    return [_as_view(row) for row in await query]


def _as_view(row: dict[str, Any]) -> ImportRunView:
    wanted = {name: row[name] for name in ImportRunView.__struct_fields__ if name != "bad_cells"}
    return ImportRunView(
        **wanted, bad_cells=msgspec.convert(json.loads(row["bad_cells"]), type=list[BadCell])
    )


async def company_on_hand() -> tuple[str, bool] | None:
    """The company that is loaded: its name, and whether it is the demo."""
    rows = await ImportRun.raw("SELECT name, is_demo FROM company LIMIT 1")
    return (rows[0]["name"], rows[0]["is_demo"]) if rows else None


async def is_demo_loaded() -> bool:
    """Whether the demo company is what is loaded."""
    found = await company_on_hand()
    return found is not None and found[1]


async def demo_people() -> list[UUID]:
    """Everybody who came with the demo company."""
    rows = await ImportRun.raw("SELECT id FROM person WHERE is_demo ORDER BY email")
    return [row["id"] for row in rows]


@dataclass(frozen=True, slots=True)
class LineIds:
    """What an order line is called inside."""

    id: UUID
    customer_id: UUID
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    promised_on: date | None


async def named_line(order_reference: str, line_number: int) -> LineIds:
    """The ids of an order line by its reference and number."""
    rows = await ImportRun.raw(
        "SELECT id, customer_id, item_id, site_id, quantity, promised_on FROM demand_line "
        "WHERE order_reference = {} AND line_number = {}",
        order_reference,
        line_number,
    )
    return LineIds(**rows[0])


async def person_named(email: str) -> UUID:
    """The id of somebody by what they sign in with."""
    rows = await ImportRun.raw("SELECT id FROM person WHERE email = {}", email)
    found: UUID = rows[0]["id"]
    return found
