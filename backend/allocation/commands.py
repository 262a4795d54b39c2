"""What may be asked of allocations."""

from dataclasses import dataclass
from uuid import UUID

from shared.schemas.allocation import AllocationRule, ClassChoice
from shared.terms import DecisionKind, DecisionReason


@dataclass(frozen=True, slots=True)
class OpenAllocation:
    """Ask for a shortage to be shared out, with other strategies for some classes."""

    id: UUID
    item_id: UUID
    site_id: UUID
    choices: tuple[ClassChoice, ...]


@dataclass(frozen=True, slots=True)
class DecideAllocation:
    """Approve an allocation, reject it or send it back, on exactly the answer that was seen."""

    id: UUID
    decision: DecisionKind
    seen_id: UUID
    reason: DecisionReason | None
    note: str


@dataclass(frozen=True, slots=True)
class UndoAllocation:
    """Undo one's own decision about an allocation while nothing of it has left the house."""

    id: UUID


@dataclass(frozen=True, slots=True)
class ChooseAllocationRule:
    """Say how a class of customers is served when a family is short."""

    rule: AllocationRule


@dataclass(frozen=True, slots=True)
class RemoveAllocationRule:
    """Say nothing of a class and family any more."""

    family: str
    customer_class: int
