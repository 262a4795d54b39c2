"""Runs of the forecast and their chunks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.forecast.tables import ForecastChunk, ForecastRun
from shared.forecast_terms import ForecastCause, ForecastNote, ForecastPeriod
from shared.ids import new_id

_LOCK: Final = 7_401_553
_COLUMNS: Final = """
    SELECT run.id, run.number, run.cause, run.status, run.today, run.started_at, run.finished_at,
           run.requested_by_name, run.chunk_count, run.series_count, run.failed_count,
           run.restored_number, run.notes::text AS notes,
           (SELECT count(*) FROM forecast_chunk AS chunk
            WHERE chunk.run_id = run.id AND chunk.done_at IS NOT NULL) AS done_count
    FROM forecast_run AS run
"""


async def lock_runs() -> None:
    """One at a time starts and closes runs; held until the transaction ends."""
    await ForecastRun.raw("SELECT pg_advisory_xact_lock({})", _LOCK)


async def under_way() -> dict[str, Any] | None:
    """The run that is being carried out."""
    return _first(await ForecastRun.raw(_COLUMNS + " WHERE run.status = 'running'"))


async def in_force(number: int | None = None) -> dict[str, Any] | None:
    """The latest run that is done, or the done one of a number."""
    return _first(
        await ForecastRun.raw(
            _COLUMNS
            + " WHERE run.status = 'done' AND ({}::int IS NULL OR run.number = {})"
            + " ORDER BY run.number DESC LIMIT 1",
            number,
            number,
        )
    )


async def run_of(run_id: UUID) -> dict[str, Any] | None:
    return _first(await ForecastRun.raw(_COLUMNS + " WHERE run.id = {}", run_id))


async def latest(count: int) -> list[dict[str, Any]]:
    """The latest runs that are done, newest first."""
    rows = await ForecastRun.raw(
        _COLUMNS + " WHERE run.status = 'done' ORDER BY run.number DESC LIMIT {}", count
    )
    return [_decoded(row) for row in rows]


async def last_started_at() -> datetime | None:
    rows = await ForecastRun.raw("SELECT max(started_at) AS at FROM forecast_run")
    found: datetime | None = rows[0]["at"]
    return found


async def add_run(
    run_id: UUID,
    cause: ForecastCause,
    today: date,
    now: datetime,
    name: str | None,
    chunks: Sequence[tuple[ForecastPeriod, Sequence[str]]],
    notes: Mapping[str, int],
) -> None:
    """Put a run and its chunks on record."""
    rows = await ForecastRun.raw("SELECT coalesce(max(number), 0) + 1 AS next FROM forecast_run")
    await ForecastRun.insert(
        ForecastRun(
            id=run_id,
            number=rows[0]["next"],
            cause=cause.value,
            status="running",
            today=today,
            started_at=now,
            requested_by_name=name,
            chunk_count=len(chunks),
            series_count=0,
            failed_count=0,
            notes=msgspec.json.encode(notes).decode(),
        )
    )
    for number, (period, families) in enumerate(chunks):
        await ForecastChunk.insert(
            ForecastChunk(
                id=new_id(),
                run_id=run_id,
                number=number,
                period=period.value,
                families=msgspec.json.encode(families).decode(),
            )
        )


async def add_restored(run_id: UUID, number: int, today: date, now: datetime, name: str) -> None:
    """Put a run on record that takes the figures of another one back."""
    rows = await ForecastRun.raw("SELECT coalesce(max(number), 0) + 1 AS next FROM forecast_run")
    await ForecastRun.insert(
        ForecastRun(
            id=run_id, number=rows[0]["next"], cause=ForecastCause.RESTORED.value, status="running",
            today=today, started_at=now, requested_by_name=name, chunk_count=0, series_count=0,
            failed_count=0, notes="{}", restored_number=number,
        )
    )  # fmt: skip


async def open_chunk(run_id: UUID, number: int) -> dict[str, Any] | None:
    """A chunk that is not done, read without a lock: it is worked on for long."""
    rows = await ForecastChunk.raw(
        """
        SELECT chunk.id, chunk.period, chunk.families::text AS families, run.today
        FROM forecast_chunk AS chunk JOIN forecast_run AS run ON run.id = chunk.run_id
        WHERE chunk.run_id = {} AND chunk.number = {} AND chunk.done_at IS NULL
        """,
        run_id,
        number,
    )
    if not rows:
        return None
    return {**rows[0], "families": msgspec.json.decode(rows[0]["families"], type=list[str])}


async def lock_chunk(run_id: UUID, number: int) -> bool:
    """Keep everybody else from a chunk until the transaction ends; whether it is still to be done."""
    rows = await ForecastChunk.raw(
        """
        SELECT id FROM forecast_chunk
        WHERE run_id = {} AND number = {} AND done_at IS NULL FOR UPDATE
        """,
        run_id,
        number,
    )
    return bool(rows)


async def note_chunk_done(run_id: UUID, number: int, now: datetime) -> None:
    await ForecastChunk.raw(
        "UPDATE forecast_chunk SET done_at = {} WHERE run_id = {} AND number = {}",
        now,
        run_id,
        number,
    )


async def count_note(run_id: UUID, note: ForecastNote, count: int = 1) -> None:
    """Count so many more of what has to be said beside a run."""
    await ForecastRun.raw(
        """
        UPDATE forecast_run SET notes = notes || jsonb_build_object(
            {}::text, coalesce((notes ->> {}::text)::int, 0) + {}::int)
        WHERE id = {}
        """,
        note.value,
        note.value,
        count,
        run_id,
    )


async def close_run(run_id: UUID, status: str, now: datetime) -> None:
    """Say how a run ended, with how many series it has."""
    await ForecastRun.raw(
        """
        UPDATE forecast_run AS run SET status = {}, finished_at = {},
            series_count = (SELECT count(*) FROM forecast_series WHERE run_id = run.id),
            failed_count = (SELECT count(*) FROM forecast_series
                            WHERE run_id = run.id AND failed_reason IS NOT NULL)
        WHERE run.id = {}
        """,
        status,
        now,
        run_id,
    )


async def forget_runs(now: datetime) -> None:
    """Of runs older than a month one a week stays, of those older than two years none."""
    await ForecastRun.raw(
        """
        DELETE FROM forecast_run WHERE status <> 'running' AND (
            started_at < {} OR (started_at < {} AND id NOT IN (
                SELECT DISTINCT ON (date_trunc('week', started_at)) id FROM forecast_run
                WHERE status = 'done' ORDER BY date_trunc('week', started_at), number DESC)))
        """,
        now - timedelta(days=730),
        now - timedelta(days=31),
    )


def _first(rows: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    return _decoded(rows[0]) if rows else None


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "notes": msgspec.json.decode(row["notes"], type=dict[str, int])}


async def in_force_on(before: date) -> UUID | None:
    """The latest run that was made before a day."""
    rows = await ForecastRun.raw(
        "SELECT id FROM forecast_run WHERE status = 'done' AND today < {} ORDER BY number DESC LIMIT 1",
        before,
    )
    return rows[0]["id"] if rows else None


async def forecast_stamp() -> tuple[object, ...]:
    """Names the state of runs, overrides, windows, deals and promotions that the caller can see."""
    rows = await ForecastRun.raw(
        """
        SELECT (SELECT max(number) FROM forecast_run WHERE status = 'done') AS run,
               (SELECT count(*) FROM forecast_override) AS override_count,
               (SELECT md5(string_agg(concat_ws(' ', id, ends_on, thawed_at), ',' ORDER BY id))
                FROM forecast_freeze) AS freezes,
               (SELECT md5(string_agg(w::text, ',' ORDER BY family)) FROM forecast_window AS w) AS windows,
               (SELECT md5(string_agg(concat_ws(' ', id, stage, outcome, quantity, expected_on), ','
                                      ORDER BY id)) FROM opportunity) AS deals,
               (SELECT md5(string_agg(concat_ws(' ', id, status, quantity, due_on), ',' ORDER BY id))
                FROM quotation WHERE deleted_at IS NULL) AS quotations,
               (SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM promotion AS p) AS promotions,
               (SELECT count(*) FROM promotion_uplift) AS uplifts
        """
    )
    return tuple(rows[0].values())
