"""Hours that parents have before their components, and what is more important than they are."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from backend.engine.situation import Situation
from backend.engine.whole.layout import LATEST, START
from backend.engine.whole.planner import replan
from backend.engine.whole.reading import WholePlan
from tests.planning import named, situation_from
from tests.random_companies import EXAMPLES, MANY, deep_companies, whole_companies


@MANY
@given(deep_companies())
def test_no_component_is_late_because_less_important_parents_have_its_hours(
    given: dict[str, Any],
) -> None:
    """What alone would neither wait nor begin ahead of its lead time comes no later, whatever is ordered of its parents."""
    for row in given["orders"]:
        if row["priority"] == 1:
            row["item"] = "Paint"
    given["stock"][0]["quantity"] = 1000
    situation = situation_from(given)
    best = tuple(line for line in situation.demands if line.priority == 1)
    alone = replan(replace(situation, demands=best))
    if begins_ahead(alone):
        return
    plan = replan(situation)
    for line in best:
        id_ = line.demand_line_id
        assert plan.delivery_of(id_).days_late <= alone.delivery_of(id_).days_late
        assert plan.delivery_of(id_).open_quantity <= alone.delivery_of(id_).open_quantity


def begins_ahead(plan: WholePlan) -> bool:
    """Whether a lot begins with its hours, before its lead time asks for it."""
    return any(
        plan.plan.lot[place, START, lot] != plan.plan.lot[place, LATEST, lot]
        for place in range(len(plan.names.nodes))
        for lot in range(int(plan.plan.lot_count[place]))
    )


@EXAMPLES
@given(some.one_of(deep_companies(), whole_companies()))
def test_the_hours_that_are_told_of_each_lot_are_those_that_its_work_centers_miss(
    given: dict[str, Any],
) -> None:
    plan = replan(situation_from(given))
    told: dict[tuple[int, int], int] = {}
    for supply in plan.supplies:
        for work in plan.work_of(supply):
            at = plan.names.center_at[work.work_center_id], (work.on - plan.situation.today).days
            told[at] = told.get(at, 0) + work.hours
    taken = plan.plan.room[-1] - plan.plan.room[0]
    assert told == {
        (center, day): int(hours)
        for center, row in enumerate(taken)
        for day, hours in enumerate(row)
        if hours
    }


def situation_of(priority: int) -> Situation:
    """Eight sets of third priority and five tins of paint want the same eight hours of tomorrow."""
    return situation_from(
        {
            "horizon": 6,
            "items": [{"item": "Set", "lead": 0}, {"item": "Paint", "lead": 0}],
            "made_of": [{"item": "Set", "of": "Paint"}],
            "steps": [
                {"item": "Set", "at": "Line", "hours": 1},
                {"item": "Paint", "at": "Line", "hours": 1},
            ],
            "work_centers": [{"name": "Line", "hours": 8, "days": {0: 0}}],
            "orders": [
                {"line": "paint", "item": "Paint", "quantity": 5, "due": 1, "priority": priority},
                {"line": "sets", "item": "Set", "quantity": 8, "due": 1, "priority": 3},
            ],
        }
    )


def test_a_parent_that_is_as_important_keeps_its_hours() -> None:
    late = [replan(situation_of(rank)).delivery_of(named("paint")).days_late for rank in (1, 2, 3)]
    assert late[0] == late[1] == 0
    assert late[2] > 0
