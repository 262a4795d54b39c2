"""What approvals tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ApprovalGiven:
    """One of several approvals was given; others are still missing."""

    topics: ClassVar[tuple[str, ...]] = ("proposal",)

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ApprovalsLapsed:
    """The way out that some had approved is not there any more, or not as good; they are asked anew."""

    topics: ClassVar[tuple[str, ...]] = ("proposal",)

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class DecisionReminded:
    """A proposal has to be decided soon; `decide_by` is the deadline that was meant."""

    topics: ClassVar[tuple[str, ...]] = ()

    proposal_id: UUID
    decide_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecideByMoved:
    """Working hours are other than they were, and so is by when something is to be decided."""

    topics: ClassVar[tuple[str, ...]] = ("proposal",)

    proposal_id: UUID
    decide_by: datetime


@dataclass(frozen=True, slots=True)
class DecisionEscalated:
    """A proposal was not decided in time; others may step in."""

    topics: ClassVar[tuple[str, ...]] = ("proposal",)

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class AgreementDue:
    """The time to decide about an adoption, an allocation or a replenishment is over."""

    topics: ClassVar[tuple[str, ...]] = ()

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class DeputyNamed:
    """Somebody may approve in another's place for a time."""

    topics: ClassVar[tuple[str, ...]] = ("proposal",)

    delegation_id: UUID
