"""The only place that asks what time it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class FrozenClock:
    """A time that stands still until it is moved; for tests and replays."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """The instant that it was set to."""
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self.instant += by


def day_at(instant: datetime, time_zone: str) -> date:
    """The calendar day of an instant at a site.

    >>> day_at(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "Europe/Riga")
    datetime.date(2026, 11, 24)
    """
    return instant.astimezone(ZoneInfo(time_zone)).date()
