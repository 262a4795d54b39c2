"""What supply tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PurchaseMoved:
    """A decision asks for a purchase line to be new, sooner, later, smaller or cancelled."""

    topics: ClassVar[tuple[str, ...]] = ("supply",)

    purchase_line_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ProductionOrderMoved:
    """A decision asks for a production order to be smaller, on other days, or cancelled."""

    topics: ClassVar[tuple[str, ...]] = ("supply",)

    production_order_id: UUID
    proposal_id: UUID
