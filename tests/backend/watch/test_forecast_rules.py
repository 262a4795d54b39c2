"""Demand is watched against its forecast: alerts come with runs and with orders, and go when it is right again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.alert.queries import alerts_for
from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.demand.events import DemandLineChanged
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.forecast.commands import StartForecast
from backend.forecast.queries.boards import series_for
from backend.forecast.tables import ForecastMeasure, ForecastSeries
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.watch.commands import AddAlertRule, ChangeAlertRule, SwitchAlertRule
from backend.watch.model.rule import Rule
from backend.watch.queries import alert_rules_for, preview_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.alert import AlertRow
from shared.terms import Role
from shared.watch_terms import DeviationSide, Threshold, Watched
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person

LAST_WEEK = date(2026, 11, 16)
FIRST_ON = date(2025, 9, 29)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
def more(planner: UUID) -> Rule:
    """Pavel hears when half more than forecast is ordered."""
    return Rule(
        None, "More than we said", Watched.FORECAST, Decimal("0.5"), planner,
        threshold_in=Threshold.TARGET, side=DeviationSide.MORE,
    )  # fmt: skip


async def order(company: SmallCompany, due_on: date, quantity: int) -> UUID:
    """Hartmann orders primer at Riga once more."""
    line_id = new_id()
    await DemandLine.insert(
        DemandLine(
            id=line_id, scope_id=company.north, ver=0, customer_id=company.hartmann,
            item_id=company.primer, site_id=company.riga, order_reference=f"X-{due_on}",
            line_number=1, channel="direct", ordered_on=due_on - timedelta(days=9), due_on=due_on,
            promised_on=due_on, quantity=Decimal(quantity), shipped_quantity=Decimal(0),
            unit_price=Decimal(90), status="open", is_urgent=False,
        )
    )  # fmt: skip
    return line_id


async def forecast(process: Company, planner: UUID) -> None:
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)


async def switch_on(rule: Rule, planner: UUID, dispatcher: Dispatcher) -> UUID:
    rule_id: UUID = await dispatcher.dispatch(AddAlertRule(rule), actor_id=planner)
    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
    return rule_id


async def alerts_of(planner: UUID) -> list[AlertRow]:
    rows = await alerts_for(await viewer_for(planner))
    return [row for row in rows if row.kind == "rule_forecast"]


async def test_a_week_far_above_its_forecast_is_an_alert_that_leads_to_the_series(
    process: Company,
    small_company: SmallCompany,
    planner: UUID,
    more: Rule,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await add_orders(small_company, first_on=FIRST_ON, weeks=60)
    await order(small_company, LAST_WEEK + timedelta(days=2), 200)
    rule_id = await switch_on(more, planner, dispatcher)
    await drain(worker)
    assert await alerts_of(planner) == []

    await forecast(process, planner)
    await drain(worker)
    [alert] = await alerts_of(planner)
    facts = alert.facts
    assert facts["item"] == "Epoxy primer 2K, grey RAL 7035, 20 kg kit"
    assert (facts["site"], facts["period"], facts["way"]) == ("Riga plant", "week", "more")
    assert facts["period_on"] == LAST_WEEK.isoformat()
    assert Decimal(facts["quantity"]) >= 240
    assert 30 <= Decimal(facts["forecast_quantity"]) <= 70
    assert Decimal(facts["percent"]) >= 200
    assert facts["running"] == "no"
    assert facts["signal"].startswith("+")
    # It leads to the part of the demand that was off: Hartmann's, in the north.
    series = await series_for(await viewer_for(planner), UUID(alert.path.rpartition("/")[2]), NOW)
    assert str(series.row.territory_name) in facts["series"]
    assert series.row.item_name == facts["item"]

    [view] = await alert_rules_for(await viewer_for(planner))
    assert (view.unit, view.standing_count, view.rule.side) == ("ratio", 1, DeviationSide.MORE)

    # What is asked for on the other side is not beyond, so the alert goes with the change.
    less = replace(more, side=DeviationSide.LESS)
    await dispatcher.dispatch(ChangeAlertRule(rule_id, less), actor_id=planner)
    await drain(worker)
    assert await alerts_of(planner) == []


async def test_the_preview_reads_what_was_kept_and_looks_at_families_and_classes(
    process: Company, small_company: SmallCompany, planner: UUID, more: Rule
) -> None:
    await add_orders(small_company, first_on=FIRST_ON, weeks=60)
    await order(small_company, LAST_WEEK - timedelta(days=12), 200)
    await forecast(process, planner)
    viewer = await viewer_for(planner)

    found = await preview_for(viewer, more, NOW)
    assert found.watched_count == 2
    assert [(row.raised_on, row.cleared_on) for row in found.alerts] == [
        (date(2026, 11, 9), date(2026, 11, 16))
    ]
    assert found.known_from is not None
    assert found.known_from <= date(2026, 8, 31)

    def asked(**changes: Any) -> Rule:
        return replace(more, **changes)

    assert (await preview_for(viewer, asked(periods=2), NOW)).alert_count == 0
    assert (await preview_for(viewer, asked(family="Nothing"), NOW)).watched_count == 0
    # Hartmann is served first; the others' demand was as forecast.
    assert (await preview_for(viewer, asked(lowest_priority=1), NOW)).alert_count == 1
    # One week that towers over the others makes the forecast lean, but never beyond thirteen misses.
    lean = asked(threshold_in=Threshold.SIGNAL, side=DeviationSide.EITHER, threshold=Decimal(4))
    assert (await preview_for(viewer, lean, NOW)).alert_count >= 1
    never = replace(lean, threshold=Decimal(14))
    assert (await preview_for(viewer, never, NOW)).alert_count == 0


async def test_a_closed_week_is_held_against_what_had_been_agreed_and_frozen(
    process: Company, small_company: SmallCompany, planner: UUID, more: Rule
) -> None:
    await add_orders(small_company, first_on=FIRST_ON, weeks=60)
    await order(small_company, LAST_WEEK + timedelta(days=2), 200)
    await forecast(process, planner)
    viewer = await viewer_for(planner)
    before = await preview_for(viewer, more, NOW)
    assert before.alert_count == 1

    # The week was frozen far above what the steps before it came to: now too little came, not too much.
    week = (ForecastMeasure.period_on == LAST_WEEK) & (ForecastMeasure.level == "cell")
    await ForecastMeasure.update({ForecastMeasure.frozen: 100_000}).where(week)
    assert (await preview_for(viewer, more, NOW)).alert_count == 0
    less = replace(more, side=DeviationSide.LESS)
    found = await preview_for(viewer, less, NOW)
    assert {each.raised_on for each in found.alerts} == {before.alerts[0].raised_on}

    [first, *_] = await ForecastMeasure.select().where(week)
    shown = await series_for(viewer, first["series_id"], NOW)
    [point] = [each for each in shown.past if each.on == LAST_WEEK]
    assert point.forecast == Decimal(1000)


async def test_an_order_that_takes_the_running_week_beyond_its_forecast_is_found_as_it_comes(
    process: Company,
    small_company: SmallCompany,
    planner: UUID,
    more: Rule,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    await add_orders(small_company, first_on=FIRST_ON, weeks=60)
    await forecast(process, planner)
    await switch_on(more, planner, dispatcher)
    await drain(worker)
    # Four weeks on, the running week was forecast at its lag by the run of today.
    clock.advance(timedelta(days=28))
    today = clock.now().date()
    line_id = await order(small_company, today + timedelta(days=1), 300)
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(DemandLineChanged(line_id))
    await drain(worker)

    [alert] = await alerts_of(planner)
    assert (alert.facts["running"], alert.facts["quantity"]) == ("yes", "300")
    assert alert.facts["period_on"] == "2026-12-21"

    await DemandLine.update({DemandLine.status: "cancelled"}).where(DemandLine.id == line_id)
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(DemandLineChanged(line_id))
    await drain(worker)
    assert await alerts_of(planner) == []


async def test_nothing_is_watched_where_nothing_was_forecast(
    small_company: SmallCompany,
    planner: UUID,
    more: Rule,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await switch_on(more, planner, dispatcher)
    await drain(worker)
    assert await alerts_of(planner) == []
    found = await preview_for(await viewer_for(planner), more, NOW)
    assert (found.watched_count, found.known_from) == (0, None)
    assert await ForecastMeasure.count() == 0
    assert await ForecastSeries.count() == 0
