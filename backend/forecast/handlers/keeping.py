"""Freezes what is agreed, thaws it, and takes the whole company back to an earlier run."""

from datetime import date, datetime, timedelta
from typing import Final

from backend.dispatch import Context
from backend.forecast.commands import FreezeForecast, RestoreForecastRun, ThawForecast
from backend.forecast.errors import ForecastExpiryError, ForecastInForceError
from backend.forecast.events import ForecastMade, ForecastOverridden
from backend.forecast.model.comparing import held_periods, said_again
from backend.forecast.model.periods import end_of, number_of, start_of
from backend.forecast.queries.agreed import agreed_cells
from backend.forecast.queries.outside import must_keep
from backend.forecast.repository import freezes, overrides, runs, series
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.bulk import allow_long_statements, transaction_connection
from shared.forecast_terms import ForecastPeriod

LONGEST: Final = timedelta(days=731)


async def freeze_forecast(command: FreezeForecast, context: Context) -> None:
    """Keep what is agreed now; no later run, deal or word moves it until it is thawed or has ended."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    today = context.now.date()
    if not today <= command.ends_on <= today + LONGEST:
        raise ForecastExpiryError
    if command.until_on is not None and command.until_on < today:
        raise ForecastExpiryError
    run = await runs.in_force()
    cells = (
        [] if run is None else await agreed_cells(run["id"], today, command.family, command.item_id)
    )
    if run is None or not cells:
        raise NotFoundError

    kept = []
    for cell in cells:
        begin = max(cell.first, number_of(cell.period, today))
        end = None if command.until_on is None else number_of(cell.period, command.until_on)
        held = held_periods(cell.quantities, cell.first, begin, end)
        if held:
            first_on = start_of(cell.period, begin)
            kept.append((cell.place.series_id, cell.period.value, first_on, held))
    await freezes.add(
        {
            "id": command.id, "family": command.family, "item_id": command.item_id,
            "until_on": command.until_on, "ends_on": command.ends_on, "reason": command.reason.value,
            "note": command.note, "run_number": run["number"], "made_by_name": viewer.name,
            "made_at": context.now,
        },
        kept,
    )  # fmt: skip

    context.note(family=command.family, item_id=command.item_id, cell_count=len(kept))
    context.emit(ForecastOverridden(command.id))


async def thaw_forecast(command: ThawForecast, context: Context) -> None:
    """Let runs, deals and words move what was frozen."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    if not await freezes.thaw(command.freeze_id, viewer.name, context.now, context.now.date()):
        raise NotFoundError
    context.emit(ForecastOverridden(command.freeze_id))


async def restore_forecast_run(command: RestoreForecastRun, context: Context) -> None:
    """Put an earlier run's figures in force again as a new run, with the words that stood when it was made."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    await runs.lock_runs()
    then, now = await runs.in_force(command.number), await runs.in_force()
    if then is None or now is None:
        raise NotFoundError
    if then["id"] == now["id"]:
        raise ForecastInForceError
    await allow_long_statements(transaction_connection())
    today = context.now.date()
    await runs.add_restored(command.id, then["number"], today, context.now, viewer.name)
    await series.copy_run(then["id"], command.id)
    await runs.close_run(command.id, "done", context.now)
    await _say_again(then["finished_at"], today, context)

    context.note(number=command.number)
    context.emit(ForecastMade(command.id))


async def _say_again(then: datetime, today: date, context: Context) -> None:
    """New versions of words about periods to come that stood otherwise then; each stays its owner's."""
    before = await overrides.standing_at(then)
    after = await overrides.standing(today)
    for row, quantity in said_again(before, after):
        period = ForecastPeriod(row["period"])
        if end_of(period, number_of(period, row["period_on"])) < today:
            continue
        version = await overrides.next_version(
            row["series_id"], row["customer_id"], row["period_on"], row["step"]
        )
        await overrides.add(
            {
                **{name: row[name] for name in overrides.SAID},
                "quantity": quantity,
                "version": version,
                "made_at": context.now,
                "expires_on": max(row["expires_on"], today),
                "restored_version": row["version"] if quantity else None,
            }
        )
