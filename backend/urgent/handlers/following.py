"""Urgent orders follow what is known of them: a change, a decision, a report, a shipment.

Wanted in the flow: `DemandChangeRequested`, `DemandChangeAmended`, `DemandChangeWithdrawn`, `ProposalDecided`
→ `follow_urgent_change`; `ProposalOpened` → `follow_urgent_proposal`; `FloorReported`, `PlanRevised`,
`DemandLineChanged`, `CompanyLoaded` → `follow_urgent_orders`. Timetable: `CheckUrgentOrders` every five minutes.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.urgent.commands import CheckUrgentOrders
from backend.urgent.events import StageStarted, UrgentOrderReceived
from backend.urgent.handlers.moving import end, finish, order_clock, set_clocks, start
from backend.urgent.handlers.recounting import recount
from backend.urgent.model.order import Facts, deadlines, first_of, moves_for, resumed, running
from backend.urgent.model.runbook import Runbook, kind_of, runbook_for
from backend.urgent.repository import orders
from backend.urgent.repository.clocks import clock_of
from backend.urgent.repository.orders import SavedOrder
from backend.urgent.repository.runbooks import minutes_of, runbooks
from shared.ids import new_id
from shared.urgent_terms import StageStatus, StopCause, UrgentStatus


class AboutChange(Protocol):
    """Any event that names a demand change."""

    @property
    def demand_change_id(self) -> UUID:
        """The change."""
        ...


class AboutProposal(Protocol):
    """Any event that names a proposal."""

    @property
    def proposal_id(self) -> UUID:
        """The proposal."""
        ...


async def follow_urgent_change(event: AboutChange, context: Context) -> None:
    """A change came or moved: one that is urgent begins its runbook, once; one that has begun follows."""
    await _follow_change(event.demand_change_id, context)


async def follow_urgent_proposal(event: AboutProposal, context: Context) -> None:
    """A way out was worked out: what was asked of the change is known."""
    change_id = await orders.change_of_proposal(event.proposal_id)
    if change_id is not None:
        await _follow_change(change_id, context)


async def follow_urgent_orders(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever moved, every order that runs is looked at
    """Something was made, planned, shipped or loaded: look at every order that runs."""
    catalog = await planning_catalog()
    for order_id in await orders.order_ids():
        await _follow(order_id, catalog, context)


async def check_urgent_orders(command: CheckUrgentOrders, context: Context) -> None:
    """Look at every order, since not every fact is told."""
    await follow_urgent_orders(command, context)


async def _follow_change(change_id: UUID, context: Context) -> None:
    catalog = await planning_catalog()
    await _begin(change_id, catalog, context)
    for order_id in await orders.order_ids(change_id=change_id):
        await _follow(order_id, catalog, context)


async def _begin(change_id: UUID, catalog: PlanningCatalog, context: Context) -> None:
    """Let the runbook of an urgent change begin; one that has begun stays as it is."""
    change = await orders.urgent_change(change_id)
    if change is None:
        return
    kind = kind_of(
        has_line=change["demand_line_id"] is not None,
        quantity_delta=change["quantity_delta"],
        due_on_before=change["due_on_before"],
        due_on=change["due_on"],
    )
    runbook = runbook_for(await runbooks(), kind, change["site_id"])
    # One that turns urgent later is received then.
    received_at = min(context.now, max(change["requested_at"], context.caused_at))

    order_id = new_id()
    is_new = await orders.add_order(
        {
            "id": order_id,
            "demand_change_id": change_id,
            "scope_id": change["scope_id"],
            "site_id": change["site_id"],
            "kind": kind.value,
            "runbook_name": runbook.name,
            "received_at": received_at,
        }
    )
    if not is_new:
        return
    await _add_stages(order_id, runbook, received_at, change, catalog)
    order = await orders.locked_order(order_id, None)
    assert order is not None  # noqa: S101 -- it was made in this transaction

    context.emit(UrgentOrderReceived(order_id))
    for stage in first_of(order.plain):
        await start(order, stage, context)


async def _add_stages(
    order_id: UUID,
    runbook: Runbook,
    received_at: datetime,
    change: dict[str, UUID],
    catalog: PlanningCatalog,
) -> None:
    clock = clock_of(
        catalog,
        change["item_id"],
        change["site_id"],
        {each.kind: each.clock for each in runbook.stages},
    )
    counted = deadlines(runbook.stages, received_at, clock)
    await orders.add_stages(
        order_id,
        [
            {
                "kind": stage.kind.value,
                "status": StageStatus.WAITING.value,
                "clock": stage.clock.value,
                "minutes": minutes_of(stage.time_allowed),
                "remind_before_minutes": stage.remind_before and minutes_of(stage.remind_before),
                "owner_role": stage.owner.role and stage.owner.role.value,
                "owner_id": stage.owner.person_id,
                "called_role": stage.called and stage.called.role and stage.called.role.value,
                "called_id": stage.called and stage.called.person_id,
                "after": None if stage.after is None else sorted(stage.after),
                "due_at": due_at,
                "counted_from": counted_from,
                "counted_for": stage.time_allowed,
            }
            for stage, (counted_from, due_at) in zip(runbook.stages, counted, strict=True)
        ],
    )


async def _follow(order_id: UUID, catalog: PlanningCatalog, context: Context) -> None:
    order = await orders.locked_order(order_id, None)
    if order is None:
        return
    facts = await orders.facts_of(order, catalog)
    if order.status is UrgentStatus.STOPPED:
        await _resume(order, facts, catalog, context)
        return
    if order.status is not UrgentStatus.RUNNING:
        return

    moves = moves_for(order.plain, facts)

    if moves.stop is not None:
        await end(order, UrgentStatus.STOPPED, moves.stop, context)
    for kind in moves.done:
        await finish(order, kind, catalog, context, is_taken_on=moves.is_taken_on)
        order = await orders.locked_order(order_id, None)
        assert order is not None  # noqa: S101 -- nobody deletes an order
    if moves.stop is None:
        await recount(order, order.plain, catalog, context)


async def _resume(
    order: SavedOrder, facts: Facts, catalog: PlanningCatalog, context: Context
) -> None:
    """What is urgent again goes on where it stopped, each stage with its whole time."""
    if order.stopped is not StopCause.NOT_URGENT or moves_for(order.plain, facts).stop is not None:
        return
    stages = resumed(order.plain, context.now, order_clock(order, catalog))
    await orders.keep_deadlines(order, stages)
    for each in stages:
        if each.status is not StageStatus.DONE:
            await orders.update_stage(
                order.saved(each.kind).id, {"reminded_at": None, "escalated_at": None}
            )
    await orders.update_order(
        order.id, {"status": UrgentStatus.RUNNING.value, "stopped": None, "ended_at": None}
    )
    for each in running(stages):
        set_clocks(order, each.kind, each.due_at, context)
        context.emit(StageStarted(order.id, each.kind, each.owner_id))
    context.emit(UrgentOrderReceived(order.id))
