"""What the best class of customers who buy an item is owed, site by site."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.customer.model.segments import service_goal
from backend.customer.repository import own
from backend.kpi.queries import aims
from shared.terms import KPIName

BUYING: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Owed:
    """The class that is owed the most among who bought an item at a site, how many of that class did, and the goal."""

    item_id: UUID
    site_id: UUID
    customer_class: int
    customer_count: int
    goal: Decimal | None


async def owed_at(item_id: UUID | None, today: date) -> list[Owed]:
    """Of the customers with a line of the item (None: of any) at a site that is due within a year before today, or later."""
    rules, usual = await own.segment_rules(), (await aims()).get(KPIName.OTIF)
    best: dict[tuple[UUID, UUID], Owed] = {}
    for row in await own.buying_classes(item_id, today - BUYING):
        goal = service_goal(row["customer_class"], rules, usual)
        node = (row["item_id"], row["site_id"])
        known = best.get(node)
        if known is None or (goal or 0) > (known.goal or 0):
            best[node] = Owed(*node, row["customer_class"], row["customer_count"], goal)
    return list(best.values())
