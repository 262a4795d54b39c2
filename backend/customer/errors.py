"""What can stand against what is said of a customer."""

from typing import ClassVar

from shared.problem import ProblemError


class FieldDefinitionError(ProblemError):
    """A field has no name, another one's name, or nothing to choose from (`field` says which)."""

    code: ClassVar[str] = "field_definition"
    status: ClassVar[int] = 422


class FieldValueError(ProblemError):
    """A field cannot hold what was said in it (`field` is its name)."""

    code: ClassVar[str] = "field_value"
    status: ClassVar[int] = 422


class TooManyFieldsError(ProblemError):
    """There are as many fields as a page can show (`count`)."""

    code: ClassVar[str] = "too_many_fields"
    status: ClassVar[int] = 409


class ClassExpiryError(ProblemError):
    """A class by hand ends in the past or too late: `days` from today at most."""

    code: ClassVar[str] = "class_expiry"
    status: ClassVar[int] = 422


class ClassMovedError(ProblemError):
    """A class is another one by now than the one that was seen, or was chosen by hand (`customer`)."""

    code: ClassVar[str] = "class_moved"
    status: ClassVar[int] = 409


class SegmentRulesError(ProblemError):
    """Parts or classes do not rise from A on (`field`)."""

    code: ClassVar[str] = "segment_rules"
    status: ClassVar[int] = 422


class SignalDaysError(ProblemError):
    """Something is said to have been heard on a day to come, or to end before it began."""

    code: ClassVar[str] = "signal_days"
    status: ClassVar[int] = 422
