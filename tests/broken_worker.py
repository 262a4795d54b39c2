"""A worker, a mail server, a push service, a PostgreSQL and a Redis that are killed while messages are under way.

The worker runs as in life, in a process of its own; what it sends to lives in this process. A channel writes
messages that can be told apart, and knows what has come.
"""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from backend.connectors.mail.client import MailOffice, mail_office
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.repository import Party
from backend.connectors.mail.sending import post
from backend.dispatch import Context, Dispatcher
from backend.flow import FLOW
from backend.identity.tables import Device, Session
from backend.kit.clock import SystemClock
from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.kit.hints import Hints
from backend.kit.sealing import Seal
from backend.kit.secrets import load_secrets
from backend.launch.places import places_for, remove_all
from backend.launch.servers import Servers
from backend.push.commands import SubscribeToPush
from backend.push.repository import Addressee
from backend.push.sending import PushOffice, push_office
from backend.push.tables import PushSubscription
from backend.push.wanting import want
from shared.ids import new_id
from shared.mail_terms import MailKind, NoticeChannel, PartyKind
from tests.broken_machines import PROJECT, Machines, found_a_company
from tests.connectors.mail.conftest import SENDER
from tests.mail_server import MailServer
from tests.push_service import HOST, Browser, Certificate, PushService

RECEIVERS = 12
TOGETHER = 20
PAUSE_SECONDS = 0.05


class Channel(Protocol):
    """A way out: writes messages, and says which of them have come, in which order."""

    reaction: str
    wanted: set[str]
    unsure: set[str]

    async def begin(self, dispatcher: Dispatcher, machines: Machines) -> None: ...

    async def write(self, number: int, dice: random.Random, context: Context) -> str:
        """Write a message with that number; the name by which it comes."""
        ...

    def came(self) -> list[tuple[str, str, str]]:
        """What has come, in its order: receiver, name, all that was said."""
        ...

    def numbers(self, receiver: str) -> list[str]:
        """The numbers of what a receiver got for the first time, in the order of arrival."""
        ...


@dataclass
class Mails:
    """Mails to people far away."""

    server: MailServer
    reaction: str = "send_mail"
    wanted: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    parties: list[Party] = field(default_factory=list)
    subjects: dict[str, str] = field(default_factory=dict)
    _read: list[tuple[str, str, str]] = field(default_factory=list)

    async def begin(self, dispatcher: Dispatcher, machines: Machines) -> None:  # noqa: ARG002 -- a channel's
        self.parties = [
            Party(PartyKind.PERSON, new_id(), f"r{n}", f"r{n}@far.example", "en", None, NoticeChannel.MAIL, None)
            for n in range(RECEIVERS)
        ]  # fmt: skip

    async def write(self, number: int, dice: random.Random, context: Context) -> str:
        mail_id = await post(
            MailKind.TEST,
            dice.choice(self.parties),
            letter_of(Draft(f"{number:06d}", ["x"]), "en"),
            thread=str(new_id()),
            context=context,
        )
        assert mail_id is not None
        return f"<{mail_id.hex}@mill.example>"

    def came(self) -> list[tuple[str, str, str]]:
        for each in self.server.taken[len(self._read) :]:
            mail = each.mail
            name = str(mail["Message-ID"])
            self.subjects[name] = str(mail["Subject"])
            self._read.append((each.receiver, name, each.content.decode()))
        return self._read

    def numbers(self, receiver: str) -> list[str]:
        names = dict.fromkeys(name for to, name, _ in self.came() if to == receiver)
        return [self.subjects[name] for name in names]


