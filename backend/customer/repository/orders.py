"""Order history as customers' rules want it; every read is kept to the viewer's territories."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend.kit.sql import fetch

_CUSTOMERS: Final = """
    SELECT customer.id, customer.code, customer.name, customer.city, customer.country,
           customer.segment, customer.industry, customer.priority, customer.contact_name,
           customer.phone, customer.remaining_life_days, customer.maximum_days_late,
           customer.allows_partial, customer.minimum_partial_ratio, customer.ships_together,
           customer.scope_id AS territory_id, scope.name AS territory_name, scope.region
    FROM customer JOIN scope ON scope.id = customer.scope_id
    WHERE customer.scope_id = ANY($1)
"""


async def customer(customer_id: UUID, scope_ids: Sequence[UUID]) -> dict[str, Any] | None:
    """One customer in these territories; None where there is none."""
    rows = await fetch(_CUSTOMERS + " AND customer.id = $2", list(scope_ids), customer_id)
    return dict(rows[0]) if rows else None


async def seen_among(customer_ids: Sequence[UUID], scope_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the customers that are in these territories."""
    rows = await fetch(
        "SELECT id FROM customer WHERE id = ANY($1) AND scope_id = ANY($2)",
        list(customer_ids),
        list(scope_ids),
    )
    return {row["id"] for row in rows}


async def ids_by_code(scope_ids: Sequence[UUID]) -> dict[str, UUID]:
    """The customers in these territories by their codes."""
    rows = await fetch("SELECT code, id FROM customer WHERE scope_id = ANY($1)", list(scope_ids))
    return {row["code"]: row["id"] for row in rows}


async def habit_lines(
    scope_ids: Sequence[UUID], customer_id: UUID, since: date
) -> list[dict[str, Any]]:
    """A customer's lines that were not cancelled, the oldest first."""
    rows = await fetch(
        """
        SELECT line.id AS line_id, line.customer_id, line.order_reference, line.item_id, item.family,
               item.name AS item_name, item.unit, line.channel, line.ordered_on, line.due_on,
               line.quantity, line.quantity * line.unit_price AS value
        FROM demand_line AS line JOIN item ON item.id = line.item_id
        WHERE line.scope_id = ANY($1) AND line.customer_id = $2
          AND line.ordered_on >= $3 AND line.status <> 'cancelled' AND line.deleted_at IS NULL
        ORDER BY line.ordered_on, line.id
        """,
        list(scope_ids),
        customer_id,
        since,
    )
    return [dict(row) for row in rows]


async def judged_lines(customer_id: UUID, since: date) -> list[dict[str, Any]]:
    """Lines of a customer that were due, or delivered last, since a day, with what became of them."""
    rows = await fetch(
        """
        SELECT line.id, line.order_reference || ' / ' || line.line_number AS order_reference,
               item.name AS item_name, item.unit, line.ordered_on, line.due_on, line.promised_on,
               line.quantity, coalesce(shipped.quantity, 0) AS delivered_quantity,
               shipped.last_on AS last_delivered_on, line.late_cause AS cause
        FROM demand_line AS line JOIN item ON item.id = line.item_id
        LEFT JOIN LATERAL (
          SELECT sum(shipment.quantity) AS quantity, max(shipment.shipped_on) AS last_on
          FROM shipment WHERE shipment.demand_line_id = line.id
        ) AS shipped ON true
        WHERE line.customer_id = $1 AND line.status <> 'cancelled' AND line.deleted_at IS NULL
          AND (coalesce(line.promised_on, line.due_on) >= $2 OR shipped.last_on >= $2)
        ORDER BY line.due_on, line.id
        """,
        customer_id,
        since,
    )
    return [dict(row) for row in rows]


