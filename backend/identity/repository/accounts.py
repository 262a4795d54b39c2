"""Every query about passwords and about sign-ins that failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.identity.tables import Person, SignInAttempt
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Account:
    """What a sign-in is checked against."""

    person_id: UUID
    password_hash: str | None
    is_demo: bool


async def account(email: str) -> Account | None:
    """The active account of an address in lower case."""
    rows = await Person.raw(
        "SELECT id, password_hash, is_demo FROM person WHERE email = {} AND is_active", email
    )
    if not rows:
        return None
    return Account(rows[0]["id"], rows[0]["password_hash"], rows[0]["is_demo"])


async def set_password_hash(person_id: UUID, password_hash: str) -> None:
    """Keep a new password's hash."""
    await Person.update({Person.password_hash: password_hash}).where(Person.id == person_id)


async def lock_attempts(subjects: Sequence[str]) -> None:
    """Make others who count these subjects wait until the transaction ends."""
    for subject in sorted(subjects):
        await SignInAttempt.raw(
            "SELECT pg_advisory_xact_lock(hashtextextended({}, 7)) IS NULL", subject
        )


async def attempts_since(subject: str, since: datetime) -> tuple[int, datetime | None]:
    """How many sign-ins of a subject failed or are under way, and when the oldest one was."""
    rows = await SignInAttempt.raw(
        """
        SELECT count(*) AS attempt_count, min(attempted_at) AS oldest FROM sign_in_attempt
        WHERE subject = {} AND attempted_at > {}
        """,
        subject,
        since,
    )
    return rows[0]["attempt_count"], rows[0]["oldest"]


async def add_attempts(subjects: Sequence[str], now: datetime) -> list[UUID]:
    """Count one more sign-in for each subject."""
    attempts = [
        SignInAttempt(id=new_id(), subject=subject, attempted_at=now) for subject in subjects
    ]
    await SignInAttempt.insert(*attempts)
    return [attempt.id for attempt in attempts]


async def remove_attempts(attempt_ids: Sequence[UUID], account_subject: str) -> None:
    """The password was right: this sign-in and the account's failures count no longer."""
    await SignInAttempt.raw(
        "DELETE FROM sign_in_attempt WHERE id = ANY({}::uuid[]) OR subject = {}",
        list(attempt_ids),
        account_subject,
    )


async def remove_old_attempts(before: datetime) -> None:
    """Forget sign-ins that no longer count."""
    await SignInAttempt.delete().where(SignInAttempt.attempted_at < before)
