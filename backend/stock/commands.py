"""What may be set of an item at a site."""

from dataclasses import dataclass
from uuid import UUID

from shared.schemas.stock import LotRules


@dataclass(frozen=True, slots=True)
class SetLotRules:
    """Give an item's lots at a site other rules, on the state that was seen."""

    item_id: UUID
    site_id: UUID
    ver: str
    rules: LotRules
