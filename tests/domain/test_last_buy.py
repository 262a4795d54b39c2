"""What is bought for the last time: until when it can be ordered, and what will be missing once it can no more."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend.engine.refill import last_buy, refill_last
from backend.engine.situation import Expected, Node, Situation
from shared.terms import AdjustmentKind
from tests.planning import TODAY, named, situation_from

ONE = Decimal(1)
TIN: Node = (named("Tin"), named("Riga"))

# The supplier takes orders until day 5, three days before a tin is there: the last come on day 8.
ENDING: dict[str, Any] = {
    "horizon": 30,
    "items": [{"item": "Tin", "get": "buy", "lead": 3, "until": 5}],
    "stock": [{"item": "Tin", "quantity": 10}],
    "orders": [
        {"line": "A", "item": "Tin", "quantity": 4, "due": 6},
        {"line": "B", "item": "Tin", "quantity": 10, "due": 12},
        {"line": "C", "item": "Tin", "quantity": 3, "due": 20},
    ],
}


def ending(**more: Any) -> Situation:
    return situation_from({**ENDING, **more})


def day(ahead: int) -> Any:
    return TODAY + timedelta(days=ahead)


def test_what_is_needed_after_the_last_delivery_is_told_with_the_last_day_to_order() -> None:
    found = last_buy(ending(), TIN)
    assert found is not None
    assert (found.ends_on, found.order_on, found.there_on) == (day(5), day(5), day(8))
    assert (found.needed, found.missing, found.short_on) == (Decimal(13), Decimal(7), day(12))


def test_it_is_proposed_for_the_day_of_the_last_delivery() -> None:
    found = refill_last(ending(), TIN, (), ONE)
    assert found is not None
    assert (found.on, found.missing, found.quantity, found.stock) == (
        day(8),
        Decimal(7),
        Decimal(7),
        Decimal(6),
    )
    [step] = found.adjustments
    assert (step.kind, step.quantity, step.on) == (AdjustmentKind.BUY, Decimal(7), day(8))


def test_what_is_missing_before_can_still_be_ordered_and_is_no_part_of_it() -> None:
    orders = [*ENDING["orders"], {"line": "D", "item": "Tin", "quantity": 20, "due": 7}]
    found = last_buy(ending(orders=orders), TIN)
    assert found is not None
    # 14 short on day 7 already; 13 more after day 8.
    assert (found.missing, found.short_on) == (Decimal(13), day(12))


def test_a_forecast_beyond_orders_is_part_of_it() -> None:
    expected = [Expected(day(13), day(14), Decimal(6)), Expected(day(2), day(3), Decimal(2))]
    found = last_buy(ending(), TIN, expected)
    assert found is not None
    assert (found.needed, found.missing, found.short_on) == (Decimal(19), Decimal(15), day(12))


@pytest.mark.parametrize(
    "more",
    [
        {"stock": [{"line": "A", "item": "Tin", "quantity": 40}]},
        {"items": [{"item": "Tin", "get": "buy", "lead": 3}]},
        {"items": [{"item": "Tin", "get": "buy", "lead": 3, "until": 28}]},
        {"items": [{"item": "Tin", "get": "make", "lead": 3, "until": 5}]},
        {"alternates": [{"item": "Tin", "name": "from a trader", "get": "buy", "lead": 5}]},
        {"orders": ENDING["orders"][:1]},
    ],
)
def test_nothing_is_said_where_nothing_is_missing_or_a_way_stays(more: dict[str, Any]) -> None:
    assert last_buy(ending(**more), TIN) is None
    assert refill_last(ending(**more), TIN, (), ONE) is None


def test_the_way_that_lasts_longest_counts_and_is_taken() -> None:
    trader = {"item": "Tin", "name": "from a trader", "get": "buy", "lead": 2, "until": 8}
    situation = ending(alternates=[trader])
    found = last_buy(situation, TIN)
    assert found is not None
    assert (found.ends_on, found.order_on, found.there_on, found.missing) == (
        day(8),
        day(8),
        day(10),
        Decimal(7),
    )
    refill = refill_last(situation, TIN, (), ONE)
    assert refill is not None
    [step] = refill.adjustments
    assert (step.alternate_id is not None, step.on) == (True, day(10))


def test_goods_that_expire_are_not_bought_for_later_than_they_last() -> None:
    items = [{**ENDING["items"][0], "shelf": 5}]
    found = last_buy(ending(items=items), TIN)
    assert found is not None
    assert (found.needed, found.missing) == (Decimal(10), Decimal(4))
