"""What can stand against a runbook, or a step on an urgent order."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class RunbookIncompleteError(ProblemError):
    """A runbook has no name, no stage, a stage twice, out of order or after one that comes later, or a time that cannot be (`field`)."""

    code: ClassVar[str] = "runbook_incomplete"
    status: ClassVar[int] = 422


class StageOwnerUnknownError(ProblemError):
    """A stage names somebody who does not work here, or who may not see the order."""

    code: ClassVar[str] = "stage_owner_unknown"
    status: ClassVar[int] = 409


class NotYourStageError(ProblemError):
    """The stage belongs to somebody else (`owner`)."""

    code: ClassVar[str] = "not_your_stage"
    status: ClassVar[int] = 403


class StageNotRunningError(ConflictError):
    """The stage has not begun yet, or the order's clock stands still."""

    code: ClassVar[str] = "stage_not_running"
    status: ClassVar[int] = 409


class WallNotSignedInError(ProblemError):
    """Not a link or a screen of ours, or one that was used, has run out or was ended; which, is not told."""

    code: ClassVar[str] = "wall_not_signed_in"
    status: ClassVar[int] = 404
