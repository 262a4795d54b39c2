"""Reads of the KPIs for screens: cards over what a viewer may see, and one figure down to its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.identity.model import Viewer
from backend.kpi.events import SiteFigure
from backend.kpi.model import Ratio
from backend.kpi.reading import (
    COUNTED_BY_WEEK,
    DEFINITIONS,
    SHOWN_WEEKS,
    is_on_target,
    monday_of,
    running,
    value_of,
)
from backend.kpi.repository.cells import Target, targets, today_by_site, weeks_of
from backend.kpi.repository.forecasts import rows_of_forecasts
from backend.kpi.repository.responses import distribution_of_responses, rows_of_responses
from backend.kpi.repository.rows import Page, rows_behind
from backend.kpi.tables import KPIReading
from shared.schemas.kpi import KPIBoard, KPICard, KPICause, KPIRow, KPIView, Reading
from shared.terms import KPIName

PAGE: Final = 50
_ALL: Final = 1_000_000
_WATCHED_WEEKS: Final = 30
_LONGEST_WINDOW: Final = max(definition.week_count for definition in DEFINITIONS.values())


async def kpi_board(viewer: Viewer, now: datetime) -> KPIBoard:
    """All cards over the cells of the viewer's scopes."""
    monday = monday_of(await present_day(now))
    weeks = await weeks_of(tuple(KPIName), oldest_shown(monday), viewer.scope_ids)
    wanted = await targets()
    currency = (await planning_catalog()).company.currency
    waiting = await KPIReading.raw(
        """
        SELECT count(*) AS count, min(opened_at) AS oldest_at,
               (SELECT max(computed_at) FROM kpi_reading) AS as_of
        FROM (
          SELECT scope_id, opened_at FROM proposal WHERE status = 'open' AND deleted_at IS NULL
          UNION ALL SELECT scope_id, opened_at FROM adoption WHERE status = 'open'
          UNION ALL SELECT scope_id, opened_at FROM allocation WHERE status = 'open'
        ) AS waiting
        WHERE scope_id = ANY({}::uuid[])
        """,
        list(viewer.scope_ids),
    )
    return KPIBoard(
        as_of=waiting[0]["as_of"] or now,
        cards=[
            _card(kpi, weeks.get(kpi, {}), monday, wanted.get(kpi), currency) for kpi in KPIName
        ],
        waiting_count=waiting[0]["count"],
        oldest_waiting_at=waiting[0]["oldest_at"],
    )


