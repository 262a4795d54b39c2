"""What the kept list of customers is made of, and what has moved since it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend.kit.sql import fetch

# A customer's own territory is that of the lines which people who see the customer may see.
_HABITS: Final = """
    FROM demand_line AS line
    JOIN customer ON customer.id = line.customer_id AND customer.scope_id = line.scope_id
"""
_KEPT: Final = "line.status <> 'cancelled' AND line.deleted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Moved:
    """Whose lines were written since, up to which transaction that is known, and stamps of the rest.

    `has_gone` says that lines were removed or moved away, and nobody knows any more whose they were; so may
    an import have left them, which is why `import_count` is told. `customer_stamp` moves with customers and
    territories.
    """

    below_xid: int
    customer_ids: list[UUID]
    has_gone: bool
    import_count: int
    customer_stamp: tuple[int, ...]


async def served_by_customer(scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Class, lines due and lines on time in full of customers, as the KPI was last counted."""
    rows = await fetch(
        """
        SELECT customer.id, customer.priority, sum(row.numerator) AS hits, sum(row.denominator) AS due
        FROM kpi_row AS row
        JOIN demand_line AS line ON line.id = row.demand_line_id
        JOIN customer ON customer.id = line.customer_id
        WHERE row.kpi = 'otif' AND customer.scope_id = ANY($1) AND line.scope_id = customer.scope_id
        GROUP BY customer.id, customer.priority
        """,
        list(scope_ids),
    )
    return [dict(row) for row in rows]


async def moved_since(xid: int) -> Moved:
    """What transactions from `xid` on have written, and all that were still open."""
    [row] = await fetch(
        """
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS below_xid,
          ARRAY(
            SELECT DISTINCT line.customer_id FROM scope
            JOIN demand_line AS line ON line.scope_id = scope.id
            WHERE line.sync_xid >= $1::text::xid8
          ) AS customer_ids,
          EXISTS (
            SELECT 1 FROM scope JOIN sync_exit AS gone ON gone.scope_id = scope.id
            WHERE gone.sync_xid >= $1::text::xid8 AND gone.entity = 'demand_line'
          ) AS has_gone,
          (SELECT count(*) FROM import_run WHERE ended_at IS NOT NULL) AS import_count,
          (SELECT ARRAY[count(*), coalesce(sum(xmin::text::bigint), 0)::bigint] FROM customer)
            || (SELECT ARRAY[count(*), coalesce(sum(xmin::text::bigint), 0)::bigint] FROM scope)
            AS stamp
        """,
        str(xid),
    )
    return Moved(
        row["below_xid"], row["customer_ids"], row["has_gone"], row["import_count"],
        tuple(row["stamp"]),
    )  # fmt: skip


async def customers() -> list[Mapping[str, Any]]:
    """All customers, by territory and name."""
    return await fetch(
        """
        SELECT customer.id, customer.code, customer.name, customer.city, customer.country,
               customer.industry, customer.priority, customer.scope_id AS territory_id,
               scope.name AS territory_name, scope.region
        FROM customer JOIN scope ON scope.id = customer.scope_id
        ORDER BY scope.name, customer.name, customer.id
        """
    )


async def order_days(since: date, among: Sequence[UUID] | None) -> dict[UUID, list[date]]:
    """The days on which customers ordered; everybody's without `among`."""
    rows = await fetch(
        f"""
        SELECT line.customer_id, array_agg(DISTINCT line.ordered_on) AS days {_HABITS}
        WHERE line.ordered_on >= $1 AND {_KEPT} {_only(among, 2)}
        GROUP BY line.customer_id
        """,
        since,
        *_given(among),
    )
    return {row["customer_id"]: row["days"] for row in rows}


async def habit_lines(
    since: date, recent: date, least: int, among: Sequence[UUID] | None
) -> dict[UUID, list[Mapping[str, Any]]]:
    """Lines of pairs of customer and item with `least` lines, one since `recent`; by customer, oldest first."""
    rows = await fetch(
        f"""
        WITH pair AS MATERIALIZED (
          SELECT line.customer_id, line.item_id {_HABITS}
          WHERE line.ordered_on >= $1 AND {_KEPT} {_only(among, 4)}
          GROUP BY line.customer_id, line.item_id
          HAVING max(line.ordered_on) >= $2 AND count(*) >= $3
        )
        SELECT line.id AS line_id, line.customer_id, line.order_reference, line.item_id, item.family,
               item.name AS item_name, item.unit, line.channel, line.ordered_on, line.due_on,
               line.quantity, line.quantity * line.unit_price AS value
        {_HABITS} JOIN pair ON pair.customer_id = line.customer_id AND pair.item_id = line.item_id
        JOIN item ON item.id = line.item_id
        WHERE line.ordered_on >= $1 AND {_KEPT} {_only(among, 4)}
        ORDER BY line.ordered_on, line.id
        """,
        since,
        recent,
        least,
        *_given(among),
    )
    found: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["customer_id"], []).append(row)
    return found


async def turnovers(
    since: date, until: date, channels: Sequence[str], among: Sequence[UUID] | None
) -> list[Mapping[str, Any]]:
    """What customers ordered by these channels, in the days and ever; everybody's without `among`.

    Who is worth what is found among all customers, whoever looks; only own rows are shown.
    """
    return await fetch(
        f"""
        WITH ordered AS (
          SELECT line.customer_id, min(line.ordered_on) AS on, line.channel = ANY($3) AS counts,
                 sum(line.quantity * line.unit_price) AS value
          FROM demand_line AS line
          WHERE {_KEPT} AND line.ordered_on <= $2 {_only(among, 4)}
          GROUP BY line.customer_id, line.order_reference, line.channel
        )
        SELECT customer.id AS customer_id,
               coalesce(sum(value) FILTER (WHERE counts AND "on" >= $1), 0) AS value,
               count(*) FILTER (WHERE counts AND "on" >= $1) AS order_count,
               coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY value::float8)
                 FILTER (WHERE counts AND "on" >= $1), 0) AS usual_order,
               min("on") FILTER (WHERE counts) AS first_on, max("on") FILTER (WHERE counts) AS last_on,
               coalesce(bool_or(counts), count(ordered.on) = 0) AS is_ranked
        FROM customer LEFT JOIN ordered ON ordered.customer_id = customer.id
        {"WHERE customer.id = ANY($4)" if among is not None else ""}
        GROUP BY customer.id
        """,  # noqa: S608 -- made of constants
        since,
        until,
        list(channels),
        *_given(among),
    )


def _only(among: Sequence[UUID] | None, place: int) -> str:
    return "" if among is None else f"AND line.customer_id = ANY(${place})"


def _given(among: Sequence[UUID] | None) -> list[list[UUID]]:
    return [] if among is None else [list(among)]
