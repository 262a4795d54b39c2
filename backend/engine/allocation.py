"""Who gets what when there is not enough for all: exact to the last unit, the same answer every time.

Supply is cumulative by day and never falls; nothing is given that a line served before it needs later.
Strategies are served in the order of `STRATEGIES`, within one the heavier class first:

- *win*: all of it as soon as it is wanted, before everybody;
- *gain*: keeps the promise that it has before the others are served, and may come sooner;
- *redistribute*: as soon as it is wanted, from what is left; equal weights share what comes in fair parts;
- *fill*: the promise that it has, if it can be kept, never more or sooner;
- *lose*: gives all up to the others, and gets what they leave, not before its promise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

import numpy as np

from backend.engine.kernels import lowest_from
from backend.engine.scale import IntArray
from shared.terms import AllocationStrategy

STRATEGIES: Final = tuple(AllocationStrategy)

Parts = tuple[tuple[int, int], ...]
"""What somebody gets: `(day, units)`, the earliest first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A line that asks for units: from the day `wanted` on, promised for the day `promised`.

    The heavier `weight` is served first within a strategy, then the earlier day, then the smaller
    `reference`. It has to last `life` days beyond its delivery. `is_whole` takes all on one day; after `last` nothing is given (None: no limit).
    """

    reference: str
    strategy: AllocationStrategy
    weight: int
    units: int
    wanted: int
    promised: int
    is_whole: bool = False
    life: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a claim gets; `open_units` are those for which no day has any."""

    claim: Claim
    parts: Parts
    open_units: int

    @property
    def done(self) -> int | None:
        """The day on which all of it is there; None where a part stays open."""
        return self.parts[-1][0] if self.parts and not self.open_units else None

    def by(self, day: int) -> int:
        """Units that are there by a day."""
        return sum(units for on, units in self.parts if on <= day)


class Pool(Protocol):
    """What is left to give; `days` long."""

    days: int

    def free(self, day: int, life: int) -> int:
        """Units that may be given on a day, lasting so long beyond it, without harm to anybody."""
        ...

    def take(self, day: int, units: int, life: int) -> None:
        """Give units away on a day; a negative number gives them back."""
        ...


class Stock:
    """A pool of what does not end: cumulative units by day, as an array."""

    def __init__(self, supply: IntArray) -> None:
        self.days = len(supply)
        self._left: IntArray = lowest_from(np.array(supply, dtype=np.int64))

    def free(self, day: int, life: int) -> int:  # noqa: ARG002 -- what does not end lasts long enough
        """Units that nobody needs on this day or later."""
        return max(0, int(self._left[day:].min()))

    def take(self, day: int, units: int, life: int) -> None:  # noqa: ARG002 -- as above
        """Give units away on a day."""
        self._left[day:] -= units


def allocate(pool: Pool, claims: Iterable[Claim]) -> tuple[Given, ...]:
    """Share a pool out to claims; the answer is in the claims' own order.

    What is given by any day is never more than what has come by then.
    """
    asked = list(claims)
    parts: dict[int, Parts] = {}
    numbered = list(enumerate(asked))
    for strategy in STRATEGIES:
        same = [pair for pair in numbered if pair[1].strategy is strategy]
        same.sort(key=_rank)
        if strategy is AllocationStrategy.GAIN:
            _keep_promises(pool, same, parts)
        else:
            _share(pool, same, parts, _starts(strategy))
    return tuple(
        Given(claim, parts[place], claim.units - sum(units for _, units in parts[place]))
        for place, claim in numbered
    )


Numbered = tuple[int, Claim]


def _rank(pair: Numbered) -> tuple[int, int, int, str, int]:
    place, claim = pair
    return (-claim.weight, claim.wanted, claim.promised, claim.reference, place)


def _starts(strategy: AllocationStrategy) -> Callable[[Claim], int]:
    """The first day on which a claim of a strategy may be given anything."""
    if strategy in {AllocationStrategy.FILL, AllocationStrategy.LOSE}:
        return lambda claim: claim.promised
    return lambda claim: claim.wanted


def _keep_promises(pool: Pool, same: Sequence[Numbered], parts: dict[int, Parts]) -> None:
    """First what each has, then for each what it can have sooner: nobody comes off worse by it."""
    for place, claim in same:
        parts[place] = _earliest(pool, claim, claim.promised)
    for place, claim in same:
        for day, units in parts[place]:
            pool.take(day, -units, claim.life)
        parts[place] = _earliest(pool, claim, min(claim.wanted, claim.promised))


def _share(
    pool: Pool, same: Sequence[Numbered], parts: dict[int, Parts], start: Callable[[Claim], int]
) -> None:
    """One class after the other; within a class lines in one part go first, the others share by day."""
    for _, group in groupby(same, key=lambda pair: pair[1].weight):
        equals = list(group)
        fair = [pair for pair in equals if _shares(pair[1])]
        for place, claim in equals:
            if not _shares(claim):
                parts[place] = _earliest(pool, claim, start(claim))
        parts.update(_fairly(pool, fair, start))


def _shares(claim: Claim) -> bool:
    """Whether a claim meets its equals in fair parts; who wins is served one by one."""
    return claim.strategy is AllocationStrategy.REDISTRIBUTE and not claim.is_whole


def _earliest(pool: Pool, claim: Claim, start: int) -> Parts:
    """A claim served by itself from a day on, as early as what is left allows."""
    found: list[tuple[int, int]] = []
    missing = claim.units
    end = pool.days if claim.last is None else min(pool.days, claim.last + 1)
    for day in range(max(0, start), end):
        if missing == 0:
            break
        units = min(missing, pool.free(day, claim.life))
        if units == 0 or (claim.is_whole and units < missing):
            continue
        pool.take(day, units, claim.life)
        found.append((day, units))
        missing -= units
    return tuple(found)


def _fairly(
    pool: Pool, equals: Sequence[Numbered], start: Callable[[Claim], int]
) -> dict[int, Parts]:
    """Equals share what comes each day in proportion to what they still miss, to the last unit."""
    found: dict[int, list[tuple[int, int]]] = {place: [] for place, _ in equals}
    missing = {place: claim.units for place, claim in equals}
    for day in range(pool.days):
        asking = [
            (place, claim)
            for place, claim in equals
            if missing[place] and start(claim) <= day and (claim.last is None or day <= claim.last)
        ]
        if not asking:
            continue
        there = pool.free(day, min(claim.life for _, claim in asking))
        shares = fair_parts(there, [missing[place] for place, _ in asking])
        for (place, claim), share in zip(asking, shares, strict=True):
            units = min(share, pool.free(day, claim.life))
            if units:
                pool.take(day, units, claim.life)
                found[place].append((day, units))
                missing[place] -= units
    return {place: tuple(each) for place, each in found.items()}


def fair_parts(units: int, wanted: Sequence[int]) -> list[int]:
    """Whole parts in proportion to what is wanted, never more than that; the first of equals gets the crumb.

    >>> fair_parts(10, [6, 6, 8])
    [3, 3, 4]
    >>> fair_parts(10, [20, 1, 1])
    [9, 1, 0]
    """
    total = sum(wanted)
    if units >= total:
        return list(wanted)
    parts = [units * each // total for each in wanted]
    crumbs = units - sum(parts)
    order = sorted(range(len(wanted)), key=lambda place: (-(units * wanted[place] % total), place))
    for place in order[:crumbs]:
        parts[place] += 1
    return parts
