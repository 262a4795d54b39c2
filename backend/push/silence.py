"""When a phone stays silent: what still waits, and whose owner has not looked since, goes on by mail.

Wanted in the flow: `SilenceDue` → `look_for_silence`; `PersonSilent` is for whoever writes mails.
Timetable: `PrunePushSubscriptions`.
"""

import re
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.alert.queries import standing_alert
from backend.dispatch import Context
from backend.push.commands import PrunePushSubscriptions
from backend.push.deciders import still_waits
from backend.push.events import PersonSilent, SilenceDue
from backend.push.repository import (
    choices_of,
    has_looked_since,
    language_of,
    prune_lost_subscriptions,
)
from backend.push.wording import notice_of
from shared.terms import PushKind

_LOST_AFTER: Final = timedelta(days=30)
_NAMED: Final = re.compile(r"(proposal|reminder|alert)-([0-9a-f-]{36})")


async def look_for_silence(event: SilenceDue, context: Context) -> None:
    """Nobody has looked since the phone was told, and it still waits: let it be said otherwise."""
    if await has_looked_since(event.person_id, event.told_at) or not await _stands(event, context):
        return
    language = await language_of(event.person_id)
    if language is None:
        return
    choices = (await choices_of((event.person_id,)))[event.person_id]
    notice = notice_of(
        event.notice,
        event.facts,
        language=language,
        tag=event.tag,
        path=event.path,
        badge=None,
        now=context.now,
        shows_details=PushKind.DETAILS in choices,
    )
    context.emit(PersonSilent(event.person_id, notice.title, notice.body, notice.tag, notice.path))


async def prune_push_subscriptions(command: PrunePushSubscriptions, context: Context) -> None:  # noqa: ARG001 -- the command says all by its name
    """Forget browsers of devices that are signed out for good, and those that have failed for a month."""
    await prune_lost_subscriptions(context.now - _LOST_AFTER)


async def _stands(event: SilenceDue, context: Context) -> bool:
    """Whether what the message was about still waits, as far as its tag names one thing."""
    named = _NAMED.fullmatch(event.tag)
    if named is None:
        return True
    subject_id = UUID(named[2])
    if named[1] == "alert":
        alert = await standing_alert(subject_id)
        return alert is not None and alert.row.acknowledged_at is None
    return await still_waits(subject_id, context.now)
