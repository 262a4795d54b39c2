"""What may be asked of promotions and seasons."""

from dataclasses import dataclass
from uuid import UUID

from shared.schemas.promotion import PromotionAsked, SeasonAsked, UpliftAsked


@dataclass(frozen=True, slots=True)
class PlanPromotion:
    """Plan a promotion; a rep's waits as a draft until a planner confirms it."""

    id: UUID
    asked: PromotionAsked


@dataclass(frozen=True, slots=True)
class ChangePromotion:
    """Say a promotion anew that is not over."""

    promotion_id: UUID
    asked: PromotionAsked


@dataclass(frozen=True, slots=True)
class ConfirmPromotion:
    """Let a draft count from now on; for planners."""

    promotion_id: UUID


@dataclass(frozen=True, slots=True)
class CancelPromotion:
    """Let a promotion not take place, or end it at once; it stays on record."""

    promotion_id: UUID


@dataclass(frozen=True, slots=True)
class SayUplift:
    """Expect another uplift than was learned, with a reason; or go by what was learned again."""

    promotion_id: UUID
    asked: UpliftAsked


@dataclass(frozen=True, slots=True)
class SetSeason:
    """Say between which days an item is sold, and how much of it at most."""

    item_id: UUID
    asked: SeasonAsked


@dataclass(frozen=True, slots=True)
class EndSeason:
    """Let an item be sold the whole year again."""

    item_id: UUID
