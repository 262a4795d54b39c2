"""What could not be delivered or done, after all tries."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from shared.undelivered_terms import UndeliveredKind


class Undelivered(Struct, frozen=True):
    """A mail, push, webhook or reaction that has failed for good; `what` is for those who look after the machine.

    `receiver` is a name, an address or a host, empty where nobody outside was meant.
    """

    id: UUID
    kind: UndeliveredKind
    receiver: str
    what: str
    tries: int
    last_error: str
    failed_at: datetime


class UndeliveredBoard(Struct, frozen=True):
    """The newest of what has failed for good, and how much waits its turn."""

    rows: list[Undelivered]
    waiting: int
