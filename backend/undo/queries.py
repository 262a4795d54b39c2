"""Reads of what can be undone."""

from datetime import datetime
from uuid import UUID

from backend.identity.model import Viewer
from backend.undo import repository
from shared.schemas.undo import UndoablePress


async def undo_until(subject_id: UUID, viewer: Viewer, now: datetime) -> datetime | None:
    """Until when a viewer may undo their decision about a subject; None when they may not."""
    return await repository.undoable_until(subject_id, viewer.person_id, now)


async def presses_for(viewer: Viewer, now: datetime) -> list[UndoablePress]:
    """What a viewer has decided and can still undo, the newest press first."""
    return await repository.presses_of(viewer.person_id, now)
