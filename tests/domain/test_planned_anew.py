"""Planning anew: what is shown is what adopting it makes of the plan, and it keeps to hours, material and fences."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import numpy as np
import pytest
from hypothesis import given

from backend.engine.apply import PURCHASING
from backend.engine.ground import ground_of
from backend.engine.netting import below
from backend.engine.scale import have
from backend.engine.situation import Expected, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from backend.engine.whatif.anew import RULES, planned_anew
from backend.engine.whatif.edits import Edit, Subjects
from backend.engine.whatif.figures import figures_of
from backend.engine.whatif.outcome import Part, figures_today, outcome_of
from backend.engine.whatif.response import components_first
from backend.engine.whole.facts import kept_supplies
from backend.plan.model import PlanLine, apply_delta, revise
from shared.terms import AdjustmentKind, EditKind
from tests.planning import TODAY, named, situation_from
from tests.random_companies import EXAMPLES, whole_companies


def part_of(situation: Situation) -> Part:
    nodes = components_first(situation, [facts.node for facts in situation.nodes])
    return Part(named("Riga"), tuple(nodes))


def carried_out(situation: Situation, adjustments: Any) -> Situation:
    """The situation with the plan's next revision in it, as an approval writes it."""
    lines = [
        PlanLine(
            s.id, s.item_id, s.site_id, s.quantity, s.on,
            s.start_on or s.on, reference=s.reference, alternate_id=s.alternate_id,
        )
        for s in situation.supplies
        if s.kind is SupplyKind.PLAN_LINE
    ]  # fmt: skip
    made: list[UUID] = []

    def new_id() -> UUID:
        made.append(uuid5(named("new"), str(len(made))))
        return made[-1]

    facts = {known.node: known for known in situation.nodes}
    ways = {other.id: other for other in situation.alternates}
    delta = revise(lines, adjustments, facts, new_id, ways)
    before = {supply.id: supply for supply in situation.supplies}
    after = []
    for line in apply_delta(lines, delta):
        known = before.get(line.id)
        supply = PlannedSupply(
            line.id, SupplyKind.PLAN_LINE, line.reference, line.item_id, line.site_id,
            line.quantity, line.on, None, alternate_id=line.alternate_id,
        ) if known is None else replace(known, quantity=line.quantity, on=line.on)  # fmt: skip
        after.append(supply)
    others = {s.reference: s for s in situation.supplies if s.kind is not SupplyKind.PLAN_LINE}
    for order in delta.orders:
        assert order.reference is not None
        known = others.pop(order.reference)
        assert known.kind is SupplyKind.PURCHASE
        if order.kind in {AdjustmentKind.BUY_SOONER, AdjustmentKind.BUY_LATER}:
            assert order.on is not None
            assert order.quantity == known.quantity
            known = replace(known, on=order.on)
        else:
            known = replace(known, quantity=known.quantity - order.quantity)
        if known.quantity:
            others[order.reference] = known
    return replace(situation, supplies=(*others.values(), *after))


@EXAMPLES
@given(whole_companies())
def test_carrying_out_what_planning_anew_shows_makes_the_plan_that_it_shows(
    given: dict[str, Any],
) -> None:
    situation = situation_from(given)
    part = part_of(situation)
    answer = planned_anew(situation, part.nodes)
    view = View(ground_of(carried_out(situation, answer.adjustments)))
    for node in part.nodes:
        assert np.array_equal(view.projected(node), answer.view.projected(node))
    for center in situation.work_centers:
        assert np.array_equal(view.load(center.id), answer.view.load(center.id))
    shown = figures_of(answer.view, part.nodes, part.site_id, Decimal(0))
    assert figures_of(view, part.nodes, part.site_id, Decimal(0)) == shown


@EXAMPLES
@given(whole_companies())
def test_planning_anew_asks_for_no_hours_that_are_not_there_and_draws_nothing_that_is_not(
    given: dict[str, Any],
) -> None:
    """Where something below was short already, a lot that stood on it moves to where it can be made."""
    situation = situation_from(given)
    part = part_of(situation)
    before, after = View(ground_of(situation)), planned_anew(situation, part.nodes).view
    for center in situation.work_centers:
        most = np.maximum(before.load(center.id), after.hours(center.id))
        assert (after.load(center.id) <= most).all()
    wanted = {demand.item_id for demand in situation.demands}
    short = {node for node in part.nodes if before.projected(node).min() < 0}
    for node in part.nodes:
        stood = short.isdisjoint(below(before.ground, node)[1:])
        if node[0] not in wanted and stood:
            assert (after.projected(node) >= np.minimum(before.projected(node), 0)).all()


