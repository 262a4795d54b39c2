"""What waits for a decision, and what the decision is priced by."""

from typing import Final
from uuid import UUID

from backend.allocation.commands import UndoAllocation
from backend.gateway.opened import OpenedGateway
from backend.proposal.commands import (
    DecideProposals,
    RemoveFreight,
    SetFreight,
    SetPricing,
    UndoDecision,
)
from backend.proposal.queries.pricing import pricing_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for, with_approvals
from backend.replenishment.commands import AskReplenishment, DecideReplenishment, UndoReplenishment
from backend.replenishment.queries import replenishment_for, replenishments_for, supply_ends_for
from backend.scenario.commands import (
    DecideAdoption,
    UndoAdoption,
)
from backend.scenario.queries import (
    adoption_for,
    adoptions_for,
)
from backend.sync.decisions import with_own_decision
from backend.undo.queries import presses_for
from shared.schemas.pricing import FreightAsked, PricingAsked, PricingBoard
from shared.schemas.proposal import ChosenProposal, ProposalRow, ProposalView
from shared.schemas.replenishment import ReplenishmentRow, ReplenishmentView, SupplyEnd
from shared.schemas.scenario import (
    AdoptionRow,
    AdoptionView,
)
from shared.schemas.undo import UndoablePress
from shared.terms import DecidedKind, DecisionKind, DecisionReason

_UNDOING: Final = {
    DecidedKind.PROPOSAL: UndoDecision,
    DecidedKind.ADOPTION: UndoAdoption,
    DecidedKind.ALLOCATION: UndoAllocation,
    DecidedKind.REPLENISHMENT: UndoReplenishment,
}


class ProposalScreens(OpenedGateway):
    """What waits for a decision, and what the decision is priced by."""

    async def proposals_waiting(self) -> list[ProposalRow]:
        """Open proposals at the viewer's sites, the soonest deadline first."""
        return await proposals_waiting_for(await self._viewer())

    async def proposal(self, proposal_id: UUID) -> ProposalView:
        """One proposal with its impact and alternatives."""
        viewer = await self._viewer()
        view = await proposal_for(viewer, proposal_id)
        view = await with_approvals(view, viewer, self._dispatcher.clock.now())
        return await with_own_decision(view, viewer.person_id)

    async def decide_several(
        self,
        chosen: list[ChosenProposal],
        decision: DecisionKind,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide several proposals, all or none."""
        await self._perform(DecideProposals(tuple(chosen), decision, reason, note))

    async def pricing(self) -> PricingBoard:
        """Weights of a score and rates of ways out."""
        return await pricing_for(await self._viewer())

    async def set_pricing(self, asked: PricingAsked) -> None:
        """Set weights and rates."""
        await self._perform(SetPricing(asked.base_number, asked.weights, asked.rates, asked.note))

    async def set_freight(self, source_site_id: UUID, site_id: UUID, asked: FreightAsked) -> None:
        """Say what transfers from one site to another cost."""
        await self._perform(
            SetFreight(source_site_id, site_id, asked.cost_per_delivery, asked.cost_per_pallet)
        )

    async def remove_freight(self, source_site_id: UUID, site_id: UUID) -> None:
        """Forget what transfers from one site to another cost."""
        await self._perform(RemoveFreight(source_site_id, site_id))

    async def adoptions_waiting(self) -> list[AdoptionRow]:
        """Scenarios at the viewer's sites that wait for a decision."""
        return await adoptions_for(await self._viewer())

    async def adoption(self, adoption_id: UUID) -> AdoptionView:
        """One scenario to be adopted."""
        return await adoption_for(await self._viewer(), adoption_id, self._dispatcher.clock.now())

    async def undo_decision(self, kind: DecidedKind, subject_id: UUID) -> None:
        """Undo the person's own decision, and what they decided with it, while nothing has left the house."""
        await self._perform(_UNDOING[kind](subject_id))

    async def undoable(self) -> list[UndoablePress]:
        """What the person has decided and can still undo, the newest first."""
        return await presses_for(await self._viewer(), self._dispatcher.clock.now())

    async def replenishments(self) -> list[ReplenishmentRow]:
        """What alerts have led to at the person's sites."""
        return await replenishments_for(await self._viewer(), self._dispatcher.clock.now())

    async def replenishment(self, replenishment_id: UUID) -> ReplenishmentView:
        """One of them, worked out as things stand while it is open."""
        now = self._dispatcher.clock.now()
        return await replenishment_for(await self._viewer(), replenishment_id, now)

    async def supply_ends(self, item_id: UUID) -> list[SupplyEnd]:
        """Where an item's supply ends while it is needed, and what has to be bought until when."""
        return await supply_ends_for(await self._viewer(), item_id)

    async def ask_replenishment(self, alert_id: UUID) -> UUID:
        """Propose what a promotion, a season or the end of supply will lack; returns the proposal's id."""
        return await self._make(AskReplenishment(alert_id))

    async def decide_replenishment(
        self,
        replenishment_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide on exactly the answer that was seen."""
        await self._perform(DecideReplenishment(replenishment_id, decision, seen_id, reason, note))

    async def decide_adoption(
        self,
        adoption_id: UUID,
        decision: DecisionKind,
        plan_revision_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Approve a scenario, reject it or send it back."""
        await self._perform(DecideAdoption(adoption_id, decision, plan_revision_id, reason, note))
