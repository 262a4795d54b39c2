"""Runs of the forecast over the API: kept, beside each other, taken back; and what is frozen."""

from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.dispatch import Dispatcher
from backend.forecast.commands import RestoreForecastRun, ThawForecast, freeze_asked
from backend.forecast.errors import ForecastExpiryError, ForecastInForceError
from backend.forecast.queries.runs import comparison_for, runs_for
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.ids import new_id
from shared.schemas.forecast_runs import FreezeAsked, RunComparison, RunsBoard


@get("/forecast/runs", responses=refusals(NotFoundError))
async def forecast_runs(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> RunsBoard:
    """The runs that are kept, newest first, and every freeze."""
    return await runs_for(viewer, dispatcher.clock.now())


@get("/forecast/runs/{before:int}/{after:int}", responses=refusals(NotFoundError))
async def forecast_comparison(
    before: FromPath[int],
    after: FromPath[int],
    viewer: NamedDependency[Viewer],
    family: FromQuery[str | None] = None,
) -> RunComparison:
    """Two runs side by side: families, or the items of one, the largest difference first."""
    return await comparison_for(viewer, before, after, family)


@post(
    "/forecast/runs/{number:int}/restore",
    status_code=204,
    responses=refusals(NotFoundError, ForecastInForceError),
)
async def restore_forecast_run(
    number: FromPath[int],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take the whole company back to the figures and words of an earlier run, as a new run."""
    await dispatcher.dispatch(
        RestoreForecastRun(new_id(), number), actor_id=viewer.person_id, request_id=request_id()
    )


@post(
    "/forecast/freezes",
    status_code=204,
    responses=refusals(NotFoundError, ForecastExpiryError),
)
async def freeze_forecast(
    data: JSONBody[FreezeAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Keep what is agreed now of an item, a family, or all, until a day or until it is thawed."""
    await dispatcher.dispatch(
        freeze_asked(data), actor_id=viewer.person_id, request_id=request_id()
    )


@delete("/forecast/freezes/{freeze_id:uuid}", responses=refusals(NotFoundError))
async def thaw_forecast(
    freeze_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let runs, deals and words move again what was frozen."""
    await dispatcher.dispatch(
        ThawForecast(freeze_id), actor_id=viewer.person_id, request_id=request_id()
    )


RUN_ROUTES = (
    forecast_runs,
    forecast_comparison,
    restore_forecast_run,
    freeze_forecast,
    thaw_forecast,
)
