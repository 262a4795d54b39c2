"""For half a minute a decision can be undone: everything stands as before, and nobody outside hears of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.engine.apply import Amendment
from backend.flow import FLOW, LEAVING
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.plan.tables import PlanRevision
from backend.proposal.commands import DecideProposals, UndoDecision
from backend.proposal.errors import AlreadyDecidedError
from backend.proposal.queries.proposals import proposal_for, with_approvals
from backend.proposal.tables import Proposal
from backend.supply.tables import PurchaseLine
from backend.undo.errors import BuiltUponError, NotYourDecisionError, UndoTooLateError
from backend.undo.queries import presses_for
from backend.worker import OutboxWorker
from shared.schemas.proposal import ProposalView
from shared.terms import DecidedKind, DecisionKind, DecisionReason, ProposalStatus
from tests.backend.proposal.test_handlers import decision, proposed, two_proposals
from tests.backend.proposal.test_less import add_order, add_purchase
from tests.builders import NOW, SmallCompany

# What a decision may turn, without what tells versions apart.
_STATE = {
    "demand_line": "SELECT to_jsonb(one) - 'ver' - 'sync_xid' AS row FROM demand_line AS one "
    "WHERE deleted_at IS NULL ORDER BY id",
    "demand_change": "SELECT to_jsonb(one) - 'ver' - 'sync_xid' - 'impact' - 'assessed_at' AS row "
    "FROM demand_change AS one ORDER BY id",
    "purchase_line": "SELECT to_jsonb(one) AS row FROM purchase_line AS one ORDER BY id",
    "production_order": "SELECT to_jsonb(one) AS row FROM production_order AS one ORDER BY id",
    "plan_line": 'SELECT jsonb_build_array(line_id, quantity, "on", start_on, reference, alternate_id)'
    " AS row FROM plan_line WHERE to_number IS NULL ORDER BY line_id",
    "overtime": 'SELECT jsonb_build_array(work_center_id, "on", sum(hours)) AS row FROM plan_overtime '
    'GROUP BY work_center_id, "on" HAVING sum(hours) <> 0 ORDER BY 1',
    **{
        table: f"SELECT to_jsonb(one) AS row FROM {table} AS one ORDER BY id"
        for table in ("adoption", "scenario", "allocation", "replenishment")
    },
    "quotation": "SELECT jsonb_build_array(id, is_reserving) AS row FROM quotation ORDER BY id",
}


async def state() -> dict[str, list[Any]]:
    """All that a decision may turn."""
    return {
        name: [msgspec.json.decode(row["row"]) for row in await Proposal.raw(statement)]
        for name, statement in _STATE.items()
    }


async def leaving() -> list[str]:
    """What waits to tell somebody outside."""
    names = {each.__name__ for each in LEAVING} | {"send_push", "send_webhook"}
    rows = await OutboxMessage.select(OutboxMessage.reaction).order_by(OutboxMessage.sequence)
    return [row["reaction"] for row in rows if row["reaction"] in names]


async def seen(ids: SmallCompany, proposal: ProposalView, clock: FrozenClock) -> ProposalView:
    viktor = await viewer_for(ids.viktor)
    return await with_approvals(await proposal_for(viktor, proposal.id), viktor, clock.now())


@pytest.mark.parametrize(
    ("kind", "more", "meanwhile"),
    [
        (DecisionKind.APPROVE, {"alternative": "make_more"}, "nothing has run"),
        (DecisionKind.APPROVE, {"alternative": "make_more"}, "all has run"),
        (DecisionKind.APPROVE, {"alternative": "two_deliveries"}, "all has run"),
        (
            DecisionKind.AMEND,
            {"alternative": "make_more", "amendments": (Amendment(0, quantity=Decimal(400)),)},
            "all has run",
        ),
        (DecisionKind.REJECT, {"reason": DecisionReason.COST}, "all has run"),
        (DecisionKind.SEND_BACK, {"reason": DecisionReason.OTHER}, "nothing has run"),
    ],
)
async def test_everything_stands_as_before_and_nothing_has_left(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    kind: DecisionKind,
    more: dict[str, Any],
    meanwhile: str,
) -> None:
    proposal = await proposed(small_company, dispatcher, worker, quantity_delta=Decimal(200))
    codes = [each.code for each in proposal.alternatives]
    before, is_carried_out = await state(), kind in (DecisionKind.APPROVE, DecisionKind.AMEND)
    await OutboxMessage.delete(force=True)

    await dispatcher.dispatch(decision(proposal, kind, **more), actor_id=small_company.viktor)
    assert (await state() != before) is True
    if meanwhile == "all has run":
        await drain(worker)
    assert "announce_to_webhooks" in await leaving()
    clock.advance(timedelta(seconds=29))
    await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)

    assert await state() == before
    assert await leaving() == []
    numbers = await PlanRevision.select(PlanRevision.number).order_by(PlanRevision.number)
    assert [row["number"] for row in numbers] == ([1, 2, 3] if is_carried_out else [1])
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    assert await state() == before
    again = await seen(small_company, proposal, clock)
    assert (again.status, again.decided_by_name, again.can_decide) == (
        ProposalStatus.OPEN,
        None,
        True,
    )
    assert [each.code for each in again.alternatives] == codes

    await dispatcher.dispatch(decision(again, DecisionKind.APPROVE), actor_id=small_company.viktor)
    assert (await seen(small_company, proposal, clock)).status is ProposalStatus.APPROVED


async def test_orders_of_other_systems_stand_as_before(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    await add_order(small_company)
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(0), is_cancellation=True
    )
    before = await state()
    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="make_less"),
        actor_id=small_company.viktor,
    )
    assert (await state())["production_order"] != before["production_order"]

    await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)

    assert await state() == before


async def test_what_nobody_undoes_leaves_after_half_a_minute(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE), actor_id=small_company.viktor
    )
    await drain(worker)
    held = await leaving()
    assert {"wake_author", "announce_to_webhooks"} <= set(held)
    view = await seen(small_company, proposal, clock)
    assert view.undo_until == NOW + timedelta(seconds=30)

    clock.advance(timedelta(seconds=30))
    assert (await seen(small_company, proposal, clock)).undo_until is None
    with pytest.raises(UndoTooLateError):
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)
    clock.advance(timedelta(seconds=2))
    await drain(worker)
    assert await leaving() == []
    assert (await seen(small_company, proposal, clock)).status is ProposalStatus.APPROVED


async def test_only_the_decider_undoes_and_only_once(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await proposed(small_company, dispatcher, worker)
    with pytest.raises(UndoTooLateError):
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)
    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE), actor_id=small_company.viktor
    )
    decided = await state()

    with pytest.raises(NotYourDecisionError):
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.vera)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.marta)
    assert await state() == decided
    with pytest.raises(AlreadyDecidedError):
        await dispatcher.dispatch(
            decision(proposal, DecisionKind.APPROVE), actor_id=small_company.vera
        )
    await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)
    with pytest.raises(UndoTooLateError):
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)


@pytest.mark.parametrize("what", ["plan", "order", "supply"])
async def test_what_has_been_built_upon_stays(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    what: str,
) -> None:
    if what == "supply":
        await add_order(small_company)
        asked: dict[str, Any] = {"quantity_delta": Decimal(0), "is_cancellation": True}
        way = "make_less"
    else:
        asked, way = {}, "make_more"
    proposal = await proposed(small_company, dispatcher, worker, **asked)
    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative=way), actor_id=small_company.viktor
    )
    await Proposal.raw(
        {
            "plan": "UPDATE plan_line SET quantity = quantity + 10 WHERE to_number IS NULL",
            "order": "UPDATE demand_line SET shipped_quantity = 5 WHERE order_reference = '20418'",
            "supply": "UPDATE production_order SET actual_start_on = '2026-11-24'",
        }[what]
    )
    if what == "plan":
        # A line of the revision that the decision made is never altered; one that came later is.
        await Proposal.raw(
            """
            UPDATE plan_line SET from_number = 3 WHERE to_number IS NULL;
            """
        )
    decided = await state()

    with pytest.raises(BuiltUponError) as refused:
        await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)

    assert refused.value.facts["what"] == what
    assert await state() == decided
    assert "announce_to_webhooks" in await leaving()


async def test_a_purchase_that_was_split_is_one_again(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await DemandLine.raw("DELETE FROM stock WHERE item_id = {}", small_company.thinner)
    await add_purchase(small_company, small_company.thinner, 30)
    await DemandLine.raw(
        """
        INSERT INTO demand_line SELECT (jsonb_populate_record(line, jsonb_build_object(
            'id', gen_random_uuid(), 'order_reference', '20999', 'quantity', 20,
            'due_on', '2026-12-11', 'promised_on', '2026-12-11'))).* FROM demand_line AS line
        WHERE order_reference = '20422'
        """
    )
    proposal = await proposed(
        small_company,
        dispatcher,
        worker,
        customer_id=small_company.ostrov,
        demand_line_id=small_company.ostrov_line,
        item_id=small_company.thinner,
        quantity_delta=Decimal(0),
        due_on=date(2026, 12, 28),
    )
    before = await state()
    way = next(each for each in proposal.alternatives if each.code == "buy_later")

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative=way.code),
        actor_id=small_company.viktor,
    )
    assert (await state())["purchase_line"] != before["purchase_line"]
    await dispatcher.dispatch(UndoDecision(proposal.id), actor_id=small_company.viktor)

    assert await state() == before
    assert await PurchaseLine.count() == 1


async def test_what_was_decided_together_is_undone_together(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    chosen = await two_proposals(small_company, dispatcher, worker)
    await drain(worker)
    before = await state()
    await OutboxMessage.delete(force=True)
    viktor = await viewer_for(small_company.viktor)
    await dispatcher.dispatch(
        DecideProposals(tuple(chosen), DecisionKind.APPROVE, None, ""),
        actor_id=small_company.viktor,
    )
    await drain(worker)
    clock.advance(timedelta(seconds=10))
    [press] = await presses_for(viktor, clock.now())
    assert (press.kind, press.count, press.until) == (
        DecidedKind.PROPOSAL,
        2,
        NOW + timedelta(seconds=30),
    )
    assert await presses_for(await viewer_for(small_company.vera), clock.now()) == []

    # By whichever of it: here the one that the other one stands on.
    await dispatcher.dispatch(UndoDecision(chosen[0].proposal_id), actor_id=small_company.viktor)

    assert await state() == before
    assert await leaving() == []
    assert await presses_for(viktor, clock.now()) == []
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    assert await state() == before
    statuses = await Proposal.select(Proposal.status).output(as_list=True)
    assert statuses == ["open", "open"]
    with pytest.raises(UndoTooLateError):
        await dispatcher.dispatch(
            UndoDecision(chosen[1].proposal_id), actor_id=small_company.viktor
        )


async def test_of_what_was_decided_together_all_stays_where_one_was_built_upon(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    chosen = await two_proposals(small_company, dispatcher, worker)
    await dispatcher.dispatch(
        DecideProposals(tuple(chosen), DecisionKind.APPROVE, None, ""),
        actor_id=small_company.viktor,
    )
    # The last one could be undone; the first one's order has begun to leave.
    await Proposal.raw(
        "UPDATE demand_line SET shipped_quantity = 5 WHERE id = (SELECT change.demand_line_id "
        "FROM demand_change AS change JOIN proposal ON proposal.demand_change_id = change.id "
        "WHERE proposal.id = {})",
        chosen[0].proposal_id,
    )
    decided = await state()

    for one in chosen:
        with pytest.raises(BuiltUponError):
            await dispatcher.dispatch(UndoDecision(one.proposal_id), actor_id=small_company.viktor)

    assert await state() == decided
    statuses = await Proposal.select(Proposal.status).output(as_list=True)
    assert statuses == ["approved", "approved"]
    assert "announce_to_webhooks" in await leaving()


# What follows from a mail, a push or an upload itself, never from a decision.
_ABOUT_ITSELF = {
    "clear_closed_address",
    "import_upload",
    "look_for_silence",
    "mail_silent",
    "tell_of_closed_address",
    "write_test",
}


def test_whatever_reaches_people_or_systems_outside_is_held_back() -> None:
    outside = ("backend.push.", "backend.connectors.")
    for reactions in FLOW.reactions.values():
        for each in reactions:
            if each.run.__module__.startswith(outside) and each.name not in _ABOUT_ITSELF:
                assert each.leaves_house, each.name
