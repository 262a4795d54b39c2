"""A decision about proposals is undone: everything stands as before, and they wait again."""

from uuid import UUID

from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.impact.queries import assess
from backend.proposal import repository
from backend.proposal.commands import UndoDecision
from backend.proposal.events import DecisionUndone
from backend.proposal.handlers.opening import figures_of
from backend.undo.handlers import take_back


async def undo_decision(command: UndoDecision, context: Context) -> None:
    """Put everything back as it was before the actor's decision, and before all that they decided with it.

    Refused, with nothing changed, when the time is over or something has built upon any of it.
    """
    viewer = await viewer_for(context.actor_id)
    if not await repository.is_seen(command.id, viewer.scope_ids):
        raise NotFoundError

    for proposal_id in await take_back(command.id, viewer, context):
        await _wait_again(proposal_id, context)


async def _wait_again(proposal_id: UUID, context: Context) -> None:
    """Work the ways out out on the plan that stands again."""
    row = await repository.lock_proposal(proposal_id, None)
    if row is None:
        raise NotFoundError
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        raise NotFoundError
    await repository.update_proposal(proposal_id, figures_of(assessment, context))
    context.emit(DecisionUndone(proposal_id, row["demand_change_id"]))
