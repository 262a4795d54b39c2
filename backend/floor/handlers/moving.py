"""Lines moved on the plan board by hand, to other days and work centres: within fences and rights, audited, and undone while they stand."""

from dataclasses import replace
from uuid import UUID

from backend.dispatch import Context
from backend.engine.by_hand import effect_of_move
from backend.floor import repository
from backend.floor.commands import MovePlanLine, UndoMove
from backend.floor.errors import MoveImpossibleError, NothingToUndoError
from backend.floor.handlers.reporting import desk_at, tell
from backend.floor.model import check_move
from backend.identity.queries import viewer_for
from backend.plan.handlers import lines_of
from backend.plan.model import MOVERS, PlanLine, PlanRevisionDelta
from backend.plan.queries import site_of_line
from backend.promise.queries import situation_at
from backend.proposal.errors import PlanHasMovedError


async def move_plan_line(command: MovePlanLine, context: Context) -> UUID:
    """Move a line as a whole, to another work centre too; returns the plan revision that this makes."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MOVERS)
    desk = await desk_at(viewer, await site_of_line(command.plan_line_id), context)
    situation = await situation_at(context.now, desk.site.id, desk.catalog)
    line = _line(await lines_of([desk.site.id]), command.plan_line_id)

    head = desk.heads[desk.site.id]
    if head.id != command.plan_revision_id:
        raise PlanHasMovedError(decided_on_id=command.plan_revision_id, current_id=head.id)
    effect = check_move(
        effect_of_move(situation, command.plan_line_id, command.on, command.work_center_id),
        viewer.roles,
        command.reason,
    )

    moved = replace(line, on=command.on, start_on=effect.start_on, alternate_id=effect.alternate_id)
    delta = PlanRevisionDelta(changed=(moved,))
    revision_id = await desk.revise(delta, context)
    await repository.add_move(
        {
            "id": revision_id,
            "site_id": desk.site.id,
            "plan_line_id": line.id,
            "from_on": line.on,
            "to_on": command.on,
            "from_start_on": line.start_on,
            "from_alternate_id": line.alternate_id,
            "to_alternate_id": moved.alternate_id,
            "fence": effect.fence.value,
            "reason": command.reason.strip(),
            "moved_by": viewer.person_id,
            "moved_at": context.now,
        }
    )

    context.note(fence=effect.fence.value, plan_revision=revision_id)
    tell(revision_id, desk.site.id, context, item_id=line.item_id)
    return revision_id


async def undo_move(command: UndoMove, context: Context) -> UUID:
    """Put the line back; returns the plan revision that this makes.

    Only who moved it may, and only while no later revision stands. A promise that moved stays moved.
    """
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MOVERS)
    move = await repository.lock_move(command.plan_revision_id)
    if move is None or move["moved_by"] != viewer.person_id:
        raise NothingToUndoError
    desk = await desk_at(viewer, move["site_id"], context)
    if desk.heads[desk.site.id].id != command.plan_revision_id:
        raise NothingToUndoError
    line = _line(await lines_of([desk.site.id]), move["plan_line_id"])

    # Moves from before other work centres could be chosen have no start of their own.
    starts_on = move["from_start_on"] or line.start_on + (move["from_on"] - line.on)
    delta = PlanRevisionDelta(
        changed=(
            replace(
                line,
                on=move["from_on"],
                start_on=starts_on,
                alternate_id=move["from_alternate_id"],
            ),
        )
    )
    revision_id = await desk.revise(delta, context)
    await repository.end_move(command.plan_revision_id, context.now)

    tell(revision_id, desk.site.id, context, item_id=line.item_id)
    return revision_id


def _line(lines: list[PlanLine], line_id: UUID) -> PlanLine:
    found = next((line for line in lines if line.id == line_id), None)
    if found is None:
        raise MoveImpossibleError
    return found
