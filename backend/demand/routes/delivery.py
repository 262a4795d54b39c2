"""How order lines may be delivered, over the API."""

from uuid import UUID

from litestar import Router, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.demand.commands import ChooseDeliveryRule, ChooseUsualDelivery
from backend.demand.errors import DemandLineClosedError, PartTooLargeError
from backend.demand.queries import delivery_rule_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery


@get("/demand-lines/{demand_line_id:uuid}/delivery", responses=refusals(NotFoundError))
async def delivery_rule(
    demand_line_id: FromPath[UUID], viewer: NamedDependency[Viewer]
) -> DeliveryRuleView:
    """How a line may be delivered: what it says itself, what its customer wants, and what holds."""
    return await delivery_rule_for(viewer, demand_line_id)


@put(
    "/demand-lines/{demand_line_id:uuid}/delivery",
    responses=refusals(NotFoundError, DemandLineClosedError, PartTooLargeError),
)
async def choose_delivery_rule(
    demand_line_id: FromPath[UUID],
    data: JSONBody[DeliveryChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> DeliveryRuleView:
    """Say how a line may be delivered: how late at most, in parts or not, and together with the other
    lines of its order. Promises, proposals and quotations follow it.
    """
    command = ChooseDeliveryRule(demand_line_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await delivery_rule_for(viewer, demand_line_id)


@put(
    "/customers/{customer_id:uuid}/delivery",
    status_code=204,
    responses=refusals(NotFoundError, PartTooLargeError),
)
async def choose_usual_delivery(
    customer_id: FromPath[UUID],
    data: JSONBody[UsualDelivery],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say how a customer's orders may be delivered where a line says nothing itself."""
    command = ChooseUsualDelivery(customer_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


def delivery_router(dispatcher: Dispatcher) -> Router:
    """The routes of delivery rules; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[delivery_rule, choose_delivery_rule, choose_usual_delivery],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Demand"],
    )
