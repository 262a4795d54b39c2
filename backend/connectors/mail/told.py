"""What customers were told of their order lines, and what stands now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.connectors.mail.notices import Standing, ToldLine
from backend.connectors.mail.tables import CustomerTold

# What left in the evening is reported by the next morning.
OVERDUE_AFTER: Final = timedelta(hours=9)
# Of a day that passed longer ago the customer has heard otherwise.
OVERDUE_TOLD: Final = timedelta(days=7)
_LINES: Final = """
    SELECT line.id, line.customer_id, line.order_reference, line.line_number, item.name, item.unit,
           line.promised_on, line.quantity, line.shipped_quantity, line.status,
           told.demand_line_id IS NOT NULL AS is_told, told.promised_on AS told_on,
           told.quantity AS told_quantity, told.shipped_quantity AS told_shipped,
           told.status AS told_status, customer.contact_name
    FROM mail_party AS party
    JOIN customer ON customer.id = party.party_id
    JOIN demand_line AS line ON line.customer_id = party.party_id AND line.deleted_at IS NULL
    JOIN item ON item.id = line.item_id
    LEFT JOIN customer_told AS told ON told.demand_line_id = line.id
    WHERE party.kind = 'customer' AND party.channel = 'mail' AND jsonb_array_length(party.kinds) > 0
"""


async def lines_to_tell(line_id: UUID | None) -> list[ToldLine]:
    """Lines of customers who are told by mail, where something is other than they know.

    Of the customer of one line, or with None of all. One at a time, so that nobody is told twice.
    """
    await CustomerTold.raw("SELECT pg_advisory_xact_lock(hashtext('customer_told'))")
    rows = await CustomerTold.raw(
        _LINES  # noqa: S608 -- both are texts of ours
        + """
          AND ({}::uuid IS NULL OR line.customer_id = (SELECT customer_id FROM demand_line WHERE id = {}))
          AND (told.demand_line_id IS NOT NULL OR line.status = 'open')
          AND (told.demand_line_id IS NULL
            OR (told.promised_on, told.quantity, told.shipped_quantity, told.status)
               IS DISTINCT FROM (line.promised_on, line.quantity, line.shipped_quantity, line.status))
        ORDER BY line.customer_id, line.order_reference, line.line_number LIMIT 2000
        """,
        line_id,
        line_id,
    )
    return [_line(row) for row in rows]


async def lines_with(line_ids: Sequence[UUID]) -> list[ToldLine]:
    """These lines, as far as their customers are told by mail."""
    await CustomerTold.raw("SELECT pg_advisory_xact_lock(hashtext('customer_told'))")
    rows = await CustomerTold.raw(
        _LINES
        + """
          AND line.id = ANY({}::uuid[]) AND told.status IS DISTINCT FROM 'unsure'
        ORDER BY line.customer_id, line.order_reference, line.line_number
        """,
        list(line_ids),
    )
    return [_line(row) for row in rows]


async def lines_overdue(now: datetime) -> list[ToldLine]:
    """Lines whose promised day has passed at their site, with something left, as far as customers expect it."""
    await CustomerTold.raw("SELECT pg_advisory_xact_lock(hashtext('customer_told'))")
    rows = await CustomerTold.raw(
        _LINES  # noqa: S608 -- both are texts of ours
        + """
          AND line.status = 'open' AND line.shipped_quantity < line.quantity
          AND told.status IS DISTINCT FROM 'unsure'
          AND line.promised_on >= ({}::timestamptz - {}::interval)::date
          AND EXISTS (
            SELECT 1 FROM site WHERE site.id = line.site_id
              AND ({}::timestamptz - {}::interval) AT TIME ZONE site.time_zone >= line.promised_on + 1
          )
        ORDER BY line.customer_id, line.order_reference, line.line_number LIMIT 2000
        """,
        now,
        OVERDUE_TOLD,
        now,
        OVERDUE_AFTER,
    )
    return [_line(row) for row in rows]


async def note_told(lines: Sequence[ToldLine], now: datetime) -> None:
    """Remember that customers know how these lines stand."""
    await CustomerTold.raw(
        """
        INSERT INTO customer_told (demand_line_id, promised_on, quantity, shipped_quantity, status, told_at)
        SELECT * FROM unnest({}::uuid[], {}::date[], {}::numeric[], {}::numeric[], {}::text[],
                             {}::timestamptz[])
        ON CONFLICT (demand_line_id) DO UPDATE SET promised_on = excluded.promised_on,
          quantity = excluded.quantity, shipped_quantity = excluded.shipped_quantity,
          status = excluded.status, told_at = excluded.told_at
        """,
        [each.demand_line_id for each in lines],
        [each.now.promised_on for each in lines],
        [each.now.quantity for each in lines],
        [each.now.shipped_quantity for each in lines],
        [each.now.status for each in lines],
        [now for _ in lines],
    )


async def remember_as_told(customer_id: UUID, now: datetime) -> None:
    """Let what stands now count as told: a customer hears of what happens from now on."""
    await CustomerTold.raw(
        """
        INSERT INTO customer_told (demand_line_id, promised_on, quantity, shipped_quantity, status, told_at)
        SELECT id, promised_on, quantity, shipped_quantity, status, {} FROM demand_line
        WHERE customer_id = {} AND deleted_at IS NULL AND status = 'open'
        ON CONFLICT (demand_line_id) DO NOTHING
        """,
        now,
        customer_id,
    )


async def forget_told(customer_id: UUID) -> None:
    """Forget what a customer was told, who is told no more."""
    await CustomerTold.raw(
        """
        DELETE FROM customer_told USING demand_line AS line
        WHERE line.id = customer_told.demand_line_id AND line.customer_id = {}
        """,
        customer_id,
    )


def _line(row: dict[str, Any]) -> ToldLine:
    told = (
        Standing(row["told_on"], row["told_quantity"], row["told_shipped"], row["told_status"])
        if row["is_told"]
        else None
    )
    return ToldLine(
        demand_line_id=row["id"],
        customer_id=row["customer_id"],
        order_reference=row["order_reference"],
        line_number=row["line_number"],
        item_name=row["name"],
        unit=row["unit"],
        now=Standing(row["promised_on"], row["quantity"], row["shipped_quantity"], row["status"]),
        told=told,
        contact_name=row["contact_name"],
    )
