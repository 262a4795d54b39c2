"""Proposals open for an assessed change, follow a plan that moves, and end with their change."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

import msgspec

from backend.approval.events import DecideByMoved
from backend.approval.handlers import escalate, keep_approvals, keep_deadline
from backend.approval.model import Effect
from backend.approval.queries import deadline_for, rule_of
from backend.demand.events import DeliveryRuleChosen, DemandChangeWithdrawn
from backend.demand.handlers.applying import record_assessment, record_proposal
from backend.dispatch import Context
from backend.engine.ways import Rates, rates_from
from backend.impact.events import DemandChangeAssessed
from backend.impact.queries import Assessment, assess
from backend.plan.events import PlanRevised
from backend.promise.events import ReservationMoved
from backend.proposal import repository
from backend.proposal.events import (
    FreightSet,
    PricingSet,
    ProposalOpened,
    ProposalOutdated,
    ProposalRefreshed,
    ProposalWithdrawn,
)
from backend.proposal.model import (
    Alternative,
    Weights,
    effect_of,
    propose_alternatives,
    still_stands,
    then_and_now,
    weights_from,
    withdraw,
)
from shared.ids import new_id
from shared.schemas.impact import Alternative as ShownAlternative
from shared.terms import ProposalStatus


async def open_proposal(event: DemandChangeAssessed, context: Context) -> None:
    """Turn an assessed change into a proposal, or work its open one out anew."""
    assessment = await assess(event.demand_change_id, context.now)
    if assessment is None:
        return

    values = figures_of(assessment, context)
    rule = await rule_of(effect_in(assessment, values))
    deadline = await deadline_for(
        rule,
        assessment.plan_site_id,
        assessment.row["item_id"],
        context.now,
        is_urgent=assessment.change.is_urgent,
    )

    proposal_id = await repository.open_proposal_of(event.demand_change_id)
    is_new = proposal_id is None
    proposal_id = proposal_id or new_id()
    ver = await record_proposal(event.demand_change_id, proposal_id, context)
    if ver is None:
        return
    if is_new:
        await repository.add_proposal(
            {
                **values,
                "id": proposal_id,
                "demand_change_id": event.demand_change_id,
                "demand_change_ver": ver,
                "opened_at": context.now,
                "decide_by": deadline.decide_by,
            }
        )
        await keep_deadline(proposal_id, deadline, context)
    else:
        await repository.replace_figures(proposal_id, {**values, "demand_change_ver": ver})

    context.emit(ProposalOpened(proposal_id) if is_new else ProposalRefreshed(proposal_id))


async def find_outdated(
    event: PlanRevised | ReservationMoved | DeliveryRuleChosen, context: Context
) -> None:
    """Say which open proposals stand on a plan, supply or delivery rule that has moved; each by itself."""
    for proposal_id in await repository.open_proposals_on(event.site_id):
        context.emit(ProposalOutdated(proposal_id), lane=f"proposal:{proposal_id}")


async def find_priced_otherwise(event: PricingSet | FreightSet, context: Context) -> None:  # noqa: ARG001 -- all follow it
    """Say that every open proposal is scored and priced otherwise; each is worked out anew by itself."""
    for proposal_id in await repository.open_proposals():
        context.emit(ProposalOutdated(proposal_id), lane=f"proposal:{proposal_id}")


async def refresh_proposal(event: ProposalOutdated, context: Context) -> None:
    """Work an open proposal out anew on the plan as it is."""
    row = await repository.lock_proposal(event.proposal_id, None)
    if row is None or row["status"] != ProposalStatus.OPEN:
        return
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        return

    values = figures_of(assessment, context)
    shown = msgspec.json.decode(row["alternatives"], type=list[Alternative], strict=False)
    fresh = _rules_own(values["alternatives"])
    as_good = [way.code for way in shown if still_stands(way, fresh) is not None]
    if row["plan_revision_id"] == values["plan_revision_id"]:
        values["alternatives"] = _shown(then_and_now(shown, fresh))

    await repository.replace_figures(event.proposal_id, values)
    await keep_approvals(event.proposal_id, as_good, context)
    await record_assessment(row["demand_change_id"], assessment.summary(context.now), context)

    context.emit(ProposalRefreshed(event.proposal_id))


class AboutProposal(Protocol):
    """Any event that names a proposal."""

    @property
    def proposal_id(self) -> UUID:
        """The proposal."""
        ...


async def follow_proposal_deadline(event: DecideByMoved, context: Context) -> None:  # noqa: ARG001 -- told already
    """An open proposal is to be decided earlier or later than it was."""
    row = await repository.lock_proposal(event.proposal_id, None)
    if row is not None and row["status"] == ProposalStatus.OPEN:
        await repository.update_proposal(event.proposal_id, {"decide_by": event.decide_by})


async def escalate_proposal(event: AboutProposal, context: Context) -> None:
    """The time to decide is over: let those step in whom the rule of approval names for that."""
    row = await repository.lock_proposal(event.proposal_id, None)
    if row is None or row["status"] != ProposalStatus.OPEN or row["decide_by"] > context.now:
        return
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        return

    ways = msgspec.json.decode(row["alternatives"], type=list[ShownAlternative], strict=False)

    effect = effect_in(assessment, {"value": row["value"], "alternatives": ways})
    await escalate(event.proposal_id, effect, context)


async def withdraw_proposal(event: DemandChangeWithdrawn, context: Context) -> None:
    """Close the proposal of a change that was taken back."""
    proposal_id = await repository.open_proposal_of(event.demand_change_id)
    if proposal_id is None:
        return
    status = withdraw(ProposalStatus.OPEN)
    await repository.close_proposal(proposal_id, {"status": status.value})
    context.emit(ProposalWithdrawn(proposal_id))


def figures_of(assessment: Assessment, context: Context) -> dict[str, Any]:
    """What of a proposal follows from the present situation."""
    alternatives = propose_alternatives(
        assessment.situation,
        assessment.change,
        assessment.impact,
        weights_of(assessment),
        rates_of(assessment),
    )
    change = assessment.change
    price = change.unit_price
    return {
        "scope_id": assessment.catalog.sites[assessment.plan_site_id].scope_id,
        "site_id": assessment.plan_site_id,
        "plan_revision_id": assessment.revision.id,
        "plan_revision_number": assessment.revision.number,
        "basis": {str(site): number for site, number in assessment.basis.items()},
        "value": abs(change.quantity_after - change.quantity_before) * price,
        "impact": assessment.shown(context.now),
        "alternatives": _shown(alternatives),
    }


def rates_of(assessment: Assessment) -> Rates:
    """The company's own rates of ways out, where it has set them."""
    return rates_from(assessment.catalog.company.rates)


def weights_of(assessment: Assessment) -> Weights:
    """The company's own weights of a score, where it has set them."""
    return weights_from(assessment.catalog.company.weights)


def effect_in(
    assessment: Assessment, figures: Mapping[str, Any], alternative: str | None = None
) -> Effect:
    """What a way out (the recommended one, where none is named) does, for the rules of approval."""
    ways: Sequence[ShownAlternative] = figures["alternatives"]
    way = next(
        each
        for each in (*ways, ways[0])
        if each.code == alternative or (alternative is None and each.is_recommended)
    )
    return effect_of(
        way,
        site_id=assessment.plan_site_id,
        value=figures["value"],
        wanted_on=assessment.change.due_on_after,
        priority=assessment.row["customer_priority"],
    )


def _shown(ways: Sequence[Alternative]) -> list[ShownAlternative]:
    return [msgspec.convert(way, type=ShownAlternative, from_attributes=True) for way in ways]


def _rules_own(ways: Sequence[ShownAlternative]) -> list[Alternative]:
    return [msgspec.convert(way, type=Alternative, from_attributes=True) for way in ways]
