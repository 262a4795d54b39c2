"""The day at which the sample is cut, and how its days become ours."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Moment:
    """`cut_on` is the last day that has happened, in the sample's own time; days move by whole weeks."""

    cut_on: date
    shift: timedelta

    def moved(self, written: str) -> date:
        """A day of the sample as one of ours."""
        return day_of(written) + self.shift

    def has_happened(self, written: str) -> bool:
        """Whether a day of the sample lies before the cut or on it."""
        return day_of(written) <= self.cut_on


def moment_for(as_of: date, today: date) -> Moment:
    """Cut on the first day from `as_of` on that falls on today's weekday, so that whole weeks lead to today.

    >>> moment_for(date(2014, 3, 31), date(2026, 11, 21)).cut_on
    datetime.date(2014, 4, 5)
    """
    cut_on = as_of + timedelta(days=(today - as_of).days % DAYS_A_WEEK)
    return Moment(cut_on, today - cut_on)


@lru_cache(maxsize=8192)
def day_of(written: str) -> date:
    """A day as the sample writes it, with or without a time."""
    return date.fromisoformat(written[:10])
