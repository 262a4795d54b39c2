"""What can keep a supplier from answering, or somebody from asking."""

from typing import ClassVar

from shared.problem import ProblemError


class LinkInvalidError(ProblemError):
    """Not a link of ours, or one that has been revoked or has run out; which, is not told."""

    code: ClassVar[str] = "supplier_link_invalid"
    status: ClassVar[int] = 404


class RequestAnsweredError(ProblemError):
    """The request has been answered already."""

    code: ClassVar[str] = "request_answered"
    status: ClassVar[int] = 409


class RequestOutdatedError(ProblemError):
    """What was asked has changed meanwhile: it was delivered, cancelled, or is asked anew."""

    code: ClassVar[str] = "request_outdated"
    status: ClassVar[int] = 409


class AnswerRefusedError(ProblemError):
    """More than was asked, too fine a quantity, a day that has passed, or a line that was not asked (`line`)."""

    code: ClassVar[str] = "answer_refused"
    status: ClassVar[int] = 422


class NothingToAskError(ProblemError):
    """There is nothing open to ask this supplier about."""

    code: ClassVar[str] = "nothing_to_ask"
    status: ClassVar[int] = 409
