"""What impact, proposals and decisions write on a change, and how an approved one becomes real."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.demand import repository
from backend.demand.events import (
    DemandLineChanged,
)
from backend.demand.model import (
    DELIVERY,
    is_open,
    move_to,
)
from backend.dispatch import Context
from backend.engine.answer import DayQuantity as Part
from backend.identity.errors import NotFoundError
from backend.kit.clock import day_at
from shared.ids import new_id
from shared.schemas.impact import DayQuantity, ImpactSummary
from shared.terms import DemandChangeStatus, ProposalStatus


async def record_assessment(
    demand_change_id: UUID, summary: ImpactSummary, context: Context
) -> bool:
    """Keep what a change does on the change; False when it is no longer open."""
    row = await repository.lock_change(demand_change_id, None)
    if row is None or not is_open(DemandChangeStatus(row["status"])):
        return False
    status = DemandChangeStatus(row["status"])
    wanted = status if status is DemandChangeStatus.PROPOSED else DemandChangeStatus.ASSESSED
    await repository.update_change(
        demand_change_id,
        {
            "impact": summary,
            "status": move_to(status, wanted).value,
            "assessed_at": context.now,
        },
    )
    return True


async def record_proposal(
    demand_change_id: UUID, proposal_id: UUID, context: Context
) -> int | None:
    """Say on the change which proposal it became; its new `ver`, None when it is no longer open."""
    row = await repository.lock_change(demand_change_id, None)
    if row is None or not is_open(DemandChangeStatus(row["status"])):
        return None
    status = move_to(DemandChangeStatus(row["status"]), DemandChangeStatus.PROPOSED)
    return await repository.update_change(
        demand_change_id,
        {
            "status": status.value,
            "proposal_id": proposal_id,
            "proposed_at": row["proposed_at"] or context.now,
        },
    )


async def record_decision(
    demand_change_id: UUID,
    decision: ProposalStatus,
    *,
    decided_by_name: str,
    chosen_alternative: str | None,
    note: str,
    context: Context,
) -> None:
    """Say on the change what was decided about it."""
    row = await repository.lock_change(demand_change_id, None)
    if row is None:
        raise NotFoundError
    status = move_to(DemandChangeStatus(row["status"]), DemandChangeStatus.DECIDED)
    await repository.update_change(
        demand_change_id,
        {
            "status": status.value,
            "decision": decision.value,
            "decided_at": context.now,
            "decided_by_name": decided_by_name,
            "chosen_alternative": chosen_alternative,
            "decision_note": note,
        },
    )


async def apply_demand_change(
    demand_change_id: UUID, deliveries: list[DayQuantity], context: Context
) -> None:
    """Make an approved change real on its line; several deliveries become several lines.

    The requested date is kept beside the promise, and what has been shipped stays shipped.
    """
    row = await repository.lock_change(demand_change_id, None)
    if row is None:
        raise NotFoundError
    line_id = row["demand_line_id"]
    if line_id is None:
        line_id = await _create_line(row, deliveries, context)
    else:
        await _alter_line(row, line_id, deliveries, context)
    await repository.update_change(
        demand_change_id,
        {
            "status": move_to(DemandChangeStatus.DECIDED, DemandChangeStatus.APPLIED).value,
            "applied_at": context.now,
            "demand_line_id": line_id,
        },
    )


async def move_promise(
    demand_line_id: UUID, quantity: Decimal, promised_on: date, context: Context
) -> UUID:
    """Promise somebody's line for another day, because the old one has become impossible, or a sooner one possible.

    Where it is only a part of what is still open, that part becomes a line of its own. Returns the id of
    the line that has the day.
    """
    line = await repository.lock_line(demand_line_id, None)
    if line is None:
        raise NotFoundError
    rest = line["quantity"] - line["shipped_quantity"] - quantity
    if rest <= 0:
        await repository.update_line(demand_line_id, {"promised_on": promised_on})
        context.emit(DemandLineChanged(demand_line_id))
        return demand_line_id
    await repository.update_line(demand_line_id, {"quantity": line["quantity"] - quantity})
    context.emit(DemandLineChanged(demand_line_id))
    part = [DayQuantity(promised_on, quantity)]
    return (await _split_off(line, part, line["due_on"], context))[0]


async def promise_in_parts(demand_line_id: UUID, parts: Sequence[Part], context: Context) -> None:
    """Promise all that is open of somebody's line in these parts, each for its day.

    The first stays the line itself, the others become lines of the same order.
    """
    line = await repository.lock_line(demand_line_id, None)
    if line is None:
        raise NotFoundError
    first, *rest = parts
    await repository.update_line(
        demand_line_id,
        {"quantity": line["shipped_quantity"] + first.quantity, "promised_on": first.on},
    )
    context.emit(DemandLineChanged(demand_line_id))
    await _split_off(
        line, [DayQuantity(part.on, part.quantity) for part in rest], line["due_on"], context
    )


async def _create_line(
    row: dict[str, Any], deliveries: list[DayQuantity], context: Context
) -> UUID:
    catalog = await planning_catalog()
    line_id = new_id()
    site = catalog.sites[row["site_id"]]
    reference = f"C-{str(row['id'])[-8:].upper()}"
    parts = deliveries or [DayQuantity(row["due_on"], row["quantity_delta"])]
    for number, part in enumerate(parts, start=1):
        this_id = line_id if number == 1 else new_id()
        await repository.add_line(
            line_id=this_id,
            scope_id=row["scope_id"],
            customer_id=row["customer_id"],
            item_id=row["item_id"],
            site_id=row["site_id"],
            order_reference=reference,
            line_number=number,
            channel="direct",
            ordered_on=day_at(row["requested_at"], site.time_zone),
            due_on=row["due_on"],
            promised_on=part.on,
            quantity=part.quantity,
            unit_price=catalog.items[row["item_id"]].price,
            is_urgent=row["is_urgent"],
            delivery={},
            split_from_id=None if number == 1 else line_id,
        )
        context.emit(DemandLineChanged(this_id))
    return line_id


async def _alter_line(
    row: dict[str, Any], line_id: UUID, deliveries: list[DayQuantity], context: Context
) -> None:
    line = await repository.lock_line(line_id, None)
    if line is None:
        raise NotFoundError
    shipped = Decimal(line["shipped_quantity"])
    if row["is_cancellation"]:
        closed = "shipped" if shipped else "cancelled"
        await repository.update_line(
            line_id, {"status": closed, "quantity": shipped or line["quantity"]}
        )
        context.emit(DemandLineChanged(line_id))
        return
    due_on = row["due_on"] or line["due_on"]
    total = Decimal(line["quantity"]) + row["quantity_delta"]
    parts = deliveries or [DayQuantity(due_on, total - shipped)]
    is_rerouted = row["from_site_id"] is not None
    if is_rerouted and shipped:
        # What has left has left from the old site; the rest becomes lines of the new one.
        await repository.update_line(line_id, {"quantity": shipped, "status": "shipped"})
        context.emit(DemandLineChanged(line_id))
        await _split_off({**line, "site_id": row["site_id"]}, parts, due_on, context)
        return
    await repository.update_line(
        line_id,
        {
            "quantity": shipped + parts[0].quantity,
            "due_on": due_on,
            "promised_on": parts[0].on,
            "is_urgent": line["is_urgent"] or row["is_urgent"],
            **({"site_id": row["site_id"]} if is_rerouted else {}),
        },
    )
    context.emit(DemandLineChanged(line_id))
    rest = {**line, "is_urgent": line["is_urgent"] or row["is_urgent"]}
    if is_rerouted:
        rest["site_id"] = row["site_id"]
    await _split_off(rest, parts[1:], due_on, context)


async def _split_off(
    line: dict[str, Any], parts: list[DayQuantity], due_on: date, context: Context
) -> list[UUID]:
    """Give each part of a line that comes on another day a line of the same order; returns their ids."""
    ids: list[UUID] = []
    next_number = await repository.next_line_number(line["order_reference"])
    for number, part in enumerate(parts, start=next_number):
        rest_id = new_id()
        await repository.add_line(
            line_id=rest_id,
            scope_id=line["scope_id"],
            customer_id=line["customer_id"],
            item_id=line["item_id"],
            site_id=line["site_id"],
            order_reference=line["order_reference"],
            line_number=number,
            channel=line["channel"],
            ordered_on=line["ordered_on"],
            due_on=due_on,
            promised_on=part.on,
            quantity=part.quantity,
            unit_price=line["unit_price"],
            is_urgent=line["is_urgent"],
            delivery={name: line[name] for name in DELIVERY},
            split_from_id=line["id"],
        )
        context.emit(DemandLineChanged(rest_id))
        ids.append(rest_id)
    return ids
