"""The rules about undoing: for how long, and by whom."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.undo.errors import NotYourDecisionError, UndoTooLateError

UNDO_FOR: Final = timedelta(seconds=30)
LEAVES_AFTER: Final = UNDO_FOR + timedelta(seconds=2)
"""What is undone in the last moment has been taken back before anything leaves."""


def must_be_undoable(taken: tuple[UUID, datetime] | None, viewer_id: UUID, now: datetime) -> None:
    """Refuse to undo what is not there any more, what somebody else has decided, and what is too late.

    `taken` is who has decided, and until when that can be undone.
    """
    if taken is None:
        raise UndoTooLateError
    decided_by, until = taken
    if decided_by != viewer_id:
        raise NotYourDecisionError
    if now >= until:
        raise UndoTooLateError
