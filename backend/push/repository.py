"""Every query of push that loads or saves: subscriptions, choices, and who is woken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from backend.push.model import LARGE_APPROVAL_VALUE, default_choices
from backend.push.tables import PushChoice, PushRule, PushSubscription
from shared.ids import new_id
from shared.terms import Language, PushKind, Role


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser of a person who may still sign in, with what it takes to reach it."""

    id: UUID
    person_id: UUID
    language: Language
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person's browser that a message could go to."""

    subscription_id: UUID
    person_id: UUID


async def save_subscription(
    *,
    person_id: UUID,
    device_id: UUID,
    endpoint: str,
    endpoint_hash: str,
    p256dh: str,
    auth: str,
    now: datetime,
) -> None:
    """Bind an endpoint to a person; whoever had it before has lost it."""
    await PushSubscription.raw(
        """
        INSERT INTO push_subscription
          (id, person_id, device_id, endpoint_hash, endpoint, p256dh, auth, created_at, failure_count)
        VALUES ({}, {}, {}, {}, {}, {}, {}, {}, 0)
        ON CONFLICT (endpoint_hash) DO UPDATE SET
          id = CASE WHEN push_subscription.person_id = excluded.person_id
                    THEN push_subscription.id ELSE excluded.id END,
          person_id = excluded.person_id, device_id = excluded.device_id,
          p256dh = excluded.p256dh, auth = excluded.auth, failure_count = 0
        """,
        new_id(),
        person_id,
        device_id,
        endpoint_hash,
        endpoint,
        p256dh,
        auth,
        now,
    )


async def keep_newest_subscriptions(person_id: UUID, count: int) -> None:
    """Drop a person's oldest subscriptions beyond `count`."""
    await PushSubscription.raw(
        """
        DELETE FROM push_subscription WHERE id IN (
          SELECT id FROM push_subscription WHERE person_id = {}
          ORDER BY created_at DESC, id DESC OFFSET {}
        )
        """,
        person_id,
        count,
    )


async def remove_subscription(person_id: UUID, endpoint_hash: str) -> None:
    """Forget one endpoint of a person; nothing happens to another's."""
    await PushSubscription.delete().where(
        (PushSubscription.person_id == person_id)
        & (PushSubscription.endpoint_hash == endpoint_hash)
    )


async def remove_device_subscriptions(person_id: UUID, device_id: UUID) -> None:
    """Forget every endpoint of one of a person's devices."""
    await PushSubscription.delete().where(
        (PushSubscription.person_id == person_id) & (PushSubscription.device_id == device_id)
    )


async def prune_subscription(subscription_id: UUID) -> None:
    """Forget a subscription that its push service does not know any more."""
    await PushSubscription.delete().where(PushSubscription.id == subscription_id)


async def note_sent(subscription_id: UUID, at: datetime) -> None:
    """Remember that a browser was reached."""
    await PushSubscription.update(
        {PushSubscription.last_sent_at: at, PushSubscription.failure_count: 0}
    ).where(PushSubscription.id == subscription_id)


async def note_failure(subscription_id: UUID) -> None:
    """Remember that a browser was not reached."""
    await PushSubscription.update(
        {PushSubscription.failure_count: PushSubscription.failure_count + 1}
    ).where(PushSubscription.id == subscription_id)


async def reachable_subscription(
    subscription_id: UUID, person_id: UUID, now: datetime
) -> Subscription | None:
    """A subscription that is still this person's, on a device where they are signed in now."""
    rows = await PushSubscription.raw(
        """
        SELECT subscription.id, subscription.person_id, person.language,
               subscription.endpoint, subscription.p256dh, subscription.auth
        FROM push_subscription AS subscription
        JOIN person ON person.id = subscription.person_id AND person.is_active
        JOIN device ON device.id = subscription.device_id AND device.revoked_at IS NULL
        WHERE subscription.id = {} AND subscription.person_id = {} AND EXISTS (
          SELECT 1 FROM session WHERE session.device_id = subscription.device_id
            AND session.person_id = subscription.person_id
            AND session.revoked_at IS NULL AND session.expires_at > {})
        """,
        subscription_id,
        person_id,
        now,
    )
    if not rows:
        return None
    row = rows[0]
    return Subscription(**{**row, "language": Language(row["language"])})


async def choices_of(person_ids: Sequence[UUID]) -> dict[UUID, frozenset[PushKind]]:
    """What wakes each of these people: their own choices over what their roles suggest."""
    roles = await PushChoice.raw(
        "SELECT person_id, role FROM person_role WHERE person_id = ANY({}::uuid[])",
        list(person_ids),
    )
    chosen = await PushChoice.select(
        PushChoice.person_id, PushChoice.kind, PushChoice.is_wanted
    ).where(PushChoice.person_id.is_in(list(person_ids) or [UUID(int=0)]))
    found: dict[UUID, set[PushKind]] = {
        person_id: set(
            default_choices(Role(row["role"]) for row in roles if row["person_id"] == person_id)
        )
        for person_id in person_ids
    }
    for row in chosen:
        kinds = found[row["person_id"]]
        (kinds.add if row["is_wanted"] else kinds.discard)(PushKind(row["kind"]))
    return {person_id: frozenset(kinds) for person_id, kinds in found.items()}


