"""The time to decide can be counted while the plant works, and follows its calendar with reminder and escalation."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.tables import Alert
from backend.allocation.commands import OpenAllocation
from backend.allocation.tables import Allocation
from backend.approval.commands import AddApprovalRule, ChangeApprovalRule
from backend.approval.errors import RuleIncompleteError
from backend.approval.model import Approver, Rule
from backend.approval.queries import approval_rules_for
from backend.approval.tables import DecisionClock, Escalation
from backend.catalog.queries import calendars
from backend.catalog.tables import CalendarException
from backend.dispatch import Dispatcher
from backend.engine.whatif.edits import Edit
from backend.floor.commands import ChangeDays
from backend.identity.queries import viewer_for
from backend.intake.events import CompanyLoaded
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.proposal.tables import Proposal
from backend.scenario.commands import AddEdit, AddScenario, AdoptScenario, CopyPlan
from backend.scenario.tables import Adoption
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import EditKind, Role
from tests.backend.push.conftest import Subscribe
from tests.builders import SmallCompany, add_person, let_thinner_run_short, request
from tests.push_service import PushService

# Nine in the evening in Riga, where it is worked from six to ten at night on weekdays.
OPENED = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)
# An hour on Tuesday, three from six on.
DUE = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
RULE = Rule(
    id=None,
    name="In working time",
    approvers=(Approver(Role.SUPERVISOR),),
    decide_within=timedelta(hours=4),
    remind_before=timedelta(hours=1),
    escalate_to=Approver(Role.EXECUTIVE),
    in_working_time=True,
)

Opens = Callable[[SmallCompany, Dispatcher, UUID], Awaitable[object]]


async def ask(ids: SmallCompany, dispatcher: Dispatcher, planner: UUID) -> None:
    await dispatcher.dispatch(request(ids), actor_id=ids.marta)


async def share_out(ids: SmallCompany, dispatcher: Dispatcher, planner: UUID) -> None:
    await let_thinner_run_short(ids)
    await dispatcher.dispatch(OpenAllocation(new_id(), ids.thinner, ids.riga, ()), actor_id=planner)


async def adopt(ids: SmallCompany, dispatcher: Dispatcher, planner: UUID) -> None:
    what_if, scenario = new_id(), new_id()
    more = Edit(EditKind.DEMAND_LINE, demand_line_id=ids.hartmann_line, quantity=Decimal(200))
    saturday = Edit(
        EditKind.CAPACITY,
        work_center_id=ids.filling,
        from_on=date(2026, 11, 28),
        to_on=date(2026, 11, 28),
        weekdays=(6,),
        hours=Decimal(6),
    )
    for command in (
        CopyPlan(what_if, "Week 49", ids.riga),
        AddScenario(scenario, what_if, "A Saturday", None),
        AddEdit(scenario, more),
        AddEdit(scenario, saturday),
        AdoptScenario(scenario),
    ):
        await dispatcher.dispatch(command, actor_id=planner)


@pytest.fixture
async def planner(small_company: SmallCompany, clock: FrozenClock) -> UUID:
    clock.instant = OPENED
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


async def closed(
    dispatcher: Dispatcher, worker: OutboxWorker, planner: UUID, on: date, hours: int | None
) -> None:
    [calendar] = await calendars()
    asked = None if hours is None else Decimal(hours)
    await dispatcher.dispatch(
        ChangeDays(calendar.id, calendar.ver, on, on, asked, ""), actor_id=planner
    )
    await drain(worker)


async def decide_by() -> datetime:
    """By when the one thing that waits is to be decided, as its own row says."""
    for table in (Proposal, Allocation, Adoption):
        rows = await table.raw(f"SELECT decide_by FROM {table._meta.tablename}")
        if rows:
            found: datetime = rows[0]["decide_by"]
            return found
    raise LookupError


@pytest.mark.parametrize("opens", [ask, share_out, adopt])
async def test_the_deadline_its_reminder_and_its_escalation_follow_the_calendar(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    push_service: PushService,
    subscribe: Subscribe,
    planner: UUID,
    opens: Opens,
) -> None:
    push_service.now = lambda: clock.now().timestamp()
    await dispatcher.dispatch(AddApprovalRule(RULE), actor_id=planner)
    viktor = await subscribe(small_company.viktor)
    await opens(small_company, dispatcher, planner)
    await drain(worker)
    assert await decide_by() == DUE

    async def told() -> int:
        tags = [each["tag"] for each in push_service.messages(viktor)]
        return sum(tag.startswith("reminder-") for tag in tags)

    clock.advance(timedelta(minutes=30))
    await closed(dispatcher, worker, planner, WEDNESDAY, 0)
    assert await decide_by() == DUE + timedelta(days=1)

    clock.instant = DUE + timedelta(minutes=1)
    await drain(worker)
    assert await told() == 0
    assert await Escalation.count() == 0
    assert not await Alert.exists().where(Alert.kind.like("%overdue"))

    clock.instant = DUE + timedelta(hours=23)
    await drain(worker)
    assert await told() == 1
    clock.instant = DUE + timedelta(days=1)
    await drain(worker)
    assert await Escalation.count() == 1
    assert await Alert.count().where(Alert.kind.like("%overdue")) == 1

    # What has passed stays.
    await closed(dispatcher, worker, planner, THURSDAY, 0)
    assert await decide_by() == DUE + timedelta(days=1)


async def test_a_closed_day_that_is_taken_back_or_imported_is_followed_too(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    planner: UUID,
) -> None:
    await dispatcher.dispatch(AddApprovalRule(RULE), actor_id=planner)
    await ask(small_company, dispatcher, planner)
    await drain(worker)

    await closed(dispatcher, worker, planner, WEDNESDAY, 0)
    await closed(dispatcher, worker, planner, WEDNESDAY, None)
    assert await decide_by() == DUE

    [calendar] = await calendars()
    await CalendarException.insert(
        CalendarException(
            id=new_id(), calendar_id=calendar.id, on=WEDNESDAY, hours=Decimal(0), name="Holiday"
        )
    )
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(CompanyLoaded(new_id(), is_demo=False))
    await drain(worker)
    assert await decide_by() == DUE + timedelta(days=1)


async def test_rules_that_there_are_go_on_by_the_clock_and_what_is_urgent_by_the_hour(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    planner: UUID,
) -> None:
    plain = Rule(None, "By the clock", RULE.approvers, decide_within=timedelta(hours=4))
    rule_id = await dispatcher.dispatch(AddApprovalRule(plain), actor_id=planner)
    await ask(small_company, dispatcher, planner)
    await drain(worker)
    assert await decide_by() == OPENED + timedelta(hours=4)
    await closed(dispatcher, worker, planner, WEDNESDAY, 0)
    assert await decide_by() == OPENED + timedelta(hours=4)

    nowhere = Rule(None, "In work", RULE.approvers, in_working_time=True)
    with pytest.raises(RuleIncompleteError) as refused:
        await dispatcher.dispatch(ChangeApprovalRule(rule_id, nowhere), actor_id=planner)
    assert refused.value.facts == {"field": "in_working_time"}
    rules = await approval_rules_for(await viewer_for(planner))
    assert [(each.name, each.in_working_time) for each in rules] == [("By the clock", False)]

    await dispatcher.dispatch(ChangeApprovalRule(rule_id, RULE), actor_id=planner)
    await Proposal.delete(force=True)
    urgent = request(small_company, is_urgent=True)
    await dispatcher.dispatch(urgent, actor_id=small_company.marta)
    await drain(worker)
    assert await decide_by() == OPENED + timedelta(hours=1)
    assert await DecisionClock.count() == 0
