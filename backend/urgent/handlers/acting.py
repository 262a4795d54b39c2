"""People move a stage: they say that it is over, or give it to somebody else."""

from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.urgent.commands import FinishStage, HandOverStage
from backend.urgent.errors import StageNotRunningError, StageOwnerUnknownError
from backend.urgent.events import StageHandedOver
from backend.urgent.handlers.moving import finish
from backend.urgent.model.order import Stage, stage_to_work_on
from backend.urgent.queries.telling import name_of
from backend.urgent.repository import orders
from backend.urgent.repository.orders import SavedOrder
from backend.urgent.repository.runbooks import sees_any
from shared.urgent_terms import StageKind, UrgentStatus, UrgentStepKind


async def finish_stage(command: FinishStage, context: Context) -> None:
    """End a stage of one's own, or of a plant that one oversees; one that is over stays so."""
    viewer = await viewer_for(context.actor_id)
    order, stage = await _stage(command.urgent_order_id, command.stage, viewer)
    if stage is None:
        return

    await finish(
        order,
        command.stage,
        await planning_catalog(),
        context,
        by=viewer.person_id,
        note=command.note,
    )


async def hand_over_stage(command: HandOverStage, context: Context) -> None:
    """Give a stage to somebody who sees the order; to whoever has it already changes nothing."""
    viewer = await viewer_for(context.actor_id)
    order, stage = await _stage(command.urgent_order_id, command.stage, viewer)
    if stage is None or stage.owner_id == command.person_id:
        return
    if not await sees_any(command.person_id, order.scope_ids):
        raise StageOwnerUnknownError

    await orders.update_stage(order.saved(command.stage).id, {"owner_id": command.person_id})
    await orders.add_step(
        order.id,
        UrgentStepKind.HANDED_OVER,
        context.now,
        stage=command.stage,
        by=viewer.person_id,
        to=command.person_id,
        note=command.note,
    )

    context.emit(
        StageHandedOver(order.id, command.stage, command.person_id, by_id=viewer.person_id)
    )


async def _stage(
    order_id: UUID, kind: StageKind, viewer: Viewer
) -> tuple[SavedOrder, Stage | None]:
    """An order that the viewer sees, locked, and its stage if the viewer may move it."""
    order = await orders.locked_order(order_id, viewer.scope_ids)
    if order is None:
        raise NotFoundError
    owner_id = next((each.owner_id for each in order.plain if each.kind is kind), None)
    stage = stage_to_work_on(
        order.plain, kind, viewer.person_id, viewer.roles, await name_of(owner_id)
    )
    if order.status is not UrgentStatus.RUNNING and stage is not None:
        raise StageNotRunningError
    return order, stage
