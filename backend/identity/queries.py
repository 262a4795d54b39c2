"""Who somebody is right now: viewers, the one row filter, live sessions, devices."""

import time
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from piccolo.columns import Column
from piccolo.columns.combination import WhereRaw

from backend.identity.errors import (
    DeviceRevokedError,
    NotByTokenError,
    NotFoundError,
    SignedOutError,
    TokenRefusedError,
)
from backend.identity.model import (
    SEEN_EVERY,
    CookieNames,
    Viewer,
    bearer_of,
    check_use,
    cookie_value,
    csrf_token,
    ends_at,
    is_api_token,
    session_id,
    token_hash,
)
from backend.identity.repository import accounts, people, sessions, tokens
from backend.kit.clock import Clock
from backend.kit.logging import bind
from backend.kit.throttle import Throttle
from shared.schemas.person import APIToken, Device, Person, SignedIn, Viewing
from shared.session import SessionFacts
from shared.terms import Language, Role, Theme, TokenUse

_REMEMBERED_SECONDS: Final = 1.0
_REMEMBERED_COUNT: Final = 5_000
_REQUESTS_A_SECOND: Final = 50.0
_BURST: Final = 500


async def viewer_for(person_id: UUID | None, device_id: UUID | None = None) -> Viewer:
    """A person with the rights of this moment, read inside the caller's transaction.

    Raises `SignedOutError` for somebody who is not, or no longer, a person of this company.
    """
    row = None if person_id is None else await people.viewer_row(person_id)
    if row is None or person_id is None:
        raise SignedOutError
    return Viewer(
        person_id=person_id,
        name=row["name"],
        roles=frozenset(Role(role) for role in row["roles"]),
        scope_ids=tuple(row["scope_ids"]),
        language=Language(row["language"]),
        device_id=device_id,
    )


def row_filter(viewer: Viewer, scope_column: Column) -> WhereRaw:
    """The condition that keeps a query to the viewer's rows; every door to scoped rows uses it."""
    # A list that is empty is legal here, where `is_in` would raise: who sees nothing gets nothing.
    return WhereRaw("{} = ANY({}::uuid[])", scope_column, list(viewer.scope_ids))


async def viewing(session: SessionFacts) -> Viewing:
    """Who looks at a page, with the names of what they see."""
    return Viewing(
        id=session.person_id,
        name=session.person_name,
        roles=list(session.roles),
        language=session.language,
        theme=session.theme,
        scope_names=await people.scope_names(session.person_id),
    )


async def devices(person_id: UUID, this_device_id: UUID | None) -> list[Device]:
    """The devices that a person is signed in on, the last seen first."""
    return [
        Device(
            id=row["id"],
            name=row["name"],
            signed_in_at=row["created_at"],
            last_seen_at=row["last_seen_at"],
            is_this=row["id"] == this_device_id,
        )
        for row in await sessions.device_rows(person_id)
    ]


async def person_with(email: str) -> UUID:
    """The active person who signs in with an address; `NotFoundError` where there is none."""
    found = await accounts.account(email.strip().lower())
    if found is None:
        raise NotFoundError
    return found.person_id


async def api_tokens(person_id: UUID, now: datetime) -> list[APIToken]:
    """A person's tokens that may still be used, the newest first."""
    return [
        APIToken(**{**row, "use": TokenUse(row["use"])})
        for row in await tokens.live_tokens(person_id, now)
    ]


def must_be_browser(session: SessionFacts) -> None:
    """Raise `NotByTokenError` for a program: what opens further doors is for people at a browser."""
    if session.token_id is not None:
        raise NotByTokenError


