"""Starts runs, carries out their chunks, and puts them in force; a run that was cut off goes on where it was.

Wanted in the flow: `ForecastWanted` → `carry_out_forecast` (outside, in a process of its own);
`CompanyLoaded` → `want_forecast`, `ForecastDue` → `look_for_forecast`; `ForecastMade` and `ForecastAdvanced`
wake screens alone. Timetable: `StartNightlyForecast` every hour.
"""

import asyncio
import sys
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from backend.dispatch import Context
from backend.forecast.commands import (
    FinishForecast,
    ForecastFamilies,
    StartForecast,
    StartNightlyForecast,
)
from backend.forecast.events import ForecastAdvanced, ForecastDue, ForecastMade, ForecastWanted
from backend.forecast.handlers.chunk import forecast_chunk
from backend.forecast.model.outcome import (
    Chunk,
    forecast_then,
    measure_rows,
    series_rows,
)
from backend.forecast.model.periods import RHYTHMS, period_for, start_of
from backend.forecast.model.series import chunks_of
from backend.forecast.repository import history, outside, runs, series
from backend.forecast.repository import lives as lives_kept
from backend.identity.queries import viewer_for
from backend.kit.bulk import allow_long_statements, transaction_connection
from backend.outbox.relay import TryAgainError
from backend.settings import PROJECT
from shared.forecast_terms import ForecastCause, ForecastNote, ForecastPeriod
from shared.ids import new_id
from shared.terms import Role

RUNNERS: Final = (Role.PLANNER, Role.ADMIN)
MOST_CELLS: Final = 2_000
SOON: Final = timedelta(seconds=20)
NIGHT_HOURS: Final = range(1, 5)
STUCK_AFTER: Final = timedelta(hours=6)
_SINCE_LAST: Final = timedelta(hours=12)
_LONGEST_DAYS: Final = 366 * 5
_LOOK_AGAIN: Final = timedelta(minutes=1)
DONE: Final = 0
HELD_BY_ANOTHER: Final = 75


async def start_forecast(command: StartForecast, context: Context) -> UUID:
    """Put a run on record; while one is under way, that one is the answer."""
    name = None
    if context.actor_id is not None:
        viewer = await viewer_for(context.actor_id)
        viewer.must_be(*RUNNERS)
        name = viewer.name
    await runs.lock_runs()
    running = await runs.under_way()
    if running is not None and context.now - running["started_at"] < STUCK_AFTER:
        return UUID(str(running["id"]))
    if running is not None:
        await runs.close_run(running["id"], "failed", context.now)

    today = context.now.date()
    chunks = await _chunks(today)
    notes = await history.notes_on(today, _LONGEST_DAYS)
    await runs.add_run(
        command.id, command.cause, today, context.now, name, chunks,
        {note.value: count for note, count in notes.items()},
    )  # fmt: skip

    context.emit(ForecastWanted(command.id), lane="forecast")
    return command.id


async def _chunks(today: date) -> list[tuple[ForecastPeriod, list[str]]]:
    """Families that need the same kind of period together, in chunks that a process can hold."""
    by_period: dict[ForecastPeriod, list[tuple[str, int]]] = {}
    for each in await history.family_demand(today, _LONGEST_DAYS):
        period = period_for(each.line_count, each.item_count, each.first_on, each.last_on)
        by_period.setdefault(period, []).append((each.family, each.cell_count))
    period_of = {family: period for period, members in by_period.items() for family, _ in members}
    # A family that nothing was ever ordered of is forecast beside the one that its items are like.
    for row in await lives_kept.lives():
        beside = period_of.get(row["other_family"] or "")
        if beside is not None and row["family"] not in period_of:
            by_period[beside].append((row["family"], 1))
            period_of[row["family"]] = beside
    return [
        (period, families)
        for period in ForecastPeriod
        for families in chunks_of(by_period.get(period, []), MOST_CELLS)
    ]


