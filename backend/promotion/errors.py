"""What can stand against a promotion or a season."""

from typing import ClassVar

from shared.problem import ProblemError


class PromotionEmptyError(ProblemError):
    """A promotion names neither an item nor a family."""

    code: ClassVar[str] = "promotion_empty"
    status: ClassVar[int] = 422


class PromotionDaysError(ProblemError):
    """The last day lies before the first, or the promotion lasts longer than a year."""

    code: ClassVar[str] = "promotion_days"
    status: ClassVar[int] = 422


class PromotionPriceError(ProblemError):
    """The price is below zero, the discount is no share of it, or both are given."""

    code: ClassVar[str] = "promotion_price"
    status: ClassVar[int] = 422


class PromotionUnknownError(ProblemError):
    """Something named in a promotion does not exist, or is not the asker's (`field`)."""

    code: ClassVar[str] = "promotion_unknown"
    status: ClassVar[int] = 422


class PromotionCustomersError(ProblemError):
    """A rep's promotion is for customers of the own territories, by name."""

    code: ClassVar[str] = "promotion_customers"
    status: ClassVar[int] = 422


class PromotionClosedError(ProblemError):
    """A promotion that is over or cancelled stays as it was."""

    code: ClassVar[str] = "promotion_closed"
    status: ClassVar[int] = 409


class UpliftError(ProblemError):
    """Demand is multiplied by nothing from 0 to 20."""

    code: ClassVar[str] = "promotion_uplift"
    status: ClassVar[int] = 422


class SeasonDaysError(ProblemError):
    """The last day of a limited edition lies before its first, or a season lasts a year or longer."""

    code: ClassVar[str] = "season_days"
    status: ClassVar[int] = 422


class SeasonQuantityError(ProblemError):
    """A limited edition's total is no quantity above zero, or a season is given one."""

    code: ClassVar[str] = "season_quantity"
    status: ClassVar[int] = 422
