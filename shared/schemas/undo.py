"""What can still be undone."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from shared.terms import DecidedKind


class UndoablePress(Struct, frozen=True):
    """What somebody has decided in one go and can undo until then; `subject_id` is the first of `count`."""

    kind: DecidedKind
    subject_id: UUID
    count: int
    until: datetime
