"""Sign-in, devices, choices, people and what they may see: one function per command."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.dispatch import Context, Dispatcher
from backend.identity.commands import (
    AddPerson,
    ChooseLanguage,
    ChooseTheme,
    CreateAPIToken,
    EndSession,
    ForgetOldAttempts,
    GrantScope,
    RevokeAPIToken,
    RevokeDevice,
    RevokeScope,
    StartSession,
)
from backend.identity.errors import (
    EmailTakenError,
    NotFoundError,
    SignedOutError,
    TooManyAttemptsError,
    TooManyTokensError,
    WrongPasswordError,
)
from backend.identity.events import DeviceRevoked, ScopesChanged, SessionEnded
from backend.identity.model import (
    ATTEMPT_WINDOW,
    ATTEMPTS_A_NETWORK,
    ATTEMPTS_AN_ACCOUNT,
    TOKEN_BYTES,
    api_token,
    delay_after,
    ends_at,
    network_of,
    session_id,
    token_hash,
)
from backend.identity.queries import viewer_for
from backend.identity.repository import accounts, people, sessions, tokens
from backend.kit.passwords import LONGEST_PASSWORD, Passwords, hash_password
from shared.ids import new_id
from shared.schemas.person import LONGEST_TOKEN_DAYS, CreatedAPIToken

_SESSION_TOKEN_BYTES: Final = 32
_MOST_TOKENS: Final = 50


@dataclass(frozen=True, slots=True)
class StartedSession:
    """A sign-in's token, which is nowhere else, and its device."""

    token: str
    device_id: UUID


class SignInDesk:
    """Checks passwords, and counts those that were wrong in the database, where all processes count."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        *,
        with_demo_people: bool,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._dispatcher = dispatcher
        self._with_demo_people = with_demo_people
        self._sleep = sleep
        self._passwords = Passwords()

    async def person_with(self, email: str, password: str, address: str) -> UUID:
        """The person whose e-mail and password these are; `address` is where the request came from.

        Raises `WrongPasswordError`, the same for an unknown account, or `TooManyAttemptsError`. Each
        sign-in is counted before its password is looked at, so parallel ones cannot pass the limit.
        """
        account_subject = f"account:{email.strip().lower()[:254]}"
        subjects = (account_subject, f"network:{network_of(address)}")
        attempt_ids, failures = await self._count(subjects)
        await self._sleep(delay_after(failures))

        found = await accounts.account(email.strip().lower())
        kept = found.password_hash if found is not None else None
        fits = await self._passwords.fits(kept, password[: LONGEST_PASSWORD + 1])
        if not fits or found is None or (found.is_demo and not self._with_demo_people):
            raise WrongPasswordError

        await accounts.remove_attempts(attempt_ids, account_subject)
        return found.person_id

    async def _count(self, subjects: tuple[str, str]) -> tuple[list[UUID], int]:
        async with self._dispatcher.unit(actor_id=None) as unit:
            now = unit.context.now
            await accounts.lock_attempts(subjects)
            failures = [
                await _failures_of(subject, limit, now)
                for subject, limit in zip(
                    subjects, (ATTEMPTS_AN_ACCOUNT, ATTEMPTS_A_NETWORK), strict=True
                )
            ]
            return await accounts.add_attempts(subjects, now), failures[0]


async def _failures_of(subject: str, limit: int, now: datetime) -> int:
    """How many sign-ins of a subject failed lately; raises once they are `limit`."""
    count, oldest = await accounts.attempts_since(subject, now - ATTEMPT_WINDOW)
    if count >= limit and oldest is not None:
        wait = (oldest + ATTEMPT_WINDOW - now).total_seconds()
        raise TooManyAttemptsError(max(1, int(wait) + 1))
    return count


async def start_session(command: StartSession, context: Context) -> StartedSession:
    """Mint a token and save the sign-in on a device that is known or new."""
    is_known = command.device_id is not None and await sessions.live_device(
        command.person_id, command.device_id
    )

    token = secrets.token_urlsafe(_SESSION_TOKEN_BYTES)
    hashed = token_hash(token)
    device_id = command.device_id if is_known and command.device_id is not None else new_id()

    if is_known:
        await sessions.end_sessions_of_device(device_id, context.now)
    else:
        await sessions.add_device(
            device_id, command.person_id, command.device_name[:200], context.now
        )
    await sessions.add_session(
        hashed, command.person_id, device_id, context.now, ends_at(context.now, context.now)
    )

    context.note(session_id=session_id(hashed), device_id=device_id)
    return StartedSession(token, device_id)


async def end_session(command: EndSession, context: Context) -> None:
    """End a sign-in; a second time changes nothing."""
    if await sessions.end_session(command.session_hash, context.now):
        context.emit(SessionEnded())


async def revoke_device(command: RevokeDevice, context: Context) -> None:
    """Take one of the actor's own devices off the list."""
    actor_id = _actor(context)
    if not await sessions.revoke_device(actor_id, command.device_id, context.now):
        raise NotFoundError
    context.emit(DeviceRevoked(command.device_id))


