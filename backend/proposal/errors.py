"""What can keep a decision from being taken."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class PlanHasMovedError(ConflictError):
    """The plan is not the one the decision was made on (`decided_on_id`, `current_id`)."""

    code: ClassVar[str] = "plan_has_moved"
    status: ClassVar[int] = 409


class AlreadyDecidedError(ConflictError):
    """Somebody has decided, or the change was withdrawn (`status`)."""

    code: ClassVar[str] = "already_decided"
    status: ClassVar[int] = 409


class OwnProposalError(ProblemError):
    """Nobody decides on a change of their own."""

    code: ClassVar[str] = "own_proposal"
    status: ClassVar[int] = 403


class UnknownAlternativeError(ProblemError):
    """The proposal has no such way out (`alternative`)."""

    code: ClassVar[str] = "unknown_alternative"
    status: ClassVar[int] = 409


class ReasonMissingError(ProblemError):
    """Who rejects or sends back says why."""

    code: ClassVar[str] = "reason_missing"
    status: ClassVar[int] = 422


class AmendmentNotPossibleError(ProblemError):
    """The plan does not carry the amended way out (`cause`, `name`, `on`)."""

    code: ClassVar[str] = "amendment_not_possible"
    status: ClassVar[int] = 409


class NothingAmendedError(ProblemError):
    """An amendment names no adjustment of the way out, or alters nothing."""

    code: ClassVar[str] = "nothing_amended"
    status: ClassVar[int] = 422


class TogetherNotPossibleError(ConflictError):
    """With the first ones approved, this one's way out no longer stands (`customer`, `item`)."""

    code: ClassVar[str] = "together_not_possible"
    status: ClassVar[int] = 409


class NothingChosenError(ProblemError):
    """None, or more than one can look through (`most`), were chosen to be decided together."""

    code: ClassVar[str] = "nothing_chosen"
    status: ClassVar[int] = 422


class PricingMovedError(ConflictError):
    """Somebody has set weights and rates in the meantime (`number`)."""

    code: ClassVar[str] = "pricing_moved"
    status: ClassVar[int] = 409


class PricingOutOfRangeError(ProblemError):
    """A weight or rate is missing, unknown or beyond what makes sense (`name`, `least`, `most`)."""

    code: ClassVar[str] = "pricing_out_of_range"
    status: ClassVar[int] = 422
