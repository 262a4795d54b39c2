"""Sharing out what is short: exact, the same every time, against a slow sharer, by its rules."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.engine.allocation import Claim, Given, Stock, allocate, fair_parts
from shared.terms import AllocationStrategy as By

DAYS = 8
SUPPLY = st.lists(st.integers(0, 9), min_size=DAYS, max_size=DAYS)
CLAIM = st.builds(
    Claim,
    reference=st.sampled_from("abcdef"),
    strategy=st.sampled_from(list(By)),
    weight=st.integers(1, 3),
    units=st.integers(1, 12),
    wanted=st.integers(0, DAYS - 1),
    promised=st.integers(0, DAYS - 1),
    is_whole=st.booleans(),
    last=st.none() | st.integers(0, DAYS - 1),
)
CLAIMS = st.lists(CLAIM, max_size=6).map(
    lambda claims: [
        replace(each, reference=f"{each.reference}{at}") for at, each in enumerate(claims)
    ]
)


def shared(comes: list[int], claims: list[Claim]) -> tuple[Given, ...]:
    return allocate(Stock(np.cumsum(np.array(comes, dtype=np.int64))), claims)


class SlowPool:
    """Holds what comes and what went as lists, and tries one unit after the other."""

    def __init__(self, comes: list[int]) -> None:
        self.comes, self.went = comes, [0] * DAYS

    def holds(self) -> bool:
        return all(sum(self.went[: day + 1]) <= sum(self.comes[: day + 1]) for day in range(DAYS))

    def take(self, day: int, most: int) -> int:
        """As many units as there are, one by one."""
        taken = 0
        while taken < most:
            self.went[day] += 1
            if not self.holds():
                self.went[day] -= 1
                break
            taken += 1
        return taken

    def alone(self, claim: Claim, start: int) -> dict[int, int]:
        found: dict[int, int] = {}
        missing = claim.units
        for day in range(start, DAYS):
            if not missing or (claim.last is not None and day > claim.last):
                break
            taken = self.take(day, missing)
            if claim.is_whole and taken < missing:
                self.went[day] -= taken
                continue
            if taken:
                found[day] = taken
            missing -= taken
        return found


def ranked(claims: list[Claim], strategy: By) -> list[int]:
    """The claims of a strategy, by weight, then day."""
    return sorted(
        (at for at, claim in enumerate(claims) if claim.strategy is strategy),
        key=lambda at: (
            -claims[at].weight, claims[at].wanted, claims[at].promised, claims[at].reference,
        ),
    )  # fmt: skip


def slowly(comes: list[int], claims: list[Claim]) -> list[dict[int, int]]:  # noqa: C901 -- written out, to be read
    """The rules as they are written, a strategy, a class, a day and a unit at a time."""
    pool = SlowPool(comes)
    found: dict[int, dict[int, int]] = {at: {} for at in range(len(claims))}
    for strategy in (By.WIN, By.GAIN, By.REDISTRIBUTE, By.FILL, By.LOSE):
        same = ranked(claims, strategy)
        if strategy is By.GAIN:
            for at in same:
                found[at] = pool.alone(claims[at], claims[at].promised)
            for at in same:
                for day, units in found[at].items():
                    pool.went[day] -= units
                found[at] = pool.alone(claims[at], min(claims[at].wanted, claims[at].promised))
        elif strategy is By.REDISTRIBUTE:
            for weight in (3, 2, 1):
                equals = [at for at in same if claims[at].weight == weight]
                for at in equals:
                    if claims[at].is_whole:
                        found[at] = pool.alone(claims[at], claims[at].wanted)
                share_slowly(pool, claims, found, [at for at in equals if not claims[at].is_whole])
        else:
            for at in same:
                is_first = strategy is By.WIN
                start = claims[at].wanted if is_first else claims[at].promised
                found[at] = pool.alone(claims[at], start)
    return [found[at] for at in range(len(claims))]


def share_slowly(
    pool: SlowPool, claims: list[Claim], found: dict[int, dict[int, int]], equals: list[int]
) -> None:
    for day in range(DAYS):
        missing = {
            at: claims[at].units - sum(found[at].values())
            for at in equals
            if claims[at].wanted <= day <= (DAYS if (last := claims[at].last) is None else last)
        }
        missing = {at: units for at, units in missing.items() if units}
        there = pool.take(day, sum(missing.values()))
        if not there:
            continue
        exact = {
            at: Fraction(there * units, sum(missing.values())) for at, units in missing.items()
        }
        whole = {at: int(part) for at, part in exact.items()}
        crumbs = sorted(exact, key=lambda at: whole[at] - exact[at])  # the largest rest first
        for at in crumbs[: there - sum(whole.values())]:
            whole[at] += 1
        for at, units in whole.items():
            if units:
                found[at][day] = units


@given(SUPPLY, CLAIMS)
def test_it_shares_as_the_slow_sharer_does(comes: list[int], claims: list[Claim]) -> None:
    found = shared(comes, claims)

    assert [dict(each.parts) for each in found] == slowly(comes, claims)


@given(SUPPLY, CLAIMS)
def test_no_unit_is_given_twice_and_none_before_it_is_there(
    comes: list[int], claims: list[Claim]
) -> None:
    found = shared(comes, claims)

    for day in range(DAYS):
        assert sum(each.by(day) for each in found) <= sum(comes[: day + 1])
    for each in found:
        assert sum(units for _, units in each.parts) + each.open_units == each.claim.units
        assert not each.claim.is_whole or len(each.parts) <= 1
        start = min(each.claim.wanted, each.claim.promised)
        assert all(day >= start for day, _ in each.parts)
        assert all(each.claim.last is None or day <= each.claim.last for day, _ in each.parts)


@given(SUPPLY, CLAIMS, st.data())
def test_who_is_served_later_takes_nothing_from_who_is_served_sooner(
    comes: list[int], claims: list[Claim], data: st.DataObject
) -> None:
    """A heavier class, and a strategy before another, have the same whether the others are there or not."""
    if not claims:
        return
    one = data.draw(st.sampled_from(claims))
    order = list(By)

    def is_before(other: Claim) -> bool:
        mine, its = order.index(one.strategy), order.index(other.strategy)
        if its != mine:
            return its < mine
        return other.weight >= one.weight or other.strategy is By.GAIN

    fewer = [each for each in claims if each is one or is_before(each)]
    with_all = shared(comes, claims)[claims.index(one)]
    assert shared(comes, fewer)[fewer.index(one)].parts == with_all.parts


@given(SUPPLY, CLAIMS)
def test_who_gains_is_never_later_than_a_promise_that_could_be_kept(
    comes: list[int], claims: list[Claim]
) -> None:
    gains = [replace(each, strategy=By.GAIN, is_whole=False, last=None) for each in claims]
    pool = SlowPool(comes)
    kept = {at: pool.alone(gains[at], gains[at].promised) for at in ranked(gains, By.GAIN)}

    for at, found in enumerate(shared(comes, gains)):
        for day in range(DAYS):
            assert found.by(day) >= sum(units for on, units in kept[at].items() if on <= day)


@given(st.integers(0, 60), st.lists(st.integers(0, 20), min_size=1, max_size=6))
def test_fair_parts_are_exact_and_fair(units: int, wanted: list[int]) -> None:
    parts = fair_parts(units, wanted)

    assert sum(parts) == min(units, sum(wanted))
    assert all(0 <= part <= want for part, want in zip(parts, wanted, strict=True))
    if units < sum(wanted):
        exact = [Fraction(units * want, sum(wanted)) for want in wanted]
        assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@pytest.mark.parametrize(
    ("strategies", "days"),
    [
        ((By.REDISTRIBUTE, By.REDISTRIBUTE), ({1: 5, 4: 5}, {1: 5, 4: 5})),
        ((By.WIN, By.REDISTRIBUTE), ({1: 10}, {4: 10})),
        ((By.LOSE, By.REDISTRIBUTE), ({4: 10}, {1: 10})),
        ((By.FILL, By.GAIN), ({4: 10}, {1: 10})),
        ((By.GAIN, By.WIN), ({4: 10}, {1: 10})),
    ],
)
def test_ten_now_and_ten_later_for_two_who_want_ten_now(
    strategies: tuple[By, By], days: tuple[dict[int, int], dict[int, int]]
) -> None:
    claims = [
        Claim("a", strategies[0], 1, 10, 1, 1), Claim("b", strategies[1], 1, 10, 1, 1),
    ]  # fmt: skip

    found = shared([10, 0, 0, 0, 10, 0, 0, 0], claims)

    assert tuple(dict(each.parts) for each in found) == days
