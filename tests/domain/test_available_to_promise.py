"""Stock by day, available-to-promise and promises, against textbook answers and a slow oracle."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.engine import kernels
from backend.engine.errors import NodeUnknownError
from backend.promise.model import (
    available_by_day,
    available_to_promise,
    projected_on_hand,
    promise_after,
    promise_on,
)
from tests.planning import TODAY, named, situation_from
from tests.random_companies import MANY

quantities = some.lists(some.integers(-60, 60), min_size=1, max_size=12)


def decimals(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_the_textbook_case_promises_twelve_until_more_is_free_for_good() -> None:
    projected = projected_on_hand(
        Decimal(20), decimals(0, 0, 10, 0, 1, 3, 0), decimals(3, 0, 0, 15, 0, 0, 0)
    )
    assert projected == decimals(17, 17, 27, 12, 13, 16, 16)
    assert available_to_promise(projected) == decimals(12, 12, 12, 12, 13, 16, 16)


def test_late_documents_are_assumed_for_tomorrow() -> None:
    situation = situation_from(
        {
            "items": [{"item": "Primer", "get": "buy"}],
            "supply": [
                {"purchase": "late", "item": "Primer", "quantity": 200, "day": -3},
                {"purchase": "coming", "item": "Primer", "quantity": 100, "day": 10},
            ],
            "orders": [{"line": "1", "item": "Primer", "quantity": 75, "due": -1}],
        }
    )
    _, free = available_by_day(situation, named("Primer"), named("Riga"))
    assert [int(free[index].quantity) for index in (0, 1, 9, 10)] == [0, 125, 125, 225]
    promise = promise_on(situation, named("Primer"), named("Riga"), Decimal(150), TODAY)
    assert promise.complete_on == TODAY + timedelta(days=10)


def test_a_promise_is_given_in_parts_as_early_as_they_can_be_had() -> None:
    situation = situation_from(
        {
            "items": [{"item": "Primer", "get": "buy"}],
            "stock": [{"item": "Primer", "quantity": 40}],
            "supply": [{"purchase": "1", "item": "Primer", "quantity": 30, "day": 4}],
        }
    )
    promise = promise_on(situation, named("Primer"), named("Riga"), Decimal(90), TODAY)
    assert [(part.on, part.quantity) for part in promise.deliveries] == [
        (TODAY, Decimal(40)),
        (TODAY + timedelta(days=4), Decimal(30)),
    ]
    assert (promise.open_quantity, promise.complete_on) == (Decimal(20), None)


def test_an_expired_lot_is_never_promised() -> None:
    situation = situation_from(
        {
            "items": [{"item": "Primer"}],
            "stock": [
                {"item": "Primer", "quantity": 10, "until": -1},
                {"item": "Primer", "quantity": 20, "until": 2},
                {"item": "Primer", "quantity": 5},
            ],
            "orders": [{"line": "1", "item": "Primer", "quantity": 8, "due": 1}],
        }
    )
    projected, free = available_by_day(situation, named("Primer"), named("Riga"))
    assert [int(projected[index].quantity) for index in range(5)] == [25, 17, 17, 5, 5]
    assert [int(free[index].quantity) for index in range(5)] == [17, 17, 17, 5, 5]


def test_an_item_that_is_not_planned_at_a_site_is_refused() -> None:
    with pytest.raises(NodeUnknownError):
        promise_on(situation_from({}), named("Primer"), named("Riga"), Decimal(1), TODAY)


@pytest.mark.parametrize(
    ("promised", "possible", "requested", "requested_before", "stands"),
    [
        (None, 3, 5, None, 5),
        (None, 7, 5, None, 7),
        (5, 3, 4, 4, 5),
        (5, 8, 4, 4, 8),
        (5, 3, 4, 9, 4),
        (5, 6, 4, 9, 6),
        (5, None, 4, 4, None),
    ],
)
def test_a_promise_moves_only_when_it_has_become_impossible(
    promised: int | None,
    possible: int | None,
    requested: int,
    requested_before: int | None,
    stands: int | None,
) -> None:
    def on(day: int | None) -> date | None:
        return None if day is None else date(2026, 12, day)

    asked = on(requested)
    assert asked is not None
    assert promise_after(on(promised), on(possible), asked, on(requested_before)) == on(stands)


@MANY
@given(some.integers(0, 80), quantities)
def test_available_to_promise_equals_trying_every_quantity(stock: int, flows: list[int]) -> None:
    flow = np.array(flows, dtype=np.int64)
    projected = kernels.project(stock, np.maximum(flow, 0), np.maximum(-flow, 0))
    by_hand: list[int] = []
    level = stock
    for value in flows:
        level += value
        by_hand.append(level)
    assert projected.tolist() == by_hand
    free = kernels.available(projected).tolist()
    for start in range(len(flows)):
        most = 0
        while all(level - (most + 1) >= 0 for level in by_hand[start:]):
            most += 1
        assert free[start] == most


@MANY
@given(some.integers(0, 80), quantities, some.integers(0, 90), some.integers(0, 11))
def test_deliveries_are_the_earliest_that_harm_nobody(
    stock: int, flows: list[int], wanted: int, due: int
) -> None:
    due = min(due, len(flows) - 1)
    levels = np.cumsum([stock + flows[0], *flows[1:]])
    free = kernels.available(levels.astype(np.int64))
    left = wanted
    expected: list[tuple[int, int]] = []
    rest = levels.astype(np.int64)
    for today in range(due, len(flows)):
        part = min(left, max(0, int(rest[today:].min())))
        if part:
            expected.append((today, part))
            rest = rest.copy()
            rest[today:] -= part
            left -= part
    assert kernels.deliver(free, wanted, due) == expected
