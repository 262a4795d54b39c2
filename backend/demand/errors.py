"""What can be wrong with an asked-for change; each says what the person may do instead."""

from typing import ClassVar

from shared.problem import ProblemError


class DemandLineClosedError(ProblemError):
    """The line has been shipped or cancelled (`status`)."""

    code: ClassVar[str] = "demand_line_closed"
    status: ClassVar[int] = 409


class EmptyChangeError(ProblemError):
    """Nothing would be different."""

    code: ClassVar[str] = "empty_change"
    status: ClassVar[int] = 409


class ResultingQuantityNegativeError(ProblemError):
    """Less would be left than nothing (`quantity`, `quantity_delta`, `unit`)."""

    code: ClassVar[str] = "resulting_quantity_negative"
    status: ClassVar[int] = 409


class BelowShippedError(ProblemError):
    """Less would be left than has been shipped (`shipped_quantity`, `unit`)."""

    code: ClassVar[str] = "below_shipped"
    status: ClassVar[int] = 409


class TooManyDecimalsError(ProblemError):
    """The unit does not go that far (`quantity`, `decimals`, `unit`)."""

    code: ClassVar[str] = "too_many_decimals"
    status: ClassVar[int] = 422


class WrongMultipleError(ProblemError):
    """The item comes in packs (`multiple`, `lower`, `upper`, `unit`)."""

    code: ClassVar[str] = "wrong_multiple"
    status: ClassVar[int] = 409


class BelowMinimumError(ProblemError):
    """An order line of the item is at least so much (`minimum`, `unit`)."""

    code: ClassVar[str] = "below_minimum"
    status: ClassVar[int] = 409


class QuantityTooLargeError(ProblemError):
    """No company counts that far (`quantity`, `limit`, `unit`)."""

    code: ClassVar[str] = "quantity_too_large"
    status: ClassVar[int] = 422


class DateInPastError(ProblemError):
    """The day wanted has gone by (`on`, `today`)."""

    code: ClassVar[str] = "date_in_past"
    status: ClassVar[int] = 409


class DueDateMissingError(ProblemError):
    """A new line needs the day on which it is wanted."""

    code: ClassVar[str] = "due_date_missing"
    status: ClassVar[int] = 422


class TransitionNotAllowedError(ProblemError):
    """The change does not stand where this could be done to it (`status`, `wanted`)."""

    code: ClassVar[str] = "transition_not_allowed"
    status: ClassVar[int] = 409


class AlreadyLoggedError(ProblemError):
    """A change of that id is there already."""

    code: ClassVar[str] = "already_logged"
    status: ClassVar[int] = 409


class WrongCustomerError(ProblemError):
    """The line belongs to another customer than the change says."""

    code: ClassVar[str] = "wrong_customer"
    status: ClassVar[int] = 409


class WrongItemError(ProblemError):
    """The line is of another item than the change says."""

    code: ClassVar[str] = "wrong_item"
    status: ClassVar[int] = 409


class NotAPhotoError(ProblemError):
    """The bytes are no JPEG, are one that says more than the picture, or are not those that were named."""

    code: ClassVar[str] = "not_a_photo"
    status: ClassVar[int] = 422


class PhotoTooLargeError(ProblemError):
    """More pixels than a note needs (`pixels`: the longest side that is taken)."""

    code: ClassVar[str] = "photo_too_large"
    status: ClassVar[int] = 413


class PartTooLargeError(ProblemError):
    """The least part of a delivery is not between nothing and the whole line (`quantity`)."""

    code: ClassVar[str] = "part_too_large"
    status: ClassVar[int] = 422


class LineHasSiteError(ProblemError):
    """A line that there is stays at its site."""

    code: ClassVar[str] = "line_has_site"
    status: ClassVar[int] = 409


class DealStageError(ProblemError):
    """No deal of the company has ever been at that stage, or this one is over."""

    code: ClassVar[str] = "deal_stage"
    status: ClassVar[int] = 409
