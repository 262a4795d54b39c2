"""How soon urgent orders were taken on: the cells of every week, the rows behind them, their distribution."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend.kpi.reading import Cell, spread
from backend.kpi.tables import KPIReading
from shared.schemas.kpi import KPIDistribution
from shared.terms import KPIName

_RESPONSES: Final = """
    WITH response AS (
    SELECT urgent.id, urgent.scope_id, urgent.site_id, urgent.number, urgent.demand_change_id,
           urgent.received_at, urgent.processing_started_at,
           floor(extract(epoch FROM urgent.processing_started_at - urgent.received_at) / 60)::int
             AS minutes,
           (urgent.processing_started_at AT TIME ZONE site.time_zone)::date AS started_on
    FROM urgent_order AS urgent JOIN site ON site.id = urgent.site_id
    WHERE urgent.processing_started_at IS NOT NULL
    )
"""
_CELLS: Final = """
    SELECT scope_id, site_id, date_trunc('week', started_on)::date AS period_on,
           sum(minutes)::numeric AS numerator, count(*)::numeric AS denominator
    FROM response GROUP BY scope_id, site_id, date_trunc('week', started_on)
"""
_ROWS: Final = """
    SELECT count(*) OVER () AS row_count, 'urgent_order' AS subject_kind,
           response.id::text AS subject_id, '#' || response.number AS order_reference,
           customer.name AS customer_name, item.name AS item_name, item.unit,
           site.name AS site_name,
           change.quantity_before + change.quantity_delta AS quantity, 0::numeric AS completed_quantity,
           coalesce(change.due_on, change.due_on_before) AS due_on, line.promised_on,
           response.started_on AS completed_on, NULL::date AS ordered_on, response.minutes,
           CASE WHEN response.minutes > {}::int THEN 'miss' ELSE 'hit' END AS counts_as,
           NULL::text AS cause
    FROM response
    JOIN demand_change AS change ON change.id = response.demand_change_id
    JOIN customer ON customer.id = change.customer_id
    JOIN item ON item.id = change.item_id
    JOIN site ON site.id = response.site_id
    LEFT JOIN demand_line AS line ON line.id = change.demand_line_id
    WHERE response.started_on >= {}
      AND (response.scope_id = ANY({}::uuid[]) OR response.site_id = ANY({}::uuid[]))
    ORDER BY response.minutes DESC, response.id LIMIT {} OFFSET {}
"""
_SPREAD: Final = """
    SELECT minutes FROM response
    WHERE started_on >= {} AND (scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[]))
    ORDER BY minutes
"""


async def response_cells() -> list[Cell]:
    """Minutes until urgent orders were taken on, by the week in which they were."""
    rows = await KPIReading.raw(_RESPONSES + _CELLS)
    return [Cell(kpi=KPIName.URGENT_RESPONSE, **row) for row in rows]


async def rows_of_responses(
    scope_ids: Sequence[UUID], first: date, aim: int | None, limit: int, offset: int
) -> tuple[list[dict[str, Any]], int]:
    """Urgent orders that were taken on since a day, the slowest first; one beyond the aim is a miss."""
    rows = await KPIReading.raw(
        _RESPONSES + _ROWS,
        aim,
        first,
        list(scope_ids),
        list(scope_ids),
        limit,
        offset,
    )
    return [dict(row) for row in rows], rows[0]["row_count"] if rows else 0


async def distribution_of_responses(
    scope_ids: Sequence[UUID], first: date
) -> KPIDistribution | None:
    """How the response times since a day are spread; None where there is none."""
    rows = await KPIReading.raw(
        _RESPONSES + _SPREAD,
        first,
        list(scope_ids),
        list(scope_ids),
    )
    return spread([row["minutes"] for row in rows])
