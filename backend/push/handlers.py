"""Keeps subscriptions and choices, and decides who is woken by what.

Those who decide are woken by deciders.py.
Wanted in the flow: `ProposalDecided` → `wake_author`, `wake_executives`; `KPICrossed` → `wake_for_kpi`;
`AlertRaised` → `wake_for_alert`; `OwnerTold` → `wake_owner`; `PushWanted` → `send_push` of delivery.py (outside).
"""

from typing import Final
from uuid import UUID

from backend.alert.events import AlertRaised, OwnerTold
from backend.alert.queries import standing_alert
from backend.dispatch import Context
from backend.identity.errors import SignedOutError
from backend.kit.dialer import DialRefusedError, check_url
from backend.kpi.events import KPICrossed
from backend.proposal.events import ProposalDecided
from backend.push.commands import ChoosePush, SendTestPush, SubscribeToPush, UnsubscribeFromPush
from backend.push.errors import (
    PushEndpointRefusedError,
    PushKeysRefusedError,
)
from backend.push.facts import proposal_news
from backend.push.model import (
    MOST_SUBSCRIPTIONS,
    are_keys,
    endpoint_hash,
    expiry_of,
    has_large_effect,
    wakes_for_alert,
)
from backend.push.repository import (
    browsers_in_scopes,
    browsers_of,
    browsers_of_overseers,
    keep_newest_subscriptions,
    large_approval_value,
    remove_device_subscriptions,
    remove_subscription,
    save_choice,
    save_subscription,
    wanting_browsers_of,
)
from backend.push.sending import office
from backend.push.wanting import want
from shared.terms import ProposalStatus, PushKind, Role

_DECIDED: Final = frozenset(
    {
        ProposalStatus.APPROVED,
        ProposalStatus.AMENDED,
        ProposalStatus.REJECTED,
        ProposalStatus.SENT_BACK,
    }
)
_APPROVED: Final = frozenset({ProposalStatus.APPROVED, ProposalStatus.AMENDED})


async def subscribe_to_push(command: SubscribeToPush, context: Context) -> None:
    """Keep a browser's endpoint, if it is at a push service that we send to."""
    person_id = _actor(context)
    hashed = endpoint_hash(command.endpoint)
    # Whoever holds an endpoint can write to it, and the audit trail is never pruned.
    context.note(endpoint=hashed, p256dh="", auth="")
    try:
        check_url(command.endpoint, office().hosts)
    except DialRefusedError as error:
        raise PushEndpointRefusedError from error
    if not are_keys(command.p256dh, command.auth):
        raise PushKeysRefusedError
    await save_subscription(
        person_id=person_id,
        device_id=command.device_id,
        endpoint=command.endpoint,
        endpoint_hash=hashed,
        p256dh=command.p256dh,
        auth=command.auth,
        now=context.now,
    )
    await keep_newest_subscriptions(person_id, MOST_SUBSCRIPTIONS)


async def unsubscribe_from_push(command: UnsubscribeFromPush, context: Context) -> None:
    """Forget an endpoint of the actor, or all of one of their devices."""
    person_id = _actor(context)
    if command.endpoint is None:
        await remove_device_subscriptions(person_id, command.device_id)
        return
    hashed = endpoint_hash(command.endpoint)
    context.note(endpoint=hashed)
    await remove_subscription(person_id, hashed)


async def choose_push(command: ChoosePush, context: Context) -> None:
    """Keep what wakes the actor."""
    await save_choice(_actor(context), command.kind, is_wanted=command.is_wanted)


async def send_test_push(command: SendTestPush, context: Context) -> int:  # noqa: ARG001 -- the command says all by its name
    """Wake every browser of the actor; returns how many there are."""
    found = await browsers_of(_actor(context))
    want(
        context,
        found,
        kind=None,
        notice="test",
        tag="test",
        path="/settings",
        facts={},
        expires_at=expiry_of(context.now, context.now),
    )
    return len(found)


