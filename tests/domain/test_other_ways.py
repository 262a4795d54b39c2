"""Lots of late lines go another way where that serves better: nobody is served worse, and what holds for a plan holds."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from backend.engine.situation import Situation
from backend.engine.whole.build import build_plant
from backend.engine.whole.changes import SetDemand
from backend.engine.whole.edits import Books
from backend.engine.whole.facts import build_facts
from backend.engine.whole.other_ways import (
    Refused,
    service_of,
    unusual,
    with_other_ways,
    without,
)
from backend.engine.whole.planner import replan, run_fresh
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import empty_plan
from backend.engine.whole.warm import Snapshot
from tests.planning import named, situation_from
from tests.random_companies import EXAMPLES, short_companies, whole_companies

SHORT_OF_HOURS = {
    "items": [{"item": "Cover", "lead": 1}],
    "steps": [{"item": "Cover", "at": "Press", "hours": 1}],
    "work_centers": [{"name": "Press", "hours": 4}],
    "alternates": [{"item": "Cover", "name": "outside", "get": "buy", "lead": 2}],
}


@EXAMPLES
@given(whole_companies())
def test_other_ways_serve_no_worse_and_keep_to_hours_and_stock(given: dict[str, Any]) -> None:
    situation = situation_from(given)
    before, after = replan(situation), with_other_ways(situation, most=12).plan()
    assert service_of(after) <= service_of(before)
    if service_of(after) == service_of(before):
        assert after.supplies == before.supplies
    assert (after.plan.room >= 0).all()
    assert all((after.stock(node) >= 0).all() for node in after.names.nodes)
    assert all(
        supply.start_on is None or supply.start_on >= situation.today for supply in after.supplies
    )


@EXAMPLES
@given(whole_companies())
def test_to_have_other_ways_serves_no_worse_than_to_have_none(given: dict[str, Any]) -> None:
    """Where they are more than another routing: routings share hours, and who is placed first keeps them."""
    given["alternates"] = [
        {**other, "made_of": other.get("made_of", [])} for other in given["alternates"]
    ]
    situation = situation_from(given)
    usual = replan(situation, Rules(use_alternates=False))
    assert service_of(with_other_ways(situation, most=6).plan()) <= service_of(usual)


@EXAMPLES
@given(some.one_of(whole_companies(), short_companies()), some.data())
def test_a_plan_with_refused_ways_moved_along_equals_the_one_made_anew(
    given: dict[str, Any], data: some.DataObject
) -> None:
    situation, rules = situation_from(given), Rules()
    plant, names = build_plant(situation, rules)
    days = some.integers(0, situation.horizon_days)
    ways = some.sampled_from(unusual(names) or [0])
    refused = data.draw(some.frozensets(some.tuples(ways, days), max_size=8)) if unusual(names) else frozenset()  # fmt: skip
    refused = frozenset(each for each in refused if plant.rhythm[each[0]] >= 0)
    warm = refusing(situation, rules, refused)
    for line in situation.demands:
        warm.change(SetDemand(replace(line, open_quantity=line.open_quantity + 7)))
        anew = refusing(warm.situation, rules, refused).plan()
        moved = warm.plan()
        assert moved.supplies == anew.supplies
        assert np.array_equal(moved.plan.room, anew.plan.room)
        assert service_of(moved) == service_of(anew)


@EXAMPLES
@given(short_companies())
def test_other_ways_are_found_the_same_again(given: dict[str, Any]) -> None:
    situation = situation_from(given)
    first, again = with_other_ways(situation, most=12), with_other_ways(situation, most=12)
    assert first.plan().supplies == again.plan().supplies
    assert np.array_equal(first.plan().plan.room, again.plan().plan.room)


def test_without_alternates_the_plan_is_the_usual_one() -> None:
    given = {**SHORT_OF_HOURS, "alternates": [], "orders": [order("A", 20, 3, 2)]}
    situation = situation_from(given)
    assert with_other_ways(situation).plan().supplies == replan(situation).supplies


def test_only_the_lot_that_is_late_goes_another_way() -> None:
    given = {**SHORT_OF_HOURS, "orders": [order("A", 20, 3, 2), order("B", 8, 9, 2)]}
    plan = with_other_ways(situation_from(given)).plan()
    assert [(supply.way, int(supply.quantity)) for supply in plan.supplies] == [
        ("outside", 20),
        ("", 8),
    ]
    assert not plan.delivery_of(named("A")).days_late


def test_a_worse_priority_may_wait_for_a_better_one_and_never_the_other_way_round() -> None:
    """Both draw on ten of one paint; the better line's other way would take the paint from the other, and does."""
    red, blue = order("red", 10, 4, 1), order("blue", 10, 4, 3)
    given: dict[str, Any] = {
        "horizon": 15,
        "items": [
            {"item": "Red box", "lead": 1},
            {"item": "Blue box", "lead": 1},
            {"item": "Board", "get": "buy", "lead": 12},
            {"item": "Paint", "get": "buy", "lead": 12},
        ],
        "made_of": [{"item": "Red box", "of": "Board"}, {"item": "Blue box", "of": "Paint"}],
        "alternates": [
            {"item": "Red box", "name": "painted", "lead": 1, "made_of": [{"of": "Paint"}]}
        ],
        "stock": [{"item": "Paint", "quantity": 10}],
        "orders": [{**red, "item": "Red box"}, {**blue, "item": "Blue box"}],
    }
    late = {
        line: with_other_ways(situation_from(given)).plan().delivery_of(named(line)).days_late
        for line in ("red", "blue")
    }
    assert late == {"red": 0, "blue": 9}
    given["orders"][0]["priority"], given["orders"][1]["priority"] = 3, 1
    plan = with_other_ways(situation_from(given)).plan()
    assert plan.delivery_of(named("blue")).days_late == 0
    assert plan.delivery_of(named("red")).days_late == 9


def refusing(situation: Situation, rules: Rules, refused: frozenset[Refused]) -> Snapshot:
    """The plan of a situation in which ways are refused for some days."""
    plant, names = build_plant(situation, rules)
    facts, lines, kept = build_facts(situation, rules, plant, names)
    plant = without(plant, refused)
    plan = empty_plan(plant, facts)
    run_fresh(plant, facts, plan)
    return Snapshot.of(Books(situation, rules, plant, names, facts, plan, lines, kept))


def order(line: str, quantity: int, due: int, priority: int) -> dict[str, Any]:
    return {"line": line, "item": "Cover", "quantity": quantity, "due": due, "priority": priority}
