"""Promotions and seasonal items over the API: planned, confirmed, measured, exported."""

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.promotion.commands import (
    CancelPromotion,
    ChangePromotion,
    ConfirmPromotion,
    EndSeason,
    PlanPromotion,
    SayUplift,
    SetSeason,
)
from backend.promotion.errors import (
    PromotionClosedError,
    PromotionCustomersError,
    PromotionDaysError,
    PromotionEmptyError,
    PromotionPriceError,
    PromotionUnknownError,
    SeasonDaysError,
    SeasonQuantityError,
    UpliftError,
)
from backend.promotion.queries.exporting import promotions_file
from backend.promotion.queries.planning import board_for, choices_for, promotion_for
from backend.promotion.queries.seasons import season_board_for, season_for
from shared.ids import new_id
from shared.schemas.promotion import (
    PromotionAsked,
    PromotionBoard,
    PromotionChoices,
    PromotionView,
    SeasonAsked,
    SeasonBoard,
    SeasonView,
    UpliftAsked,
)

_REFUSED = (
    PromotionEmptyError,
    PromotionDaysError,
    PromotionPriceError,
    PromotionUnknownError,
    PromotionCustomersError,
)


@get("/promotions")
async def promotions(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> PromotionBoard:
    """Promotions that concern one: waiting for a planner, running, coming, over, cancelled."""
    return await board_for(viewer, dispatcher.clock.now())


@get("/promotions/choices")
async def promotion_choices(viewer: NamedDependency[Viewer]) -> PromotionChoices:
    """What a promotion can be made of."""
    return await choices_for(viewer)


@get("/promotions.csv", media_type="text/csv")
async def promotions_csv(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> Response[bytes]:
    """The same promotions as a table of the import format; what is imported again is the same."""
    return Response(
        await promotions_file(viewer, dispatcher.clock.now()),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="promotion.csv"'},
    )


@post("/promotions", responses=refusals(*_REFUSED))
async def plan_promotion(
    data: JSONBody[PromotionAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> PromotionView:
    """Plan a promotion; a rep's, for own customers, waits as a draft until a planner confirms it."""
    promotion_id = await dispatcher.dispatch(
        PlanPromotion(new_id(), data), actor_id=viewer.person_id, request_id=request_id()
    )
    return await promotion_for(viewer, promotion_id, dispatcher.clock.now())


@get("/promotions/{promotion_id:uuid}", responses=refusals(NotFoundError))
async def promotion(
    promotion_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> PromotionView:
    """One promotion: expected and measured uplift, siblings, what comes after, what supply lacks, history."""
    return await promotion_for(viewer, promotion_id, dispatcher.clock.now())


@put(
    "/promotions/{promotion_id:uuid}",
    responses=refusals(NotFoundError, PromotionClosedError, *_REFUSED),
)
async def change_promotion(
    promotion_id: FromPath[UUID],
    data: JSONBody[PromotionAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> PromotionView:
    """Say a promotion anew that is not over."""
    command = ChangePromotion(promotion_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await promotion_for(viewer, promotion_id, dispatcher.clock.now())


@post(
    "/promotions/{promotion_id:uuid}/confirmation",
    status_code=204,
    responses=refusals(NotFoundError, PromotionClosedError),
)
async def confirm_promotion(
    promotion_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let a draft count from now on."""
    command = ConfirmPromotion(promotion_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@delete(
    "/promotions/{promotion_id:uuid}",
    status_code=204,
    responses=refusals(NotFoundError, PromotionClosedError),
)
async def cancel_promotion(
    promotion_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Cancel a promotion; it stays on record and counts no more."""
    command = CancelPromotion(promotion_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@post(
    "/promotions/{promotion_id:uuid}/uplift",
    status_code=204,
    responses=refusals(NotFoundError, PromotionClosedError, PromotionUnknownError, UpliftError),
)
async def say_uplift(
    promotion_id: FromPath[UUID],
    data: JSONBody[UpliftAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Expect another uplift than was learned, with a reason; without a ratio go by what was learned again."""
    command = SayUplift(promotion_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get("/seasons")
async def seasons(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> SeasonBoard:
    """Items that are marked as seasonal or limited, then those whose sales show a season."""
    return await season_board_for(viewer, dispatcher.clock.now())


@get("/seasons/{item_id:uuid}", responses=refusals(NotFoundError))
async def season(
    item_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SeasonView:
    """One item's season: index by month, strength, days, what to have ready before and what will be left."""
    return await season_for(viewer, item_id, dispatcher.clock.now())


@put(
    "/seasons/{item_id:uuid}",
    responses=refusals(NotFoundError, SeasonDaysError, SeasonQuantityError),
)
async def set_season(
    item_id: FromPath[UUID],
    data: JSONBody[SeasonAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SeasonView:
    """Say between which days an item is sold; the forecast is made anew with it."""
    await dispatcher.dispatch(
        SetSeason(item_id, data), actor_id=viewer.person_id, request_id=request_id()
    )
    return await season_for(viewer, item_id, dispatcher.clock.now())


@delete("/seasons/{item_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def end_season(
    item_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let an item be sold the whole year again."""
    await dispatcher.dispatch(
        EndSeason(item_id), actor_id=viewer.person_id, request_id=request_id()
    )


def promotion_router(dispatcher: Dispatcher) -> Router:
    """The routes of promotions and seasons; `viewer` comes from the application."""
    return Router(
        "/api/v1",
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Promotions"],
        route_handlers=[
            promotions,
            promotion_choices,
            promotions_csv,
            plan_promotion,
            promotion,
            change_promotion,
            confirm_promotion,
            cancel_promotion,
            say_uplift,
            seasons,
            season,
            set_season,
            end_season,
        ],
    )