async def start_nightly_forecast(command: StartNightlyForecast, context: Context) -> None:
    """Between one and five, once; where there is none at all, soon."""
    del command
    last = await runs.last_started_at()
    if last is None:
        context.emit(ForecastDue(), run_at=context.now + SOON)
    elif context.now.hour in NIGHT_HOURS and context.now - last > _SINCE_LAST:
        await start_forecast(StartForecast(new_id(), ForecastCause.NIGHT), context)


async def want_forecast(event: object, context: Context) -> None:
    """A load has brought other orders: forecast them, once the rest of the load's work is done."""
    del event
    context.emit(ForecastDue(), run_at=context.now + SOON)


async def look_for_forecast(event: ForecastDue, context: Context) -> None:
    """Forecast, unless a run has begun since this was wanted, or there is nothing to forecast."""
    del event
    last = await runs.last_started_at()
    today = context.now.date()
    if last is not None and context.now - last < SOON:
        return
    if await history.family_demand(today, _LONGEST_DAYS):
        await start_forecast(StartForecast(new_id(), ForecastCause.LOADED), context)


async def carry_out_forecast(event: ForecastWanted, context: Context) -> None:
    """Forecast in a process of its own, chunk by chunk; while another one is at it, look again in a minute.

    That is no failure, however long it takes: a run of many series outlasts the lease of its message.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.cli", "forecast", "company", "--run", str(event.run_id),
        cwd=PROJECT, stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        status = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        raise
    if status == HELD_BY_ANOTHER:
        raise TryAgainError(context.now + _LOOK_AGAIN, "another process forecasts")
    if status != DONE:
        raise RuntimeError(f"the forecast ended with status {status}")


async def forecast_families(command: ForecastFamilies, context: Context) -> None:
    """Forecast one chunk and keep its series; a chunk that is done is left alone.

    Nothing is locked or written until all is worked out: phones see no change of anybody while an older
    transaction that has written is open, and a chunk takes long.
    """
    chunk = await runs.open_chunk(command.run_id, command.number)
    if chunk is None:
        return
    await allow_long_statements(transaction_connection())
    made = await forecast_chunk(command.run_id, ForecastPeriod(chunk["period"]), chunk)

    if not await runs.lock_chunk(command.run_id, command.number):
        return
    await series.forget_series(command.run_id, chunk["families"])
    await outside.forget_trials(command.run_id, chunk["families"])
    if made is not None:
        await outside.add_trials(made.trials)
        await series.add_series(series_rows(made))
        await series.add_measures(await _measured_then(made, chunk["families"]))
        await series.add_measures(measure_rows(made))
        if not made.found.is_learned:
            await runs.count_note(command.run_id, ForecastNote.NOT_LEARNED, len(made.histories))
    await runs.note_chunk_done(command.run_id, command.number, context.now)

    context.emit(ForecastAdvanced(command.run_id))


async def _measured_then(made: Chunk, families: list[str]) -> list[dict[str, Any]]:
    """The latest closed periods as the runs in force at the lag had them, where there were any."""
    rhythm = RHYTHMS[made.period]
    kept: dict[UUID, dict[UUID, dict[str, Any]]] = {}
    rows: list[dict[str, Any]] = []
    for number in range(made.end - rhythm.block, made.end):
        then = await runs.in_force_on(start_of(made.period, number - rhythm.lag + 1))
        if then is None:
            continue
        if then not in kept:
            kept[then] = await series.earlier(then, families)
        rows += forecast_then(made, kept[then], number)
    return rows


async def finish_forecast(command: FinishForecast, context: Context) -> None:
    """Put a run in force once all its chunks are done; a run that is closed stays as it is."""
    await runs.lock_runs()
    run = await runs.run_of(command.run_id)
    if run is None or run["status"] != "running" or run["done_count"] < run["chunk_count"]:
        return
    await runs.close_run(command.run_id, "done", context.now)
    await runs.forget_runs(context.now)

    context.emit(ForecastMade(command.run_id))
