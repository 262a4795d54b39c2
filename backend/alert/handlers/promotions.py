"""Keeps alerts about promotions that supply will not carry, and about what seasons lack or leave over, in step.

Wanted in the flow: `PlanRevised`, `CompanyLoaded`, `ForecastMade`, `ForecastOverridden`, `PromotionChanged`, `SeasonChanged` →
`watch_promotions`. Timetable: `WatchPromotions` every hour.
"""

from backend.alert.handlers.following import follow_causes
from backend.alert.model import (
    AlertKind,
    PromotionShortage,
    SeasonShortage,
    SeasonSurplus,
    cause_of_promotion_shortage,
    cause_of_season_shortage,
    cause_of_season_surplus,
)
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.promotion.queries.seasons import seasons_not_ready, surpluses
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
    not_ready = []
    for each in await seasons_not_ready(context.now):
        item, site = catalog.items[each.item_id], catalog.sites[each.build.site_id]
        not_ready.append(
            cause_of_season_shortage(
                SeasonShortage(
                    item.id, item.name, item.unit, site.id, site.scope_id, site.name,
                    each.build.missing, each.build.by_on,
                )
            )
        )  # fmt: skip
    await follow_causes(AlertKind.SEASON_SHORT, "", not_ready, context)
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
