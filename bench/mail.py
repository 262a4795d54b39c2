"""Mails per second over one connection: the carrier, and the whole way through the outbox, against bare aiosmtplib."""

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from multiprocessing.connection import Connection
from typing import Any

from aiosmtplib import SMTP

from backend.connectors.mail.client import Carrier, MailOffice, MailServer, mail_office
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.mime import wire_form
from backend.connectors.mail.repository import Party
from backend.connectors.mail.sending import post
from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.kit.clock import SystemClock
from backend.kit.dialer import Ways
from backend.kit.hints import Hints
from backend.kit.sealing import Seal
from backend.outbox.relay import drain
from backend.worker import OUTSIDE_LANE_COUNT, OutboxWorker, outside_share
from bench.database import fresh_database
from bench.figures import Figure, only, share_of
from shared.ids import new_id
from shared.mail_terms import MailKind, NoticeChannel, PartyKind

MAILS = 1000
SENDER, RECEIVER = "plan@mill.example", "buyer@far.example"


async def measure() -> list[Figure]:
    """The carrier at seven tenths of the bare rate; the whole way beside it, for what keeping costs."""
    letter = letter_of(Draft("A change", ["Please confirm."] * 5), "en")
    content = wire_form(
        letter,
        sender=SENDER,
        sender_name="Mill",
        receiver=RECEIVER,
        name="<1@mill.example>",
        refers_to=(),
        written_at=datetime.now(UTC),
    )
    with _server() as port:
        bare = await _bare(port, content)
        carrier = Carrier(
            MailServer("127.0.0.1", port, "smtp+plain", ""),
            Ways(hosts=("127.0.0.1",), private_networks=(ip_network("127.0.0.0/8"),)),
        )
        ours = await _rate(lambda: carrier.carry(SENDER, RECEIVER, content))
        async with fresh_database():
            whole = await _whole(carrier)
        await carrier.close()
    return [
        only("bare aiosmtplib, one connection", bare, "mails/s"),
        share_of("carrier, one connection", ours, "mails/s", bare, 0.7),
        only("written, kept, sent and noted through the outbox", whole, "mails/s", against=bare),
    ]


async def _bare(port: int, content: bytes) -> float:
    client = SMTP(hostname="127.0.0.1", port=port, start_tls=False)
    await client.connect()
    rate = await _rate(lambda: client.sendmail(SENDER, [RECEIVER], content))
    await client.quit()
    return rate


async def _rate(send: Callable[[], Awaitable[object]]) -> float:
    await send()
    begun = time.perf_counter()
    for _ in range(MAILS):
        await send()
    return MAILS / (time.perf_counter() - begun)


async def _whole(carrier: Carrier) -> float:
    """All mails are there before the first is sent; to as many receivers as a worker has lanes, times ten."""
    dispatcher = Dispatcher(FLOW, SystemClock(), Hints(None))
    office = MailOffice(Seal(bytes(32)), bytes(32), SENDER, "https://mill.example", carrier)
    letter = letter_of(Draft("A change", ["Please confirm."] * 5), "en")
    parties = [
        Party(PartyKind.PERSON, new_id(), "B", f"b{number}@far.example", "en", None, NoticeChannel.MAIL, None)
        for number in range(OUTSIDE_LANE_COUNT * 10)
    ]  # fmt: skip
    with mail_office(office):
        async with dispatcher.unit(actor_id=None) as unit:
            for number in range(MAILS):
                party = parties[number % len(parties)]
                thread = str(new_id())
                await post(MailKind.TEST, party, letter, thread=thread, context=unit.context)
        share = outside_share(FLOW, is_rest=False)
        begun = time.perf_counter()
        workers = [OutboxWorker(dispatcher, share) for _ in range(OUTSIDE_LANE_COUNT)]
        await asyncio.gather(*(drain(worker) for worker in workers))
        return MAILS / (time.perf_counter() - begun)


@contextmanager
def _server() -> Iterator[int]:
    """A real aiosmtpd in a process of its own, so that it takes no time from what is measured."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there,), daemon=True
    )
    process.start()
    try:
        yield int(here.recv())
    finally:
        process.kill()
        process.join()


def _serve(told: "Connection[int, Any]") -> None:
    from tests.mail_server import MailServer as StandIn  # noqa: PLC0415 -- only the server's process needs it

    async def serve() -> None:
        async with StandIn() as server:
            told.send(server.port)
            await asyncio.Event().wait()

    asyncio.run(serve())
