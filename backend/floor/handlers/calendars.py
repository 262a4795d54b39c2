"""Calendars as planners change them: shifts, days that differ, time zones; the plan follows."""

from dataclasses import dataclass
from uuid import UUID

from backend.catalog.handlers import (
    begin_calendar,
    hold_calendar,
    keep_calendar_of,
    keep_calendar_of_place,
    keep_days,
    keep_shifts,
    keep_time_zone,
)
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import WorkCenterFacts
from backend.catalog.model.hours_of_day import days_from
from backend.catalog.queries import calendars, planning_catalog
from backend.dispatch import Context
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    FollowCalendar,
    KeepOpenDays,
)
from backend.floor.errors import CalendarMovedError
from backend.floor.events import CalendarChanged, DayBefore, HoursGiven, HoursLost, HoursOfDay
from backend.floor.model import (
    CALENDAR_KEEPERS,
    check_calendar_name,
    check_days,
    check_shifts,
    check_time_zone,
)
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.clock import day_at
from backend.plan.handlers import lock_plans, record_revision
from backend.plan.model import Head, PlanRevisionDelta
from backend.plan.queries import current_revisions
from backend.promise.queries import HORIZON_DAYS


@dataclass(frozen=True, slots=True)
class _Held:
    """A calendar that its keeper may change, with the plans of all sites that follow it."""

    catalog: PlanningCatalog
    centers: tuple[WorkCenterFacts, ...]
    heads: dict[UUID, Head]


async def change_shifts(command: ChangeShifts, context: Context) -> None:
    """Give a calendar another week."""
    held = await _hold(command.calendar_id, command.ver, context)

    check_shifts(command.shifts)

    await keep_shifts(command.calendar_id, command.shifts)

    after = held.catalog.with_shifts(command.calendar_id, command.shifts)
    context.note(shift_count=len(command.shifts))
    before = tuple(
        (weekday, *each)
        for (calendar_id, weekday), found in held.catalog.shifts.items()
        if calendar_id == command.calendar_id
        for each in found
    )
    context.emit(CalendarChanged(context.now, calendar_id=command.calendar_id, shifts=before))
    await _follow(held, after, context)


async def change_days(command: ChangeDays, context: Context) -> None:
    """Give days of a calendar other hours, or take back that they differ."""
    held = await _hold(command.calendar_id, command.ver, context)
    zones = {held.catalog.sites[center.site_id].time_zone for center in held.centers} or {"UTC"}

    today = min(day_at(context.now, zone) for zone in zones)
    found = check_days(command.from_on, command.until_on, today, command.hours)
    days = dict.fromkeys(found, command.hours)

    await keep_days(command.calendar_id, days, command.name.strip())

    after = held.catalog.with_days(command.calendar_id, days)
    context.note(from_on=command.from_on, until_on=command.until_on, hours=command.hours)
    usual = held.catalog.calendar_exceptions
    before = tuple(DayBefore(on, usual.get((command.calendar_id, on))) for on in found)
    context.emit(CalendarChanged(context.now, calendar_id=command.calendar_id, days=before))
    await _follow(held, after, context)


async def add_calendar(command: AddCalendar, context: Context) -> UUID:
    """Begin a calendar; nobody follows it yet, so that no plan moves. Returns its id."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    known = {each.id: each for each in await calendars()}
    like = known.get(command.like_id) if command.like_id else None
    if command.like_id and (like is None or not _is_seen(viewer, catalog, command.like_id)):
        raise NotFoundError

    check_calendar_name(command.name, (each.name for each in known.values()))

    await begin_calendar(command.id, command.name.strip())
    if like is not None:
        await keep_shifts(command.id, like.shifts)
        for on, hours, name in like.days:
            if on >= context.now.date():
                await keep_days(command.id, {on: hours}, name)

    context.note(calendar=command.name.strip())
    return command.id


async def follow_calendar(command: FollowCalendar, context: Context) -> None:
    """Let a work centre have the hours of another calendar; its site's plan follows."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    center = catalog.work_centers.get(command.work_center_id)
    if center is None or not viewer.sees(catalog.sites[center.site_id].scope_id):
        raise NotFoundError
    heads = await lock_plans([center.site_id])
    if not _is_seen(viewer, catalog, command.calendar_id) or not await hold_calendar(
        command.calendar_id
    ):
        raise NotFoundError

    after = catalog.with_calendar(center.id, command.calendar_id)

    await keep_calendar_of(center.id, command.calendar_id)

    context.note(work_center=center.name, calendar_id=command.calendar_id)
    context.emit(
        CalendarChanged(context.now, calendar_id=center.calendar_id, work_center_id=center.id)
    )
    await _follow(_Held(catalog, (center,), heads), after, context)


