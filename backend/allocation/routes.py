"""Sharing out what is short, over the API: what is short, who would get what, the decision, the rules."""

from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from backend.allocation.commands import (
    ChooseAllocationRule,
    DecideAllocation,
    OpenAllocation,
    RemoveAllocationRule,
    UndoAllocation,
)
from backend.allocation.errors import (
    AllocationMovedError,
    AllocationOpenError,
    NothingShortError,
)
from backend.allocation.queries import allocation_for, board_for, preview_for
from backend.approval.errors import (
    ApprovedAlreadyError,
    NotYourApprovalError,
    NotYourTurnError,
)
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.proposal.errors import AlreadyDecidedError, OwnProposalError, ReasonMissingError
from backend.undo.errors import BuiltUponError, NotYourDecisionError, UndoTooLateError
from shared.ids import new_id
from shared.schemas.allocation import (
    AllocationBoard,
    AllocationDecision,
    AllocationPreview,
    AllocationRule,
    AllocationView,
    NewAllocation,
)


@get("/allocations")
async def allocations(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> AllocationBoard:
    """What is short at one's sites, most broken promises first; what waits for a decision; the rules."""
    return await board_for(viewer, dispatcher.clock.now())


@post(
    "/allocations/preview",
    status_code=200,
    responses=refusals(NotFoundError, NothingShortError),
)
async def preview_allocation(
    data: JSONBody[NewAllocation],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AllocationPreview:
    """Who would get what of a shortage by the rules, or with other strategies. Nothing is kept."""
    now = dispatcher.clock.now()
    return await preview_for(viewer, data.item_id, data.site_id, data.choices, now)


@post("/allocations", responses=refusals(NotFoundError, NothingShortError, AllocationOpenError))
async def open_allocation(
    data: JSONBody[NewAllocation],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AllocationView:
    """Let a shortage wait for a supervisor's decision."""
    command = OpenAllocation(new_id(), data.item_id, data.site_id, tuple(data.choices))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await allocation_for(viewer, command.id, dispatcher.clock.now())


@get(
    "/allocations/{allocation_id:uuid}",
    responses=refusals(NotFoundError, NothingShortError),
)
async def allocation(
    allocation_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AllocationView:
    """An allocation; an open one is worked out as things stand now, a closed one as it was decided."""
    return await allocation_for(viewer, allocation_id, dispatcher.clock.now())


@post(
    "/allocations/{allocation_id:uuid}/decision",
    status_code=200,
    responses=refusals(
        NotFoundError,
        NothingShortError,
        AllocationMovedError,
        AlreadyDecidedError,
        OwnProposalError,
        ReasonMissingError,
        ApprovedAlreadyError,
        NotYourApprovalError,
        NotYourTurnError,
    ),
)
async def decide_allocation(
    allocation_id: FromPath[UUID],
    data: JSONBody[AllocationDecision],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AllocationView:
    """Approve, reject or send back exactly the answer that `seen_id` names. An approval promises every
    line anew in one go and tells those who look after the customers that come off worse.
    """
    command = DecideAllocation(allocation_id, data.decision, data.seen_id, data.reason, data.note)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await allocation_for(viewer, allocation_id, dispatcher.clock.now())


@post(
    "/allocations/{allocation_id:uuid}/undo",
    status_code=200,
    responses=refusals(NotFoundError, NotYourDecisionError, UndoTooLateError, BuiltUponError),
)
async def undo_allocation(
    allocation_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AllocationView:
    """Undo one's own decision within 30 seconds, before anything of it leaves the house. Plan, orders and
    promises are what they were; the shortage waits again.
    """
    await dispatcher.dispatch(
        UndoAllocation(allocation_id), actor_id=viewer.person_id, request_id=request_id()
    )
    return await allocation_for(viewer, allocation_id, dispatcher.clock.now())


@put("/allocation-rules", status_code=204, responses=refusals(NotFoundError))
async def choose_allocation_rule(
    data: JSONBody[AllocationRule],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say how a class of customers is served when there is not enough, of one family or of all."""
    await dispatcher.dispatch(
        ChooseAllocationRule(data), actor_id=viewer.person_id, request_id=request_id()
    )


@delete("/allocation-rules", status_code=204, responses=refusals(NotFoundError))
async def remove_allocation_rule(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    customer_class: FromQuery[int],
    family: FromQuery[str] = "",
) -> None:
    """Forget a rule: that of every family holds again, else the usual one."""
    await dispatcher.dispatch(
        RemoveAllocationRule(family, customer_class),
        actor_id=viewer.person_id,
        request_id=request_id(),
    )


def allocation_router(dispatcher: Dispatcher) -> Router:
    """The routes of allocations; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            allocations,
            preview_allocation,
            open_allocation,
            allocation,
            decide_allocation,
            undo_allocation,
            choose_allocation_rule,
            remove_allocation_rule,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Allocation"],
    )
