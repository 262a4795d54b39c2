"""Several have to agree, somebody stands in, and what is not decided in time goes to others."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.approval.commands import AddApprovalRule, EndDeputy, MoveApprovalRule, NameDeputy
from backend.approval.errors import (
    AmendedAloneError,
    ApprovedAlreadyError,
    ApproverUnknownError,
    DeputyRefusedError,
    NotYourApprovalError,
    NotYourTurnError,
)
from backend.approval.model import Approver, Rule
from backend.approval.queries import approval_rules_for, delegations_for
from backend.dispatch import Dispatcher
from backend.engine.apply import Amendment
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.plan.tables import PlanRevision
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import (
    approvers_asked,
    proposal_for,
    proposals_waiting_for,
    with_approvals,
)
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.proposal import ProposalView
from shared.terms import DecisionKind, DecisionReason, ProposalStatus, Role
from tests.builders import NOW, SmallCompany, add_person, request

SUPERVISOR, EXECUTIVE = Approver(Role.SUPERVISOR), Approver(Role.EXECUTIVE)
DEAR = Rule(
    id=None,
    name="Dear changes",
    approvers=(SUPERVISOR, EXECUTIVE),
    least_value=Decimal(1000),
    needs_all=True,
    in_order=True,
)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def dear(dispatcher: Dispatcher, planner: UUID) -> None:
    """A supervisor, then an executive, have to approve changes worth 1,000 and more."""
    await dispatcher.dispatch(AddApprovalRule(DEAR), actor_id=planner)


@pytest.fixture
async def proposal(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, dear: None
) -> ProposalView:
    """Marta has asked for 40 kits more at 95 each, which is 3,800."""
    return await proposed(small_company, dispatcher, worker)


async def proposed(
    ids: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, **changes: object
) -> ProposalView:
    asked = request(ids, **changes)
    actor = ids.marta if asked.customer_id == ids.hartmann else ids.igor
    await dispatcher.dispatch(asked, actor_id=actor)
    await drain(worker)
    viktor = await viewer_for(ids.viktor)
    waiting = await proposals_waiting_for(viktor)
    return await proposal_for(
        viktor, next(each.id for each in waiting if each.change.id == asked.id)
    )


def decision(proposal: ProposalView, **changes: object) -> DecideProposal:
    given: dict[str, object] = {
        "id": proposal.id,
        "decision": DecisionKind.APPROVE,
        "plan_revision_id": proposal.plan_revision_id,
        "alternative": None,
        "amendments": (),
        "reason": None,
        "note": "",
        "base_ver": proposal.ver,
        **changes,
    }
    return DecideProposal(**given)  # type: ignore[arg-type]  # a test names the fields that it changes


async def seen_by(person_id: UUID, proposal: ProposalView) -> ProposalView:
    viewer = await viewer_for(person_id)
    return await with_approvals(await proposal_for(viewer, proposal.id), viewer, NOW)


async def test_the_first_approval_moves_nothing_and_the_second_carries_it_out(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    proposal: ProposalView,
) -> None:
    await dispatcher.dispatch(decision(proposal), actor_id=small_company.viktor)
    await drain(worker)

    between = await seen_by(small_company.anna, proposal)
    assert between.status is ProposalStatus.OPEN
    assert between.ver == proposal.ver + 1
    assert await PlanRevision.count() == 1
    need = between.approvals[0]
    assert (need.rule_name, need.is_viewers) == ("Dear changes", True)
    assert [(step.given_by_name, step.is_open) for step in need.steps] == [
        ("Viktor Hahn", False),
        (None, True),
    ]
    assert not (await seen_by(small_company.viktor, proposal)).approvals[0].is_viewers

    await dispatcher.dispatch(decision(proposal), actor_id=small_company.anna)

    after = await seen_by(small_company.anna, proposal)
    assert (after.status, after.decided_by_name) == (ProposalStatus.APPROVED, "Anna Berg")
    assert await PlanRevision.count() == 2


async def test_the_executive_waits_for_the_supervisor_and_nobody_approves_twice(
    small_company: SmallCompany, dispatcher: Dispatcher, proposal: ProposalView
) -> None:
    with pytest.raises(NotYourTurnError):
        await dispatcher.dispatch(decision(proposal), actor_id=small_company.anna)
    await dispatcher.dispatch(decision(proposal), actor_id=small_company.viktor)

    with pytest.raises(ApprovedAlreadyError):
        await dispatcher.dispatch(decision(proposal), actor_id=small_company.viktor)
    with pytest.raises(NotYourTurnError):
        await dispatcher.dispatch(decision(proposal), actor_id=small_company.vera)
    assert await PlanRevision.count() == 1


async def test_a_small_change_falls_under_the_usual_rule(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, dear: None
) -> None:
    small = await proposed(small_company, dispatcher, worker, quantity_delta=Decimal(10))

    with pytest.raises(NotYourApprovalError):
        await dispatcher.dispatch(decision(small), actor_id=small_company.anna)
    await dispatcher.dispatch(decision(small), actor_id=small_company.vera)

    assert await PlanRevision.count() == 2


async def test_whoever_is_asked_may_also_reject_and_then_it_is_over(
    small_company: SmallCompany, dispatcher: Dispatcher, planner: UUID, proposal: ProposalView
) -> None:
    refuse = decision(proposal, decision=DecisionKind.REJECT, reason=DecisionReason.COST)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(refuse, actor_id=planner)

    await dispatcher.dispatch(refuse, actor_id=small_company.anna)

    assert (await seen_by(small_company.anna, proposal)).status is ProposalStatus.REJECTED


async def test_what_two_approve_is_not_amended(
    small_company: SmallCompany, dispatcher: Dispatcher, proposal: ProposalView
) -> None:
    amended = decision(
        proposal,
        decision=DecisionKind.AMEND,
        amendments=(Amendment(adjustment=0, quantity=Decimal(50), on=None),),
    )
    with pytest.raises(AmendedAloneError):
        await dispatcher.dispatch(amended, actor_id=small_company.viktor)


async def test_a_deputy_approves_in_somebodys_place_until_it_ends(
    small_company: SmallCompany, dispatcher: Dispatcher, planner: UUID, proposal: ProposalView
) -> None:
    await dispatcher.dispatch(decision(proposal), actor_id=small_company.viktor)
    away = NameDeputy(planner, NOW, NOW + timedelta(days=2), "At the fair")
    delegation_id = await dispatcher.dispatch(away, actor_id=small_company.anna)
    asked = await approvers_asked(proposal.id, NOW)
    assert asked is not None
    assert asked.person_ids == {planner}

    await dispatcher.dispatch(EndDeputy(delegation_id), actor_id=small_company.anna)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(decision(proposal), actor_id=planner)
    await dispatcher.dispatch(away, actor_id=small_company.anna)
    await dispatcher.dispatch(decision(proposal), actor_id=planner)

    after = await seen_by(planner, proposal)
    assert (after.status, after.decided_by_name) == (ProposalStatus.APPROVED, "Pavel Planner")
    (shown,) = await delegations_for(await viewer_for(planner), NOW)
    assert (shown.person_name, shown.deputy_name, shown.is_own) == (
        "Anna Berg",
        "Pavel Planner",
        False,
    )


async def test_a_deputy_does_not_hand_on_and_does_not_approve_what_they_asked_for(
    small_company: SmallCompany, dispatcher: Dispatcher, planner: UUID, proposal: ProposalView
) -> None:
    until = NOW + timedelta(days=2)
    second = await add_person("Sofia Second", [Role.PLANNER], [small_company.riga])
    await dispatcher.dispatch(NameDeputy(planner, NOW, until, ""), actor_id=small_company.viktor)
    await dispatcher.dispatch(NameDeputy(second, NOW, until, ""), actor_id=planner)

    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(decision(proposal), actor_id=second)
    await dispatcher.dispatch(decision(proposal), actor_id=planner)
    assert (await seen_by(planner, proposal)).approvals[0].steps[
        0
    ].in_place_of_name == "Viktor Hahn"


async def test_a_deputy_has_to_decide_at_one_of_ones_sites(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    elsewhere = await add_person("Egon Else", [Role.SUPERVISOR], [small_company.north])
    for wrong in (small_company.marta, small_company.viktor, elsewhere, new_id()):
        with pytest.raises(DeputyRefusedError):
            await dispatcher.dispatch(
                NameDeputy(wrong, NOW, NOW + timedelta(days=1), ""), actor_id=small_company.viktor
            )
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(EndDeputy(new_id()), actor_id=small_company.viktor)


async def test_approvals_of_a_way_out_that_a_moved_plan_leaves_as_good_still_count(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    proposal: ProposalView,
) -> None:
    await dispatcher.dispatch(decision(proposal), actor_id=small_company.viktor)
    other = await proposed(
        small_company,
        dispatcher,
        worker,
        customer_id=small_company.baltic,
        demand_line_id=small_company.baltic_line,
        quantity_delta=Decimal(-10),
    )
    await dispatcher.dispatch(decision(other), actor_id=small_company.vera)
    await drain(worker)

    moved = await seen_by(small_company.anna, proposal)
    assert moved.plan_revision_number == 2
    kept = {
        need.alternative: [step.given_by_name for step in need.steps] for need in moved.approvals
    }
    as_before = {way.code: (way.deliveries, way.cost) for way in proposal.alternatives}
    now = {way.code: (way.deliveries, way.cost) for way in moved.alternatives}
    approved = next(way.code for way in proposal.alternatives if way.is_recommended)
    is_as_good = now.get(approved) is not None and (
        now[approved][0] == as_before[approved][0] and now[approved][1] <= as_before[approved][1]
    )
    assert kept.get(approved, [None, None])[0] == ("Viktor Hahn" if is_as_good else None)


async def test_what_is_not_decided_in_time_goes_to_whom_the_rule_names(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    planner: UUID,
) -> None:
    quick = Rule(
        id=None,
        name="Quick",
        approvers=(SUPERVISOR,),
        decide_within=timedelta(minutes=90),
        remind_before=timedelta(minutes=30),
        escalate_to=EXECUTIVE,
    )
    await dispatcher.dispatch(AddApprovalRule(quick), actor_id=planner)
    proposal = await proposed(small_company, dispatcher, worker)
    assert proposal.decide_by == NOW + timedelta(minutes=90)
    with pytest.raises(NotYourApprovalError):
        await dispatcher.dispatch(decision(proposal), actor_id=small_company.anna)

    clock.advance(timedelta(minutes=91))
    await drain(worker)

    asked = await approvers_asked(proposal.id, clock.now())
    assert asked is not None
    assert asked.roles == {Role.SUPERVISOR, Role.EXECUTIVE}
    await dispatcher.dispatch(decision(proposal), actor_id=small_company.anna)
    assert (await seen_by(small_company.anna, proposal)).status is ProposalStatus.APPROVED


async def test_rules_are_made_by_planners_and_asked_in_their_order(
    small_company: SmallCompany, dispatcher: Dispatcher, planner: UUID, dear: None
) -> None:
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(AddApprovalRule(DEAR), actor_id=small_company.viktor)
    nobody = Rule(id=None, name="Gone", approvers=(Approver(person_id=new_id()),))
    with pytest.raises(ApproverUnknownError):
        await dispatcher.dispatch(AddApprovalRule(nobody), actor_id=planner)
    named = Rule(id=None, name="Anna", approvers=(Approver(person_id=small_company.anna),))
    second = await dispatcher.dispatch(AddApprovalRule(named), actor_id=planner)

    await dispatcher.dispatch(MoveApprovalRule(second), actor_id=planner)

    rules = await approval_rules_for(await viewer_for(planner))
    assert [rule.name for rule in rules] == ["Anna", "Dear changes"]
    assert rules[0].approvers[0].person_name == "Anna Berg"
