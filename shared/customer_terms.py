"""The words of customers as closed lists: fields of one's own, segments, marks, how a market is split."""

from enum import StrEnum


class FieldKind(StrEnum):
    """What can be said in a field that the company has defined."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class ValueClass(StrEnum):
    """What a customer is worth in a year: the first part of the turnover, the next, the rest, nothing."""

    A = "a"
    B = "b"
    C = "c"
    NONE = "none"


class Standing(StrEnum):
    """How a customer stands, by how lately, how often and for how much was ordered."""

    NEW = "new"
    CORE = "core"
    LOYAL = "loyal"
    FADING = "fading"
    OCCASIONAL = "occasional"
    LOST = "lost"


class OrderSize(StrEnum):
    """How large a customer's usual order is beside those of the others."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class CustomerMark(StrEnum):
    """What stands out about a customer."""

    QUIET = "quiet"
    JUMP_UP = "jump_up"
    JUMP_DOWN = "jump_down"
    EXPECTED = "expected"


class MarketSplit(StrEnum):
    """Along what turnover, demand and service are compared."""

    REGION = "region"
    CHANNEL = "channel"
    TERRITORY = "territory"


class SignalKind(StrEnum):
    """What was heard of a customer."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    WISH = "wish"
    EVENT = "event"
    COMPETITOR = "competitor"
