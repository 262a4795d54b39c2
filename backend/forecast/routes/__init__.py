"""The forecast over the API: runs, series, what people say instead, customers, accuracy."""

from datetime import date
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from backend.demand.commands import MoveDeal
from backend.demand.errors import DealStageError
from backend.dispatch import Dispatcher
from backend.forecast.commands import (
    ChooseForecastWindow,
    RemoveForecastWindow,
    RestoreForecastOverride,
    StartForecast,
    UndoForecastMend,
    override_asked,
)
from backend.forecast.errors import (
    ForecastClosedError,
    ForecastExpiryError,
    ForecastFrozenError,
    ForecastQuantityError,
)
from backend.forecast.queries.accuracy import accuracy_for
from backend.forecast.queries.boards import board_for, series_for
from backend.forecast.queries.consuming import windows_for_all
from backend.forecast.queries.customers import customer_for, customers_for
from backend.forecast.queries.pipeline import pipeline_for
from backend.forecast.routes.lives import LIFE_ROUTES
from backend.forecast.routes.runs import RUN_ROUTES
from backend.forecast.routes.signals import SIGNAL_ROUTES
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.forecast_terms import ForecastLevel
from shared.ids import new_id
from shared.schemas.forecast import (
    AccuracyBoard,
    CustomerForecast,
    CustomerForecasts,
    ForecastBoard,
    ForecastView,
    ForecastWindows,
    MendAsked,
    OverrideAsked,
    PipelineBoard,
    StageAsked,
    WindowAsked,
)


@get("/forecast")
async def forecast(
    viewer: NamedDependency[Viewer],
    level: FromQuery[ForecastLevel | None] = None,
    words: FromQuery[str] = "",
    family: FromQuery[str | None] = None,
    *,
    failed: FromQuery[bool] = False,
    offset: FromQuery[int] = 0,
) -> ForecastBoard:
    """Series that one may see, the largest error in money first; `failed` lists those without a forecast of their own."""
    return await board_for(
        viewer, level, words=words[:80], family=family, failed_only=failed, offset=max(0, offset)
    )


@post("/forecast/runs", status_code=202)
async def start_forecast(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> ForecastBoard:
    """Forecast the whole company now; while a run is under way it is the answer."""
    await dispatcher.dispatch(
        StartForecast(new_id()), actor_id=viewer.person_id, request_id=request_id()
    )
    return await board_for(viewer, None)


@get("/forecast/series/{series_id:uuid}", responses=refusals(NotFoundError))
async def forecast_series(
    series_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ForecastView:
    """One series: history, forecast, interval, why the number, what moved, every version of every override."""
    return await series_for(viewer, series_id, dispatcher.clock.now())


@post(
    "/forecast/series/{series_id:uuid}/overrides",
    status_code=204,
    responses=refusals(
        NotFoundError,
        ForecastClosedError,
        ForecastExpiryError,
        ForecastFrozenError,
        ForecastQuantityError,
    ),
)
async def override_forecast(
    series_id: FromPath[UUID],
    data: JSONBody[OverrideAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Add to, or take from, the forecast of some periods; 0 takes back what was said before."""
    await dispatcher.dispatch(
        override_asked(series_id, data), actor_id=viewer.person_id, request_id=request_id()
    )


@post(
    "/forecast/overrides/{override_id:uuid}/restore",
    status_code=204,
    responses=refusals(NotFoundError, ForecastClosedError, ForecastFrozenError),
)
async def restore_forecast_override(
    override_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say an earlier version again, as a new version."""
    await dispatcher.dispatch(
        RestoreForecastOverride(override_id), actor_id=viewer.person_id, request_id=request_id()
    )


@put(
    "/forecast/series/{series_id:uuid}/mends/{on:date}",
    status_code=204,
    responses=refusals(NotFoundError),
)
async def undo_forecast_mend(
    series_id: FromPath[UUID],
    on: FromPath[date],
    data: JSONBody[MendAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Leave a period of the history as it was written, or mend it again; from the next run on."""
    await dispatcher.dispatch(
        UndoForecastMend(series_id, on, data.is_undone),
        actor_id=viewer.person_id,
        request_id=request_id(),
    )


@get("/forecast/windows")
async def forecast_windows(viewer: NamedDependency[Viewer]) -> ForecastWindows:
    """How far orders consume the forecast, and for how many days plans serve orders only, by family."""
    return await windows_for_all(viewer)


@put("/forecast/windows", status_code=204, responses=refusals(NotFoundError))
async def choose_forecast_window(
    data: JSONBody[WindowAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say how far orders of a family consume the forecast, in days before and after their own."""
    await dispatcher.dispatch(
        ChooseForecastWindow(
            data.family, data.backward_days, data.forward_days, data.demand_fence_days
        ),
        actor_id=viewer.person_id,
        request_id=request_id(),
    )


@delete("/forecast/windows", status_code=204, responses=refusals(NotFoundError))
async def remove_forecast_window(
    family: FromQuery[str],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let the windows of every family hold again for one."""
    await dispatcher.dispatch(
        RemoveForecastWindow(family), actor_id=viewer.person_id, request_id=request_id()
    )


@get("/forecast/customers")
async def forecast_customers(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    offset: FromQuery[int] = 0,
) -> CustomerForecasts:
    """One's own customers, a hundred: when each will order again, who is quiet, what is out of the usual."""
    return await customers_for(viewer, offset, dispatcher.clock.now())


@get("/forecast/customers/{customer_id:uuid}", responses=refusals(NotFoundError))
async def forecast_customer(
    customer_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerForecast:
    """One customer's part of the forecast, item by item."""
    return await customer_for(viewer, customer_id, dispatcher.clock.now())


@get("/forecast/accuracy", responses=refusals(NotFoundError))
async def forecast_accuracy(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> AccuracyBoard:
    """Error and bias at the lag, of the company, by family and by item, and what each step added."""
    return await accuracy_for(viewer, dispatcher.clock.now())


@get("/forecast/pipeline")
async def forecast_pipeline(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> PipelineBoard:
    """Open deals of one's territories, by what their stage has been worth so far, and what each adds."""
    return await pipeline_for(viewer, dispatcher.clock.now())


@put(
    "/forecast/pipeline/{opportunity_id:uuid}/stage",
    status_code=204,
    responses=refusals(NotFoundError, DealStageError),
)
async def move_deal(
    opportunity_id: FromPath[UUID],
    data: JSONBody[StageAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Move an opportunity to another stage, or say that it was won or lost; the forecast follows at once."""
    await dispatcher.dispatch(
        MoveDeal(opportunity_id, data.stage, data.outcome),
        actor_id=viewer.person_id,
        request_id=request_id(),
    )


def forecast_router(dispatcher: Dispatcher) -> Router:
    """The routes of the forecast; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            forecast,
            start_forecast,
            forecast_series,
            override_forecast,
            restore_forecast_override,
            undo_forecast_mend,
            forecast_windows,
            choose_forecast_window,
            remove_forecast_window,
            forecast_customers,
            forecast_customer,
            forecast_accuracy,
            forecast_pipeline,
            move_deal,
            *SIGNAL_ROUTES,
            *RUN_ROUTES,
            *LIFE_ROUTES,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Forecast"],
    )
