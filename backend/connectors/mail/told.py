"""What customers were told of their order lines, and what stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from backend.connectors.mail.tables import CustomerTold


@dataclass(frozen=True, slots=True)
class Standing:
    """An order line as it stands, or as a customer was told of it."""

    promised_on: date | None
    quantity: Decimal
    shipped_quantity: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An order line of a customer who is told by mail; `told` None: they have heard nothing of it."""

    demand_line_id: UUID
    customer_id: UUID
    order_reference: str
    line_number: int
    item_name: str
    unit: str
    due_on: date
    ordered_on: date
    now: Standing
    told: Standing | None


async def lines_to_tell(line_ids: Sequence[UUID] | None) -> list[ToldLine]:
    """Lines of customers who are told by mail, where something is other than they were told.

    Of these lines, or with None of all; locked by customer, so that nobody is told twice.
    """
    await CustomerTold.raw("SELECT pg_advisory_xact_lock(hashtext('customer_told'))")
    wanted = None if line_ids is None else list(line_ids)
    rows = await CustomerTold.raw(
        """
        SELECT line.id, line.customer_id, line.order_reference, line.line_number, item.name, item.unit,
               line.due_on, line.ordered_on, line.promised_on, line.quantity, line.shipped_quantity,
               line.status, told.demand_line_id IS NOT NULL AS is_told,
               told.promised_on AS told_on, told.quantity AS told_quantity,
               told.shipped_quantity AS told_shipped, told.status AS told_status
        FROM mail_party AS party
        JOIN demand_line AS line ON line.customer_id = party.party_id AND line.deleted_at IS NULL
        JOIN item ON item.id = line.item_id
        LEFT JOIN customer_told AS told ON told.demand_line_id = line.id
        WHERE party.kind = 'customer' AND party.channel = 'mail'
          AND ({}::uuid[] IS NULL OR line.id = ANY({}::uuid[]))
          AND (told.demand_line_id IS NOT NULL OR line.status = 'open')
          AND (told.demand_line_id IS NULL
            OR (told.promised_on, told.quantity, told.shipped_quantity, told.status)
               IS DISTINCT FROM (line.promised_on, line.quantity, line.shipped_quantity, line.status))
        ORDER BY line.customer_id, line.order_reference, line.line_number
        LIMIT 2000
        """,
        wanted,
        wanted,
    )
    return [
        ToldLine(
            demand_line_id=row["id"],
            customer_id=row["customer_id"],
            order_reference=row["order_reference"],
            line_number=row["line_number"],
            item_name=row["name"],
            unit=row["unit"],
            due_on=row["due_on"],
            ordered_on=row["ordered_on"],
            now=Standing(
                row["promised_on"], row["quantity"], row["shipped_quantity"], row["status"]
            ),
            told=Standing(
                row["told_on"], row["told_quantity"], row["told_shipped"], row["told_status"]
            )
            if row["is_told"]
            else None,
        )
        for row in rows
    ]


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