async def open_lines(customer_id: UUID) -> list[dict[str, Any]]:
    """What is still to be delivered to a customer, the soonest first, as the plan was last judged."""
    rows = await fetch(
        """
        SELECT line.id, line.order_reference || ' / ' || line.line_number AS order_reference,
               item.name AS item_name, item.unit, line.quantity,
               line.quantity - line.shipped_quantity AS open_quantity, line.due_on,
               line.promised_on, line.is_urgent, line.unit_price,
               coalesce(risk.counts_as = 'miss', false) AS is_late, risk.completed_on AS possible_on
        FROM demand_line AS line JOIN item ON item.id = line.item_id
        LEFT JOIN kpi_row AS risk
          ON risk.demand_line_id = line.id AND risk.kpi = 'open_demand_at_risk'
        WHERE line.customer_id = $1 AND line.status = 'open' AND line.deleted_at IS NULL
          AND line.quantity > line.shipped_quantity
        ORDER BY coalesce(line.promised_on, line.due_on), line.id
        """,
        customer_id,
    )
    return [dict(row) for row in rows]


async def deals(customer_id: UUID, today: date) -> list[dict[str, Any]]:
    """Opportunities that may still become orders and quotations that hold supply, the soonest first."""
    rows = await fetch(
        """
        SELECT deal.reference, 'opportunity' AS kind, item.name AS item_name, item.unit,
               deal.stage, deal.probability_ratio AS probability, deal.quantity,
               deal.quantity * item.price AS value, deal.expected_on, NULL::timestamptz AS held_until
        FROM opportunity AS deal JOIN item ON item.id = deal.item_id
        WHERE deal.customer_id = $1 AND deal.expected_on >= $2 AND deal.outcome IS NULL
        UNION ALL
        SELECT held.reference, 'quotation', item.name, item.unit, held.status, NULL, held.quantity,
               held.quantity * item.price, held.due_on, held.held_until
        FROM quotation AS held JOIN item ON item.id = held.item_id
        WHERE held.customer_id = $1 AND held.status = 'held'
        ORDER BY expected_on, reference
        """,
        customer_id,
        today,
    )
    return [dict(row) for row in rows]


async def returns(customer_id: UUID, since: date) -> list[dict[str, Any]]:
    """What a customer sent back, the newest first."""
    rows = await fetch(
        """
        SELECT back.reference, line.order_reference || ' / ' || line.line_number AS order_reference,
               item.name AS item_name, item.unit, back.quantity, back.returned_on, back.reason,
               back.quantity * line.unit_price AS value
        FROM customer_return AS back
        JOIN demand_line AS line ON line.id = back.demand_line_id
        JOIN item ON item.id = line.item_id
        WHERE line.customer_id = $1 AND back.returned_on >= $2
        ORDER BY back.returned_on DESC, back.reference
        """,
        customer_id,
        since,
    )
    return [dict(row) for row in rows]


async def invoices(customer_id: UUID, paid_since: date) -> list[dict[str, Any]]:
    """A customer's invoices that are open, or were paid since a day."""
    rows = await fetch(
        """
        SELECT reference, order_reference, issued_on, due_on, amount, currency, paid_amount, paid_on
        FROM invoice
        WHERE customer_id = $1 AND (paid_amount < amount OR paid_on >= $2)
        """,
        customer_id,
        paid_since,
    )
    return [dict(row) for row in rows]


async def change_ids(customer_id: UUID, limit: int) -> list[UUID]:
    """The latest changes that were asked for a customer."""
    rows = await fetch(
        """
        SELECT id FROM demand_change WHERE customer_id = $1 AND deleted_at IS NULL
        ORDER BY requested_at DESC, id DESC LIMIT $2
        """,
        customer_id,
        limit,
    )
    return [row["id"] for row in rows]


async def sites_shipping_to(customer_ids: Sequence[UUID]) -> list[UUID]:
    """The sites that have open lines of these customers."""
    rows = await fetch(
        """
        SELECT DISTINCT site_id FROM demand_line
        WHERE customer_id = ANY($1) AND status = 'open' AND deleted_at IS NULL ORDER BY site_id
        """,
        list(customer_ids),
    )
    return [row["site_id"] for row in rows]
