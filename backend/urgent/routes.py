"""Urgent orders over the API: what runs, one with its stages, the moves of people, and the runbooks."""

import re
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from litestar import Request, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.kit.problem_details import TooManyRequestsError
from backend.kit.request_guard import OPEN_DOOR, READS, Door
from backend.kit.throttle import Throttle
from backend.urgent.commands import (
    AddRunbook,
    ChangeRunbook,
    FinishStage,
    HandOverStage,
    MakeWall,
    MoveRunbook,
    RemoveRunbook,
    RevokeWall,
    SignWallIn,
    runbook_asked,
)
from backend.urgent.errors import (
    NotYourStageError,
    RunbookIncompleteError,
    StageNotRunningError,
    StageOwnerUnknownError,
    WallNotSignedInError,
)
from backend.urgent.model.wall import LINK_LIFE, hash_of, wall_path
from backend.urgent.queries.orders import urgent_board_for, urgent_order_for
from backend.urgent.queries.runbooks import runbooks_for
from backend.urgent.queries.walls import wall_view, walls_for
from shared.schemas.urgent import (
    FinishedStage,
    RunbookBoard,
    RunbookChoice,
    StageHandOver,
    UrgentBoard,
    UrgentView,
)
from shared.schemas.wall import (
    WallChoice,
    WallCode,
    WallLink,
    WallsBoard,
    WallToken,
    WallView,
)
from shared.urgent_terms import StageKind

# A screen has no session, and what it is known by stands in the body, where no other site can put it.
WALL_DOOR: Final = Door(re.compile(r"/api/v1/wall/(?:sign-in|orders)"), needs_token=False)
# Several screens behind one address look every ten seconds.
_A_SECOND: Final = 2
_AT_ONCE: Final = 40


class WallDesk:
    """What the screens' doors need: where links lead, and how often one address may knock."""

    def __init__(self, dispatcher: Dispatcher, origin: str) -> None:
        self.dispatcher = dispatcher
        self.origin = origin
        self.throttle = Throttle(a_second=_A_SECOND, burst=_AT_ONCE)

    def knock(self, request: Request[Any, Any, Any]) -> None:
        """Count a request of an address; `TooManyRequestsError` when there are too many."""
        host = request.client.host if request.client is not None else ""
        self.throttle.take(uuid5(NAMESPACE_URL, host))


@get("/urgent-orders")
async def urgent_orders(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    by_delivery: FromQuery[bool | None] = None,
) -> UrgentBoard:
    """Urgent orders that one sees: those that run, by their next deadline, then what ended in 14 days.

    `by_delivery` lists by when they have to be delivered, which is how logistics sees them anyhow.
    """
    return await urgent_board_for(viewer, dispatcher.clock.now(), by_delivery=by_delivery)


