"""What a decision does, to whom it is refused, and that its effect happens once."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from backend.demand.queries import demand_change_for
from backend.demand.tables import DemandChange, DemandLine
from backend.dispatch import Dispatcher
from backend.engine.apply import Amendment
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines, current_revisions
from backend.plan.tables import PlanRevision
from backend.proposal.commands import DecideProposal, DecideProposals
from backend.proposal.errors import (
    AlreadyDecidedError,
    PlanHasMovedError,
    ReasonMissingError,
    TogetherNotPossibleError,
    UnknownAlternativeError,
)
from backend.proposal.queries.board import plan_board_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.problem import ConflictError
from shared.schemas.proposal import ChosenProposal, ProposalView
from shared.terms import DecisionKind, DecisionReason, Role
from tests.builders import NOW, SmallCompany, add_person, request


async def proposed(
    ids: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, **changes: object
) -> ProposalView:
    """A proposal for a change that Marta has logged, as Viktor sees it."""
    asked = request(ids, **changes)
    actor = ids.marta if asked.customer_id == ids.hartmann else ids.igor
    await dispatcher.dispatch(asked, actor_id=actor)
    await drain(worker)
    viktor = await viewer_for(ids.viktor)
    waiting = await proposals_waiting_for(viktor)
    return await proposal_for(
        viktor, next(each.id for each in waiting if each.change.id == asked.id)
    )


def decision(proposal: ProposalView, kind: DecisionKind, **changes: object) -> DecideProposal:
    given: dict[str, object] = {
        "id": proposal.id,
        "decision": kind,
        "plan_revision_id": proposal.plan_revision_id,
        "alternative": None,
        "amendments": (),
        "reason": None,
        "note": "",
        "base_ver": proposal.ver,
        **changes,
    }
    return DecideProposal(**given)  # type: ignore[arg-type]  # a test names the fields that it changes


async def test_of_two_supervisors_at_once_one_decides(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    approve = decision(proposal, DecisionKind.APPROVE)

    answers = await asyncio.gather(
        dispatcher.dispatch(approve, actor_id=small_company.viktor),
        dispatcher.dispatch(approve, actor_id=small_company.vera),
        return_exceptions=True,
    )

    refused = [answer for answer in answers if isinstance(answer, ConflictError)]
    assert len(refused) == 1
    assert await PlanRevision.count() == 2
    (line,) = await DemandLine.select().where(DemandLine.id == small_company.hartmann_line)
    assert line["quantity"] == 160


async def test_a_decision_on_a_plan_that_has_moved_is_a_conflict(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    first = await proposed(small_company, dispatcher, worker)
    second = await proposed(
        small_company,
        dispatcher,
        worker,
        customer_id=small_company.baltic,
        demand_line_id=small_company.baltic_line,
        quantity_delta=Decimal(-10),
    )
    await dispatcher.dispatch(decision(first, DecisionKind.APPROVE), actor_id=small_company.viktor)

    with pytest.raises(PlanHasMovedError):
        await dispatcher.dispatch(
            decision(second, DecisionKind.APPROVE), actor_id=small_company.viktor
        )
    await drain(worker)

    viktor = await viewer_for(small_company.viktor)
    followed = await proposal_for(viktor, second.id)
    assert followed.plan_revision_number == 2
    await dispatcher.dispatch(
        decision(followed, DecisionKind.APPROVE), actor_id=small_company.viktor
    )
    assert (await current_revisions())[small_company.riga].number == 3


async def test_a_rejection_needs_a_reason_and_leaves_the_plan_alone(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    with pytest.raises(ReasonMissingError):
        await dispatcher.dispatch(
            decision(proposal, DecisionKind.REJECT), actor_id=small_company.viktor
        )

    await dispatcher.dispatch(
        decision(
            proposal, DecisionKind.REJECT, reason=DecisionReason.CAPACITY, note="Line is down"
        ),
        actor_id=small_company.viktor,
    )

    assert await PlanRevision.count() == 1
    (change,) = await DemandChange.select()
    assert (change["status"], change["decision"]) == ("decided", "rejected")
    assert change["decision_note"] == "Line is down"
    (line,) = await DemandLine.select().where(DemandLine.id == small_company.hartmann_line)
    assert line["quantity"] == 120


async def test_an_unknown_way_out_is_refused(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)

    with pytest.raises(UnknownAlternativeError):
        await dispatcher.dispatch(
            decision(proposal, DecisionKind.APPROVE, alternative="by_magic"),
            actor_id=small_company.viktor,
        )

    assert await PlanRevision.count() == 1


async def test_only_supervisors_of_the_site_decide(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    approve = decision(proposal, DecisionKind.APPROVE)
    elsewhere = await add_person("Elsa Elsewhere", [Role.SUPERVISOR], [small_company.south])

    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(approve, actor_id=small_company.marta)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(approve, actor_id=small_company.anna)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(approve, actor_id=elsewhere)
    await dispatcher.dispatch(approve, actor_id=small_company.viktor)
    with pytest.raises(AlreadyDecidedError):
        await dispatcher.dispatch(approve, actor_id=small_company.viktor)


async def test_a_cancelled_line_frees_what_was_planned_for_it(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(0), is_cancellation=True
    )
    codes = {each.code for each in proposal.alternatives}
    assert "make_less" in codes

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="make_less"),
        actor_id=small_company.viktor,
    )

    (line,) = await DemandLine.select().where(DemandLine.id == small_company.hartmann_line)
    assert line["status"] == "cancelled"
    assert await current_plan_lines() == []


async def test_two_deliveries_become_two_lines_that_keep_the_requested_date(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(200), due_on=date(2026, 11, 30)
    )
    split = [each for each in proposal.alternatives if each.code == "two_deliveries"]
    assert split, [each.code for each in proposal.alternatives]
    (line,) = await DemandLine.select().where(DemandLine.id == small_company.hartmann_line)
    alike = line | {"id": new_id(), "line_number": 70, "due_on": date(2026, 11, 30)}
    await DemandLine.insert(DemandLine(**alike))

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="two_deliveries"),
        actor_id=small_company.viktor,
    )

    lines = (
        await DemandLine.select()
        .where((DemandLine.order_reference == "20418") & (DemandLine.id != alike["id"]))
        .order_by(DemandLine.line_number)
    )
    assert [line["quantity"] for line in lines] == [each.quantity for each in split[0].deliveries]
    assert [line["promised_on"] for line in lines] == [each.on for each in split[0].deliveries]
    assert {line["due_on"] for line in lines} == {date(2026, 11, 30)}
    asker = await viewer_for(small_company.marta)
    change = await demand_change_for(asker, proposal.change.id)
    assert change.promises == split[0].deliveries


async def test_a_new_line_becomes_an_order_of_its_own(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(
        small_company,
        dispatcher,
        worker,
        demand_line_id=None,
        quantity_delta=Decimal(20),
        due_on=date(2026, 12, 9),
    )

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE), actor_id=small_company.viktor
    )

    (change,) = await DemandChange.select()
    (line,) = await DemandLine.select().where(DemandLine.id == change["demand_line_id"])
    assert (line["quantity"], line["due_on"]) == (20, date(2026, 12, 9))
    assert line["unit_price"] == 95


async def test_an_amended_way_out_is_carried_out_as_amended(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    chosen = next(each for each in proposal.alternatives if each.code == "make_more")

    await dispatcher.dispatch(
        decision(
            proposal,
            DecisionKind.AMEND,
            alternative="make_more",
            amendments=(Amendment(0, quantity=Decimal(50)),),
        ),
        actor_id=small_company.viktor,
    )

    assert chosen.adjustments[0].quantity == 20
    assert sum(line.quantity for line in await current_plan_lines()) == 130
    decided = await proposal_for(await viewer_for(small_company.viktor), proposal.id)
    assert [(each.before.quantity, each.after.quantity) for each in decided.amended] == [
        (Decimal(20), Decimal(50))
    ]
    assert decided.amended[0].after.on == chosen.adjustments[0].on


async def test_the_board_shows_what_a_way_out_would_bring_in(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    viktor = await viewer_for(small_company.viktor)

    board = await plan_board_for(viktor, NOW, None, None, 10, proposal.id, "make_more")

    blocks = [block for lane in board.lanes for cell in lane.cells for block in cell.blocks]
    assert {block.state for block in blocks} == {"planned", "comes_in"}
    assert {lane.work_center_name for lane in board.lanes} == {"Filling line 2", "Mixer 3"}


async def two_proposals(
    ids: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> list[ChosenProposal]:
    """One that needs ten kits more, one that gives ten back; each by the way out it recommends."""
    more = await proposed(ids, dispatcher, worker, quantity_delta=Decimal(10))
    other = await proposed(
        ids,
        dispatcher,
        worker,
        customer_id=ids.ostrov,
        demand_line_id=ids.ostrov_line,
        item_id=ids.thinner,
        quantity_delta=Decimal(5),
    )
    return [
        ChosenProposal(
            each.id,
            each.plan_revision_id,
            next(way.code for way in each.alternatives if way.is_recommended),
        )
        for each in (more, other)
    ]


async def test_several_are_approved_together_though_each_moves_the_plan(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    chosen = await two_proposals(small_company, dispatcher, worker)

    await dispatcher.dispatch(
        DecideProposals(tuple(chosen), DecisionKind.APPROVE, None, ""),
        actor_id=small_company.viktor,
    )

    assert (await current_revisions())[small_company.riga].number == 3
    statuses = await DemandChange.select(DemandChange.status).output(as_list=True)
    assert statuses == ["applied", "applied"]


async def test_of_several_all_stay_open_when_one_cannot_be_decided(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    first, second = await two_proposals(small_company, dispatcher, worker)
    gone = ChosenProposal(second.proposal_id, new_id(), second.alternative)

    with pytest.raises(PlanHasMovedError):
        await dispatcher.dispatch(
            DecideProposals((first, gone), DecisionKind.APPROVE, None, ""),
            actor_id=small_company.viktor,
        )

    assert await PlanRevision.count() == 1
    statuses = await DemandChange.select(DemandChange.status).output(as_list=True)
    assert statuses == ["proposed", "proposed"]


async def test_of_two_that_want_the_same_stock_not_both_are_approved_as_asked(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    first = await proposed(small_company, dispatcher, worker, quantity_delta=Decimal(20))
    second = await proposed(
        small_company,
        dispatcher,
        worker,
        customer_id=small_company.baltic,
        demand_line_id=small_company.baltic_line,
        quantity_delta=Decimal(20),
    )
    chosen = tuple(
        ChosenProposal(each.id, each.plan_revision_id, "as_asked") for each in (first, second)
    )

    with pytest.raises(TogetherNotPossibleError):
        await dispatcher.dispatch(
            DecideProposals(chosen, DecisionKind.APPROVE, None, ""), actor_id=small_company.viktor
        )

    assert await PlanRevision.count() == 1


async def test_several_are_rejected_together_with_one_reason(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    chosen = await two_proposals(small_company, dispatcher, worker)

    await dispatcher.dispatch(
        DecideProposals(tuple(chosen), DecisionKind.REJECT, DecisionReason.COST, ""),
        actor_id=small_company.viktor,
    )

    decisions = await DemandChange.select(DemandChange.decision).output(as_list=True)
    assert decisions == ["rejected", "rejected"]