async def save_choice(person_id: UUID, kind: PushKind, *, is_wanted: bool) -> None:
    """Keep a person's choice."""
    await PushChoice.raw(
        """
        INSERT INTO push_choice (id, person_id, kind, is_wanted) VALUES ({}, {}, {}, {})
        ON CONFLICT (person_id, kind) DO UPDATE SET is_wanted = excluded.is_wanted
        """,
        new_id(),
        person_id,
        str(kind),
        is_wanted,
    )


async def browsers_of(*person_ids: UUID) -> list[Addressee]:
    """Every browser of these people, the oldest first, on devices that are still signed in."""
    rows = await PushSubscription.raw(
        """
        SELECT subscription.id AS subscription_id, subscription.person_id
        FROM push_subscription AS subscription
        JOIN person ON person.id = subscription.person_id AND person.is_active
        JOIN device ON device.id = subscription.device_id AND device.revoked_at IS NULL
        WHERE subscription.person_id = ANY({}::uuid[])
        ORDER BY subscription.created_at, subscription.id
        """,
        list(person_ids),
    )
    return [Addressee(**row) for row in rows]


async def browsers_in_scopes(
    roles: Iterable[Role], scope_ids: Sequence[UUID], kind: PushKind, *, but: UUID | None = None
) -> list[Addressee]:
    """Browsers of people with one of these roles in one of these scopes who want such a push."""
    rows = await PushSubscription.raw(
        """
        SELECT DISTINCT membership.person_id FROM scope_membership AS membership
        JOIN person_role ON person_role.person_id = membership.person_id
          AND person_role.role = ANY({}::text[])
        WHERE membership.revoked_at IS NULL AND membership.scope_id = ANY({}::uuid[])
          AND membership.person_id IS DISTINCT FROM {}::uuid
        """,
        [str(each) for each in roles],
        list(scope_ids),
        but,
    )
    return await wanting_browsers_of(kind, *(row["person_id"] for row in rows))


async def browsers_of_overseers(role: Role, kind: PushKind) -> list[Addressee]:
    """Browsers of people with a role who see every site or every territory, so the whole company."""
    rows = await PushSubscription.raw(
        """
        SELECT person_role.person_id FROM person_role
        WHERE person_role.role = {} AND EXISTS (
          SELECT 1 FROM scope LEFT JOIN scope_membership AS membership
            ON membership.scope_id = scope.id
            AND membership.person_id = person_role.person_id AND membership.revoked_at IS NULL
          GROUP BY scope.kind HAVING bool_and(membership.id IS NOT NULL)
        )
        """,
        str(role),
    )
    return await wanting_browsers_of(kind, *(row["person_id"] for row in rows))


async def wanting_browsers_of(kind: PushKind, *person_ids: UUID) -> list[Addressee]:
    """Browsers of those of these people whom that kind wakes."""
    choices = await choices_of(person_ids)
    return await browsers_of(*(each for each in person_ids if kind in choices[each]))


async def large_approval_value() -> Decimal:
    """From which value on an approval is large, in the company's currency."""
    rows = await PushRule.select(PushRule.threshold).where(
        PushRule.kind == str(PushKind.LARGE_APPROVAL)
    )
    return rows[0]["threshold"] if rows else LARGE_APPROVAL_VALUE


async def has_looked_since(person_id: UUID, since: datetime) -> bool:
    """Whether somebody has used Lockstep on any of their devices since then."""
    rows = await PushSubscription.raw(
        "SELECT 1 AS found FROM device WHERE person_id = {} AND last_seen_at > {} LIMIT 1",
        person_id,
        since,
    )
    return bool(rows)


async def language_of(person_id: UUID) -> Language | None:
    """In what language somebody reads; None for one who works here no more."""
    rows = await PushSubscription.raw(
        "SELECT language FROM person WHERE id = {} AND is_active", person_id
    )
    return Language(rows[0]["language"]) if rows else None


async def prune_lost_subscriptions(before: datetime) -> int:
    """Forget browsers of devices that are signed out, and those that only fail; returns how many."""
    rows = await PushSubscription.raw(
        """
        DELETE FROM push_subscription AS subscription USING device
        WHERE device.id = subscription.device_id AND (
          device.revoked_at IS NOT NULL
          OR (subscription.failure_count > 0
              AND coalesce(subscription.last_sent_at, subscription.created_at) < {})
          OR (device.last_seen_at < {} AND NOT EXISTS (
                SELECT 1 FROM session WHERE session.device_id = device.id AND session.revoked_at IS NULL
                  AND session.expires_at > {})))
        RETURNING subscription.id
        """,
        before,
        before,
        before,
    )
    return len(rows)
