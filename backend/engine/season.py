"""When in the year an item is sold: its profile, how strong it is, and the months that are its season.

The index of a month is what it sells against the year around it (classical decomposition, ratio to a centred moving
average of twelve months), believed as far as years agree: `B ÷ (B + S)`, variance between months over that plus the sampling
variance of a month. The strength is `1 - Var(remainder) ÷ Var(season and remainder)` (Wang, Smith and Hyndman 2006).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MONTHS: Final = 12
LEAST_MONTHS: Final = 24
STRONG: Final = 0.3
_PEAK: Final = 1.15


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Twelve indices, January first, their mean 1; `strength` from 0 (none) to 1; `years` it was seen in."""

    indices: tuple[float, ...]
    strength: float
    years: float

    @property
    def is_seasonal(self) -> bool:
        return self.strength >= STRONG

    def season(self) -> tuple[int, int] | None:
        """The first and last month (1 to 12) of the run of strong months around the peak; None without a season."""
        if not self.is_seasonal or max(self.indices) < _PEAK:
            return None
        high = [index > 1.0 for index in self.indices]
        if all(high):
            return None
        first = last = int(np.argmax(self.indices))
        while high[(first - 1) % MONTHS]:
            first = (first - 1) % MONTHS
        while high[(last + 1) % MONTHS]:
            last = (last + 1) % MONTHS
        return first + 1, last + 1


def profile(sums: Sequence[float], first_month: int) -> Profile | None:
    """The profile of monthly sums, the first of them in a month (1 to 12); None with less than two years."""
    y = np.maximum(0.0, np.asarray(sums, dtype=np.float64))
    if len(y) < LEAST_MONTHS or y.sum() <= 0.0:
        return None
    weights = np.full(MONTHS + 1, 1.0 / MONTHS)
    weights[[0, -1]] /= 2
    trend = np.convolve(y, weights, mode="valid")
    half = MONTHS // 2
    trend = np.concatenate([np.full(half, trend[0]), trend, np.full(half, trend[-1])])
    ratios = y / np.maximum(trend, 1e-9 + 0.05 * y.mean())
    phases = (first_month - 1 + np.arange(len(y))) % MONTHS
    means = np.array([ratios[phases == each].mean() for each in range(MONTHS)])
    means /= means.mean()
    left = ratios - means[phases]
    counts = np.bincount(phases, minlength=MONTHS)
    noise = float((left**2).sum()) / max(1, len(y) - MONTHS)
    sampling = noise / float(counts.mean())
    between = max(0.0, float(means.var()) - sampling)
    trust = between / (between + sampling) if between > 0.0 else 0.0
    indices = 1.0 + trust * (means - 1.0)
    seasonal = means[phases] - 1.0
    whole = float(np.var(seasonal + left))
    # What twelve means would explain of pure chance is no season.
    chance = (MONTHS - 1) / max(1, len(y) - 1)
    explained = 1.0 - float(np.var(left)) / whole if whole > 0.0 else 0.0
    strength = max(0.0, (explained - chance) / (1.0 - chance))
    return Profile(
        indices=tuple(round(float(each), 4) for each in indices),
        strength=round(strength, 4),
        years=round(len(y) / MONTHS, 2),
    )


def is_between(on: date, first: date, last: date, *, yearly: bool) -> bool:
    """Whether a day lies in a span of days; with `yearly` in that of any year, also over the turn of the year.

    >>> is_between(date(2027, 1, 5), date(2025, 11, 1), date(2026, 2, 28), yearly=True)
    True
    """
    if not yearly:
        return first <= on <= last
    day, begin, end = _in_year(on), _in_year(first), _in_year(last)
    return begin <= day <= end if begin <= end else day >= begin or day <= end


def _in_year(on: date) -> tuple[int, int]:
    return on.month, on.day


def open_shares(
    edges: Sequence[date], first: date, last: date, *, yearly: bool, ramp_days: int = 0
) -> list[float]:
    """Which share of the days of each period (between neighbouring edges) lies in the span.

    With a ramp the span's last days count less and less, evenly from a whole day to none.

    >>> open_shares([date(2026, 3, 1), date(2026, 3, 11)], date(2026, 1, 1), date(2026, 3, 4), yearly=False)
    [0.4]
    >>> open_shares([date(2026, 3, 1), date(2026, 3, 5)], date(2026, 1, 1), date(2026, 3, 4), yearly=False, ramp_days=3)
    [0.625]
    """
    found = []
    for begin, end in pairwise(edges):
        days = (end - begin).days
        inside = sum(
            _open_on(begin + timedelta(days=at), first, last, yearly, ramp_days)
            for at in range(days)
        )
        found.append(inside / days)
    return found


def _open_on(on: date, first: date, last: date, yearly: bool, ramp_days: int) -> float:  # noqa: FBT001 -- a season's own facts
    if not is_between(on, first, last, yearly=yearly):
        return 0.0
    span = next_span(on, first, last, yearly=yearly) if ramp_days else None
    if span is None:
        return 1.0
    return min(1.0, ((span[1] - on).days + 1) / (ramp_days + 1))


def capped(points: Sequence[int], left: int) -> list[int]:
    """Amounts by period that together are no more than what is left; the last ones go first.

    >>> capped([30, 30, 30], 50)
    [30, 20, 0]
    """
    found = []
    for point in points:
        found.append(min(point, max(0, left)))
        left -= point
    return found


def next_span(on: date, first: date, last: date, *, yearly: bool) -> tuple[date, date] | None:
    """The span that a day lies in, or the next one to come; None when there is none any more.

    >>> next_span(date(2026, 12, 1), date(2024, 3, 1), date(2024, 9, 30), yearly=True)
    (datetime.date(2027, 3, 1), datetime.date(2027, 9, 30))
    """
    if not yearly:
        return (first, last) if on <= last else None
    turns = _in_year(last) < _in_year(first)
    for year in (on.year - 1, on.year, on.year + 1):
        begin = _dated(year, first)
        end = _dated(year + 1 if turns else year, last)
        if on <= end:
            return begin, end
    raise AssertionError


def _dated(year: int, on: date) -> date:
    """A day of another year; the 29th of February is the 28th where there is none."""
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
