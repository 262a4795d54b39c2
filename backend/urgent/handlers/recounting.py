"""Working hours change: deadlines that are counted in them follow, and so do their clocks.

Wanted in the flow: `CalendarChanged` → `follow_calendar_change`.
"""

from collections.abc import Sequence
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.floor.events import CalendarChanged
from backend.urgent.events import DeadlineMoved, StageDue, StageReminderDue
from backend.urgent.handlers.moving import order_clock
from backend.urgent.model.order import Stage, recounted, running, settled
from backend.urgent.repository import orders
from backend.urgent.repository.orders import SavedOrder, SavedStage
from shared.urgent_terms import UrgentStatus


async def follow_calendar_change(event: CalendarChanged, context: Context) -> None:
    """Count the stages of every order that runs by the new hours, from the change on."""
    after = await planning_catalog()
    before = event.undone_in(after)
    for order_id in await orders.order_ids():
        order = await orders.locked_order(order_id, None)
        if order is None or order.status is not UrgentStatus.RUNNING:
            continue
        stages = settled(
            order.plain, event.at, order_clock(order, before), order_clock(order, after)
        )
        await recount(order, stages, after, context)


async def recount(
    order: SavedOrder, stages: Sequence[Stage], catalog: PlanningCatalog, context: Context
) -> None:
    """Save the stages with their deadlines by the hours that hold now; set the clocks anew where these moved.

    Whoever has been reminded of a deadline is reminded of the new one as well.
    """
    moved = recounted(stages, context.now, order_clock(order, catalog))
    await orders.keep_deadlines(order, moved)
    if [each.due_at for each in moved] == [each.due_at for each in order.plain]:
        return
    context.emit(DeadlineMoved(order.id))
    for stage in running(moved):
        saved = order.saved(stage.kind)
        if saved.stage.due_at != stage.due_at:
            await _count_anew(order.id, saved, stage, context)


async def _count_anew(order_id: UUID, saved: SavedStage, stage: Stage, context: Context) -> None:
    if saved.is_reminded:
        await orders.update_stage(saved.id, {"reminded_at": None})
    if saved.remind_before is not None:
        context.emit(
            StageReminderDue(order_id, stage.kind, stage.due_at),
            run_at=max(stage.due_at - saved.remind_before, context.now),
        )
    context.emit(
        StageDue(order_id, stage.kind, stage.due_at), run_at=max(stage.due_at, context.now)
    )
