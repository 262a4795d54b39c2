"""The cells of the KPIs: counted by the database or taken from elsewhere, kept, and summed; targets.

Order lines and shipments belong to other slices; they are only read here, as sums over whole weeks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.kit.bulk import allow_long_statements, transaction_connection
from backend.kit.clock import day_at
from backend.kpi.model import Ratio
from backend.kpi.reading import Cell
from backend.kpi.tables import KPIReading, KPITarget
from shared.ids import new_id
from shared.terms import KPIName

_LOCK: Final = 7_405_613_048_221  # any number, as long as nothing else locks on it

# The lines due in some weeks and the lines completed in them, counted by the rules of model.py.
_WEEK_SQL: Final = """
    WITH here AS (SELECT * FROM unnest({}::uuid[], {}::date[]) AS here (site_id, today)),
    line AS (
      SELECT line.scope_id, line.site_id, line.ordered_on, line.quantity, here.today,
             coalesce(line.promised_on, line.due_on) AS reference_on,
             coalesce(shipped.quantity, 0) AS delivered, shipped.last_on
      FROM demand_line AS line JOIN here ON here.site_id = line.site_id
      LEFT JOIN LATERAL (
        SELECT sum(shipment.quantity) AS quantity, max(shipment.shipped_on) AS last_on
        FROM shipment WHERE shipment.demand_line_id = line.id
      ) AS shipped ON true
      WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL
        AND (coalesce(line.promised_on, line.due_on) BETWEEN {} AND {}
             OR line.id IN (
               SELECT demand_line_id FROM shipment WHERE shipped_on BETWEEN {} AND {}))
    ),
    part AS (
      SELECT 'order_fill_rate' AS kpi, scope_id, site_id, reference_on AS counted_on,
             least(delivered, quantity) AS numerator, quantity AS denominator
      FROM line WHERE reference_on < today
      UNION ALL
      SELECT 'otif', scope_id, site_id, reference_on,
             (delivered >= quantity AND last_on <= reference_on)::int, 1
      FROM line WHERE reference_on < today
      UNION ALL
      SELECT 'order_lead_time', scope_id, site_id, last_on, last_on - ordered_on, 1
      FROM line WHERE delivered >= quantity AND last_on < today
    )
    SELECT kpi, scope_id, site_id, date_trunc('week', counted_on)::date AS period_on,
           coalesce(sum(numerator), 0) AS numerator, sum(denominator) AS denominator
    FROM part WHERE counted_on BETWEEN {} AND {}
    GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Target:
    """What the company aims at with a figure, and whether its threshold is crossed."""

    kpi: KPIName
    target: Decimal
    threshold: Decimal
    is_crossed: bool


async def lock_kpis() -> None:
    """Let one transaction at a time count, so that no cell is written twice; a long count is waited for."""
    await allow_long_statements(transaction_connection())
    await KPIReading.raw("SELECT pg_advisory_xact_lock({}::bigint)", _LOCK)


async def today_by_site(now: datetime) -> dict[UUID, date]:
    """The calendar day at every site."""
    catalog = await planning_catalog()
    return {site.id: day_at(now, site.time_zone) for site in catalog.sites.values()}


async def all_lines() -> list[dict[str, Any]]:
    """Every order line with what became of it, as `frames.weekly_cells` takes them."""
    return list(
        await KPIReading.raw(
            """
        SELECT line.scope_id, line.site_id, line.ordered_on, line.due_on, line.promised_on,
               line.quantity, coalesce(shipped.quantity, 0) AS delivered_quantity,
               shipped.last_on AS last_delivered_on, line.status = 'cancelled' AS is_cancelled
        FROM demand_line AS line
        LEFT JOIN (
          SELECT demand_line_id, sum(quantity) AS quantity, max(shipped_on) AS last_on
          FROM shipment GROUP BY demand_line_id
        ) AS shipped ON shipped.demand_line_id = line.id
        WHERE line.deleted_at IS NULL
        """
        )
    )


async def weekly_cells(first: date, last: date, today: Mapping[UUID, date]) -> list[Cell]:
    """The cells of whole weeks from a Monday to a Sunday, counted by the database."""
    rows = await KPIReading.raw(
        _WEEK_SQL,
        list(today.keys()),
        list(today.values()),
        *(first, last, first, last, first, last),
    )
    return [Cell(**{**row, "kpi": KPIName(row["kpi"])}) for row in rows]


