"""The series of runs and what closed periods had been forecast to be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.forecast.tables import ForecastMeasure, ForecastSeries, OutsideTrial
from backend.kit.bulk import transaction_connection
from shared.ids import new_id

_JSON: Final = ("methods", "marks", "reasons", "moved")
_SUMMARY: Final = """
    series.series_id, series.level, series.family, series.item_id, series.site_id, series.scope_id,
    series.segment, series.channel, series.period, series.first_on, series.demand_class,
    series.methods::text AS methods, series.marks::text AS marks, series.reasons::text AS reasons,
    series.moved::text AS moved, series.failed_reason, series.wape, series.naive_wape, series.bias,
    series.volume, item.name AS item_name, item.unit, item.price,
    site.name AS site_name, scope.name AS scope_name, scope.region
"""
_JOINS: Final = """
    FROM forecast_series AS series
    LEFT JOIN item ON item.id = series.item_id
    LEFT JOIN site ON site.id = series.site_id
    LEFT JOIN scope ON scope.id = series.scope_id
"""
FIGURES: Final = (
    "history",
    "statistical",
    "low",
    "high",
    "naive",
    "promotion",
    "pipeline",
    "rep",
    "planner",
    "frozen",
)


async def add_series(rows: Iterable[Mapping[str, Any]]) -> None:
    """Save the series of a chunk."""
    given = [{"id": new_id(), **row} for row in rows]
    if not given:
        return
    columns = list(given[0])
    await transaction_connection().copy_records_to_table(
        "forecast_series",
        records=[
            tuple(
                msgspec.json.encode(row[name]).decode()
                if name in _JSON and row[name] is not None
                else row[name]
                for name in columns
            )
            for row in given
        ],
        columns=columns,
    )


async def forget_series(run_id: UUID, families: Sequence[str]) -> None:
    """Forget what a run has of some families."""
    await ForecastSeries.raw(
        "DELETE FROM forecast_series WHERE run_id = {} AND family = ANY({}::text[])",
        run_id,
        list(families),
    )


async def copy_run(from_id: UUID, to_id: UUID) -> None:
    """Give a run the series of another one, and what came of its signals."""
    for table, columns in (
        ("forecast_series", [each._meta.name for each in ForecastSeries._meta.columns]),  # noqa: SLF001 -- Piccolo's way
        ("outside_trial", [each._meta.name for each in OutsideTrial._meta.columns]),  # noqa: SLF001 -- as above
    ):
        kept = ", ".join(f'"{name}"' for name in columns if name not in {"id", "run_id"})
        await ForecastSeries.raw(
            f"INSERT INTO {table} (id, run_id, {kept})"  # noqa: S608 -- our own columns
            f" SELECT gen_random_uuid(), {{}}, {kept} FROM {table} WHERE run_id = {{}}",
            to_id,
            from_id,
        )


async def level_of(run_id: UUID, level: str, family: str | None) -> dict[UUID, dict[str, Any]]:
    """Series of a level with their figures and names, by series."""
    rows = await ForecastSeries.raw(
        f"SELECT {_SUMMARY}, {_figures()} {_JOINS} WHERE series.run_id = {{}} AND series.level = {{}}"
        " AND ({}::text IS NULL OR series.family = {})",
        run_id,
        level,
        family,
        family,
    )
    return {row["series_id"]: decoded(row) for row in rows}


async def summaries(
    run_id: UUID,
    level: str,
    scope_ids: Sequence[UUID] | None,
    *,
    family: str | None = None,
    words: str = "",
    failed_only: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Series of a level in these scopes (in any, without a list), the largest error in money first."""
    rows = await ForecastSeries.raw(
        "SELECT "
        + _SUMMARY
        + ", count(*) OVER () AS row_count, series.statistical[1:4] AS near"
        + _JOINS
        + """
        WHERE series.run_id = {} AND series.level = {}
          AND ({}::uuid[] IS NULL OR series.scope_id = ANY({}::uuid[]) OR series.site_id = ANY({}::uuid[]))
          AND ({}::text IS NULL OR series.family = {})
          AND (NOT {} OR series.failed_reason IS NOT NULL)
          AND ({} = '' OR concat_ws(' ', item.name, item.code, series.family, site.name, scope.name)
               ILIKE '%' || {} || '%')
        ORDER BY coalesce(series.wape, 0) * series.volume * coalesce(item.price, 1) DESC,
                 series.series_id
        LIMIT {} OFFSET {}
        """,
        run_id,
        level,
        *[None if scope_ids is None else list(scope_ids)] * 3,
        family,
        family,
        failed_only,
        words,
        words,
        limit,
        offset,
    )
    return [decoded(row) for row in rows]


async def series_of(run_id: UUID, series_id: UUID) -> dict[str, Any] | None:
    """A series with all its figures."""
    rows = await ForecastSeries.raw(
        f"SELECT {_SUMMARY}, {_figures()} {_JOINS} WHERE series.run_id = {{}} AND series.series_id = {{}}",
        run_id,
        series_id,
    )
    return decoded(rows[0]) if rows else None


