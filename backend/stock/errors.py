"""What can be wrong with the rules of lots; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class LotRulesMovedError(ConflictError):
    """Somebody else, or an import, has set them since they were looked at."""

    code: ClassVar[str] = "lot_rules_moved"
    status: ClassVar[int] = 409


class LotRuleRangeError(ProblemError):
    """A figure (`name`) is below its `least` or above its `most`."""

    code: ClassVar[str] = "lot_rule_range"
    status: ClassVar[int] = 409


class LotRuleTooFineError(ProblemError):
    """A quantity (`name`) has more decimals than its item (`decimals`)."""

    code: ClassVar[str] = "lot_rule_too_fine"
    status: ClassVar[int] = 409


class LotMaximumError(ProblemError):
    """The largest lot is below the smallest."""

    code: ClassVar[str] = "lot_maximum"
    status: ClassVar[int] = 409


class LastDayError(ProblemError):
    """The last day on which a lot may begin is before the first."""

    code: ClassVar[str] = "last_day"
    status: ClassVar[int] = 409


class LastDayOfError(ProblemError):
    """The last day of a component or another way (`name`) is before its first."""

    code: ClassVar[str] = "last_day_of"
    status: ClassVar[int] = 409


class HeldDaysMovedError(ConflictError):
    """Somebody else, or an import, has set these days or lines since they were looked at."""

    code: ClassVar[str] = "held_days_moved"
    status: ClassVar[int] = 409


class DaysOverlapError(ProblemError):
    """A component (`name`) would be taken twice on a day."""

    code: ClassVar[str] = "days_overlap"
    status: ClassVar[int] = 409


class ComponentLeftOutError(ProblemError):
    """A component (`name`), or one of its quantities, would have no days at all."""

    code: ClassVar[str] = "component_left_out"
    status: ClassVar[int] = 409


class YieldOfBoughtError(ProblemError):
    """What is bought has no yield: it is ordered as it is needed."""

    code: ClassVar[str] = "yield_of_bought"
    status: ClassVar[int] = 409
