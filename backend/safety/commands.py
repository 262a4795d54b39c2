"""What may be asked about safety stocks."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TakeSafetyStock:
    """Take the proposed safety stock of an item at a site over, exactly as it was seen."""

    item_id: UUID
    site_id: UUID
    ver: str
    safety_stock: Decimal
