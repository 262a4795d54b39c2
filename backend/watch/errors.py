"""What can stand against an alert rule."""

from typing import ClassVar

from shared.problem import ProblemError


class AlertRuleIncompleteError(ProblemError):
    """A rule has no name, or a figure, threshold or time that cannot be (`field`)."""

    code: ClassVar[str] = "alert_rule_incomplete"
    status: ClassVar[int] = 422


class OwnerRefusedError(ProblemError):
    """The owner or a deputy has gone, or sees no site that the rule watches."""

    code: ClassVar[str] = "owner_refused"
    status: ClassVar[int] = 409