async def kpi_view(viewer: Viewer, kpi: KPIName, offset: int, now: datetime) -> KPIView:
    """One figure with its parts, its causes and the rows behind it, misses first."""
    today = await present_day(now)
    monday = monday_of(today)
    definition = DEFINITIONS[kpi]
    weeks = (await weeks_of((kpi,), oldest_shown(monday), viewer.scope_ids)).get(kpi, {})
    target = (await targets()).get(kpi)
    currency = (await planning_catalog()).company.currency
    parts = running(definition, weeks, monday, is_now=True)
    first = first_counted(kpi, monday)
    start = max(offset, 0)
    page = await _rows(kpi, viewer, now, first, target, limit=PAGE, offset=start)
    return KPIView(
        card=_card(kpi, weeks, monday, target, currency),
        numerator=parts.numerator if parts else None,
        # A count is not a share of anything.
        denominator=parts.denominator if parts and definition.unit != "count" else None,
        period_from=first,
        period_to=max(first, today - timedelta(days=1)) if kpi in COUNTED_BY_WEEK else today,
        distribution=await distribution_of_responses(viewer.scope_ids, first)
        if kpi is KPIName.URGENT_RESPONSE
        else None,
        causes=[
            KPICause(code, count)
            for code, count in sorted(page.causes.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        rows=[_row(kpi, row) for row in page.rows],
        row_count=page.row_count,
        next_offset=start + PAGE if start + PAGE < page.row_count else None,
    )


async def kpi_rows(viewer: Viewer, kpi: KPIName, now: datetime) -> list[KPIRow]:
    """Every row behind a figure in the viewer's scopes, misses first; for an export."""
    first = first_counted(kpi, monday_of(await present_day(now)))
    target = (await targets()).get(kpi)
    page = await _rows(kpi, viewer, now, first, target, limit=_ALL, offset=0)
    return [_row(kpi, row) for row in page.rows]


async def _rows(
    kpi: KPIName,
    viewer: Viewer,
    now: datetime,
    first: date,
    target: Target | None,
    *,
    limit: int,
    offset: int,
) -> Page:
    if kpi is KPIName.FORECAST_ERROR:
        wanted = None if target is None else target.target
        off, off_count = await rows_of_forecasts(viewer.scope_ids, first, wanted, limit, offset)
        return Page(off, off_count, {})
    if kpi is not KPIName.URGENT_RESPONSE:
        return await rows_behind(kpi, viewer.scope_ids, now, limit=limit, offset=offset)
    aim = None if target is None else int(target.target)
    rows, count = await rows_of_responses(viewer.scope_ids, first, aim, limit, offset)
    return Page(rows, count, {})


async def figures_by_site(kpi: KPIName, now: datetime) -> list[SiteFigure]:
    """A KPI's present value at every site where there is something to count."""
    monday = monday_of(await present_day(now))
    catalog = await planning_catalog()
    found = []
    for site in catalog.sites.values():
        weeks = await weeks_of((kpi,), oldest_shown(monday), (site.id,))
        parts = running(DEFINITIONS[kpi], weeks.get(kpi, {}), monday)
        value = value_of(DEFINITIONS[kpi], parts)
        if value is not None:
            found.append(SiteFigure(site.scope_id, site.name, value))
    return found


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """A KPI at each site by week, the running week last; a week with nothing to measure is None."""

    unit: str
    target: Decimal | None
    sites: dict[UUID, list[tuple[date, Decimal | None]]]


async def weekly_figures(kpi: KPIName, now: datetime) -> WeeklyFigures:
    """A KPI's last weeks at every site where there is anything to count, each as its card had it."""
    monday = monday_of(await present_day(now))
    definition = DEFINITIONS[kpi]
    target = (await targets()).get(kpi)
    found = {}
    for site in (await planning_catalog()).sites.values():
        since = monday - timedelta(weeks=_WATCHED_WEEKS + _LONGEST_WINDOW)
        weeks = (await weeks_of((kpi,), since, (site.id,))).get(kpi, {})
        periods = [monday - timedelta(weeks=ago) for ago in reversed(range(_WATCHED_WEEKS))]
        figures = [
            (on, value_of(definition, running(definition, weeks, on, is_now=on == monday)))
            for on in periods
        ]
        if weeks and any(value is not None for _, value in figures):
            found[site.id] = figures
    return WeeklyFigures(definition.unit, target.target if target else None, found)


async def aims() -> dict[KPIName, Decimal]:
    """What the company aims at, for each figure that has an aim."""
    return {kpi: target.target for kpi, target in (await targets()).items()}


async def present_day(now: datetime) -> date:
    """The latest calendar day of any site; the day in UTC where there is none."""
    return max((await today_by_site(now)).values(), default=now.date())


def present_parts(kpi: KPIName, weeks: Mapping[date, Ratio], monday: date) -> Ratio | None:
    """A figure's parts over the weeks that its card counts."""
    return running(DEFINITIONS[kpi], weeks, monday, is_now=True)


def first_counted(kpi: KPIName, monday: date) -> date:
    """The first day that a card counts."""
    return monday - timedelta(weeks=DEFINITIONS[kpi].week_count - 1)


def oldest_shown(monday: date) -> date:
    """The first week that any point of any trend line counts."""
    return monday - timedelta(weeks=SHOWN_WEEKS + _LONGEST_WINDOW - 2)


def _card(
    kpi: KPIName,
    weeks: Mapping[date, Ratio],
    monday: date,
    target: Target | None,
    currency: str,
) -> KPICard:
    definition = DEFINITIONS[kpi]
    readings = []
    for ago in reversed(range(SHOWN_WEEKS)):
        period_on = monday - timedelta(weeks=ago)
        parts = running(definition, weeks, period_on, is_now=not ago)
        readings.append(Reading(period_on, value_of(definition, parts)))
    value, before = readings[-1].value, readings[-2].value
    aim = target.target if target else None
    return KPICard(
        kpi=kpi,
        value=value,
        unit=definition.unit,
        target=aim,
        higher_is_better=definition.higher_is_better,
        is_on_target=is_on_target(definition, value, aim),
        change=None if value is None or before is None else value - before,
        readings=readings,
        currency=currency if definition.unit == "money" else None,
    )


def _row(kpi: KPIName, row: Mapping[str, Any]) -> KPIRow:
    shown = {field: row[field] for field in KPIRow.__struct_fields__ if field in row}
    if kpi is not KPIName.OPEN_DEMAND_AT_RISK:
        return KPIRow(**shown)
    # What is kept as the day of completion has not happened yet.
    return KPIRow(**{**shown, "completed_on": None, "possible_on": row["completed_on"]})
