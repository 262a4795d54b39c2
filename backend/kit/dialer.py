"""The one way out: every call that Lockstep itself makes goes through here.

https on port 443, to hosts on a list, never where an answer redirects, and only to an address that
is public; we connect to the very address that was checked (docs/security.md, C5 and F7).
"""

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import SplitResult, urlsplit

from backend.kit.conversation import BrokenAnswerError, Conversation, question_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

# In a list of hosts: any name, as far as its address is public.
EVERY_HOST: Final = "*"
PORT: Final = 443
LONGEST_URL: Final = 2048
SECONDS: Final = 10.0
_MOST_CONNECTIONS: Final = 24
_KEPT_SECONDS: Final = 30.0

# Ranges through which an inside address can be reached although Python 3.11 calls them global, or
# that belong to nobody: NAT64, Teredo, 6to4 and its relay, IPv4-compatible, site-local, protocol use.
_NEVER: Final[tuple[Network, ...]] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",
        "2002::/16",
        "::/96",
        "fec0::/10",
    )
)


class DialRefusedError(Exception):
    """A call that is not allowed to leave; nothing was connected. `cause` is for the log."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class DialFailedError(Exception):
    """No answer: the name, the connection, the certificate or the time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `body` is cut at 4 KiB, header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where calls may go.

    `hosts` are exact names or `*.` and a domain. `private_networks` opens ranges that are not public,
    `routes` says where a host is found that the name service does not know (`address`, `port`);
    both are said by whoever runs the machine, never by a form.
    """

    hosts: tuple[str, ...]
    private_networks: tuple[Network, ...] = ()
    routes: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def said(
        cls, hosts: tuple[str, ...], private_networks: Iterable[str], routes: Iterable[str]
    ) -> Self:
        """The ways as settings say them: networks as `10.20.0.0/16`, routes as `host=address:port`."""
        found = {}
        for route in routes:
            host, _, rest = route.partition("=")
            address, _, port = rest.rpartition(":")
            found[host.lower()] = (address.strip("[]"), int(port))
        return cls(
            hosts=hosts,
            private_networks=tuple(ipaddress.ip_network(each) for each in private_networks),
            routes=found,
        )


def check_url(url: str, hosts: Iterable[str]) -> SplitResult:
    """The parts of a URL that may be called; `DialRefusedError` for any other.

    >>> check_url("https://fcm.googleapis.com/fcm/send/x", ("fcm.googleapis.com",)).path
    '/fcm/send/x'
    """
    if (
        len(url) > LONGEST_URL
        or not url.isascii()
        or not url.isprintable()
        or " " in url
        or "\\" in url
    ):
        raise DialRefusedError("not a plain URL")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DialRefusedError("not a URL") from error
    if parts.scheme != "https":
        raise DialRefusedError("not https")
    if "@" in parts.netloc or port not in (None, PORT):
        raise DialRefusedError("another port or a name before the host")
    if not is_listed(parts.hostname or "", hosts):
        raise DialRefusedError("host is not on the list")
    return parts


def is_listed(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these names, or under one that begins with `*.`.

    >>> is_listed("wns2-par02p.notify.windows.com", ("*.notify.windows.com",))
    True
    >>> is_listed("evilnotify.windows.com", ("*.notify.windows.com",))
    False
    """
    name = host.lower()
    return bool(name) and any(
        name.endswith(allowed[1:]) and len(name) >= len(allowed)
        if allowed.startswith("*.")
        else allowed in (name, EVERY_HOST)
        for allowed in (each.lower() for each in hosts)
    )