@EXAMPLES
@given(whole_companies())
def test_planning_anew_leaves_what_is_firm_frozen_or_under_way_and_adds_nothing_in_the_frozen_zone(
    given: dict[str, Any],
) -> None:
    situation = situation_from(given)
    facts = {known.node: known for known in situation.nodes}
    kept = {supply.id for supply in kept_supplies(situation, RULES)}
    for adjustment in planned_anew(situation, part_of(situation).nodes).adjustments:
        assert adjustment.plan_line_id not in kept
        # A purchase keeps to its lead time alone, as everywhere.
        known = facts[adjustment.item_id, adjustment.site_id]
        if adjustment.on is not None and adjustment.kind not in PURCHASING:
            assert (adjustment.on - situation.today).days >= known.frozen_days


@EXAMPLES
@given(whole_companies())
def test_planning_anew_makes_no_lot_that_nobody_needs(given: dict[str, Any]) -> None:
    """Without any one of its lots something would be missing, or less than the safety stock would be there."""
    situation = situation_from(given)
    ground, part = ground_of(situation), part_of(situation)
    kept = {supply.id for supply in kept_supplies(situation, RULES)}
    answer = planned_anew(situation, part.nodes)
    for supply in carried_out(situation, answer.adjustments).supplies:
        node = supply.item_id, supply.site_id
        day = (supply.on - situation.today).days
        is_new = supply.kind is SupplyKind.PLAN_LINE and supply.id not in kept
        if is_new and 0 <= day < ground.days and not ground.ends(node):
            facts = ground.facts[node]
            units = have(supply.quantity, facts.quantity_decimals)
            spare = answer.view.projected(node)[day:].min()
            assert spare - units < have(facts.safety_stock, facts.quantity_decimals)


def test_a_late_lot_is_not_made_beside_what_is_there_sooner() -> None:
    """No day before Friday has hours for all of it at once; in two parts it is there before."""
    situation = situation_from(
        {
            "horizon": 8,
            "items": [{"item": "Kit", "lead": 0}],
            "steps": [{"item": "Kit", "at": "Filling", "hours": "1"}],
            "work_centers": [{"name": "Filling", "hours": 2, "days": {3: 20}}],
            "orders": [
                {"line": f"A-{place}", "item": "Kit", "quantity": 1, "due": 0} for place in range(4)
            ],
            "supply": [{"order": "P1", "item": "Kit", "quantity": 5, "day": 4, "start": 3}],
        }
    )
    found = planned_anew(situation, part_of(situation).nodes)
    assert [
        (each.kind, each.quantity, each.on and (each.on - TODAY).days) for each in found.adjustments
    ] == [
        (AdjustmentKind.MAKE_MORE, Decimal(2), 0),
        (AdjustmentKind.MAKE_MORE, Decimal(2), 1),
    ]


COMPANY: dict[str, Any] = {
    "horizon": 10,
    "items": [{"item": "Kit", "lead": 1}],
    "steps": [{"item": "Kit", "at": "Filling", "hours": "0.5"}],
    "work_centers": [{"name": "Filling", "hours": 4}],
    "orders": [
        {"line": "100-1", "item": "Kit", "quantity": 8, "due": 3},
        {"line": "100-2", "item": "Kit", "quantity": 6, "due": 6},
    ],
    "supply": [
        {"line": "L1", "item": "Kit", "quantity": 8, "day": 6},
        {"line": "L2", "item": "Kit", "quantity": 30, "day": 8},
    ],
}


def test_a_plan_made_anew_moves_cuts_and_makes_what_orders_ask_for() -> None:
    situation = situation_from(COMPANY)
    part = part_of(situation)
    edits = [Edit(EditKind.PLAN_ANEW)]
    found = outcome_of(situation, edits, Subjects({}, {}), part)
    assert [
        (a.kind, a.reference, a.quantity, None if a.on is None else (a.on - TODAY).days)
        for a in found.adjustments
    ] == [
        (AdjustmentKind.MOVE, "L1", Decimal(8), 3),
        (AdjustmentKind.MAKE_LESS, "L2", Decimal(30), None),
        (AdjustmentKind.MAKE_MORE, None, Decimal(6), 6),
    ]
    today = figures_today(situation, part)
    assert (today.on_time_count, found.figures.on_time_count) == (0, 2)
    assert found.assumed == ()


