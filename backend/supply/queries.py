"""Reads of stock and purchases for planning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.supply.tables import ProductionOrder, PurchaseLine, Stock


@dataclass(frozen=True, slots=True)
class StockRow:
    """A lot at a site, and the last day on which it may be used."""

    item_id: UUID
    site_id: UUID
    lot_code: str
    quantity: Decimal
    usable_until: date | None


@dataclass(frozen=True, slots=True)
class OpenPurchase:
    """What of a purchase line is still to come."""

    id: UUID
    reference: str
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """What of a production order of the ERP is still to come; `quantity` is the rest."""

    id: UUID
    reference: str
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    ordered_quantity: Decimal
    start_on: date
    on: date
    completed_quantity: Decimal
    scrapped_quantity: Decimal
    actual_start_on: date | None
    alternate_id: UUID | None = None


async def open_orders(site_id: UUID | None = None) -> list[OpenOrder]:
    """Open production orders with what is still to come; of all sites without one.

    What is ordered is to be good in the end: scrap that the yield reckons with takes nothing away, what goes beyond it
    does, as of a plan line (`backend.floor.model.rest_of_line`).
    """
    rows = await ProductionOrder.raw(
        """
        SELECT * FROM (
            SELECT made.id, reference, made.item_id, made.site_id,
                   trunc(
                       least(
                           quantity - completed_quantity,
                           quantity
                           - (completed_quantity + scrapped_quantity) * coalesce(yield_ratio, 1)
                       ),
                       item.quantity_decimals
                   ) AS quantity,
                   quantity AS ordered_quantity,
                   planned_start_on AS start_on, planned_end_on AS "on",
                   completed_quantity, scrapped_quantity, actual_start_on, alternate_id
            FROM production_order AS made
            JOIN item ON item.id = made.item_id
            LEFT JOIN item_site
              ON item_site.item_id = made.item_id AND item_site.site_id = made.site_id
            WHERE status = 'open' AND ({}::uuid IS NULL OR made.site_id = {}::uuid)
        ) AS left_of_them
        WHERE quantity > 0
        ORDER BY "on", id
        """,
        site_id,
        site_id,
    )
    return [OpenOrder(**row) for row in rows]


async def purchase_line(purchase_line_id: UUID) -> dict[str, Any] | None:
    """A purchase line as it stands: order, line, item, site, supplier, quantities, day and status."""
    rows = await PurchaseLine.raw(
        """
        SELECT id AS purchase_line_id, order_reference, line_number, supplier_id, item_id, site_id,
               quantity, received_quantity, due_on, status
        FROM purchase_line WHERE id = {}
        """,
        purchase_line_id,
    )
    return rows[0] if rows else None


async def production_order(production_order_id: UUID) -> dict[str, Any] | None:
    """A production order as it stands: reference, item, site, quantity, planned days and status."""
    rows = await ProductionOrder.raw(
        """
        SELECT id AS production_order_id, reference, item_id, site_id, quantity, planned_start_on,
               planned_end_on, status
        FROM production_order WHERE id = {}
        """,
        production_order_id,
    )
    return rows[0] if rows else None


async def stock_of(item_ids: Sequence[UUID] | None = None) -> list[StockRow]:
    """Stock above zero by item, site and lot; of all items without a list."""
    rows = await Stock.raw(
        """
        SELECT item_id, site_id, lot_code, quantity, usable_until FROM stock
        WHERE quantity > 0 AND ({}::uuid[] IS NULL OR item_id = ANY({}::uuid[]))
        ORDER BY item_id, site_id, usable_until, lot_code
        """,
        _list(item_ids),
        _list(item_ids),
    )
    return [StockRow(**row) for row in rows]


async def open_purchases(item_ids: Sequence[UUID] | None = None) -> list[OpenPurchase]:
    """Open purchase lines with what is still to come; of all items without a list."""
    rows = await PurchaseLine.raw(
        """
        SELECT id, order_reference || ' / ' || line_number AS reference, item_id, site_id,
               quantity - received_quantity AS quantity, due_on AS "on"
        FROM purchase_line
        WHERE status = 'open' AND quantity > received_quantity
          AND ({}::uuid[] IS NULL OR item_id = ANY({}::uuid[]))
        ORDER BY due_on, id
        """,
        _list(item_ids),
        _list(item_ids),
    )
    return [OpenPurchase(**row) for row in rows]


def _list(item_ids: Sequence[UUID] | None) -> list[UUID] | None:
    return None if item_ids is None else list(item_ids)
