"""Rules watch what moves, raise one alert a cause, tell its owner, and hand it on when nobody answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.alert.commands import (
    AcknowledgeAlert,
    EscalateAlert,
    NoteAlert,
    SnoozeAlert,
    TakeAlert,
)
from backend.alert.errors import NotYourAlertError, SnoozeTooLongError
from backend.alert.queries import alert_for, alerts_for
from backend.alert.tables import Alert
from backend.approval.commands import NameDeputy
from backend.catalog.tables import ItemSite
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.identity.tables import ScopeMembership
from backend.intake.events import CompanyLoaded
from backend.kit.clock import FrozenClock
from backend.kpi.commands import RecomputeKPIs
from backend.outbox.relay import drain
from backend.plan.events import PlanRevised
from backend.supply.tables import PurchaseLine, Stock
from backend.watch.commands import (
    AddAlertRule,
    CheckAlertRules,
    RemoveAlertRule,
    SwitchAlertRule,
)
from backend.watch.errors import AlertRuleIncompleteError, OwnerRefusedError
from backend.watch.model.rule import Rule
from backend.watch.queries import alert_rules_for, detection_for, preview_for
from backend.watch.tables import AlertRule, RuleFinding
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.alert import AlertRow
from shared.terms import AlertSeverity, Role
from shared.watch_terms import AlertGrouping, AlertStepKind, DeadlineKind, Threshold, Watched
from tests.builders import NOW, TODAY, SmallCompany, add_person, request

Switch = Callable[[Rule], Any]


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


@pytest.fixture
def few(planner: UUID) -> Rule:
    """Pavel hears when fewer than 95 of anything lie at a site."""
    return Rule(None, "Few left", Watched.STOCK, Decimal(95), planner, is_above=False)


@pytest.fixture
def switch_on(planner: UUID, dispatcher: Dispatcher, worker: OutboxWorker) -> Switch:
    """Make a rule and let it watch."""

    async def switch(rule: Rule) -> UUID:
        rule_id: UUID = await dispatcher.dispatch(AddAlertRule(rule), actor_id=planner)
        await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
        await drain(worker)
        return rule_id

    return switch


async def seen_by(person_id: UUID) -> list[AlertRow]:
    return [
        alert
        for alert in await alerts_for(await viewer_for(person_id))
        if alert.kind.startswith("rule_")
    ]


async def the_alert(person_id: UUID) -> AlertRow:
    (alert,) = await seen_by(person_id)
    return alert


async def emitted(dispatcher: Dispatcher, worker: OutboxWorker, event: Any) -> None:
    """Something has happened, and everything that it wakes has run."""
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(event)
    await drain(worker)


async def stock_is(company: SmallCompany, quantity: int, item_id: UUID | None = None) -> None:
    await Stock.update({Stock.quantity: Decimal(quantity)}).where(
        Stock.item_id == (item_id or company.primer)
    )


async def loaded(dispatcher: Dispatcher, worker: OutboxWorker) -> None:
    await emitted(dispatcher, worker, CompanyLoaded(new_id(), is_demo=False))


async def steps_of(alert_id: UUID, person_id: UUID) -> list[tuple[AlertStepKind, str | None]]:
    view = await alert_for(await viewer_for(person_id), alert_id, NOW)
    return [(step.kind, step.person_name or step.to_name) for step in view.steps]


async def test_a_rule_is_silent_until_it_is_switched_on_and_takes_its_alerts_with_it(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    rule_id = await dispatcher.dispatch(AddAlertRule(few), actor_id=planner)
    await drain(worker)
    assert await seen_by(planner) == []

    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
    await drain(worker)
    alert = await the_alert(planner)
    assert (alert.kind, alert.severity, alert.is_own) == ("rule_stock", AlertSeverity.RISK, True)
    assert alert.facts == {
        "rule": "Few left",
        "item": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
        "site": "Riga plant",
        "quantity": "90",
        "unit": "kit",
        "count": "1",
        "several": "no",
    }

    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=False), actor_id=planner)
    await drain(worker)
    assert await seen_by(planner) == []
    assert await RuleFinding.count() == 0


async def test_an_alert_clears_itself_when_data_arrive_that_end_it(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await switch_on(replace(few, clears_at=Decimal(120)))
    raised = await the_alert(planner)

    await stock_is(small_company, 110)
    await loaded(dispatcher, worker)
    assert (await the_alert(planner)).facts["quantity"] == "110"

    await stock_is(small_company, 120)
    await loaded(dispatcher, worker)
    assert await seen_by(planner) == []
    assert [kind for kind, _ in await steps_of(raised.id, planner)] == [
        AlertStepKind.RAISED,
        AlertStepKind.TOLD,
        AlertStepKind.CLEARED,
    ]


async def test_a_look_at_one_item_leaves_what_was_found_of_others(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await stock_is(small_company, 5, small_company.thinner)
    await switch_on(replace(few, grouping=AlertGrouping.FAMILY))
    assert (await the_alert(planner)).facts["count"] == "2"

    await stock_is(small_company, 3, small_company.thinner)
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await emitted(
        dispatcher, worker, PlanRevised(small_company.riga, small_company.plan_revision, 1, None)
    )
    alert = await the_alert(planner)
    assert (alert.facts["count"], alert.facts["quantity"]) == ("2", "3")


async def test_safety_stock_and_days_of_cover_are_thresholds_too(
    small_company: SmallCompany, planner: UUID, few: Rule, switch_on: Switch
) -> None:
    await ItemSite.update({ItemSite.safety_stock: Decimal(200)}).where(
        ItemSite.item_id == small_company.primer
    )
    await switch_on(replace(few, threshold=Decimal("0.5"), threshold_in=Threshold.TARGET))
    await switch_on(replace(few, name="Cover", threshold=Decimal(10), threshold_in=Threshold.COVER))

    # Both find the primer; one cause has one alert, the first rule's.
    assert [alert.facts["rule"] for alert in await seen_by(planner)] == ["Few left"]


async def test_two_days_in_a_row_are_waited_for(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await switch_on(replace(few, periods=2))
    assert await seen_by(planner) == []

    clock.advance(timedelta(days=1))
    await dispatcher.dispatch(CheckAlertRules(), actor_id=None)
    await drain(worker)
    assert [alert.facts["quantity"] for alert in await seen_by(planner)] == ["90"]


async def test_capacity_deadlines_and_promises_are_watched(
    small_company: SmallCompany,
    planner: UUID,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    # From Wednesday on the lot of next Tuesday lies within seven days.
    clock.advance(timedelta(days=1))
    await PurchaseLine.insert(
        PurchaseLine(
            id=new_id(),
            supplier_id=await _supplier(),
            item_id=small_company.hardener,
            site_id=small_company.riga,
            order_reference="PO-1",
            line_number=1,
            quantity=Decimal(10),
            received_quantity=Decimal(0),
            unit_price=Decimal(1),
            ordered_on=date(2026, 11, 1),
            due_on=TODAY - timedelta(days=3),
            status="open",
        )
    )
    await stock_is(small_company, 0)
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    await drain(worker)
    await switch_on(
        Rule(
            None,
            "Late supply",
            Watched.DEADLINE,
            Decimal(2),
            planner,
            deadline=DeadlineKind.DELIVERY,
        )
    )
    await switch_on(Rule(None, "Busy", Watched.CAPACITY, Decimal("0.01"), planner))
    await switch_on(Rule(None, "Late", Watched.PROMISE, Decimal(1), planner))

    found = {alert.facts["rule"]: alert for alert in await seen_by(planner)}
    assert found["Late supply"].facts["days"] == "4"
    assert found["Late supply"].facts["reference"] == "PO-1 / 1"
    assert found["Busy"].kind == "rule_capacity"
    assert found["Busy"].facts["work_center"] in {"Filling line 2", "Mixer 3"}
    assert found["Late"].facts["customer"] in {"Hartmann Wind Towers", "Baltic Ship Repair"}


async def _supplier() -> UUID:
    row = await ItemSite.select(ItemSite.supplier_id).where(ItemSite.supplier_id.is_not_null())
    found: UUID = row[0]["supplier_id"]
    return found


async def test_a_decision_is_watched_by_the_hour(
    small_company: SmallCompany,
    planner: UUID,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await switch_on(
        Rule(
            None,
            "Decide",
            Watched.DEADLINE,
            Decimal(-10_000),
            planner,
            deadline=DeadlineKind.DECISION,
        )
    )
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)

    alert = await the_alert(planner)
    assert (alert.kind, alert.facts["customer"]) == ("rule_decision", "Hartmann Wind Towers")


async def test_quiet_hours_hold_the_word_and_not_the_alert(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    # It is 10:00 in Riga.
    await switch_on(replace(few, time_zone="Europe/Riga", quiet_from=time(9), quiet_until=time(13)))
    alert = await the_alert(planner)
    assert await steps_of(alert.id, planner) == [(AlertStepKind.RAISED, "Pavel Planner")]

    clock.advance(timedelta(hours=3))
    await drain(worker)
    assert await steps_of(alert.id, planner) == [
        (AlertStepKind.RAISED, "Pavel Planner"),
        (AlertStepKind.TOLD, "Pavel Planner"),
    ]


async def test_a_digest_tells_everything_at_once(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await stock_is(small_company, 5, small_company.thinner)
    await switch_on(replace(few, digest_at=time(12)))
    assert len(await seen_by(planner)) == 2

    clock.advance(timedelta(hours=4))
    await drain(worker)
    told = await Alert.select(Alert.told_at).where(Alert.rule_id.is_not_null())
    assert [row["told_at"] for row in told] == [datetime(2026, 11, 24, 12, tzinfo=UTC)] * 2


async def test_who_does_not_answer_loses_it_to_the_next_who_sees_the_site(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    rule_id = await switch_on(
        replace(
            few,
            deputy_ids=(small_company.vera, small_company.viktor),
            escalate_after=timedelta(hours=1),
        )
    )
    await ScopeMembership.update({ScopeMembership.revoked_at: NOW}).where(
        ScopeMembership.person_id == small_company.vera
    )

    clock.advance(timedelta(minutes=59))
    await drain(worker)
    assert (await the_alert(planner)).owner_name == "Pavel Planner"
    clock.advance(timedelta(minutes=1))
    await drain(worker)
    alert = await the_alert(small_company.viktor)
    assert (alert.owner_name, alert.is_own) == ("Viktor Hahn", True)

    # Behind the last there is nobody: it stays his.
    clock.advance(timedelta(hours=2))
    await drain(worker)
    assert (await the_alert(planner)).owner_name == "Viktor Hahn"
    assert rule_id is not None


async def test_an_acknowledged_alert_is_not_handed_on(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await switch_on(
        replace(few, deputy_ids=(small_company.viktor,), escalate_after=timedelta(hours=1))
    )
    alert = await the_alert(planner)
    await dispatcher.dispatch(AcknowledgeAlert(alert.id), actor_id=planner)
    clock.advance(timedelta(hours=2))
    await drain(worker)
    assert (await the_alert(planner)).owner_name == "Pavel Planner"


async def test_while_the_owner_is_away_their_deputy_has_it(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
) -> None:
    away = NameDeputy(small_company.viktor, NOW, NOW + timedelta(days=3), "")
    await dispatcher.dispatch(away, actor_id=planner)
    await switch_on(few)
    assert (await the_alert(planner)).owner_name == "Viktor Hahn"


async def test_snoozed_it_is_silent_until_then_and_as_good_as_new_afterwards(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await switch_on(few)
    alert = await the_alert(planner)
    until = NOW + timedelta(hours=4)
    with pytest.raises(NotYourAlertError):
        await dispatcher.dispatch(SnoozeAlert(alert.id, until), actor_id=small_company.viktor)
    with pytest.raises(SnoozeTooLongError):
        await dispatcher.dispatch(SnoozeAlert(alert.id, NOW + timedelta(days=8)), actor_id=planner)
    await dispatcher.dispatch(SnoozeAlert(alert.id, until), actor_id=planner)
    await drain(worker)
    snoozed = await the_alert(planner)
    assert (snoozed.snoozed_until, snoozed.acknowledged_at) == (until, NOW)

    clock.advance(timedelta(hours=4))
    await drain(worker)
    again = await the_alert(planner)
    assert (again.snoozed_until, again.acknowledged_at) == (None, None)
    assert [kind for kind, _ in await steps_of(alert.id, planner)] == [
        AlertStepKind.RAISED,
        AlertStepKind.TOLD,
        AlertStepKind.SNOOZED,
        AlertStepKind.TOLD,
    ]


async def test_an_alert_is_taken_handed_on_and_what_was_done_is_written_down(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await switch_on(few)
    alert = await the_alert(planner)
    for refused in (
        TakeAlert(alert.id),
        NoteAlert(alert.id, "mine"),
        EscalateAlert(alert.id, small_company.vera, ""),
    ):
        with pytest.raises(NotFoundError):
            await dispatcher.dispatch(refused, actor_id=small_company.marta)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(
            EscalateAlert(alert.id, small_company.marta, ""), actor_id=planner
        )

    await dispatcher.dispatch(TakeAlert(alert.id), actor_id=small_company.viktor)
    await dispatcher.dispatch(NoteAlert(alert.id, "Called Resins"), actor_id=small_company.viktor)
    await dispatcher.dispatch(
        EscalateAlert(alert.id, small_company.vera, "I am off"), actor_id=small_company.viktor
    )
    await drain(worker)

    view = await alert_for(await viewer_for(planner), alert.id, NOW)
    assert view.row.owner_name == "Vera Lind"
    assert view.row.acknowledged_at is None
    assert [(step.kind, step.person_name, step.to_name, step.note) for step in view.steps[2:]] == [
        (AlertStepKind.TAKEN, "Viktor Hahn", None, ""),
        (AlertStepKind.NOTED, "Viktor Hahn", None, "Called Resins"),
        (AlertStepKind.ESCALATED, "Viktor Hahn", "Vera Lind", "I am off"),
        (AlertStepKind.TOLD, None, "Vera Lind", ""),
    ]
    with pytest.raises(NotFoundError):
        await alert_for(await viewer_for(small_company.marta), alert.id, NOW)


async def test_detection_counts_from_the_arrival_of_the_data(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    switch_on: Switch,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await stock_is(small_company, 500)
    await switch_on(few)
    await stock_is(small_company, 10)
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(CompanyLoaded(new_id(), is_demo=False))
    # The worker was busy for twenty minutes.
    clock.advance(timedelta(minutes=20))
    await drain(worker)

    found = await detection_for(await viewer_for(planner), clock.now())
    assert found.longest_seconds == Decimal(1200)
    assert found.told_p95_seconds == Decimal(1200)
    assert found.over_limit >= 1


async def test_a_preview_tells_from_when_on_anything_is_known_and_keeps_nothing(
    small_company: SmallCompany,
    planner: UUID,
    few: Rule,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    viewer = await viewer_for(planner)
    empty = await preview_for(viewer, few, NOW)
    assert (empty.known_from, empty.alert_count) == (None, 0)

    await loaded(dispatcher, worker)
    clock.advance(timedelta(days=2))
    await stock_is(small_company, 300)
    await loaded(dispatcher, worker)
    found = await preview_for(viewer, few, clock.now())
    assert found.known_from == TODAY
    assert [(each.raised_on, each.cleared_on) for each in found.alerts] == [
        (TODAY, TODAY + timedelta(days=2))
    ]
    assert await AlertRule.count() == 0
    assert await seen_by(planner) == []


async def test_only_planners_and_admins_make_rules_for_sites_that_they_and_the_owner_see(
    small_company: SmallCompany, planner: UUID, few: Rule, dispatcher: Dispatcher
) -> None:
    refused = [
        (few, small_company.viktor, NotAllowedError),
        (replace(few, site_id=new_id()), planner, NotFoundError),
        (replace(few, owner_id=small_company.marta), planner, OwnerRefusedError),
        (replace(few, owner_id=new_id()), planner, OwnerRefusedError),
        (replace(few, name=" "), planner, AlertRuleIncompleteError),
    ]
    for rule, actor, error in refused:
        with pytest.raises(error):
            await dispatcher.dispatch(AddAlertRule(rule), actor_id=actor)
    assert await AlertRule.count() == 0

    rule_id = await dispatcher.dispatch(
        AddAlertRule(replace(few, site_id=small_company.riga)), actor_id=planner
    )
    elsewhere = await add_person("Olga Other", [Role.PLANNER], [small_company.north])
    assert await alert_rules_for(await viewer_for(elsewhere)) == []
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=elsewhere)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(RemoveAlertRule(rule_id), actor_id=elsewhere)
    (kept,) = await alert_rules_for(await viewer_for(planner))
    assert (kept.is_on, kept.owner_name, kept.site_name) == (False, "Pavel Planner", "Riga plant")
