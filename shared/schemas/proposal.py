"""Proposals and decisions as screens see them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct, field

from shared.schemas.approval import ApprovalNeed
from shared.schemas.demand import DemandChangeRow, DemandPhotoFacts
from shared.schemas.impact import Adjustment, Alternative, Impact
from shared.terms import DecisionKind, ProposalStatus


class ChosenProposal(Struct, frozen=True):
    """One of several proposals that are decided together: on which revision, by which way out."""

    proposal_id: UUID
    plan_revision_id: UUID
    alternative: str | None


class ProposalRow(Struct, frozen=True):
    """One proposal in the inbox, with the best way out."""

    id: UUID
    plan_revision_id: UUID
    site_id: UUID
    site_name: str
    status: ProposalStatus
    decide_by: datetime
    change: DemandChangeRow
    short_quantity: Decimal
    days_late: int
    slip_count: int
    alternative_count: int
    recommended_code: str
    recommended_cost: Decimal
    recommended_loser_count: int
    currency: str
    value: Decimal


class PlanMove(Struct, frozen=True):
    """One revision of a plan, and what it was for: the customer and item that were decided about."""

    revision_number: int
    revised_at: datetime
    revised_by_name: str
    customer_name: str
    item_name: str
    note: str


class EarlierDecision(Struct, frozen=True):
    """The viewer's own decision that came back because the plan had moved, and what it was made on.

    `way` is as it was shown then; `moves` are the plan's revisions since, the newest first.
    """

    decision: DecisionKind
    alternative: str
    answered_at: datetime
    plan_revision_number: int
    worked_out_at: datetime
    way: Alternative
    moves: list[PlanMove]


class ScoreWeights(Struct, frozen=True):
    """How much each part of a score counts; only their proportions matter."""

    reliability: Decimal
    cost: Decimal
    speed: Decimal


class AmendedAdjustment(Struct, frozen=True):
    """One thing to do as the way out had it, and as it was approved."""

    before: Adjustment
    after: Adjustment


class ProposalView(Struct, frozen=True):
    """One proposal with everything that a decision needs; the viewer may undo their own until `undo_until`."""

    id: UUID
    ver: int
    site_id: UUID
    site_name: str
    status: ProposalStatus
    decide_by: datetime
    plan_revision_id: UUID
    plan_revision_number: int
    current_plan_revision_id: UUID
    current_plan_revision_number: int
    change: DemandChangeRow
    note: str
    requested_by_name: str
    impact: Impact
    alternatives: list[Alternative]
    currency: str
    can_decide: bool
    chosen_alternative: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    reason: str | None
    decision_note: str | None
    earlier_decision: EarlierDecision | None
    approvals: list[ApprovalNeed]
    photos: list[DemandPhotoFacts]
    weights: ScoreWeights
    undo_until: datetime | None = None
    amended: list[AmendedAdjustment] = field(default_factory=list)
