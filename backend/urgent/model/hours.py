"""A clock that runs only while a plant works: when a span of working time is over, and how much has passed.

A shift belongs to the day on which it starts, by the plant's own wall clock; its length is what really
passes, so the night on which the clock goes forward makes a night shift an hour shorter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

USUAL_START: Final = time(8)
FURTHEST_DAYS: Final = 400
_MICROSECONDS_AN_HOUR: Final = 3_600_000_000

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """Shifts by weekday (1 is Monday), and days that have another number of hours, 0 for closed."""

    shifts: Mapping[int, tuple[tuple[time, time], ...]]
    other_days: Mapping[date, Decimal] = field(default_factory=dict)

    def windows(self, on: date, zone: ZoneInfo) -> Iterator[Window]:
        """When it is worked on a day, in UTC.

        Other hours are taken from the start of the day's shifts on; more than these have make the last one
        longer, and a day without shifts begins when the week's earliest shift does, else at eight.
        """
        usual = [_window(on, shift, zone) for shift in sorted(self.shifts.get(on.isoweekday(), ()))]
        hours = self.other_days.get(on)
        if hours is None:
            yield from usual
            return
        left = timedelta(microseconds=int(hours * _MICROSECONDS_AN_HOUR))
        if left <= timedelta(0):
            return
        if not usual:
            starts = [start for shifts in self.shifts.values() for start, _ in shifts]
            opens = datetime.combine(on, min(starts, default=USUAL_START), zone).astimezone(UTC)
            yield opens, opens + left
            return
        for number, (start, end) in enumerate(usual, start=1):
            length = left if number == len(usual) else min(left, end - start)
            if length > timedelta(0):
                yield start, start + length
            left -= length


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a plant or a work centre works: whenever one of its weeks does."""

    time_zone: str
    weeks: tuple[WorkingWeek, ...]

    def windows_from(self, instant: datetime) -> Iterator[Window]:
        """When it is worked from an instant on, without overlap, for a bit more than a year."""
        zone = ZoneInfo(self.time_zone)
        first = instant.astimezone(zone).date() - timedelta(days=1)
        reached = instant.astimezone(UTC)
        for number in range(FURTHEST_DAYS):
            on = first + timedelta(days=number)
            for start, end in sorted(w for week in self.weeks for w in week.windows(on, zone)):
                if end > reached:
                    yield max(start, reached), end
                    reached = end


def due_at(start: datetime, length: timedelta, hours: WorkingHours | None) -> datetime:
    """When a span is over that begins at an instant; without hours it runs round the clock.

    A span that fills a shift is over with that shift, not when the next one begins. Where nobody ever
    works it runs round the clock as well.
    """
    start = start.astimezone(UTC)
    if hours is None:
        return start + length
    left = length
    for opens, closes in hours.windows_from(start):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    return start + length


def worked_between(start: datetime, end: datetime, hours: WorkingHours | None) -> timedelta:
    """How much of a span counts; where nobody ever works it counts round the clock."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return timedelta(0)
    if hours is None or next(hours.windows_from(start), None) is None:
        return end - start
    return sum(_parts(hours.windows_from(start), end), timedelta(0))


def _parts(windows: Iterable[Window], end: datetime) -> Iterator[timedelta]:
    for opens, closes in windows:
        if opens >= end:
            return
        yield min(closes, end) - opens


def _window(on: date, shift: tuple[time, time], zone: ZoneInfo) -> Window:
    starts_at, ends_at = shift
    last = on + timedelta(days=int(ends_at <= starts_at))
    return (
        datetime.combine(on, starts_at, zone).astimezone(UTC),
        datetime.combine(last, ends_at, zone).astimezone(UTC),
    )