class Sessions:
    """Tells whose session a cookie opens; asked at every request and at every live event."""

    def __init__(
        self, *, clock: Clock, csrf_key: bytes, is_secure: bool, with_demo_people: bool
    ) -> None:
        self._clock = clock
        self._csrf_key = csrf_key
        self._with_demo_people = with_demo_people
        self.cookies = CookieNames(is_secure)
        self._remembered: dict[str, tuple[float, SessionFacts]] = {}
        self._throttle = Throttle(a_second=_REQUESTS_A_SECOND, burst=_BURST)

    def token_of(self, cookie_header: str) -> str:
        """The session token in a Cookie header; empty when there is none."""
        return cookie_value(cookie_header, self.cookies.session)

    def csrf_token_for(self, token: str) -> str:
        """The token that unsafe requests of a session carry."""
        return csrf_token(self._csrf_key, token)

    async def session_of(self, cookie_header: str) -> SessionFacts | None:
        """The live session that a Cookie header opens, or None."""
        try:
            return await self.signed_in(cookie_header)
        except (SignedOutError, DeviceRevokedError):
            return None

    async def caller(
        self, authorization: str, cookie_header: str, *, changes: bool
    ) -> SessionFacts:
        """Who asks: the owner of the bearer token where there is one, else whom the cookie signs in.

        `changes` says that the request would change something, which a reading token may not.
        """
        token = bearer_of(authorization)
        if not token:
            return await self.signed_in(cookie_header)
        return await self._owner_of(token, changes=changes)

    async def signed_in(self, cookie_header: str) -> SessionFacts:
        """The live session that a Cookie header opens.

        Raises `SignedOutError`, or `DeviceRevokedError` for a session whose device was revoked. What
        is answered may be one second old.
        """
        token = self.token_of(cookie_header)
        if not token:
            raise SignedOutError
        hashed = token_hash(token)
        remembered = self._remembered.get(hashed)
        if remembered is not None and time.monotonic() - remembered[0] < _REMEMBERED_SECONDS:
            return remembered[1]
        row = await sessions.session_row(hashed)
        facts = await self._facts(hashed, row)
        if len(self._remembered) >= _REMEMBERED_COUNT:
            self._remembered.clear()
        self._remembered[hashed] = (time.monotonic(), facts)
        return facts

    async def stands(self, session: SessionFacts) -> bool:
        """Whether a session that was live a moment ago still is, asked of the database."""
        now = self._clock.now()
        if session.token_id is not None:
            return await tokens.is_token_live(session.token_id, now)
        return await sessions.is_session_live(session.session_id, now)

    def forget(self) -> None:
        """Ask the database again at once, because something about sessions has changed."""
        self._remembered.clear()

    async def _owner_of(self, token: str, *, changes: bool) -> SessionFacts:
        row = await tokens.token_row(token_hash(token)) if is_api_token(token) else None
        if row is None:
            raise TokenRefusedError
        bind(token_id=str(row["id"]))
        now = self._clock.now()
        is_owner_gone = not row["is_active"] or (row["is_demo"] and not self._with_demo_people)
        if is_owner_gone or row["revoked_at"] is not None or row["expires_at"] <= now:
            raise TokenRefusedError
        self._throttle.take(row["id"])
        if row["last_used_at"] is None or now - row["last_used_at"] >= SEEN_EVERY:
            await tokens.touch_token(row["id"], now)
        check_use(TokenUse(row["use"]), changes=changes)
        return SessionFacts(
            session_id=row["id"],
            person_id=row["person_id"],
            person_name=row["name"],
            roles=tuple(Role(role) for role in row["roles"]),
            language=Language(row["language"]),
            theme=Theme(row["theme"]),
            device_id=row["device_id"],
            token_id=row["id"],
        )

    async def _facts(self, hashed: str, row: dict[str, Any] | None) -> SessionFacts:
        now = self._clock.now()
        if row is None or not row["is_active"]:
            raise SignedOutError
        if row["device_revoked_at"] is not None:
            raise DeviceRevokedError
        if row["revoked_at"] is not None or row["expires_at"] <= now:
            raise SignedOutError
        if row["is_demo"] and not self._with_demo_people:
            raise SignedOutError
        if now - row["last_seen_at"] >= SEEN_EVERY:
            await sessions.touch_session(
                hashed, row["device_id"], now, ends_at(row["created_at"], now)
            )
        return SessionFacts(
            session_id=session_id(hashed),
            person_id=row["person_id"],
            person_name=row["name"],
            roles=tuple(Role(role) for role in row["roles"]),
            language=Language(row["language"]),
            theme=Theme(row["theme"]),
            device_id=row["device_id"],
        )


def signed_in_answer(session: SessionFacts, csrf: str) -> SignedIn:
    """What the session's door answers."""
    return SignedIn(
        person=Person(
            id=session.person_id,
            name=session.person_name,
            roles=list(session.roles),
            language=session.language,
            theme=session.theme,
        ),
        csrf_token=csrf,
    )
