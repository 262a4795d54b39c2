"""What supply tells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PurchaseMoved:
    """A decision asks for a purchase line to be new, sooner, later, smaller or cancelled.

    `quantity_before` was still to come on `due_on_before`; both None for a line that is new or put back.
    """

    topics: ClassVar[tuple[str, ...]] = ("supply",)

    purchase_line_id: UUID
    proposal_id: UUID
    quantity_before: Decimal | None = None
    due_on_before: date | None = None


@dataclass(frozen=True, slots=True)
class ProductionOrderMoved:
    """A decision asks for a production order to be smaller, on other days, or cancelled."""

    topics: ClassVar[tuple[str, ...]] = ("supply",)

    production_order_id: UUID
    proposal_id: UUID
