"""Push fan-out: one message to many browsers, encrypted on the pool and sent, against the bare cost of encryption.

The bare cost is what pywebpush takes for one message after the other in this process and nothing else: a fresh
key agreement and the encryption of RFC 8291, and fresh claims signed for RFC 8292. The push service is the tests'
stand-in in a process of its own; it answers as RFC 8030 says, over TLS.
"""

import asyncio
import multiprocessing
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.kit.clock import SystemClock
from backend.kit.dialer import Dialer, Ways
from backend.kit.hints import Hints
from backend.kit.sql import fetch
from backend.outbox.relay import drain
from backend.push.events import PushWanted
from backend.push.model import lane_of
from backend.push.sending import Envelope, PushOffice, Sender, push_office
from backend.worker import OUTSIDE_LANE_COUNT, OutboxWorker, outside_share
from bench.database import fresh_database
from bench.figures import Figure, only, share_of
from shared.ids import new_id
from tests.push_service import HOST, Browser, Certificate, PushService, encoded

BROWSERS: Final = 200
MESSAGES: Final = 1000
AT_ONCE: Final = 32
ROUNDS: Final = 3
TEXT: Final = (
    b'{"title":"Hartmann: +40 kits","body":"Late by 2 days","tag":"t","path":"/decisions/1"}'
)