@dataclass
class Pushes:
    """Pushes to browsers of the small company's people; a device shows one message of a tag."""

    service: PushService
    reaction: str = "send_push"
    wanted: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    browsers: list[tuple[Addressee, Browser]] = field(default_factory=list)
    _read: list[tuple[str, str, str]] = field(default_factory=list)
    _looked: int = 0

    async def begin(self, dispatcher: Dispatcher, machines: Machines) -> None:
        sender = load_secrets(machines.home / "secrets").vapid_public_key
        people = [machines.company.viktor, machines.company.vera, machines.company.marta]
        for number in range(RECEIVERS):
            person_id = people[number % len(people)]
            browser = self.service.subscribe(sender)
            keys = browser.subscription["keys"]
            await dispatcher.dispatch(
                SubscribeToPush(
                    await _signed_in(person_id),
                    browser.subscription["endpoint"],
                    keys["p256dh"],
                    keys["auth"],
                ),
                actor_id=person_id,
            )
            [row] = await PushSubscription.select(PushSubscription.id).where(
                PushSubscription.endpoint == browser.subscription["endpoint"]
            )
            self.browsers.append((Addressee(row["id"], person_id), browser))

    async def write(self, number: int, dice: random.Random, context: Context) -> str:
        addressee, _ = dice.choice(self.browsers)
        tag = f"{number:06d}"
        want(
            context,
            [addressee],
            kind=None,
            notice="test",
            tag=tag,
            path="/settings",
            facts={},
            expires_at=context.now + timedelta(hours=20),
        )
        return tag

    def came(self) -> list[tuple[str, str, str]]:
        by_token = {browser.token: browser for _, browser in self.browsers}
        for each in self.service.received[self._looked :]:
            if each.status == 201:
                said = by_token[each.token].read(each.body)
                self._read.append((each.token, said["tag"], repr(sorted(said.items()))))
        self._looked = len(self.service.received)
        return self._read

    def numbers(self, receiver: str) -> list[str]:
        return list(dict.fromkeys(tag for token, tag, _ in self.came() if token == receiver))


class Broken:
    """A worker of its own that is killed, over servers that are."""

    def __init__(self, machines: Machines, server: MailServer, service: PushService) -> None:
        self.machines = machines
        self.server = server
        self.service = service
        self.worker: subprocess.Popen[bytes] | None = None

    def start_worker(self) -> None:
        kept = {name: value for name, value in os.environ.items() if "_URL" not in name}
        with (self.machines.home / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "backend.worker"],
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                env={
                    **kept,
                    **self.machines.servers.environment,
                    "LOCKSTEP_HOME": str(self.machines.home),
                    "LOCKSTEP_MAIL_SERVER": f"smtp+plain://127.0.0.1:{self.server.port}",
                    "LOCKSTEP_MAIL_FROM": SENDER,
                    "LOCKSTEP_PRIVATE_NETWORKS": "127.0.0.0/8",
                    "LOCKSTEP_DIAL_ROUTES": f"{HOST}=127.0.0.1:{self.service.port}",
                    "LOCKSTEP_PUSH_HOSTS": HOST,
                    "SSL_CERT_FILE": str(self.service.certificate.path),
                },
            )

    async def kill_worker(self) -> None:
        assert self.worker is not None
        self.worker.send_signal(signal.SIGKILL)
        await asyncio.to_thread(self.worker.wait)
        self.start_worker()

    async def kill_mail_server(self) -> None:
        self.server.stop()
        await self.server.start()

    async def kill_push_service(self) -> None:
        self.service.stop()
        await self.service.start()

    async def crash_postgres(self) -> None:
        await self.machines.crash_postgres()

    async def kill_redis(self) -> None:
        await self.machines.kill_redis()

    async def let_time_pass(self) -> None:
        """Leases of the dead run out, and pauses end; a worker that found no database is started again."""
        if self.worker is not None and self.worker.poll() is not None:
            self.start_worker()
        with contextlib.suppress(OSError, asyncpg.PostgresError):
            async with as_owner(self.machines) as connection:
                await connection.execute(
                    "UPDATE outbox_message SET run_at = now() WHERE run_at > now() "
                    "AND reaction <> 'look_for_silence'"
                )

    def end_worker(self) -> None:
        assert self.worker is not None
        self.worker.terminate()
        self.worker.wait()


