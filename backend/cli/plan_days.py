"""The buckets of a planning case: days, weeks from Monday on, or months, by number or by date.

The engine counts buckets one by one; it is told a day for each, the first for the first, and what it says is
turned back into the first day of the bucket that is meant.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.cli.plan_case import Bucket, PlanningCase
from backend.cli.plan_rows import Day

WEEK = 7
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Buckets:
    """The buckets from `first_on`, the first day of the one that `today` lies in."""

    bucket: Bucket
    first_on: date

    def index(self, day: Day) -> int:
        """How many buckets from the first one on."""
        if isinstance(day, int):
            return day
        if self.bucket == "month":
            return (day.year - self.first_on.year) * MONTHS + day.month - self.first_on.month
        return (day - self.first_on).days // (WEEK if self.bucket == "week" else 1)

    def inside(self, day: Day) -> date:
        """The day that stands for a bucket in the engine."""
        return self.first_on + timedelta(days=self.index(day))

    def outside(self, inside: date) -> date:
        """The first day of the bucket that a day of the engine stands for."""
        number = (inside - self.first_on).days
        if self.bucket == "month":
            month = self.first_on.year * MONTHS + self.first_on.month - 1 + number
            return date(month // MONTHS, month % MONTHS + 1, 1)
        return self.first_on + timedelta(days=number * (WEEK if self.bucket == "week" else 1))


def buckets_of(case: PlanningCase, today: date) -> Buckets:
    """The buckets of a case, whose own `today` goes before the one given."""
    today = case.today or today
    if case.bucket == "week":
        today -= timedelta(days=today.weekday())
    elif case.bucket == "month":
        today = today.replace(day=1)
    return Buckets(case.bucket, today)


def latest(case: PlanningCase, buckets: Buckets) -> int:
    """The last bucket that orders, supply, forecast, changes and promises speak of."""
    days = [*(row.due for row in case.orders), *(row.promised for row in case.orders)]
    days += [*(row.day for row in case.supply), *(row.day for row in case.promises)]
    days += [row.due for row in case.changes]
    days += [buckets.index(row.day) + row.days - 1 for row in case.forecast]
    return max((buckets.index(day) for day in days if day is not None), default=0)
