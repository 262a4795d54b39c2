"""Replenishments over the API: what alerts have led to, and the decision about it."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.approval.errors import (
    ApprovedAlreadyError,
    NotYourApprovalError,
    NotYourTurnError,
)
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.proposal.errors import AlreadyDecidedError, OwnProposalError, ReasonMissingError
from backend.replenishment.commands import AskReplenishment, DecideReplenishment, UndoReplenishment
from backend.replenishment.errors import NothingToRefillError, ReplenishmentMovedError
from backend.replenishment.queries import replenishment_for, replenishments_for, supply_ends_for
from backend.undo.errors import BuiltUponError, NotYourDecisionError, UndoTooLateError
from shared.schemas.replenishment import (
    ReplenishmentAsked,
    ReplenishmentDecision,
    ReplenishmentRow,
    ReplenishmentView,
    SupplyEnd,
)


@get("/replenishments")
async def replenishments(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> list[ReplenishmentRow]:
    """What alerts have led to at one's sites: what waits first, then what was decided last."""
    return await replenishments_for(viewer, dispatcher.clock.now())


@post(
    "/replenishments",
    status_code=200,
    responses=refusals(NotFoundError, NotAllowedError, NothingToRefillError),
)
async def ask_replenishment(
    data: JSONBody[ReplenishmentAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ReplenishmentView:
    """Propose what will be missing, as an alert of kind `promotion_short`, `season_short` or `supply_ends` says.

    Where something waits for the position already, that is the answer.
    """
    replenishment_id = await dispatcher.dispatch(
        AskReplenishment(data.alert_id), actor_id=viewer.person_id, request_id=request_id()
    )
    return await replenishment_for(viewer, replenishment_id, dispatcher.clock.now())


@get("/stock/{item_id:uuid}/supply-ends", responses=refusals(NotAllowedError))
async def supply_ends(item_id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> list[SupplyEnd]:
    """Where an item's supply ends at one's sites while it is needed, and what has to be bought until when."""
    return await supply_ends_for(viewer, item_id)


@get("/replenishments/{replenishment_id:uuid}", responses=refusals(NotFoundError))
async def replenishment(
    replenishment_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ReplenishmentView:
    """One of them; an open one is worked out as things stand now, a closed one as it was decided."""
    return await replenishment_for(viewer, replenishment_id, dispatcher.clock.now())


@post(
    "/replenishments/{replenishment_id:uuid}/decision",
    status_code=200,
    responses=refusals(
        NotFoundError,
        NothingToRefillError,
        ReplenishmentMovedError,
        AlreadyDecidedError,
        OwnProposalError,
        ReasonMissingError,
        ApprovedAlreadyError,
        NotYourApprovalError,
        NotYourTurnError,
    ),
)
async def decide_replenishment(
    replenishment_id: FromPath[UUID],
    data: JSONBody[ReplenishmentDecision],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ReplenishmentView:
    """Approve, reject or send back exactly the answer that `seen_id` names. An approval revises the plan."""
    command = DecideReplenishment(
        replenishment_id, data.decision, data.seen_id, data.reason, data.note
    )
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await replenishment_for(viewer, replenishment_id, dispatcher.clock.now())


@post(
    "/replenishments/{replenishment_id:uuid}/undo",
    status_code=200,
    responses=refusals(NotFoundError, NotYourDecisionError, UndoTooLateError, BuiltUponError),
)
async def undo_replenishment(
    replenishment_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ReplenishmentView:
    """Undo one's own decision within 30 seconds, before anything of it leaves the house. Plan and purchases
    are what they were; the replenishment waits again.
    """
    await dispatcher.dispatch(
        UndoReplenishment(replenishment_id), actor_id=viewer.person_id, request_id=request_id()
    )
    return await replenishment_for(viewer, replenishment_id, dispatcher.clock.now())


def replenishment_router(dispatcher: Dispatcher) -> Router:
    """The routes of replenishments; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            replenishments,
            ask_replenishment,
            supply_ends,
            replenishment,
            decide_replenishment,
            undo_replenishment,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Replenishment"],
    )
