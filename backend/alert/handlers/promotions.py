"""Keeps alerts about promotions that supply will not carry, and about what seasons leave over, in step.

Wanted in the flow: `PlanRevised`, `CompanyLoaded`, `ForecastMade`, `ForecastOverridden`, `PromotionChanged`, `SeasonChanged` →
`watch_promotions`. Timetable: `WatchPromotions` every hour.
"""

from backend.alert.handlers.following import follow_causes
from backend.alert.model import (
    AlertKind,
    PromotionShortage,
    SeasonSurplus,
    cause_of_promotion_shortage,
    cause_of_season_surplus,
)
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.promotion.queries.seasons import surpluses
from backend.promotion.queries.supply import short_promotions


async def watch_promotions(event: object, context: Context) -> None:
    """Compare what promotions and seasons expect with what there will be, whatever has moved."""
    del event
    catalog = await planning_catalog()
    short = []
    for each in await short_promotions(context.now):
        item_id, site_id = each.node
        item, site = catalog.items[item_id], catalog.sites[site_id]
        short.append(
            cause_of_promotion_shortage(
                PromotionShortage(
                    each.promotion_id, each.promotion_name, item_id, item.name, item.unit,
                    site_id, site.scope_id, site.name, each.worst.missing, each.first_on,
                )
            )
        )  # fmt: skip
    await follow_causes(AlertKind.PROMOTION_SHORT, "", short, context)
    left = []
    for surplus in await surpluses(context.now):
        item, site = catalog.items[surplus.item_id], catalog.sites[surplus.left_over.site_id]
        left.append(
            cause_of_season_surplus(
                SeasonSurplus(
                    item.id, item.name, item.unit, site.id, site.scope_id, site.name,
                    surplus.left_over.left, surplus.left_over.on,
                )
            )
        )  # fmt: skip
    await follow_causes(AlertKind.SEASON_SURPLUS, "", left, context)
