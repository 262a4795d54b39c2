"""What is shared out when supply falls short."""

from uuid import UUID

from backend.allocation.commands import (
    ChooseAllocationRule,
    DecideAllocation,
    OpenAllocation,
    RemoveAllocationRule,
)
from backend.allocation.queries import allocation_for, board_for, preview_for
from backend.gateway.opened import OpenedGateway
from shared.ids import new_id
from shared.schemas.allocation import (
    AllocationBoard,
    AllocationPreview,
    AllocationRule,
    AllocationView,
    ClassChoice,
)
from shared.terms import DecisionKind, DecisionReason


class AllocationScreens(OpenedGateway):
    """What is shared out when supply falls short."""

    async def allocations(self) -> AllocationBoard:
        """What is short at the viewer's sites, what waits, and the rules; for planners and supervisors."""
        return await board_for(await self._viewer(), self._dispatcher.clock.now())

    async def allocation_preview(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> AllocationPreview:
        """Who would get what of a shortage, by the rules and other strategies."""
        now = self._dispatcher.clock.now()
        return await preview_for(await self._viewer(), item_id, site_id, choices, now)

    async def open_allocation(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> UUID:
        """Let a shortage wait for a decision; returns its id."""
        return await self._make(OpenAllocation(new_id(), item_id, site_id, tuple(choices)))

    async def allocation(self, allocation_id: UUID) -> AllocationView:
        """One allocation, worked out as things stand while it is open."""
        now = self._dispatcher.clock.now()
        return await allocation_for(await self._viewer(), allocation_id, now)

    async def decide_allocation(
        self,
        allocation_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide exactly the answer that was seen; for supervisors."""
        await self._perform(DecideAllocation(allocation_id, decision, seen_id, reason, note))

    async def choose_allocation_rule(self, rule: AllocationRule) -> None:
        """Say how a class is served when a family is short; for planners and admins."""
        await self._perform(ChooseAllocationRule(rule))

    async def remove_allocation_rule(self, family: str, customer_class: int) -> None:
        """Forget what was said of a class and family."""
        await self._perform(RemoveAllocationRule(family, customer_class))
