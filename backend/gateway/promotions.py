"""Promotions and seasonal items."""

from uuid import UUID

from backend.gateway.opened import OpenedGateway
from backend.promotion.commands import (
    CancelPromotion,
    ChangePromotion,
    ConfirmPromotion,
    EndSeason,
    PlanPromotion,
    SayUplift,
    SetSeason,
)
from backend.promotion.queries.planning import board_for, choices_for, promotion_for
from backend.promotion.queries.seasons import season_board_for, season_for
from shared.ids import new_id
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


class PromotionScreens(OpenedGateway):
    """Promotions and seasonal items."""

    async def promotions(self) -> PromotionBoard:
        """Promotions that concern the viewer."""
        return await board_for(await self._viewer(), self._dispatcher.clock.now())

    async def promotion(self, promotion_id: UUID) -> PromotionView:
        """One promotion with what is expected, measured and missing."""
        return await promotion_for(await self._viewer(), promotion_id, self._dispatcher.clock.now())

    async def promotion_choices(self) -> PromotionChoices:
        """What a promotion can be made of."""
        return await choices_for(await self._viewer())

    async def plan_promotion(self, asked: PromotionAsked) -> UUID:
        """Plan a promotion; returns its id."""
        return await self._make(PlanPromotion(new_id(), asked))

    async def change_promotion(self, promotion_id: UUID, asked: PromotionAsked) -> None:
        """Say a promotion anew."""
        await self._perform(ChangePromotion(promotion_id, asked))

    async def confirm_promotion(self, promotion_id: UUID) -> None:
        """Let a draft count."""
        await self._perform(ConfirmPromotion(promotion_id))

    async def cancel_promotion(self, promotion_id: UUID) -> None:
        """Let a promotion not take place."""
        await self._perform(CancelPromotion(promotion_id))

    async def say_uplift(self, promotion_id: UUID, asked: UpliftAsked) -> None:
        """Expect another uplift, or go by what was learned again."""
        await self._perform(SayUplift(promotion_id, asked))

    async def seasons(self) -> SeasonBoard:
        """Seasonal and limited items."""
        return await season_board_for(await self._viewer(), self._dispatcher.clock.now())

    async def season(self, item_id: UUID) -> SeasonView:
        """One item's season."""
        return await season_for(await self._viewer(), item_id, self._dispatcher.clock.now())

    async def set_season(self, item_id: UUID, asked: SeasonAsked) -> None:
        """Say between which days an item is sold."""
        await self._perform(SetSeason(item_id, asked))

    async def end_season(self, item_id: UUID) -> None:
        """Let an item be sold the whole year again."""
        await self._perform(EndSeason(item_id))
