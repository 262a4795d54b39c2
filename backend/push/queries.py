"""Reads of push for screens."""

from backend.identity.model import Viewer
from backend.push.repository import choices_of
from shared.terms import PushKind


async def push_choices(viewer: Viewer) -> dict[PushKind, bool]:
    """Each kind of push and whether it wakes the viewer."""
    wanted = (await choices_of((viewer.person_id,)))[viewer.person_id]
    return {kind: kind in wanted for kind in PushKind}
