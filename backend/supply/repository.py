"""Every query that loads or saves purchases, stock and production orders."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from piccolo.columns import Column

from backend.supply.model import Lot
from backend.supply.tables import ProductionOrder, PurchaseLine, Stock
from shared.ids import new_id


async def lock_purchase(reference: str) -> dict[str, Any] | None:
    """An open purchase line by `order / line`, locked until the transaction ends."""
    order_reference, _, line_number = reference.rpartition(" / ")
    if not line_number.isdecimal():
        return None
    rows = await PurchaseLine.raw(
        "SELECT * FROM purchase_line WHERE order_reference = {} AND line_number = {} "
        "AND status = 'open' FOR UPDATE",
        order_reference,
        int(line_number),
    )
    return rows[0] if rows else None


async def update_purchase(purchase_line_id: UUID, values: Mapping[str, Any]) -> None:
    """Change fields of a purchase line."""
    changes = cast("dict[Column | str, Any]", dict(values))
    await PurchaseLine.update(changes).where(PurchaseLine.id == purchase_line_id)


async def add_part(row: Mapping[str, Any], quantity: Decimal, on: date) -> UUID:
    """A part of a purchase line as a line of its own, the next of its order."""
    part_id = new_id()
    await PurchaseLine.raw(
        """
        INSERT INTO purchase_line (id, supplier_id, item_id, site_id, order_reference, line_number,
            quantity, received_quantity, unit_price, ordered_on, due_on, received_on, status)
        SELECT {}, supplier_id, item_id, site_id, order_reference,
               (SELECT max(line_number) + 1 FROM purchase_line AS other
                WHERE other.order_reference = line.order_reference),
               {}, 0, unit_price, least(ordered_on, {}), {}, NULL, 'open'
        FROM purchase_line AS line WHERE id = {}
        """,
        part_id,
        quantity,
        on,
        on,
        row["id"],
    )
    return part_id


async def lock_open_order(reference: str) -> dict[str, Any] | None:
    """An open production order by its reference, locked until the transaction ends."""
    rows = await ProductionOrder.raw(
        "SELECT * FROM production_order WHERE reference = {} AND status = 'open' FOR UPDATE",
        reference,
    )
    return rows[0] if rows else None


async def lock_lots(item_id: UUID, site_id: UUID) -> list[Lot]:
    """The lots of an item at a site with something in them, locked until the transaction ends."""
    rows = await Stock.raw(
        """
        SELECT id, item_id, lot_code AS code, quantity, usable_until FROM stock
        WHERE item_id = {} AND site_id = {} AND quantity > 0 ORDER BY id FOR UPDATE
        """,
        item_id,
        site_id,
    )
    return [Lot(**row) for row in rows]


async def add_to_lot(
    item_id: UUID,
    site_id: UUID,
    lot_code: str,
    quantity: Decimal,
    *,
    produced_on: date | None = None,
    usable_until: date | None = None,
) -> None:
    """Add to a lot, or take away with a quantity below zero."""
    await Stock.raw(
        """
        INSERT INTO stock (id, item_id, site_id, lot_code, quantity, produced_on, usable_until)
        VALUES ({}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (item_id, site_id, lot_code)
        DO UPDATE SET quantity = stock.quantity + excluded.quantity
        """,
        new_id(),
        item_id,
        site_id,
        lot_code,
        quantity,
        produced_on,
        usable_until,
    )


async def lock_order(order_id: UUID) -> dict[str, Any] | None:
    """A production order, locked until the transaction ends."""
    rows = await ProductionOrder.raw(
        "SELECT * FROM production_order WHERE id = {} FOR UPDATE", order_id
    )
    return rows[0] if rows else None


async def update_order(order_id: UUID, values: Mapping[str, Any]) -> None:
    """Change fields of a production order."""
    changes = cast("dict[Column | str, Any]", dict(values))
    await ProductionOrder.update(changes).where(ProductionOrder.id == order_id)


async def orders_named(references: Sequence[str]) -> tuple[list[UUID], list[UUID]]:
    """All lines of the purchases that references name (`order / line`), and the production orders."""
    purchases = await PurchaseLine.raw(
        "SELECT id FROM purchase_line WHERE order_reference = ANY({}::text[]) FOR UPDATE",
        [reference.rpartition(" / ")[0] for reference in references],
    )
    orders = await ProductionOrder.raw(
        "SELECT id FROM production_order WHERE reference = ANY({}::text[]) FOR UPDATE",
        list(references),
    )
    return [row["id"] for row in purchases], [row["id"] for row in orders]


async def remove_purchase(purchase_line_id: UUID) -> None:
    """Take out a part of a purchase that was made and undone before anybody outside heard of it."""
    await PurchaseLine.delete().where(PurchaseLine.id == purchase_line_id)
