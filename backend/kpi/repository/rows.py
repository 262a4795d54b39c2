"""The rows behind a figure: judged when it is counted, kept, and shown misses first, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.kpi.reading import OpenLine
from backend.kpi.tables import KPIReading, KPIRow
from shared.terms import KPIName


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows behind a figure, and what holds for all of them."""

    rows: list[dict[str, Any]]
    row_count: int
    causes: dict[str, int]


# What was kept and still says the same is not written again.
_KEEP: Final = """
    , gone AS (
      DELETE FROM kpi_row AS old WHERE old.kpi = ANY({}::text[]) AND NOT EXISTS (
        SELECT 1 FROM fresh
        WHERE fresh.kpi = old.kpi AND fresh.demand_line_id = old.demand_line_id)
    )
    INSERT INTO kpi_row AS old
      (id, kpi, demand_line_id, scope_id, site_id, numerator, denominator, counts_as, cause,
       weight, order_on, completed_quantity, completed_on)
    SELECT gen_random_uuid(), kpi, demand_line_id, scope_id, site_id, numerator, denominator,
           counts_as, CASE WHEN counts_as <> 'hit' THEN cause END, weight, order_on,
           completed_quantity, completed_on
    FROM fresh
    ON CONFLICT (kpi, demand_line_id) DO UPDATE SET
      scope_id = excluded.scope_id, site_id = excluded.site_id, numerator = excluded.numerator,
      denominator = excluded.denominator, counts_as = excluded.counts_as,
      cause = excluded.cause, weight = excluded.weight, order_on = excluded.order_on,
      completed_quantity = excluded.completed_quantity, completed_on = excluded.completed_on
    WHERE (old.scope_id, old.site_id, old.numerator, old.denominator, old.counts_as, old.cause,
           old.weight, old.order_on, old.completed_quantity, old.completed_on)
      IS DISTINCT FROM
          (excluded.scope_id, excluded.site_id, excluded.numerator, excluded.denominator,
           excluded.counts_as, excluded.cause, excluded.weight, excluded.order_on,
           excluded.completed_quantity, excluded.completed_on)
"""

# The lines due, and the lines completed, in the weeks of a card; judged by the rules of model.py.
_COUNTED: Final = """
    WITH here AS (SELECT * FROM unnest({}::uuid[], {}::date[]) AS here (site_id, today)),
    line AS MATERIALIZED (
      SELECT line.id, line.scope_id, line.site_id, line.ordered_on, line.quantity, here.today,
             coalesce(line.promised_on, line.due_on) AS reference_on,
             coalesce(line.late_cause, 'unknown') AS cause,
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
    due AS (
      SELECT *, CASE WHEN delivered = 0 THEN 'open'
                     WHEN delivered < quantity THEN 'part' ELSE 'hit' END AS filled
      FROM line WHERE reference_on < today AND reference_on BETWEEN {} AND {}
    ),
    fresh AS MATERIALIZED (
      SELECT 'order_fill_rate' AS kpi, id AS demand_line_id, scope_id, site_id,
             least(delivered, quantity) AS numerator, quantity AS denominator,
             filled AS counts_as, cause, quantity - least(delivered, quantity) AS weight,
             reference_on AS order_on, delivered AS completed_quantity, last_on AS completed_on
      FROM due
      UNION ALL
      SELECT 'otif', id, scope_id, site_id,
             (filled = 'hit' AND last_on <= reference_on)::int, 1,
             CASE WHEN filled = 'hit' AND last_on > reference_on THEN 'miss' ELSE filled END,
             cause, 0, reference_on, delivered, last_on
      FROM due
      UNION ALL
      SELECT 'order_lead_time', id, scope_id, site_id, last_on - ordered_on, 1,
             CASE WHEN last_on - ordered_on > {}::int THEN 'miss' ELSE 'hit' END,
             nullif(cause, 'unknown'),
             last_on - ordered_on, last_on, delivered, last_on
      FROM line
      WHERE delivered >= quantity AND last_on < today AND last_on BETWEEN {} AND {}
    )
"""

_AT_RISK: Final = """
    WITH seen AS (
      SELECT * FROM unnest({}::uuid[], {}::numeric[], {}::date[], {}::boolean[], {}::text[])
        AS seen (id, value, possible_on, is_at_risk, cause)
    ),
    fresh AS MATERIALIZED (
      SELECT 'open_demand_at_risk' AS kpi, line.id AS demand_line_id, line.scope_id, line.site_id,
             CASE WHEN seen.is_at_risk THEN seen.value ELSE 0 END AS numerator,
             seen.value AS denominator,
             CASE WHEN seen.is_at_risk THEN 'miss' ELSE 'hit' END AS counts_as,
             seen.cause, seen.value AS weight,
             coalesce(line.promised_on, line.due_on) AS order_on,
             line.shipped_quantity AS completed_quantity, seen.possible_on AS completed_on
      FROM seen JOIN demand_line AS line ON line.id = seen.id
    )
"""

