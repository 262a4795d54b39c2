"""Urgent orders and the runbooks that they go through."""

from uuid import UUID

from backend.connectors.mail.client import office
from backend.gateway.opened import OpenedGateway
from backend.urgent.commands import (
    AddRunbook,
    ChangeRunbook,
    FinishStage,
    HandOverStage,
    MakeWall,
    MoveRunbook,
    RemoveRunbook,
    RevokeWall,
    runbook_asked,
)
from backend.urgent.model.wall import LINK_LIFE, wall_path
from backend.urgent.queries.orders import (
    urgent_board_for,
    urgent_order_for,
    urgent_order_of_change,
)
from backend.urgent.queries.runbooks import runbooks_for
from backend.urgent.queries.walls import walls_for
from shared.schemas.urgent import RunbookBoard, RunbookChoice, UrgentBoard, UrgentView
from shared.schemas.wall import WallLink, WallsBoard
from shared.urgent_terms import StageKind


class UrgentScreens(OpenedGateway):
    """Urgent orders and the runbooks that they go through."""

    async def urgent_orders(self, by_delivery: bool | None) -> UrgentBoard:  # noqa: FBT001 -- the value of a choice, named by the board
        """Urgent orders that the viewer sees."""
        now = self._dispatcher.clock.now()
        return await urgent_board_for(await self._viewer(), now, by_delivery=by_delivery)

    async def urgent_order(self, urgent_order_id: UUID) -> UrgentView:
        """One urgent order with its stages."""
        now = self._dispatcher.clock.now()
        return await urgent_order_for(await self._viewer(), urgent_order_id, now)

    async def urgent_order_of_change(self, demand_change_id: UUID) -> UUID | None:
        """The urgent order that a change has become."""
        return await urgent_order_of_change(await self._viewer(), demand_change_id)

    async def finish_stage(self, urgent_order_id: UUID, stage: StageKind, note: str) -> None:
        """Say that a stage is over."""
        await self._perform(FinishStage(urgent_order_id, stage, note))

    async def hand_over_stage(
        self, urgent_order_id: UUID, stage: StageKind, person_id: UUID, note: str
    ) -> None:
        """Give a stage to somebody else."""
        await self._perform(HandOverStage(urgent_order_id, stage, person_id, note))

    async def runbooks(self) -> RunbookBoard:
        """Runbooks; for planners and admins."""
        return await runbooks_for(await self._viewer())

    async def add_runbook(self, runbook: RunbookChoice) -> None:
        """Let urgent orders go by a runbook from now on."""
        await self._perform(AddRunbook(runbook_asked(runbook)))

    async def change_runbook(self, runbook_id: UUID, runbook: RunbookChoice) -> None:
        """Say a runbook anew."""
        await self._perform(ChangeRunbook(runbook_id, runbook_asked(runbook)))

    async def move_runbook(self, runbook_id: UUID) -> None:
        """Ask a runbook before the one in front of it."""
        await self._perform(MoveRunbook(runbook_id))

    async def remove_runbook(self, runbook_id: UUID) -> None:
        """Let no more orders go by a runbook."""
        await self._perform(RemoveRunbook(runbook_id))

    async def walls(self) -> WallsBoard:
        """Screens on walls; for planners and admins."""
        return await walls_for(await self._viewer())

    async def make_wall(self, site_id: UUID, name: str) -> WallLink:
        """Make the link with which a screen signs in."""
        session, found = await self._session(), office()
        code: str = await self._dispatcher.dispatch(
            MakeWall(site_id, name), actor_id=session.person_id
        )
        url = (found.origin if found is not None else "") + wall_path(code, session.language)
        return WallLink(url, self._dispatcher.clock.now() + LINK_LIFE)

    async def revoke_wall(self, wall_id: UUID) -> None:
        """Let a screen in no more."""
        await self._perform(RevokeWall(wall_id))
