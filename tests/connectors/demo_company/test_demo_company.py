"""The demo company: the same from the same seed, sound as a company, and alive in its figures."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from backend.catalog.queries import planning_catalog
from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.company import demo_company
from backend.connectors.demo_company.people import STAFF, address
from backend.connectors.demo_company.profiles import FIELDS, profiles
from backend.connectors.demo_company.rules import alert_rules
from backend.connectors.demo_company.runbooks import RUNBOOK
from backend.connectors.demo_company.sites import CENTERS, hours_of
from backend.dispatch import Dispatcher
from backend.intake.runner import Import, carry_out, staged_here, start_run
from backend.intake.staging import stage
from backend.promise.queries import situation_at
from backend.urgent.commands import runbook_asked
from backend.urgent.model.runbook import awaited, check_runbook
from backend.watch.commands import alert_rule_asked
from backend.watch.model.rule import check_rule
from shared.ids import new_id
from shared.terms import Role
from shared.urgent_terms import StageKind, UrgentKind
from shared.watch_terms import Watched

# A Tuesday, a Saturday, Christmas week, the Spring Festival.
DAYS = (date(2026, 11, 24), date(2026, 11, 21), date(2026, 12, 23), date(2027, 2, 4))
TODAY = DAYS[0]


@pytest.fixture(scope="module")
def company() -> Tables:
    return demo_company(1, TODAY)


def rows(tables: Tables, entity: str) -> list[dict[str, Any]]:
    return list(tables.rows(entity))


def everything(tables: Tables) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.entity: [tuple(row) for _, row in sheet.rows] for sheet in tables.sheets("demo")}


def test_the_same_seed_and_day_give_the_same_company(company: Tables) -> None:
    assert everything(demo_company(1, TODAY)) == everything(company)


def test_fields_of_its_own_are_filled_from_the_seed(company: Tables) -> None:
    said = list(profiles(company, Random("1:profiles"), TODAY))
    assert said == list(profiles(company, Random("1:profiles"), TODAY))
    assert len(said) > 140
    assert {name for each in said for name in each.said} == {field.name for field in FIELDS}


def test_another_seed_gives_another_company(company: Tables) -> None:
    assert rows(demo_company(2, TODAY), "customer") != rows(company, "customer")


def test_it_has_the_size_that_was_promised(company: Tables) -> None:
    kinds = Counter(row["kind"] for row in rows(company, "site"))
    assert kinds == {"plant": 2, "warehouse": 3, "shop": 2, "online": 1}
    sold = [row for row in rows(company, "item") if row["kind"] in {"kit", "finished"}]
    assert len(sold) == 61
    assert len({row["family"] for row in sold}) == 6
    assert len(rows(company, "customer")) == 153
    assert len({row["region"] for row in rows(company, "territory")}) == 4
    assert len(rows(company, "territory")) == 8
    assert len(rows(company, "supplier")) == 12
    assert sum(not row["outcome"] for row in rows(company, "opportunity")) == 64
    days = [row["ordered_on"] for row in rows(company, "demand_line")]
    assert min(days) < TODAY - timedelta(days=700)
    assert max(days) <= TODAY
    assert len({row["time_zone"] for row in rows(company, "site") if row["kind"] == "plant"}) == 2


def test_every_task_has_somebody(company: Tables) -> None:
    people = rows(company, "person")
    assert {row["roles"] for row in people} == {str(role) for role in Role}
    assert sum(row["roles"] == "rep" for row in people) == 8
    assert {address(staff) for staff in STAFF} == {row["email"] for row in people}
    by_mailbox = {row["email"].split("@")[0]: row for row in people}
    assert set(by_mailbox) >= {str(role) for role in Role}
    assert by_mailbox["executive"]["territories"].count("|") == 7
    assert by_mailbox["rep"]["territories"] == "T-BAL"
    assert by_mailbox["rep"]["sites"] == ""
    assert by_mailbox["supervisor.qingdao"]["sites"] == "TAO|NGB"


def levels(tables: Tables) -> int:
    below: dict[str, list[str]] = defaultdict(list)
    for row in rows(tables, "bill_of_material_line"):
        below[row["parent_item_code"]].append(row["component_item_code"])

    def depth(item: str) -> int:
        return 1 + max((depth(part) for part in below[item]), default=0)

    return max(depth(item) for item in list(below))


def test_kits_have_four_levels_down_to_the_raw_material(company: Tables) -> None:
    assert levels(company) == 4


def test_some_things_go_wrong_in_it(company: Tables) -> None:
    lines = rows(company, "demand_line")
    late = [
        line
        for line in lines
        if line["status"] == "open" and (line["promised_on"] or line["due_on"]) < TODAY
    ]
    assert 3 <= len(late) <= 25
    assert any(
        row["usable_until"] and row["usable_until"] < TODAY for row in rows(company, "stock")
    )
    overdue = [
        row
        for row in rows(company, "purchase_line")
        if row["status"] == "open" and row["due_on"] < TODAY
    ]
    assert len(overdue) == 1
    assert any(row["on"] >= TODAY for row in rows(company, "work_center_exception"))
    assert sum(line["status"] == "cancelled" for line in lines) > 100
    assert len(rows(company, "customer_return")) > 100
    assert any(
        0 < line["shipped_quantity"] < line["quantity"]
        for line in lines
        if line["status"] == "open"
    )


def test_orders_are_billed_once_and_mostly_paid(company: Tables) -> None:
    invoices = rows(company, "invoice")
    assert len({row["order_reference"] for row in invoices}) == len(invoices) > 500
    lines = {row["order_reference"]: row["customer_code"] for row in rows(company, "demand_line")}
    assert all(lines[row["order_reference"]] == row["customer_code"] for row in invoices)
    assert {row["currency"] for row in invoices} == {"EUR", "CNY"}
    assert max(row["paid_on"] for row in invoices if row["paid_on"]) < TODAY
    overdue = [
        row for row in invoices if row["due_on"] < TODAY and row["paid_amount"] < row["amount"]
    ]
    assert 5 <= len(overdue) < len(invoices) / 10
    assert any(row["paid_amount"] for row in overdue)


def test_lots_have_a_kettle_a_loss_and_a_week(company: Tables) -> None:
    planned = {(row["item_code"], row["site_code"]): row for row in rows(company, "item_site")}
    kettles = {key: row["lot_maximum"] for key, row in planned.items() if row["lot_maximum"]}
    assert set(kettles.values()) == {3500}
    made = [line for line in rows(company, "plan_line") if not line["source_site_code"]]
    for line in made:
        most = kettles.get((line["item_code"], line["site_code"]))
        assert most is None or line["quantity"] <= most
    assert [key for key, row in planned.items() if row["yield_ratio"]] == [("ZEB-BULK", "RIX")]
    covered = {key[0][:3] for key, row in planned.items() if row["lot_cover_days"] == 5}
    assert covered == {"PK-"}


@pytest.mark.parametrize("today", DAYS)
def test_a_floor_has_its_season_and_an_edition_fades_to_its_end(today: date) -> None:
    tables = demo_company(1, today)
    marked = {row["item_code"]: row for row in rows(tables, "item_season")}
    floor, edition = marked["FC60-7032"], marked["PU-1023-10"]
    assert [floor["kind"], edition["kind"]] == ["seasonal", "limited"]
    assert edition["first_on"] < today < edition["last_on"]
    assert edition["ramp_days"] == 21
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in rows(tables, "demand_line"):
        asked[line["item_code"]].append(line)
    warm = {line["due_on"].month for line in asked["FC60-7032"]}
    assert warm == {3, 4, 5, 6, 7, 8, 9}
    days = [line["due_on"] for line in asked["PU-1023-10"]]
    assert edition["first_on"] <= min(days) <= max(days) <= edition["last_on"]
    wanted = sum(line["quantity"] for line in asked["PU-1023-10"])
    assert 0 < wanted < edition["quantity"]


def test_the_material_of_more_is_seen_to_while_it_is_scheduled() -> None:
    runbook = runbook_asked(RUNBOOK)
    check_runbook(runbook)
    assert runbook.kind is UrgentKind.MORE
    waits = awaited({stage.kind: stage.after for stage in runbook.stages})
    assert waits[StageKind.MATERIAL] == {StageKind.FEASIBILITY}
    assert waits[StageKind.SCHEDULING] == {StageKind.RECEIPT, StageKind.FEASIBILITY}
    assert waits[StageKind.MAKING] >= {StageKind.SCHEDULING, StageKind.MATERIAL}


def test_its_rules_of_alerts_can_be_and_have_somebody_who_stands_in() -> None:
    planner, supervisor = new_id(), new_id()
    rules = [alert_rule_asked(each) for each in alert_rules(planner, supervisor)]
    for rule in rules:
        check_rule(rule)
        assert (rule.owner_id, rule.deputy_ids) == (planner, (supervisor,))
    assert {rule.watched for rule in rules} == {Watched.KPI, Watched.CAPACITY}


def recent(tables: Tables, today: date) -> tuple[float, float, float]:
    """On time in full, fill rate and lead time of the four weeks before today, by plain counting."""
    shipped: dict[tuple[str, int], list[tuple[date, Decimal]]] = defaultdict(list)
    for row in rows(tables, "shipment"):
        shipped[row["order_reference"], row["line_number"]].append(
            (row["shipped_on"], row["quantity"])
        )
    hits = lines = wanted = completed = 0
    days = []
    for row in rows(tables, "demand_line"):
        on = row["promised_on"] or row["due_on"]
        if row["status"] == "cancelled" or not today - timedelta(weeks=4) <= on < today:
            continue
        left = shipped[row["order_reference"], row["line_number"]]
        quantity = sum(each for _, each in left)
        last = max((each for each, _ in left), default=None)
        lines += 1
        hits += quantity >= row["quantity"] and last is not None and last <= on
        wanted += row["quantity"]
        completed += min(quantity, row["quantity"])
        if last is not None and quantity >= row["quantity"]:
            days.append((last - row["ordered_on"]).days)
    return hits / lines, completed / wanted, sum(days) / len(days)


@pytest.mark.parametrize("today", DAYS)
def test_its_figures_are_those_of_a_company_that_could_do_better(today: date) -> None:
    on_time, filled, lead_time = recent(demo_company(1, today), today)
    assert 0.925 <= on_time <= 0.952
    assert 0.96 <= filled <= 0.993
    assert 8.5 <= lead_time <= 11


@pytest.mark.parametrize("today", DAYS)
def test_the_next_weeks_are_full_and_hardly_ever_over_full(today: date) -> None:
    tables = demo_company(1, today)
    hours: dict[tuple[str, date], float] = defaultdict(float)
    steps: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows(tables, "routing_step"):
        steps[row["item_code"], row["site_code"]].append(row)
    for line in rows(tables, "plan_line"):
        for step in [] if line["source_site_code"] else steps[line["item_code"], line["site_code"]]:
            hours[step["work_center_code"], line["on"]] += (
                step["setup_hours"] + step["hours_per_unit"] * line["quantity"]
            )
    days = [today + timedelta(days=n) for n in range(28)]
    for center in CENTERS:
        used = {on: hours[center.code, on] for on in days if hours[center.code, on]}
        has = {on: hours_of(center, on, today) for on in used}
        assert 0.5 <= sum(used.values()) / sum(has.values()) <= 1, center.code
        assert sum(used[on] > has[on] * 1.05 for on in used) <= 3, center.code


@pytest.mark.parametrize("today", DAYS)
def test_nobody_works_on_a_holiday(today: date) -> None:
    tables = demo_company(1, today)
    shut = {
        (row["calendar_code"][:3], row["on"])
        for row in rows(tables, "calendar_exception")
        if not row["hours"]
    }
    made = {
        (row["site_code"], row["on"])
        for row in rows(tables, "plan_line")
        if not row["source_site_code"]
    }
    assert made & shut == set()
    assert all(on.isoweekday() < 7 for _, on in made)


def test_it_passes_its_own_import_without_a_word(company: Tables, tmp_path: Path) -> None:
    manifest = stage(company.sheets("demo"), tmp_path)
    assert manifest.bad_cells == []
    assert manifest.row_count == company.row_count


async def test_it_loads_and_can_be_planned(dispatcher: Dispatcher, company: Tables) -> None:
    run_id = await start_run(dispatcher, "demo")
    await carry_out(
        dispatcher, Import(run_id, "demo", is_demo=True), staged_here(company.sheets("demo"))
    )

    catalog = await planning_catalog()
    riga = next(site for site in catalog.sites.values() if site.code == "RIX")
    situation = await situation_at(dispatcher.clock.now(), riga.id, catalog)
    assert len(situation.demands) > 200
    assert len(situation.supplies) > 1_000
    assert catalog.company.is_demo
