"""Keeps a change that somebody asks for, alters it, takes it back."""

from typing import Any, Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import customer_row, planning_catalog
from backend.demand import repository
from backend.demand.commands import AmendDemandChange, RequestDemandChange, WithdrawDemandChange
from backend.demand.errors import AlreadyLoggedError, WrongCustomerError, WrongItemError
from backend.demand.events import (
    DemandChangeAmended,
    DemandChangeRequested,
    DemandChangeWithdrawn,
)
from backend.demand.model import (
    LineState,
    RequestedChange,
    SettledChange,
    UnitRules,
    altered_fields,
    begun,
    continued,
    last_altered,
    merge_fields,
    move_to,
    settle_change,
)
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.clock import day_at
from shared.problem import ConflictError
from shared.terms import DemandChangeStatus, DemandLineStatus, Role

ASKERS: Final = (Role.REP, Role.PLANNER)


async def request_demand_change(command: RequestDemandChange, context: Context) -> int:
    """Keep a new demand change; returns its `ver`."""
    viewer = await _asker(context)
    if await repository.change_exists(command.id):
        raise AlreadyLoggedError
    catalog = await planning_catalog()
    line = await _line(viewer, command)
    customer = await customer_row(command.customer_id, viewer.scope_ids)
    if customer is None or command.item_id not in catalog.items:
        raise NotFoundError
    site_id = await _site(catalog, command, line)

    rounds_to = customer["rounds_to"]
    settled = _settle(catalog, command, line, site_id, context, rounds_to)
    fields = _settled_fields(command, settled)

    await repository.add_change(
        {
            **fields,
            "id": command.id,
            "scope_id": customer["scope_id"],
            "demand_line_id": command.demand_line_id,
            "customer_id": command.customer_id,
            "item_id": command.item_id,
            "site_id": site_id,
            "quantity_before": settled.quantity_before,
            "due_on_before": settled.due_on_before,
            "requested_by": viewer.person_id,
            "requested_by_name": viewer.name,
            "requested_at": context.now,
            "field_vers": begun(fields),
        }
    )
    await repository.name_photos(command.id, command.photos or (), context.now)

    context.emit(DemandChangeRequested(command.id))
    return 1


async def amend_demand_change(command: AmendDemandChange, context: Context) -> int:
    """Alter a change that is not decided yet; fields that others altered since are a conflict."""
    viewer = await _asker(context)
    row = await repository.lock_change(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    catalog = await planning_catalog()
    line = await _line(viewer, command)

    status = move_to(DemandChangeStatus(row["status"]), DemandChangeStatus.RECEIVED)
    _check_same_subject(row, command)
    customer = await customer_row(row["customer_id"], [row["scope_id"]])
    rounds_to = None if customer is None else customer["rounds_to"]
    settled = _settle(catalog, command, line, row["site_id"], context, rounds_to)
    asked = _settled_fields(command, settled)
    history = row["field_vers"]
    altered = altered_fields(command.base_ver, history, asked, context.own_vers)
    changed = {name: asked[name] for name in altered if row[name] != asked[name]}
    merged = merge_fields(command.base_ver, last_altered(history, context.own_vers), changed)
    if merged.conflicts:
        raise ConflictError(fields=merged.conflicts)
    if merged.is_parallel:
        context.note(parallel_fields=",".join(merged.elsewhere))
        context.parallel_fields = tuple(merged.elsewhere)

    ver = row["ver"] + 1
    new_ver = await repository.update_change(
        command.id,
        {**changed, "status": status.value, "field_vers": continued(history, ver, changed)},
    )
    if command.photos is not None:
        await repository.name_photos(command.id, command.photos, context.now)

    context.emit(DemandChangeAmended(command.id))
    return new_ver


async def withdraw_demand_change(command: WithdrawDemandChange, context: Context) -> int:
    """Take a change back that is not decided yet; returns its new `ver`."""
    viewer = await _asker(context)
    row = await repository.lock_change(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError

    status = move_to(DemandChangeStatus(row["status"]), DemandChangeStatus.WITHDRAWN)

    ver = await repository.update_change(
        command.id, {"status": status.value, "withdrawn_at": context.now}
    )

    context.emit(DemandChangeWithdrawn(command.id))
    return ver


async def _asker(context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    return viewer


async def _line(
    viewer: Viewer, command: RequestDemandChange | AmendDemandChange
) -> dict[str, Any] | None:
    if command.demand_line_id is None:
        return None
    line = await repository.lock_line(command.demand_line_id, viewer.scope_ids)
    if line is None:
        raise NotFoundError
    if line["customer_id"] != command.customer_id:
        raise WrongCustomerError
    if line["item_id"] != command.item_id:
        raise WrongItemError
    return line


async def _site(
    catalog: PlanningCatalog, command: RequestDemandChange, line: dict[str, Any] | None
) -> UUID:
    if line is not None:
        site_id: UUID = line["site_id"]
        return site_id
    return await serving_site(catalog, command.customer_id, command.item_id, command.site_id)


async def serving_site(
    catalog: PlanningCatalog, customer_id: UUID, item_id: UUID, wanted: UUID | None
) -> UUID:
    """Where a new line is served from: the site named, else the customer's usual one, else any."""
    chosen = wanted or await repository.usual_site(customer_id, item_id)
    if chosen is None:
        chosen = next((site for item, site in catalog.item_sites if item == item_id), None)
    if chosen is None or (item_id, chosen) not in catalog.item_sites:
        raise NotFoundError
    return chosen


def _settle(
    catalog: PlanningCatalog,
    command: RequestDemandChange | AmendDemandChange,
    line: dict[str, Any] | None,
    site_id: UUID,
    context: Context,
    rounds_to: str | None,
) -> SettledChange:
    site = catalog.sites[site_id]
    item = catalog.items[command.item_id]
    state = None
    if line is not None:
        state = LineState(
            quantity=line["quantity"],
            shipped_quantity=line["shipped_quantity"],
            due_on=line["due_on"],
            status=DemandLineStatus(line["status"]),
        )
    return settle_change(
        state,
        RequestedChange(
            quantity_delta=command.quantity_delta,
            due_on=command.due_on,
            is_cancellation=command.is_cancellation,
            is_urgent=command.is_urgent,
        ),
        UnitRules(
            item.unit,
            item.quantity_decimals,
            item.pack_multiple,
            item.order_minimum,
            item.load_of(rounds_to),
        ),
        day_at(context.now, site.time_zone),
        site.frozen_days,
        site.negotiable_days,
    )


def _fields(command: RequestDemandChange | AmendDemandChange) -> dict[str, Any]:
    """The fields of a change that its author may alter, as columns."""
    return {
        "quantity_delta": command.quantity_delta,
        "due_on": command.due_on,
        "is_cancellation": command.is_cancellation,
        "is_urgent": command.is_urgent,
        "reason": command.reason.value,
        "confidence": command.confidence,
        "note": command.note,
    }


def _settled_fields(
    command: RequestDemandChange | AmendDemandChange, settled: SettledChange
) -> dict[str, Any]:
    """The same, with the quantity that was worked out."""
    return {
        **_fields(command),
        "quantity_delta": settled.quantity_delta,
        "is_cancellation": settled.is_cancellation,
    }


def _check_same_subject(row: dict[str, Any], command: AmendDemandChange) -> None:
    if row["demand_line_id"] != command.demand_line_id or row["customer_id"] != command.customer_id:
        raise WrongCustomerError
    if row["item_id"] != command.item_id:
        raise WrongItemError