@get("/urgent-orders/{urgent_order_id:uuid}", responses=refusals(NotFoundError))
async def urgent_order(
    urgent_order_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> UrgentView:
    """One urgent order with its stages, owners and deadlines, and all that happened to it."""
    return await urgent_order_for(viewer, urgent_order_id, dispatcher.clock.now())


@post(
    "/urgent-orders/{urgent_order_id:uuid}/stages/{stage:str}/end",
    status_code=200,
    responses=refusals(NotFoundError, NotYourStageError, StageNotRunningError),
)
async def finish_stage(
    urgent_order_id: FromPath[UUID],
    stage: FromPath[str],
    data: JSONBody[FinishedStage],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> UrgentView:
    """Say that a stage is over, for its owner, whoever was called, or who oversees the plant.

    The next stage begins; the same again changes nothing.
    """
    command = FinishStage(urgent_order_id, _stage(stage), data.note)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await urgent_order_for(viewer, urgent_order_id, dispatcher.clock.now())


@put(
    "/urgent-orders/{urgent_order_id:uuid}/stages/{stage:str}/owner",
    responses=refusals(
        NotFoundError, NotYourStageError, StageNotRunningError, StageOwnerUnknownError
    ),
)
async def hand_over_stage(
    urgent_order_id: FromPath[UUID],
    stage: FromPath[str],
    data: JSONBody[StageHandOver],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> UrgentView:
    """Give a stage to somebody who sees the order, with a word; to oneself: take it."""
    command = HandOverStage(urgent_order_id, _stage(stage), data.person_id, data.note)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await urgent_order_for(viewer, urgent_order_id, dispatcher.clock.now())


@get("/runbooks")
async def runbooks(viewer: NamedDependency[Viewer]) -> RunbookBoard:
    """Runbooks in the order in which they are asked; the last one holds where no other does."""
    return await runbooks_for(viewer)


@post(
    "/runbooks", responses=refusals(RunbookIncompleteError, StageOwnerUnknownError, NotFoundError)
)
async def add_runbook(
    data: JSONBody[RunbookChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RunbookBoard:
    """Let urgent orders that come from now on go by a runbook. Answers with all runbooks."""
    await dispatcher.dispatch(
        AddRunbook(runbook_asked(data)), actor_id=viewer.person_id, request_id=request_id()
    )
    return await runbooks_for(viewer)


@put(
    "/runbooks/{runbook_id:uuid}",
    responses=refusals(NotFoundError, RunbookIncompleteError, StageOwnerUnknownError),
)
async def change_runbook(
    runbook_id: FromPath[UUID],
    data: JSONBody[RunbookChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RunbookBoard:
    """Say a runbook anew; orders that run keep the stages that they have. Answers with all runbooks."""
    command = ChangeRunbook(runbook_id, runbook_asked(data))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await runbooks_for(viewer)


@post("/runbooks/{runbook_id:uuid}/place", status_code=200, responses=refusals(NotFoundError))
async def move_runbook(
    runbook_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RunbookBoard:
    """Ask a runbook before the one in front of it. Answers with all runbooks."""
    await dispatcher.dispatch(
        MoveRunbook(runbook_id), actor_id=viewer.person_id, request_id=request_id()
    )
    return await runbooks_for(viewer)


@delete("/runbooks/{runbook_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def remove_runbook(
    runbook_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let no more orders go by a runbook."""
    await dispatcher.dispatch(
        RemoveRunbook(runbook_id), actor_id=viewer.person_id, request_id=request_id()
    )


@get("/walls")
async def walls(viewer: NamedDependency[Viewer]) -> WallsBoard:
    """Screens on walls at the viewer's sites that are let in, or may still sign in."""
    return await walls_for(viewer)


@post("/walls", responses=refusals(NotFoundError))
async def make_wall(
    data: JSONBody[WallChoice], viewer: NamedDependency[Viewer], desk: NamedDependency[WallDesk]
) -> WallLink:
    """Make the link with which a screen signs in, once, within a day; it is told this one time."""
    code = await desk.dispatcher.dispatch(
        MakeWall(data.site_id, data.name), actor_id=viewer.person_id, request_id=request_id()
    )
    until = desk.dispatcher.clock.now() + LINK_LIFE
    return WallLink(desk.origin + wall_path(code, "en"), until)


@delete("/walls/{wall_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def revoke_wall(
    wall_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let a screen in no more."""
    await dispatcher.dispatch(
        RevokeWall(wall_id), actor_id=viewer.person_id, request_id=request_id()
    )


@post(
    "/wall/sign-in",
    opt={OPEN_DOOR: True},
    status_code=200,
    responses=refusals(WallNotSignedInError, TooManyRequestsError),
)
async def sign_wall_in(
    data: JSONBody[WallCode],
    request: Request[Any, Any, Any],
    desk: NamedDependency[WallDesk],
) -> WallToken:
    """Exchange the code out of a link's fragment, once, for what only this screen knows."""
    desk.knock(request)
    token: str = await desk.dispatcher.dispatch(
        SignWallIn(hash_of(data.code)), actor_id=None, request_id=request_id()
    )
    return WallToken(token)


@post(
    "/wall/orders",
    opt={OPEN_DOOR: True, READS: True},
    status_code=200,
    responses=refusals(WallNotSignedInError, TooManyRequestsError),
)
async def wall_orders(
    data: JSONBody[WallToken],
    request: Request[Any, Any, Any],
    desk: NamedDependency[WallDesk],
) -> WallView:
    """The urgent orders that run at the screen's site; it can read them, and nothing else."""
    desk.knock(request)
    return await wall_view(hash_of(data.token), desk.dispatcher.clock.now())


def _stage(name: str) -> StageKind:
    try:
        return StageKind(name)
    except ValueError:
        raise NotFoundError from None


def urgent_router(dispatcher: Dispatcher, *, origin: str) -> Router:
    """The routes of urgent orders; `viewer` comes from the application."""
    desk = WallDesk(dispatcher, origin)
    return Router(
        "/api/v1",
        dependencies={
            "dispatcher": Provide(lambda: dispatcher, sync_to_thread=False),
            "desk": Provide(lambda: desk, sync_to_thread=False),
        },
        tags=["Urgent orders"],
        route_handlers=[
            urgent_orders,
            urgent_order,
            finish_stage,
            hand_over_stage,
            runbooks,
            add_runbook,
            change_runbook,
            move_runbook,
            remove_runbook,
            walls,
            make_wall,
            revoke_wall,
            sign_wall_in,
            wall_orders,
        ],
    )