async def keep_open_days(command: KeepOpenDays, context: Context) -> None:
    """Let a site or supplier ship and receive by a calendar; what is planned stays, open proposals follow."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    place = catalog.sites.get(command.place_id) or catalog.suppliers.get(command.place_id)
    sites = catalog.sites_supplied_by(command.place_id)
    if place is None or not all(viewer.sees(catalog.sites[each].scope_id) for each in sites):
        raise NotFoundError
    heads = await lock_plans(await current_revisions(sorted(sites, key=str)))
    if command.calendar_id is not None and not (
        _is_seen(viewer, catalog, command.calendar_id) and await hold_calendar(command.calendar_id)
    ):
        raise NotFoundError

    await keep_calendar_of_place(place.id, command.calendar_id)

    context.note(place=place.name, before=place.calendar_id, after=command.calendar_id)
    for site_id in heads:
        await _revise(heads, site_id, context)


def _is_seen(viewer: Viewer, catalog: PlanningCatalog, calendar_id: UUID) -> bool:
    """Whether a keeper sees every site whose plan hangs on a calendar."""
    return all(
        viewer.sees(catalog.sites[site_id].scope_id) for site_id in _sites(catalog, calendar_id)
    )


def _sites(catalog: PlanningCatalog, calendar_id: UUID) -> set[UUID]:
    centers = catalog.work_centers.values()
    return catalog.sites_open_by(calendar_id) | {
        center.site_id for center in centers if center.calendar_id == calendar_id
    }


async def change_time_zone(command: ChangeTimeZone, context: Context) -> None:
    """Let a site's days begin at other instants."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    site = catalog.sites.get(command.site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    heads = await lock_plans([site.id])

    check_time_zone(command.time_zone)

    await keep_time_zone(site.id, command.time_zone)

    context.note(before=site.time_zone, after=command.time_zone)
    context.emit(CalendarChanged(context.now, site_id=site.id, time_zone=site.time_zone))
    await _revise(heads, site.id, context)


async def _hold(calendar_id: UUID, ver: str, context: Context) -> _Held:
    """The calendar as it was seen; not there for who does not see every site that follows it."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    centers = tuple(
        center for center in catalog.work_centers.values() if center.calendar_id == calendar_id
    )
    if not _is_seen(viewer, catalog, calendar_id):
        raise NotFoundError
    site_ids = {center.site_id for center in centers}
    planned = await current_revisions(sorted(_sites(catalog, calendar_id) - site_ids, key=str))
    heads = await lock_plans(site_ids | planned.keys())
    if not await hold_calendar(calendar_id):
        raise NotFoundError
    now = next(each for each in await calendars() if each.id == calendar_id)
    if now.ver != ver:
        raise CalendarMovedError
    return _Held(catalog, centers, heads)


async def _follow(held: _Held, after: PlanningCatalog, context: Context) -> None:
    """A new revision of every plan that is touched, so that nobody decides on the hours from before."""
    for site_id in held.heads:
        revision_id = await _revise(held.heads, site_id, context)
        today = day_at(context.now, held.catalog.sites[site_id].time_zone)
        for center in held.centers:
            if center.site_id != site_id:
                continue
            then = after.work_centers[center.id]
            less = {
                on: held.catalog.hours_on(center, on) - after.hours_on(then, on)
                for on in days_from(today, HORIZON_DAYS + 1)
            }
            days = tuple(HoursOfDay(on, hours) for on, hours in less.items() if hours > 0)
            lane = f"floor:{site_id}"
            if days:
                context.emit(HoursLost(revision_id, site_id, center.id, days), lane=lane)
            if any(hours < 0 for hours in less.values()):
                context.emit(HoursGiven(revision_id, site_id, center.id), lane=lane)


async def _revise(heads: dict[UUID, Head], site_id: UUID, context: Context) -> UUID:
    return await record_revision(
        heads, site_id, PlanRevisionDelta(), {}, site_of_line={}, note="", context=context
    )
