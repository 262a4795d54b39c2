"""Open order lines as a look at the plan finds them: which promises hold, and which are at risk."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.pegging import claims_at, serve, supply_for_lines
from backend.engine.view import View
from backend.kpi.model import OrderLine, risk_cause
from backend.kpi.reading import OpenLine
from backend.kpi.tables import KPIReading
from backend.promise.queries import situation_at


async def look_at_open_lines(now: datetime, today: Mapping[UUID, date]) -> list[OpenLine]:
    """Every open order line with the day on which the plan has it, and whether its promise holds.

    A line that is due beyond the plan's horizon is not judged by the plan.
    """
    rows = await KPIReading.raw(
        """
        SELECT id, scope_id, site_id, item_id, ordered_on, due_on, promised_on, quantity,
               shipped_quantity, unit_price
        FROM demand_line
        WHERE status = 'open' AND deleted_at IS NULL AND quantity > shipped_quantity
        """
    )
    possible = await _possible_days(now, today)
    found = []
    for row in rows:
        line = OrderLine(
            id=row["id"],
            ordered_on=row["ordered_on"],
            due_on=row["due_on"],
            promised_on=row["promised_on"],
            quantity=row["quantity"],
            delivered_quantity=row["shipped_quantity"],
            last_delivered_on=None,
            possible_on=possible.get(row["id"], row["promised_on"] or row["due_on"]),
        )
        cause = risk_cause(line, today[row["site_id"]])
        found.append(
            OpenLine(
                id=line.id,
                value=(line.quantity - line.delivered_quantity) * row["unit_price"],
                possible_on=line.possible_on,
                is_at_risk=cause is not None,
                cause=cause,
            )
        )
    return found


async def _possible_days(now: datetime, today: Mapping[UUID, date]) -> dict[UUID, date | None]:
    """When the plan has each open line that is due within its horizon; None where it never has."""
    catalog = await planning_catalog()
    site_on = {on: site_id for site_id, on in today.items()}
    found: dict[UUID, date | None] = {}
    for on, a_site_id in site_on.items():
        ground = ground_of(await situation_at(now, a_site_id, catalog))
        view = View(ground)
        for node in ground.demands:
            if today.get(node[1]) != on or node not in ground.facts:
                continue
            for served in serve(supply_for_lines(view, node), claims_at(ground, node)):
                if served.claim.line is not None:
                    day = None if served.done is None else ground.day_of(served.done)
                    found[served.claim.line.demand_line_id] = day
    return found
