"""An alert rule starts what fills a position up: once, proposed or by itself, within limits and fences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.alert.queries import alert_for, alerts_for
from backend.alert.tables import Alert
from backend.approval.commands import AddApprovalRule
from backend.approval.model import Approver
from backend.approval.model import Rule as ApprovalRule
from backend.audit.tables import AuditLine
from backend.catalog.queries import calendars
from backend.catalog.tables import ItemSite, Site
from backend.dispatch import Dispatcher
from backend.floor.commands import ChangeDays
from backend.identity.queries import viewer_for
from backend.intake.events import CompanyLoaded
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.plan.tables import PlanLine, PlanRevision
from backend.proposal.errors import OwnProposalError
from backend.replenishment.commands import DecideReplenishment, UndoReplenishment
from backend.replenishment.errors import ReplenishmentMovedError
from backend.replenishment.queries import replenishment_for, replenishments_for
from backend.replenishment.tables import Replenishment
from backend.supply.tables import Stock
from backend.watch.commands import AddAlertRule, ChangeAlertRule, CheckAlertRules, SwitchAlertRule
from backend.watch.model.rule import Rule
from backend.watch.queries import alert_rules_for, preview_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.replenishment import ReplenishmentView
from shared.terms import DecisionKind, DecisionReason, Fence, ProposalStatus, Role
from shared.watch_terms import FlowStart, Watched, WhyAsked
from tests.backend.proposal.test_undoing import state
from tests.builders import NOW, TODAY, SmallCompany, add_person

Watch = Callable[..., Any]


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def other(small_company: SmallCompany) -> UUID:
    return await add_person("Olga Other", [Role.PLANNER], [small_company.riga])


@pytest.fixture
def few_cans(planner: UUID) -> Rule:
    """Fewer than 60 cans of thinner: have bought what fills it up to 150, up to 3,000 without asking."""
    return Rule(
        None,
        "Few cans",
        Watched.STOCK,
        Decimal(60),
        planner,
        is_above=False,
        starts=FlowStart.PURCHASE,
        fill_to=Decimal(150),
        auto_value=Decimal(3000),
    )


@pytest.fixture
def watch(planner: UUID, other: UUID, dispatcher: Dispatcher, worker: OutboxWorker) -> Watch:
    """Let one person make a rule, and another one let it watch."""

    async def on(rule: Rule, *, by: UUID | None = None) -> UUID:
        rule_id: UUID = await dispatcher.dispatch(AddAlertRule(rule), actor_id=planner)
        await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=by or other)
        await drain(worker)
        return rule_id

    return on


async def stock_is(item_id: UUID, quantity: int) -> None:
    await Stock.update({Stock.quantity: Decimal(quantity)}).where(Stock.item_id == item_id)


async def loaded(dispatcher: Dispatcher, worker: OutboxWorker) -> None:
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(CompanyLoaded(new_id(), is_demo=False))
    await drain(worker)


async def the_view(company: SmallCompany) -> ReplenishmentView:
    viewer = await viewer_for(company.viktor)
    (row,) = await replenishments_for(viewer, NOW)
    return await replenishment_for(viewer, row.id, NOW)


async def decide(
    view: ReplenishmentView, person_id: UUID, dispatcher: Dispatcher, **changes: Any
) -> None:
    given: dict[str, Any] = {
        "id": view.id, "decision": DecisionKind.APPROVE, "seen_id": view.refill and view.refill.seen_id,
        "reason": None, "note": "", **changes,
    }  # fmt: skip
    await dispatcher.dispatch(DecideReplenishment(**given), actor_id=person_id)


async def plan_of(item_id: UUID) -> list[tuple[int, date]]:
    rows = await PlanLine.select().where(
        (PlanLine.item_id == item_id) & PlanLine.to_number.is_null()
    )
    return sorted((int(row["quantity"]), row["on"]) for row in rows)


async def test_a_purchase_is_carried_out_by_itself_once_however_often_data_arrive(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    rule_id = await watch(few_cans)
    await stock_is(small_company.thinner, 40)

    for _ in range(3):
        await loaded(dispatcher, worker)
    await dispatcher.dispatch(CheckAlertRules(), actor_id=None)
    await drain(worker)

    assert await plan_of(small_company.thinner) == [(110, date(2026, 12, 1))]
    view = await the_view(small_company)
    assert (view.status, view.is_automatic, view.decided_by_name) == (
        ProposalStatus.APPROVED,
        True,
        None,
    )
    assert view.refill is not None
    assert (view.refill.stock, view.refill.quantity, view.refill.value) == (
        Decimal(40),
        Decimal(110),
        Decimal("2200.00"),
    )
    [alert] = [
        each for each in await alerts_for(await viewer_for(planner)) if each.kind == "rule_stock"
    ]
    assert view.alert_id == alert.id
    [started] = (await alert_for(await viewer_for(planner), alert.id, NOW)).started
    assert (started.id, started.rule_name, started.is_automatic) == (view.id, "Few cans", True)
    revision = await PlanRevision.select().where(PlanRevision.number == 2).first()
    assert revision is not None
    assert (revision["revised_by"], revision["proposal_id"], revision["note"]) == (
        None,
        view.id,
        "Few cans",
    )
    [line] = await AuditLine.select().where(AuditLine.command == "ReplenishmentCarriedOut")
    assert str(rule_id) in line["facts"]


async def test_when_the_cause_comes_back_it_starts_once_more(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await watch(few_cans)
    for quantity in (40, 80, 30):
        await stock_is(small_company.thinner, quantity)
        await loaded(dispatcher, worker)

    # The second time the first purchase is on its way: only what it leaves open is bought.
    assert await plan_of(small_company.thinner) == [
        (10, date(2026, 12, 1)),
        (110, date(2026, 12, 1)),
    ]
    assert await Replenishment.count() == 2


async def test_above_its_value_it_waits_and_the_one_who_made_the_rule_never_decides(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await dispatcher.dispatch(
        AddApprovalRule(
            ApprovalRule(None, "Planners too", (Approver(Role.PLANNER),), needs_all=False)
        ),
        actor_id=planner,
    )
    await watch(replace(few_cans, auto_value=Decimal(2199)))
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)

    view = await the_view(small_company)
    assert view.refill is not None
    assert view.status is ProposalStatus.OPEN
    assert view.refill.why_asked == [WhyAsked.TOO_MUCH, WhyAsked.APPROVAL_RULE]
    with pytest.raises(OwnProposalError):
        await decide(view, planner, dispatcher)
    assert await plan_of(small_company.thinner) == []
    assert await PlanRevision.count() == 1


async def test_one_person_alone_is_asked_and_a_supervisor_decides(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await watch(few_cans, by=planner)
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    view = await the_view(small_company)
    assert view.refill is not None
    assert (view.can_decide, view.refill.why_asked) == (True, [WhyAsked.ONE_PERSON])

    await decide(view, small_company.viktor, dispatcher)
    await drain(worker)

    assert await plan_of(small_company.thinner) == [(110, date(2026, 12, 1))]
    done = await the_view(small_company)
    assert (done.status, done.decided_by_name, done.is_automatic) == (
        ProposalStatus.APPROVED,
        "Viktor Hahn",
        False,
    )


@pytest.mark.parametrize("kind", [DecisionKind.APPROVE, DecisionKind.REJECT])
async def test_a_decision_is_undone_in_time_and_the_same_one_waits_again(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    kind: DecisionKind,
) -> None:
    await watch(few_cans, by=planner)
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    view = await the_view(small_company)
    before = await state()
    wish = {"decision": kind, "reason": DecisionReason.COST}
    await decide(view, small_company.viktor, dispatcher, **wish)
    await drain(worker)
    assert (await the_view(small_company)).undo_until == NOW + timedelta(seconds=30)

    await dispatcher.dispatch(UndoReplenishment(view.id), actor_id=small_company.viktor)

    assert await state() == before
    clock.advance(timedelta(minutes=2))
    await loaded(dispatcher, worker)
    assert await state() == before
    again = await the_view(small_company)
    assert (again.id, again.can_decide, again.undo_until) == (view.id, True, None)
    [alert] = [
        each for each in await alerts_for(await viewer_for(planner)) if each.kind == "rule_stock"
    ]
    assert again.alert_id == alert.id, "it ends with the alert that stands"
    await decide(again, small_company.viktor, dispatcher)
    assert await plan_of(small_company.thinner) == [(110, date(2026, 12, 1))]


async def test_what_nobody_decides_is_reminded_of_and_goes_to_whoever_the_rule_names(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await dispatcher.dispatch(
        AddApprovalRule(
            ApprovalRule(
                None,
                "Within two hours",
                (Approver(Role.SUPERVISOR),),
                decide_within=timedelta(hours=2),
                remind_before=timedelta(minutes=30),
                escalate_to=Approver(Role.EXECUTIVE),
            )
        ),
        actor_id=planner,
    )
    await watch(few_cans)
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    view = await the_view(small_company)
    assert view.decide_by == NOW + timedelta(hours=2)
    anna = await viewer_for(small_company.anna)
    assert not (await replenishment_for(anna, view.id, NOW)).can_decide
    waits = await OutboxMessage.select(OutboxMessage.run_at).where(
        OutboxMessage.event == "DecisionReminded"
    )
    assert [row["run_at"] for row in waits] == [NOW + timedelta(minutes=90)]

    clock.advance(timedelta(hours=2))
    await drain(worker)

    late = await replenishment_for(anna, view.id, clock.now())
    assert late.approval is not None
    assert (late.can_decide, late.approval.escalated_to is not None) == (True, True)
    overdue = Alert.count().where((Alert.kind == "agreement_overdue") & Alert.cleared_at.is_null())
    assert await overdue == 1
    await decide(late, small_company.anna, dispatcher)
    await drain(worker)
    assert await overdue == 0
    assert await plan_of(small_company.thinner) == [(110, date(2026, 12, 1))]


async def test_a_rule_that_is_changed_has_to_be_seconded_again(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    other: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    rule_id = await watch(few_cans)
    viewer = await viewer_for(other)
    assert [rule.is_seconded for rule in await alert_rules_for(viewer)] == [True]

    bigger = replace(few_cans, auto_value=Decimal(9999))
    await dispatcher.dispatch(ChangeAlertRule(rule_id, bigger), actor_id=other)
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)

    assert [rule.is_seconded for rule in await alert_rules_for(viewer)] == [False]
    view = await the_view(small_company)
    assert view.refill is not None
    assert view.refill.why_asked == [WhyAsked.ONE_PERSON]


async def test_what_the_best_customers_wait_for_is_made_tomorrow_and_the_fence_asks(
    small_company: SmallCompany,
    planner: UUID,
    watch: Watch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    rush = Rule(
        None,
        "Few kits",
        Watched.STOCK,
        Decimal(95),
        planner,
        is_above=False,
        starts=FlowStart.EITHER,
        fill_to=Decimal(125),
        rush_priority=1,
        auto_value=Decimal(100_000),
    )
    await watch(rush)

    # 35 kits are short, a lot and a pack are ten: 40, a lead time of a day makes tomorrow the first day.
    view = await the_view(small_company)
    assert view.refill is not None
    assert (int(view.refill.missing), int(view.refill.quantity), view.refill.on) == (
        35,
        40,
        date(2026, 11, 25),
    )
    assert (view.refill.is_rush, view.refill.fence) == (True, Fence.FROZEN)
    assert view.refill.why_asked == [WhyAsked.FENCE]

    await Site.update({Site.frozen_days: 0, Site.negotiable_days: 0}).where(
        Site.id == small_company.riga
    )
    await dispatcher.dispatch(
        ChangeAlertRule(
            (await alert_rules_for(await viewer_for(planner)))[0].id,
            replace(rush, rush_priority=None),
        ),
        actor_id=planner,
    )
    await drain(worker)
    assert await Replenishment.count() == 1


async def test_it_ends_with_its_alert_and_is_decided_on_what_was_seen(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await watch(replace(few_cans, auto_value=None))
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    seen = await the_view(small_company)
    await stock_is(small_company.thinner, 35)

    with pytest.raises(ReplenishmentMovedError):
        await decide(seen, small_company.viktor, dispatcher)
    assert await plan_of(small_company.thinner) == []

    await stock_is(small_company.thinner, 200)
    await loaded(dispatcher, worker)
    view = await the_view(small_company)
    assert (view.status, view.can_decide) == (ProposalStatus.WITHDRAWN, False)


async def test_a_rejection_says_why_and_the_alert_starts_nothing_more(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await watch(replace(few_cans, auto_value=None))
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    await decide(
        await the_view(small_company),
        small_company.viktor,
        dispatcher,
        decision=DecisionKind.REJECT,
        reason=DecisionReason.COST,
    )
    await loaded(dispatcher, worker)

    view = await the_view(small_company)
    assert (view.status, view.reason) == (ProposalStatus.REJECTED, DecisionReason.COST)
    assert await plan_of(small_company.thinner) == []


async def test_nothing_is_started_where_what_comes_fills_it_or_the_rule_is_about_other_ways(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await PlanLine.insert(
        PlanLine(
            id=new_id(), line_id=new_id(), site_id=small_company.riga, item_id=small_company.thinner,
            reference="P-9", quantity=Decimal(500), start_on=TODAY, on=date(2026, 11, 26), from_number=1,
        )
    )  # fmt: skip
    await watch(few_cans)
    await watch(replace(few_cans, name="Kits", threshold=Decimal(95), family="Epoxy"))
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)

    assert await Replenishment.count() == 0


async def test_the_preview_says_what_it_would_have_started(
    small_company: SmallCompany, few_cans: Rule, watch: Watch, planner: UUID,
    dispatcher: Dispatcher, worker: OutboxWorker,
) -> None:  # fmt: skip
    await ItemSite.update({ItemSite.lot_multiple: Decimal(25)}).where(
        ItemSite.item_id == small_company.thinner
    )
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)

    found = await preview_for(await viewer_for(planner), few_cans, NOW)

    assert found.starts is not None
    assert (found.starts.count, found.starts.automatic_count, found.starts.value) == (
        1,
        1,
        Decimal("2500.00"),
    )
    [row] = found.starts.rows
    assert (row.on, row.item_name, int(row.quantity)) == (TODAY, "Thinner T-20, 20 l can", 125)


async def test_a_time_to_decide_that_is_counted_in_working_time_follows_the_calendar(
    small_company: SmallCompany,
    few_cans: Rule,
    watch: Watch,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    rule = ApprovalRule(
        None,
        "Twenty hours of work",
        (Approver(Role.SUPERVISOR),),
        decide_within=timedelta(hours=20),
        in_working_time=True,
    )
    await dispatcher.dispatch(AddApprovalRule(rule), actor_id=planner)
    await watch(few_cans)
    await stock_is(small_company.thinner, 40)
    await loaded(dispatcher, worker)
    # Twelve hours until ten at night in Riga, eight from six on.
    due = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert (await the_view(small_company)).decide_by == due

    [calendar] = await calendars()
    wednesday = TODAY + timedelta(days=1)
    await dispatcher.dispatch(
        ChangeDays(calendar.id, calendar.ver, wednesday, wednesday, Decimal(0), "Holiday"),
        actor_id=planner,
    )
    await drain(worker)
    assert (await the_view(small_company)).decide_by == due + timedelta(days=1)
