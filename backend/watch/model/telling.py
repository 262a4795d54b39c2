"""When an owner is told: at once, after quiet hours, or with the day's digest; and who is next."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.watch.model.rule import Rule

# A calendar without any open day would never let anybody be told.
_LONGEST_QUIET_DAYS: Final = 31

IsWorkingDay = Callable[[date], bool]


def every_day(_: date) -> bool:
    """A calendar that never closes."""
    return True


def tell_at(rule: Rule, now: datetime, is_working_day: IsWorkingDay = every_day) -> datetime:
    """The instant at which the owner is told of what was found at `now`, in the zone of `now`.

    A digest comes at its time on the next day that is not quiet. Quiet hours that end next morning begin
    on the evening before; the whole of a closed day is quiet.
    """
    zone = ZoneInfo(rule.time_zone)
    at = now if rule.digest_at is None else _digest(rule.digest_at, now, zone, is_working_day)
    for _ in range(_LONGEST_QUIET_DAYS):
        end = _quiet_until(rule, at.astimezone(zone), is_working_day)
        if end is None:
            break
        at = end
    return at.astimezone(now.tzinfo)


def next_owner(rule: Rule, owner_id: UUID | None, may: Callable[[UUID], bool]) -> UUID | None:
    """Who has it after the present owner: the next of owner and deputies who may; None behind the last."""
    line: Sequence[UUID] = (rule.owner_id, *rule.deputy_ids)
    place = line.index(owner_id) + 1 if owner_id in line else 0
    return next((each for each in line[place:] if may(each)), None)


def _quiet_until(rule: Rule, local: datetime, is_working_day: IsWorkingDay) -> datetime | None:
    """The end of the quiet in which a local time lies; None where it is not quiet."""
    zone = local.tzinfo
    if not is_working_day(local.date()):
        return datetime.combine(local.date() + timedelta(days=1), time(), zone)
    start, end = rule.quiet_from, rule.quiet_until
    if start is None or end is None:
        return None
    clock = local.time()
    if start < end:
        return datetime.combine(local.date(), end, zone) if start <= clock < end else None
    if clock >= start:
        return datetime.combine(local.date() + timedelta(days=1), end, zone)
    return datetime.combine(local.date(), end, zone) if clock < end else None


def _digest(at: time, after: datetime, zone: ZoneInfo, is_working_day: IsWorkingDay) -> datetime:
    """The first time after an instant at which the clock of a zone shows `at` on an open day."""
    first = after.astimezone(zone).date()
    days = (first + timedelta(days=count) for count in range(_LONGEST_QUIET_DAYS))
    found = (datetime.combine(day, at, zone) for day in days if is_working_day(day))
    return next((each for each in found if each > after), after)