def is_written_as_address(host: str) -> bool:
    """Whether a host is an address itself, so that no name service is asked.

    >>> is_written_as_address("10.0.0.1"), is_written_as_address("hooks.example")
    (True, False)
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(text: str, private_networks: Iterable[Network] = ()) -> bool:
    """Whether an address is one that the whole internet would reach, or was opened on this machine.

    >>> is_public("142.250.74.10"), is_public("64:ff9b::7f00:1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    plain: Address = mapped or address
    if any(plain.version == network.version and plain in network for network in private_networks):
        return True
    if plain.is_multicast or plain.is_reserved or plain.is_unspecified or "%" in text:
        return False
    return plain.is_global and not any(
        plain.version == network.version and plain in network for network in _NEVER
    )


class Dialer:
    """Makes calls within its ways; keeps connections for the next one."""

    def __init__(
        self,
        ways: Ways,
        *,
        certificates: ssl.SSLContext | None = None,
        resolve: Resolve | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.ways = ways
        self._seconds = seconds
        self._resolve = resolve or _resolve
        self._certificates = certificates or ssl.create_default_context()
        self._certificates.set_alpn_protocols(["http/1.1"])
        self._room = asyncio.Semaphore(_MOST_CONNECTIONS)
        self._kept: dict[str, list[Conversation]] = {}

    async def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send a body and take the answer as it is: a redirect is an answer like any other."""
        parts = check_url(url, self.ways.hosts)
        question = question_of(parts, headers, content)
        try:
            async with asyncio.timeout(self._seconds), self._room:
                return await self._asked(parts.hostname or "", question)
        except TimeoutError as error:
            raise DialFailedError(f"no answer within {self._seconds:g} s") from error
        except (OSError, BrokenAnswerError) as error:
            raise DialFailedError(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Let go of every connection."""
        kept, self._kept = self._kept, {}
        for each in (each for some in kept.values() for each in some):
            each.end()

    async def _asked(self, host: str, question: bytes) -> Answer:
        conversation = self._taken(host) or await self._begun(host)
        try:
            status, headers, body = await conversation.ask(question)
        except BaseException:
            conversation.end()
            raise
        if conversation.is_open:
            conversation.kept_at = time.monotonic()
            self._kept.setdefault(host, []).append(conversation)
            self._thin_out()
        else:
            conversation.end()
        return Answer(status, headers, body)

    def _thin_out(self) -> None:
        """End what has gone stale once more is kept than may be open: there are many hosts."""
        if sum(map(len, self._kept.values())) <= _MOST_CONNECTIONS:
            return
        every = sorted((each.kept_at, host) for host, some in self._kept.items() for each in some)
        for _, host in every[:-_MOST_CONNECTIONS]:
            self._kept[host].pop(0).end()
        self._kept = {host: some for host, some in self._kept.items() if some}

    def _taken(self, host: str) -> Conversation | None:
        """The conversation that was used last, where it has not gone stale; those that have are ended."""
        kept = self._kept.get(host, [])
        latest = time.monotonic() - _KEPT_SECONDS
        while kept:
            found = kept.pop()
            if found.is_open and found.kept_at >= latest:
                return found
            found.end()
        return None

    async def _begun(self, host: str) -> Conversation:
        """A connection to one of a host's addresses, all of which were checked."""
        try:
            addresses, port = await _checked_addresses(self.ways, host, PORT, self._resolve)
        except OSError as error:
            raise DialFailedError(f"{host} is not known: {error}") from error
        loop = asyncio.get_running_loop()
        failure: OSError | None = None
        for address in addresses:
            try:
                _, conversation = await loop.create_connection(
                    Conversation, address, port, ssl=self._certificates, server_hostname=host
                )
            except OSError as error:
                failure = error
            else:
                return conversation
        raise failure or DialFailedError(f"{host} has no address")


async def open_socket(
    ways: Ways, host: str, port: int, *, resolve: Resolve | None = None
) -> socket.socket:
    """A socket connected to one of a host's checked addresses, for what does not speak HTTP.

    `DialRefusedError` where the host is not listed or not public, `DialFailedError` where nobody answers.
    """
    if not is_listed(host, ways.hosts):
        raise DialRefusedError("host is not on the list")
    failure: Exception | None = None
    try:
        addresses, port = await _checked_addresses(ways, host, port, resolve or _resolve)
    except OSError as error:
        raise DialFailedError(f"{host} is not known: {error}") from error
    loop = asyncio.get_running_loop()
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setblocking(False)
        try:
            async with asyncio.timeout(SECONDS):
                await loop.sock_connect(found, (address, port))
        except (OSError, TimeoutError) as error:
            found.close()
            failure = error
        except BaseException:
            found.close()
            raise
        else:
            return found
    raise DialFailedError(f"{host}: {failure or 'no address'}") from failure


async def _checked_addresses(
    ways: Ways, host: str, port: int, resolve: Resolve
) -> tuple[Sequence[str], int]:
    routed = ways.routes.get(host.lower())
    addresses, port = ([routed[0]], routed[1]) if routed else (await resolve(host, port), port)
    # One inside address among several is how a name is rebound, so it spoils them all.
    if not all(is_public(each, ways.private_networks) for each in addresses):
        raise DialRefusedError(f"{host} leads to an address that is not public")
    return addresses, port


async def _resolve(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))
