"""Adopting a scenario: it is asked for, decided by a supervisor, and only then revises the plan."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from backend.approval.events import AgreementDue, DecideByMoved
from backend.approval.handlers import escalate, must_be_asked, set_deadline, take_approval
from backend.approval.queries import deadline_for, must_ever_be_asked, rule_of
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head
from backend.plan.queries import current_revisions
from backend.promise.queries import plan_delta
from backend.proposal.errors import PlanHasMovedError
from backend.proposal.model import Decision, ProposalState, decide
from backend.scenario import repository
from backend.scenario.commands import AdoptScenario, DecideAdoption, UndoAdoption
from backend.scenario.events import (
    AdoptionDecided,
    AdoptionOpened,
    AdoptionUndone,
    WhatIfChanged,
)
from backend.scenario.handlers.changing import open_scenario
from backend.scenario.model import ADOPT, adoptable, effect_of, must_stand
from backend.scenario.reading import edit_rows
from backend.supply.handlers import adjust_order, must_be_as_seen
from backend.undo.handlers import Reach, take_back, undoable
from shared.ids import new_id
from shared.terms import AdjustmentKind, DecidedKind, ProposalStatus

_CUTS: Final = frozenset({AdjustmentKind.REDUCE_PURCHASE, AdjustmentKind.CANCEL_PURCHASE})


async def adopt_scenario(command: AdoptScenario, context: Context) -> UUID:
    """Ask for a scenario to be carried out; the plans that were copied must still stand."""
    viewer = await viewer_for(context.actor_id)
    what_if, scenario = await open_scenario(command.id, context)
    copy = await repository.copy_of(what_if["id"])
    revisions = await current_revisions(tuple(what_if["basis"]))

    must_stand(what_if["basis"], {site: each.number for site, each in revisions.items()})
    outcome = adoptable(scenario["outcome"])

    effect = effect_of(what_if["site_id"], what_if["figures"], outcome)
    rule = await rule_of(effect)

    adoption_id = new_id()
    deadline = await deadline_for(rule, what_if["site_id"], None, context.now)
    rows = edit_rows(copy, scenario["edits"], outcome.assumed)
    await repository.add_adoption(
        {
            "id": adoption_id,
            "scope_id": what_if["scope_id"],
            "scenario_id": command.id,
            "site_id": what_if["site_id"],
            "what_if_name": what_if["name"],
            "scenario_name": scenario["name"],
            "status": ProposalStatus.OPEN.value,
            "plan_revision_id": what_if["plan_revision_id"],
            "plan_revision_number": what_if["plan_revision_number"],
            "basis": {str(site): number for site, number in what_if["basis"].items()},
            "effect": effect,
            "adjustments": list(outcome.adjustments),
            "assumptions": [row for row in rows if row.is_assumed],
            "cautions": list(outcome.cautions),
            "figures": what_if["figures"],
            "scenario": outcome.figures,
            "opened_at": context.now,
            "decide_by": deadline.decide_by,
            "requested_by": viewer.person_id,
            "requested_by_name": viewer.name,
            "note": "",
        }
    )
    await repository.update_scenario(command.id, {"adoption_id": adoption_id})

    await set_deadline(adoption_id, deadline, context)
    context.emit(WhatIfChanged(what_if["id"]))
    context.emit(AdoptionOpened(adoption_id))
    return adoption_id


async def decide_adoption(command: DecideAdoption, context: Context) -> None:
    """Carry a decision out: the plans' new revisions and the purchases, in one go.

    The rules, and those who have to agree, are those of every proposal. Refused, with nothing changed, when any plan that was copied
    has moved since.
    """
    viewer = await viewer_for(context.actor_id)
    await must_ever_be_asked(viewer, context.now)
    row = await repository.adoption(command.id, viewer.scope_ids, locked=True)
    if row is None:
        raise NotFoundError
    heads = await lock_plans(row["basis"])

    decided = decide(
        ProposalState(
            status=ProposalStatus(row["status"]),
            plan_revision_id=row["plan_revision_id"],
            requested_by=row["requested_by"],
            alternatives=(ADOPT,),
            recommended=ADOPT,
        ),
        Decision(
            kind=command.decision,
            decided_by=viewer.person_id,
            plan_revision_id=command.plan_revision_id,
            reason=command.reason,
        ),
        heads[row["site_id"]].id,
    )
    _check_basis(row["basis"], heads, command.plan_revision_id)

    about = {
        "proposal_id": command.id,
        "effect": row["effect"],
        "site_scope_id": row["scope_id"],
        "requested_by": row["requested_by"],
        "context": context,
    }
    if decided.alternative is None:
        await must_be_asked(viewer, **about)
    elif not await take_approval(
        viewer,
        alternative=ADOPT,
        plan_revision_id=command.plan_revision_id,
        is_amended=False,
        **about,
    ):
        # Others have to agree as well: nothing is carried out, but every screen shows it.
        context.emit(WhatIfChanged(row["what_if_id"]))
        return
    values: dict[str, Any] = {
        "status": decided.status.value,
        "decided_by_name": viewer.name,
        "decided_at": context.now,
        "reason": None if command.reason is None else command.reason.value,
        "note": command.note,
    }
    reach = Reach(
        DecidedKind.ADOPTION,
        command.id,
        {"adoption": command.id, "scenario": row["scenario_id"]},
        heads,
        row["adjustments"] if decided.alternative is not None else (),
    )

    async with undoable(reach, viewer, context):
        if decided.alternative is not None:
            values["resulting_revision_id"] = await _carry_out(row, heads, context)
        else:
            await repository.update_scenario(row["scenario_id"], {"adoption_id": None})
        await repository.update_adoption(command.id, values)

    context.note(plan_revision_id=command.plan_revision_id, outcome=decided.status.value)
    context.emit(AdoptionDecided(command.id, decided.status.value))
    context.emit(WhatIfChanged(row["what_if_id"]))


async def undo_adoption(command: UndoAdoption, context: Context) -> None:
    """Put plans, purchases and orders back as they were before the actor's decision."""
    viewer = await viewer_for(context.actor_id)
    row = await repository.adoption(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError

    for adoption_id in await take_back(command.id, viewer, context):
        context.emit(AdoptionUndone(adoption_id))
        context.emit(WhatIfChanged(row["what_if_id"]))


async def follow_adoption_deadline(event: DecideByMoved, context: Context) -> None:  # noqa: ARG001 -- told already
    """An open adoption is to be decided earlier or later than it was."""
    if await repository.open_adoption(event.proposal_id) is not None:
        await repository.update_adoption(event.proposal_id, {"decide_by": event.decide_by})


async def escalate_adoption(event: AgreementDue, context: Context) -> None:
    """The time to decide is over: let those step in whom the rule of approval names for that."""
    row = await repository.open_adoption(event.proposal_id)
    if row is not None and row["decide_by"] <= context.now:
        await escalate(event.proposal_id, row["effect"], context)


def _check_basis(
    basis: Mapping[UUID, int], heads: Mapping[UUID, Head], decided_on_id: UUID
) -> None:
    for site_id, number in basis.items():
        if heads[site_id].number != number:
            raise PlanHasMovedError(decided_on_id=decided_on_id, current_id=heads[site_id].id)


async def _carry_out(row: Mapping[str, Any], heads: Mapping[UUID, Head], context: Context) -> UUID:
    catalog = await planning_catalog()
    lines = await lines_of(tuple(heads))
    delta = await plan_delta(lines, row["adjustments"], context.now)
    revision_id = await record_revision(
        heads,
        row["site_id"],
        delta,
        {center.id: center.site_id for center in catalog.work_centers.values()},
        site_of_line={line.id: line.site_id for line in lines},
        proposal_id=row["id"],
        note="",
        context=context,
    )
    await must_be_as_seen(delta.orders)
    for order in delta.orders:
        await adjust_order(order, row["id"], context)
    return revision_id
