"""The whole plan: altered step by step it equals the plan made anew, and a copy keeps to itself."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from backend.engine.situation import Node, Situation, Stock
from backend.engine.whole.changes import (
    Alteration,
    DropDemand,
    DropSupply,
    SetCapacity,
    SetDemand,
    SetStock,
    SetSupply,
)
from backend.engine.whole.layout import (
    DONE,
    DUE,
    FINISH,
    GIVEN,
    NEED,
    ON,
    ON_TIME,
    PRIORITY,
    RELEASE,
    START,
    WAY,
)
from backend.engine.whole.planner import replan
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.standing import lots_standing, row_of, units_of
from backend.engine.whole.warm import Snapshot
from tests.planning import named, situation_from
from tests.random_companies import EXAMPLES, deep_companies, short_companies, whole_companies
from tests.slow_whole import SlowWhole


def alterations(situation: Situation) -> some.SearchStrategy[list[Alteration]]:
    """One to four things that may happen to a company."""
    quantities = some.integers(0, 60).map(Decimal)
    days = some.integers(-1, 13).map(lambda ahead: situation.today + timedelta(days=ahead))
    kinds: list[some.SearchStrategy[Alteration]] = []
    for line in situation.demands:
        kinds += [
            some.builds(
                lambda q, on, priority, line=line: SetDemand(
                    replace(line, open_quantity=q, promised_on=on, priority=priority)
                ),
                quantities,
                days,
                some.integers(1, 4),
            ),
            some.just(DropDemand(line.demand_line_id)),
        ]
    for supply in situation.supplies:
        kinds += [
            some.builds(
                lambda q, on, supply=supply: SetSupply(
                    replace(supply, quantity=q, on=on, start_on=None)
                ),
                quantities,
                days,
            ),
            some.just(DropSupply(supply.id)),
        ]
    for facts in situation.nodes:
        kinds.append(
            some.builds(
                lambda q, on, facts=facts: SetStock(
                    facts.item_id, facts.site_id, (Stock(facts.item_id, facts.site_id, q, on),)
                ),
                quantities,
                some.one_of(some.none(), days),
            )
        )
    for center in situation.work_centers:
        kinds.append(
            some.builds(
                lambda hours, on, center=center: SetCapacity(center.id, on, Decimal(hours)),
                some.integers(0, 24),
                days,
            )
        )
    return some.lists(some.one_of(kinds), min_size=1, max_size=4)


@EXAMPLES
@given(some.one_of(whole_companies(), short_companies(), deep_companies()), some.data())
def test_a_plan_moved_along_equals_the_plan_made_anew(
    given: dict[str, Any], data: some.DataObject
) -> None:
    situation = situation_from(given)
    warm = Snapshot(situation)
    first = replan(situation)
    scenario = warm.copy()
    for alteration in data.draw(alterations(situation)):
        scenario.change(alteration)
        anew = replan(scenario.situation)
        moved = scenario.plan()
        assert moved.supplies == anew.supplies
        assert {d.demand_line_id: d for d in moved.deliveries} == {
            d.demand_line_id: d for d in anew.deliveries
        }
        assert np.array_equal(moved.plan.room, anew.plan.room)
        assert moved.figures == anew.figures
        for told in moved.deliveries:
            assert scenario.delivery_of(told.demand_line_id) == told
    assert warm.plan().supplies == first.supplies
    assert warm.plan().deliveries == first.deliveries
    for told in first.deliveries:
        assert warm.delivery_of(told.demand_line_id) == told


def test_papers_that_are_altered_are_altered_in_one_plan_alone() -> None:
    situation = situation_from(
        {
            "horizon": 9,
            "items": [{"item": "Base", "get": "buy", "lead": 9}],
            "supply": [{"purchase": "P1", "item": "Base", "quantity": 5, "day": 4}],
            "orders": [{"line": "1", "item": "Base", "quantity": 5, "due": 3}],
        }
    )
    warm, line, [paper] = Snapshot(situation), named("1"), situation.supplies
    early, late = warm.copy(), warm.copy()
    early.change(SetSupply(replace(paper, on=situation.today + timedelta(days=2))))
    late.change(DropDemand(named("2")))
    warm.change(SetSupply(replace(paper, on=situation.today + timedelta(days=5))))
    for snapshot, day in ((early, 3), (late, 4), (warm, 5)):
        snapshot.change(SetStock(paper.item_id, paper.site_id, ()))
        assert snapshot.delivery_of(line).done_on == situation.today + timedelta(days=day)


def test_hours_that_come_on_the_last_day_of_the_horizon_finish_what_waits_for_them() -> None:
    situation = situation_from(
        {
            "horizon": 9,
            "items": [{"item": "Paint"}, {"item": "Base", "get": "buy", "lead": 9}],
            "made_of": [{"item": "Paint", "of": "Base"}],
            "steps": [{"item": "Paint", "at": "Mix", "hours": 1}],
            "work_centers": [{"name": "Mix", "days": {9: 0}}],
            "orders": [{"line": "1", "item": "Paint", "quantity": 5, "due": 3}],
        }
    )
    last = situation.today + timedelta(days=situation.horizon_days)
    warm, line = Snapshot(situation), named("1")
    assert warm.delivery_of(line).done_on is None
    warm.change(SetCapacity(named("Mix"), last, Decimal(8)))
    assert warm.delivery_of(line).done_on == last
    assert warm.plan().supplies == replan(warm.situation).supplies


RULES = some.builds(
    Rules,
    finite_capacity=some.booleans(),
    allow_overtime=some.booleans(),
    use_alternates=some.booleans(),
    respect_fences=some.booleans(),
    keep_plan=some.booleans(),
)


@EXAMPLES
@given(some.one_of(whole_companies(), short_companies(), deep_companies()), RULES)
def test_the_whole_plan_equals_a_slow_planners(given: dict[str, Any], rules: Rules) -> None:
    situation = situation_from(given)
    slow, plan = SlowWhole(situation, rules), replan(situation, rules)
    assert lots_of(plan) == {
        node: [
            (
                lot.need,
                lot.units,
                lot.way,
                lot.priority,
                lot.start,
                lot.release,
                lot.due,
                lot.finish,
            )
            for lot in sorted(lots, key=lambda lot: (lot.need, lot.is_part and lot.priority))
        ]
        for node, lots in slow.runs.items()
    }
    assert answers_of(plan) == slow.answers
    room = {
        center: plan.plan.room[0, place].tolist() for center, place in plan.names.center_at.items()
    }
    if rules.finite_capacity:
        assert room == slow.room


def lots_of(plan: WholePlan) -> dict[Node, list[tuple[int, ...]]]:
    """The lots of every node as the slow planner has them."""
    columns = [NEED, WAY, PRIORITY, START, RELEASE, DUE, FINISH]
    found = {}
    for node, place in plan.names.node_at.items():
        rows = [
            (row_of(plan.plan, place, lot)[columns].tolist(), units_of(plan.plan, place, lot))
            for lot in lots_standing(plan.plan, place)
        ]
        found[node] = [(row[0], units, *row[1:]) for row, units in rows]
    return found


def answers_of(plan: WholePlan) -> dict[UUID, tuple[int, ...]]:
    """Done, on time and given for every order line within the horizon."""
    return {
        line.demand_line_id: tuple(plan.plan.answer[place, [DONE, ON_TIME, GIVEN]].tolist())
        for place, line in enumerate(plan.lines)
        if plan.facts.line[place, ON] < plan.days
    }
