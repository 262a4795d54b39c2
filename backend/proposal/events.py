"""What proposals tell."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProposalOpened:
    """A proposal waits for a decision."""

    topics: ClassVar[tuple[str, ...]] = ("proposal", "demand_change", "kpi")

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ProposalOutdated:
    """A plan that an open proposal stands on has moved; it has to be worked out again."""

    topics: ClassVar[tuple[str, ...]] = ()

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ProposalRefreshed:
    """An open proposal was worked out again."""

    topics: ClassVar[tuple[str, ...]] = ("proposal", "demand_change")

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ProposalDecided:
    """A supervisor approved, amended, rejected or sent a proposal back."""

    topics: ClassVar[tuple[str, ...]] = ("proposal", "demand_change", "kpi")

    proposal_id: UUID
    demand_change_id: UUID
    decision: str


@dataclass(frozen=True, slots=True)
class DecisionUndone:
    """Who decided has undone it in time; the proposal waits again."""

    topics: ClassVar[tuple[str, ...]] = ("proposal", "demand_change", "kpi")

    proposal_id: UUID
    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """The change behind a proposal was taken back."""

    topics: ClassVar[tuple[str, ...]] = ("proposal", "kpi")

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class PricingSet:
    """Weights and rates have been set; what is worked out from here on follows them."""

    topics: ClassVar[tuple[str, ...]] = ("pricing",)

    number: int


@dataclass(frozen=True, slots=True)
class FreightSet:
    """A transfer between two sites costs otherwise; what is worked out from here on follows it."""

    topics: ClassVar[tuple[str, ...]] = ("pricing",)

    source_site_id: UUID
    site_id: UUID