@contextmanager
def company_of_its_own() -> Iterator[Machines]:
    """A small company on servers of its own."""
    home = Path(tempfile.mkdtemp(prefix="lockstep-messages-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    found = Machines(Servers(places_for(home), with_postgres=True, with_redis=True), home, 0)
    try:
        asyncio.run(found_a_company(found))
        yield found
    finally:
        found.servers.stop()
        remove_all(home)


@asynccontextmanager
async def writing(machines: Machines) -> AsyncIterator[Dispatcher]:
    """A process that writes messages and sends none."""
    secrets = load_secrets(machines.home / "secrets")
    letters = MailOffice(
        Seal(secrets.key_for("mail")), bytes(32), SENDER, "https://plan.mill.example", None
    )
    use_database(machines.servers.environment["DATABASE_URL"], application="lockstep test")
    async with open_pool(1, 2):
        with (
            mail_office(letters),
            push_office(PushOffice(secrets.vapid_public_key, (HOST,), None)),
        ):
            yield Dispatcher(FLOW, SystemClock(), Hints(None))
    engine.config.clear()


@asynccontextmanager
async def receivers(machines: Machines) -> AsyncIterator[tuple[MailServer, PushService]]:
    """A mail server and a push service that wake the same waiter."""
    async with (
        MailServer() as server,
        PushService(Certificate.make(machines.home)) as service,
    ):
        service.arrival = server.arrived
        yield server, service


async def write_all(
    dispatcher: Dispatcher, dice: random.Random, channels: Sequence[Channel], count: int
) -> None:
    """Write that many messages, some in one transaction; for what was broken off, others are written.

    Whether a transaction stands that broke as it was ending, nobody knows but the database.
    """
    number = written = 0
    while written < count:
        made: list[tuple[Channel, str]] = []
        ends = False
        try:
            async with dispatcher.unit(actor_id=None) as unit:
                for _ in range(min(TOGETHER, count - written)):
                    channel = dice.choice(channels)
                    made.append((channel, await channel.write(number, dice, unit.context)))
                    number += 1
                ends = True
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            for channel, name in made if ends else ():
                channel.unsure.add(name)
            await asyncio.sleep(PAUSE_SECONDS)  # A database that is away refuses without any wait.
            continue
        for channel, name in made:
            channel.wanted.add(name)
        written += len(made)


def missing(channels: Sequence[Channel]) -> int:
    """How many messages have not come."""
    return sum(len(each.wanted - {name for _, name, _ in each.came()}) for each in channels)


async def until(server: MailServer, is_so: Callable[[], bool], seconds: float) -> bool:
    """Wait for messages until something is so, at most so long; returns whether it is."""
    return await server.until(is_so, seconds)


def check(channel: Channel) -> int:
    """Each message came, a repetition is the same one, the order of each receiver is kept; returns deliveries."""
    came = channel.came()
    names = {name for _, name, _ in came}
    assert channel.wanted <= names, "none is lost"
    assert names <= channel.wanted | channel.unsure, "nothing that was rolled back has left"
    firsts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for receiver, name, said in came:
        firsts[receiver, name].add(said)
    assert all(len(said) == 1 for said in firsts.values()), "a repetition is the same message"
    assert len(firsts) == len(names), "each one has one receiver"
    for receiver in {receiver for receiver, _, _ in came}:
        numbers = channel.numbers(receiver)
        assert numbers == sorted(numbers), f"{receiver}: the order is not kept"
    return len(came)


@asynccontextmanager
async def as_owner(machines: Machines) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """A connection of its own, let go of whatever breaks."""
    connection = await asyncpg.connect(**connection_arguments(machines.owner_url, is_owner=True))
    try:
        yield connection
    finally:
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await connection.close()


async def left_over(machines: Machines, reaction: str) -> dict[str, Any]:
    """How many messages of a reaction wait in the outbox, and how many died."""
    async with as_owner(machines) as connection:
        row = await connection.fetchrow(
            "SELECT count(*) FILTER (WHERE dead_at IS NULL) AS waiting, "
            "count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead, "
            "(SELECT count(*) FROM mail_message WHERE status = 'sent') AS sent "
            "FROM outbox_message WHERE reaction = $1",
            reaction,
        )
    return dict(row)


async def what_waits(machines: Machines) -> str:
    """What has not come, for whoever has to find out why: the outbox, and how the worker ended."""
    async with as_owner(machines) as connection:
        rows = await connection.fetch(
            "SELECT reaction, count(*) AS count, min(run_at - now())::text AS first, max(attempt_count) AS tries, "
            "min(last_error) AS error FROM outbox_message GROUP BY reaction"
        )
    log = (machines.home / "worker.log").read_text()[-2000:]
    return "\n".join(["messages are lost", *(repr(dict(row)) for row in rows), log])


async def _signed_in(person_id: Any) -> Any:
    device_id, now = new_id(), datetime.now(UTC)
    await Device.insert(
        Device(id=device_id, person_id=person_id, name="Phone", created_at=now, last_seen_at=now)
    )
    await Session.insert(
        Session(
            token_hash=device_id.hex * 2,
            person_id=person_id,
            device_id=device_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=14),
        )
    )
    return device_id