async def measure() -> list[Figure]:
    """Fan-out at half of the bare rate of encryption or better; the whole way through the outbox beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    public = encoded(
        key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
    )
    with tempfile.TemporaryDirectory(prefix="lockstep-bench-") as folder:
        certificate = Certificate.make(Path(folder))
        with _service(certificate, public) as (port, browsers):
            dialer = Dialer(
                Ways(
                    hosts=(HOST,),
                    private_networks=(ip_network("127.0.0.0/8"),),
                    routes={HOST: ("127.0.0.1", port)},
                ),
                certificates=certificate.client_side(),
            )
            sender = Sender(pem, "mailto:plan@mill.example", dialer.post)
            # Turn by turn, the best of three each: what else the machine does meanwhile is not meant.
            rounds = [
                (_bare(sender, browsers), await _fan_out(sender, browsers)) for _ in range(ROUNDS)
            ]
            bare, fan_out = (max(each) for each in zip(*rounds, strict=True))
            async with fresh_database():
                whole = await _whole(sender, public, browsers)
            sender.close()
            await dialer.close()
    return [
        only("encryption and signature alone, one after the other", bare, "messages/s"),
        share_of(f"sent to {BROWSERS} browsers, {AT_ONCE} at once", fan_out, "messages/s", bare, 0.5),
        only("claimed, worded, sent and noted through the outbox", whole, "messages/s", against=bare),
    ]  # fmt: skip


def _envelope(browser: Browser) -> Envelope:
    subscription = browser.subscription
    return Envelope(
        endpoint=subscription["endpoint"],
        p256dh=subscription["keys"]["p256dh"],
        auth=subscription["keys"]["auth"],
        ttl_seconds=3600,
        urgency="high",
        topic="t",
    )


def _bare(sender: Sender, browsers: list[Browser]) -> float:
    envelopes = [_envelope(each) for each in browsers]
    now = datetime.now(UTC)
    sender.sealed(TEXT, envelopes[0], now)
    begun = time.perf_counter()
    for number in range(MESSAGES):
        sender.sealed(TEXT, envelopes[number % BROWSERS], now)
    return MESSAGES / (time.perf_counter() - begun)


async def _fan_out(sender: Sender, browsers: list[Browser]) -> float:
    envelopes = [_envelope(each) for each in browsers]
    now = datetime.now(UTC)
    numbers = iter(range(MESSAGES))

    async def send() -> None:
        for number in numbers:
            answer = await sender.send(TEXT, envelopes[number % BROWSERS], now)
            if answer.status != 201:
                raise RuntimeError(f"status {answer.status}")

    await sender.send(TEXT, envelopes[0], now)
    begun = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    return MESSAGES / (time.perf_counter() - begun)


async def _whole(sender: Sender, public: str, browsers: list[Browser]) -> float:
    """All messages wait before the first is sent, five for each browser."""
    dispatcher = Dispatcher(FLOW, SystemClock(), Hints(None))
    person_id, now = await _person(), datetime.now(UTC)
    with push_office(PushOffice(public, (HOST,), sender)):
        subscriptions = [await _subscribed(person_id, each, now) for each in browsers]
        async with dispatcher.unit(actor_id=None) as unit:
            for number in range(MESSAGES):
                subscription_id = subscriptions[number % BROWSERS]
                event = PushWanted(
                    subscription_id=subscription_id,
                    person_id=person_id,
                    kind=None,
                    notice="test",
                    facts={},
                    tag="test",
                    path="/settings",
                    badge=0,
                    expires_at=now + timedelta(hours=1),
                )
                unit.context.emit(event, lane=lane_of(subscription_id))
        share = outside_share(FLOW, is_rest=False)
        begun = time.perf_counter()
        workers = [OutboxWorker(dispatcher, share) for _ in range(OUTSIDE_LANE_COUNT)]
        await asyncio.gather(*(drain(worker) for worker in workers))
        return MESSAGES / (time.perf_counter() - begun)


async def _person() -> UUID:
    """Somebody with one device, signed in on it."""
    person_id, device_id, now = new_id(), new_id(), datetime.now(UTC)
    await fetch(
        "INSERT INTO person (id, email, name, password_hash, language, theme, is_active, is_demo, created_at)"
        " VALUES ($1, 'bench@small.example', 'Bench', 'x', 'en', 'device', true, false, $2)",
        person_id,
        now,
    )
    await fetch(
        "INSERT INTO device (id, person_id, name, created_at, last_seen_at) VALUES ($1, $2, 'Phone', $3, $3)",
        device_id,
        person_id,
        now,
    )
    await fetch(
        "INSERT INTO session (token_hash, person_id, device_id, created_at, last_seen_at, expires_at)"
        " VALUES ('bench', $1, $2, $3, $3, $4)",
        person_id,
        device_id,
        now,
        now + timedelta(days=1),
    )
    return person_id


async def _subscribed(person_id: UUID, browser: Browser, now: datetime) -> UUID:
    subscription_id, keys = new_id(), browser.subscription["keys"]
    await fetch(
        "INSERT INTO push_subscription (id, person_id, device_id, endpoint_hash, endpoint, p256dh, auth,"
        " created_at, failure_count)"
        " VALUES ($1, $2, (SELECT id FROM device LIMIT 1), $3, $4, $5, $6, $7, 0)",
        subscription_id,
        person_id,
        browser.token,
        browser.subscription["endpoint"],
        keys["p256dh"],
        keys["auth"],
        now,
    )
    return subscription_id


@contextmanager
def _service(certificate: Certificate, public: str) -> Iterator[tuple[int, list[Browser]]]:
    """The stand-in in a process of its own, and the browsers that it has invented."""
    browsers = [
        Browser(
            secrets.token_urlsafe(24),
            public,
            ec.generate_private_key(ec.SECP256R1()),
            secrets.token_bytes(16),
        )
        for _ in range(BROWSERS)
    ]
    here, there = multiprocessing.Pipe()
    tokens = [each.token for each in browsers]
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there, certificate, public, tokens), daemon=True
    )
    process.start()
    try:
        yield int(here.recv()), browsers
    finally:
        process.kill()
        process.join()


def _serve(
    told: "Connection[int, Any]", certificate: Certificate, public: str, tokens: list[str]
) -> None:
    async def serve() -> None:
        async with PushService(certificate) as service:
            service.senders.update(dict.fromkeys(tokens, public))
            told.send(service.port)
            await asyncio.Event().wait()

    asyncio.run(serve())
