"""When a customer orders again, who has fallen quiet, and what is out of line: order days in, no clock.

Nothing is assumed of how the days between orders are spread, only that the next gap is drawn like the
past ones. Then it lies between the i-th and the j-th smallest of n gaps with a chance of
(j - i) / (n + 1), and is the longest of all with 1 / (n + 1) (S. S. Wilks, "Determination of sample
sizes for setting tolerance limits", 1941). Of the gaps only those count that are not over yet today.
A quantity is out of line by the modified z-score of its logarithm, 0.6745 · (x - median) / MAD, beyond
3.5 (B. Iglewicz and D. Hoaglin, "How to detect and handle outliers", 1993).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median, median_low
from typing import Final

_NORMAL: Final = 0.6745


@dataclass(frozen=True, slots=True)
class RhythmRules:
    """From when on a rhythm is one, a silence a silence and a jump a jump; days, chances, factors."""

    least_gaps: int = 3
    most_gaps: int = 24
    window_chance: float = 0.8
    quiet_chance: float = 0.1
    quiet_least_days: int = 7
    quiet_factor: int = 2
    least_quantities: int = 6
    jump_score: float = 3.5
    jump_factor: float = 2.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a customer orders. `every_days` is the median gap, `spread_days` its median deviation.

    `expected_on` is the middle of what may still come, the window from `from_on` to `until_on` holds
    the next order with `window_chance`; all None when every gap so far was shorter than this one.
    `quiet_chance` is how likely so long a silence is in this rhythm.
    """

    order_days: tuple[date, ...]
    gap_count: int
    every_days: Decimal
    spread_days: Decimal
    elapsed_days: int
    expected_on: date | None
    from_on: date | None
    until_on: date | None
    window_chance: float
    quiet_chance: float
    is_quiet: bool

    @property
    def usual_on(self) -> date:
        """The day on which the usual gap was over, or will be."""
        return self.order_days[-1] + timedelta(days=round(self.every_days))


def rhythm(
    ordered_on: Iterable[date], today: date, rules: RhythmRules = RhythmRules()
) -> Rhythm | None:
    """The rhythm of these order days; None with fewer than `least_gaps` gaps between them.

    Several orders of a day are one, days after today are not there yet, and only the latest
    `most_gaps` gaps count, so that a rhythm may change.
    """
    days = tuple(sorted({day for day in ordered_on if day <= today}))
    gaps = [(after - before).days for before, after in pairwise(days)][-rules.most_gaps :]
    if len(gaps) < rules.least_gaps:
        return None
    usual = median(gaps)
    elapsed = (today - days[-1]).days
    still = sorted(gap for gap in gaps if gap >= max(elapsed, 1))
    low, high, chance = _window(still, rules.window_chance)
    quiet_chance = (1 + sum(gap >= elapsed for gap in gaps)) / (len(gaps) + 1)
    return Rhythm(
        order_days=days,
        gap_count=len(gaps),
        every_days=Decimal(usual),
        spread_days=Decimal(median(abs(gap - usual) for gap in gaps)),
        elapsed_days=elapsed,
        expected_on=_after(days[-1], median_low(still) if still else None),
        from_on=_after(days[-1], low),
        until_on=_after(days[-1], high),
        window_chance=chance,
        quiet_chance=quiet_chance,
        is_quiet=_is_quiet(gaps, elapsed, quiet_chance, rules),
    )


@dataclass(frozen=True, slots=True)
class Jump:
    """A quantity out of line: how many times the usual one it is; below 1 it is a fall."""

    quantity: Decimal
    usual: Decimal
    factor: Decimal

    @property
    def is_up(self) -> bool:
        """Whether it is more than usual."""
        return self.factor > 1


def jump(
    before: Sequence[Decimal], now: Decimal, rules: RhythmRules = RhythmRules()
) -> Jump | None:
    """What is out of line about a quantity after these; None where nothing is, or too little is known.

    Quantities that are not more than nothing tell nothing and are left out.
    """
    known = [quantity for quantity in before if quantity > 0]
    if len(known) < rules.least_quantities or now <= 0:
        return None
    usual = median(known)
    factor = now / usual
    if 1 / rules.jump_factor < factor < rules.jump_factor:
        return None
    logs = [math.log(quantity) for quantity in known]
    middle = median(logs)
    deviation = median(abs(each - middle) for each in logs)
    score = _NORMAL * abs(math.log(now) - middle)
    # Without any deviation every other quantity is out of line; the factor alone decides.
    if deviation and score <= rules.jump_score * deviation:
        return None
    return Jump(now, usual, factor.quantize(Decimal("0.01")))


def _window(still: Sequence[int], wanted: float) -> tuple[int | None, int | None, float]:
    """The narrowest window, as much cut off at either end, that holds the next gap with that chance.

    With few gaps the widest that there is, and the chance that it has.
    """
    count = len(still)
    if count < 2:  # noqa: PLR2004 -- a window has two ends
        return None, None, 0.0
    cut = max(1, math.floor((1 - wanted) / 2 * (count + 1) + 1e-9))
    return still[cut - 1], still[count - cut], (count + 1 - 2 * cut) / (count + 1)


def _is_quiet(gaps: Sequence[int], elapsed: int, chance: float, rules: RhythmRules) -> bool:
    if elapsed < rules.quiet_least_days:
        return False
    if 1 / (len(gaps) + 1) <= rules.quiet_chance:
        return chance <= rules.quiet_chance
    # So few gaps never make a silence unlikely enough; then it has to be plain.
    return elapsed > rules.quiet_factor * max(gaps)


def _after(day: date, gap: int | None) -> date | None:
    return None if gap is None else day + timedelta(days=gap)
