"""What is told about promotions and seasons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PromotionChanged:
    """A promotion was planned, confirmed, changed or cancelled, or another uplift is expected of it."""

    topics: ClassVar[tuple[str, ...]] = ("promotion", "forecast")

    promotion_id: UUID


@dataclass(frozen=True, slots=True)
class SeasonChanged:
    """An item is sold on other days from now on."""

    topics: ClassVar[tuple[str, ...]] = ("promotion", "forecast")

    item_id: UUID
