"""Keeps alerts about items whose supply ends while they are still needed in step.

Called by `backend.watch.handlers.looking.look_at_promotions`: a plan, a forecast or master data have moved.
"""

from collections import defaultdict
from datetime import date
from typing import Final
from uuid import UUID

from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause, EndingSupply, cause_of_ending_supply
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.engine.refill import LastBuy, last_buy
from backend.engine.situation import Node
from backend.forecast.queries.consuming import expected_by_node
from backend.kit.clock import day_at
from backend.promise.queries import situation_at
from shared.terms import Procurement

_WITHIN_DAYS: Final = 90


async def follow_ending_supplies(context: Context) -> None:
    """Make alerts agree with what can be bought only for a while, and will be missing after that."""
    catalog = await planning_catalog()
    by_day: dict[date, list[Node]] = defaultdict(list)
    for node, facts in catalog.item_sites.items():
        last_on = facts.lots.last_on
        today = day_at(context.now, catalog.sites[node[1]].time_zone)
        if (
            facts.procurement == Procurement.BUY
            and last_on is not None
            and 0 <= (last_on - today).days <= _WITHIN_DAYS
        ):
            by_day[today].append(node)
    causes: list[Cause] = []
    for today, nodes in by_day.items():
        situation = await situation_at(context.now, nodes[0][1], catalog)
        expected = await expected_by_node(today)
        for node in nodes:
            found = last_buy(situation, node, expected.get(node, ()))
            if found is not None:
                causes.append(cause_of_ending_supply(_ending(catalog, node, found)))
    await follow_causes(AlertKind.SUPPLY_ENDS, "", causes, context)


def _ending(catalog: PlanningCatalog, node: tuple[UUID, UUID], found: LastBuy) -> EndingSupply:
    item, site = catalog.items[node[0]], catalog.sites[node[1]]
    return EndingSupply(
        item.id, item.name, item.unit, site.id, site.scope_id, site.name, found.ends_on, found.order_on,
        found.short_on, found.needed, found.missing, found.facts.lead_time_days,
    )  # fmt: skip
