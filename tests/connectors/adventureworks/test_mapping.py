"""The bicycle maker's sample: cut at a day, moved to today, and sound once it is here."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.connectors.adventureworks.catalog import HOURS_A_DAY
from backend.connectors.adventureworks.moment import moment_for
from backend.connectors.adventureworks.receive import bicycle_maker
from backend.connectors.base.tables import Tables
from backend.intake.staging import stage
from tests import adventureworks

AS_OF = date(2014, 3, 31)
TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.skipif(not adventureworks.is_there(), reason=adventureworks.REASON)


@pytest.fixture(scope="module")
def sample() -> Tables:
    return bicycle_maker(adventureworks.FOLDER, AS_OF, TODAY)


def rows(tables: Tables, entity: str) -> list[dict[str, Any]]:
    return list(tables.rows(entity))


def test_days_move_by_whole_weeks_so_that_the_cut_is_today() -> None:
    moment = moment_for(AS_OF, TODAY)
    assert moment.cut_on == date(2014, 4, 1)
    assert moment.shift.days % 7 == 0
    assert moment.moved("2014-04-01") == TODAY
    assert moment_for(AS_OF, AS_OF).cut_on == AS_OF


def test_orders_are_those_placed_by_the_cut(sample: Tables) -> None:
    lines = rows(sample, "demand_line")
    assert len(lines) == 105_417
    assert len({line["order_reference"] for line in lines}) == 26_063
    assert max(line["ordered_on"] for line in lines) == TODAY
    statuses = Counter(line["status"] for line in lines)
    assert set(statuses) == {"open", "shipped"}
    assert statuses["shipped"] == len(rows(sample, "shipment")) == 101_295
    assert all(line["due_on"] > TODAY for line in lines if line["status"] == "open")


def test_what_shipped_by_the_cut_is_closed_on_that_day(sample: Tables) -> None:
    shipped = [line for line in rows(sample, "demand_line") if line["status"] == "shipped"]
    assert max(line["closed_on"] for line in shipped) == TODAY
    assert all(line["quantity"] == line["shipped_quantity"] for line in shipped)


def test_work_orders_are_history_or_plan(sample: Tables) -> None:
    done, planned = rows(sample, "production_order"), rows(sample, "plan_line")
    assert max(row["actual_end_on"] for row in done) <= TODAY
    assert all(row["on"] >= TODAY for row in planned)
    assert min(row["start_on"] for row in planned) < TODAY < max(row["start_on"] for row in planned)
    assert {row["reference"] for row in done} & {row["reference"] for row in planned} == set()


def test_purchases_due_after_the_cut_are_on_order(sample: Tables) -> None:
    lines = rows(sample, "purchase_line")
    assert all(line["due_on"] > TODAY for line in lines if line["status"] == "open")
    assert all(line["received_on"] <= TODAY for line in lines if line["status"] == "done")
    assert sum(line["status"] == "open" for line in lines) > 100


def test_every_made_item_has_a_routing_of_hours_by_unit(sample: Tables) -> None:
    routed = {row["item_code"] for row in rows(sample, "routing_step")}
    made = {row["item_code"] for row in rows(sample, "item_site") if row["procurement"] == "make"}
    assert made <= routed


def test_each_work_center_is_loaded_but_not_buried(sample: Tables) -> None:
    """Hours fall evenly on the working days of a work order; the four weeks from today are looked at."""
    steps = defaultdict(list)
    for row in rows(sample, "routing_step"):
        steps[row["item_code"]].append(row)
    weeks = [TODAY + timedelta(days=n) for n in range(1, 29)]
    used: dict[str, float] = defaultdict(float)
    for line in rows(sample, "plan_line"):
        span = [
            line["start_on"] + timedelta(days=n)
            for n in range((line["on"] - line["start_on"]).days + 1)
        ]
        days = [on for on in span if on.isoweekday() < 6] or span
        share = sum(on in weeks for on in days) / len(days)
        for step in steps[line["item_code"]]:
            hours = step["hours_per_unit"] * int(line["quantity"])
            used[step["work_center_code"]] += hours * share
    has = HOURS_A_DAY * sum(on.isoweekday() < 6 for on in weeks)
    assert {
        center: round(hours / has, 2) for center, hours in sorted(used.items())
    } == dict.fromkeys(["WC10", "WC20", "WC30", "WC40", "WC45", "WC50", "WC60"], 0.85)


def test_people_see_what_they_sell(sample: Tables) -> None:
    people = {row["email"].split("@")[0]: row for row in rows(sample, "person")}
    assert people["linda3"]["territories"] == "T-4"
    assert people["stephen0"]["territories"].count("T-") == 6
    assert Counter(row["roles"] for row in people.values())["rep"] == 17
    assert {"executive", "planner", "supervisor", "buyer", "logistics", "steward", "admin"} <= {
        row["roles"] for row in people.values()
    }


def test_it_passes_the_import_without_a_word(sample: Tables, tmp_path: Path) -> None:
    manifest = stage(sample.sheets("adventureworks"), tmp_path)
    assert manifest.bad_cells == []
    assert manifest.row_count == sample.row_count
