"""Where supply will not carry promotions: what is expected beyond orders against what can still be promised."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.scale import quantity_of
from backend.engine.situation import Node
from backend.engine.view import View
from backend.forecast.queries.consuming import open_forecasts
from backend.kit.clock import day_at
from backend.promise.queries import situation_at
from backend.promotion.model.promotion import status_on
from backend.promotion.model.supply import Short, Wanted, days_short, expected_by, short_of
from backend.promotion.repository import promotions
from shared.promotion_terms import PromotionStatus

# An alert comes early enough to act on: the usual lead time and three weeks before a day is short.
AHEAD: Final = timedelta(days=21)
_COUNTING: Final = frozenset({PromotionStatus.PLANNED, PromotionStatus.RUNNING})


async def short_promotions(now: datetime) -> list[Short]:
    """Every item at a site that a promotion outruns soon enough to be told."""
    catalog = await planning_catalog()
    found = []
    for row in await promotions.promotions():
        for short in await shorts_of(row, now):
            known = catalog.item_sites.get(short.node)
            lead = timedelta(days=known.lead_time_days if known is not None else 0)
            if short.first_on <= now.date() + lead + AHEAD:
                found.append(short)
    return found


async def shorts_of(row: Mapping[str, Any], now: datetime) -> list[Short]:
    """The items at sites where a promotion that is planned or running outruns supply."""
    status = status_on(row["status"], row["starts_on"], row["ends_on"], now.date())
    if status not in _COUNTING:
        return []
    catalog = await planning_catalog()
    items = {each["id"] for each in await promotions.items_of(row["id"])}
    sites = set(row["site_ids"])
    found: list[Short] = []
    for today, site_ids in _days(now, catalog.sites.values()).items():
        wanted = await _wanted(today)
        view: View | None = None
        for node in sorted(wanted, key=str):
            item_id, site_id = node
            if item_id not in items or site_id not in site_ids or (sites and site_id not in sites):
                continue
            if view is None:
                view = View(ground_of(await situation_at(now, site_id, catalog)))
            facts = view.ground.facts.get(node)
            if facts is None:
                continue
            free = [quantity_of(int(units), facts.quantity_decimals) for units in view.free(node)]
            expected = expected_by(wanted[node], today, len(free))
            days = days_short(expected, free, today, row["starts_on"], row["ends_on"])
            short = short_of(row, node, days, Decimal(1).scaleb(-facts.quantity_decimals))
            if short is not None:
                found.append(short)
    return found


async def promised_days(
    promotion_id: UUID, item_id: UUID, site_id: UUID, today: date
) -> tuple[date, date] | None:
    """The days of a promotion of an item at a site; None where it does not take place, or no more."""
    row = await promotions.promotion(promotion_id)
    if (
        row is None
        or status_on(row["status"], row["starts_on"], row["ends_on"], today) not in _COUNTING
    ):
        return None
    items = {each["id"] for each in await promotions.items_of(promotion_id)}
    if item_id not in items or (row["site_ids"] and site_id not in row["site_ids"]):
        return None
    return row["starts_on"], row["ends_on"]


def _days(now: datetime, sites: Any) -> dict[date, set[UUID]]:
    found: dict[date, set[UUID]] = defaultdict(set)
    for site in sites:
        found[day_at(now, site.time_zone)].add(site.id)
    return found


async def _wanted(today: date) -> dict[Node, Sequence[Wanted]]:
    found: dict[Node, list[Wanted]] = defaultdict(list)
    for each in await open_forecasts(today):
        found[each.item_id, each.site_id].append(Wanted(each.first_on, each.last_on, each.quantity))
    return dict(found)
