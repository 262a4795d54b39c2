"""One message wanted for each browser, in the browser's own lane."""

from collections.abc import Iterable
from datetime import datetime

from backend.dispatch import Context
from backend.push.events import PushWanted
from backend.push.model import lane_of
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
