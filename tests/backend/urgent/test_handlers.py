"""An urgent change goes through its runbook: by facts, by people and by the time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.queries import alerts_for
from backend.audit.tables import AuditLine
from backend.demand.commands import WithdrawDemandChange
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.kpi.queries import kpi_view
from backend.outbox.relay import drain
from backend.plan.events import PlanRevised
from backend.plan.tables import PlanLine
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.thread.commands import FollowThing
from backend.thread.queries import news_for
from backend.urgent.commands import (
    AddRunbook,
    CheckUrgentOrders,
    FinishStage,
    HandOverStage,
    RemoveRunbook,
)
from backend.urgent.errors import (
    NotYourStageError,
    RunbookIncompleteError,
    StageNotRunningError,
    StageOwnerUnknownError,
)
from backend.urgent.events import StageDue, StageReminderDue
from backend.urgent.handlers.following import follow_urgent_change
from backend.urgent.model.runbook import USUAL, Owner, Runbook, StageRule
from backend.urgent.queries.orders import urgent_board_for, urgent_order_for
from backend.urgent.queries.runbooks import runbooks_for
from backend.urgent.tables import UrgentOrder
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind, KPIName, ReasonCode, Role
from shared.thread_terms import NewsKind, ThingKind
from shared.urgent_terms import StageKind, StageStatus, StopCause, UrgentKind, UrgentStatus
from tests.backend.urgent.orders import ask, order_of, states
from tests.builders import NOW, SmallCompany, add_person

RECEIPT, SCHEDULING = StageKind.RECEIPT, StageKind.SCHEDULING


@pytest.fixture
async def pavel(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def lena(small_company: SmallCompany) -> UUID:
    return await add_person("Lena Lorry", [Role.LOGISTICS], [small_company.riga])


async def test_an_urgent_change_begins_its_runbook_once_and_tells_the_owner(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    asked = await ask(small_company, dispatcher, worker)
    await ask(small_company, dispatcher, worker, is_urgent=False, quantity_delta=Decimal(10))

    async with dispatcher.unit(actor_id=None) as unit:
        await follow_urgent_change(_about(asked.id), unit.context)
    assert await UrgentOrder.count() == 1
    view = await order_of(pavel, clock)
    assert (view.row.kind, view.row.status) == (UrgentKind.MORE, UrgentStatus.RUNNING)
    assert view.row.quantity == 160
    receipt = view.stages[0]
    assert (receipt.owner_name, receipt.is_own, receipt.status) == (
        "Pavel Planner",
        True,
        StageStatus.RUNNING,
    )
    # Ten in the morning in Riga, where it is worked from six to ten at night: half past seven next day.
    assert receipt.due_at == NOW + timedelta(minutes=15)
    assert view.stages[4].due_at == datetime(2026, 11, 25, 5, 30, tzinfo=UTC)
    alerts = await alerts_for(await viewer_for(pavel))
    mine = next(each for each in alerts if each.kind == "urgent_stage")
    assert (mine.path, mine.is_own) == (f"/urgent/{view.row.id}", True)
    assert mine.facts["stage"] == "receipt"


async def test_receipt_is_said_by_a_person_and_feasibility_by_the_fact(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    clock.advance(timedelta(minutes=7))

    command = FinishStage(order, RECEIPT, "Called back")
    await dispatcher.dispatch(command, actor_id=pavel)
    await drain(worker)
    await dispatcher.dispatch(command, actor_id=pavel)
    await dispatcher.dispatch(CheckUrgentOrders(), actor_id=None)
    await drain(worker)

    view = await order_of(pavel, clock)
    assert states(view)["feasibility"] == "done"
    assert states(view)["scheduling"] == "running"
    first = view.stages[0]
    assert (first.done_by_name, first.note, first.used_minutes) == (
        "Pavel Planner",
        "Called back",
        7,
    )
    assert view.stages[1].done_by_name is None
    assert view.stages[2].owner_name in {"Vera Lind", "Viktor Hahn"}
    assert view.row.response_minutes == 7
    done = [each for each in view.steps if each.kind.value == "done" and each.stage is RECEIPT]
    assert len(done) == 1


async def test_a_decision_schedules_it_and_the_shipment_delivers_it(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    viktor = await viewer_for(small_company.viktor)
    (waiting,) = await proposals_waiting_for(viktor)
    proposal = await proposal_for(viktor, waiting.id)
    clock.advance(timedelta(minutes=41))

    await dispatcher.dispatch(_approval(proposal.id, proposal), actor_id=small_company.viktor)
    await drain(worker)

    view = await order_of(pavel, clock)
    assert [states(view)[each] for each in ("receipt", "feasibility", "scheduling")] == ["done"] * 3
    assert states(view)["material"] == "running"
    assert view.row.response_minutes == 41

    await PlanLine.update({PlanLine.to_number: 2}).where(PlanLine.to_number.is_null())
    await PlanLine.update({PlanLine.proposal_id: None}, force=True)
    await dispatcher.dispatch(CheckUrgentOrders(), actor_id=None)
    await drain(worker)
    assert states(await order_of(pavel, clock))["packing"] == "running"

    await DemandLine.update({DemandLine.status: "shipped"}).where(
        DemandLine.id == small_company.hartmann_line
    )
    await dispatcher.dispatch(CheckUrgentOrders(), actor_id=None)
    await drain(worker)
    view = await order_of(pavel, clock)
    assert set(states(view).values()) == {"done"}
    assert view.row.status is UrgentStatus.DONE
    alerts = await alerts_for(await viewer_for(pavel))
    assert [each for each in alerts if each.kind == "urgent_stage"] == []


async def test_a_plan_that_is_revised_moves_an_order_at_once(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    viktor = await viewer_for(small_company.viktor)
    (waiting,) = await proposals_waiting_for(viktor)
    proposal = await proposal_for(viktor, waiting.id)
    await dispatcher.dispatch(_approval(proposal.id, proposal), actor_id=small_company.viktor)
    await drain(worker)
    assert states(await order_of(pavel, clock))["material"] == "running"

    await PlanLine.update({PlanLine.to_number: 2}).where(PlanLine.to_number.is_null())
    await PlanLine.update({PlanLine.proposal_id: None}, force=True)
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(PlanRevised(small_company.riga, new_id(), 3, None))
    await drain(worker)

    assert states(await order_of(pavel, clock))["packing"] == "running"


async def test_the_owner_is_reminded_and_then_somebody_is_called_once(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    due_at = NOW + timedelta(minutes=15)

    clock.advance(timedelta(minutes=10))
    await drain(worker)
    reminded = await order_of(pavel, clock)
    assert [each.kind.value for each in reminded.steps] == ["reminded", "started"]
    clock.advance(timedelta(minutes=5))
    await drain(worker)
    async with dispatcher.unit(actor_id=None) as unit:
        for event in (
            StageReminderDue(reminded.row.id, RECEIPT, due_at),
            StageDue(reminded.row.id, RECEIPT, due_at),
        ):
            for reaction in dispatcher.flow.reactions[type(event)]:
                await reaction.run(event, unit.context)

    late = await order_of(pavel, clock)
    assert [each.kind.value for each in late.steps] == ["escalated", "reminded", "started"]
    called = late.stages[0].called_name
    assert called in {"Vera Lind", "Viktor Hahn"}
    assert late.stages[0].owner_name == "Pavel Planner"
    person = small_company.vera if called == "Vera Lind" else small_company.viktor
    alerts = [a for a in await alerts_for(await viewer_for(person)) if a.kind == "urgent_stage"]
    assert {(each.severity.value, each.is_own) for each in alerts} == {
        ("late", True),
        ("late", False),
    }


async def test_a_stage_is_handed_over_with_a_word_and_only_to_who_sees_it(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    stranger = await add_person("Stella Stranger", [Role.PLANNER], [small_company.south])
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id

    with pytest.raises(StageOwnerUnknownError):
        await dispatcher.dispatch(
            HandOverStage(order, RECEIPT, stranger, ""), actor_id=small_company.viktor
        )
    await dispatcher.dispatch(
        FollowThing(ThingKind.URGENT_ORDER, order), actor_id=small_company.anna
    )
    await dispatcher.dispatch(
        HandOverStage(order, RECEIPT, small_company.vera, "I am on the road"), actor_id=pavel
    )
    await drain(worker)
    [news] = await news_for(await viewer_for(small_company.anna))
    assert (news.kind, news.by_name) == (NewsKind.STAGE_GIVEN, "Pavel Planner")

    view = await order_of(small_company.vera, clock)
    assert (view.stages[0].owner_name, view.stages[0].is_own) == ("Vera Lind", True)
    step = view.steps[0]
    assert (step.kind.value, step.person_name, step.to_name, step.note) == (
        "handed_over",
        "Pavel Planner",
        "Vera Lind",
        "I am on the road",
    )
    vera = [a for a in await alerts_for(await viewer_for(small_company.vera)) if a.is_own]
    assert [each.kind for each in vera] == ["urgent_stage"]


async def test_the_author_sees_it_others_do_not_and_nobody_acts_out_of_turn(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    view = await order_of(small_company.marta, clock)
    order = view.row.id
    assert [each.may_act for each in view.row.running] == [False]
    assert view.people == []

    igor = await viewer_for(small_company.igor)
    assert (await urgent_board_for(igor, clock.now())).rows == []
    with pytest.raises(NotFoundError):
        await urgent_order_for(igor, order, clock.now())
    before = await AuditLine.count()
    for person, stage, error in (
        (small_company.marta, RECEIPT, NotYourStageError),
        (small_company.igor, RECEIPT, NotFoundError),
        (pavel, SCHEDULING, StageNotRunningError),
    ):
        with pytest.raises(error):
            await dispatcher.dispatch(FinishStage(order, stage, ""), actor_id=person)
    assert await AuditLine.count() == before
    assert states(await order_of(pavel, clock))["receipt"] == "running"


async def test_a_change_that_is_taken_back_stops_the_clock(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    asked = await ask(small_company, dispatcher, worker)

    await dispatcher.dispatch(
        WithdrawDemandChange(asked.id, ReasonCode.OTHER, base_ver=2), actor_id=small_company.marta
    )
    await drain(worker)

    view = await order_of(pavel, clock)
    assert (view.row.status, view.row.stopped) == (UrgentStatus.STOPPED, StopCause.WITHDRAWN)
    clock.advance(timedelta(hours=2))
    await drain(worker)
    assert [each.kind.value for each in (await order_of(pavel, clock)).steps] == [
        "stopped",
        "started",
    ]
    with pytest.raises(StageNotRunningError):
        await dispatcher.dispatch(FinishStage(view.row.id, RECEIPT, ""), actor_id=pavel)


async def test_logistics_see_first_what_has_to_be_delivered_first(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
    lena: UUID,
) -> None:
    """Thinner comes in later and is confirmed late, but is delivered within the hour."""
    quick = Runbook(
        id=None,
        name="New orders",
        kind=UrgentKind.NEW_ORDER,
        stages=(
            StageRule(RECEIPT, Owner(Role.PLANNER), timedelta(minutes=30)),
            StageRule(StageKind.DELIVERY, Owner(Role.LOGISTICS), timedelta(minutes=30)),
        ),
    )
    await dispatcher.dispatch(AddRunbook(quick), actor_id=pavel)
    await ask(small_company, dispatcher, worker)
    await ask(
        small_company,
        dispatcher,
        worker,
        demand_line_id=None,
        customer_id=small_company.ostrov,
        item_id=small_company.thinner,
        due_on=date(2026, 12, 8),
    )

    planner = await urgent_board_for(await viewer_for(pavel), clock.now())
    logistics = await urgent_board_for(await viewer_for(lena), clock.now())

    assert [row.stage_count for row in planner.rows] == [7, 2]
    assert logistics.is_by_delivery
    assert [row.stage_count for row in logistics.rows] == [2, 7]


async def test_runbooks_are_kept_by_planners_and_must_make_sense(
    small_company: SmallCompany, dispatcher: Dispatcher, pavel: UUID
) -> None:
    good = replace(USUAL, name="As usual")
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(AddRunbook(good), actor_id=small_company.viktor)
    twice = replace(good, stages=(good.stages[1], good.stages[0]))
    with pytest.raises(RunbookIncompleteError) as wrong:
        await dispatcher.dispatch(AddRunbook(twice), actor_id=pavel)
    assert wrong.value.facts == {"field": "stages"}
    unknown = replace(good.stages[0], owner=Owner(person_id=new_id()))
    with pytest.raises(StageOwnerUnknownError):
        await dispatcher.dispatch(AddRunbook(replace(good, stages=(unknown,))), actor_id=pavel)

    kept = await dispatcher.dispatch(AddRunbook(good), actor_id=pavel)

    board = await runbooks_for(await viewer_for(pavel))
    assert [each.name for each in board.runbooks] == ["As usual", ""]
    assert board.runbooks[0].stages[0].minutes == 15
    await dispatcher.dispatch(RemoveRunbook(kept), actor_id=pavel)
    assert [each.id for each in (await runbooks_for(await viewer_for(pavel))).runbooks] == [None]


async def test_the_response_time_is_a_kpi_with_its_rows_and_its_spread(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    for minutes in (10, 50):
        await ask(small_company, dispatcher, worker)
        board = await urgent_board_for(await viewer_for(pavel), clock.now())
        fresh = next(row for row in board.rows if row.response_minutes is None)
        clock.advance(timedelta(minutes=minutes))
        await dispatcher.dispatch(FinishStage(fresh.id, RECEIPT, ""), actor_id=pavel)
        await drain(worker)

    view = await kpi_view(await viewer_for(pavel), KPIName.URGENT_RESPONSE, 0, clock.now())
    assert (view.card.value, view.card.unit) == (Decimal(30), "minutes")
    assert [row.minutes for row in view.rows] == [50, 10]
    assert view.distribution is not None
    assert (view.distribution.median, view.distribution.ninth_tenth) == (10, 50)
    assert [each.count for each in view.distribution.buckets[:3]] == [1, 0, 1]
    igor = await viewer_for(small_company.igor)
    theirs = await kpi_view(igor, KPIName.URGENT_RESPONSE, 0, clock.now())
    assert (theirs.card.value, theirs.rows, theirs.distribution) == (None, [], None)


class _about:  # noqa: N801 -- stands for any event that names a change
    def __init__(self, change_id: UUID) -> None:
        self.demand_change_id = change_id


def _approval(proposal_id: UUID, proposal: object) -> DecideProposal:
    return DecideProposal(
        id=proposal_id,
        decision=DecisionKind.APPROVE,
        plan_revision_id=proposal.plan_revision_id,  # type: ignore[attr-defined]  # a view of the proposal
        alternative=None,
        amendments=(),
        reason=None,
        note="",
        base_ver=proposal.ver,  # type: ignore[attr-defined]  # as above
    )
