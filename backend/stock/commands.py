"""What may be set of an item at a site."""

from dataclasses import dataclass
from uuid import UUID

from shared.schemas.stock import HeldDaysSet, LotRules


@dataclass(frozen=True, slots=True)
class SetLotRules:
    """Give an item's lots at a site other rules, on the state that was seen."""

    item_id: UUID
    site_id: UUID
    ver: str
    rules: LotRules


@dataclass(frozen=True, slots=True)
class SetComponentDays:
    """Let the components of an item go into what begins on other days, on the state that was seen."""

    item_id: UUID
    ver: str
    days: tuple[HeldDaysSet, ...]


@dataclass(frozen=True, slots=True)
class SetAlternateDays:
    """Let other ways to an item at a site begin on other days, on the state that was seen."""

    item_id: UUID
    site_id: UUID
    ver: str
    days: tuple[HeldDaysSet, ...]
