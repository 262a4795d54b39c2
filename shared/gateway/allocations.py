"""What is shared out when supply falls short."""

from typing import Protocol
from uuid import UUID

from shared.schemas.allocation import (
    AllocationBoard,
    AllocationPreview,
    AllocationRule,
    AllocationView,
    ClassChoice,
)
from shared.terms import DecisionKind, DecisionReason


class AllocationGateway(Protocol):
    """What is shared out when supply falls short."""

    async def allocations(self) -> AllocationBoard:
        """What is short at the viewer's sites, what waits, and the rules; for planners and supervisors."""
        ...

    async def allocation_preview(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> AllocationPreview:
        """Who would get what of a shortage, by the rules and other strategies."""
        ...

    async def open_allocation(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> UUID:
        """Let a shortage wait for a decision; returns its id."""
        ...

    async def allocation(self, allocation_id: UUID) -> AllocationView:
        """One allocation, worked out as things stand while it is open."""
        ...

    async def decide_allocation(
        self,
        allocation_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide exactly the answer that was seen; for supervisors."""
        ...

    async def choose_allocation_rule(self, rule: AllocationRule) -> None:
        """Say how a class is served when a family is short; for planners and admins."""
        ...

    async def remove_allocation_rule(self, family: str, customer_class: int) -> None:
        """Forget what was said of a class and family."""
        ...
