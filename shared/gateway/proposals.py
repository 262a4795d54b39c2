"""What waits for a decision, and what the decision is priced by."""

from typing import Protocol
from uuid import UUID

from shared.schemas.pricing import FreightAsked, PricingAsked, PricingBoard
from shared.schemas.proposal import ChosenProposal, ProposalRow, ProposalView
from shared.schemas.replenishment import ReplenishmentRow, ReplenishmentView, SupplyEnd
from shared.schemas.scenario import (
    AdoptionRow,
    AdoptionView,
)
from shared.schemas.undo import UndoablePress
from shared.terms import DecidedKind, DecisionKind, DecisionReason


class ProposalGateway(Protocol):
    """What waits for a decision, and what the decision is priced by."""

    async def proposals_waiting(self) -> list[ProposalRow]:
        """Open proposals at the viewer's sites, the soonest deadline first."""
        ...

    async def proposal(self, proposal_id: UUID) -> ProposalView:
        """One proposal with its impact and alternatives."""
        ...

    async def decide_several(
        self,
        chosen: list[ChosenProposal],
        decision: DecisionKind,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide several proposals, all or none; for supervisors, while there is a network."""
        ...

    async def pricing(self) -> PricingBoard:
        """Weights of a score and rates of ways out; for planners and admins."""
        ...

    async def set_pricing(self, asked: PricingAsked) -> None:
        """Set weights and rates."""
        ...

    async def set_freight(self, source_site_id: UUID, site_id: UUID, asked: FreightAsked) -> None:
        """Say what transfers from one site to another cost; for planners and admins."""
        ...

    async def remove_freight(self, source_site_id: UUID, site_id: UUID) -> None:
        """Forget what transfers from one site to another cost; for planners and admins."""
        ...

    async def adoptions_waiting(self) -> list[AdoptionRow]:
        """Scenarios at the viewer's sites that wait for a decision."""
        ...

    async def adoption(self, adoption_id: UUID) -> AdoptionView:
        """One scenario to be adopted."""
        ...

    async def undo_decision(self, kind: DecidedKind, subject_id: UUID) -> None:
        """Undo the person's own decision, and what they decided with it, while nothing has left the house."""
        ...

    async def undoable(self) -> list[UndoablePress]:
        """What the person has decided and can still undo, the newest first."""
        ...

    async def replenishments(self) -> list[ReplenishmentRow]:
        """What alerts have led to at the person's sites: what waits first, then what was decided."""
        ...

    async def replenishment(self, replenishment_id: UUID) -> ReplenishmentView:
        """One of them, worked out as things stand while it is open."""
        ...

    async def supply_ends(self, item_id: UUID) -> list[SupplyEnd]:
        """Where an item's supply ends while it is needed, and what has to be bought until when."""
        ...

    async def ask_replenishment(self, alert_id: UUID) -> UUID:
        """Propose what a promotion, a season or the end of supply will lack, as the alert says; returns the proposal's id."""
        ...

    async def decide_replenishment(
        self,
        replenishment_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide on exactly the answer that was seen; for supervisors and whom the rules ask."""
        ...

    async def decide_adoption(
        self,
        adoption_id: UUID,
        decision: DecisionKind,
        plan_revision_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Approve a scenario, reject it or send it back; for supervisors."""
        ...