async def choose_language(command: ChooseLanguage, context: Context) -> None:
    """Keep the actor's language."""
    await people.set_language(_actor(context), command.language.value)


async def choose_theme(command: ChooseTheme, context: Context) -> None:
    """Keep the actor's theme."""
    await people.set_theme(_actor(context), command.theme.value)


async def add_person(command: AddPerson, context: Context) -> UUID:
    """Save a person with roles; a password is set apart from the command, which is audited."""
    email = command.email.strip().lower()
    if await people.email_is_taken(email):
        raise EmailTakenError(email=email)

    person_id = new_id()

    await people.add_person(
        person_id=person_id,
        email=email,
        name=command.name.strip(),
        language=command.language.value,
        roles=[role.value for role in command.roles],
        sees_everything=command.sees_everything,
        now=context.now,
    )
    if command.sees_everything:
        for scope_id in await people.all_scope_ids():
            await people.grant_scope(person_id, scope_id, context.now)

    context.emit(ScopesChanged(person_id))
    return person_id


async def set_password(person_id: UUID, password: str) -> None:
    """Keep a password's hash inside the caller's transaction; apart from commands, which are audited."""
    await accounts.set_password_hash(person_id, await asyncio.to_thread(hash_password, password))


async def grant_scope(command: GrantScope, context: Context) -> None:
    """Let a person see a scope."""
    if not await people.scope_exists(command.scope_id):
        raise NotFoundError
    await people.grant_scope(command.person_id, command.scope_id, context.now)
    context.emit(ScopesChanged(command.person_id))


async def revoke_scope(command: RevokeScope, context: Context) -> None:
    """Let a person see a scope no longer; what their phones hold of it goes with the next pull."""
    if not await people.revoke_scope(command.person_id, command.scope_id, context.now):
        raise NotFoundError
    context.emit(ScopesChanged(command.person_id))


async def create_api_token(command: CreateAPIToken, context: Context) -> CreatedAPIToken:
    """Make a token and save its hash; the token itself is told to the caller and kept nowhere."""
    viewer = await viewer_for(context.actor_id)
    if len(await tokens.live_tokens(viewer.person_id, context.now)) >= _MOST_TOKENS:
        raise TooManyTokensError(limit=_MOST_TOKENS)

    token = api_token(secrets.token_bytes(TOKEN_BYTES))
    token_id = new_id()
    expires_at = context.now + timedelta(days=min(command.days, LONGEST_TOKEN_DAYS))

    await sessions.add_device(token_id, viewer.person_id, command.name, context.now)
    await tokens.add_token(
        token_id=token_id,
        person_id=viewer.person_id,
        device_id=token_id,
        name=command.name,
        token_hash=token_hash(token),
        use=command.use.value,
        now=context.now,
        expires_at=expires_at,
    )

    context.note(token_id=token_id)
    return CreatedAPIToken(token_id, token, expires_at)


async def revoke_api_token(command: RevokeAPIToken, context: Context) -> None:
    """Refuse one of the actor's own tokens from now on."""
    if not await tokens.revoke_token(_actor(context), command.token_id, context.now):
        raise NotFoundError


async def forget_old_attempts(_command: ForgetOldAttempts, context: Context) -> None:
    """Remove failed sign-ins that are older than any limit looks back."""
    await accounts.remove_old_attempts(context.now - ATTEMPT_WINDOW)


def _actor(context: Context) -> UUID:
    if context.actor_id is None:
        raise SignedOutError
    return context.actor_id


async def choose_country(territory_id: UUID, country: str | None) -> None:
    """Keep whose holidays hold in a territory, for a slice that may say so; without a country most customers do."""
    if not await people.set_country(territory_id, country):
        raise NotFoundError
