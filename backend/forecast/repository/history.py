"""What the company was asked for in the past, by cell and period; and what was wrong with it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from backend.forecast.model.periods import number_of
from backend.forecast.model.series import Place
from backend.kit.sql import fetch
from shared.forecast_terms import ForecastNote, ForecastPeriod

# Returns that were no demand; what was damaged or late was wanted all the same.
_NOT_WANTED: Final = ("not_needed", "wrong_item")
_LATEST_YEARS: Final = 3

_DEMAND: Final = """
    FROM demand_line AS line
    JOIN customer ON customer.id = line.customer_id
    JOIN item ON item.id = line.item_id
    LEFT JOIN (
        SELECT demand_line_id, sum(quantity) AS quantity FROM customer_return
        WHERE reason = ANY($1) GROUP BY demand_line_id
    ) AS back ON back.demand_line_id = line.id
    WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class FamilyDemand:
    """How much is ordered of a family, to see which kind of period it needs."""

    family: str
    line_count: int
    item_count: int
    cell_count: int
    first_on: date
    last_on: date


async def family_demand(today: date, longest_days: int) -> list[FamilyDemand]:
    """Families that were ordered of late, by name."""
    rows = await fetch(
        """
        SELECT item.family, count(*) AS line_count, count(DISTINCT line.item_id) AS item_count,
               count(DISTINCT (line.item_id, line.site_id, line.scope_id, customer.segment,
                               line.channel)) AS cell_count,
               min(line.due_on) AS first_on, max(line.due_on) AS last_on
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL
          AND line.due_on >= $1 AND line.due_on < $2
        GROUP BY item.family ORDER BY item.family
        """,
        today - timedelta(days=longest_days),
        today,
    )
    return [FamilyDemand(**dict(row)) for row in rows]


async def cell_histories(
    families: Sequence[str], period: ForecastPeriod, first_on: date, end_on: date
) -> dict[Place, dict[int, float]]:
    """Demand by cell and period number from a day to the day before another."""
    rows = await fetch(
        """
        SELECT item.family, line.item_id, line.site_id, line.scope_id, customer.segment, line.channel,
               date_trunc($5, line.due_on)::date AS period_on,
               sum(line.quantity - coalesce(back.quantity, 0)) AS quantity
        """
        + _DEMAND
        + """
          AND item.family = ANY($2) AND line.due_on >= $3 AND line.due_on < $4
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        """,
        list(_NOT_WANTED),
        list(families),
        first_on,
        end_on,
        period.value,
    )
    found: dict[Place, dict[int, float]] = defaultdict(dict)
    for row in rows:
        at = number_of(period, row["period_on"])
        found[_place(row)][at] = float(row["quantity"])
    return found


def _place(row: Any) -> Place:
    return Place(
        row["family"],
        row["item_id"],
        row["site_id"],
        row["scope_id"],
        row["segment"],
        row["channel"],
    )


async def notes_on(today: date, longest_days: int) -> dict[ForecastNote, int]:
    """How many order lines were left out, or counted as none, and why."""
    [row] = await fetch(
        """
        SELECT count(*) FILTER (WHERE line.due_on < $2) AS date_too_old,
               count(*) FILTER (WHERE line.due_on > $3) AS date_too_late,
               count(*) FILTER (WHERE line.quantity < 0) AS below_zero,
               count(*) FILTER (WHERE back.quantity > line.quantity) AS returned_more
        """
        + _DEMAND,
        list(_NOT_WANTED),
        today - timedelta(days=longest_days),
        today + timedelta(days=366 * _LATEST_YEARS),
    )
    return {note: row[note.value] for note in ForecastNote if row.get(note.value)}


async def orders_from(place: Place, first_on: date) -> list[tuple[date, int]]:
    """Hundredths ordered for each day from a day on, of a place."""
    rows = await fetch(
        """
        SELECT line.due_on, round(sum(line.quantity) * 100)::bigint AS quantity
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND item.family = $1
          AND ($2::uuid IS NULL OR line.item_id = $2) AND ($3::uuid IS NULL OR line.site_id = $3)
          AND ($4::uuid IS NULL OR line.scope_id = $4) AND ($5::text IS NULL OR customer.segment = $5)
          AND ($6::text IS NULL OR line.channel = $6) AND line.due_on >= $7
        GROUP BY line.due_on ORDER BY line.due_on
        """,
        place.family,
        place.item_id,
        place.site_id,
        place.scope_id,
        place.segment,
        place.channel,
        first_on,
    )
    return [(row["due_on"], row["quantity"]) for row in rows]


