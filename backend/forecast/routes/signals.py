"""Signals from outside over the API: what came of each, series and events that people keep."""

from uuid import UUID

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.forecast.commands import (
    ChooseCountry,
    RemoveOutsideEvent,
    RemoveOutsideSeries,
    event_asked,
    series_asked,
)
from backend.forecast.errors import OutsideCountryError, OutsideDaysError, OutsideSeriesError
from backend.forecast.queries.outside import outside_for
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.schemas.forecast_outside import (
    CountryAsked,
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    OutsideSeriesKept,
)


@get("/forecast/signals", responses=refusals(NotFoundError))
async def forecast_signals(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> OutsideBoard:
    """Signals from outside, and what each has made of the error at past origins, by family."""
    return await outside_for(viewer, dispatcher.clock.now())


@put(
    "/forecast/signals/series/{code:str}",
    responses=refusals(NotFoundError, OutsideSeriesError),
)
async def keep_outside_series(
    code: FromPath[str],
    data: JSONBody[OutsideSeriesAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> OutsideSeriesKept:
    """Keep an index, a price, the weather: CSV with a day and a value a line; the next run tries it."""
    found: OutsideSeriesKept = await dispatcher.dispatch(
        series_asked(code, data), actor_id=viewer.person_id, request_id=request_id()
    )
    return found


@delete("/forecast/signals/series/{series_id:uuid}", responses=refusals(NotFoundError))
async def remove_outside_series(
    series_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Forget a series from outside; the next run is made without it."""
    await dispatcher.dispatch(
        RemoveOutsideSeries(series_id), actor_id=viewer.person_id, request_id=request_id()
    )


@post(
    "/forecast/signals/events",
    status_code=204,
    responses=refusals(NotFoundError, OutsideDaysError),
)
async def add_outside_event(
    data: JSONBody[OutsideEventAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Put an event on a market or at a competitor on record, for a family and a territory or for all."""
    await dispatcher.dispatch(event_asked(data), actor_id=viewer.person_id, request_id=request_id())


@delete("/forecast/signals/events/{event_id:uuid}", responses=refusals(NotFoundError))
async def remove_outside_event(
    event_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take an event back; the next run is made without it."""
    await dispatcher.dispatch(
        RemoveOutsideEvent(event_id), actor_id=viewer.person_id, request_id=request_id()
    )


@put(
    "/forecast/signals/territories/{territory_id:uuid}",
    status_code=204,
    responses=refusals(NotFoundError, OutsideCountryError),
)
async def choose_country(
    territory_id: FromPath[UUID],
    data: JSONBody[CountryAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say whose holidays hold in a territory; without a country those of most of its customers. The next run tries them."""
    command = ChooseCountry(territory_id, data.country)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


SIGNAL_ROUTES = (
    forecast_signals,
    keep_outside_series,
    remove_outside_series,
    add_outside_event,
    remove_outside_event,
    choose_country,
)
