"""The figures' stated rules, at their edges."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backend.kpi.model import (
    OrderLine,
    Period,
    Ratio,
    ReferenceDate,
    Tolerance,
    crosses,
    is_at_risk,
    is_hit,
    open_demand_at_risk,
    order_fill_rate,
    order_lead_time,
    otif,
    readings,
    weeks_ending,
)
from tests.planning import named

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
LINE = OrderLine(
    id=named("A"),
    ordered_on=date(2026, 11, 2),
    due_on=date(2026, 11, 18),
    promised_on=date(2026, 11, 20),
    quantity=Decimal(10),
    delivered_quantity=Decimal(10),
    last_delivered_on=date(2026, 11, 20),
)
OPEN = replace(LINE, delivered_quantity=Decimal(4), last_delivered_on=date(2026, 11, 19))


@pytest.mark.parametrize(
    ("line", "tolerance", "hit"),
    [
        (LINE, Tolerance(), True),
        (LINE, Tolerance(reference=ReferenceDate.REQUESTED), False),
        (LINE, Tolerance(reference=ReferenceDate.REQUESTED, late_days=2), True),
        (replace(LINE, promised_on=None), Tolerance(), False),
        (replace(LINE, last_delivered_on=date(2026, 11, 1)), Tolerance(), True),
        (replace(LINE, last_delivered_on=date(2026, 11, 17)), Tolerance(early_days=2), False),
        (OPEN, Tolerance(), False),
        (OPEN, Tolerance(quantity_ratio=Decimal("0.6")), True),
        (replace(OPEN, delivered_quantity=Decimal(0), last_delivered_on=None), Tolerance(), False),
    ],
)
def test_a_line_hits_within_its_tolerances(
    line: OrderLine, tolerance: Tolerance, *, hit: bool
) -> None:
    assert is_hit(line, tolerance) is hit


def test_a_cancelled_line_is_in_no_denominator() -> None:
    cancelled = replace(LINE, is_cancelled=True)
    assert otif([cancelled], WEEK) == Ratio(Decimal(0), Decimal(0))
    assert order_fill_rate([cancelled], WEEK).value is None
    assert not is_at_risk(cancelled, WEEK.last)


def test_too_much_does_not_fill_another_line() -> None:
    lines = [replace(LINE, delivered_quantity=Decimal(15)), OPEN]
    assert order_fill_rate(lines, WEEK) == Ratio(Decimal(14), Decimal(20))


def test_both_ends_of_a_period_count() -> None:
    first, last = replace(LINE, promised_on=WEEK.first), replace(LINE, promised_on=WEEK.last)
    after = replace(LINE, promised_on=date(2026, 11, 23))
    assert otif([first, last, after], WEEK).denominator == 2


def test_a_lead_time_needs_the_last_delivery_of_a_complete_line() -> None:
    found = order_lead_time([LINE, OPEN], WEEK)
    assert found.total == Ratio(Decimal(18), Decimal(1))
    assert found.to_plan.value is None


@pytest.mark.parametrize(
    ("possible_on", "today", "at_risk"),
    [
        (date(2026, 11, 20), date(2026, 11, 18), False),
        (date(2026, 11, 21), date(2026, 11, 18), True),
        (None, date(2026, 11, 18), True),
        (date(2026, 11, 20), date(2026, 11, 21), True),
    ],
)
def test_a_promise_is_at_risk_when_it_cannot_be_kept(
    possible_on: date | None,
    today: date,
    *,
    at_risk: bool,
) -> None:
    assert is_at_risk(replace(OPEN, possible_on=possible_on), today) is at_risk


def test_only_what_is_open_is_at_risk() -> None:
    line = replace(OPEN, unit_price=Decimal("2.50"))
    assert open_demand_at_risk([line, LINE], WEEK.first) == Ratio(
        Decimal("15.00"), Decimal("15.00")
    )


def test_weeks_run_from_monday_to_sunday() -> None:
    weeks = weeks_ending(date(2026, 11, 22), 2)
    assert weeks == [Period(date(2026, 11, 9), date(2026, 11, 15)), WEEK]
    values = [ratio.value for _, ratio in readings(otif, [LINE], weeks)]
    assert values == [None, Decimal(1)]


@pytest.mark.parametrize(
    ("before", "now", "higher_is_better", "crossed"),
    [
        ("0.96", "0.94", True, True),
        ("0.94", "0.93", True, False),
        ("0.94", "0.95", True, False),
        (None, "0.94", True, True),
        ("9", "11", False, True),
        ("11", "12", False, False),
        ("0.96", None, True, False),
    ],
)
def test_a_threshold_is_crossed_once(
    before: str | None,
    now: str | None,
    *,
    higher_is_better: bool,
    crossed: bool,
) -> None:
    def value(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    threshold = Decimal("0.95") if higher_is_better else Decimal(10)
    found = crosses(value(before), value(now), threshold, higher_is_better=higher_is_better)
    assert found is crossed
