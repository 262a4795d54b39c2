"""Moves deals from stage to stage."""

from typing import Final

from backend.demand import repository
from backend.demand.commands import MoveDeal
from backend.demand.errors import DealStageError
from backend.demand.events import DealMoved
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.terms import Role

MOVERS: Final = (Role.REP, Role.PLANNER)
OUTCOMES: Final = (None, "won", "lost")


async def move_deal(command: MoveDeal, context: Context) -> None:
    """Put an open deal of one's own territory into a stage that is in use, or close it."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MOVERS)
    deal = await repository.lock_deal(command.id)
    if deal is None or not viewer.sees(deal["scope_id"]):
        raise NotFoundError
    if (
        deal["outcome"] is not None
        or command.outcome not in OUTCOMES
        or command.stage not in await repository.deal_stages()
    ):
        raise DealStageError

    closed_on = None if command.outcome is None else context.now.date()
    await repository.move_deal(command.id, command.stage, command.outcome, closed_on)

    context.note(stage_before=deal["stage"])
    context.emit(DealMoved(command.id))
