"""Who looks, what a sign-in is worth and for how long: plain rules without I/O."""

import base64
import hashlib
import hmac
import ipaddress
import re
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Final
from uuid import UUID

from backend.identity.errors import NotAllowedError, TokenReadOnlyError
from shared.terms import Language, Role, TokenUse

IDLE_LIMIT: Final = timedelta(days=14)
ABSOLUTE_LIMIT: Final = timedelta(days=90)
# A sign of life is written at most this often, so that reading stays reading.
SEEN_EVERY: Final = timedelta(seconds=60)

ATTEMPT_WINDOW: Final = timedelta(minutes=15)
ATTEMPTS_AN_ACCOUNT: Final = 10
ATTEMPTS_A_NETWORK: Final = 50
_ATTEMPTS_AT_ONCE: Final = 3
_FIRST_DELAY_SECONDS: Final = 0.25
_LONGEST_DELAY_SECONDS: Final = 4.0

# A prefix and a check sum let scanners of leaked texts know our tokens for sure, and offline.
TOKEN_PREFIX: Final = "lockstep_"  # noqa: S105 -- what every token begins with, no secret
TOKEN_BYTES: Final = 32
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r"lockstep_[0-9A-Za-z]{43}[0-9A-Za-z]{6}")
_SECRET_LENGTH: Final = 43
_SUM_LENGTH: Final = 6
_BEARER: Final = "bearer "

_IPV4_PREFIX: Final = 24
_IPV6_PREFIX: Final = 64
_MAX_COOKIE_LENGTH: Final = 8_192


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the rights of this moment; every read of scoped rows asks for one."""

    person_id: UUID
    name: str
    roles: frozenset[Role]
    scope_ids: tuple[UUID, ...]
    language: Language
    device_id: UUID | None = None

    def has_role(self, *roles: Role) -> bool:
        """Whether the viewer has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def must_be(self, *roles: Role) -> None:
        """Raise `NotAllowedError` unless the viewer has one of these roles."""
        if not self.has_role(*roles):
            raise NotAllowedError

    def sees(self, scope_id: UUID) -> bool:
        """Whether rows of a scope are the viewer's to see."""
        return scope_id in self.scope_ids


@dataclass(frozen=True, slots=True)
class CookieNames:
    """What our cookies are called; `__Host-` wherever the browser demands and we can give Secure."""

    is_secure: bool

    @property
    def session(self) -> str:
        return "__Host-session" if self.is_secure else "session"

    @property
    def device(self) -> str:
        return "__Host-device" if self.is_secure else "device"


def cookie_value(header: str, name: str) -> str:
    """One cookie of a Cookie header; empty when it is absent, doubled in a clash, or nonsense."""
    if not header or len(header) > _MAX_COOKIE_LENGTH:
        return ""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return ""
    found = jar.get(name)
    return found.value if found is not None else ""


def token_hash(token: str) -> str:
    """What is kept of a session's token: its SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def api_token(secret: bytes) -> str:
    """An API token of 32 secret bytes: prefix, the bytes in base 62, CRC-32 of both in base 62.

    >>> api_token(bytes(32))
    'lockstep_00000000000000000000000000000000000000000000vuLqb'
    """
    text = TOKEN_PREFIX + _base62(int.from_bytes(secret, "big"), _SECRET_LENGTH)
    return text + _base62(zlib.crc32(text.encode()), _SUM_LENGTH)


def is_api_token(text: str) -> bool:
    """Whether a text has the form and the check sum of our tokens."""
    if not _TOKEN.fullmatch(text):
        return False
    body, given = text[:-_SUM_LENGTH], text[-_SUM_LENGTH:]
    return _base62(zlib.crc32(body.encode()), _SUM_LENGTH) == given


def bearer_of(authorization: str) -> str:
    """What stands behind `Bearer` in an Authorization header; empty for any other kind.

    >>> bearer_of("Bearer abc"), bearer_of("Basic abc")
    ('abc', '')
    """
    scheme, given = authorization[: len(_BEARER)], authorization[len(_BEARER) :]
    return given.strip() if scheme.lower() == _BEARER else ""


def check_use(use: TokenUse, *, changes: bool) -> None:
    """Raise `TokenReadOnlyError` where a token that only reads is used to change something."""
    if changes and use is not TokenUse.WRITE:
        raise TokenReadOnlyError


def session_id(hashed_token: str) -> UUID:
    """The name of a session in logs and messages; it opens nothing."""
    return UUID(hashed_token[:32])


def csrf_token(key: bytes, token: str) -> str:
    """The token of unsafe requests, bound to the session's own token."""
    digest = hmac.new(key, token.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def device_cookie(key: bytes, device_id: UUID) -> str:
    """What a browser keeps to be known again as the same device at its next sign-in."""
    return f"{device_id}.{_device_mark(key, device_id)}"


def device_of_cookie(key: bytes, value: str) -> UUID | None:
    """The device that a cookie of ours names; None when it is not one of ours."""
    text, _, mark = value.partition(".")
    try:
        device_id = UUID(text)
    except ValueError:
        return None
    return device_id if hmac.compare_digest(mark, _device_mark(key, device_id)) else None


def ends_at(created_at: datetime, seen_at: datetime) -> datetime:
    """When a session that is seen at an instant ends if nobody comes again."""
    return min(seen_at + IDLE_LIMIT, created_at + ABSOLUTE_LIMIT)


def delay_after(failures: int) -> float:
    """Seconds that a sign-in waits after so many failures: none for the first three, then doubling.

    >>> [delay_after(count) for count in (0, 2, 3, 5, 9)]
    [0.0, 0.0, 0.25, 1.0, 4.0]
    """
    if failures < _ATTEMPTS_AT_ONCE:
        return 0.0
    return float(
        min(_LONGEST_DELAY_SECONDS, _FIRST_DELAY_SECONDS * 2 ** (failures - _ATTEMPTS_AT_ONCE))
    )


def network_of(address: str) -> str:
    """The network that sign-ins are counted by: the /24 of an IPv4 address, the /64 of an IPv6 one.

    >>> network_of("203.0.113.77"), network_of("2001:db8:1:2:3::4"), network_of("")
    ('203.0.113.0/24', '2001:db8:1:2::/64', 'unknown')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    prefix = _IPV4_PREFIX if found.version == 4 else _IPV6_PREFIX  # noqa: PLR2004 -- the two versions there are
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))


_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """A name that a person knows a device by, from what its browser says.

    >>> device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")
    'Safari · iPhone'
    >>> device_name("python-httpx/0.28.1")
    'python-httpx'
    """
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    known = " · ".join(part for part in (browser, system) if part)
    if known:
        return known
    first = re.match(r"[A-Za-z0-9 ._-]{1,40}", user_agent)
    return first[0].strip() if first else "?"


def _device_mark(key: bytes, device_id: UUID) -> str:
    return hmac.new(key, b"device:" + device_id.bytes, hashlib.sha256).hexdigest()


def _base62(number: int, length: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits.rjust(length, _DIGITS[0])
