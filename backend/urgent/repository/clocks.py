"""The working hours by which the stages of an order are counted, out of the catalogue."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.catalog.model import PlanningCatalog, WorkCenterFacts
from backend.urgent.model.hours import WorkingHours, WorkingWeek
from shared.urgent_terms import StageClock, StageKind

Clock = dict[StageKind, WorkingHours | None]


def clock_of(
    catalog: PlanningCatalog, item_id: UUID, site_id: UUID, clocks: Mapping[StageKind, StageClock]
) -> Clock:
    """How each stage of an order is counted; None where it runs round the clock.

    Making and packing go by the work centres of the item's first and last step, all else by the plant:
    the site itself where it has work centres, else the one that it is supplied from.
    """
    centers = _centers(catalog, item_id, site_id)
    steps = next(
        (
            found
            for place in catalog.sites_behind(item_id, site_id)
            if (found := catalog.steps_of(item_id, place))
        ),
        (),
    )
    own = {
        StageKind.MAKING: [catalog.work_centers[steps[0].work_center_id]] if steps else centers,
        StageKind.PACKING: [catalog.work_centers[steps[-1].work_center_id]] if steps else centers,
    }
    return {
        kind: None if clock is StageClock.PLAIN else hours_of(catalog, own.get(kind, centers))
        for kind, clock in clocks.items()
    }


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


def _centers(catalog: PlanningCatalog, item_id: UUID, site_id: UUID) -> list[WorkCenterFacts]:
    for place in catalog.sites_behind(item_id, site_id):
        found = [each for each in catalog.work_centers.values() if each.site_id == place]
        if found:
            return found
    return []
