"""The rules of reports from the floor: what may be said, and what it does to line and stock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from backend.demand.errors import TooManyDecimalsError
from backend.engine.by_hand import MoveEffect
from backend.floor.errors import (
    CalendarDaysError,
    CalendarNameError,
    ClosedDayError,
    FrozenMoveError,
    HoursImpossibleError,
    MaterialMissingError,
    MoveImpossibleError,
    NoRoomError,
    NothingReportedError,
    OutputDayError,
    ReportPeriodError,
    ShiftsOverlapError,
    TimeZoneUnknownError,
    TooManyMachinesError,
    WayEndedError,
    WayNotYetError,
)
from shared.terms import Fence, Role

REPORTERS: Final = frozenset({Role.SUPERVISOR})
CALENDAR_KEEPERS: Final = frozenset({Role.PLANNER, Role.ADMIN})
OVERRIDERS: Final = frozenset({Role.SUPERVISOR})
LONGEST_PAST: Final = timedelta(days=92)
LONGEST_AHEAD: Final = timedelta(days=366)
_HOURS_A_DAY: Final = 24
_MINUTES_A_DAY: Final = 24 * 60
_LONGEST_DAYS: Final = 366

ShiftTimes: TypeAlias = tuple[int, time, time]
"""Weekday, 1 Monday to 7 Sunday, start and end of a shift."""


@dataclass(frozen=True, slots=True)
class LineAway:
    """A plan line that a report has moved: where it was, and where it is as long as nobody else moves it.

    `is_sooner` where it has come back a part of the way. `whole_id` is the line that it was parted from.
    """

    line_id: UUID
    from_on: date
    to_on: date
    to_start_on: date
    is_sooner: bool = False
    whole_id: UUID | None = None

    @property
    def root_id(self) -> UUID:
        """What all parts of one line have in common."""
        return self.whole_id or self.line_id


@dataclass(frozen=True, slots=True)
class LineStuck:
    """What of a plan line no day of the horizon has room for; it stays on its day."""

    line_id: UUID
    item_id: UUID
    reference: str
    quantity: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class PromiseAway:
    """An order line whose promise a report has made impossible (`to_on` None: no other day is known).

    `moved_id` is the line that has the later day, where only a part of `demand_line_id` slipped.
    """

    demand_line_id: UUID
    moved_id: UUID
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Displaced:
    """What a report has moved and nobody has brought back, and what had nowhere to go.

    The counts are of lines, once moved or back; the parts of one line are one.
    """

    lines: tuple[LineAway, ...] = ()
    promises: tuple[PromiseAway, ...] = ()
    moved_count: int = 0
    returned_count: int = 0
    stuck: tuple[LineStuck, ...] = ()

    def with_more(self, lines: Iterable[LineAway], promises: Iterable[PromiseAway]) -> "Displaced":
        """What the same report moves later on: of what it moved before it is known where it was first."""
        known = {each.line_id: each for each in self.lines}
        roots = {each.root_id for each in self.lines}
        for each in lines:
            first = known.get(each.line_id) or known.get(each.root_id)
            if first is not None:
                each = replace(each, from_on=first.from_on, whole_id=_whole(first, each))  # noqa: PLW2901 -- the same, from where it was first
            known[each.line_id] = each
        promised = {each.moved_id: each for each in self.promises}
        for later in promises:
            first_of_all = promised.get(later.demand_line_id)
            if later.moved_id == later.demand_line_id:
                promised.pop(later.moved_id, None)
            if first_of_all is not None:
                later = replace(first_of_all, moved_id=later.moved_id, to_on=later.to_on)  # noqa: PLW2901 -- the same, from where it was first
            promised[later.moved_id] = later
        return replace(
            self,
            lines=tuple(known.values()),
            promises=tuple(promised.values()),
            moved_count=self.moved_count + len({each.root_id for each in known.values()} - roots),
        )

    def after_return(self, untouched: Iterable[LineAway], back: Iterable[LineAway]) -> "Displaced":
        """What is still away when some of the lines that nobody else has moved have come back, all or a part of the way."""
        there = {each.line_id: each for each in back}
        lines = list(untouched)
        first = {each.root_id for each in lines if each.is_sooner}
        returned = {each.root_id for each in lines if each.line_id in there}
        away = [
            replace(
                each,
                to_on=there.get(each.line_id, each).to_on,
                to_start_on=there.get(each.line_id, each).to_start_on,
                is_sooner=each.root_id in returned | first,
            )
            for each in lines
        ]
        return replace(
            self,
            lines=tuple(each for each in away if each.to_on > each.from_on),
            returned_count=self.returned_count + len(returned - first),
        )


def _whole(first: LineAway, part: LineAway) -> UUID | None:
    return None if first.root_id == part.line_id else first.root_id


def check_downtime(
    from_at: datetime,
    until_at: datetime | None,
    now: datetime,
    *,
    machine_count: int | None,
    machines: int,
) -> None:
    """Refuse a time that ends before it begins or lies out of reach, and machines that are not there."""
    check_period(from_at, until_at, now)
    if machine_count is not None and machine_count > machines:
        raise TooManyMachinesError(machines=machines)


def check_period(from_at: datetime, until_at: datetime | None, now: datetime) -> None:
    """Refuse a time that ends before it begins, and one too far from now."""
    if until_at is not None and until_at <= from_at:
        raise ReportPeriodError
    last = from_at if until_at is None else until_at
    if from_at < now - LONGEST_PAST or last > now + LONGEST_AHEAD:
        raise ReportPeriodError


def check_hours(
    from_on: date,
    until_on: date,
    today: date,
    *,
    hours: Decimal | None,
    efficiency_ratio: Decimal | None,
    machines: int,
) -> None:
    """Refuse days out of order or reach, and hours that the machines of a work centre cannot work."""
    if until_on < from_on or from_on < today - LONGEST_PAST or until_on > today + LONGEST_AHEAD:
        raise ReportPeriodError
    most = machines * _HOURS_A_DAY
    said = [each for each in (hours, efficiency_ratio) if each is not None]
    if len(said) != 1 or (hours is not None and not 0 <= hours <= most):
        raise HoursImpossibleError(most=most)


def check_output(
    good: Decimal,
    scrapped: Decimal,
    on: date,
    today: date,
    *,
    is_done: bool,
    decimals: int,
    unit: str,
) -> None:
    """Refuse a report of nothing, of less than nothing, of tomorrow, and of parts of a unit."""
    if good < 0 or scrapped < 0 or not (good or scrapped or is_done):
        raise NothingReportedError
    if not today - LONGEST_PAST <= on <= today:
        raise OutputDayError(on=on, today=today)
    for quantity in (good, scrapped):
        if quantity != quantity.quantize(Decimal(1).scaleb(-decimals)):
            raise TooManyDecimalsError(quantity=quantity, decimals=decimals, unit=unit)


def rest_of_line(
    planned: Decimal,
    good: Decimal,
    scrapped: Decimal,
    *,
    is_done: bool,
    yield_ratio: Decimal = Decimal(1),
    decimals: int = 0,
) -> Decimal:
    """What of a line is still to come: scrap has used up its part, and what is done brings no more.

    Scrap that the yield has reckoned with takes nothing away.

    >>> rest_of_line(Decimal(80), Decimal(30), Decimal(5), is_done=False)
    Decimal('45')
    >>> rest_of_line(Decimal(80), Decimal(30), Decimal(5), is_done=False, yield_ratio=Decimal("0.9"))
    Decimal('48')
    >>> rest_of_line(Decimal(80), Decimal(30), Decimal(3), is_done=False, yield_ratio=Decimal("0.9"))
    Decimal('50')
    """
    if is_done:
        return Decimal(0)
    rest = min(planned - good, planned - (good + scrapped) * yield_ratio)
    return max(Decimal(0), rest).quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)


def assumed_end(now: datetime, time_zone: str, negotiable_days: int) -> datetime:
    """Until when a machine is taken to be down until further notice: the end of the negotiable zone,
    at least the end of tomorrow at the site.
    """
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    return datetime.combine(today + timedelta(days=max(2, negotiable_days)), time(0), zone)


def extended_end(assumed: datetime, now: datetime, time_zone: str) -> datetime | None:
    """A later assumed end, where the present one does not reach to the end of tomorrow."""
    least = assumed_end(now, time_zone, 0)
    return least if assumed < least else None


def check_move(effect: MoveEffect | None, roles: frozenset[Role], reason: str) -> MoveEffect:
    """Refuse a move that the plan does not carry, or that a fence keeps from this person.

    Out of and into a frozen day only those who may override it move, and only with a reason.
    """
    if effect is None or effect.starts_before_today or not effect.goes_elsewhere:
        raise MoveImpossibleError
    if effect.is_closed:
        raise ClosedDayError(on=effect.on.isoformat())
    if effect.holds_from is not None:
        raise WayNotYetError(item=effect.item_name, on=effect.holds_from.isoformat())
    if effect.held_until is not None:
        raise WayEndedError(item=effect.item_name, on=effect.held_until.isoformat())
    if effect.fence is Fence.FROZEN and not (OVERRIDERS & roles and reason.strip()):
        raise FrozenMoveError
    for bar in effect.overloaded:
        raise NoRoomError(
            work_center=bar.work_center_name,
            hours=f"{bar.hours_after:f}",
            available=f"{bar.available_hours:f}",
        )
    for material in effect.missing:
        raise MaterialMissingError(item=material.item_name)
    return effect


def written_fact(value: object) -> str:
    """A fact as text: nothing and no are an empty text, yes is `yes`.

    >>> written_fact(None), written_fact(True), written_fact("30")
    ('', 'yes', '30')
    """
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)


def check_shifts(shifts: Iterable[ShiftTimes]) -> None:
    """Refuse shifts of a week that lie over each other, also past midnight and past Sunday."""
    spans = []
    for weekday, starts_at, ends_at in shifts:
        start = (weekday - 1) * _MINUTES_A_DAY + starts_at.hour * 60 + starts_at.minute
        length = ends_at.hour * 60 + ends_at.minute - starts_at.hour * 60 - starts_at.minute
        spans.append((start, start + (length if length > 0 else length + _MINUTES_A_DAY)))
    spans.sort()
    following = [*spans[1:], *((a + 7 * _MINUTES_A_DAY, b) for a, b in spans[:1])]
    for (start, end), (next_start, _) in zip(spans, following, strict=True):
        if end > next_start:
            raise ShiftsOverlapError(weekday=start // _MINUTES_A_DAY + 1)


def check_days(from_on: date, until_on: date, today: date, hours: Decimal | None) -> list[date]:
    """The days from one to another; refused out of order, in the past, more than a year or 24 hours."""
    if hours is not None and not (hours.is_finite() and 0 <= hours <= _HOURS_A_DAY):
        raise HoursImpossibleError(most=_HOURS_A_DAY)
    count = (until_on - from_on).days + 1
    if from_on < today or not 1 <= count <= _LONGEST_DAYS:
        raise CalendarDaysError
    return [from_on + timedelta(days=number) for number in range(count)]


def check_time_zone(name: str) -> None:
    """Refuse what is no IANA name of a time zone."""
    if name not in available_timezones():
        raise TimeZoneUnknownError(time_zone=name)


def check_calendar_name(name: str, names: Iterable[str]) -> None:
    """Refuse a calendar without a name, or with one that another has."""
    wanted = name.strip().casefold()
    if not wanted or wanted in {each.strip().casefold() for each in names}:
        raise CalendarNameError(name=name.strip())
