"""Putting lots on days: as late as they may be, where every work centre that they pass has room."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from backend.connectors.demo_company.days import DAY, is_open, open_from, open_until
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.needs import Lot
from backend.connectors.demo_company.sites import CENTER, CENTERS, PLACE, hours_of

FULL: Final = 0.98
BRIM: Final = 1.04
LARGEST_SHARE: Final = 0.36
LATEST_DELAY: Final = 3
SETUP_HOURS: Final = {
    "disperse": 0.15, "mix": 0.2, "tint": 0.1, "fill_small": 0.1, "fill_large": 0.15, "cartridge": 0.2, "kit": 0.05,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """A lot on its day at its plant."""

    good: Good
    site: str
    on: date
    need_on: date
    quantity: float


@dataclass
class Schedule:
    """Hours used by work centre and day; `pace` scales a routing's hours to the plant's real ones.

    Without `is_finite` every lot goes to its latest day, to find out how much work there is.
    """

    today: date
    pace: Mapping[str, float]
    is_finite: bool = True
    used: dict[tuple[str, date], float] = field(default_factory=lambda: defaultdict(float))
    lots: list[Planned] = field(default_factory=list)

    def hours(self, site: str, use: str, per_unit: float, quantity: float) -> float:
        """Hours that a lot takes at the work centre of a use."""
        return SETUP_HOURS[use] + per_unit * self.pace[CENTER[site, use].code] * quantity

    def place(self, good: Good, site: str, lot: Lot) -> list[Planned]:
        """Put a lot on one day or, when it is large, in parts on several."""
        placed: list[Planned] = []
        left = lot.quantity
        largest = self._largest(good, site)
        while left > 0:
            part = min(left, largest)
            on = self._day_for(good, site, lot.need_on, part)
            for use, per_unit in good.steps:
                self.used[CENTER[site, use].code, on] += self.hours(site, use, per_unit, part)
            placed.append(Planned(good, site, on, lot.need_on, part))
            left = round(left - part, 3)
        self.lots += placed
        return placed

    def _largest(self, good: Good, site: str) -> float:
        """The largest part that leaves room for others on its day."""
        if not self.is_finite:
            return float("inf")
        largest = float("inf")
        for use, per_unit in good.steps:
            center = CENTER[site, use]
            hours = hours_of(center, date.max, self.today) * LARGEST_SHARE - SETUP_HOURS[use]
            largest = min(largest, hours / (per_unit * self.pace[center.code]))
        multiples = max(1, int(largest // good.lot_multiple))
        return float(multiples * good.lot_multiple)

    def _day_for(self, good: Good, site: str, need_on: date, quantity: float) -> date:
        country = PLACE[site].country
        first = open_from(country, self.today)
        latest = max(first, open_until(country, need_on))
        if not self.is_finite:
            return latest
        days = [latest - timedelta(days=n) for n in range((latest - first).days + 1)]
        days = [on for on in days if is_open(country, on)]
        for on in days:
            if self._fullness(good, site, on, quantity) <= FULL:
                return on
        least = min(days, key=lambda on: self._fullness(good, site, on, quantity))
        if self._fullness(good, site, least, quantity) <= BRIM:
            return least
        for _ in range(LATEST_DELAY):
            days.append(open_from(country, max(days) + DAY))
        return min(days, key=lambda on: self._fullness(good, site, on, quantity))

    def _fullness(self, good: Good, site: str, on: date, quantity: float) -> float:
        """The load of the fullest work centre if the lot came on this day."""
        fullest = 0.0
        for use, per_unit in good.steps:
            center = CENTER[site, use]
            has = hours_of(center, on, self.today)
            wants = self.used[center.code, on] + self.hours(site, use, per_unit, quantity)
            fullest = max(fullest, wants / has if has else float("inf"))
        return fullest


def paces(seen: Schedule, days: int) -> dict[str, float]:
    """How much slower or faster than the routings' first figures each work centre is.

    Chosen so that the lots of the next `days`, as `seen` has placed them, fill the share of its hours
    that the work centre is meant to be loaded with.
    """
    last = seen.today + timedelta(days=days)
    found: dict[str, float] = {}
    for center in CENTERS:
        country = PLACE[center.site].country
        ahead = (seen.today + timedelta(days=n) for n in range(days))
        has = sum(hours_of(center, on, seen.today) for on in ahead if is_open(country, on))
        lots = [
            (lot.quantity, per_unit)
            for lot in seen.lots
            for use, per_unit in lot.good.steps
            if (lot.site, use) == (center.site, center.use) and lot.on < last
        ]
        work = sum(quantity * per_unit for quantity, per_unit in lots)
        setups = len(lots) * SETUP_HOURS[center.use]
        found[center.code] = (
            round(max(0.1, (has * center.load - setups) / work), 3) if work else 1.0
        )
    return found
