"""What is bought of whom: order lines, items, planned purchases, and how suppliers kept their word."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.supplier.model import Asked, Delivered
from backend.supplier.tables import SupplierRequest


async def delivered_since(
    supplier_ids: Sequence[UUID], since: date, scope_ids: Sequence[UUID]
) -> dict[UUID, list[Delivered]]:
    """Purchase lines that were received, against what was asked first where anything was."""
    rows = await SupplierRequest.raw(
        """
        SELECT line.supplier_id, line.received_quantity, line.received_on,
               coalesce(first.quantity, line.quantity) AS quantity,
               coalesce(first.due_on, line.due_on) AS due_on
        FROM purchase_line AS line JOIN site ON site.id = line.site_id
        LEFT JOIN LATERAL (
          SELECT asked.quantity, asked.due_on FROM supplier_request_line AS asked
          JOIN supplier_request AS request ON request.id = asked.request_id AND request.asked_at IS NOT NULL
          WHERE asked.purchase_line_id = line.id ORDER BY request.asked_at, request.id LIMIT 1
        ) AS first ON true
        WHERE line.supplier_id = ANY({}::uuid[]) AND line.received_on >= {}
          AND site.scope_id = ANY({}::uuid[])
        """,
        list(supplier_ids),
        since,
        list(scope_ids),
    )
    found: dict[UUID, list[Delivered]] = {supplier_id: [] for supplier_id in supplier_ids}
    for row in rows:
        found[row["supplier_id"]].append(
            Delivered(row["quantity"], row["received_quantity"], row["due_on"], row["received_on"])
        )
    return found


async def asked_since(
    supplier_ids: Sequence[UUID], since: datetime, scope_ids: Sequence[UUID]
) -> dict[UUID, list[Asked]]:
    """When suppliers were to answer, and when they did; what was replaced unanswered does not count."""
    rows = await SupplierRequest.raw(
        """
        SELECT request.supplier_id, request.answer_by, request.answered_at
        FROM supplier_request AS request JOIN site ON site.id = request.site_id
        WHERE request.supplier_id = ANY({}::uuid[]) AND request.asked_at >= {}
          AND request.status IN ('sent', 'answered') AND site.scope_id = ANY({}::uuid[])
        """,
        list(supplier_ids),
        since,
        list(scope_ids),
    )
    found: dict[UUID, list[Asked]] = {supplier_id: [] for supplier_id in supplier_ids}
    for row in rows:
        found[row["supplier_id"]].append(Asked(row["answer_by"], row["answered_at"]))
    return found


async def supplier_rows(scope_ids: Sequence[UUID], now: datetime) -> list[dict[str, Any]]:
    """Suppliers that deliver to sites of these scopes, with what is open with them, by name."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT supplier.id, supplier.code, supplier.name, supplier.country,
               (SELECT count(*) FROM purchase_line AS line JOIN site ON site.id = line.site_id
                WHERE line.supplier_id = supplier.id AND line.status = 'open'
                  AND site.scope_id = ANY({}::uuid[])) AS open_line_count,
               (SELECT count(*) FROM supplier_request AS request JOIN site ON site.id = request.site_id
                WHERE request.supplier_id = supplier.id AND request.status = 'sent'
                  AND site.scope_id = ANY({}::uuid[])) AS waiting_count,
               (SELECT count(*) FROM supplier_request AS request JOIN site ON site.id = request.site_id
                WHERE request.supplier_id = supplier.id AND request.status = 'sent'
                  AND request.answer_by <= {} AND site.scope_id = ANY({}::uuid[])) AS overdue_count
        FROM supplier WHERE EXISTS (
          SELECT 1 FROM purchase_line AS line JOIN site ON site.id = line.site_id
          WHERE line.supplier_id = supplier.id AND site.scope_id = ANY({}::uuid[])
          UNION ALL SELECT 1 FROM item_site JOIN site ON site.id = item_site.site_id
          WHERE item_site.supplier_id = supplier.id AND site.scope_id = ANY({}::uuid[]))
        ORDER BY supplier.name, supplier.id
        """,
        *([list(scope_ids)] * 2),
        now,
        *([list(scope_ids)] * 3),
    )
    return rows


async def open_orders(supplier_id: UUID, scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Purchase orders that are open with a supplier, by order and site, the next to come first."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT line.order_reference, line.site_id, site.name AS site_name, count(*)::int AS line_count,
               min(line.due_on) AS next_due_on
        FROM purchase_line AS line JOIN site ON site.id = line.site_id
        WHERE line.supplier_id = {} AND line.status = 'open' AND site.scope_id = ANY({}::uuid[])
        GROUP BY line.order_reference, line.site_id, site.name
        ORDER BY min(line.due_on), line.order_reference LIMIT 50
        """,
        supplier_id,
        list(scope_ids),
    )
    return rows


async def open_order_lines(
    supplier_id: UUID, site_id: UUID, order_reference: str
) -> list[dict[str, Any]]:
    """The open lines of a purchase order at a site."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT id, item_id, quantity - received_quantity AS quantity, due_on FROM purchase_line
        WHERE supplier_id = {} AND site_id = {} AND order_reference = {} AND status = 'open'
          AND quantity > received_quantity ORDER BY line_number
        """,
        supplier_id,
        site_id,
        order_reference,
    )
    return rows


async def bought_items(supplier_id: UUID, scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """What a supplier delivers, and to which of these sites."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT DISTINCT item.id, item.code, item.name, item.unit, item_site.site_id
        FROM item_site JOIN item ON item.id = item_site.item_id
        JOIN site ON site.id = item_site.site_id
        WHERE item_site.supplier_id = {} AND site.scope_id = ANY({}::uuid[])
        ORDER BY item.name, item.id
        """,
        supplier_id,
        list(scope_ids),
    )
    return rows


async def planned_purchases(supplier_id: UUID, site_id: UUID) -> list[tuple[UUID, date, Decimal]]:
    """What is to come from a supplier to a site: on order, and planned to be bought."""
    rows = await SupplierRequest.raw(
        """
        SELECT item_id, due_on AS "on", quantity - received_quantity AS quantity FROM purchase_line
        WHERE supplier_id = {} AND site_id = {} AND status = 'open' AND quantity > received_quantity
        UNION ALL
        SELECT line.item_id, line."on", line.quantity FROM plan_line AS line
        JOIN item_site ON item_site.item_id = line.item_id AND item_site.site_id = line.site_id
          AND item_site.supplier_id = {} AND item_site.procurement = 'buy'
        WHERE line.site_id = {} AND line.to_number IS NULL
        """,
        supplier_id,
        site_id,
        supplier_id,
        site_id,
    )
    return [(row["item_id"], row["on"], row["quantity"]) for row in rows]


async def buyer_at(scope_id: UUID) -> UUID | None:
    """Who buys for a site: a buyer, else a planner, who sees it; the one who has been there longest."""
    rows = await SupplierRequest.raw(
        """
        SELECT person.id FROM person
        JOIN person_role ON person_role.person_id = person.id AND person_role.role IN ('buyer', 'planner')
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.scope_id = {} AND membership.revoked_at IS NULL
        WHERE person.is_active
        ORDER BY person_role.role, person.created_at, person.id LIMIT 1
        """,
        scope_id,
    )
    return rows[0]["id"] if rows else None
