"""What holds from some day until some day: everything is drawn by the bill of material of the day on which it begins."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from backend.engine.by_hand import effect_of_move
from backend.engine.follow_material import moves_without_material
from backend.engine.ground import ground_of
from backend.engine.netting import below, net_supply
from backend.engine.quote import quote
from backend.engine.refill import Level, refill
from backend.engine.situation import Change, Node, Situation
from backend.engine.tracing import Tracing
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.whatif.anew import planned_anew
from backend.engine.whatif.response import components_first
from backend.floor.errors import WayEndedError, WayNotYetError
from backend.floor.model import check_move
from shared.problem import ProblemError
from shared.terms import AdjustmentKind, Role
from tests.planning import TODAY, named, situation_from

ONE = Decimal(1)


def at(item: str) -> Node:
    return named(item), named("Riga")


KIT, TIN, CAN = at("Kit"), at("Tin"), at("Can")

# Until day 4 a kit takes a tin, from day 5 two cans. A lot begins two days before it is there.
SWITCHED: dict[str, Any] = {
    "horizon": 12,
    "items": [
        {"item": "Kit", "lead": 2},
        {"item": "Tin", "get": "buy", "lead": 3},
        {"item": "Can", "get": "buy", "lead": 3},
    ],
    "made_of": [
        {"item": "Kit", "of": "Tin", "until": 4},
        {"item": "Kit", "of": "Can", "per": 2, "from": 5},
    ],
    "stock": [{"item": "Tin", "quantity": 10}, {"item": "Can", "quantity": 10}],
}


def switched(**more: Any) -> Situation:
    return situation_from({**SWITCHED, **more})


def on_hand(view: View, node: Node) -> list[int]:
    return [int(units) for units in view.projected(node)]


def asked(quantity: int, due: int) -> Change:
    return Change(
        *KIT, named("Anna"), "Anna", Decimal(0), Decimal(quantity), TODAY + timedelta(days=due)
    )


def test_a_lot_draws_by_the_day_on_which_it_begins_and_gives_the_same_back() -> None:
    view = View(ground_of(switched()))
    view.add(KIT, 3, 6)
    view.add(KIT, 3, 7)
    assert on_hand(view, TIN) == [10] * 4 + [7] * 9
    assert on_hand(view, CAN) == [10] * 5 + [4] * 8
    view.leave_out(KIT, 3, 6)
    view.leave_out(KIT, 3, 7)
    assert on_hand(view, TIN) == on_hand(view, CAN) == [10] * 13


def test_a_planned_line_that_is_taken_away_gives_back_what_it_was_to_draw() -> None:
    situation = switched(supply=[{"line": "L1", "item": "Kit", "quantity": 4, "day": 8}])
    view = View(ground_of(situation))
    assert on_hand(view, CAN) == [10] * 6 + [2] * 7
    view.take_away(situation.supplies[0], 4)
    assert on_hand(view, CAN) == [10] * 13


def test_a_quote_asks_for_the_components_of_the_day_on_which_the_lot_begins() -> None:
    """Ten tins make ten kits until day 6; later the ten cans make five, and more have to be bought."""
    sooner = quote(switched(), asked(10, 6), pack=ONE, rates=Rates())
    assert [each.kind for each in sooner.options[0].adjustments] == [AdjustmentKind.MAKE_MORE]
    later = quote(switched(), asked(10, 9), pack=ONE, rates=Rates())
    assert {
        (each.kind, each.item_name, each.quantity) for each in later.options[0].adjustments
    } == {
        (AdjustmentKind.MAKE_MORE, "Kit", Decimal(10)),
        (AdjustmentKind.BUY, "Can", Decimal(10)),
    }


def test_needs_are_netted_into_the_components_of_the_day_on_which_lots_begin() -> None:
    situation = switched(
        orders=[
            {"line": "A", "item": "Kit", "quantity": 15, "due": 6},
            {"line": "B", "item": "Kit", "quantity": 15, "due": 9},
        ]
    )
    ground = ground_of(situation)
    netted = net_supply(View(ground), below(ground, KIT))
    assert np.flatnonzero(netted.gross[TIN]).tolist() == [4]
    assert np.flatnonzero(netted.gross[CAN]).tolist() == [7]
    assert (netted.receipts[TIN][4], netted.receipts[CAN][7]) == (5, 20)


def test_a_line_moved_by_hand_past_the_change_draws_the_other_component() -> None:
    situation = switched(supply=[{"line": "L1", "item": "Kit", "quantity": 8, "day": 6}])
    line = situation.supplies[0]
    moved = effect_of_move(situation, line.id, TODAY + timedelta(days=8))
    assert moved is not None
    assert [(each.item_name, each.lowest.quantity) for each in moved.missing] == [
        ("Can", Decimal(-6))
    ]
    stays = effect_of_move(situation, line.id, TODAY + timedelta(days=5))
    assert stays is not None
    assert stays.missing == ()


def test_a_line_that_waits_for_a_component_may_begin_when_it_takes_another() -> None:
    """The tins that were to come never do; from day 5 on kits are made with cans, which are there for five."""
    supply = [{"line": "L1", "item": "Kit", "quantity": 5, "day": 6}]
    situation = switched(stock=[{"item": "Can", "quantity": 10}], supply=supply)
    lost = {TIN: [(TODAY, Decimal(5))]}
    found = moves_without_material(situation, lost, {TIN: []})
    assert [(each.reference, each.on) for each in found.moves] == [
        ("L1", TODAY + timedelta(days=7))
    ]
    without_cans = switched(stock=[], supply=supply)
    found = moves_without_material(without_cans, lost, {TIN: []})
    assert (found.moves, [each.reference for each in found.stuck]) == ((), ["L1"])


def test_who_lives_on_what_is_told_by_the_day_on_which_a_lot_begins() -> None:
    situation = switched(
        supply=[
            {"line": "L1", "item": "Kit", "quantity": 3, "day": 6},
            {"line": "L2", "item": "Kit", "quantity": 3, "day": 8},
        ],
    )
    tracing = Tracing(ground_of(situation))
    first, second = tracing.ground.moves(KIT)
    assert [node for node, _ in tracing.of_lot(KIT, first)] == [TIN]
    assert [node for node, _ in tracing.of_lot(KIT, second)] == [CAN]


def test_a_component_that_only_another_day_takes_is_planned_before_what_is_made_of_it() -> None:
    situation = switched()
    assert components_first(situation, [KIT, CAN, TIN])[-1] == KIT


def test_what_planning_anew_lays_draws_by_the_day_on_which_it_begins() -> None:
    situation = switched(
        orders=[
            {"line": "A", "item": "Kit", "quantity": 10, "due": 6},
            {"line": "B", "item": "Kit", "quantity": 5, "due": 9},
        ]
    )
    answer = planned_anew(situation, components_first(situation, [KIT, TIN, CAN]))
    assert [(each.item_name, each.quantity, each.on) for each in answer.adjustments] == [
        ("Kit", Decimal(10), TODAY + timedelta(days=6)),
        ("Kit", Decimal(5), TODAY + timedelta(days=9)),
    ]
    assert on_hand(answer.view, TIN) == [10] * 4 + [0] * 9
    assert on_hand(answer.view, CAN) == [10] * 7 + [0] * 6


# Tins come from Vistula for what is ordered from day 3 to day 6, in one day.
BOUGHT: dict[str, Any] = {
    "horizon": 14,
    "items": [{"item": "Tin", "get": "buy", "lead": 1, "from": 3, "until": 6}],
}


def of_tins(due: int, quantity: int = 5) -> Change:
    return replace(asked(quantity, due), item_id=TIN[0])


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (3, ("way_not_yet", TODAY + timedelta(days=3))),
        (4, None),
        (7, None),
        (8, ("way_ended", TODAY + timedelta(days=6))),
    ],
)
def test_a_supplier_is_asked_for_what_is_ordered_on_one_of_its_days_and_why_says_what_is_not(
    due: int, told: tuple[str, date] | None
) -> None:
    found = quote(situation_from(BOUGHT), of_tins(due), pack=ONE, rates=Rates())
    whole = [each for each in found.options if not each.open_quantity]
    on_time = [each for each in whole if each.deliveries[-1].on <= TODAY + timedelta(days=due)]
    assert bool(on_time) == (told is None)
    reasons = [(each.code, each.facts.get("on")) for each in found.reasons]
    outside = [each for each in reasons if each[0] in {"way_not_yet", "way_ended"}]
    assert outside == ([] if told is None else [(told[0], told[1].isoformat())])


def test_what_is_wanted_before_the_first_day_is_promised_for_the_first_that_can_be() -> None:
    found = quote(situation_from(BOUGHT), of_tins(3), pack=ONE, rates=Rates())
    assert {each.deliveries[-1].on for each in found.options if each.deliveries} == {
        TODAY + timedelta(days=4)
    }


@pytest.mark.parametrize(("due", "way"), [(3, "first"), (4, "first"), (5, "second"), (9, "second")])
def test_alternates_follow_each_other_with_the_day_on_which_they_begin(due: int, way: str) -> None:
    company = {
        "horizon": 14,
        "items": [{"item": "Tin", "get": "buy", "lead": 30}],
        "alternates": [
            {"item": "Tin", "name": "first", "get": "buy", "lead": 1, "until": 3},
            {"item": "Tin", "name": "second", "get": "buy", "lead": 1, "from": 4},
        ],
    }
    found = quote(situation_from(company), of_tins(due), pack=ONE, rates=Rates())
    assert {
        step.alternate_name for each in found.options for step in each.adjustments if step.on
    } == {way}


def test_a_component_whose_supplier_has_ended_is_named_as_what_holds_the_order_back() -> None:
    company = {
        "horizon": 14,
        "items": [
            {"item": "Kit", "lead": 1},
            {"item": "Tin", "get": "buy", "lead": 2, "until": 2},
        ],
        "made_of": [{"item": "Kit", "of": "Tin"}],
    }
    found = quote(situation_from(company), asked(5, 9), pack=ONE, rates=Rates())
    assert [each.facts for each in found.reasons if each.code == "way_ended"] == [
        {"item": "Tin", "source": "Riga", "on": (TODAY + timedelta(days=2)).isoformat()}
    ]


@pytest.mark.parametrize(
    ("to", "problem"), [(4, WayNotYetError), (5, None), (8, None), (9, WayEndedError)]
)
def test_a_line_is_moved_by_hand_only_to_days_on_which_it_may_begin(
    to: int, problem: type[ProblemError] | None
) -> None:
    company = {
        "horizon": 14,
        "items": [{"item": "Kit", "lead": 2, "from": 3, "until": 6}],
        "supply": [{"line": "L1", "item": "Kit", "quantity": 4, "day": 7}],
    }
    situation = situation_from(company)
    effect = effect_of_move(situation, situation.supplies[0].id, TODAY + timedelta(days=to))
    if problem is None:
        assert check_move(effect, frozenset({Role.PLANNER}), "") is effect
        return
    with pytest.raises(problem) as refused:
        check_move(effect, frozenset({Role.PLANNER}), "")
    assert refused.value.facts["item"] == "Kit"


def test_stock_is_refilled_by_a_way_that_holds() -> None:
    company: dict[str, Any] = {
        "horizon": 14,
        "items": [{"item": "Tin", "get": "buy", "lead": 2, "safety": 4, "from": 3}],
    }
    level = Level(Decimal(4))
    found = refill(situation_from(company), TIN, level, at_once=False)
    assert found is not None
    assert found.on == TODAY + timedelta(days=5)
    company["items"][0] |= {"from": -9, "until": -1}
    assert refill(situation_from(company), TIN, level, at_once=False) is None
