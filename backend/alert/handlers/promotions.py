"""Keeps alerts about promotions that supply will not carry, and about what seasons lack or leave over, in step.

Wanted in the flow: `PlanRevised`, `CompanyLoaded`, `ForecastMade`, `ForecastOverridden`, `PromotionChanged`, `SeasonChanged` →
`watch_promotions`. Timetable: `WatchPromotions` every hour.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.alert.handlers.following import follow_causes
from backend.alert.model import (
    AlertKind,
    PromotionShortage,
    SeasonStock,
    cause_of_promotion_shortage,
    cause_of_season_shortage,
    cause_of_season_surplus,
)
from backend.catalog.model import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.promotion.queries.seasons import season_outlook
from backend.promotion.queries.supply import short_promotions


async def watch_promotions(event: object, context: Context) -> None:
    """Compare what promotions and seasons expect with what there will be, whatever has moved."""
    del event
    catalog = await planning_catalog()
    short = []
    for lacking in await short_promotions(context.now):
        item_id, site_id = lacking.node
        item, site = catalog.items[item_id], catalog.sites[site_id]
        short.append(
            cause_of_promotion_shortage(
                PromotionShortage(
                    lacking.promotion_id, lacking.promotion_name, item_id, item.name, item.unit,
                    site_id, site.scope_id, site.name, lacking.worst.missing, lacking.first_on,
                )
            )
        )  # fmt: skip
    await follow_causes(AlertKind.PROMOTION_SHORT, "", short, context)
    missing, left = await season_outlook(context.now)
    shortages = [
        cause_of_season_shortage(
            _of_season(
                catalog, each.item_id, each.build.site_id, each.build.missing, each.build.by_on
            )
        )
        for each in missing
    ]
    await follow_causes(AlertKind.SEASON_SHORT, "", shortages, context)
    surpluses = [
        cause_of_season_surplus(
            _of_season(
                catalog,
                each.item_id,
                each.left_over.site_id,
                each.left_over.left,
                each.left_over.on,
            )
        )
        for each in left
    ]
    await follow_causes(AlertKind.SEASON_SURPLUS, "", surpluses, context)


def _of_season(
    catalog: PlanningCatalog, item_id: UUID, site_id: UUID, quantity: Decimal, on: date
) -> SeasonStock:
    item, site = catalog.items[item_id], catalog.sites[site_id]
    return SeasonStock(
        item.id, item.name, item.unit, site.id, site.scope_id, site.name, quantity, on
    )
