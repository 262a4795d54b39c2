"""What can stand against doing something with an alert."""

from typing import ClassVar

from shared.problem import ProblemError


class NotYourAlertError(ProblemError):
    """Somebody else owns the alert; take it first."""

    code: ClassVar[str] = "not_your_alert"
    status: ClassVar[int] = 409


class SnoozeTooLongError(ProblemError):
    """The time lies behind, or more than a week ahead."""

    code: ClassVar[str] = "snooze_too_long"
    status: ClassVar[int] = 422