async def cells_of(
    run_id: UUID, family: str | None = None, item_ids: Sequence[UUID] | None = None
) -> list[dict[str, Any]]:
    """Cells of a family and of items, of all without either, with their figures."""
    rows = await ForecastSeries.raw(
        f"SELECT {_SUMMARY}, {_figures()} {_JOINS} WHERE series.run_id = {{}} AND series.level = 'cell'"
        " AND ({}::text IS NULL OR series.family = {})"
        " AND ({}::uuid[] IS NULL OR series.item_id = ANY({}::uuid[])) ORDER BY series.series_id",
        run_id,
        family,
        family,
        *[None if item_ids is None else list(item_ids)] * 2,
    )
    return [decoded(row) for row in rows]


async def earlier(run_id: UUID, families: Sequence[str]) -> dict[UUID, dict[str, Any]]:
    """What a run had of the series of some families, by series."""
    rows = await ForecastSeries.raw(
        f"SELECT series.series_id, series.first_on, series.period, series.reasons::text AS reasons, series.demand_class, {_figures()}"  # noqa: S608 -- our own columns
        " FROM forecast_series AS series WHERE series.run_id = {} AND series.family = ANY({}::text[])",
        run_id,
        list(families),
    )
    return {row["series_id"]: decoded(row) for row in rows}


async def add_measures(rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep what closed periods had been forecast to be; what is kept already stays."""
    given = list(rows)
    if not given:
        return
    columns = list(given[0])
    connection = transaction_connection()
    await connection.execute(
        "CREATE TEMPORARY TABLE IF NOT EXISTS new_measure (LIKE forecast_measure) ON COMMIT DROP"
    )
    await connection.execute("TRUNCATE new_measure")
    await connection.copy_records_to_table(
        "new_measure",
        records=[(new_id(), *(row[name] for name in columns)) for row in given],
        columns=["id", *columns],
    )
    await connection.execute(
        "INSERT INTO forecast_measure SELECT * FROM new_measure ON CONFLICT (series_id, period_on) DO NOTHING"
    )


async def measures(
    level: str | None,
    since: date,
    *,
    family: str | None = None,
    item_id: UUID | None = None,
    series_id: UUID | None = None,
) -> list[dict[str, Any]]:
    """Closed periods from a day on, oldest first."""
    rows = await ForecastMeasure.raw(
        """
        SELECT series_id, level, family, item_id, period, period_on, actual, naive, statistical,
               promotion, pipeline, rep, planner, frozen, is_hindcast
        FROM forecast_measure
        WHERE period_on >= {} AND ({}::text IS NULL OR level = {})
          AND ({}::text IS NULL OR family = {}) AND ({}::uuid IS NULL OR item_id = {})
          AND ({}::uuid IS NULL OR series_id = {})
        ORDER BY period_on, series_id
        """,
        since,
        level,
        level,
        family,
        family,
        item_id,
        item_id,
        series_id,
        series_id,
    )
    return list(rows)


async def errors_by_detail(run_id: UUID, since: date) -> dict[str, float]:
    """Sum of misses ÷ demand of the closed periods from a day on, added up by family, item, item and site, and cell.

    Nothing where no demand came.
    """
    [row] = await ForecastMeasure.raw(
        """
        WITH measured AS (
          SELECT measure.period, measure.period_on, series.family, series.item_id, series.site_id,
                 measure.actual, measure.frozen
          FROM forecast_measure AS measure
          JOIN forecast_series AS series ON series.series_id = measure.series_id
           AND series.level = 'cell' AND series.run_id = {}
          WHERE measure.level = 'cell' AND measure.period_on >= {}
        ), summed AS (
          SELECT CASE GROUPING(item_id, site_id) WHEN 3 THEN 'family' WHEN 1 THEN 'item' ELSE 'item_site' END
                 AS detail, abs(sum(actual) - sum(frozen)) AS error
          FROM measured
          GROUP BY GROUPING SETS (
            (period, period_on, family), (period, period_on, family, item_id),
            (period, period_on, family, item_id, site_id)
          )
          UNION ALL
          SELECT 'cell', abs(actual - frozen) FROM measured
        )
        SELECT (SELECT sum(actual) FROM measured) AS demand,
               (SELECT json_object_agg(detail, error) FROM (
                 SELECT detail, sum(error) AS error FROM summed GROUP BY detail) AS whole) AS errors
        """,
        run_id,
        since,
    )
    if not row["demand"]:
        return {}
    errors: dict[str, float] = msgspec.json.decode(row["errors"])
    return {detail: float(error) / float(row["demand"]) for detail, error in errors.items()}


def _figures() -> str:
    return ", ".join(f"series.{name}" for name in FIGURES)


def decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its JSON read."""
    return {
        name: msgspec.json.decode(value) if name in _JSON and value is not None else value
        for name, value in row.items()
    }


async def count_unseen(run_id: UUID, scope_ids: Sequence[UUID]) -> int:
    """How many cells of a run lie outside these territories and sites."""
    rows = await ForecastSeries.raw(
        "SELECT count(*) AS count FROM forecast_series WHERE run_id = {} AND level = 'cell'"
        " AND NOT (scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[]))",
        run_id,
        list(scope_ids),
        list(scope_ids),
    )
    found: int = rows[0]["count"]
    return found
