"""What can keep a replenishment from being decided."""

from typing import ClassVar

from shared.problem import ProblemError


class NothingToRefillError(ProblemError):
    """The position fills by itself by now, or no day of the horizon can have it."""

    code: ClassVar[str] = "nothing_to_refill"
    status: ClassVar[int] = 409


class ReplenishmentMovedError(ProblemError):
    """Stock or plan have moved: what would be done is not what was seen."""

    code: ClassVar[str] = "replenishment_moved"
    status: ClassVar[int] = 409
