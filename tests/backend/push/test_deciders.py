"""A what-if to be adopted and a shortage to be shared out wake those who decide, and never who asked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from backend.alert.tables import Alert
from backend.allocation.commands import DecideAllocation, OpenAllocation
from backend.allocation.queries import allocation_for, board_for
from backend.approval.commands import AddApprovalRule
from backend.approval.model import Approver, Rule
from backend.dispatch import Dispatcher
from backend.engine.whatif.edits import Edit
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.scenario.commands import AddEdit, AddScenario, AdoptScenario, CopyPlan
from backend.undo.model import LEAVES_AFTER
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind, DecisionReason, EditKind, Role
from tests.backend.push.conftest import Subscribe
from tests.builders import SmallCompany, add_person, let_thinner_run_short
from tests.push_service import PushService

SATURDAY = date(2026, 11, 28)


async def test_a_scenario_that_somebody_wants_to_adopt_wakes_the_supervisor(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    planner = await add_person("Li Na", [Role.PLANNER], [small_company.riga])
    viktor, hers = await subscribe(small_company.viktor), await subscribe(planner)
    what_if, scenario = new_id(), new_id()
    for command in (
        CopyPlan(what_if, "Week 49", small_company.riga),
        AddScenario(scenario, what_if, "A Saturday", None),
        AddEdit(
            scenario,
            Edit(
                EditKind.DEMAND_LINE,
                demand_line_id=small_company.hartmann_line,
                quantity=Decimal(200),
            ),
        ),
        AddEdit(
            scenario,
            Edit(
                EditKind.CAPACITY,
                work_center_id=small_company.filling,
                from_on=SATURDAY,
                to_on=SATURDAY,
                weekdays=(6,),
                hours=Decimal(6),
            ),
        ),
    ):
        await dispatcher.dispatch(command, actor_id=planner)
    adoption = await dispatcher.dispatch(AdoptScenario(scenario), actor_id=planner)
    await drain(worker)

    (told,) = push_service.messages(viktor)
    assert told["title"].endswith("what-if A Saturday")
    assert told["body"] == "Riga plant. Asked for by Li Na."
    assert told["path"] == f"/adoptions/{adoption}"
    assert told["badge"] == 1
    assert push_service.messages(hers) == []


@pytest.mark.parametrize("shows_details", [True, False])
async def test_a_shortage_to_be_shared_out_wakes_the_supervisor(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    *,
    shows_details: bool,
) -> None:
    planner = await add_person("Pavel Orlov", [Role.PLANNER], [small_company.riga])
    await let_thinner_run_short(small_company)
    viktor = await subscribe(small_company.viktor, shows_details=shows_details)
    hers = await subscribe(planner)
    allocation = new_id()
    await dispatcher.dispatch(
        OpenAllocation(
            id=allocation, item_id=small_company.thinner, site_id=small_company.riga, choices=()
        ),
        actor_id=planner,
    )
    await drain(worker)

    (told,) = push_service.messages(viktor)
    assert ("share" in told["title"]) is shows_details
    assert told["path"] == f"/allocations/{allocation}"
    assert push_service.messages(hers) == []


async def test_an_undecided_allocation_is_reminded_of_goes_to_others_and_tells_its_asker(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    planner = await add_person("Pavel Orlov", [Role.PLANNER], [small_company.riga])
    await let_thinner_run_short(small_company)
    rule = Rule(
        id=None,
        name="Shared out",
        approvers=(Approver(Role.SUPERVISOR),),
        decide_within=timedelta(minutes=90),
        remind_before=timedelta(minutes=30),
        escalate_to=Approver(Role.EXECUTIVE),
    )
    await dispatcher.dispatch(AddApprovalRule(rule), actor_id=planner)
    viktor = await subscribe(small_company.viktor, shows_details=True)
    hers = await subscribe(planner, shows_details=True)
    allocation = new_id()
    thinner = (small_company.thinner, small_company.riga)
    await dispatcher.dispatch(OpenAllocation(allocation, *thinner, ()), actor_id=planner)
    await drain(worker)

    clock.advance(timedelta(minutes=60))
    await drain(worker)
    assert len(push_service.messages(viktor)) == 2

    clock.advance(timedelta(minutes=30))
    await drain(worker)
    [alert] = await Alert.select(Alert.path).where(Alert.kind == "agreement_overdue")
    assert alert == {"path": f"/allocations/{allocation}"}
    view = await allocation_for(await viewer_for(small_company.anna), allocation, clock.now())
    assert view.can_decide

    refusal = DecideAllocation(
        allocation, DecisionKind.REJECT, view.preview.seen_id, DecisionReason.OTHER_CUSTOMER, ""
    )
    await dispatcher.dispatch(refusal, actor_id=small_company.anna)
    await drain(worker)
    assert push_service.messages(hers) == [], "it can still be undone"
    clock.advance(LEAVES_AFTER)
    await drain(worker)
    told = push_service.messages(hers)[-1]
    assert told["title"].startswith("Refused: ")
    assert told["path"] == f"/allocations/{allocation}"
    [row] = (await board_for(await viewer_for(planner), clock.now())).decided
    assert (row.status, row.decided_by_name) == ("rejected", "Anna Berg")
    assert await Alert.exists().where(
        (Alert.kind == "agreement_overdue") & Alert.cleared_at.is_not_null()
    )
