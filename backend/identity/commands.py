"""What may be asked of identity. No command carries a password or a token: commands are audited."""

from dataclasses import dataclass
from uuid import UUID

from shared.terms import Language, Role, Theme, TokenUse


@dataclass(frozen=True, slots=True)
class StartSession:
    """Sign a person in whose password was right; `device_id` when the browser is known already."""

    person_id: UUID
    device_id: UUID | None
    device_name: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """Sign out; `session_hash` is the kept hash of the session's token."""

    session_hash: str


@dataclass(frozen=True, slots=True)
class RevokeDevice:
    """Take a device off the actor's list; its sessions are refused from the next contact on."""

    device_id: UUID


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Keep the actor's language."""

    language: Language


@dataclass(frozen=True, slots=True)
class ChooseTheme:
    """Keep the actor's theme."""

    theme: Theme


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Let somebody sign in, with roles and, for `sees_everything`, with every scope there is or will be."""

    email: str
    name: str
    roles: tuple[Role, ...]
    language: Language
    sees_everything: bool


@dataclass(frozen=True, slots=True)
class GrantScope:
    """Let a person see a scope."""

    person_id: UUID
    scope_id: UUID


@dataclass(frozen=True, slots=True)
class RevokeScope:
    """Let a person see a scope no longer."""

    person_id: UUID
    scope_id: UUID


@dataclass(frozen=True, slots=True)
class CreateAPIToken:
    """Let a program ask in the actor's name for some days, at most a year."""

    name: str
    use: TokenUse
    days: int


@dataclass(frozen=True, slots=True)
class RevokeAPIToken:
    """Refuse one of the actor's tokens from its next use on."""

    token_id: UUID


@dataclass(frozen=True, slots=True)
class ForgetOldAttempts:
    """Forget failed sign-ins that count no longer."""
