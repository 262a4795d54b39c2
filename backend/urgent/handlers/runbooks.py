"""Keeps runbooks; for planners and admins."""

from uuid import UUID

from backend.approval.queries import RULERS
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.urgent.commands import AddRunbook, ChangeRunbook, MoveRunbook, RemoveRunbook
from backend.urgent.errors import StageOwnerUnknownError
from backend.urgent.model.runbook import Runbook, check_runbook
from backend.urgent.repository import runbooks
from shared.ids import new_id


async def add_runbook(command: AddRunbook, context: Context) -> UUID:
    """Keep a new runbook; returns its id."""
    await _must_rule(command.runbook, context)
    runbook_id = new_id()
    await runbooks.add_runbook(runbook_id, command.runbook)
    return runbook_id


async def change_runbook(command: ChangeRunbook, context: Context) -> None:
    """Say a runbook anew."""
    await _must_rule(command.runbook, context)
    if not await runbooks.change_runbook(command.runbook_id, command.runbook):
        raise NotFoundError


async def move_runbook(command: MoveRunbook, context: Context) -> None:
    """Ask a runbook before the one in front of it."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    if not await runbooks.move_runbook(command.runbook_id):
        raise NotFoundError


async def remove_runbook(command: RemoveRunbook, context: Context) -> None:
    """Let no more orders go by a runbook."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    if not await runbooks.remove_runbook(command.runbook_id, context.now):
        raise NotFoundError


async def _must_rule(runbook: Runbook, context: Context) -> None:
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    check_runbook(runbook)
    if runbook.site_id is not None and runbook.site_id not in (await planning_catalog()).sites:
        raise NotFoundError
    named = [each for stage in runbook.stages for each in (stage.owner, stage.called) if each]
    if not await runbooks.are_people(
        {each.person_id for each in named if each.person_id is not None}
    ):
        raise StageOwnerUnknownError
