"""The words of following, comments and attachments as closed lists; apart from `terms.py`, all of which every phone loads."""

from enum import StrEnum


class ThingKind(StrEnum):
    """What can be followed, commented and have files attached."""

    ORDER = "order"
    ITEM = "item"
    CUSTOMER = "customer"
    CHANGE = "change"
    PROPOSAL = "proposal"
    URGENT_ORDER = "urgent_order"


class NewsKind(StrEnum):
    """Why somebody is told of a thing."""

    MENTIONED = "mentioned"
    COMMENTED = "commented"
    ATTACHED = "attached"
    ASKED = "asked"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    DECIDED = "decided"
    LINE_CHANGED = "line_changed"
    PROMISE_MOVED = "promise_moved"
    STAGE_DONE = "stage_done"
    STAGE_LATE = "stage_late"
    STAGE_GIVEN = "stage_given"
    ENDED = "ended"


class EntryKind(StrEnum):
    """What stands in a thing's timeline."""

    COMMENT = "comment"
    ATTACHMENT = "attachment"
    HISTORY = "history"
