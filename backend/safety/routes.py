"""Safety stocks and what is proposed, over the API."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.safety.commands import TakeSafetyStock
from backend.safety.errors import SafetyStockMovedError
from backend.safety.queries import safety_stocks_for
from backend.stock.errors import LotRulesMovedError
from shared.schemas.safety import SafetyStockTaken, SafetyStockView


@get("/{item_id:uuid}/safety-stock", responses=refusals(NotAllowedError, NotFoundError))
async def safety_stocks(
    item_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SafetyStockView:
    """The safety stock of an item at one's sites, the one that is proposed, and why."""
    return await safety_stocks_for(viewer, item_id, dispatcher.clock.now())


@post(
    "/{item_id:uuid}/safety-stock/{site_id:uuid}",
    status_code=200,
    responses=refusals(LotRulesMovedError, NotAllowedError, NotFoundError, SafetyStockMovedError),
)
async def take_safety_stock(
    item_id: FromPath[UUID],
    site_id: FromPath[UUID],
    data: JSONBody[SafetyStockTaken],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SafetyStockView:
    """Take the proposed safety stock over, exactly as it was seen."""
    command = TakeSafetyStock(item_id, site_id, data.ver, data.safety_stock)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await safety_stocks_for(viewer, item_id, dispatcher.clock.now())


def safety_router(dispatcher: Dispatcher) -> Router:
    """The routes of safety stocks; `viewer` comes from the application."""
    return Router(
        path="/api/v1/stock",
        route_handlers=[safety_stocks, take_safety_stock],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Stock"],
    )
