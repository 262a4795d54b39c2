"""Stock over the API."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.stock.commands import SetAlternateDays, SetComponentDays, SetLotRules
from backend.stock.errors import (
    ComponentLeftOutError,
    DaysOverlapError,
    HeldDaysMovedError,
    LastDayError,
    LastDayOfError,
    LotMaximumError,
    LotRuleRangeError,
    LotRulesMovedError,
    LotRuleTooFineError,
    YieldOfBoughtError,
)
from backend.stock.queries import lot_rules_for, stock_board_for
from shared.schemas.stock import HeldDaysAsked, LotRulesAsked, LotRulesView, StockAsked, StockBoard
from shared.terms import StockGrouping, StockMark, StockStage

Stage = Annotated[
    StockStage | None,
    QueryParameter(
        name="stage", description="Raw material, what is in work, or finished; else all."
    ),
]
Mark = Annotated[
    StockMark | None, QueryParameter(name="mark", description="Only rows that stand out like that.")
]
SiteId = Annotated[UUID | None, QueryParameter(name="site_id", description="One site only.")]
Family = Annotated[
    str | None, QueryParameter(name="family", description="One family only.", max_length=100)
]
Words = Annotated[
    str,
    QueryParameter(
        name="words", description="Words in an item's name or code, or a lot's code.", max_length=80
    ),
]
Grouping = Annotated[
    StockGrouping,
    QueryParameter(name="grouping", description="Rows by item, or sums by family or site."),
]
Offset = Annotated[
    int, QueryParameter(name="offset", description="Rows to pass over.", ge=0, le=1_000_000)
]


@get("/", responses=refusals(NotAllowedError))
async def board(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    stage: Stage = None,
    mark: Mark = None,
    site_id: SiteId = None,
    family: Family = None,
    words: Words = "",
    grouping: Grouping = StockGrouping.ITEM,
    offset: Offset = 0,
) -> StockBoard:
    """Stock at one's sites with gaps, surpluses and what will be wasted; fifty rows, gaps first."""
    asked = StockAsked(stage, mark, site_id, family, words, grouping, offset)
    return await stock_board_for(viewer, dispatcher.clock.now(), asked)


@get("/{item_id:uuid}/lots", responses=refusals(NotAllowedError, NotFoundError))
async def lot_rules(item_id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> LotRulesView:
    """How large an item's lots are at one's sites, and how long they take."""
    return await lot_rules_for(viewer, item_id)


@put(
    "/{item_id:uuid}/lots/{site_id:uuid}",
    responses=refusals(
        LastDayError, LotMaximumError, LotRuleRangeError, LotRulesMovedError, LotRuleTooFineError, NotAllowedError,
        NotFoundError, YieldOfBoughtError,
    ),
)  # fmt: skip
async def set_lot_rules(
    item_id: FromPath[UUID],
    site_id: FromPath[UUID],
    data: JSONBody[LotRulesAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> LotRulesView:
    """Give an item's lots at a site other rules. What is planned stays; open proposals are worked out anew."""
    command = SetLotRules(item_id, site_id, data.ver, data.rules)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await lot_rules_for(viewer, item_id)


@put(
    "/{item_id:uuid}/components/days",
    responses=refusals(
        ComponentLeftOutError, DaysOverlapError, HeldDaysMovedError, LastDayOfError, NotAllowedError, NotFoundError
    ),
)  # fmt: skip
async def set_component_days(
    item_id: FromPath[UUID],
    data: JSONBody[HeldDaysAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> LotRulesView:
    """Let the components of an item go into what begins on other days.

    A line that is named twice goes on in other days with the same quantity; one that is left out goes, where another of the
    same component and quantity stays.
    """
    command = SetComponentDays(item_id, data.ver, tuple(data.days))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await lot_rules_for(viewer, item_id)


@put(
    "/{item_id:uuid}/alternates/{site_id:uuid}/days",
    responses=refusals(HeldDaysMovedError, LastDayOfError, NotAllowedError, NotFoundError),
)
async def set_alternate_days(
    item_id: FromPath[UUID],
    site_id: FromPath[UUID],
    data: JSONBody[HeldDaysAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> LotRulesView:
    """Let other ways to an item at a site begin on other days; those that are not named keep theirs."""
    command = SetAlternateDays(item_id, site_id, data.ver, tuple(data.days))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await lot_rules_for(viewer, item_id)


def stock_router(dispatcher: Dispatcher) -> Router:
    """The routes of stock; `viewer` comes from the application."""
    return Router(
        path="/api/v1/stock",
        route_handlers=[board, lot_rules, set_lot_rules, set_component_days, set_alternate_days],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Stock"],
    )
