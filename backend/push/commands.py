"""What may be asked of push; always for the actor. Handlers keep endpoints and keys out of the audit."""

from dataclasses import dataclass
from uuid import UUID

from shared.terms import PushKind


@dataclass(frozen=True, slots=True)
class SubscribeToPush:
    """Wake this browser; an endpoint that was somebody else's is theirs no longer."""

    device_id: UUID
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class UnsubscribeFromPush:
    """Do not wake this browser; without an endpoint no browser on the device."""

    device_id: UUID
    endpoint: str | None


@dataclass(frozen=True, slots=True)
class ChoosePush:
    """Turn one kind of push on or off."""

    kind: PushKind
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class SendTestPush:
    """Wake every browser of the actor once, to see that it works."""


@dataclass(frozen=True, slots=True)
class PrunePushSubscriptions:
    """Forget browsers that nobody can be reached by any more."""
