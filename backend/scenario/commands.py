"""What may be asked of what-ifs."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import msgspec

from backend.engine.whatif.edits import Edit
from shared.schemas.scenario import EditArgs
from shared.terms import DecisionKind, DecisionReason


def edit_asked(args: EditArgs) -> Edit:
    """The edit that args from outside ask for."""
    return msgspec.convert(args, type=Edit, from_attributes=True)


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """Begin a what-if: copy the present plan of a site under a name."""

    id: UUID
    name: str
    site_id: UUID


@dataclass(frozen=True, slots=True)
class PlanAnew:
    """Copy the present plan of a site, and set beside it the plan that is made anew."""

    id: UUID
    name: str
    scenario_name: str
    site_id: UUID


@dataclass(frozen=True, slots=True)
class RenewWhatIf:
    """Copy the present plan again and work every scenario out on it."""

    id: UUID


@dataclass(frozen=True, slots=True)
class ShareWhatIf:
    """Let those who see the site and know the link look, or let them no longer."""

    id: UUID
    is_shared: bool


@dataclass(frozen=True, slots=True)
class WeighWhatIf:
    """Rank the scenarios of a what-if by other weights than the company's."""

    id: UUID
    reliability: Decimal
    cost: Decimal
    speed: Decimal


@dataclass(frozen=True, slots=True)
class ArchiveWhatIf:
    """Put a what-if away, or take it out again."""

    id: UUID
    is_archived: bool


@dataclass(frozen=True, slots=True)
class AddScenario:
    """Add a scenario to a what-if, with the edits of another one where `like_id` names it."""

    id: UUID
    what_if_id: UUID
    name: str
    like_id: UUID | None


@dataclass(frozen=True, slots=True)
class ArchiveScenario:
    """Put one scenario away."""

    id: UUID


@dataclass(frozen=True, slots=True)
class AddEdit:
    """Change one more thing in a scenario."""

    id: UUID
    edit: Edit


@dataclass(frozen=True, slots=True)
class RemoveEdit:
    """Take the edit at a place back."""

    id: UUID
    place: int


@dataclass(frozen=True, slots=True)
class AdoptScenario:
    """Make a proposal of a scenario, for a supervisor to decide."""

    id: UUID


@dataclass(frozen=True, slots=True)
class DecideAdoption:
    """Approve, reject or send a scenario back, on the plan revision that the decider saw."""

    id: UUID
    decision: DecisionKind
    plan_revision_id: UUID
    reason: DecisionReason | None
    note: str


@dataclass(frozen=True, slots=True)
class UndoAdoption:
    """Undo one's own decision about an adoption while nothing of it has left the house."""

    id: UUID
