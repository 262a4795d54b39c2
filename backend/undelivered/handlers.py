"""Puts what has failed for good back to work."""

from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.repository import replay_dead_messages
from backend.undelivered.commands import ReplayMessage
from backend.undelivered.events import MessageReplayed
from backend.undelivered.queries import KEEPERS


async def replay_message(command: ReplayMessage, context: Context) -> None:
    """Try a message again from its first try, in its place before what waits behind it; for admins."""
    (await viewer_for(context.actor_id)).must_be(*KEEPERS)
    if not await replay_dead_messages(context.now, command.message_id):
        raise NotFoundError
    context.emit(MessageReplayed(command.message_id))