_PAGE: Final = """
    SELECT every.row_count, every.causes::text AS causes, page.subject_kind,
           page.id::text AS subject_id,
           CASE WHEN page.line_number = 0 THEN page.order_reference
                ELSE page.order_reference || ' / ' || page.line_number END AS order_reference,
           coalesce(customer.name, '') AS customer_name, coalesce(item.name, '') AS item_name,
           coalesce(item.unit, '') AS unit,
           site.name AS site_name, page.quantity, page.completed_quantity, page.due_on,
           page.promised_on, page.completed_on, page.ordered_on, page.counts_as, page.cause
    FROM (
      SELECT count(*) AS row_count,
             (SELECT coalesce(jsonb_object_agg(cause, number), jsonb_build_object()) FROM (
               SELECT cause, count(*) AS number FROM counted WHERE cause IS NOT NULL GROUP BY cause
             ) AS named) AS causes
      FROM counted
    ) AS every
    LEFT JOIN page ON true
    LEFT JOIN customer ON customer.id = page.customer_id
    LEFT JOIN item ON item.id = page.item_id
    LEFT JOIN site ON site.id = page.site_id
    ORDER BY page.counts_as = 'hit', page.weight DESC, page.order_on, page.id
"""

# A page is read in the order of the index; what is counted of all rows needs none.
_KEPT: Final = """
    WITH counted AS NOT MATERIALIZED (
      SELECT demand_line_id, counts_as, cause, weight, order_on, completed_quantity, completed_on
      FROM kpi_row
      WHERE kpi = {} AND (scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[]))
    ),
    page AS (
      SELECT 'demand_line' AS subject_kind, line.id, line.customer_id, line.item_id, line.site_id,
             line.order_reference, line.line_number, line.quantity, line.due_on, line.promised_on,
             line.ordered_on, first.completed_quantity, first.completed_on, first.counts_as,
             first.cause, first.weight, first.order_on
      FROM (
        SELECT * FROM counted
        ORDER BY counts_as = 'hit', weight DESC, order_on, demand_line_id LIMIT {} OFFSET {}
      ) AS first
      JOIN demand_line AS line ON line.id = first.demand_line_id
    )
"""

# What waits for a decision, that first whose time has passed.
_WAITING: Final = """
    WITH waiting AS (
      SELECT 'proposal' AS subject_kind, proposal.id, change.customer_id, change.item_id,
             change.scope_id, proposal.site_id, coalesce(line.order_reference, '') AS order_reference,
             coalesce(line.line_number, 0) AS line_number,
             change.quantity_before + change.quantity_delta AS quantity,
             coalesce(line.shipped_quantity, 0) AS completed_quantity,
             coalesce(change.due_on, change.due_on_before) AS due_on, line.promised_on,
             line.ordered_on, proposal.decide_by
      FROM proposal
      JOIN demand_change AS change ON change.id = proposal.demand_change_id
      LEFT JOIN demand_line AS line ON line.id = change.demand_line_id
      WHERE proposal.status = 'open' AND proposal.deleted_at IS NULL
      UNION ALL
      SELECT 'adoption', id, NULL, NULL, scope_id, site_id, scenario_name, 0, 0, 0,
             NULL, NULL, NULL, decide_by
      FROM adoption WHERE status = 'open'
      UNION ALL
      SELECT 'allocation', id, NULL, item_id, scope_id, site_id, '', 0, 0, 0,
             NULL, NULL, NULL, decide_by
      FROM allocation WHERE status = 'open'
    ),
    counted AS MATERIALIZED (
      SELECT waiting.*, NULL::date AS completed_on,
             CASE WHEN decide_by <= {} THEN 'miss' ELSE 'open' END AS counts_as,
             CASE WHEN decide_by <= {} THEN 'overdue' END AS cause,
             CASE WHEN decide_by <= {} THEN 1 ELSE 0 END AS weight,
             decide_by::date AS order_on
      FROM waiting
      WHERE scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[])
    ),
    page AS (
      SELECT * FROM counted
      ORDER BY counts_as = 'hit', weight DESC, order_on, id LIMIT {} OFFSET {}
    )
"""
_KEPT_ROWS: Final = _KEPT + _PAGE
_WAITING_ROWS: Final = _WAITING + _PAGE
_COUNT_AND_KEEP: Final = _COUNTED + _KEEP
_LOOK_AND_KEEP: Final = _AT_RISK + _KEEP
_COUNTED_KPIS: Final = ["order_fill_rate", "otif", "order_lead_time"]
_RISK_KPIS: Final = ["open_demand_at_risk"]


async def keep_counted_rows(
    first: date, last: date, today: Mapping[UUID, date], longest_days: int | None
) -> None:
    """Judge and keep the lines of a card's weeks; a lead time above `longest_days` is a miss."""
    weeks = first, last
    await KPIRow.raw(
        _COUNT_AND_KEEP,
        list(today.keys()),
        list(today.values()),
        *(*weeks, *weeks, *weeks),
        longest_days,
        *weeks,
        _COUNTED_KPIS,
    )


async def keep_open_lines(lines: Sequence[OpenLine]) -> None:
    """Keep what a look at the plan has found of open order lines."""
    await KPIRow.raw(
        _LOOK_AND_KEEP,
        [line.id for line in lines],
        [line.value for line in lines],
        [line.possible_on for line in lines],
        [line.is_at_risk for line in lines],
        [line.cause for line in lines],
        _RISK_KPIS,
    )


async def rows_behind(
    kpi: KPIName, scope_ids: Sequence[UUID], now: datetime, *, limit: int, offset: int
) -> Page:
    """A page of the rows behind a figure."""
    scopes = list(scope_ids)
    if kpi is KPIName.PROPOSALS_WAITING:
        found = await KPIReading.raw(_WAITING_ROWS, now, now, now, scopes, scopes, limit, offset)
    else:
        found = await KPIReading.raw(_KEPT_ROWS, str(kpi), scopes, scopes, limit, offset)
    return Page(
        rows=[row for row in found if row["subject_id"] is not None],
        row_count=found[0]["row_count"],
        causes=msgspec.json.decode(found[0]["causes"], type=dict[str, int]),
    )
