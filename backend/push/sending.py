"""Sends one encrypted message to one browser: VAPID and RFC 8291 by pywebpush, the way out by our dialer."""

import asyncio
import functools
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from backend.kit.dialer import Answer, Dialer, Ways
from backend.kit.secrets import load_secrets
from backend.settings import Settings

TOKEN_LIFE: Final = timedelta(hours=12)
# RFC 8291 §4: services take 4096 bytes of body; 103 of them are header, padding mark and tag.
LARGEST_TEXT: Final = 3993
_POOL_SIZE: Final = 2


class Post(Protocol):
    """What carries an encrypted message out; in the product, `Dialer.post`."""

    async def __call__(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a message travels: where to, with which keys, for how long, how urgently, replacing what."""

    endpoint: str
    p256dh: str
    auth: str
    ttl_seconds: int
    urgency: str
    topic: str


class Sender:
    """Encrypts on a small pool of threads, so that signing never holds up the loop."""

    def __init__(self, vapid_private_pem: str, subject: str, post: Post) -> None:
        # pywebpush brings two HTTP clients along (23 MB) that only a process that sends should carry.
        from py_vapid import Vapid02  # noqa: PLC0415
        from pywebpush import WebPusher  # noqa: PLC0415

        self._vapid = Vapid02.from_pem(vapid_private_pem.encode())
        self._pusher = WebPusher
        self._subject = subject
        self._post = post
        self._threads = ThreadPoolExecutor(_POOL_SIZE, thread_name_prefix="push")

    async def send(self, text: bytes, envelope: Envelope, now: datetime) -> Answer:
        """Send a text of at most `LARGEST_TEXT` bytes; what the dialer raises goes to the caller."""
        headers, body = await asyncio.get_running_loop().run_in_executor(
            self._threads, functools.partial(self.sealed, text, envelope, now)
        )
        return await self._post(envelope.endpoint, headers=headers, content=body)

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def sealed(
        self, text: bytes, envelope: Envelope, now: datetime
    ) -> tuple[dict[str, str], bytes]:
        """The headers and the encrypted body of a message; takes about a millisecond of a core."""
        pusher = self._pusher(
            {
                "endpoint": envelope.endpoint,
                "keys": {"p256dh": envelope.p256dh, "auth": envelope.auth},
            }
        )
        sealed: bytes = pusher.encode(text, "aes128gcm")["body"]
        parts = urlsplit(envelope.endpoint)
        # Fresh claims for every message: a kept dictionary would carry the last host's audience along.
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": self._subject,
            "exp": int((now + TOKEN_LIFE).timestamp()),
        }
        return {
            **self._vapid.sign(claims),
            "TTL": str(envelope.ttl_seconds),
            "Urgency": envelope.urgency,
            "Topic": envelope.topic,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
        }, sealed


@dataclass(frozen=True, slots=True)
class PushOffice:
    """What a process knows of push: our public key, the hosts we send to, and, in the worker, how.

    `origin` is where the pages are that a notification opens.
    """

    public_key: str
    hosts: tuple[str, ...]
    sender: Sender | None
    origin: str = ""


_office: PushOffice | None = None


@asynccontextmanager
async def open_push(settings: Settings, *, sends: bool) -> AsyncIterator[PushOffice]:
    """Let this process take subscriptions and, where it `sends`, read the private key and send."""
    global _office  # noqa: PLW0603 -- like the engine, one a process, said at its start
    secrets = load_secrets(settings.secrets)
    dialer = sender = None
    if sends:
        ways = Ways.said(settings.push_hosts, settings.private_networks, settings.dial_routes)
        dialer = Dialer(ways)
        sender = Sender(secrets.vapid_private_pem, settings.vapid_subject, dialer.post)
    _office = PushOffice(secrets.vapid_public_key, settings.push_hosts, sender, settings.origins[0])
    try:
        yield _office
    finally:
        _office = None
        if sender is not None and dialer is not None:
            sender.close()
            await dialer.close()


@contextmanager
def push_office(office: PushOffice) -> Iterator[None]:
    """Use this office while the block lasts; for tests, which bring a push service of their own."""
    global _office  # noqa: PLW0603 -- as above
    before, _office = _office, office
    try:
        yield
    finally:
        _office = before


def office() -> PushOffice:
    """What this process knows of push; an error where nobody opened it."""
    if _office is None:
        message = "push is not open in this process: see backend/assembly.py"
        raise RuntimeError(message)
    return _office
