"""What can keep a plan from being revised."""

from typing import ClassVar

from shared.problem import ProblemError


class PlanLineUnknownError(ProblemError):
    """The plan has no such line any more (`plan_line_id`)."""

    code: ClassVar[str] = "plan_line_unknown"
    status: ClassVar[int] = 409


class MoreThanPlannedError(ProblemError):
    """More would be taken from a line than it holds (`reference`, `quantity`, `planned`)."""

    code: ClassVar[str] = "more_than_planned"
    status: ClassVar[int] = 409


class PlanMissingError(ProblemError):
    """The site has no plan to revise (`site_id`)."""

    code: ClassVar[str] = "plan_missing"
    status: ClassVar[int] = 409


class AlternateGoneError(ProblemError):
    """The other way to the item is no longer there (`name`, `item`)."""

    code: ClassVar[str] = "alternate_gone"
    status: ClassVar[int] = 409
