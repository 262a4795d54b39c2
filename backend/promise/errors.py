"""What can be wrong with what a customer asks about; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ProblemError


class NothingToHoldError(ProblemError):
    """Stock and plan carry no part of it, and no more can be had (`quantity`, `unit`)."""

    code: ClassVar[str] = "nothing_to_hold"
    status: ClassVar[int] = 409


class OptionGoneError(ProblemError):
    """The option that was seen is not there any more (`option`)."""

    code: ClassVar[str] = "option_gone"
    status: ClassVar[int] = 409


class PromiseHasMovedError(ProblemError):
    """All of it can be had only later than was seen (`seen_on`, `possible_on`)."""

    code: ClassVar[str] = "promise_has_moved"
    status: ClassVar[int] = 409


class HoldTimeError(ProblemError):
    """The time until which to hold has gone by, or lies too far ahead (`until`, `latest`)."""

    code: ClassVar[str] = "hold_time"
    status: ClassVar[int] = 409


class QuotationClosedError(ProblemError):
    """It is not held any more (`status`)."""

    code: ClassVar[str] = "quotation_closed"
    status: ClassVar[int] = 409


class AlreadyAskedError(ProblemError):
    """An inquiry or quotation of that id is here already."""

    code: ClassVar[str] = "already_asked"
    status: ClassVar[int] = 409


class RoutingRefusedError(ProblemError):
    """At least one factor has to count; costs are not below nothing, a share is 0 to 1."""

    code: ClassVar[str] = "routing_refused"
    status: ClassVar[int] = 422
