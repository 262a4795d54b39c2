"""What may be asked about safety stocks."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from shared.schemas.safety import ChosenSafetyStock


@dataclass(frozen=True, slots=True)
class TakeSafetyStock:
    """Take the proposed safety stock of an item at a site over, exactly as it was seen."""

    item_id: UUID
    site_id: UUID
    ver: str
    safety_stock: Decimal


@dataclass(frozen=True, slots=True)
class SetSafetyStocks:
    """Set the safety stocks of several items at sites together, on the rules that were seen."""

    stocks: tuple[ChosenSafetyStock, ...]
