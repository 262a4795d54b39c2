"""Carries one message to one browser: the words, the sending, and what the service's answer means."""

import logging
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec

from backend.dispatch import Context
from backend.kit.dialer import DialFailedError, DialRefusedError
from backend.outbox.relay import TryAgainError
from backend.push.errors import PushServiceFailedError
from backend.push.events import PushWanted
from backend.push.model import Notice, Outcome, outcome_of, rest_of, topic_of, urgency_of
from backend.push.repository import (
    Subscription,
    choices_of,
    note_failure,
    note_sent,
    prune_subscription,
    reachable_subscription,
)
from backend.push.sending import LARGEST_TEXT, Envelope, Sender, office
from backend.push.wording import notice_of
from shared.terms import PushKind

logger = logging.getLogger(__name__)

_SHORTEST_REST: Final = timedelta(seconds=1)


async def send_push(event: PushWanted, context: Context) -> None:
    """Send one message, forget a browser that is gone, and come back when a service is busy."""
    found = await reachable_subscription(event.subscription_id, event.person_id, context.now)
    if found is None or context.now >= event.expires_at:
        return
    host = urlsplit(found.endpoint).hostname or ""
    try:
        answer = await _sender().send(
            await _text(event, found, context.now),
            Envelope(
                endpoint=found.endpoint,
                p256dh=found.p256dh,
                auth=found.auth,
                ttl_seconds=int((event.expires_at - context.now).total_seconds()),
                urgency=urgency_of(event.kind),
                topic=topic_of(event.tag),
            ),
            context.now,
        )
    except (DialFailedError, DialRefusedError) as error:
        await note_failure(found.id)
        raise PushServiceFailedError(host, str(error)) from error
    rest = rest_of(answer.headers.get("retry-after"), context.now)
    outcome = outcome_of(answer.status, has_retry_after=rest is not None)
    logger.info("push", extra={"host": host, "status": answer.status, "outcome": str(outcome)})
    await _take(outcome, found, context, rest or _SHORTEST_REST)
    if outcome in {Outcome.FAILED, Outcome.TOO_LARGE}:
        raise PushServiceFailedError(host, f"status {answer.status}")


async def _take(outcome: Outcome, found: Subscription, context: Context, rest: timedelta) -> None:
    if outcome is Outcome.DELIVERED:
        await note_sent(found.id, context.now)
    elif outcome is Outcome.GONE:
        await prune_subscription(found.id)
    elif outcome is Outcome.LATER:
        await note_failure(found.id)
        # It keeps its place: what else goes to this browser waits behind it.
        raise TryAgainError(context.now + max(rest, _SHORTEST_REST), "the push service is busy")
    else:
        await note_failure(found.id)


async def _text(event: PushWanted, found: Subscription, now: datetime) -> bytes:
    choices = (await choices_of((found.person_id,)))[found.person_id]
    notice = notice_of(
        event.notice,
        event.facts,
        language=found.language,
        tag=event.tag,
        path=event.path,
        badge=event.badge,
        now=now,
        shows_details=PushKind.DETAILS in choices,
    )
    words = {
        "title": notice.title,
        "body": notice.body,
        "tag": notice.tag,
        "path": notice.path,
        "actions": [{"action": action, "title": title} for action, title in notice.actions],
        "badge": notice.badge,
        **_declared(notice, found.language, office().origin),
    }
    text = msgspec.json.encode(words)
    if len(text) > LARGEST_TEXT:
        message = f"a message of {len(text)} bytes"
        raise ValueError(message)
    return text


def _declared(notice: Notice, language: str, origin: str) -> dict[str, object]:
    """The same for a system that shows it by itself, without our service worker (Push API, declarative message).

    iOS home-screen apps do so: what they are told is always seen, even where no script can run.
    """
    if not origin:
        return {}
    address = origin + notice.path
    badge = {} if notice.badge is None else {"app_badge": str(notice.badge)}
    return {
        "web_push": 8030,
        "notification": {
            "title": notice.title,
            "body": notice.body,
            "tag": notice.tag,
            "lang": language,
            "navigate": address,
            "actions": [
                {"action": action, "title": title, "navigate": address}
                for action, title in notice.actions
            ],
            **badge,
        },
        **({} if notice.badge is None else {"app_badge": notice.badge}),
    }


def _sender() -> Sender:
    sender = office().sender
    if sender is None:
        message = "this process does not send pushes"
        raise RuntimeError(message)
    return sender