async def wake_author(event: ProposalDecided, context: Context) -> None:
    """A change was decided: tell the one who asked for it, on any of their devices."""
    news = await proposal_news(event.proposal_id)
    if news is None or event.decision not in _DECIDED or news.requested_by == news.decided_by:
        return
    want(
        context,
        await wanting_browsers_of(PushKind.CHANGE_DECIDED, news.requested_by),
        kind=PushKind.CHANGE_DECIDED,
        notice=event.decision,
        tag=f"change-{news.demand_change_id}",
        path=f"/changes/{news.demand_change_id}",
        facts=news.facts,
        expires_at=expiry_of(context.now),
    )


async def wake_executives(event: ProposalDecided, context: Context) -> None:
    """An approval of large value, or one that makes somebody late: tell the executives who see it."""
    if event.decision not in _APPROVED:
        return
    news = await proposal_news(event.proposal_id)
    if news is None or not has_large_effect(
        news.value, await large_approval_value(), news.loser_count
    ):
        return
    want(
        context,
        await browsers_in_scopes(
            (Role.EXECUTIVE,), news.scope_ids, PushKind.LARGE_APPROVAL, but=news.decided_by
        ),
        kind=PushKind.LARGE_APPROVAL,
        notice="large_approval",
        tag=f"proposal-{news.id}",
        path=f"/decisions/{news.id}",
        facts=news.facts,
        expires_at=expiry_of(context.now),
    )


async def wake_for_kpi(event: KPICrossed, context: Context) -> None:
    """A figure of the whole company crossed its threshold: tell the executives who see all of it."""
    want(
        context,
        await browsers_of_overseers(Role.EXECUTIVE, PushKind.KPI_CROSSED),
        kind=PushKind.KPI_CROSSED,
        notice="kpi_crossed",
        tag=f"kpi-{event.kpi}",
        path=f"/kpi/{event.kpi}",
        facts={
            "kpi": str(event.kpi),
            "value": str(event.value),
            "target": str(event.target),
            "threshold": str(event.threshold),
            "unit": event.unit,
            "currency": event.currency,
            "is_crossed": "yes" if event.is_crossed else "",
            "missed": str(event.missed_count),
            "counted": str(event.counted_count),
        },
        expires_at=expiry_of(context.now),
    )


async def wake_owner(event: OwnerTold, context: Context) -> None:
    """Alerts are somebody's own: tell them, with one message for all that are due together."""
    alert = await standing_alert(event.alert_id)
    if alert is None:
        return
    several = len(event.alert_ids) > 1
    want(
        context,
        await wanting_browsers_of(PushKind.ALERT_RAISED, event.person_id),
        kind=PushKind.ALERT_RAISED,
        notice="owner_told",
        tag=f"alert-{event.alert_id}",
        path="/inbox" if several else f"/alerts/{event.alert_id}",
        facts={
            "site": alert.row.facts.get("site", ""),
            "item": alert.row.facts.get("item", ""),
            "name": alert.row.facts.get("rule", ""),
            "count": str(len(event.alert_ids)),
        },
        expires_at=expiry_of(context.now),
    )


async def wake_for_alert(event: AlertRaised, context: Context) -> None:
    """Alerts of one kind were raised in a scope: one message for all of them."""
    alert = await standing_alert(event.alert_id)
    if alert is None:
        return
    roles = wakes_for_alert(alert.row.kind, alert.row.severity)
    found = await browsers_in_scopes(roles, (alert.scope_id,), PushKind.ALERT_RAISED)
    want(
        context,
        found,
        kind=PushKind.ALERT_RAISED,
        notice=alert.row.kind,
        tag=f"alert-{alert.row.kind}-{alert.scope_id}",
        path=alert.row.path,
        facts={**alert.row.facts, "count": str(event.count)},
        expires_at=expiry_of(context.now),
    )


def _actor(context: Context) -> UUID:
    if context.actor_id is None:
        raise SignedOutError
    return context.actor_id
