"""One message wanted for each browser, in the browser's own lane; and a look afterwards whether anybody saw it."""

from collections.abc import Iterable
from datetime import datetime

from backend.dispatch import Context
from backend.push.events import PushWanted, SilenceDue
from backend.push.model import PRESSING, lane_of, silent_at
from backend.push.repository import Addressee
from shared.terms import PushKind


def want(
    context: Context,
    browsers: Iterable[Addressee],
    *,
    kind: PushKind | None,
    notice: str,
    tag: str,
    path: str,
    facts: dict[str, str],
    expires_at: datetime,
    badge: int | None = None,
) -> None:
    """Let these browsers be told; the words are made when it is sent, in the person's language."""
    for browser in browsers:
        context.emit(
            PushWanted(
                subscription_id=browser.subscription_id,
                person_id=browser.person_id,
                kind=kind,
                notice=notice,
                tag=tag,
                path=path,
                facts=facts,
                badge=badge,
                expires_at=expires_at,
            ),
            lane=lane_of(browser.subscription_id),
        )
        if kind in PRESSING:
            _look_afterwards(
                SilenceDue(browser.person_id, notice, tag, path, facts, context.now),
                expires_at,
                context,
            )


def _look_afterwards(due: SilenceDue, expires_at: datetime, context: Context) -> None:
    """Once a person, however many browsers they have."""
    if not any(
        isinstance(each.event, SilenceDue)
        and (each.event.person_id, each.event.tag) == (due.person_id, due.tag)
        for each in context.emitted
    ):
        context.emit(due, run_at=silent_at(context.now, expires_at))
