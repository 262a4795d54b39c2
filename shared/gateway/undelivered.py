"""What could not be delivered, and trying it again."""

from typing import Protocol
from uuid import UUID

from shared.schemas.undelivered import UndeliveredBoard
from shared.undelivered_terms import UndeliveredKind


class UndeliveredGateway(Protocol):
    """What could not be delivered, and trying it again."""

    async def undelivered(self) -> UndeliveredBoard:
        """What has failed for good; for admins."""
        ...

    async def replay(self, kind: UndeliveredKind, undelivered_id: UUID) -> None:
        """Try one of it again, from its first try."""
        ...
