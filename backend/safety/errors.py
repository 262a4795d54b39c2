"""What can be wrong with taking a safety stock over."""

from typing import ClassVar

from shared.problem import ConflictError


class SafetyStockMovedError(ConflictError):
    """Another one is proposed by now, or none."""

    code: ClassVar[str] = "safety_stock_moved"
    status: ClassVar[int] = 409
