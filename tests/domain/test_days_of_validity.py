"""What holds from some day until some day: everything is drawn by the bill of material of the day on which it begins."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from backend.engine.by_hand import effect_of_move
from backend.engine.follow_material import moves_without_material
from backend.engine.ground import ground_of
from backend.engine.netting import below, net_supply
from backend.engine.quote import quote
from backend.engine.situation import Change, Node, Situation
from backend.engine.tracing import Tracing
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.whatif.anew import planned_anew
from backend.engine.whatif.response import components_first
from shared.terms import AdjustmentKind
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
