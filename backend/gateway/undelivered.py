"""What could not be delivered, and trying it again."""

from uuid import UUID

from backend.connectors.mail.commands import SendMailAgain
from backend.connectors.webhook.commands import ReplayDelivery
from backend.gateway.opened import OpenedGateway
from backend.undelivered.commands import ReplayMessage
from backend.undelivered.queries import is_message, undelivered_for
from shared.schemas.undelivered import UndeliveredBoard
from shared.undelivered_terms import UndeliveredKind


class UndeliveredScreens(OpenedGateway):
    """What could not be delivered, and trying it again."""

    async def undelivered(self) -> UndeliveredBoard:
        """What has failed for good."""
        return await undelivered_for(await self._viewer())

    async def replay(self, kind: UndeliveredKind, undelivered_id: UUID) -> None:
        """Try one of it again."""
        if await is_message(undelivered_id):
            await self._perform(ReplayMessage(undelivered_id))
        elif kind is UndeliveredKind.WEBHOOK:
            await self._perform(ReplayDelivery(undelivered_id))
        elif kind is UndeliveredKind.MAIL:
            await self._perform(SendMailAgain(undelivered_id))
        else:
            await self._perform(ReplayMessage(undelivered_id))
