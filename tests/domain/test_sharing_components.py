"""A short component: no lot takes what is not there, nothing is lost, and the better class goes first."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.allocation.model import rule_of, rules_for
from backend.engine.ground import ground_of
from backend.engine.sharing_component import share_out_component
from backend.engine.sharing_lots import can_be_had_from, follow_component
from backend.engine.view import View
from shared.terms import AdjustmentKind
from tests.planning import TODAY, named, situation_from

USUAL = rule_of(rules_for([], ""), [])
RESIN = named("Resin"), named("Riga")
LOT = st.fixed_dictionaries(
    {
        "item": st.sampled_from(["Primer", "Topcoat"]),
        "quantity": st.integers(1, 9).map(lambda tens: 10 * tens),
        "day": st.integers(2, 12),
        "kind": st.sampled_from(["line", "order"]),
        "priority": st.integers(1, 4),
    }
)


def plant(stock: int, comes: list[tuple[int, int]], lots: list[dict[str, Any]]) -> dict[str, Any]:
    """Two paints of one resin; each lot has an order that wants it a day later."""
    return {
        "horizon": 30,
        "items": [
            {"item": "Primer", "lead": 1, "multiple": 10},
            {"item": "Topcoat", "lead": 1, "multiple": 5, "minimum": 20},
            {"item": "Resin", "get": "buy", "lead": 14},
        ],
        "made_of": [
            {"item": "Primer", "of": "Resin", "per": 2},
            {"item": "Topcoat", "of": "Resin", "per": "0.5"},
        ],
        "stock": [{"item": "Resin", "quantity": stock}],
        "supply": [
            *(
                {"purchase": f"B{at}", "item": "Resin", "quantity": units, "day": day}
                for at, (day, units) in enumerate(comes)
            ),
            *(
                {
                    lot["kind"]: f"L{at}", "item": lot["item"], "quantity": lot["quantity"],
                    "day": lot["day"], "start": TODAY + timedelta(days=lot["day"] - 1),
                }
                for at, lot in enumerate(lots)
            ),
        ],
        "orders": [
            {
                "line": f"O{at}", "item": lot["item"], "quantity": lot["quantity"],
                "due": lot["day"] + 1, "priority": lot["priority"],
            }
            for at, lot in enumerate(lots)
        ],
    }  # fmt: skip


COMES = st.lists(st.tuples(st.integers(1, 13), st.integers(10, 120)), max_size=3)
LOTS = st.lists(LOT, min_size=2, max_size=6)


@given(st.integers(0, 200), COMES, LOTS)
def test_no_lot_takes_what_is_not_there_and_nothing_is_lost(
    stock: int, comes: list[tuple[int, int]], lots: list[dict[str, Any]]
) -> None:
    situation = situation_from(plant(stock, comes, lots))

    found = follow_component(situation, RESIN, USUAL)

    after = ground_of(found.situation)
    assert int(View(after).projected(RESIN)[: can_be_had_from(after, RESIN)].min()) >= 0
    for share in found.lots:
        assert sum(units for _, units in share.parts) + share.open_units == share.drawing.move.units
        assert all(day >= share.drawing.move.start for day, _ in share.parts)
        assert share.drawing.move.supply.kind != "production_order" or len(share.parts) <= 1
    planned = sum(each.quantity for each in situation.supplies if each.kind != "purchase")
    stands = sum(
        each.quantity
        for each in found.situation.supplies
        if each.kind != "purchase" or each.is_firm
    ) - sum(each.quantity for each in found.added)
    still_open = sum(share.open_units for share in found.lots)
    assert stands + still_open == planned


@given(st.integers(0, 200), COMES, LOTS)
def test_the_plan_of_the_answer_is_the_plan_that_it_was_judged_on(
    stock: int, comes: list[tuple[int, int]], lots: list[dict[str, Any]]
) -> None:
    situation = situation_from(plant(stock, comes, lots))

    found = share_out_component(situation, RESIN, USUAL)
    again = share_out_component(situation_from(plant(stock, comes, lots)), RESIN, USUAL)

    assert found == again
    if found is None:
        return
    moved = sum(move.quantity for move in found.moves if move.kind is AdjustmentKind.MOVE)
    late = {lot.reference for lot in found.lots if lot.days_late}
    assert {move.reference for move in found.moves if move.reference} <= late
    assert moved <= sum(lot.quantity for lot in found.lots if lot.days_late)


@given(st.integers(0, 200), COMES, LOTS)
def test_the_first_class_starts_as_if_it_were_alone(
    stock: int, comes: list[tuple[int, int]], lots: list[dict[str, Any]]
) -> None:
    lots = [{**lot, "priority": 2, "item": "Primer"} for lot in lots]
    best = {**lots[0], "priority": 1, "item": "Topcoat"}
    with_all = situation_from(plant(stock, comes, [best, *lots[1:]]))
    alone = situation_from(plant(stock, comes, [best]))

    found = follow_component(with_all, RESIN, USUAL)

    [lot] = [each for each in found.lots if each.drawing.move.supply.reference == "L0"]
    there = View(ground_of(alone)).copy()
    there.want(RESIN, lot.drawing.move.start, -lot.drawing.units)
    if there.free_on(RESIN, lot.drawing.move.start) >= lot.drawing.units:
        assert not lot.is_moved
