"""What supply does when what is above it shares its transaction: purchases move, stock comes and goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.dispatch import Context
from backend.engine.answer import Adjustment
from backend.kit.images import Images, Turned, are_untouched, images_of, put_back
from backend.supply import repository
from backend.supply.errors import OrderGoneError, OrderMovedError, PurchaseGoneError, StockUsedError
from backend.supply.events import ProductionOrderMoved, PurchaseMoved
from backend.supply.model import Take, first_expired_first
from shared.terms import AdjustmentKind

CUTS: Final = frozenset({AdjustmentKind.REDUCE_PURCHASE, AdjustmentKind.CANCEL_PURCHASE})
ORDERS_OF_THE_HOUSE: Final = frozenset({AdjustmentKind.MAKE_LESS, AdjustmentKind.MOVE})


async def adjust_order(order: Adjustment, decision_id: UUID, context: Context) -> None:
    """Carry out what a decision does to a purchase or a production order that other systems hold."""
    reference, quantity = order.reference or "", Decimal(order.quantity)
    if order.kind in CUTS:
        await reduce_purchase(reference, quantity, decision_id, context)
    elif order.kind is AdjustmentKind.MAKE_LESS:
        await reduce_order(reference, quantity, decision_id, context)
    elif order.on is None:
        raise OrderGoneError(reference=reference)
    elif order.kind is AdjustmentKind.MOVE:
        await move_order(reference, order.on, decision_id, context)
    else:
        await move_purchase(reference, quantity, order.on, decision_id, context)


async def must_be_as_seen(orders: Iterable[Adjustment]) -> None:
    """Hold the purchases and production orders of a decision, and refuse it where one is another by now.

    Each is still to come on the day from which it is moved or cut, and there is as much of it.
    """
    for order in orders:
        reference = order.reference or ""
        if order.kind in ORDERS_OF_THE_HOUSE:
            row = await _order_to_change(reference)
            on, left = row["planned_end_on"], row["quantity"]
        else:
            purchase = await repository.lock_purchase(reference)
            if purchase is None:
                raise PurchaseGoneError(reference=reference)
            on, left = purchase["due_on"], purchase["quantity"] - purchase["received_quantity"]
        if on != order.from_on or left < Decimal(order.quantity):
            raise OrderMovedError(reference=reference)


async def move_purchase(
    reference: str, quantity: Decimal, on: date, proposal_id: UUID, context: Context
) -> None:
    """Expect a purchase line on another day; where only a part moves, it becomes a line of its own."""
    row = await repository.lock_purchase(reference)
    if row is None:
        raise PurchaseGoneError(reference=reference)
    if quantity < row["quantity"] - row["received_quantity"]:
        await repository.update_purchase(row["id"], {"quantity": row["quantity"] - quantity})
        part_id = await repository.add_part(row, quantity, on)
        context.emit(PurchaseMoved(part_id, proposal_id), lane=_lane(row))
    else:
        await repository.update_purchase(row["id"], {"due_on": on})
    _tell_moved(row, proposal_id, context)


async def reduce_order(
    reference: str, quantity: Decimal, decision_id: UUID, context: Context
) -> None:
    """Make less on a production order that has not begun; what would leave nothing cancels it."""
    row = await _order_to_change(reference)
    rest = row["quantity"] - quantity
    values = {"quantity": rest} if rest > 0 else {"status": "cancelled"}
    await repository.update_order(row["id"], values)
    context.emit(ProductionOrderMoved(row["id"], decision_id))


async def move_order(reference: str, on: date, decision_id: UUID, context: Context) -> None:
    """Make a production order that has not begun on other days; its start moves by as many."""
    row = await _order_to_change(reference)
    starts_on = row["planned_start_on"] + (on - row["planned_end_on"])
    await repository.update_order(row["id"], {"planned_start_on": starts_on, "planned_end_on": on})
    context.emit(ProductionOrderMoved(row["id"], decision_id))


async def _order_to_change(reference: str) -> dict[str, Any]:
    row = await repository.lock_open_order(reference)
    if (
        row is None
        or row["actual_start_on"]
        or row["completed_quantity"]
        or row["scrapped_quantity"]
    ):
        raise OrderGoneError(reference=reference)
    return row


async def reduce_purchase(
    reference: str, quantity: Decimal, proposal_id: UUID, context: Context
) -> None:
    """Order less on a purchase line; what would leave nothing to receive cancels it."""
    row = await repository.lock_purchase(reference)
    if row is None:
        raise PurchaseGoneError(reference=reference)
    rest = row["quantity"] - quantity
    received = row["received_quantity"]
    if rest > received:
        values = {"quantity": rest}
    else:
        values = {"quantity": received, "status": "done"} if received else {"status": "cancelled"}
    await repository.update_purchase(row["id"], values)
    _tell_moved(row, proposal_id, context)


def _tell_moved(row: Mapping[str, Any], decision_id: UUID, context: Context) -> None:
    """Tell that a purchase line, as it was, is another one by now."""
    was = row["quantity"] - row["received_quantity"]
    context.emit(PurchaseMoved(row["id"], decision_id, was, row["due_on"]), lane=_lane(row))


def _lane(row: Mapping[str, Any]) -> str:
    """All that is decided about an order goes one after the other: its supplier is asked once."""
    return f"purchase:{row['order_reference']}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What comes into stock, and until when it may be used."""

    item_id: UUID
    site_id: UUID
    lot_code: str
    quantity: Decimal
    produced_on: date
    usable_until: date | None


