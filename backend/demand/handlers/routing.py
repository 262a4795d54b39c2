"""Asks for a new line, or for what is open of one that there is, from another site."""

from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.demand import repository
from backend.demand.commands import RerouteDemandLine, RouteDemandChange
from backend.demand.errors import LineHasSiteError
from backend.demand.events import (
    DemandChangeAmended,
    DemandChangeRequested,
    DemandChangeWithdrawn,
)
from backend.demand.handlers.asking import ASKERS
from backend.demand.model import begun, check_reroutable, move_to
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.terms import DemandChangeStatus, ReasonCode, Role

REROUTERS: Final = (Role.PLANNER, Role.SUPERVISOR)


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


async def reroute_demand_line(command: RerouteDemandLine, context: Context) -> UUID:
    """Keep a change that asks for the open rest of a line from another site; returns its id.

    What had been asked for the line before and is not decided yet is withdrawn: one site can serve it.
    """
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*REROUTERS)
    asked_before = await repository.lock_open_reroutes(command.demand_line_id)
    line = await repository.lock_line(command.demand_line_id, None)
    catalog = await planning_catalog()
    if line is None or not (
        viewer.sees(line["scope_id"]) or viewer.sees(catalog.sites[line["site_id"]].scope_id)
    ):
        raise NotFoundError
    if (line["item_id"], command.site_id) not in catalog.item_sites:
        raise NotFoundError

    check_reroutable(line, command.site_id)

    fields = {
        "quantity_delta": Decimal(0),
        "due_on": None,
        "is_cancellation": False,
        "is_urgent": line["is_urgent"],
        "reason": ReasonCode.OTHER.value,
        "confidence": None,
        "note": command.note,
    }
    withdrawn = {"status": DemandChangeStatus.WITHDRAWN.value, "withdrawn_at": context.now}
    for change_id in asked_before:
        await repository.update_change(change_id, withdrawn)
    await repository.add_change(
        {
            **fields,
            "id": command.id,
            "scope_id": line["scope_id"],
            "demand_line_id": line["id"],
            "customer_id": line["customer_id"],
            "item_id": line["item_id"],
            "site_id": command.site_id,
            "from_site_id": line["site_id"],
            "quantity_before": line["quantity"],
            "due_on_before": line["due_on"],
            "requested_by": viewer.person_id,
            "requested_by_name": viewer.name,
            "requested_at": context.now,
            "field_vers": begun(fields),
        }
    )

    context.note(from_site_id=line["site_id"], site_id=command.site_id)
    for change_id in asked_before:
        context.emit(DemandChangeWithdrawn(change_id))
    context.emit(DemandChangeRequested(command.id))
    return command.id
