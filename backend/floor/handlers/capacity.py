"""Capacity as the floor reports it: machines down and up again, other hours, another efficiency."""

from datetime import datetime

from backend.catalog.handlers import keep_deviation, move_deviation_end
from backend.catalog.model.facts import DeviationFacts
from backend.catalog.model.hours_of_day import days_from
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.floor import repository
from backend.floor.commands import EndDowntime, FollowFloor, ReportDowntime, ReportHours
from backend.floor.errors import DowntimeEndedError
from backend.floor.handlers.reporting import center_site, desk_at, keep_report, reporter, tell
from backend.floor.model import (
    assumed_end,
    check_downtime,
    check_hours,
    check_period,
    extended_end,
)
from backend.identity.errors import NotFoundError
from backend.kit.clock import day_at
from backend.plan.model import PlanRevisionDelta
from shared.terms import ReportKind


async def report_downtime(command: ReportDowntime, context: Context) -> int:
    """Take machines out of a work centre's hours; returns the report's `ver`.

    Until further notice is taken to last to the end of the site's negotiable zone.
    """
    viewer = await reporter(context)
    desk = await desk_at(viewer, await center_site(command.work_center_id), context)
    center = desk.catalog.work_centers[command.work_center_id]

    check_downtime(
        command.from_at,
        command.until_at,
        context.now,
        machine_count=command.machine_count,
        machines=center.machine_count,
    )
    until_at = command.until_at or max(
        assumed_end(context.now, desk.site.time_zone, desk.site.negotiable_days),
        assumed_end(command.from_at, desk.site.time_zone, 0),
    )

    await keep_report(
        command.id,
        ReportKind.DOWNTIME,
        desk,
        context,
        work_center_id=center.id,
        happened_on=day_at(command.from_at, desk.site.time_zone),
        facts={
            "from_at": command.from_at,
            "until_at": command.until_at,
            "machine_count": command.machine_count or center.machine_count,
            "cause": command.cause.value,
        },
        note=command.note,
        ended_at=command.until_at,
    )
    await keep_deviation(
        DeviationFacts(
            id=command.id,
            work_center_id=center.id,
            down_from_at=command.from_at,
            down_until_at=until_at,
            machine_count=command.machine_count or center.machine_count,
            from_on=None,
            until_on=None,
            hours=None,
            efficiency_ratio=None,
        ),
        context,
    )
    await desk.revise(PlanRevisionDelta(), context)

    tell(command.id, desk.site.id, context, work_center_id=center.id)
    return 1


async def end_downtime(command: EndDowntime, context: Context) -> int:
    """Let machines run again, sooner than was said or assumed; returns the report's `ver`."""
    viewer = await reporter(context)
    row = await repository.lock_report(command.id, viewer.scope_ids)
    if row is None or row["kind"] != ReportKind.DOWNTIME:
        raise NotFoundError
    desk = await desk_at(viewer, row["site_id"], context)

    has_ended = row["ended_at"] is not None and row["ended_at"] <= command.until_at
    if has_ended or row["reversed_at"] is not None:
        raise DowntimeEndedError
    from_at = _instant(row["facts"]["from_at"])
    check_period(from_at, command.until_at, context.now)

    facts = {**row["facts"], "until_at": command.until_at}
    ver = await repository.update_report(command.id, {"facts": facts, "ended_at": command.until_at})
    await move_deviation_end(command.id, command.until_at)
    await desk.revise(PlanRevisionDelta(), context)

    context.note(ended_by=viewer.name)
    tell(
        command.id,
        desk.site.id,
        context,
        work_center_id=row["work_center_id"],
        gives_back=True,
    )
    return ver


async def report_hours(command: ReportHours, context: Context) -> int:
    """Let a work centre have other hours a day, or another efficiency; returns the report's `ver`."""
    viewer = await reporter(context)
    desk = await desk_at(viewer, await center_site(command.work_center_id), context)
    center = desk.catalog.work_centers[command.work_center_id]

    check_hours(
        command.from_on,
        command.until_on,
        desk.today,
        hours=command.hours,
        efficiency_ratio=command.efficiency_ratio,
        machines=center.machine_count,
    )

    await keep_report(
        command.id,
        ReportKind.HOURS,
        desk,
        context,
        work_center_id=center.id,
        happened_on=command.from_on,
        facts={
            "from_on": command.from_on,
            "until_on": command.until_on,
            "hours": command.hours,
            "efficiency_ratio": command.efficiency_ratio,
        },
        note=command.note,
    )
    await keep_deviation(
        DeviationFacts(
            id=command.id,
            work_center_id=center.id,
            down_from_at=None,
            down_until_at=None,
            machine_count=None,
            from_on=command.from_on,
            until_on=command.until_on,
            hours=command.hours,
            efficiency_ratio=command.efficiency_ratio,
        ),
        context,
    )
    await desk.revise(PlanRevisionDelta(), context)

    after = await planning_catalog()
    more = any(
        after.hours_on(center, on) > desk.catalog.hours_on(center, on)
        for on in days_from(command.from_on, (command.until_on - command.from_on).days + 1)
    )
    tell(command.id, desk.site.id, context, work_center_id=center.id, gives_back=more)
    return 1


async def follow_floor(_: FollowFloor, context: Context) -> None:
    """Let what is down until further notice be down for longer as the days go by."""
    catalog = await planning_catalog()
    for row in await repository.open_downtimes():
        site = catalog.sites[row["site_id"]]
        until_at = extended_end(row["down_until_at"], context.now, site.time_zone)
        if until_at is not None:
            await move_deviation_end(row["id"], until_at)
            tell(row["id"], site.id, context, work_center_id=row["work_center_id"])


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
