"""The working hours by which the stages of an order are counted, out of the catalogue."""

from collections.abc import Mapping
from uuid import UUID

from backend.catalog.hours import WorkingHours, centers_at, hours_of
from backend.catalog.model.catalog import PlanningCatalog
from shared.urgent_terms import StageClock, StageKind

Clock = dict[StageKind, WorkingHours | None]


def clock_of(
    catalog: PlanningCatalog, item_id: UUID, site_id: UUID, clocks: Mapping[StageKind, StageClock]
) -> Clock:
    """How each stage of an order is counted; None where it runs round the clock.

    Making and packing go by the work centres of the item's first and last step, all else by the plant:
    the site itself where it has work centres, else the one that it is supplied from.
    """
    centers = centers_at(catalog, site_id, item_id)
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
