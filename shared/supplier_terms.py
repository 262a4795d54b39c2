"""The words of what suppliers are asked and answer, as closed lists."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What a supplier is asked."""

    QUOTATION = "quotation"
    ORDER = "order"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    FORECAST = "forecast"


class RequestStatus(StrEnum):
    """Where a request stands; `replaced`: a newer one asks about the same."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    REPLACED = "replaced"


class AnswerOutcome(StrEnum):
    """What a supplier said of a line."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    DECLINED = "declined"
