"""Reads of calendars for those who keep them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import SiteFacts, SupplierFacts, WorkCenterFacts
from backend.catalog.model.hours_of_day import shift_hours
from backend.catalog.queries import CalendarFacts, calendars, planning_catalog
from backend.floor.model import CALENDAR_KEEPERS, Displaced
from backend.floor.queries.board import unplaced
from backend.floor.repository import calendars_displaced
from backend.identity.model import Viewer
from shared.schemas.calendar import (
    CalendarBoard,
    CalendarCenter,
    CalendarDay,
    CalendarPlace,
    CalendarSite,
    CalendarView,
    Shift,
)

_DAYS_BACK: Final = timedelta(days=31)


async def calendars_for(viewer: Viewer, now: datetime) -> CalendarBoard:
    """Calendars of sites that the viewer sees, and those that nobody follows; and their sites."""
    viewer.must_be(*CALENDAR_KEEPERS)
    catalog = await planning_catalog()
    shown = []
    displaced = await calendars_displaced()
    for calendar in await calendars():
        centers = [c for c in catalog.work_centers.values() if c.calendar_id == calendar.id]
        sites = _sites(catalog, centers)
        kept = {catalog.sites[site_id] for site_id in catalog.sites_open_by(calendar.id)}
        if all(viewer.sees(site.scope_id) for site in (*sites, *kept)):
            away = [displaced[center.id] for center in centers if center.id in displaced]
            shown.append(_with_displaced(_view(calendar, centers, sites, now), away, catalog))
    seen = [site for site in catalog.sites.values() if viewer.sees(site.scope_id)]
    scopes = {site.id: site for site in seen}
    return CalendarBoard(
        shown,
        [_site(each) for each in sorted(seen, key=lambda each: each.name)],
        [
            CalendarCenter(each.id, each.name, scopes[each.site_id].name, each.calendar_id)
            for each in sorted(catalog.work_centers.values(), key=lambda each: each.name)
            if each.site_id in scopes
        ],
        _places(viewer, catalog),
    )


def _places(viewer: Viewer, catalog: PlanningCatalog) -> list[CalendarPlace]:
    """The sites and suppliers that bring things only to sites that the viewer sees."""
    places: list[SiteFacts | SupplierFacts] = [*catalog.sites.values(), *catalog.suppliers.values()]
    found = [
        CalendarPlace(each.id, each.name, isinstance(each, SupplierFacts), each.calendar_id)
        for each in places
        if all(
            viewer.sees(catalog.sites[site_id].scope_id)
            for site_id in catalog.sites_supplied_by(each.id) or {each.id} & catalog.sites.keys()
        )
    ]
    return sorted(found, key=lambda place: (place.is_supplier, place.name))


def _sites(catalog: PlanningCatalog, centers: list[WorkCenterFacts]) -> list[SiteFacts]:
    found = {center.site_id: catalog.sites[center.site_id] for center in centers}
    return sorted(found.values(), key=lambda site: site.name)


def _site(site: SiteFacts) -> CalendarSite:
    return CalendarSite(site.id, site.name, site.time_zone)


def _view(
    calendar: CalendarFacts, centers: list[WorkCenterFacts], sites: list[SiteFacts], now: datetime
) -> CalendarView:
    first = now.date() - _DAYS_BACK
    hours = (shift_hours(starts_at, ends_at) for _, starts_at, ends_at in calendar.shifts)
    return CalendarView(
        id=calendar.id,
        code=calendar.code,
        name=calendar.name,
        ver=calendar.ver,
        shifts=[Shift(*each) for each in calendar.shifts],
        week_hours=sum(hours, Decimal(0)),
        days=[CalendarDay(*each) for each in calendar.days if each[0] >= first],
        sites=[_site(each) for each in sites],
        work_center_names=sorted(center.name for center in centers),
    )


def _with_displaced(
    view: CalendarView, away: Sequence[Displaced], catalog: PlanningCatalog
) -> CalendarView:
    # A line that works at several of the work centres is told once.
    stuck = {lot.line_id: lot for each in away for lot in each.stuck}
    return replace(
        view,
        moved_count=sum(each.moved_count for each in away),
        returned_count=sum(each.returned_count for each in away),
        unplaced=unplaced(stuck.values(), catalog),
    )
