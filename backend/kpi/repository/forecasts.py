"""How far demand was off its forecast at the lag: the cells of every week, and the rows behind them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.kpi.reading import Cell
from backend.kpi.tables import KPIReading
from shared.terms import KPIName

# A closed period counts in the week that it begins in; figures are kept in hundredths of a unit.
_MEASURED: Final = """
    WITH measured AS (
    SELECT series.scope_id, series.site_id, series.segment, series.item_id, measure.series_id,
           measure.period_on, measure.actual / 100.0 AS came, measure.frozen / 100.0 AS forecast,
           abs(measure.actual - measure.frozen) / 100.0 AS error
    FROM forecast_measure AS measure
    JOIN forecast_series AS series ON series.series_id = measure.series_id AND series.level = 'cell'
     AND series.run_id = (
       SELECT id FROM forecast_run WHERE status = 'done' ORDER BY number DESC LIMIT 1
     )
    WHERE measure.level = 'cell'
    )
"""
_CELLS: Final = """
    SELECT scope_id, site_id, date_trunc('week', period_on)::date AS period_on,
           sum(error) AS numerator, sum(came) AS denominator
    FROM measured GROUP BY scope_id, site_id, date_trunc('week', period_on)
"""
_ROWS: Final = """
    SELECT count(*) OVER () AS row_count, 'forecast_series' AS subject_kind,
           measured.series_id::text AS subject_id, '' AS order_reference,
           concat_ws(' · ', scope.name, nullif(measured.segment, '')) AS customer_name,
           item.name AS item_name, item.unit, site.name AS site_name,
           measured.forecast AS quantity, measured.came AS completed_quantity,
           measured.period_on AS due_on, NULL::date AS promised_on, NULL::date AS completed_on,
           NULL::date AS ordered_on, NULL::text AS cause,
           CASE WHEN {}::numeric IS NULL THEN 'open'
                WHEN measured.error > {}::numeric * measured.came THEN 'miss' ELSE 'hit' END AS counts_as
    FROM measured
    JOIN scope ON scope.id = measured.scope_id
    JOIN item ON item.id = measured.item_id
    JOIN site ON site.id = measured.site_id
    WHERE measured.period_on >= {} AND (measured.error > 0 OR measured.came > 0)
      AND (measured.scope_id = ANY({}::uuid[]) OR measured.site_id = ANY({}::uuid[]))
    ORDER BY measured.error DESC, measured.series_id, measured.period_on LIMIT {} OFFSET {}
"""


async def forecast_cells() -> list[Cell]:
    """Units that demand was off its agreed forecast, and demand, by the week in which a period began."""
    rows = await KPIReading.raw(_MEASURED + _CELLS)
    return [Cell(kpi=KPIName.FORECAST_ERROR, **row) for row in rows]


async def rows_of_forecasts(
    scope_ids: Sequence[UUID], first: date, aim: Decimal | None, limit: int, offset: int
) -> tuple[list[dict[str, Any]], int]:
    """Periods of cells since a day, the farthest off first; one off by more than the aim is a miss.

    Without an aim none is a hit or a miss.
    """
    rows = await KPIReading.raw(
        _MEASURED + _ROWS,
        aim,
        aim,
        first,
        list(scope_ids),
        list(scope_ids),
        limit,
        offset,
    )
    return [dict(row) for row in rows], rows[0]["row_count"] if rows else 0
