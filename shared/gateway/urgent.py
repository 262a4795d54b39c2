"""Urgent orders and the runbooks that they go through."""

from typing import Protocol
from uuid import UUID

from shared.schemas.urgent import RunbookBoard, RunbookChoice, UrgentBoard, UrgentView
from shared.schemas.wall import WallLink, WallsBoard
from shared.urgent_terms import StageKind


class UrgentGateway(Protocol):
    """Urgent orders and the runbooks that they go through."""

    async def urgent_orders(self, by_delivery: bool | None) -> UrgentBoard:  # noqa: FBT001 -- the value of a choice, named by the board
        """Urgent orders that the viewer sees, by the next deadline or by delivery; None: as their role does."""
        ...

    async def urgent_order(self, urgent_order_id: UUID) -> UrgentView:
        """One urgent order with its stages and all that happened to it."""
        ...

    async def urgent_order_of_change(self, demand_change_id: UUID) -> UUID | None:
        """The urgent order that a change has become; None for any other."""
        ...

    async def finish_stage(self, urgent_order_id: UUID, stage: StageKind, note: str) -> None:
        """Say that a stage is over."""
        ...

    async def hand_over_stage(
        self, urgent_order_id: UUID, stage: StageKind, person_id: UUID, note: str
    ) -> None:
        """Give a stage to somebody else who sees the order."""
        ...

    async def runbooks(self) -> RunbookBoard:
        """Runbooks in the order in which they are asked; for planners and admins."""
        ...

    async def add_runbook(self, runbook: RunbookChoice) -> None:
        """Let urgent orders go by a runbook from now on, behind those that there are."""
        ...

    async def change_runbook(self, runbook_id: UUID, runbook: RunbookChoice) -> None:
        """Say a runbook anew; orders that run keep their stages."""
        ...

    async def move_runbook(self, runbook_id: UUID) -> None:
        """Ask a runbook before the one in front of it."""
        ...

    async def remove_runbook(self, runbook_id: UUID) -> None:
        """Let no more orders go by a runbook."""
        ...

    async def walls(self) -> WallsBoard:
        """Screens on walls at the viewer's sites; for planners and admins."""
        ...

    async def make_wall(self, site_id: UUID, name: str) -> WallLink:
        """Make the link with which a screen on a wall signs in, once."""
        ...

    async def revoke_wall(self, wall_id: UUID) -> None:
        """Let a screen on a wall in no more."""
        ...
