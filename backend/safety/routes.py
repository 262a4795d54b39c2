"""Safety stocks and what is proposed, over the API."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.safety.commands import SetSafetyStocks, TakeSafetyStock
from backend.safety.errors import SafetyStockMovedError
from backend.safety.queries import putting_back, safety_board_for, safety_stocks_for
from backend.stock.errors import LotRuleRangeError, LotRulesMovedError
from shared.schemas.safety import (
    SafetyStockBoard,
    SafetyStocksAsked,
    SafetyStocksChosen,
    SafetyStockTaken,
    SafetyStockView,
)
from shared.terms import SafetySide

_SIDE: Final = "Only those that are lower, or higher, than proposed."


@get("/safety-stocks", responses=refusals(NotAllowedError))
async def safety_stock_board(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    side: Annotated[SafetySide | None, QueryParameter(description=_SIDE)] = None,
    offset: Annotated[int, QueryParameter(ge=0, description="Rows to leave out first.")] = 0,
) -> SafetyStockBoard:
    """Safety stocks at one's sites that are other than proposed, fifty rows, the largest difference in money first."""
    asked = SafetyStocksAsked(side, offset)
    return await safety_board_for(viewer, dispatcher.clock.now(), asked)


@put(
    "/safety-stocks",
    responses=refusals(LotRuleRangeError, LotRulesMovedError, NotAllowedError, NotFoundError),
)
async def set_safety_stocks(
    data: JSONBody[SafetyStocksChosen],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SafetyStocksChosen:
    """Set several safety stocks, all or none; the answer is what puts back what was before."""
    back = await putting_back(data)
    command = SetSafetyStocks(tuple(data.stocks))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return back


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
        route_handlers=[
            safety_stock_board,
            set_safety_stocks,
            safety_stocks,
            take_safety_stock,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Stock"],
    )
