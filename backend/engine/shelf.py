"""Stock that ends: which lot each claim takes, first expired first out, and what nobody takes in time.

A claim is served on its day, else on the first day after it, from the lots that are there and last as
long as it asks. Of those it takes what ends first: that leaves the most for all who come later, since
a lot that lasts longer serves everybody whom one that ends sooner would have served.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from backend.engine.scale import IntArray, lot_up

FOREVER: Final = 1 << 40


class Lot(NamedTuple):
    """Units there from day `there` on, usable up to and on day `last`."""

    there: int
    last: int
    units: int


class Claim(NamedTuple):
    """Units asked for on a day, which have to last `life` days beyond the day they are taken."""

    day: int
    units: int
    life: int = 0


class Take(NamedTuple):
    """Units of a lot that a claim takes on a day; both by their places."""

    claim: int
    lot: int
    day: int
    units: int


def settle(
    lots: Sequence[Lot], claims: Sequence[Claim], days: int, *, waits: bool = True
) -> list[Take]:
    """Serve claims day by day, on one day in the order given; who is not served `waits`, or is left out."""
    left = [lot.units for lot in lots]
    queue = sorted(range(len(lots)), key=lambda at: (lots[at].last, lots[at].there, at))
    asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, claim in enumerate(claims):
        if claim.units > 0 and 0 <= claim.day < days:
            asked[claim.day].append((place, claim.units))
    comings = {lot.there for lot in lots if lot.there < days} if waits else set()
    takes: list[Take] = []
    waiting: list[tuple[int, int]] = []
    for day in sorted({*asked, *comings}):
        queue = [at for at in queue if left[at] > 0 and lots[at].last >= day]
        short: list[tuple[int, int]] = []
        for place, units in (*waiting, *asked.get(day, ())):
            least, rest = day + claims[place].life, units
            for at in queue:
                if rest <= 0:
                    break
                if left[at] > 0 and lots[at].there <= day and lots[at].last >= least:
                    taken = min(rest, left[at])
                    left[at] -= taken
                    rest -= taken
                    takes.append(Take(place, at, day, taken))
            if rest > 0:
                short.append((place, rest))
        waiting = short if waits else []
    return takes


class Shelf:
    """The lots of a node and those who claim them, settled once; arrays are by day, index 0 today."""

    def __init__(self, lots: Sequence[Lot], claims: Sequence[Claim], days: int) -> None:
        self.lots = [lot for lot in lots if lot.units > 0]
        self.claims = claims
        self.days = days
        self.takes = settle(self.lots, claims, days)
        self._served: list[Claim] | None = None

    def line(self) -> IntArray:
        """What is there and usable at the end of each day; below zero by what somebody still waits for.

        Where somebody waits for what lasts longer, what is there is no help and does not show.
        """
        there = np.zeros(self.days + 1, dtype=np.int64)
        waiting = np.zeros(self.days + 1, dtype=np.int64)
        for take in self.takes:
            there[take.day] -= take.units
            waiting[take.day] -= take.units
        for lot, wasted in self.left():
            there[min(lot.there, self.days)] += lot.units
            there[min(lot.last + 1, self.days)] -= wasted
        for claim in self.claims:
            if 0 <= claim.day < self.days:
                waiting[claim.day] += claim.units
        stock, open_units = there[:-1].cumsum(), waiting[:-1].cumsum()
        line: IntArray = np.where(open_units > 0, -open_units, stock)
        return line

    def left(self) -> list[tuple[Lot, int]]:
        """What nobody takes of each lot within the horizon, in the order of the lots."""
        left = [lot.units for lot in self.lots]
        for take in self.takes:
            left[take.lot] -= take.units
        return list(zip(self.lots, left, strict=True))

    def free_on(self, day: int, life: int) -> int:
        """Units that one more claim could have on a day with nobody served less, or later, for it.

        Those who are served now are served as far as they can be from what this claim could not use;
        what they need beyond that is not free.
        """
        usable = [lot for lot in self.lots if lot.there <= day and lot.last >= day + life]
        if not usable:
            return 0
        others = [lot for lot in self.lots if lot.there > day or lot.last < day + life]
        served = self._as_served()
        elsewhere = sum(take.units for take in settle(others, served, self.days, waits=False))
        needed = sum(claim.units for claim in served) - elsewhere
        return sum(lot.units for lot in usable) - needed

    def free(self, life: int) -> IntArray:
        """`free_on` by day; it changes only when a lot comes or no longer lasts."""
        free = np.zeros(self.days, dtype=np.int64)
        turns = {0, *(lot.there for lot in self.lots), *(lot.last - life + 1 for lot in self.lots)}
        steps = sorted(turn for turn in turns if 0 <= turn < self.days)
        for first, end in zip(steps, [*steps[1:], self.days], strict=True):
            free[first:end] = self.free_on(first, life)
        return free

    def _as_served(self) -> list[Claim]:
        """What is served, on the days on which it is."""
        if self._served is None:
            units: dict[tuple[int, int], int] = defaultdict(int)
            for take in self.takes:
                units[take.day, self.claims[take.claim].life] += take.units
            self._served = [Claim(day, total, life) for (day, life), total in units.items()]
        return self._served


def receipts_that_end(
    lots: Sequence[Lot],
    claims: Sequence[Claim],
    days: int,
    *,
    shelf_life: int | None,
    safety: int,
    rule: tuple[int, int, int],
    cover: int = 1,
) -> IntArray:
    """Lots, by the day they must be there, that keep a line that ends at or above the safety stock.

    As `backend.engine.kernels.receipts_for`, but what ends has to be brought again; `rule` is a lot's
    minimum, multiple and maximum. A claim that wants longer than a new lot lasts is left out: no lot would
    help it.
    """
    last = FOREVER if shelf_life is None else shelf_life
    helped = [claim for claim in claims if claim.life <= last]
    known = list(lots)
    receipts = np.zeros(days, dtype=np.int64)
    for _ in range(days):
        missing = safety - Shelf(known, helped, days).line()
        short = np.flatnonzero(missing > 0)
        if not len(short):
            break
        day = int(short[0])
        units = lot_up(int(missing[day : day + cover].max()), *rule)
        receipts[day] += units
        known.append(Lot(day, day + last, units))
    return receipts
