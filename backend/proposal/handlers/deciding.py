"""Proposals are decided, one by one or several at once, and what was chosen is carried out."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.approval.handlers import must_be_asked, take_approval
from backend.approval.queries import must_ever_be_asked
from backend.demand.handlers.applying import apply_demand_change, move_promise, record_decision
from backend.dispatch import Context
from backend.engine.answer import Adjustment
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.impact.queries import Assessment, assess
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head
from backend.promise.queries import plan_delta
from backend.proposal import repository
from backend.proposal.commands import DecideProposal, DecideProposals
from backend.proposal.errors import (
    NothingChosenError,
    PlanHasMovedError,
    TogetherNotPossibleError,
    UnknownAlternativeError,
)
from backend.proposal.events import ProposalDecided
from backend.proposal.handlers.opening import effect_in, figures_of, rates_of, weights_of
from backend.proposal.model import (
    MOST_TOGETHER,
    Alternative,
    Decision,
    ProposalState,
    amend,
    decide,
    propose_alternatives,
    still_stands,
)
from backend.supply.handlers import adjust_order
from backend.undo.handlers import Reach, undoable
from shared.ids import new_id
from shared.schemas.impact import Alternative as ShownAlternative
from shared.schemas.impact import DayQuantity
from shared.schemas.proposal import ChosenProposal
from shared.terms import DecidedKind, DecisionKind, ProposalStatus


async def decide_proposal(command: DecideProposal, context: Context) -> int:
    """Carry a decision out: the plan's new revision, purchases, promises and the line, in one go.

    Returns the proposal's new `ver`. Refused, with nothing changed, when any plan that the proposal
    stands on has moved since.
    """
    return await _decide(command, new_id(), context)


async def _decide(command: DecideProposal, press_id: UUID, context: Context) -> int:
    viewer = await viewer_for(context.actor_id)
    await must_ever_be_asked(viewer, context.now)
    row = await repository.lock_proposal(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        raise NotFoundError
    heads = await lock_plans(row["basis"])

    shown = msgspec.json.decode(row["alternatives"], type=list[ShownAlternative], strict=False)
    decided = decide(
        _state(row, shown, assessment.row["requested_by"]),
        Decision(
            kind=command.decision,
            decided_by=viewer.person_id,
            plan_revision_id=command.plan_revision_id,
            alternative=command.alternative,
            reason=command.reason,
            amendments=command.amendments,
        ),
        heads[row["site_id"]].id,
    )
    _check_basis(row["basis"], heads, command.plan_revision_id)
    effect = effect_in(
        assessment, {"value": row["value"], "alternatives": shown}, decided.alternative
    )
    about = {
        "proposal_id": command.id,
        "effect": effect,
        "site_scope_id": row["scope_id"],
        "requested_by": assessment.row["requested_by"],
        "context": context,
    }
    if decided.alternative is None:
        await must_be_asked(viewer, **about)
    elif not await take_approval(
        viewer,
        alternative=decided.alternative,
        plan_revision_id=command.plan_revision_id,
        is_amended=command.decision is DecisionKind.AMEND,
        **about,
    ):
        # Others have to agree as well: nothing is carried out, but every screen shows it.
        return await repository.touch_proposal(command.id)
    chosen = (
        None
        if decided.alternative is None
        else await _chosen(command, assessment, shown, decided.alternative)
    )
    values: dict[str, Any] = {
        "status": decided.status.value,
        "decision": command.decision.value,
        "decided_by": viewer.person_id,
        "decided_by_name": viewer.name,
        "decided_at": context.now,
        "reason": None if command.reason is None else command.reason.value,
        "note": command.note,
        "chosen_alternative": decided.alternative,
    }

    reach = Reach(
        DecidedKind.PROPOSAL,
        command.id,
        {"proposal": command.id},
        heads,
        () if chosen is None else chosen.adjustments,
        demand_change_id=row["demand_change_id"],
        press_id=press_id,
    )

    async with undoable(reach, viewer, context):
        await record_decision(
            row["demand_change_id"],
            decided.status,
            decided_by_name=viewer.name,
            chosen_alternative=decided.alternative,
            note=command.note,
            context=context,
        )
        if chosen is not None:
            if command.decision is DecisionKind.AMEND:
                values["amendments"] = command.amendments
            values["resulting_revision_id"] = await _carry_out(
                chosen, row, assessment, heads, context
            )
        ver = await repository.close_proposal(command.id, values)

    context.note(plan_revision_id=command.plan_revision_id, outcome=decided.status.value)
    context.emit(ProposalDecided(command.id, row["demand_change_id"], decided.status.value))
    return ver


async def decide_proposals(command: DecideProposals, context: Context) -> None:
    """Decide several proposals, all or none.

    Each approval moves the plan under the next one, which is therefore worked out anew; it is carried
    out only if its way out is as good as the decider saw it.
    """
    if not 1 <= len(command.chosen) <= MOST_TOGETHER:
        raise NothingChosenError(most=MOST_TOGETHER)
    viewer = await viewer_for(context.actor_id)
    await must_ever_be_asked(viewer, context.now)
    rows = [
        await repository.lock_proposal(each.proposal_id, viewer.scope_ids)
        for each in sorted(command.chosen, key=lambda chosen: str(chosen.proposal_id))
    ]
    await lock_plans({site_id for row in rows if row is not None for site_id in row["basis"]})
    press_id = new_id()
    for number, chosen in enumerate(command.chosen):
        revision_id = chosen.plan_revision_id
        if number and command.decision is DecisionKind.APPROVE:
            revision_id = await _follow_own_plan(chosen, context)
        await _decide(
            DecideProposal(
                id=chosen.proposal_id,
                decision=command.decision,
                plan_revision_id=revision_id,
                alternative=chosen.alternative,
                amendments=(),
                reason=command.reason,
                note=command.note,
                base_ver=0,
            ),
            press_id,
            context,
        )


async def _follow_own_plan(chosen: ChosenProposal, context: Context) -> UUID:
    """Work a proposal out on the plan that this very command has moved; the revision it stands on."""
    row = await repository.lock_proposal(chosen.proposal_id, None)
    if row is None:
        raise NotFoundError
    if row["plan_revision_id"] != chosen.plan_revision_id:
        raise PlanHasMovedError(
            decided_on_id=chosen.plan_revision_id, current_id=row["plan_revision_id"]
        )
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        raise NotFoundError
    shown = msgspec.json.decode(row["alternatives"], type=list[Alternative], strict=False)
    fresh = propose_alternatives(
        assessment.situation,
        assessment.change,
        assessment.impact,
        weights_of(assessment),
        rates_of(assessment),
    )
    picked = next(
        (
            each
            for each in shown
            if each.code == chosen.alternative
            or (chosen.alternative is None and each.is_recommended)
        ),
        None,
    )
    if picked is None:
        raise UnknownAlternativeError(alternative=chosen.alternative)
    if still_stands(picked, fresh) is None:
        raise TogetherNotPossibleError(
            customer=assessment.row["customer_name"], item=assessment.row["item_name"]
        )
    await repository.update_proposal(chosen.proposal_id, figures_of(assessment, context))
    return assessment.revision.id


def _state(
    row: Mapping[str, Any], shown: Sequence[ShownAlternative], requested_by: UUID
) -> ProposalState:
    codes = tuple(each.code for each in shown)
    recommended = next((each.code for each in shown if each.is_recommended), codes[0])
    return ProposalState(
        status=ProposalStatus(row["status"]),
        plan_revision_id=row["plan_revision_id"],
        requested_by=requested_by,
        alternatives=codes,
        recommended=recommended,
    )


def _check_basis(
    basis: Mapping[UUID, int], heads: Mapping[UUID, Head], decided_on_id: UUID
) -> None:
    """The other plans that were read must stand as well as the main one."""
    for site_id, number in basis.items():
        if heads[site_id].number != number:
            raise PlanHasMovedError(decided_on_id=decided_on_id, current_id=heads[site_id].id)


async def _chosen(
    command: DecideProposal,
    assessment: Assessment,
    shown: Sequence[ShownAlternative],
    code: str,
) -> Alternative:
    """The way out as it was shown, or as it was amended and checked against the plan."""
    picked = next(each for each in shown if each.code == code)
    alternative = msgspec.convert(picked, type=Alternative, from_attributes=True)
    if command.decision is not DecisionKind.AMEND:
        return alternative
    return amend(
        assessment.situation,
        assessment.change,
        alternative,
        command.amendments,
        weights_of(assessment),
        rates_of(assessment),
    )


async def _carry_out(
    chosen: Alternative,
    row: Mapping[str, Any],
    assessment: Assessment,
    heads: Mapping[UUID, Head],
    context: Context,
) -> UUID:
    catalog = assessment.catalog
    lines = await lines_of(tuple(heads))
    delta = await plan_delta(lines, chosen.adjustments, context.now)
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
    for order in delta.orders:
        await adjust_order(order, row["id"], context)
    for promise in _of_others(delta.promises, assessment.change.demand_line_id):
        await move_promise(*promise, context)
    await apply_demand_change(
        row["demand_change_id"],
        [DayQuantity(each.on, each.quantity) for each in chosen.deliveries],
        context,
    )
    return revision_id


def _of_others(
    promises: Sequence[Adjustment], own_line_id: UUID | None
) -> list[tuple[UUID, Decimal, date]]:
    """Promises of other people's lines: line, quantity, day. One's own come with the deliveries."""
    return [
        (each.demand_line_id, each.quantity, each.on)
        for each in promises
        if each.demand_line_id not in {None, own_line_id} and each.on is not None
    ]
