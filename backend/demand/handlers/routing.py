"""Asks for a new line from another site."""

from backend.catalog.queries import planning_catalog
from backend.demand import repository
from backend.demand.commands import RouteDemandChange
from backend.demand.errors import LineHasSiteError
from backend.demand.events import DemandChangeAmended
from backend.demand.handlers.asking import ASKERS
from backend.demand.model import move_to
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.terms import DemandChangeStatus


async def route_demand_change(command: RouteDemandChange, context: Context) -> int:
    """Let a change that is not decided yet ask from another site; returns its new `ver`."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    row = await repository.lock_change(command.id, viewer.scope_ids)
    catalog = await planning_catalog()
    if row is None or (row["item_id"], command.site_id) not in catalog.item_sites:
        raise NotFoundError
    if row["demand_line_id"] is not None:
        raise LineHasSiteError

    status = move_to(DemandChangeStatus(row["status"]), DemandChangeStatus.RECEIVED)

    ver = await repository.update_change(
        command.id, {"site_id": command.site_id, "status": status.value}
    )

    context.note(site_id=command.site_id)
    context.emit(DemandChangeAmended(command.id))
    return ver
