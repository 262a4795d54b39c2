"""Why order lines are when they are, over the API."""

from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from backend.demand.errors import DemandLineClosedError
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.impact.queries import why_line
from backend.kit.api_description import refusals
from shared.schemas.why import LineWhy


@get(
    "/demand-lines/{demand_line_id:uuid}/why",
    responses=refusals(NotFoundError, DemandLineClosedError),
)
async def line_why(
    demand_line_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> LineWhy:
    """Why an open line is when it is: the chain of stock, plan lines and purchases that it lives on, with
    the room that each has, what binds it, what would help, and who lives on the same supplies.
    """
    return await why_line(viewer, demand_line_id, dispatcher.clock.now())


def impact_router(dispatcher: Dispatcher) -> Router:
    """The routes of impacts; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[line_why],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Demand"],
    )
