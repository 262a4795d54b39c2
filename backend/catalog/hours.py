"""A clock that runs only while a plant works: when a span of working time is over, and how much has passed.

A shift belongs to the day on which it starts, by the plant's own wall clock; its length is what really
passes, so the night on which the clock goes forward makes a night shift an hour shorter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import WorkCenterFacts

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


def hours_at(catalog: PlanningCatalog, site_id: UUID, item_id: UUID | None) -> WorkingHours | None:
    """When a plant works, which is whenever one of its work centres does; None: round the clock."""
    return hours_of(catalog, centers_at(catalog, site_id, item_id))


def hours_of(catalog: PlanningCatalog, centers: Iterable[WorkCenterFacts]) -> WorkingHours | None:
    """When any of these work centres works; None where there is none."""
    found = list(centers)
    if not found:
        return None
    weeks = {
        (each.calendar_id, closed): _week(catalog, each, closed)
        for each in found
        for closed in [_closed_days(catalog, each)]
    }
    return WorkingHours(catalog.sites[found[0].site_id].time_zone, tuple(weeks.values()))


def _week(
    catalog: PlanningCatalog, center: WorkCenterFacts, closed: frozenset[date]
) -> WorkingWeek:
    calendar_id = center.calendar_id
    return WorkingWeek(
        shifts={
            weekday: shifts
            for (calendar, weekday), shifts in catalog.shifts.items()
            if calendar == calendar_id
        },
        other_days={
            **{
                on: hours
                for (calendar, on), hours in catalog.calendar_exceptions.items()
                if calendar == calendar_id
            },
            **dict.fromkeys(closed, Decimal(0)),
        },
    )


def _closed_days(catalog: PlanningCatalog, center: WorkCenterFacts) -> frozenset[date]:
    """Days on which the work centre itself stands still, whatever its calendar says."""
    return frozenset(
        on
        for (center_id, on), hours in catalog.work_center_exceptions.items()
        if center_id == center.id and not hours
    )


def centers_at(
    catalog: PlanningCatalog, site_id: UUID, item_id: UUID | None
) -> list[WorkCenterFacts]:
    """The work centres of a site, where it has none those of the plant that it has the item from."""
    places = (site_id,) if item_id is None else catalog.sites_behind(item_id, site_id)
    for place in places:
        found = [each for each in catalog.work_centers.values() if each.site_id == place]
        if found:
            return found
    return []