def test_what_is_as_it_should_be_stays_as_it_is() -> None:
    situation = situation_from(
        {
            **COMPANY,
            "supply": [
                {"line": "L1", "item": "Kit", "quantity": 8, "day": 3},
                {"line": "L2", "item": "Kit", "quantity": 6, "day": 6},
            ],
        }
    )
    found = outcome_of(situation, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part_of(situation))
    assert found.adjustments == ()


def test_a_plan_made_anew_has_lots_there_and_purchases_come_their_safety_days_before() -> None:
    company: dict[str, Any] = {
        "horizon": 20,
        "items": [
            {"item": "Kit", "lead": 1, "safety_days": 2},
            {"item": "Tin", "get": "buy", "lead": 3, "safety_days": 2},
        ],
        "made_of": [{"item": "Kit", "of": "Tin"}],
        "orders": [{"line": "A", "item": "Kit", "quantity": 8, "due": 14}],
        "supply": [{"purchase": "P1", "item": "Tin", "quantity": 8, "day": 2}],
    }
    situation = situation_from(company)
    found = outcome_of(situation, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part_of(situation))
    assert [(a.kind, a.quantity, None if a.on is None else (a.on - TODAY).days) for a in found.adjustments] == [
        (AdjustmentKind.BUY_LATER, Decimal(8), 9),
        (AdjustmentKind.MAKE_MORE, Decimal(8), 12),
    ]  # fmt: skip


ORDERED: dict[str, Any] = {
    "horizon": 20,
    "items": [{"item": "Tin", "get": "buy", "lead": 6, "cost": 2, "multiple": 10}],
}


@pytest.mark.parametrize(
    ("orders", "supply", "expected"),
    [
        ([(50, 12)], [("P1 / 1", 50, 4)], [("buy_later", "P1 / 1", 50, 12)]),
        ([(50, 4)], [("P1 / 1", 50, 9)], [("buy_sooner", "P1 / 1", 50, 4)]),
        ([(50, 1)], [("P1 / 1", 50, 9)], [("buy_sooner", "P1 / 1", 50, 3)]),
        ([(50, 8)], [("P1 / 1", 50, 15)], [("buy_sooner", "P1 / 1", 50, 8)]),
        ([(28, 4)], [("P1 / 1", 50, 4)], [("reduce_purchase", "P1 / 1", 20, None)]),
        ([], [("P1 / 1", 50, 4)], [("cancel_purchase", "P1 / 1", 50, None)]),
        ([(30, 8)], [("P1 / 1", 50, 15)], [("reduce_purchase", "P1 / 1", 20, None), ("buy_sooner", "P1 / 1", 30, 8)]),
        ([(70, 10)], [("P1 / 1", 50, 10)], [("buy", None, 20, 10)]),
        ([(50, 9)], [("P1 / 1", 50, 9)], []),
    ],
)  # fmt: skip
def test_a_plan_made_anew_wants_purchases_later_sooner_smaller_gone_or_more(
    orders: Any, supply: Any, expected: Any
) -> None:
    situation = situation_from(
        {
            **ORDERED,
            "orders": [
                {"line": f"A-{place}", "item": "Tin", "quantity": quantity, "due": due}
                for place, (quantity, due) in enumerate(orders)
            ],
            "supply": [
                {"purchase": name, "item": "Tin", "quantity": quantity, "day": day}
                for name, quantity, day in supply
            ],
        }
    )
    found = outcome_of(situation, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part_of(situation))
    assert [
        (a.kind.value, a.reference, int(a.quantity), a.on and (a.on - TODAY).days)
        for a in found.adjustments
    ] == expected


def test_stock_that_ends_before_it_is_wanted_does_not_cancel_what_is_on_order() -> None:
    given = {
        **ORDERED,
        "stock": [{"item": "Tin", "quantity": 50, "until": 5}],
        "orders": [{"line": "A", "item": "Tin", "quantity": 50, "due": 9}],
        "supply": [{"purchase": "P1 / 1", "item": "Tin", "quantity": 50, "day": 8}],
    }
    situation = situation_from(given)
    assert planned_anew(situation, part_of(situation).nodes).adjustments == ()


