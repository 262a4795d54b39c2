"""What can be wrong with an allocation; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ProblemError


class AllocationOpenError(ProblemError):
    """The shortage waits for a decision already."""

    code: ClassVar[str] = "allocation_open"
    status: ClassVar[int] = 409


class NothingShortError(ProblemError):
    """There is enough for everybody by now, or nobody to share with."""

    code: ClassVar[str] = "nothing_short"
    status: ClassVar[int] = 409


class AllocationMovedError(ProblemError):
    """Stock, plan or orders have moved: who gets what is not what was seen."""

    code: ClassVar[str] = "allocation_moved"
    status: ClassVar[int] = 409
