"""What may be asked of replenishments."""

from dataclasses import dataclass
from uuid import UUID

from shared.terms import DecisionKind, DecisionReason


@dataclass(frozen=True, slots=True)
class AskReplenishment:
    """Propose what a promotion, a season or the end of supply will lack, as an alert about it says."""

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class DecideReplenishment:
    """Approve a replenishment, reject it or send it back, on exactly the answer that was seen."""

    id: UUID
    decision: DecisionKind
    seen_id: UUID
    reason: DecisionReason | None
    note: str


@dataclass(frozen=True, slots=True)
class UndoReplenishment:
    """Undo one's own decision about a replenishment while nothing of it has left the house."""

    id: UUID
