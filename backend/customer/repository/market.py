"""The market's parts in sums; lines are those of the viewer's territories."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend.kit.sql import fetch

# One row for a territory and channel; what is compared is summed from these cells.
_LINES_OF: Final = """
    WITH line AS NOT MATERIALIZED (
      SELECT line.id, line.scope_id, line.channel, line.order_reference,
             line.ordered_on, coalesce(line.promised_on, line.due_on) AS reference_on,
             line.quantity, line.unit_price, line.status, line.shipped_quantity
      FROM demand_line AS line
      WHERE line.scope_id = ANY(ARRAY(
          SELECT id FROM scope WHERE id = ANY($1) AND ($2::text IS NULL OR region = $2)
        ))
        AND line.status <> 'cancelled' AND line.deleted_at IS NULL
        AND ($3::text IS NULL OR line.channel = $3)
    )
"""
_BOUGHT: Final = (
    _LINES_OF  # noqa: S608 -- both are texts of ours
    + """,
    bought AS (
      SELECT scope_id, channel,
             coalesce(sum(quantity * unit_price) FILTER (WHERE ordered_on BETWEEN $4 AND $5), 0) AS value,
             coalesce(sum(quantity * unit_price) FILTER (WHERE ordered_on BETWEEN $6 AND $7), 0)
               AS value_before,
             count(*) FILTER (WHERE ordered_on BETWEEN $4 AND $5) AS line_count,
             coalesce(sum(greatest(quantity - shipped_quantity, 0) * unit_price)
               FILTER (WHERE status = 'open'), 0) AS open_value
      FROM line GROUP BY scope_id, channel
    ),
    -- Order by order first: counting distinct orders would sort all lines by their references.
    ordered AS (
      SELECT scope_id, channel, count(*) AS order_count
      FROM (
        SELECT scope_id, channel FROM line
        WHERE ordered_on BETWEEN $4 AND $5 GROUP BY scope_id, channel, order_reference
      ) AS each GROUP BY scope_id, channel
    ),
    back AS (
      SELECT line.scope_id, line.channel, sum(back.quantity * line.unit_price) AS returned_value
      FROM customer_return AS back JOIN line ON line.id = back.demand_line_id
      WHERE back.returned_on BETWEEN $4 AND $5 GROUP BY line.scope_id, line.channel
    )
    SELECT scope.id AS territory_id, scope.name AS territory_name, scope.region, bought.*,
           coalesce(ordered.order_count, 0) AS order_count,
           coalesce(back.returned_value, 0) AS returned_value
    FROM bought JOIN scope ON scope.id = bought.scope_id
    LEFT JOIN ordered USING (scope_id, channel) LEFT JOIN back USING (scope_id, channel)
    ORDER BY scope.name, bought.channel
"""
)
# Service as the KPIs count it: lines due in the days, before today, against the promised day, else the one
# asked for.
_SERVED: Final = (
    _LINES_OF  # noqa: S608 -- both are texts of ours
    + """,
    due AS (
      SELECT line.scope_id, line.channel, line.quantity, line.reference_on,
             coalesce(shipped.quantity, 0) AS delivered, shipped.last_on
      FROM line LEFT JOIN LATERAL (
        SELECT sum(shipment.quantity) AS quantity, max(shipment.shipped_on) AS last_on
        FROM shipment WHERE shipment.demand_line_id = line.id
      ) AS shipped ON true
      WHERE line.reference_on BETWEEN $4 AND $5 AND line.reference_on < $5
    )
    SELECT scope_id, channel, count(*) AS due_count,
           count(*) FILTER (WHERE delivered >= quantity AND last_on <= reference_on) AS hits,
           sum(least(delivered, quantity)) AS filled, sum(quantity) AS wanted
    FROM due GROUP BY scope_id, channel
"""
)
_UNSERVED: Final[Mapping[str, int]] = {"due_count": 0, "hits": 0, "filled": 0, "wanted": 0}

# The page is found among the lines alone, and only its rows get their names: joined before, every line
# would be looked up in three tables, one after the other where the plan is made for any parameters.
_LINES: Final = """
    WITH part AS MATERIALIZED (
      SELECT line.id, line.quantity * line.unit_price AS value
      FROM demand_line AS line
      WHERE line.scope_id = ANY(ARRAY(
          SELECT id FROM scope WHERE id = ANY($1) AND ($5::text IS NULL OR region = $5)
            AND ($6::uuid IS NULL OR id = $6)
        ))
        AND line.status <> 'cancelled' AND line.deleted_at IS NULL
        AND line.ordered_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR line.channel = $4)
    ),
    page AS MATERIALIZED (SELECT id, value FROM part ORDER BY value DESC, id LIMIT $7 OFFSET $8)
    SELECT line.id, line.order_reference || ' / ' || line.line_number AS order_reference,
           line.customer_id, customer.name AS customer_name, scope.region, line.channel,
           item.name AS item_name, item.unit, line.quantity, page.value,
           line.ordered_on, line.due_on, line.status,
           (SELECT count(*) FROM part) AS row_count, (SELECT sum(value) FROM part) AS total
    FROM page
    JOIN demand_line AS line ON line.id = page.id
    JOIN customer ON customer.id = line.customer_id
    JOIN item ON item.id = line.item_id
    JOIN scope ON scope.id = line.scope_id
    ORDER BY page.value DESC, page.id
"""


async def market_cells(
    scope_ids: Sequence[UUID],
    now: tuple[date, date],
    before: tuple[date, date],
    channel: str | None,
    region: str | None,
) -> list[dict[str, Any]]:
    """Sums by territory and channel over some days and over others before.

    What was bought and how it was served are two walks through the lines, taken side by side.
    """
    part = (list(scope_ids), region, channel)
    bought, served = await asyncio.gather(
        fetch(_BOUGHT, *part, *now, *before), fetch(_SERVED, *part, *now)
    )
    by_cell = {(row["scope_id"], row["channel"]): row for row in served}
    return [{**row, **by_cell.get((row["scope_id"], row["channel"]), _UNSERVED)} for row in bought]


async def first_order_day(scope_ids: Sequence[UUID]) -> date | None:
    """The day of the earliest order in these territories."""
    rows = await fetch(
        "SELECT min(ordered_on) AS first FROM demand_line "
        "WHERE scope_id = ANY($1) AND deleted_at IS NULL",
        list(scope_ids),
    )
    first: date | None = rows[0]["first"]
    return first


async def market_lines(
    scope_ids: Sequence[UUID],
    days: tuple[date, date],
    part: tuple[str | None, str | None, UUID | None],
    limit: int,
    offset: int,
) -> list[dict[str, Any]]:
    """Order lines of a channel, region and territory, the dearest first, each with the count and sum of all."""
    rows = await fetch(_LINES, list(scope_ids), *days, *part, limit, offset)
    return [dict(row) for row in rows]
