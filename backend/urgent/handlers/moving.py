"""What every move of an order has in common: stages end and begin, clocks are set, people are told."""

from datetime import datetime
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.dispatch import Context
from backend.urgent.events import (
    ProcessingStarted,
    StageDone,
    StageDue,
    StageReminderDue,
    StageStarted,
    UrgentOrderEnded,
)
from backend.urgent.model.order import Stage, running, with_done
from backend.urgent.repository import orders
from backend.urgent.repository.clocks import Clock, clock_of
from backend.urgent.repository.orders import SavedOrder
from backend.urgent.repository.runbooks import owner_now
from shared.terms import Role
from shared.urgent_terms import StageKind, StageStatus, StopCause, UrgentStatus, UrgentStepKind


def order_clock(order: SavedOrder, catalog: PlanningCatalog) -> Clock:
    """The hours by which the stages of an order are counted."""
    clocks = {each.stage.kind: each.clock for each in order.stages}
    return clock_of(catalog, order.item_id, order.site_id, clocks)


async def finish(
    order: SavedOrder,
    kind: StageKind,
    catalog: PlanningCatalog,
    context: Context,
    *,
    by: UUID | None = None,
    note: str = "",
    is_taken_on: bool = True,
) -> None:
    """End a stage that runs and let those begin that waited for it; the last one ends the order.

    With the first one by which somebody takes the order on, its processing has started.
    """
    stages = with_done(order.plain, kind, context.now, order_clock(order, catalog))
    done = order.saved(kind)
    await orders.update_stage(
        done.id,
        {"status": "done", "done_at": context.now, "done_by": by, "note": note},
    )
    await orders.add_step(order.id, UrgentStepKind.DONE, context.now, stage=kind, by=by, note=note)
    if is_taken_on and order.processing_started_at is None:
        await orders.update_order(order.id, {"processing_started_at": context.now})
        context.emit(ProcessingStarted(order.id))
    context.emit(StageDone(order.id, kind))
    if not running(stages):
        await end(order, UrgentStatus.DONE, None, context, by=by)
        return
    await orders.keep_deadlines(order, stages)
    for stage in running(stages):
        if order.saved(stage.kind).stage.status is StageStatus.WAITING:
            await start(order, stage, context)


async def start(order: SavedOrder, stage: Stage, context: Context) -> None:
    """Let a stage begin: find whose it is, set its clocks, and tell."""
    saved = order.saved(stage.kind)
    role = Role(saved.owner_role) if saved.owner_role else None
    owner_id = await owner_now(role, stage.owner_id, order.scope_ids, context.now)
    await orders.update_stage(
        saved.id, {"status": "running", "owner_id": owner_id, "started_at": context.now}
    )
    await orders.add_step(
        order.id, UrgentStepKind.STARTED, context.now, stage=stage.kind, to=owner_id
    )
    set_clocks(order, stage.kind, stage.due_at, context)
    context.emit(StageStarted(order.id, stage.kind, owner_id))


def set_clocks(order: SavedOrder, kind: StageKind, due_at: datetime, context: Context) -> None:
    """Come back before the deadline of a stage, and when it has passed."""
    remind_before = order.saved(kind).remind_before
    if remind_before is not None and due_at - remind_before > context.now:
        context.emit(StageReminderDue(order.id, kind, due_at), run_at=due_at - remind_before)
    context.emit(StageDue(order.id, kind, due_at), run_at=max(due_at, context.now))


async def end(
    order: SavedOrder,
    status: UrgentStatus,
    stopped: StopCause | None,
    context: Context,
    *,
    by: UUID | None = None,
) -> None:
    """End an order, delivered or stopped."""
    await orders.update_order(
        order.id,
        {
            "status": status.value,
            "stopped": None if stopped is None else stopped.value,
            "ended_at": context.now,
        },
    )
    if stopped is not None:
        await orders.add_step(
            order.id, UrgentStepKind.STOPPED, context.now, by=by, note=stopped.value
        )
    context.emit(UrgentOrderEnded(order.id))