async def bring_stock(receipt: Receipt) -> None:
    """Add to a lot; a lot that is not there yet begins with it."""
    await repository.add_to_lot(
        receipt.item_id,
        receipt.site_id,
        receipt.lot_code,
        receipt.quantity,
        produced_on=receipt.produced_on,
        usable_until=receipt.usable_until,
    )


async def draw_stock(item_id: UUID, site_id: UUID, quantity: Decimal, today: date) -> list[Take]:
    """Take out of stock, first expired first; no more than there is."""
    takes = first_expired_first(await repository.lock_lots(item_id, site_id), quantity, today)
    for take in takes:
        await repository.add_to_lot(item_id, site_id, take.lot_code, -take.quantity)
    return takes


async def return_stock(site_id: UUID, takes: Iterable[Take]) -> None:
    """Put back what was taken."""
    for take in takes:
        await repository.add_to_lot(take.item_id, site_id, take.lot_code, take.quantity)


async def withdraw_stock(site_id: UUID, take: Take, unit: str) -> None:
    """Take back what came into a lot; refused where less than that is left of it."""
    lots = await repository.lock_lots(take.item_id, site_id)
    left = sum((lot.quantity for lot in lots if lot.code == take.lot_code), Decimal(0))
    if left < take.quantity:
        raise StockUsedError(lot=take.lot_code, quantity=take.quantity, unit=unit)
    await repository.add_to_lot(take.item_id, site_id, take.lot_code, -take.quantity)


async def lock_order(order_id: UUID) -> dict[str, Any] | None:
    """A production order, held until the transaction ends."""
    return await repository.lock_order(order_id)


async def record_order(order_id: UUID, values: Mapping[str, Any]) -> None:
    """Write how a production order goes."""
    await repository.update_order(order_id, values)


PURCHASES: Final = "purchase_line"
ORDERS: Final = "production_order"


async def order_images(references: Iterable[str]) -> tuple[Images, Images]:
    """The purchases and production orders that references name, as they are."""
    purchases, orders = await repository.orders_named(list(references))
    return await images_of(PURCHASES, purchases), await images_of(ORDERS, orders)


async def are_as_decided(purchases: Mapping[UUID, Turned], orders: Mapping[UUID, Turned]) -> bool:
    """Whether nothing has happened to purchases and production orders since they were decided on."""
    return await are_untouched(PURCHASES, purchases) and await are_untouched(ORDERS, orders)


async def put_orders_back(
    purchases: Mapping[UUID, Turned],
    orders: Mapping[UUID, Turned],
    decision_id: UUID,
    context: Context,
) -> None:
    """Make purchases and production orders what they were; parts that a decision made go."""
    for row_id, purchase in purchases.items():
        if purchase.before is None:
            await repository.remove_purchase(row_id)
            continue
        await put_back(PURCHASES, row_id, purchase.before)
        row = msgspec.json.decode(purchase.before, type=dict[str, Any])
        context.emit(PurchaseMoved(row_id, decision_id), lane=_lane(row))
    for row_id, order in orders.items():
        if order.before is not None:
            await put_back(ORDERS, row_id, order.before)
            context.emit(ProductionOrderMoved(row_id, decision_id))
