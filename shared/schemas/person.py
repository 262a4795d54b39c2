"""People, sessions and devices as the outside sees them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.terms import Language, Role, Theme, TokenUse

LONGEST_TOKEN_DAYS = 365


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person types to sign in."""

    email: str
    password: str


class Person(Struct, frozen=True):
    """The signed-in person."""

    id: UUID
    name: str
    roles: list[Role]
    language: Language
    theme: Theme


class Choices(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person changes about how they see Lockstep; None leaves it as it is."""

    language: Language | None = None
    theme: Theme | None = None


class SignedIn(Struct, frozen=True):
    """The answer to a sign-in; the token goes into `X-CSRF-Token` of every unsafe request."""

    person: Person
    csrf_token: str


class Device(Struct, frozen=True):
    """One device that a person signed in on."""

    id: UUID
    name: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


class NewAPIToken(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says when they make an API token; it ends after `days`."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    use: TokenUse = TokenUse.READ
    days: Annotated[int, Meta(ge=1, le=LONGEST_TOKEN_DAYS)] = 90


class APIToken(Struct, frozen=True):
    """An API token as its owner sees it afterwards: everything but the token itself."""

    id: UUID
    name: str
    use: TokenUse
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class CreatedAPIToken(Struct, frozen=True):
    """A token that was just made. `token` is told this once and is kept nowhere."""

    id: UUID
    token: str
    expires_at: datetime


class Viewing(Struct, frozen=True):
    """Who looks at a page, and how they like it."""

    id: UUID
    name: str
    roles: list[Role]
    language: Language
    theme: Theme
    scope_names: list[str]


class KeptWorkKey(Struct, frozen=True):
    """A key of 32 bytes in base64, for one person's unsent work on a phone."""

    key: str
