"""Keeps alerts about promotions that supply will not carry, and about what seasons lack or leave over, in step.

Called by `backend.watch.handlers.looking.look_at_promotions`, which looks at them and lets rules have theirs first.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.alert import repository
from backend.alert.handlers.following import follow_causes
from backend.alert.model import (
    AlertKind,
    Cause,
    PromotionShortage,
    SeasonStock,
    cause_of_promotion_shortage,
    cause_of_season_shortage,
    cause_of_season_surplus,
    not_of_rules,
)
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.promotion.model.supply import Short
from backend.promotion.queries.seasons import NotReady, Surplus


async def follow_promotions(
    short: Iterable[Short], missing: Iterable[NotReady], left: Iterable[Surplus], context: Context
) -> None:
    """Make alerts agree with what promotions and seasons lack and leave over.

    What a rule's alert is about is not told twice.
    """
    catalog = await planning_catalog()
    by_rules = [each.key for each in await repository.standing_alerts(AlertKind.RULE_PROMOTION)]
    outrun = [_of_promotion(catalog, each) for each in short]
    await follow_causes(AlertKind.PROMOTION_SHORT, "", not_of_rules(outrun, by_rules), context)
    shortages = [
        cause_of_season_shortage(
            _of_season(
                catalog, each.item_id, each.build.site_id, each.build.missing, each.build.by_on
            )
        )
        for each in missing
    ]
    await follow_causes(AlertKind.SEASON_SHORT, "", not_of_rules(shortages, by_rules), context)
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


def _of_promotion(catalog: PlanningCatalog, short: Short) -> Cause:
    item_id, site_id = short.node
    item, site = catalog.items[item_id], catalog.sites[site_id]
    return cause_of_promotion_shortage(
        PromotionShortage(
            short.promotion_id, short.promotion_name, item_id, item.name, item.unit,
            site_id, site.scope_id, site.name, short.worst.missing, short.first_on,
        )
    )  # fmt: skip


def _of_season(
    catalog: PlanningCatalog, item_id: UUID, site_id: UUID, quantity: Decimal, on: date
) -> SeasonStock:
    item, site = catalog.items[item_id], catalog.sites[site_id]
    return SeasonStock(
        item.id, item.name, item.unit, site.id, site.scope_id, site.name, quantity, on
    )
