"""The time moves a stage: whoever has it is reminded, and when it is late somebody is called.

Wanted in the flow: `StageReminderDue` → `remind_of_stage`; `StageDue` → `escalate_stage`.
"""

from datetime import datetime
from uuid import UUID

from backend.dispatch import Context
from backend.urgent.events import StageDue, StageEscalated, StageReminded, StageReminderDue
from backend.urgent.repository import orders
from backend.urgent.repository.orders import SavedOrder, SavedStage
from backend.urgent.repository.runbooks import owner_now
from shared.terms import Role
from shared.urgent_terms import StageKind, StageStatus, UrgentStatus, UrgentStepKind


async def remind_of_stage(event: StageReminderDue, context: Context) -> None:
    """The deadline is near: remind, once, whoever has the stage by now."""
    order, saved = await _still_running(event.urgent_order_id, event.stage, event.due_at)
    if order is None or saved is None or saved.is_reminded:
        return
    owner_id = saved.stage.owner_id
    await orders.update_stage(saved.id, {"reminded_at": context.now})
    await orders.add_step(
        order.id, UrgentStepKind.REMINDED, context.now, stage=event.stage, to=owner_id
    )
    context.emit(StageReminded(order.id, event.stage, owner_id))


async def escalate_stage(event: StageDue, context: Context) -> None:
    """The deadline has passed: call whom the runbook names, who may do the stage as well from now on."""
    order, saved = await _still_running(event.urgent_order_id, event.stage, event.due_at)
    if order is None or saved is None or saved.is_escalated:
        return
    role = Role(saved.called_role) if saved.called_role else None
    called_id = await owner_now(role, saved.named_called_id, order.scope_ids, context.now)
    await orders.update_stage(saved.id, {"escalated_at": context.now, "called_id": called_id})
    await orders.add_step(
        order.id, UrgentStepKind.ESCALATED, context.now, stage=event.stage, to=called_id
    )
    context.emit(StageEscalated(order.id, event.stage, called_id))


async def _still_running(
    order_id: UUID, kind: StageKind, due_at: datetime
) -> tuple[SavedOrder | None, SavedStage | None]:
    """The order and its stage, where that still runs towards the deadline that was meant."""
    order = await orders.locked_order(order_id, None)
    if order is None or order.status is not UrgentStatus.RUNNING:
        return None, None
    saved = order.saved(kind)
    if saved.stage.status is not StageStatus.RUNNING or saved.stage.due_at != due_at:
        return None, None
    return order, saved
