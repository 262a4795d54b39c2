"""The rhythm of orders: what the window promises holds, and a silence is as rare as is said."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from backend.engine.rhythm import RhythmRules, jump, rhythm

FIRST = date(2025, 1, 6)


def days_of(gaps: list[int]) -> list[date]:
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    return days


def test_the_window_holds_the_next_order_as_often_as_it_says() -> None:
    seed = 7
    random = Random(seed)
    held = promised = 0.0
    for _ in range(1500):
        gaps = [round(random.lognormvariate(3, 0.5)) + 1 for _ in range(16)]
        known = days_of(gaps[:-1])
        found = rhythm(known, known[-1])
        assert found is not None
        assert found.from_on is not None
        assert found.until_on is not None
        promised += found.window_chance
        held += found.from_on <= known[-1] + timedelta(days=gaps[-1]) <= found.until_on
    # Gaps are whole days, so ties let it hold a little more often than promised.
    assert promised <= held + 40, f"seed {seed}"
    assert held <= promised * 1.06, f"seed {seed}"


def test_a_silence_passes_its_chance_as_rarely_as_it_says() -> None:
    seed = 11
    random = Random(seed)
    quiet = 0
    for _ in range(1500):
        gaps = [round(random.lognormvariate(3, 0.5)) + 1 for _ in range(20)]
        known = days_of(gaps[:-1])
        found = rhythm(known, known[-1] + timedelta(days=gaps[-1]))
        assert found is not None
        quiet += found.is_quiet
    assert quiet <= 1500 * 0.115, f"seed {seed}"


def test_the_order_of_the_days_and_orders_of_the_same_day_make_no_difference() -> None:
    days = days_of([9, 12, 11, 10, 14, 8])
    today = days[-1] + timedelta(days=3)
    assert rhythm(days, today) == rhythm([*reversed(days), *days], today)


def test_what_is_ordered_after_today_is_not_there_yet() -> None:
    days = days_of([9, 12, 11, 10, 14, 8])
    assert rhythm(days, days[4]) == rhythm(days[:5], days[4])


def test_a_rhythm_may_change_and_old_gaps_are_forgotten() -> None:
    found = rhythm(days_of([60] * 30 + [7] * 24), FIRST + timedelta(days=60 * 30 + 7 * 24))
    assert found is not None
    assert found.every_days == 7
    assert found.gap_count == 24


def test_two_gaps_are_no_rhythm() -> None:
    assert rhythm(days_of([10, 10]), FIRST + timedelta(days=20)) is None
    assert rhythm([], FIRST) is None
    assert rhythm([FIRST] * 10, FIRST) is None


def test_of_the_gaps_only_those_count_that_are_not_over_yet() -> None:
    days = days_of([10, 10, 10, 30, 30])
    found = rhythm(days, days[-1] + timedelta(days=12))
    assert found is not None
    assert found.expected_on == days[-1] + timedelta(days=30)


def test_a_line_that_never_varied_is_left_by_the_factor_alone() -> None:
    same = [Decimal(40)] * 8
    assert jump(same, Decimal(60)) is None
    found = jump(same, Decimal(80))
    assert found is not None
    assert (found.usual, found.factor, found.is_up) == (Decimal(40), Decimal("2.00"), True)


def test_a_wild_customer_is_not_marked_for_being_wild() -> None:
    wild = [Decimal(n) for n in (10, 200, 35, 90, 15, 400, 60, 120)]
    assert jump(wild, Decimal(400)) is None


def test_too_little_known_marks_nothing() -> None:
    assert jump([Decimal(10)] * 5, Decimal(1000)) is None
    assert jump([Decimal(-3), Decimal(0), *[Decimal(10)] * 5], Decimal(1000)) is None
    assert jump([Decimal(10)] * 6, Decimal(1000), RhythmRules(least_quantities=7)) is None
