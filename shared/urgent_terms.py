"""The words of urgent orders as closed lists; apart from `terms.py`, all of which every phone loads."""

from enum import StrEnum


class UrgentKind(StrEnum):
    """What is urgent: a new order, more of one, or one that has to come sooner."""

    NEW_ORDER = "new_order"
    MORE = "more"
    SOONER = "sooner"


class StageKind(StrEnum):
    """A stage of an urgent order, in the order in which they come."""

    RECEIPT = "receipt"
    FEASIBILITY = "feasibility"
    SCHEDULING = "scheduling"
    MATERIAL = "material"
    MAKING = "making"
    PACKING = "packing"
    DELIVERY = "delivery"


class StageClock(StrEnum):
    """How a stage's time is counted: while the plant works, or round the clock."""

    WORKING = "working"
    PLAIN = "plain"


class StageStatus(StrEnum):
    """Where a stage stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class UrgentStatus(StrEnum):
    """Where an urgent order stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class StopCause(StrEnum):
    """Why the clock of an urgent order was stopped."""

    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    NOT_URGENT = "not_urgent"


class UrgentStepKind(StrEnum):
    """What has happened to a stage."""

    STARTED = "started"
    DONE = "done"
    HANDED_OVER = "handed_over"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    STOPPED = "stopped"
