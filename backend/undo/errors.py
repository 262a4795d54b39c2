"""What can keep a decision from being undone."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class UndoTooLateError(ConflictError):
    """The time to undo is over, or there is nothing to undo: what was decided has left the house."""

    code: ClassVar[str] = "undo_too_late"
    status: ClassVar[int] = 409


class BuiltUponError(ConflictError):
    """Something has built upon the decision: the plan, an order or a promise has moved since (`what`)."""

    code: ClassVar[str] = "built_upon"
    status: ClassVar[int] = 409


class NotYourDecisionError(ProblemError):
    """Somebody else has decided; only they can undo it."""

    code: ClassVar[str] = "not_your_decision"
    status: ClassVar[int] = 403