async def replace_cells(
    cells: Sequence[Cell],
    kpis: Iterable[KPIName],
    now: datetime,
    *,
    first: date | None = None,
    last: date | None = None,
) -> None:
    """Put these cells in the place of all that these KPIs have, or have from one day to another."""
    await KPIReading.raw(
        """
        DELETE FROM kpi_reading WHERE kpi = ANY({}::text[])
          AND period_on >= coalesce({}::date, '-infinity')
          AND period_on <= coalesce({}::date, 'infinity')
        """,
        [str(kpi) for kpi in kpis],
        first,
        last,
    )
    await KPIReading.raw(
        """
        INSERT INTO kpi_reading
          (id, kpi, scope_id, site_id, period_on, numerator, denominator, computed_at)
        SELECT *, {}::timestamptz FROM unnest(
          {}::uuid[], {}::text[], {}::uuid[], {}::uuid[], {}::date[], {}::numeric[], {}::numeric[])
        """,
        now,
        [new_id() for _ in cells],
        [str(cell.kpi) for cell in cells],
        [cell.scope_id for cell in cells],
        [cell.site_id for cell in cells],
        [cell.period_on for cell in cells],
        [cell.numerator for cell in cells],
        [cell.denominator for cell in cells],
    )


async def risk_cells(period_on: date) -> list[Cell]:
    """Value at risk and value open by territory and site, out of the last look at the plan."""
    rows = await KPIReading.raw(
        """
        SELECT scope_id, site_id, sum(denominator) AS denominator, sum(numerator) AS numerator
        FROM kpi_row WHERE kpi = 'open_demand_at_risk' GROUP BY scope_id, site_id
        """
    )
    return [Cell(kpi=KPIName.OPEN_DEMAND_AT_RISK, period_on=period_on, **row) for row in rows]


async def waiting_cells(period_on: date, now: datetime) -> list[Cell]:
    """What waits for a decision, and that of it whose time has passed (denominator).

    An adoption or an allocation counts at its site.
    """
    rows = await KPIReading.raw(
        """
        SELECT scope_id, site_id, count(*)::numeric AS numerator,
               count(*) FILTER (WHERE decide_by <= {})::numeric AS denominator
        FROM (
          SELECT change.scope_id, proposal.site_id, proposal.decide_by
          FROM proposal JOIN demand_change AS change ON change.id = proposal.demand_change_id
          WHERE proposal.status = 'open' AND proposal.deleted_at IS NULL
          UNION ALL SELECT scope_id, site_id, decide_by FROM adoption WHERE status = 'open'
          UNION ALL SELECT scope_id, site_id, decide_by FROM allocation WHERE status = 'open'
        ) AS waiting
        GROUP BY scope_id, site_id
        """,
        now,
    )
    return [Cell(kpi=KPIName.PROPOSALS_WAITING, period_on=period_on, **row) for row in rows]


async def weeks_of(
    kpis: Iterable[KPIName], since: date, scope_ids: Sequence[UUID] | None
) -> dict[KPIName, dict[date, Ratio]]:
    """Each KPI's weeks, summed over the cells of these scopes; over all without scopes."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await KPIReading.raw(
        """
        SELECT kpi, period_on, sum(numerator) AS numerator, sum(denominator) AS denominator
        FROM kpi_reading
        WHERE kpi = ANY({}::text[]) AND period_on >= {}
          AND ({}::uuid[] IS NULL OR scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[]))
        GROUP BY kpi, period_on
        """,
        [str(kpi) for kpi in kpis],
        since,
        wanted,
        wanted,
        wanted,
    )
    weeks: dict[KPIName, dict[date, Ratio]] = {}
    for row in rows:
        parts = Ratio(row["numerator"], row["denominator"])
        weeks.setdefault(KPIName(row["kpi"]), {})[row["period_on"]] = parts
    return weeks


async def targets() -> dict[KPIName, Target]:
    """What the company aims at."""
    rows = await KPITarget.select(
        KPITarget.kpi, KPITarget.target, KPITarget.threshold, KPITarget.is_crossed
    )
    return {KPIName(row["kpi"]): Target(**{**row, "kpi": KPIName(row["kpi"])}) for row in rows}


async def note_crossing(kpi: KPIName, *, is_crossed: bool) -> None:
    """Remember on which side of its threshold a figure is."""
    await KPITarget.update({KPITarget.is_crossed: is_crossed}).where(KPITarget.kpi == str(kpi))
