"""What promotions do is learned from the past ones, and comes back as it was put in."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import numpy as np
import pytest

from backend.engine.promotion.effect import Window, factors, lost, shares_of
from backend.engine.promotion.learning import USUAL_ELASTICITY, learned
from backend.engine.promotion.measure import Event, after_steps, measured
from backend.engine.season import capped, is_between, next_span, open_shares, profile
from backend.promotion.model.supply import Wanted, days_short, expected_by, short_of

BEFORE, LENGTH, BEHIND = 56, 14, 70


def event(
    chance: np.random.Generator,
    *,
    item: str = "a",
    family: str = "f",
    depth: float = 0.2,
    lift: float = 2.0,
    taken: float = 0.0,
    ahead: float = 0.0,
    rate: float = 40.0,
) -> Event:
    """Demand with a known lift, a share of the gain taken from siblings and one bought ahead."""
    count = BEFORE + LENGTH + BEHIND
    after = after_steps(LENGTH)
    usual = np.full(count, rate)
    usual[BEFORE : BEFORE + LENGTH] *= lift
    gain = rate * (lift - 1) * LENGTH
    usual[BEFORE + LENGTH : BEFORE + LENGTH + after] -= ahead * gain / after
    siblings = np.full(count, 3 * rate)
    siblings[BEFORE : BEFORE + LENGTH] -= taken * gain / LENGTH
    return Event(
        item=item, family=family, demand=chance.poisson(np.maximum(0, usual)).astype(float),
        siblings=chance.poisson(siblings).astype(float), shape=np.ones(count), usual=np.ones(count, dtype=np.bool_),
        first=BEFORE, last=BEFORE + LENGTH - 1, depth=depth, after=after,
    )  # fmt: skip


def known(events: list[Event]) -> list:  # type: ignore[type-arg]  # of Measured
    return [found for each in events if (found := measured(each)) is not None]


def test_a_measured_lift_is_what_was_put_in_with_the_truth_inside_its_interval() -> None:
    chance = np.random.default_rng(3)
    inside = 0
    for _ in range(60):
        found = measured(event(chance, lift=1.6))
        assert found is not None
        truth = 40.0 * 0.6 * LENGTH
        inside += abs(found.window.gain - truth) <= found.window.margin
    # Nine in ten, give or take what sixty tries may.
    assert inside >= 48


def test_the_elasticity_and_the_shares_are_learned_from_many_promotions() -> None:
    chance = np.random.default_rng(5)
    events = [
        event(
            chance, item=f"i{number % 12}", family=f"f{number % 3}", depth=depth,
            lift=float((1 - depth) ** -3.5), taken=0.3, ahead=0.2,
        )
        for number in range(60)
        for depth in [0.1 + 0.05 * (number % 5)]
    ]  # fmt: skip
    found = learned(known(events))
    for depth in (0.1, 0.2, 0.3):
        expected = found.expected("i1", "f1", depth, LENGTH)
        assert expected.ratio == pytest.approx((1 - depth) ** -3.5, rel=0.08)
        assert expected.low < (1 - depth) ** -3.5 < expected.high
    assert found.taken_from_siblings("f1").ratio == pytest.approx(0.3, abs=0.08)
    assert found.taken_from_later("f2").ratio == pytest.approx(0.2, abs=0.08)


def test_an_item_with_one_promotion_goes_by_its_family_and_one_of_its_own_by_itself() -> None:
    chance = np.random.default_rng(8)
    steady = [event(chance, item=f"s{n % 6}", lift=1.5) for n in range(24)]
    strong = [event(chance, item="strong", lift=3.0) for _ in range(8)]
    once = [event(chance, item="once", lift=3.0)]
    found = learned(known(steady + strong + once))
    own, one = (found.expected(name, "f", 0.2, LENGTH).ratio for name in ("strong", "once"))
    new = found.expected("new", "f", 0.2, LENGTH)
    assert own == pytest.approx(3.0, rel=0.15)
    assert new.ratio < one < own
    assert new.ratio == pytest.approx(1.6, rel=0.2)
    assert new.events == (0, 33, 33)


def test_with_no_promotion_at_all_what_others_have_shown_stands_with_a_wide_interval() -> None:
    expected = learned([]).expected("x", "f", 0.2, LENGTH)
    assert expected.ratio == pytest.approx(0.8**-USUAL_ELASTICITY, rel=0.01)
    assert expected.high / expected.low > 2
    assert expected.events == (0, 0, 0)
    assert learned([]).taken_from_siblings("f").ratio == 0


def test_an_event_with_too_little_around_it_or_no_usual_demand_says_nothing() -> None:
    chance = np.random.default_rng(1)
    whole = event(chance)
    bare = Event(**{**vars(whole), "usual": np.zeros(len(whole.demand), dtype=np.bool_)})
    silent = Event(**{**vars(whole), "demand": np.zeros(len(whole.demand))})
    assert measured(bare) is None
    assert measured(silent) is None


def test_a_window_is_spread_by_the_days_between_order_and_due_day() -> None:
    edges = [0, 7, 14, 21]
    at_once = shares_of(0, 6, np.array([1.0]), edges)
    later = shares_of(0, 6, np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), edges)
    half = shares_of(0, 6, np.array([0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5]), edges)
    assert at_once.tolist() == [1, 0, 0]
    assert later.tolist() == [0, 1, 0]
    assert half.tolist() == [0.5, 0.5, 0]


def test_what_was_bought_ahead_is_missing_afterwards_in_the_same_amount() -> None:
    window = Window(first=7, last=20, ratio=1.8, ahead=0.25)
    found = factors([(window, 1.0)], np.array([1.0]), [0, 7, 14, 21, 28, 35, 42])
    gained, missing = (found - 1.0).clip(min=0).sum(), (1.0 - found).clip(min=0).sum()
    assert gained == pytest.approx(1.6)
    assert missing == pytest.approx(0.25 * 1.6)


def test_siblings_never_lose_more_than_most_of_what_they_have() -> None:
    assert lost(np.array([1000.0]), 0.5, np.array([[10.0], [30.0]])).tolist() == [[8.0], [24.0]]


def test_a_profile_finds_a_season_and_none_in_chance() -> None:
    chance = np.random.default_rng(2)
    season = 1 + 0.8 * np.cos((np.arange(48) % 12 - 6) * 2 * np.pi / 12)
    found = profile(chance.poisson(200 * season).astype(float).tolist(), 1)
    assert found is not None
    assert found.strength > 0.8
    assert found.indices.index(max(found.indices)) == 6
    season_months = found.season()
    assert season_months is not None
    assert season_months[0] in {4, 5}
    assert season_months[1] in {9, 10}
    noise = profile(chance.poisson(np.full(48, 200)).astype(float).tolist(), 1)
    assert noise is not None
    assert not noise.is_seasonal
    assert noise.season() is None
    assert profile([1.0] * 23, 1) is None


def test_a_season_comes_back_every_year_also_over_its_turn() -> None:
    first, last = date(2024, 11, 1), date(2025, 2, 28)
    assert is_between(date(2027, 1, 9), first, last, yearly=True)
    assert not is_between(date(2027, 3, 1), first, last, yearly=True)
    assert next_span(date(2026, 6, 1), first, last, yearly=True) == (
        date(2026, 11, 1),
        date(2027, 2, 28),
    )
    assert next_span(date(2026, 6, 1), first, last, yearly=False) is None
    assert open_shares([date(2026, 2, 23), date(2026, 3, 2)], first, last, yearly=True) == [6 / 7]
    assert capped([5, 5, 5], 7) == [5, 2, 0]


def test_what_is_expected_until_a_day_stands_against_what_can_be_had_until_then() -> None:
    today = date(2026, 12, 1)
    expected = expected_by([Wanted(today, date(2026, 12, 10), 10_000)], today, 10)
    days = days_short(expected, [60] * 10, today, date(2026, 12, 5), date(2026, 12, 8))  # type: ignore[list-item]  # whole units
    assert [(day.on.day, int(day.missing)) for day in days] == [(5, 0), (6, 0), (7, 10), (8, 20)]


def test_what_is_short_is_said_in_whole_boxes_where_boxes_are_counted() -> None:
    today, box = date(2026, 12, 1), Decimal(1)
    expected = [Decimal("2.1"), Decimal("9.05"), Decimal("12.35")]
    days = days_short(
        expected, [Decimal(2), Decimal(8), Decimal(9)], today, today, date(2026, 12, 9)
    )

    short = short_of({"id": UUID(int=1), "name": "Weeks"}, (UUID(int=2), UUID(int=3)), days, box)

    assert short is not None
    # A tenth of a box more than there is lacks nothing.
    assert [(day.expected, day.missing) for day in short.days] == [
        (Decimal(expected), Decimal(missing)) for expected, missing in ((2, 0), (10, 2), (13, 4))
    ]
    assert (short.first_on, short.worst.missing) == (date(2026, 12, 2), Decimal(4))
    litres = short_of(
        {"id": UUID(int=1), "name": "Weeks"}, (UUID(int=2), UUID(int=3)), days, Decimal("0.1")
    )
    assert litres is not None
    assert litres.worst.missing == Decimal("3.4")


def test_a_season_with_a_ramp_fades_evenly_to_its_last_day_every_year() -> None:
    week = [date(2026, 2, 23) + timedelta(days=7 * at) for at in range(3)]
    shares = open_shares(week, date(2024, 11, 1), date(2025, 3, 1), yearly=True, ramp_days=6)
    # Seven days end on Sunday 1 March: 7/7, 6/7, … 1/7 of a whole day.
    assert shares == [pytest.approx(4 / 7), 0.0]
    whole = open_shares(week, date(2024, 11, 1), date(2025, 3, 1), yearly=True)
    assert whole == [1.0, 0.0]


def test_a_ramp_longer_than_an_edition_begins_before_its_first_day() -> None:
    [share] = open_shares(
        [date(2026, 12, 1), date(2026, 12, 3)],
        date(2026, 12, 1),
        date(2026, 12, 2),
        yearly=False,
        ramp_days=3,
    )
    assert share == pytest.approx((2 / 4 + 1 / 4) / 2)
