"""Promotions and seasonal items."""

from typing import Protocol
from uuid import UUID

from shared.schemas.promotion import (
    PromotionAsked,
    PromotionBoard,
    PromotionChoices,
    PromotionView,
    SeasonAsked,
    SeasonBoard,
    SeasonView,
    UpliftAsked,
)


class PromotionGateway(Protocol):
    """Promotions and seasonal items."""

    async def promotions(self) -> PromotionBoard:
        """Promotions that concern the viewer."""
        ...

    async def promotion(self, promotion_id: UUID) -> PromotionView:
        """One promotion with what is expected, measured and missing."""
        ...

    async def promotion_choices(self) -> PromotionChoices:
        """What a promotion can be made of."""
        ...

    async def plan_promotion(self, asked: PromotionAsked) -> UUID:
        """Plan a promotion; returns its id."""
        ...

    async def change_promotion(self, promotion_id: UUID, asked: PromotionAsked) -> None:
        """Say a promotion anew."""
        ...

    async def confirm_promotion(self, promotion_id: UUID) -> None:
        """Let a draft count."""
        ...

    async def cancel_promotion(self, promotion_id: UUID) -> None:
        """Let a promotion not take place."""
        ...

    async def say_uplift(self, promotion_id: UUID, asked: UpliftAsked) -> None:
        """Expect another uplift, or go by what was learned again."""
        ...

    async def seasons(self) -> SeasonBoard:
        """Seasonal and limited items."""
        ...

    async def season(self, item_id: UUID) -> SeasonView:
        """One item's season."""
        ...

    async def set_season(self, item_id: UUID, asked: SeasonAsked) -> None:
        """Say between which days an item is sold."""
        ...

    async def end_season(self, item_id: UUID) -> None:
        """Let an item be sold the whole year again."""
        ...
