"""How long the protocol keeps what only phones need."""

from datetime import timedelta
from typing import Final

from backend.dispatch import Context
from backend.kit.sql import fetch
from backend.sync.commands import ForgetOldSync
from backend.sync.pull import TOMBSTONES_KEPT
from backend.sync.reference import remove_unlisted_pages

# A cursor is dated by its day; a week more than promised costs nothing.
EXITS_KEPT: Final = TOMBSTONES_KEPT + timedelta(days=7)
# Promised are 180 days. A phone that lay in a drawer for a year is still recognised.
RECEIPTS_KEPT: Final = timedelta(days=400)


async def forget_old_sync(_command: ForgetOldSync, context: Context) -> None:
    """Remove exits, receipts and reference pages that have outlived their use."""
    await fetch("DELETE FROM sync_exit WHERE left_at < $1", context.now - EXITS_KEPT)
    await fetch("DELETE FROM sync_op WHERE received_at < $1", context.now - RECEIPTS_KEPT)
    await remove_unlisted_pages(context.now)
