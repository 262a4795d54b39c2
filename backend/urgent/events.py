"""What urgent orders tell, and the clocks that their stages wait for."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.urgent_terms import StageKind


@dataclass(frozen=True, slots=True)
class UrgentOrderReceived:
    """A change is urgent: its runbook has begun."""

    topics: ClassVar[tuple[str, ...]] = ("urgent", "demand_change")

    urgent_order_id: UUID


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage runs from now on; `person_id` has it."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID
    stage: StageKind
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class StageHandedOver:
    """Somebody else has a stage; `by_id` gave it to them."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID
    stage: StageKind
    person_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage is over, by what somebody said or by what facts prove."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID
    stage: StageKind


@dataclass(frozen=True, slots=True)
class StageReminderDue:
    """The time has come to remind whoever has a stage; `due_at` is the deadline that was meant."""

    topics: ClassVar[tuple[str, ...]] = ()

    urgent_order_id: UUID
    stage: StageKind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class StageDue:
    """A deadline has come; `due_at` is the one that was meant."""

    topics: ClassVar[tuple[str, ...]] = ()

    urgent_order_id: UUID
    stage: StageKind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """Working hours are other than they were, and so is when stages of an order are due."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID


@dataclass(frozen=True, slots=True)
class StageReminded:
    """A stage has to be over soon; `person_id` has it."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID
    stage: StageKind
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class StageEscalated:
    """A stage was not over in time; `person_id` is called."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    urgent_order_id: UUID
    stage: StageKind
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class UrgentOrderEnded:
    """An urgent order was delivered, or its clock was stopped."""

    topics: ClassVar[tuple[str, ...]] = ("urgent", "kpi")

    urgent_order_id: UUID


@dataclass(frozen=True, slots=True)
class ProcessingStarted:
    """Somebody has taken an urgent order on: its response time is known."""

    topics: ClassVar[tuple[str, ...]] = ("urgent", "kpi")

    urgent_order_id: UUID


@dataclass(frozen=True, slots=True)
class WallMoved:
    """A screen on a wall may be signed in, is, or is let in no more."""

    topics: ClassVar[tuple[str, ...]] = ("urgent",)

    wall_id: UUID
