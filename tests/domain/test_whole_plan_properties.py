"""What holds for every whole plan: hours, material, balance, fences, priority, shelf life, relaxing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from backend.engine.days import sender_closed
from backend.engine.situation import Node, Situation, Stock
from backend.engine.whole.answer import Cause
from backend.engine.whole.layout import (
    ASKED,
    DONE,
    DUE,
    FINISH,
    FIRST_START,
    NEED,
    ON,
    ON_TIME,
    RELEASE,
    START,
    WAY,
)
from backend.engine.whole.planner import replan
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.serving import pegs
from backend.engine.whole.stock import used_on
from backend.engine.whole.warm import Snapshot
from shared.terms import Procurement
from tests.planning import situation_from
from tests.random_companies import EXAMPLES, MANY, short_companies, whole_companies


@EXAMPLES
@given(whole_companies(), some.booleans())
def test_no_work_center_works_more_than_it_has(given: dict[str, Any], overtime: bool) -> None:  # noqa: FBT001 -- drawn
    plan = replan(situation_from(given), Rules(allow_overtime=overtime))
    assert (plan.plan.room >= 0).all()
    for center, place in plan.names.center_at.items():
        extra = plan.load(center) - plan.kept.load[place]
        free = np.maximum(plan.kept.offered[place] - plan.kept.load[place], 0)
        assert (extra <= free).all()
    worked = sum(work.hours for supply in plan.supplies for work in plan.work_of(supply))
    assert worked == int((plan.plan.room[-1] - plan.plan.room[0]).sum())


@EXAMPLES
@given(whole_companies())
def test_nothing_is_used_before_it_is_there_or_after_its_last_day(given: dict[str, Any]) -> None:
    plan = replan(situation_from(given))
    for place in range(len(plan.names.nodes)):
        claims, supplies, links = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
        )
        given_away = [0] * len(supplies)
        for claim, supply, units in links:
            arrival, until, _ = supplies[supply]
            on = used_on(plan.plant, plan.plan, claims[claim], arrival)
            given_away[supply] += units
            assert on >= plan.days or arrival <= on <= until
        assert all(units <= row[2] for units, row in zip(given_away, supplies, strict=True))


@EXAMPLES
@given(whole_companies())
def test_what_comes_in_is_used_thrown_away_or_in_stock(given: dict[str, Any]) -> None:
    plan = replan(situation_from(given))
    for place, node in enumerate(plan.names.nodes):
        _, supplies, links = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
        )
        claims = pegs(plan.plant, plan.facts, plan.plan, place)[0].tolist()
        used = sum(
            units
            for claim, supply, units in links
            if used_on(plan.plant, plan.plan, claims[claim], supplies[supply][0]) < plan.days
        )
        stock, waste = plan.stock(node), plan.expiring(node)
        assert (stock >= 0).all()
        assert sum(units for _, _, units in supplies) == used + int(waste.sum()) + int(stock[-1])


@EXAMPLES
@given(whole_companies())
def test_nothing_new_begins_or_comes_in_the_frozen_zone(given: dict[str, Any]) -> None:
    plan = replan(situation_from(given))
    for place, facts in enumerate(plan.names.facts):
        for lot in range(int(plan.plan.lot_count[place])):
            row = plan.plan.lot[place, :, lot]
            assert row[FINISH] >= facts.frozen_days
            supply = plan.supply(place, lot)
            if supply.procurement is Procurement.MAKE:
                assert row[RELEASE] >= facts.frozen_days
            assert row[NEED] >= 0
            assert row[RELEASE] >= row[START] >= 0
    frozen_papers = {
        supply.id
        for supply in plan.situation.supplies
        if 0
        <= (supply.on - plan.situation.today).days
        < plan.names.facts[plan.place_of((supply.item_id, supply.site_id))].frozen_days
    }
    kept = {paper for rows in plan.kept.papers.values() for _, _, paper in rows}
    assert frozen_papers <= kept


@EXAMPLES
@given(whole_companies(), some.data())
def test_a_line_never_loses_to_one_of_lower_priority(
    given: dict[str, Any], data: some.DataObject
) -> None:
    """With the supplies as they are planned, taking the last in the order of service away helps nobody."""
    plan = replan(situation_from(given))
    at = [place for place in range(len(plan.names.nodes)) if line_span(plan, place)]
    place = data.draw(some.sampled_from(at))
    lines = line_span(plan, place)
    last = max(lines, key=lambda line: (plan.lines[line].priority, line))
    others = {line: plan.plan.answer[line, [DONE, ON_TIME]].tolist() for line in lines[:-1]}
    facts = plan.facts._replace(line=plan.facts.line.copy())
    facts.line[last, 1] = 0
    claims, supplies, links = (rows.tolist() for rows in pegs(plan.plant, facts, plan.plan, place))
    for line, (done, on_time) in others.items():
        parts = [
            (supplies[s][0], units)
            for c, s, units in links
            if claims[c][0] >= 0 and claims[c][4] == line
        ]
        day = int(facts.line[line, ON])
        better = sum(units for arrival, units in parts if arrival <= day)
        makers_before = any(
            claim[4] < 0 <= claim[0] and claim[0] > plan.lines[last].priority for claim in claims
        )
        if not makers_before and plan.lines[line].priority < plan.lines[last].priority:
            assert better == on_time
            assert done == max([day, *(arrival for arrival, _ in parts)]) or done == plan.days


@EXAMPLES
@given(whole_companies())
def test_where_what_expires_can_serve_everybody_in_time_by_day_it_does(
    given: dict[str, Any],
) -> None:
    plan = replan(situation_from(given))
    for place in range(len(plan.names.nodes)):
        if not plan.facts.is_perishable[place]:
            continue
        claims, supplies, _ = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
        )
        if not all_in_time_by_day(claims, supplies):
            continue
        for line in line_span(plan, place):
            on, wanted = plan.facts.line[line, [ON, ASKED]].tolist()
            if on < plan.days:
                assert plan.plan.answer[line, [DONE, ON_TIME]].tolist() == [on, wanted]


def all_in_time_by_day(claims: list[list[int]], supplies: list[list[int]]) -> bool:
    """Whether everybody is in time who takes, in the order of days, what expires first of what lasts long enough."""
    left = [units for _, _, units in supplies]
    for _, day, asked, life, *_ in sorted(claims, key=lambda claim: claim[1]):
        still = asked
        for at in sorted(range(len(supplies)), key=lambda at: supplies[at][1]):
            arrival, until, _ = supplies[at]
            taken = min(still, left[at]) if arrival <= day and until >= day + life else 0
            left[at] -= taken
            still -= taken
        if still:
            return False
    return True


def line_span(plan: WholePlan, place: int) -> list[int]:
    return list(range(int(plan.facts.line_at[place]), int(plan.facts.line_at[place + 1])))


def relaxed(situation: Situation, node: Node, how: str) -> Situation:
    if how == "stock":
        more = Stock(node[0], node[1], Decimal(7))
        return replace(situation, stocks=(*situation.stocks, more))
    nodes = tuple(
        replace(
            facts,
            lead_time_days=max(0, facts.lead_time_days - (how == "lead")),
            frozen_days=0 if how == "fence" else facts.frozen_days,
        )
        if facts.node == node
        else facts
        for facts in situation.nodes
    )
    return replace(situation, nodes=nodes)


@EXAMPLES
@given(whole_companies(), some.sampled_from(["lead", "fence", "stock"]), some.data())
def test_relaxing_lead_times_fences_or_stock_makes_no_line_later_while_hours_do_not_bind(
    given: dict[str, Any], how: str, data: some.DataObject
) -> None:
    situation = replace(situation_from(given), supplies=(), stocks=())
    # With a lead time by units how long a lot takes depends on what netting makes one lot of; and what begins later for
    # a shorter lead time may begin after the last day of its way, or draw what it did not before. What begins sooner
    # without a fence may draw what it would not later.
    situation = replace(
        situation,
        nodes=tuple(
            replace(
                facts,
                shelf_life_days=None,
                lead_time_days_per_unit=Decimal(0),
                last_on=None,
            )
            for facts in situation.nodes
        ),
        components=tuple(
            replace(line, first_on=None, last_on=None if how == "fence" else line.last_on)
            for line in situation.components
        ),
        alternates=(),
        demands=tuple(replace(line, remaining_life_days=0) for line in situation.demands),
    )
    rules = Rules(finite_capacity=False)
    node = data.draw(some.sampled_from(situation.nodes)).node
    before = replan(situation, rules)
    after = replan(relaxed(situation, node, how), rules)
    later = {
        line.demand_line_id: answer
        for line, answer in zip(after.lines, after.plan.answer, strict=True)
    }
    for line, answer in zip(before.lines, before.plan.answer, strict=True):
        assert later[line.demand_line_id][DONE] <= answer[DONE]


@EXAMPLES
@given(whole_companies(), some.data())
def test_more_hours_make_no_line_later_where_what_is_made_draws_nothing(
    given: dict[str, Any], data: some.DataObject
) -> None:
    situation = replace(
        situation_from(given),
        components=(),
        alternates=(),
        demands=tuple(
            replace(line, remaining_life_days=0) for line in situation_from(given).demands
        ),
        nodes=tuple(replace(facts, shelf_life_days=None) for facts in situation_from(given).nodes),
    )
    day = data.draw(some.sampled_from(sorted(situation.capacity, key=str)))
    more = {**situation.capacity, day: situation.capacity[day] + data.draw(some.integers(1, 8))}
    before, after = replan(situation), replan(replace(situation, capacity=more))
    later = {
        line.demand_line_id: answer[DONE]
        for line, answer in zip(after.lines, after.plan.answer, strict=True)
    }
    for line, answer in zip(before.lines, before.plan.answer, strict=True):
        assert later[line.demand_line_id] <= answer[DONE]


@EXAMPLES
@given(short_companies(is_plain=True), some.integers(1, 2))
def test_without_those_of_lower_priority_no_line_comes_sooner_while_hours_do_not_bind(
    given: dict[str, Any], rank: int
) -> None:
    """Where lots have no rules, and nothing expires: each priority has what it would have if no lower one were there."""
    situation, rules = situation_from(given), Rules(finite_capacity=False)
    better = tuple(line for line in situation.demands if line.priority <= rank)
    plan, alone = replan(situation, rules), replan(replace(situation, demands=better), rules)
    for line in better:
        id_ = line.demand_line_id
        assert plan.delivery_of(id_).days_late <= alone.delivery_of(id_).days_late
        assert plan.delivery_of(id_).open_quantity <= alone.delivery_of(id_).open_quantity


@EXAMPLES
@given(short_companies(is_plain=True), some.integers(1, 2))
def test_without_those_of_lower_priority_no_line_comes_sooner_where_what_is_made_draws_nothing(
    given: dict[str, Any], rank: int
) -> None:
    """With finite hours: no share of a lot takes hours before what is more important."""
    situation = replace(situation_from(given), components=())
    better = tuple(line for line in situation.demands if line.priority <= rank)
    plan, alone = replan(situation), replan(replace(situation, demands=better))
    for line in better:
        id_ = line.demand_line_id
        assert plan.delivery_of(id_).days_late <= alone.delivery_of(id_).days_late
        assert plan.delivery_of(id_).open_quantity <= alone.delivery_of(id_).open_quantity


ORDERS = some.lists(
    some.tuples(some.integers(1, 12), some.integers(1, 3)),
    min_size=2,
    max_size=6,
)


@EXAMPLES
@given(
    ORDERS,
    some.integers(0, 5),
    some.lists(some.integers(0, 12), min_size=9, max_size=9),
    some.sampled_from([0, 4, 7]),
    some.sampled_from(["0", "0.5", "2"]),
)
def test_a_line_in_time_is_not_late_for_less_important_ones_of_the_same_lot(
    orders: list[tuple[int, int]], due: int, hours: list[int], largest: int, setup: str
) -> None:
    """A lot of several priorities gives the better one in time what it would have by itself."""
    given = {
        "horizon": 8,
        "items": [{"item": "Kit", "lead": 0, "maximum": largest}],
        "steps": [{"item": "Kit", "at": "Line", "hours": "0.7", "setup": setup}],
        "work_centers": [{"name": "Line", "days": dict(enumerate(hours))}],
        "orders": [
            {"line": str(place), "item": "Kit", "quantity": units, "due": due, "priority": rank}
            for place, (units, rank) in enumerate(orders)
        ],
    }
    situation = situation_from(given)
    plan = replan(situation)
    for line in situation.demands:
        better = tuple(other for other in situation.demands if other.priority <= line.priority)
        alone = replan(replace(situation, demands=better)).delivery_of(line.demand_line_id)
        if alone.days_late == 0 and not alone.open_quantity:
            assert plan.delivery_of(line.demand_line_id).days_late == 0


PURCHASES = some.lists(
    some.tuples(some.integers(1, 20), some.integers(0, 9)),
    min_size=1,
    max_size=3,
)


@MANY
@given(ORDERS, PURCHASES, some.integers(0, 2), some.integers(1, 6))
def test_a_purchase_that_comes_sooner_makes_no_line_later_with_a_lead_time_by_units(
    orders: list[tuple[int, int]], purchases: list[tuple[int, int]], which: int, sooner: int
) -> None:
    """Of orders that share one lot, each has its part when its material is there, in its own time."""

    def plan(bought: list[tuple[int, int]]) -> WholePlan:
        return replan(
            situation_from(
                {
                    "horizon": 14,
                    "items": [
                        {"item": "Kit", "lead": 0, "lead_per_unit": "0.2"},
                        {"item": "Base", "get": "buy", "lead": 13},
                    ],
                    "made_of": [{"item": "Kit", "of": "Base", "per": 1}],
                    "supply": [
                        {"purchase": str(place), "item": "Base", "quantity": units, "day": day}
                        for place, (units, day) in enumerate(bought)
                    ],
                    "orders": [
                        {"line": str(place), "item": "Kit", "quantity": units, "due": 1, "priority": rank}
                        for place, (units, rank) in enumerate(orders)
                    ],
                }
            )
        )  # fmt: skip

    moved = list(purchases)
    units, day = moved[which % len(moved)]
    moved[which % len(moved)] = units, max(0, day - sooner)
    before, after = plan(purchases), plan(moved)
    for line in before.lines:
        id_ = line.demand_line_id
        assert after.delivery_of(id_).days_late <= before.delivery_of(id_).days_late


@EXAMPLES
@given(whole_companies())
def test_no_lot_is_late_while_hours_before_it_are_free(given: dict[str, Any]) -> None:
    """From the first day on which its way may begin. Where nothing waits for material; with one routing, and what does not expire."""
    given["alternates"] = []
    situation = situation_from(given)
    situation = replace(
        situation, nodes=tuple(replace(known, shelf_life_days=None) for known in situation.nodes)
    )
    plan = replan(situation)
    if any(Cause.MATERIAL in supply.causes for supply in plan.supplies):
        return
    for place, facts in enumerate(plan.names.facts):
        closed = sender_closed(situation.closed_days, facts)
        for lot in range(int(plan.plan.lot_count[place])):
            supply, due = plan.supply(place, lot), int(plan.plan.lot[place, DUE, lot])
            if Cause.CAPACITY not in supply.causes or supply.finish_on is None:
                continue
            last = max(plan.work_of(supply), key=lambda work: work.on)
            assert last.on > plan.day_of(due)
            room = plan.plan.room[0, plan.names.center_at[last.work_center_id]]
            way = int(plan.plant.way_at[place] + plan.plan.lot[place, WAY, lot])
            opens = int(plan.plant.way[way, FIRST_START])
            while plan.day_of(opens) in closed:
                opens += 1
            assert not room[opens : due + 1].any()


@EXAMPLES
@given(whole_companies())
def test_no_hour_is_worked_before_a_lot_begins(given: dict[str, Any]) -> None:
    plan = replan(situation_from(given))
    for supply in plan.supplies:
        for work in plan.work_of(supply):
            assert supply.start_on is not None
            assert work.on >= supply.start_on


@EXAMPLES
@given(whole_companies(), some.integers(1, 40), some.integers(0, 12))
def test_a_promise_takes_nothing_and_alters_nothing(
    given: dict[str, Any], quantity: int, ahead: int
) -> None:
    situation = situation_from(given)
    warm = Snapshot(situation)
    node = situation.nodes[0].node
    before = warm.plan()
    first = warm.promise(node, Decimal(quantity), before.day_of(ahead))
    again = warm.promise(node, Decimal(quantity), before.day_of(ahead))
    assert (first.parts, first.open_quantity) == (again.parts, again.open_quantity)
    assert sum((part.quantity for part in first.parts), first.open_quantity) == quantity
    after = warm.plan()
    assert after.deliveries == before.deliveries
    assert after.supplies == before.supplies
