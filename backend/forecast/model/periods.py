"""Days, weeks from Monday and calendar months as numbers on one line, and which of them an item needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shared.forecast_terms import ForecastPeriod

_MONTHS: Final = 12
_WEEK: Final = 7
_DAILY_LINES_A_DAY: Final = 3.0
_WEEKLY_LINES_A_WEEK: Final = 0.5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a kind of period is forecast: season, horizon, history, and at what lag it is judged.

    `near` periods ahead are what lists sum up; `block` is how far past origins lie from each other.
    """

    season: int
    horizon: int
    longest: int
    lag: int
    block: int
    near: int


RHYTHMS: Final[Mapping[ForecastPeriod, Rhythm]] = {
    ForecastPeriod.DAY: Rhythm(season=7, horizon=56, longest=1100, lag=7, block=7, near=28),
    ForecastPeriod.WEEK: Rhythm(season=52, horizon=26, longest=260, lag=4, block=4, near=4),
    ForecastPeriod.MONTH: Rhythm(season=12, horizon=12, longest=84, lag=1, block=3, near=3),
}


def number_of(period: ForecastPeriod, on: date) -> int:
    """The period that holds a day, as a number; the next one's is one more.

    >>> number_of(ForecastPeriod.WEEK, date(2026, 11, 29)) + 1 == number_of(ForecastPeriod.WEEK, date(2026, 11, 30))
    True
    """
    if period is ForecastPeriod.MONTH:
        return on.year * _MONTHS + on.month - 1
    if period is ForecastPeriod.WEEK:
        return (on.toordinal() - 1) // _WEEK
    return on.toordinal()


def start_of(period: ForecastPeriod, number: int) -> date:
    """The first day of a period.

    >>> start_of(ForecastPeriod.MONTH, number_of(ForecastPeriod.MONTH, date(2026, 2, 28)))
    datetime.date(2026, 2, 1)
    """
    if period is ForecastPeriod.MONTH:
        return date(number // _MONTHS, number % _MONTHS + 1, 1)
    if period is ForecastPeriod.WEEK:
        return date.fromordinal(number * _WEEK + 1)
    return date.fromordinal(number)


def end_of(period: ForecastPeriod, number: int) -> date:
    """The last day of a period."""
    return start_of(period, number + 1) - timedelta(days=1)


def period_for(line_count: int, item_count: int, first_on: date, last_on: date) -> ForecastPeriod:
    """Days for what is ordered many times a day, months for what is ordered less than every other week.

    Items of a family share a kind, so that they add up.

    >>> period_for(60, 10, date(2026, 1, 1), date(2026, 12, 31)).value
    'month'
    """
    days = max(1, (last_on - first_on).days + 1)
    a_day = line_count / days / max(1, item_count)
    if a_day >= _DAILY_LINES_A_DAY:
        return ForecastPeriod.DAY
    if a_day * _WEEK >= _WEEKLY_LINES_A_WEEK:
        return ForecastPeriod.WEEK
    return ForecastPeriod.MONTH
