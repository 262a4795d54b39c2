"""The rules of a promotion: what it may be, where it stands, what its forecast comes to."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from backend.promotion.errors import (
    PromotionClosedError,
    PromotionDaysError,
    PromotionEmptyError,
    PromotionPriceError,
    UpliftError,
)
from shared.promotion_terms import PromotionStatus, UpliftBasis
from shared.schemas.promotion import PromotionAsked

LONGEST: Final = timedelta(days=366)
MOST_UPLIFT: Final = Decimal(20)
_MOST_PRICE: Final = Decimal(10) ** 12


def check_promotion(asked: PromotionAsked) -> None:
    """Refuse what cannot be, naming what is wrong."""
    if not asked.item_ids and not asked.families:
        raise PromotionEmptyError
    if not asked.name.strip():
        raise PromotionEmptyError
    if not timedelta(0) <= asked.ends_on - asked.starts_on <= LONGEST:
        raise PromotionDaysError
    if asked.price is not None and asked.discount_ratio is not None:
        raise PromotionPriceError
    if asked.price is not None and not (
        asked.price.is_finite() and 0 <= asked.price <= _MOST_PRICE
    ):
        raise PromotionPriceError
    share = asked.discount_ratio
    if share is not None and not (share.is_finite() and 0 <= share < 1):
        raise PromotionPriceError


def check_uplift(ratio: Decimal | None) -> None:
    """Refuse what demand cannot be multiplied by."""
    if ratio is not None and not (ratio.is_finite() and 0 <= ratio <= MOST_UPLIFT):
        raise UpliftError


def status_on(status: str, starts_on: date, ends_on: date, today: date) -> PromotionStatus:
    """Where a promotion stands on a day.

    >>> status_on("planned", date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 7)).value
    'running'
    """
    kept = PromotionStatus(status)
    if kept is not PromotionStatus.PLANNED:
        return kept
    if today < starts_on:
        return PromotionStatus.PLANNED
    return PromotionStatus.RUNNING if today <= ends_on else PromotionStatus.OVER


def check_open(status: PromotionStatus) -> None:
    """Refuse to touch what is over or cancelled: it is what others are measured by."""
    if status in {PromotionStatus.OVER, PromotionStatus.CANCELLED}:
        raise PromotionClosedError


def basis_of(events: Collection[int], *, is_said: bool) -> UpliftBasis:
    """What an uplift goes by, the nearest first; `events` are those of the item, its family, all.

    >>> basis_of((0, 3, 9), is_said=False).value
    'family'
    """
    if is_said:
        return UpliftBasis.PERSON
    bases = (UpliftBasis.ITEM, UpliftBasis.FAMILY, UpliftBasis.ALL)
    return next(
        (basis for basis, count in zip(bases, events, strict=True) if count), UpliftBasis.OTHERS
    )
