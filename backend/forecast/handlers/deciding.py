"""Keeps what people say instead of the model, version by version, and how orders consume the forecast."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import customer_row, planning_catalog
from backend.dispatch import Context
from backend.forecast.commands import (
    ChooseForecastWindow,
    OverrideForecast,
    RemoveForecastWindow,
    RestoreForecastOverride,
    UndoForecastMend,
)
from backend.forecast.errors import ForecastClosedError, ForecastExpiryError, ForecastFrozenError
from backend.forecast.events import ForecastOverridden
from backend.forecast.model.consumption import Windows
from backend.forecast.model.periods import number_of, start_of
from backend.forecast.model.steps import UNSAID
from backend.forecast.queries.seeing import step_of, visible_series
from backend.forecast.repository import freezes, history, overrides
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from shared.forecast_terms import ForecastPeriod, ForecastStep
from shared.terms import ReasonCode, Role

LONGEST: Final = timedelta(days=731)
_SHARE_DAYS: Final = 364


async def override_forecast(command: OverrideForecast, context: Context) -> None:
    """Keep one version a period: a rep's for own customers, a planner's for any series."""
    viewer = await viewer_for(context.actor_id)
    step = step_of(viewer)
    row = await visible_series(viewer, command.series_id)
    part = await _part_of(viewer, row, command.customer_id, context)
    if not context.now.date() <= command.expires_on <= context.now.date() + LONGEST:
        raise ForecastExpiryError
    for period_on in command.period_ons:
        await _keep(viewer, row, command, period_on, (step, part), context)

    context.note(series_id=command.series_id, quantity=command.quantity)
    context.emit(ForecastOverridden(command.series_id))


async def _keep(
    viewer: Viewer,
    row: Mapping[str, Any],
    command: OverrideForecast,
    period_on: date,
    said: tuple[ForecastStep, float],
    context: Context,
    restored: int | None = None,
) -> None:
    step, part = said
    period = ForecastPeriod(row["period"])
    at = number_of(period, period_on) - number_of(period, row["first_on"])
    now = number_of(period, context.now.date())
    if not 0 <= at < len(row["statistical"]) or number_of(period, period_on) < now:
        raise ForecastClosedError
    place = overrides.place_of(row)
    start = start_of(period, number_of(period, period_on))
    if await freezes.standing_over(place, start, context.now.date()):
        raise ForecastFrozenError
    version = await overrides.next_version(
        command.series_id, command.customer_id, start, step.value
    )
    model = row["statistical"][at] + sum(row[each.value][at] for each in UNSAID)
    await overrides.add(
        {
            "series_id": command.series_id,
            "family": place.family,
            "item_id": place.item_id,
            "site_id": place.site_id,
            "scope_id": place.scope_id,
            "segment": place.segment,
            "channel": place.channel,
            "customer_id": command.customer_id,
            "period": period.value,
            "period_on": start,
            "step": step.value,
            "version": version,
            "quantity": command.quantity,
            "model_quantity": round(model * part),
            "reason": command.reason.value,
            "note": command.note,
            "owner_id": viewer.person_id,
            "owner_name": viewer.name,
            "made_at": context.now,
            "expires_on": command.expires_on,
            "restored_version": restored,
        }
    )


async def _part_of(
    viewer: Viewer, row: Mapping[str, Any], customer_id: UUID | None, context: Context
) -> float:
    """A customer's part of a cell by what was ordered of late; 1 where no customer is named."""
    if customer_id is None:
        return 1.0
    if await customer_row(customer_id, viewer.scope_ids) is None:
        raise NotFoundError
    today = context.now.date()
    shares = await history.customer_shares(customer_id, today - timedelta(days=_SHARE_DAYS), today)
    place = overrides.place_of(row)
    found = next((each for each in shares if each["place"] == place), None)
    if found is None:
        raise NotFoundError
    return float(found["own"] / found["whole"])


async def restore_forecast_override(command: RestoreForecastOverride, context: Context) -> None:
    """Say an earlier version again, as a new one; whoever may speak of the series may."""
    viewer = await viewer_for(context.actor_id)
    step = step_of(viewer)
    old = await overrides.override(command.override_id)
    if old is None:
        raise NotFoundError
    row = await visible_series(viewer, old["series_id"])
    if step.value != old["step"]:
        raise NotFoundError
    part = await _part_of(viewer, row, old["customer_id"], context)
    again = OverrideForecast(
        series_id=old["series_id"],
        customer_id=old["customer_id"],
        period_ons=(old["period_on"],),
        quantity=old["quantity"],
        reason=ReasonCode(old["reason"]),
        note=old["note"],
        expires_on=max(old["expires_on"], context.now.date()),
    )
    await _keep(viewer, row, again, old["period_on"], (step, part), context, old["version"])

    context.emit(ForecastOverridden(old["series_id"]))


async def undo_forecast_mend(command: UndoForecastMend, context: Context) -> None:
    """Leave a period of a history as it was written, or mend it again; the next run follows."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(Role.PLANNER)
    row = await visible_series(viewer, command.series_id)
    period = ForecastPeriod(row["period"])
    on = start_of(period, number_of(period, command.period_on))
    if command.is_undone:
        await overrides.undo_mend(command.series_id, on, viewer.name, context.now)
    else:
        await overrides.mend_again(command.series_id, on)
    context.emit(ForecastOverridden(command.series_id))


async def choose_forecast_window(command: ChooseForecastWindow, context: Context) -> None:
    """Say how far orders of a family consume the forecast; for planners and admins."""
    (await viewer_for(context.actor_id)).must_be(Role.PLANNER, Role.ADMIN)
    families = {item.family for item in (await planning_catalog()).items.values()}
    if command.family and command.family not in families:
        raise NotFoundError
    chosen = Windows(command.backward_days, command.forward_days, command.demand_fence_days)
    await overrides.keep_window(command.family, chosen)
    context.emit(ForecastOverridden(UUID(int=0)))


async def remove_forecast_window(command: RemoveForecastWindow, context: Context) -> None:
    """Let the windows of every family hold again for one; for planners and admins."""
    (await viewer_for(context.actor_id)).must_be(Role.PLANNER, Role.ADMIN)
    if not command.family:
        raise NotFoundError
    await overrides.remove_window(command.family)
    context.emit(ForecastOverridden(UUID(int=0)))
