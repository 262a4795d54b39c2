"""The rules of stock by lot: what expires first goes first, and what making takes of a component."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Lot:
    """Stock of an item at a site under one code, and the last day on which it may be used."""

    id: UUID
    item_id: UUID
    code: str
    quantity: Decimal
    usable_until: date | None


@dataclass(frozen=True, slots=True)
class Take:
    """A quantity that goes out of a lot, or came into it."""

    item_id: UUID
    lot_code: str
    quantity: Decimal


def component_need(
    made: Decimal, quantity_per: Decimal, scrap_ratio: Decimal, decimals: int
) -> Decimal:
    """What making so much takes of a component, rounded up to its own smallest unit.

    >>> component_need(Decimal(3), Decimal("0.5"), Decimal("0.02"), 0)
    Decimal('2')
    """
    return (made * quantity_per * (1 + scrap_ratio)).quantize(
        Decimal(1).scaleb(-decimals), ROUND_UP
    )


def first_expired_first(lots: Iterable[Lot], quantity: Decimal, today: date) -> list[Take]:
    """Take a quantity out of lots, what expires first going first; no more than there is.

    Expired lots are left alone; lots without a last day come last, in the order of their codes.
    """
    usable = [lot for lot in lots if lot.usable_until is None or lot.usable_until >= today]
    usable.sort(key=lambda lot: (lot.usable_until or date.max, lot.code))
    takes: list[Take] = []
    left = quantity
    for lot in usable:
        part = min(left, lot.quantity)
        if part > 0:
            takes.append(Take(lot.item_id, lot.code, part))
            left -= part
    return takes
