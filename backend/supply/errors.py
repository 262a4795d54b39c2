"""What can keep a purchase from being moved."""

from typing import ClassVar

from shared.problem import ProblemError


class PurchaseGoneError(ProblemError):
    """The purchase line has been received or cancelled meanwhile (`reference`)."""

    code: ClassVar[str] = "purchase_gone"
    status: ClassVar[int] = 409


class OrderMovedError(ProblemError):
    """The purchase or production order is another than when it was decided about (`reference`)."""

    code: ClassVar[str] = "order_moved"
    status: ClassVar[int] = 409


class OrderGoneError(ProblemError):
    """The production order has begun, been finished or cancelled meanwhile (`reference`)."""

    code: ClassVar[str] = "order_gone"
    status: ClassVar[int] = 409


class StockUsedError(ProblemError):
    """What came in is not in stock any more, so it cannot be taken back (`lot`, `quantity`, `unit`)."""

    code: ClassVar[str] = "stock_used"
    status: ClassVar[int] = 409
