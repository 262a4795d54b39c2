"""Keeps what is known from outside: series as they are pasted, events as they are said."""

from datetime import date
from typing import Final

from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.forecast.commands import (
    AddOutsideEvent,
    ChooseCountry,
    KeepOutsideSeries,
    RemoveOutsideEvent,
    RemoveOutsideSeries,
)
from backend.forecast.errors import OutsideCountryError, OutsideDaysError, OutsideSeriesError
from backend.forecast.events import OutsideChanged
from backend.forecast.model.holiday_calendar import countries
from backend.forecast.model.outside_text import MOST_ROWS, pasted
from backend.forecast.queries.outside import must_keep
from backend.forecast.repository import outside
from backend.identity import handlers as identity
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.schemas.forecast_outside import OutsideSeriesKept

_YEARS: Final = 10
_DAYS_A_YEAR: Final = 366


async def keep_outside_series(command: KeepOutsideSeries, context: Context) -> OutsideSeriesKept:
    """Replace what was kept of a series by what its text says; the next run tries it."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    found = pasted(command.text)
    if not 0 < len(found.values) <= MOST_ROWS:
        raise OutsideSeriesError
    series_id = await outside.keep_series(
        command.code, command.name, command.delay_days, found.values, viewer.name, context.now
    )

    context.note(code=command.code, value_count=len(found.values))
    context.emit(OutsideChanged(series_id))
    return OutsideSeriesKept(
        series_id, len(found.values), found.skipped_count, found.repeated_count
    )


async def remove_outside_series(command: RemoveOutsideSeries, context: Context) -> None:
    """Forget a series; runs that used it keep what they say."""
    await must_keep(await viewer_for(context.actor_id))
    if not await outside.remove_series(command.series_id):
        raise NotFoundError
    context.emit(OutsideChanged(command.series_id))


async def add_outside_event(command: AddOutsideEvent, context: Context) -> None:
    """Put an event on record; the next run tries what events of its kind have done so far."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    if command.family is not None:
        families = {item.family for item in (await planning_catalog()).items.values()}
        if command.family not in families:
            raise NotFoundError
    if command.scope_id is not None and command.scope_id not in await outside.territories():
        raise NotFoundError
    if command.last_on < command.first_on or not all(
        _is_near(on, context.now.date()) for on in (command.first_on, command.last_on)
    ):
        raise OutsideDaysError
    await outside.add_event(
        {
            "id": command.id, "kind": command.kind.value, "name": command.name,
            "family": command.family, "scope_id": command.scope_id, "first_on": command.first_on,
            "last_on": command.last_on, "known_on": command.known_on,
            "said_by_name": viewer.name, "said_at": context.now,
        }
    )  # fmt: skip

    context.emit(OutsideChanged(command.id))


async def choose_country(command: ChooseCountry, context: Context) -> None:
    """Keep whose holidays hold in a territory; the next run tries them."""
    await must_keep(await viewer_for(context.actor_id))
    country = (command.country or "").strip().upper() or None
    if country is not None and country not in countries():
        raise OutsideCountryError
    await identity.choose_country(command.territory_id, country)

    context.note(territory_id=command.territory_id, country=country)
    context.emit(OutsideChanged(command.territory_id))


def _is_near(on: date, today: date) -> bool:
    return abs((on - today).days) <= _YEARS * _DAYS_A_YEAR


async def remove_outside_event(command: RemoveOutsideEvent, context: Context) -> None:
    """Take an event back; the next run is made without it."""
    await must_keep(await viewer_for(context.actor_id))
    if not await outside.remove_event(command.event_id, context.now):
        raise NotFoundError
    context.emit(OutsideChanged(command.event_id))