async def customer_shares(customer_id: UUID, first_on: date, end_on: date) -> list[dict[str, Any]]:
    """What a customer ordered of each cell in a time, and what all of the cell did."""
    rows = await fetch(
        """
        SELECT item.family, line.item_id, line.site_id, line.scope_id, customer.segment, line.channel,
               sum(line.quantity) FILTER (WHERE line.customer_id = $1) AS own,
               sum(line.quantity) AS whole,
               max(line.due_on) FILTER (WHERE line.customer_id = $1) AS last_on
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        JOIN customer AS mine ON mine.id = $1
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL
          AND line.scope_id = mine.scope_id AND customer.segment = mine.segment
          AND line.due_on >= $2 AND line.due_on < $3
        GROUP BY 1, 2, 3, 4, 5, 6
        HAVING sum(line.quantity) FILTER (WHERE line.customer_id = $1) > 0
        ORDER BY own DESC
        """,
        customer_id,
        first_on,
        end_on,
    )
    return [{"place": _place(row), **dict(row)} for row in rows]


async def order_days(scope_ids: Sequence[UUID], since: date, least: int) -> list[dict[str, Any]]:
    """Customers of these territories with so many days of orders or more: which days, and for how much."""
    rows = await fetch(
        """
        SELECT customer.id AS customer_id, customer.name AS customer_name,
               array_agg(ordered.ordered_on ORDER BY ordered.ordered_on) AS days,
               array_agg(ordered.value ORDER BY ordered.ordered_on) AS values
        FROM customer JOIN (
          SELECT line.customer_id, line.ordered_on,
                 sum(line.quantity * line.unit_price)::float8 AS value
          FROM demand_line AS line JOIN customer AS own ON own.id = line.customer_id
          WHERE own.scope_id = ANY($1) AND line.status <> 'cancelled'
            AND line.deleted_at IS NULL AND line.ordered_on >= $2
          GROUP BY line.customer_id, line.ordered_on
        ) AS ordered ON ordered.customer_id = customer.id
        GROUP BY customer.id HAVING count(*) >= $3 ORDER BY customer.name, customer.id
        """,
        list(scope_ids),
        since,
        least,
    )
    return [dict(row) for row in rows]


async def order_days_of(
    customer_id: UUID, scope_ids: Sequence[UUID], since: date
) -> dict[str, Any] | None:
    """The same of one customer of these territories, also without any order; None where there is none."""
    rows = await fetch(
        """
        SELECT customer.id AS customer_id, customer.name AS customer_name,
               coalesce(array_agg(ordered.ordered_on) FILTER (WHERE ordered_on IS NOT NULL), '{}') AS days,
               coalesce(array_agg(ordered.value) FILTER (WHERE ordered_on IS NOT NULL), '{}') AS values
        FROM customer LEFT JOIN (
          SELECT ordered_on, sum(quantity * unit_price)::float8 AS value FROM demand_line
          WHERE customer_id = $1 AND status <> 'cancelled' AND deleted_at IS NULL AND ordered_on >= $3
          GROUP BY ordered_on ORDER BY ordered_on
        ) AS ordered ON true
        WHERE customer.id = $1 AND customer.scope_id = ANY($2) GROUP BY customer.id
        """,
        customer_id,
        list(scope_ids),
        since,
    )
    return dict(rows[0]) if rows else None


async def customer_count(scope_ids: Sequence[UUID]) -> int:
    """How many customers these territories have."""
    rows = await fetch("SELECT count(*) FROM customer WHERE scope_id = ANY($1)", list(scope_ids))
    return int(rows[0]["count"])


async def came(place: Place, customer_id: UUID | None, first_on: date, last_on: date) -> int:
    """Hundredths that were ordered for a time, of a place or of one customer there."""
    rows = await fetch(
        """
        SELECT coalesce(round(sum(line.quantity) * 100), 0)::bigint AS quantity
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND item.family = $1
          AND ($2::uuid IS NULL OR line.item_id = $2) AND ($3::uuid IS NULL OR line.site_id = $3)
          AND ($4::uuid IS NULL OR line.scope_id = $4) AND ($5::text IS NULL OR customer.segment = $5)
          AND ($6::text IS NULL OR line.channel = $6) AND line.due_on BETWEEN $7 AND $8
          AND ($9::uuid IS NULL OR line.customer_id = $9)
        """,
        place.family,
        place.item_id,
        place.site_id,
        place.scope_id,
        place.segment,
        place.channel,
        first_on,
        last_on,
        customer_id,
    )
    found: int = rows[0]["quantity"]
    return found


async def customer_names(customer_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = await fetch("SELECT id, name FROM customer WHERE id = ANY($1)", list(customer_ids))
    return {row["id"]: row["name"] for row in rows}


async def orders_by_node(
    first_on: date, item_id: UUID | None = None
) -> dict[tuple[UUID, UUID], list[tuple[date, int]]]:
    """Hundredths ordered for each day from a day on, by item and site; of one item where it is given."""
    rows = await fetch(
        """
        SELECT item_id, site_id, due_on, round(sum(quantity) * 100)::bigint AS quantity
        FROM demand_line
        WHERE status <> 'cancelled' AND deleted_at IS NULL AND due_on >= $1
          AND ($2::uuid IS NULL OR item_id = $2)
        GROUP BY 1, 2, 3 ORDER BY 3
        """,
        first_on,
        item_id,
    )
    found: dict[tuple[UUID, UUID], list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        found[row["item_id"], row["site_id"]].append((row["due_on"], row["quantity"]))
    return found
