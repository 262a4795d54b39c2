"""Carries one signed message to one endpoint, through the one dialer; knows nothing of what it says."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import urlsplit

from backend.connectors.webhook.errors import WebhookURLRefusedError
from backend.connectors.webhook.model import signed_headers
from backend.kit.dialer import (
    EVERY_HOST,
    Answer,
    Dialer,
    DialFailedError,
    DialRefusedError,
    Ways,
    check_url,
    is_public,
    is_written_as_address,
)
from backend.kit.sealing import Seal
from backend.kit.secrets import load_secrets
from backend.settings import Settings

SECONDS: Final = 15.0
USER_AGENT: Final = "Lockstep-Webhooks/1"
_LONGEST_ERROR: Final = 300


class Post(Protocol):
    """What carries a body out; in the product, `Dialer.post`."""

    async def __call__(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try: a status, or why there is none."""

    duration_ms: int
    status: int | None
    error: str | None
    retry_after: str | None


@dataclass(frozen=True, slots=True)
class WebhookOffice:
    """What a process knows of webhooks: how secrets are sealed, where calls may go, and, in the worker,
    how.
    """

    seal: Seal
    ways: Ways
    post: Post | None

    def check(self, url: str) -> None:
        """Raise `WebhookURLRefusedError` for a URL that would never be called."""
        try:
            host = check_url(url, self.ways.hosts).hostname or ""
        except DialRefusedError as error:
            raise WebhookURLRefusedError(reason=error.cause) from error
        if is_written_as_address(host) and not is_public(host, self.ways.private_networks):
            raise WebhookURLRefusedError(reason="not a public address")

    async def send(
        self, url: str, message_id: str, body: bytes, secrets: list[bytes], now: datetime
    ) -> Tried:
        """Try once. A redirect is not followed; no answer within 15 s is a failure."""
        if self.post is None:
            message = "this process does not send webhooks"
            raise RuntimeError(message)
        headers = {
            **signed_headers(message_id, body, now, secrets),
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
        }
        begun = time.perf_counter()
        status = error = retry_after = None
        try:
            answer = await self.post(url, headers=headers, content=body)
            status, retry_after = answer.status, answer.headers.get("retry-after")
        except (DialFailedError, DialRefusedError) as failure:
            error = f"{type(failure).__name__}: {failure}"[:_LONGEST_ERROR]
        took = round((time.perf_counter() - begun) * 1000)
        return Tried(took, status, error, retry_after)


def origin_of(url: str) -> str:
    """Scheme and host of a URL, for logs and trails: its path may hold a secret.

    >>> origin_of("https://hooks.example/T0/B0/secret")
    'https://hooks.example'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


_office: WebhookOffice | None = None


@asynccontextmanager
async def open_webhooks(settings: Settings, *, sends: bool) -> AsyncIterator[WebhookOffice]:
    """Let this process keep secrets of endpoints and, where it `sends`, call them."""
    ways = Ways.said((EVERY_HOST,), settings.private_networks, settings.dial_routes)
    seal = Seal(load_secrets(settings.secrets).key_for("webhook"))
    dialer = Dialer(ways, seconds=SECONDS) if sends else None
    with webhook_office(WebhookOffice(seal, ways, dialer.post if dialer else None)) as office:
        try:
            yield office
        finally:
            if dialer is not None:
                await dialer.close()


@contextmanager
def webhook_office(office: WebhookOffice) -> Iterator[WebhookOffice]:
    """Use this office while the block lasts."""
    global _office  # noqa: PLW0603 -- like the engine, one a process, said at its start
    before, _office = _office, office
    try:
        yield office
    finally:
        _office = before


def office() -> WebhookOffice:
    """What this process knows of webhooks; an error where nobody opened it."""
    if _office is None:
        message = "webhooks are not open in this process: see backend/assembly.py"
        raise RuntimeError(message)
    return _office
