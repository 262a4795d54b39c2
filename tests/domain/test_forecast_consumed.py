"""The forecast that orders have not taken, in balances, levels and refills; with the textbook's figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from backend.engine.expected import by_day, pieces
from backend.engine.ground import ground_of
from backend.engine.refill import Level, refill
from backend.engine.situation import Expected
from backend.engine.textbook import projected_available_balance
from backend.engine.view import View
from backend.forecast.model.consumption import Bucket, Order, Windows, beyond_fence, open_forecast
from tests.planning import TODAY, named, situation_from

KIT = named("Kit"), named("Riga")
MONTHS = ((date(2026, 12, 1), 31), (date(2027, 1, 1), 31), (date(2027, 2, 1), 28), (date(2027, 3, 1), 31))  # fmt: skip
FIRST = MONTHS[0][0]


def lines(quantities: list[int], word: str) -> list[dict[str, Any]]:
    return [
        {"line": f"{word}-{first}", "item": "Kit", "quantity": quantity, word: first}
        for (first, _), quantity in zip(MONTHS, quantities, strict=True)
        if quantity
    ]


def test_after_the_demand_fence_the_larger_of_forecast_and_orders_goes_out() -> None:
    orders, receipts, forecasts = [300, 500, 280, 0], [400] * 4, [350] * 4
    own_month = Windows(0, 0, demand_fence_days=31)
    buckets = [Bucket(first, first + timedelta(days=days - 1), 350) for first, days in MONTHS]
    booked = [Order(first, units) for (first, _), units in zip(MONTHS, orders, strict=True)]
    left = open_forecast(buckets, booked, own_month)
    parts = [beyond_fence(*each, FIRST, own_month) for each in zip(buckets, left, strict=True)]
    expected = [
        Expected(part.first_on, part.last_on, Decimal(part.quantity)) for part in parts if part
    ]
    company = {
        "today": FIRST,
        "horizon": 120,
        "items": [{"item": "Kit", "lead": 1}],
        "stock": [{"item": "Kit", "quantity": 200}],
        "orders": lines(orders, "due"),
        "supply": lines(receipts, "day"),
    }
    ground = ground_of(situation_from(company))
    coming = by_day(FIRST, ground.days, expected, 0).cumsum()
    balance = View(ground).projected(KIT) - coming
    ends = [(first - FIRST).days + days - 1 for first, days in MONTHS]
    found = [int(balance[end]) for end in ends]
    assert found == projected_available_balance(200, receipts, orders, forecasts, 1)
    assert found == [300, 200, 250, 300]


def test_days_hold_whole_parts_that_add_up_and_those_that_have_passed_none() -> None:
    expected = [Expected(TODAY - timedelta(days=3), TODAY + timedelta(days=2), Decimal(10))]
    assert by_day(TODAY, 5, expected, 0).tolist() == [3, 3, 4, 0, 0]
    assert by_day(TODAY, 2, expected, 0).tolist() == [3, 3]


def test_a_month_is_asked_for_week_by_week() -> None:
    month = Expected(TODAY, TODAY + timedelta(days=29), Decimal(30))
    assert pieces(TODAY, [month], 0) == [(0, 7), (7, 7), (14, 7), (21, 7), (28, 2)]


def test_nothing_is_left_of_a_bucket_that_ends_before_the_fence() -> None:
    week = Bucket(TODAY, TODAY + timedelta(days=6), 70)
    assert beyond_fence(week, 70, TODAY, Windows(30, 30, 7)) is None
    assert beyond_fence(week, 0, TODAY, Windows(30, 30, 0)) is None
    later = beyond_fence(week, 70, TODAY + timedelta(days=4), Windows(30, 30, 1))
    assert later == Bucket(TODAY + timedelta(days=5), TODAY + timedelta(days=6), 46)


def test_a_position_is_filled_for_what_is_expected_as_well() -> None:
    company = {
        "items": [{"item": "Can", "get": "buy", "lead": 2, "supplier": "Acme"}],
        "stock": [{"item": "Can", "quantity": 40}],
        "orders": [{"line": "1-1", "item": "Can", "quantity": 10, "due": 5}],
    }
    situation, node = situation_from(company), (named("Can"), named("Riga"))
    level = Level(Decimal(30))
    assert refill(situation, node, level, at_once=False) is None
    expected = [Expected(TODAY, TODAY + timedelta(days=9), Decimal(50))]
    found = refill(situation, node, level, at_once=False, expected=expected)
    assert found is not None
    # A purchase is there on day 2, when 15 of the 40 are expected to be gone.
    assert ((found.on - TODAY).days, found.stock, found.missing) == (2, Decimal(25), Decimal(5))
    cover = Level(Decimal(6), is_cover=True)
    assert refill(situation, node, cover, at_once=False) is None
    more = refill(situation, node, cover, at_once=False, expected=expected)
    assert more is not None
    # Until day 8 the order's 10 go out and six days of 5; 25 are there.
    assert ((more.on - TODAY).days, more.missing) == (2, Decimal(15))