def test_what_is_firm_or_comes_in_the_frozen_zone_is_left_on_order() -> None:
    given = {
        **ORDERED,
        "items": [{"item": "Tin", "get": "buy", "lead": 6, "frozen": 5}],
        "supply": [
            {"purchase": "P1 / 1", "item": "Tin", "quantity": 50, "day": 4},
            {"purchase": "P2 / 1", "item": "Tin", "quantity": 50, "day": 9, "firm": True},
            {"purchase": "P3 / 1", "item": "Tin", "quantity": 50, "day": 9},
        ],
    }
    situation = situation_from(given)
    found = planned_anew(situation, part_of(situation).nodes)
    assert [(a.kind, a.reference) for a in found.adjustments] == [
        (AdjustmentKind.CANCEL_PURCHASE, "P3 / 1")
    ]


def test_another_site_is_left_alone() -> None:
    situation = situation_from(
        {
            **COMPANY,
            "items": [*COMPANY["items"], {"item": "Cup", "site": "Shop", "get": "buy", "lead": 1}],
            "supply": [{"line": "L9", "item": "Cup", "site": "Shop", "quantity": 5, "day": 4}],
        }
    )
    nodes = [node for node in part_of(situation).nodes if node[1] == named("Riga")]
    found = planned_anew(situation, nodes)
    assert {each.site_id for each in found.adjustments} == {named("Riga")}


def expecting(situation: Situation, item: str, *rows: tuple[int, int, int]) -> Situation:
    """The situation with a forecast beyond orders: first day, last day, quantity."""
    parts = tuple(
        Expected(TODAY + timedelta(days=first), TODAY + timedelta(days=last), Decimal(quantity))
        for first, last, quantity in rows
    )
    return replace(situation, expected={(named(item), named("Riga")): parts})


def test_what_the_forecast_expects_beyond_orders_is_made_for_after_them() -> None:
    situation = expecting(situation_from(COMPANY), "Kit", (2, 8, 7))
    part = part_of(situation)
    found = outcome_of(situation, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part)
    assert [
        (a.kind, a.reference, a.quantity, None if a.on is None else (a.on - TODAY).days)
        for a in found.adjustments
    ] == [
        (AdjustmentKind.MOVE, "L1", Decimal(8), 3),
        (AdjustmentKind.MAKE_LESS, "L2", Decimal(30), None),
        (AdjustmentKind.MAKE_MORE, None, Decimal(7), 2),
        (AdjustmentKind.MAKE_MORE, None, Decimal(6), 6),
    ]
    assert found.figures.on_time_count == 2


def test_orders_get_hours_and_stock_before_what_is_expected() -> None:
    company = {
        **COMPANY,
        "stock": [{"item": "Kit", "quantity": 8}],
        "work_centers": [{"name": "Filling", "hours": 0, "days": {6: 4}}],
        "orders": [{"line": "100-1", "item": "Kit", "quantity": 16, "due": 6}],
        "supply": [],
    }
    situation = expecting(situation_from(company), "Kit", (0, 6, 70))
    answer = planned_anew(situation, part_of(situation).nodes)
    # One day can fill eight: with the eight on hand that is the order, and nothing of the forecast.
    assert [(a.quantity, (a.on - TODAY).days) for a in answer.adjustments if a.on] == [
        (Decimal(8), 6)
    ]
    assert int(answer.view.projected((named("Kit"), named("Riga")))[6]) == 0


@EXAMPLES
@given(whole_companies())
def test_a_forecast_takes_nothing_from_orders(given: dict[str, Any]) -> None:
    """It may bring them something: what was made for it before a supplier's last day."""
    situation = situation_from(given)
    part = part_of(situation)
    parts = (Expected(TODAY, TODAY + timedelta(days=9), Decimal(40)),)
    expected = dict.fromkeys(part.nodes, parts)
    plain = outcome_of(situation, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part)
    asked = replace(situation, expected=expected)
    found = outcome_of(asked, [Edit(EditKind.PLAN_ANEW)], Subjects({}, {}), part)
    assert found.figures.on_time_count >= plain.figures.on_time_count
    assert found.figures.late_count <= plain.figures.late_count
