"""What can stand against an approval, a rule or a deputy."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class NotYourApprovalError(ProblemError):
    """The rule asks others (`rule`)."""

    code: ClassVar[str] = "not_your_approval"
    status: ClassVar[int] = 403


class NotYourTurnError(ConflictError):
    """The rule asks somebody else first (`rule`)."""

    code: ClassVar[str] = "not_your_turn"
    status: ClassVar[int] = 409


class ApprovedAlreadyError(ConflictError):
    """One has approved this way out already; another person has to."""

    code: ClassVar[str] = "approved_already"
    status: ClassVar[int] = 409


class AmendedAloneError(ProblemError):
    """Several have to approve, so what they approve must stay as it is shown (`rule`)."""

    code: ClassVar[str] = "amended_alone"
    status: ClassVar[int] = 409


class RuleIncompleteError(ProblemError):
    """A rule has no name, nobody who approves, or a limit that cannot be (`field`)."""

    code: ClassVar[str] = "rule_incomplete"
    status: ClassVar[int] = 422


class ApproverUnknownError(ProblemError):
    """A rule names somebody who does not work here."""

    code: ClassVar[str] = "approver_unknown"
    status: ClassVar[int] = 409


class DeputyRefusedError(ProblemError):
    """The deputy is oneself, has gone, may not open decisions, or sees none of one's sites."""

    code: ClassVar[str] = "deputy_refused"
    status: ClassVar[int] = 409


class DeputyDaysError(ProblemError):
    """The days of a deputy end before they begin, are over, or are more than `most_days`."""

    code: ClassVar[str] = "deputy_days"
    status: ClassVar[int] = 422
