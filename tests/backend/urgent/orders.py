"""Urgent orders for tests: one is asked for, and looked at."""

from uuid import UUID

from backend.demand.commands import RequestDemandChange
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.urgent.queries.orders import urgent_board_for, urgent_order_for
from backend.worker import OutboxWorker
from shared.schemas.urgent import UrgentView
from tests.builders import SmallCompany, request


async def ask(
    company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, **changes: object
) -> RequestDemandChange:
    asked = request(company, **{"is_urgent": True, **changes})
    actor = company.marta if asked.customer_id == company.hartmann else company.igor
    await dispatcher.dispatch(asked, actor_id=actor)
    await drain(worker)
    return asked


async def order_of(person_id: UUID, clock: FrozenClock) -> UrgentView:
    """The one urgent order that there is, as somebody sees it."""
    viewer = await viewer_for(person_id)
    board = await urgent_board_for(viewer, clock.now())
    return await urgent_order_for(viewer, board.rows[0].id, clock.now())


def states(view: UrgentView) -> dict[str, str]:
    return {each.stage.value: each.status.value for each in view.stages}
