"""Promotions and seasons as the fake gateway knows them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.promotion_terms import (
    PromotionDeed,
    PromotionStatus,
    SeasonKind,
    SeasonMark,
    UpliftBasis,
)
from shared.schemas.promotion import (
    LeftOver,
    MeasuredView,
    Named,
    PreBuild,
    PromotionAsked,
    PromotionBoard,
    PromotionChoices,
    PromotionDeedView,
    PromotionItem,
    PromotionRow,
    PromotionShortView,
    PromotionView,
    SeasonAsked,
    SeasonBoard,
    SeasonRow,
    SeasonView,
    ShortDay,
    UpliftAsked,
)
from shared.terms import Channel
from tests.frontend.answers import Answers

PROMOTION_ID, ITEM_ID, ALERT_ID, SITE_ID = (UUID(int=number) for number in (901, 902, 903, 904))
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def row(**changes: Any) -> PromotionRow:
    facts: dict[str, Any] = {
        "id": PROMOTION_ID, "reference": "P-26-014", "name": "Thinner weeks", "status": PromotionStatus.PLANNED,
        "starts_on": FIRST, "ends_on": LAST, "discount_ratio": Decimal("0.15"), "price": None,
        "what": ["Thinner 20 C20"], "item_count": 1, "where": ["Riga plant", "channel:online"],
        "made_by_name": "Li Na",
    }  # fmt: skip
    return PromotionRow(**{**facts, **changes})


def item(**changes: Any) -> PromotionItem:
    facts: dict[str, Any] = {
        "item_id": ITEM_ID, "item_name": "Thinner 20 C20", "family": "Thinners and cleaners", "unit": "kit",
        "depth_ratio": 0.15, "ratio": 1.45, "low": 1.2, "high": 1.75, "learned_ratio": 1.45,
        "basis": UpliftBasis.ITEM, "events": [3, 9, 21], "said_by_name": None, "said_reason": None, "said_note": "",
        "usual_quantity": Decimal(200), "expected_quantity": Decimal(290), "siblings_quantity": Decimal(18),
        "after_quantity": Decimal(22), "measured": None,
    }  # fmt: skip
    return PromotionItem(**{**facts, **changes})


def measured(**changes: Any) -> MeasuredView:
    facts: dict[str, Any] = {
        "came": Decimal(310), "usual": Decimal(205), "gain": Decimal(105), "gain_margin": Decimal(31), "ratio": 1.51,
        "siblings_gain": Decimal(-20), "siblings_margin": Decimal(25), "after_gain": Decimal(-15),
        "after_margin": Decimal(28), "is_whole": True,
    }  # fmt: skip
    return MeasuredView(**{**facts, **changes})


def short() -> PromotionShortView:
    return PromotionShortView(
        item_id=ITEM_ID, item_name="Thinner 20 C20", unit="kit", site_id=SITE_ID, site_name="Riga plant",
        first_on=date(2026, 12, 14), missing=Decimal(60), on=LAST, alert_id=ALERT_ID,
        days=[ShortDay(date(2026, 12, 14), Decimal(210), Decimal(200), Decimal(10)),
              ShortDay(LAST, Decimal(290), Decimal(230), Decimal(60))],
    )  # fmt: skip


def asked() -> PromotionAsked:
    return PromotionAsked(
        "Thinner weeks", FIRST, LAST, discount_ratio=Decimal("0.15"), item_ids=[ITEM_ID], channels=[Channel.ONLINE]
    )  # fmt: skip


def view(**changes: Any) -> PromotionView:
    facts: dict[str, Any] = {
        "row": row(), "note": "", "made_at": AT, "items": [item()], "siblings_ratio": 0.2, "siblings_margin": 0.1,
        "after_ratio": 0.25, "after_margin": 0.12, "short": [short()], "is_supply_seen": True,
        "history": [PromotionDeedView(PromotionDeed.PLANNED, AT, "Li Na", [])], "asked": asked(),
        "may_change": True, "may_confirm": False, "may_say": True,
    }  # fmt: skip
    return PromotionView(**{**facts, **changes})


def board(**changes: Any) -> PromotionBoard:
    facts: dict[str, Any] = {
        "rows": [
            row(id=UUID(int=905), name="Own idea", status=PromotionStatus.DRAFT, made_by_name="Anna Berg"),
            row(id=UUID(int=906), name="Primer action", status=PromotionStatus.RUNNING),
            row(),
            row(id=UUID(int=907), name="Summer weeks", status=PromotionStatus.OVER),
        ],
        "learned_from": 21, "may_plan": True, "may_confirm": True,
    }  # fmt: skip
    return PromotionBoard(**{**facts, **changes})


def choices(**changes: Any) -> PromotionChoices:
    facts: dict[str, Any] = {
        "items": [Named(str(ITEM_ID), "Thinner 20 C20 (TH-20-C20)")],
        "families": [Named("Thinners and cleaners", "Thinners and cleaners")],
        "sites": [Named(str(SITE_ID), "Riga plant")], "territories": [], "segments": [],
        "customers": [Named(str(UUID(int=908)), "Hartmann Wind Towers")], "needs_customers": False,
    }  # fmt: skip
    return PromotionChoices(**{**facts, **changes})


def season_row(**changes: Any) -> SeasonRow:
    facts: dict[str, Any] = {
        "item_id": ITEM_ID, "item_name": "Winter thinner", "family": "Thinners and cleaners", "unit": "kit",
        "kind": SeasonKind.LIMITED, "mark": SeasonMark.IN_SEASON, "first_on": date(2026, 11, 1),
        "last_on": date(2027, 1, 31), "quantity": Decimal(1200), "strength": 0.62, "peak_month": 12,
        "left_quantity": Decimal(140),
    }  # fmt: skip
    return SeasonRow(**{**facts, **changes})


def season_view(**changes: Any) -> SeasonView:
    facts: dict[str, Any] = {
        "row": season_row(), "indices": [1.4, 1.1, 0.9, 0.8, 0.7, 0.7, 0.8, 0.8, 0.9, 1.1, 1.3, 1.5], "years": 3.0,
        "is_by_family": False, "found_from_month": 10, "found_to_month": 2, "sold": Decimal(320),
        "pre_builds": [PreBuild(SITE_ID, "Riga plant", date(2026, 12, 6), Decimal(300), Decimal(120), Decimal(180),
                                date(2026, 11, 26))],
        "left_overs": [LeftOver(SITE_ID, "Riga plant", date(2027, 1, 31), Decimal(700), Decimal(560), Decimal(140))],
        "note": "", "set_by_name": "Li Na", "set_at": AT, "may_set": True,
    }  # fmt: skip
    return SeasonView(**{**facts, **changes})


class FakePromotions(Answers):
    """The gateway's part about promotions and seasons."""

    async def promotions(self) -> PromotionBoard:
        return self._answer("promotions", board())

    async def promotion(self, promotion_id: UUID) -> PromotionView:
        return self._answer("promotion", view(row=row(id=promotion_id)))

    async def promotion_choices(self) -> PromotionChoices:
        return self._answer("promotion_choices", choices())

    async def plan_promotion(self, asked: PromotionAsked) -> UUID:
        self._answer("plan_promotion", None)
        self.done.append(("plan_promotion", asked))
        return PROMOTION_ID

    async def change_promotion(self, promotion_id: UUID, asked: PromotionAsked) -> None:
        self._answer("change_promotion", None)
        self.done.append(("change_promotion", promotion_id, asked))

    async def confirm_promotion(self, promotion_id: UUID) -> None:
        self._answer("confirm_promotion", None)
        self.done.append(("confirm_promotion", promotion_id))

    async def cancel_promotion(self, promotion_id: UUID) -> None:
        self._answer("cancel_promotion", None)
        self.done.append(("cancel_promotion", promotion_id))

    async def say_uplift(self, promotion_id: UUID, asked: UpliftAsked) -> None:
        self._answer("say_uplift", None)
        self.done.append(("say_uplift", promotion_id, asked))

    async def seasons(self) -> SeasonBoard:
        usual = SeasonBoard(
            [season_row(), season_row(item_id=UUID(int=909), kind=None, mark=None)], may_set=True
        )
        return self._answer("seasons", usual)

    async def season(self, item_id: UUID) -> SeasonView:
        return self._answer("season", season_view(row=season_row(item_id=item_id)))

    async def set_season(self, item_id: UUID, asked: SeasonAsked) -> None:
        self._answer("set_season", None)
        self.done.append(("set_season", item_id, asked))

    async def end_season(self, item_id: UUID) -> None:
        self._answer("end_season", None)
        self.done.append(("end_season", item_id))
