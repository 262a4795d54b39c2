"""Demand of items at sites beside what it had been forecast to be at the lag, period by period."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend.forecast.model.steps import ADDING
from backend.kit.sql import fetch

Node = tuple[UUID, UUID]

# A customer group counts as the class that most of its customers in the territory have.
_CELLS: Final = """
    WITH group_class AS (
      SELECT scope_id, segment, mode() WITHIN GROUP (ORDER BY priority) AS class
      FROM customer GROUP BY scope_id, segment
    ), cell AS (
      SELECT series.*, group_class.class FROM forecast_series AS series
      LEFT JOIN group_class ON group_class.scope_id = series.scope_id
        AND group_class.segment = series.segment
      WHERE series.run_id = $1 AND series.level = 'cell'
        AND ($2::int IS NULL OR group_class.class <= $2)
        AND ($3::uuid[] IS NULL OR series.item_id = ANY($3::uuid[]))
        AND ($4::uuid[] IS NULL OR series.site_id = ANY($4::uuid[]))
    )
"""


async def closed_periods(
    run_id: UUID, since: date, lowest_priority: int | None, nodes: Iterable[Node] | None
) -> list[dict[str, Any]]:
    """Sums of the cells of each item at each site, by closed period from a day on, the oldest first."""
    return await _rows(
        _CELLS  # noqa: S608 -- our own columns
        + """
        SELECT cell.item_id, cell.site_id, cell.period, kept.period_on,
               sum(kept.actual)::bigint AS actual, sum(kept.frozen)::bigint AS forecast
        FROM cell JOIN forecast_measure AS kept
          ON kept.series_id = cell.series_id AND kept.period = cell.period
        WHERE kept.period_on >= $5
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4
        """,
        (run_id, lowest_priority, nodes),
        since,
    )


async def first_period(run_id: UUID, period: str) -> date | None:
    """The first day that a run forecasts of a kind of period; None where it has none of it."""
    rows = await fetch(
        "SELECT min(first_on) AS first_on FROM forecast_series WHERE run_id = $1 AND period = $2",
        run_id,
        period,
    )
    found: date | None = rows[0]["first_on"]
    return found


async def forecast_at(
    run_id: UUID, period: str, place: int, lowest_priority: int | None, nodes: Iterable[Node] | None
) -> dict[Node, int]:
    """The agreed forecast that a run has at a place (from 1) of its periods, by item and site."""
    rows = await _rows(
        _CELLS  # noqa: S608 -- our own columns
        + """
        SELECT item_id, site_id, sum("""
        + " + ".join(f"coalesce({name}[$6::int], 0)" for name in ("statistical", *ADDING))
        + """)::bigint AS forecast
        FROM cell WHERE period = $5 GROUP BY 1, 2
        """,
        (run_id, lowest_priority, nodes),
        period,
        place,
    )
    return {(row["item_id"], row["site_id"]): row["forecast"] for row in rows}


async def ordered_between(
    first_on: date, last_on: date, lowest_priority: int | None, nodes: Iterable[Node] | None
) -> dict[Node, int]:
    """Hundredths ordered for some days, by item and site; of customer groups of a class or better."""
    wanted = None if nodes is None else list(nodes)
    rows = await fetch(
        """
        WITH group_class AS (
          SELECT scope_id, segment, mode() WITHIN GROUP (ORDER BY priority) AS class
          FROM customer GROUP BY scope_id, segment
        )
        SELECT line.item_id, line.site_id, round(sum(line.quantity) * 100)::bigint AS quantity
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        LEFT JOIN group_class ON group_class.scope_id = line.scope_id
          AND group_class.segment = customer.segment
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL
          AND line.due_on BETWEEN $1 AND $2 AND ($3::int IS NULL OR group_class.class <= $3)
          AND ($4::uuid[] IS NULL OR line.item_id = ANY($4::uuid[]))
          AND ($5::uuid[] IS NULL OR line.site_id = ANY($5::uuid[]))
        GROUP BY 1, 2
        """,
        first_on,
        last_on,
        lowest_priority,
        *_apart(wanted),
    )
    return {(row["item_id"], row["site_id"]): row["quantity"] for row in rows}


async def main_cells(
    run_id: UUID, since: date, lowest_priority: int | None, nodes: Iterable[Node] | None
) -> dict[Node, dict[str, Any]]:
    """The cell of each item at each site whose demand was off by the most since a day."""
    rows = await _rows(
        _CELLS  # noqa: S608 -- our own columns
        + """
        SELECT DISTINCT ON (cell.item_id, cell.site_id) cell.item_id, cell.site_id, cell.series_id,
               cell.segment, scope.name AS territory
        FROM cell LEFT JOIN scope ON scope.id = cell.scope_id
        LEFT JOIN LATERAL (
          SELECT abs(sum(kept.actual - kept.frozen)) AS off FROM forecast_measure AS kept
          WHERE kept.series_id = cell.series_id AND kept.period_on >= $5
        ) AS late ON true
        ORDER BY cell.item_id, cell.site_id, late.off DESC NULLS LAST, cell.series_id
        """,
        (run_id, lowest_priority, nodes),
        since,
    )
    return {(row["item_id"], row["site_id"]): row for row in rows}


async def _rows(
    statement: str, cells: tuple[UUID, int | None, Iterable[Node] | None], *more: object
) -> list[dict[str, Any]]:
    run_id, lowest_priority, nodes = cells
    wanted = None if nodes is None else set(nodes)
    rows = await fetch(statement, run_id, lowest_priority, *_apart(wanted), *more)
    return [
        dict(row) for row in rows if wanted is None or (row["item_id"], row["site_id"]) in wanted
    ]


def _apart(nodes: Iterable[Node] | None) -> tuple[list[UUID] | None, list[UUID] | None]:
    if nodes is None:
        return None, None
    known = list(nodes)
    return [item_id for item_id, _ in known], [site_id for _, site_id in known]
