"""How far a change reaches, overtime that stands already, and what is under way."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given

from backend.engine.reach import related_nodes
from backend.impact.model import assess_impact
from backend.proposal.model import Weights, propose_alternatives
from tests.planning import TODAY, change_from, named, situation_from
from tests.random_companies import EXAMPLES, companies


@EXAMPLES
@given(companies())
def test_what_is_not_related_changes_no_answer(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    node = change.item_id, change.site_id
    reach = related_nodes(node, situation.nodes, situation.components, situation.operations)
    known = reach.related | reach.drawing
    lines = [d for d in situation.demands if (d.item_id, d.site_id) in reach.related]
    # A new line takes its customer's priority from lines that may lie outside; say it instead.
    told = replace(change, priority=change.priority or 3)
    smaller = replace(
        situation,
        nodes=tuple(n for n in situation.nodes if n.node in known),
        demands=tuple(lines),
        stocks=tuple(s for s in situation.stocks if (s.item_id, s.site_id) in reach.related),
        supplies=tuple(s for s in situation.supplies if (s.item_id, s.site_id) in known),
    )
    impact = assess_impact(smaller, told)
    assert impact == assess_impact(situation, told)
    ways = propose_alternatives(smaller, told, impact, Weights())
    assert ways == propose_alternatives(situation, told, impact, Weights())


def short_of_hours(**more: Any) -> dict[str, Any]:
    """Twenty kits are wanted tomorrow, an hour each, on a line of eight hours with four of overtime."""
    return {
        "horizon": 3,
        "items": [{"item": "Kit"}],
        "steps": [{"item": "Kit", "at": "Line", "hours": 1}],
        "work_centers": [{"name": "Line", "hours": 8, "overtime": 4, "overtime_cost": 90}],
        "orders": [{"line": "A", "item": "Kit", "quantity": 4, "due": 1}],
        "stock": [{"item": "Kit", "quantity": 4}],
        "change": {"line": "A", "quantity": 24},
        **more,
    }


def codes(situation: Any, change: Any) -> list[str]:
    impact = assess_impact(situation, change)
    return [way.code for way in propose_alternatives(situation, change, impact, Weights())]


def test_overtime_that_stands_counts_against_the_limit() -> None:
    given = short_of_hours()
    situation, change = situation_from(given), change_from(given)
    assert "overtime" in codes(situation, change)
    hours = {(named("Line"), TODAY): Decimal(4), (named("Line"), TODAY.replace(day=25)): Decimal(4)}
    granted = replace(situation, overtime=hours)
    found = propose_alternatives(granted, change, assess_impact(granted, change), Weights())
    assert found[0].code == "make_more"
    assert not [a for way in found for a in way.adjustments if a.hours]


def test_what_is_under_way_is_neither_cut_nor_moved() -> None:
    under_way = {"line": "L1", "item": "Kit", "quantity": 20, "day": 2, "start": -1}
    given = short_of_hours(
        horizon=8,
        stock=[],
        orders=[{"line": "A", "item": "Kit", "quantity": 20, "due": 5}],
        supply=[under_way],
        change={"line": "A", "cancel": True},
    )
    assert codes(situation_from(given), change_from(given)) == ["keep_stock"]
    waiting = {**under_way, "start": 1}
    given["supply"] = [waiting]
    assert codes(situation_from(given), change_from(given)) == ["make_less", "keep_stock"]


def at_a_shop(wanted: int, lorry: int, **change: Any) -> dict[str, Any]:
    """Kits that a shop gets from Riga in a day, twenty of them on the way on a day."""
    return {
        "horizon": 12,
        "items": [
            {"item": "Kit"},
            {"item": "Kit", "site": "Shop", "get": "transfer", "source": "Riga", "lead": 1},
        ],
        "stock": [{"item": "Kit", "quantity": 40}],
        "orders": [{"line": "A", "item": "Kit", "site": "Shop", "quantity": 20, "due": wanted}],
        "supply": [
            {"line": "T1", "item": "Kit", "site": "Shop", "quantity": 20, "day": lorry, "start": 4}
        ],
        "change": {"line": "A", "site": "Shop", **change},
    }


def test_what_is_brought_from_another_site_is_sent_and_never_made() -> None:
    sooner = at_a_shop(9, 8, quantity=20, due=6)
    less = at_a_shop(8, 5, cancel=True)
    later = at_a_shop(5, 5, quantity=20, due=9)

    told = [codes(situation_from(each), change_from(each)) for each in (sooner, less, later)]

    for found, code in zip(told, ("send_sooner", "send_less", "send_later"), strict=True):
        assert code in found
        assert not {"make_sooner", "make_less", "move_later"} & set(found)
