"""A browser that wants to be woken, as it says so itself."""

from msgspec import Struct


class PushKey(Struct, frozen=True):
    """The company's public key (P-256, uncompressed, base64url) that a browser subscribes with."""

    key: str


class PushKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """What a message to this browser is encrypted with (RFC 8291), both base64url."""

    p256dh: str
    auth: str


class PushEndpoint(Struct, frozen=True, forbid_unknown_fields=True):
    """A browser's subscription, as `PushSubscription.toJSON()` has it."""

    endpoint: str
    keys: PushKeys
