"""Whose order line could come sooner by what a change sets free, and by how many days."""

from typing import Any

from backend.engine.case import case_of
from backend.engine.gains import gains_of
from backend.engine.ways_less import keep_stock
from tests.planning import TODAY, change_from, situation_from


def order(line: str, due: int, promised: int | None = None, **more: Any) -> dict[str, Any]:
    """Ten primers for somebody called like the line."""
    return {
        "line": line,
        "item": "Primer",
        "quantity": 10,
        "due": due,
        "promised": promised,
        "customer": line,
        **more,
    }


def freed(lots: list[int], orders: list[dict[str, Any]], **cancelled: Any) -> dict[str, Any]:
    """What is gained, by customer, when line A is cancelled: from which day to which, of how much."""
    given = {
        "items": [{"item": "Primer", "lead": 1, "multiple": 1}],
        "supply": [
            {"line": f"P{day}", "item": "Primer", "quantity": 10, "day": day} for day in lots
        ],
        "orders": [order("A", 4), *orders],
        "change": {"line": "A", "cancel": True, **cancelled},
    }
    case = case_of(situation_from(given), change_from(given))
    return {
        gain.customer_name: tuple(
            None if on is None else (on - TODAY).days
            for on in (gain.was_possible_on, gain.possible_on)
        )
        for gain in gains_of(case, keep_stock(case))
    }


def test_a_line_promised_later_than_it_was_wanted_could_come_when_it_was_wanted() -> None:
    assert freed([4, 9], [order("B", 5, 9)]) == {"B": (9, 5)}


def test_a_line_that_could_have_come_sooner_anyhow_gains_nothing_by_the_change() -> None:
    assert freed([4, 5, 9], [order("B", 5, 9)]) == {}


def test_what_is_free_goes_to_the_first_priority_once() -> None:
    orders = [order("B", 5, 9, priority=3), order("C", 6, 10, priority=1)]
    assert freed([4, 9, 10], orders) == {"C": (10, 6)}


def test_nobody_else_waits_for_it() -> None:
    # What is freed on day 4 is what D lives on from day 6 on, whose own lot comes on day 8.
    assert freed([4, 8, 9], [order("B", 5, 9), order("D", 6)]) == {"D": (8, 6), "B": (9, 8)}


def test_lines_that_ship_together_wait_for_each_other() -> None:
    orders = [
        order("B", 5, 9, order="1", together=True),
        order("C", 5, 9, order="1", together=True, item="Primer"),
    ]
    assert freed([4, 9, 9], orders) == {}


def test_a_line_that_was_late_for_its_promise_is_named_once() -> None:
    assert freed([4, 9], [order("B", 4, 5)]) == {"B": (9, 5)}
