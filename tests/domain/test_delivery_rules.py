"""Delivery rules against a slow reading of them, and what they never do."""

from datetime import date
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from backend.engine.delivery import keep
from backend.engine.quote import quote
from backend.engine.situation import DeliveryRule
from backend.engine.ways import Rates
from backend.impact.model import assess_impact
from tests.golden.answers import asked_about
from tests.planning import amount, change_from, situation_from

PARTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=6, unique_by=lambda p: p[0]).map(sorted)  # fmt: skip
RULES = st.builds(DeliveryRule, allows_partial=st.booleans())
LAST = st.none() | st.integers(0, 20)


def slow(
    parts: list[tuple[int, int]], units: int, rule: DeliveryRule, least: int, last: int | None
) -> list[tuple[int, int]]:
    """Day by day: send what has gathered as soon as it is large enough, or all there is to come."""
    sent: list[tuple[int, int]] = []
    on_day = dict(parts)
    store = 0
    total = 0
    for day in range(21):
        store += on_day.get(day, 0)
        total += on_day.get(day, 0)
        if day not in on_day:
            continue
        is_all = total == units
        if not is_all and not rule.allows_partial:
            continue
        if not is_all and store < least:
            continue
        sent.append((day, store))
        store = 0
    return [(day, part) for day, part in sent if last is None or day <= last]


@given(PARTS, RULES, st.integers(0, 12), LAST, st.integers(0, 5))
def test_parts_are_kept_as_read_slowly(
    parts: list[tuple[int, int]], rule: DeliveryRule, least: int, last: int | None, open_units: int
) -> None:
    units = sum(part for _, part in parts) + open_units

    kept = keep(parts, units, rule, least, last)

    assert list(kept.parts) == slow(parts, units, rule, least, last)
    # Nothing is delivered before it is there.
    there = dict(zip((day for day, _ in parts), accumulate(part for _, part in parts), strict=True))
    given_units = 0
    for day, part in kept.parts:
        given_units += part
        assert given_units <= max(units for on, units in there.items() if on <= day)
    # Only what is delivered last may be small, and keeping twice is keeping once.
    assert all(part >= least for _, part in kept.parts[:-1])
    assert keep(kept.parts, units, rule, least, last).parts == kept.parts


def test_no_option_breaks_the_rule_that_it_is_asked_under() -> None:
    given_day = {
        "today": date(2026, 11, 24),
        "items": [{"item": "Kit", "get": "buy", "lead": 9}],
        "stock": [{"item": "Kit", "quantity": 20}],
    }
    for rule, codes in (
        ({}, ["two_deliveries", "later", "buy_sooner", "in_part"]),
        ({"in_parts": False}, ["later", "buy_sooner"]),
        ({"least_part": 30}, ["later", "buy_sooner"]),
        ({"late": 1}, ["buy_sooner", "in_part"]),
        ({"late": 1, "in_parts": False}, ["buy_sooner"]),
    ):
        asked = {"item": "Kit", "quantity": 60, "day": date(2026, 11, 30), **rule}
        found = quote(
            situation_from(given_day), asked_about(given_day, asked), pack=amount(1), rates=Rates()
        )
        assert [option.code for option in found.options] == codes, rule


def test_an_order_waits_for_a_line_that_nobody_has() -> None:
    day = {
        "today": date(2026, 11, 24),
        "items": [{"item": "Kit", "get": "buy"}, {"item": "Can", "get": "buy"}],
        "stock": [{"item": "Kit", "quantity": 90}],
        "orders": [
            {"line": 1, "order": "7", "item": "Kit", "quantity": 10, "due": 3, "together": True},
            {"line": 2, "order": "7", "item": "Can", "quantity": 5, "due": 3, "together": True},
        ],
        "change": {"line": 1, "quantity": 20},
    }

    found = assess_impact(situation_from(day), change_from(day))

    assert found.answer == ()
    assert found.reasons[0].code == "rule_together_open"


def test_a_promise_that_was_given_is_not_too_late() -> None:
    day = {
        "today": date(2026, 11, 24),
        "items": [{"item": "Kit", "get": "buy"}],
        "supply": [{"purchase": "P", "item": "Kit", "quantity": 10, "day": 9}],
        "orders": [{"line": 1, "item": "Kit", "quantity": 10, "due": 3, "promised": 9, "late": 2}],
        "change": {"line": 1, "quantity": 5},
    }

    found = assess_impact(situation_from(day), change_from(day))

    assert [(part.on, int(part.quantity)) for part in found.answer] == [(date(2026, 12, 3), 5)]
