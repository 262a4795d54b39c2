"""What a supplier's answer is and does, who may answer, and how a supplier's word is counted."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.supplier.model import (
    PASS_LIFE,
    Asked,
    Delivered,
    by_week,
    hash_of,
    is_possible,
    moves_of,
    outcome_of,
    pass_for,
    read_pass,
    reliability_of,
)
from shared.schemas.supplier import Reliability, SupplierPart

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DUE = date(2026, 12, 4)
ITEM = UUID(int=7)


def part(quantity: str, day: int) -> SupplierPart:
    return SupplierPart(Decimal(quantity), date(2026, 12, day))


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ([part("10", 4)], "confirmed"),
        ([part("4", 2), part("6", 3)], "confirmed"),
        ([part("10", 5)], "changed"),
        ([part("9", 4)], "changed"),
        ([], "declined"),
    ],
)
def test_an_answer_is_confirmed_only_when_all_of_it_comes_by_the_day(
    parts: list[SupplierPart], outcome: str
) -> None:
    assert outcome_of(Decimal(10), DUE, parts).value == outcome


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([part("10", 4)], True),
        ([part("10.5", 4)], False),
        ([part("9.5", 4)], False),
        ([part("-1", 4), part("5", 4)], False),
        ([SupplierPart(Decimal(5), date(2026, 11, 23))], False),
        ([SupplierPart(Decimal("NaN"), DUE)], False),
        ([SupplierPart(Decimal("Infinity"), DUE)], False),
        ([], True),
    ],
)
def test_no_more_than_was_asked_no_broken_units_and_no_day_that_has_passed(
    parts: list[SupplierPart], expected: object
) -> None:
    assert is_possible(Decimal(10), parts, 0, NOW.date()) is expected


def test_the_first_part_stays_on_the_line_others_become_lines_and_the_rest_is_cut() -> None:
    moves = moves_of(Decimal(10), [part("2", 9), part("3", 5), part("1", 9)])
    assert moves.first == part("3", 5)
    assert moves.others == (part("3", 9),)
    assert moves.cut == Decimal(4)


def test_reliability_counts_what_came_and_answers_whose_time_has_passed() -> None:
    day = timedelta(days=1)
    delivered = [
        Delivered(Decimal(10), Decimal(10), DUE, DUE),
        Delivered(Decimal(10), Decimal(9), DUE, DUE - day),
        Delivered(Decimal(10), Decimal(10), DUE, DUE + day),
    ]
    asked = [
        Asked(NOW, NOW - day),
        Asked(NOW - day, NOW),
        Asked(NOW - day, None),
        Asked(NOW + day, None),
    ]
    assert reliability_of(delivered, asked, NOW) == Reliability(3, 2, 2, 3, 1)


def test_a_pass_is_good_for_its_link_and_half_an_hour() -> None:
    key, hashed = bytes(32), hash_of("token")
    shown = pass_for(key, hashed, NOW)
    assert read_pass(key, shown, NOW + PASS_LIFE - timedelta(seconds=1)) == hashed
    assert read_pass(key, shown, NOW + PASS_LIFE) is None
    assert read_pass(b"1" * 32, shown, NOW) is None
    assert read_pass(key, shown.replace(hashed, hash_of("other")), NOW) is None
    assert read_pass(key, "nonsense", NOW) is None


def test_needs_are_summed_by_week_and_what_is_overdue_counts_now() -> None:
    lines = [
        (ITEM, date(2026, 11, 2), Decimal(1)),
        (ITEM, date(2026, 11, 27), Decimal(2)),
        (ITEM, date(2026, 12, 1), Decimal(4)),
        (ITEM, date(2027, 12, 1), Decimal(8)),
    ]
    assert by_week(lines, NOW.date()) == {
        (ITEM, date(2026, 11, 23)): Decimal(3),
        (ITEM, date(2026, 11, 30)): Decimal(4),
    }
