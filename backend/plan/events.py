"""What the plan tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlanRevised:
    """A site's plan has a new revision."""

    topics: ClassVar[tuple[str, ...]] = ("plan",)

    site_id: UUID
    plan_revision_id: UUID
    number: int
    proposal_id: UUID | None
