"""Worker, mail server, PostgreSQL and Redis are killed while mails are under way: none is lost, none twice under
another name, the order of each receiver is kept.

`make soak` kills two hundred times while ten thousand mails are under way.
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
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from backend.connectors.mail.client import MailOffice, mail_office
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.repository import Party
from backend.connectors.mail.sending import post
from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.kit.clock import SystemClock
from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.kit.hints import Hints
from backend.kit.sealing import Seal
from backend.kit.secrets import load_secrets
from backend.launch.places import places_for, remove_all
from backend.launch.servers import Servers
from shared.ids import new_id
from shared.mail_terms import MailKind, NoticeChannel, PartyKind
from tests.broken_machines import PROJECT, Machines, found_a_company
from tests.connectors.mail.conftest import SENDER
from tests.mail_server import MailServer

MAILS = int(os.environ.get("LOCKSTEP_SOAK_MAILS", "240"))
KILLS = int(os.environ.get("LOCKSTEP_SOAK_KILLS", "5"))
RECEIVERS = 12
TOGETHER = 20
PATIENCE_SECONDS = 60.0 + KILLS * 20


class Broken:
    """A worker of its own that is killed, over servers that are."""

    def __init__(self, machines: Machines, server: MailServer) -> None:
        self.machines = machines
        self.server = server
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

    async def crash_postgres(self) -> None:
        await self.machines.crash_postgres()

    async def kill_redis(self) -> None:
        await self.machines.kill_redis()

    async def let_time_pass(self) -> None:
        """Leases of the dead run out, and pauses end."""
        url = self.machines.owner_url
        with contextlib.suppress(OSError, asyncpg.PostgresError):
            connection = await asyncpg.connect(**connection_arguments(url, is_owner=True))
            await connection.execute(
                "UPDATE outbox_message SET run_at = now() WHERE run_at > now()"
            )
            await connection.close()


@contextmanager
def servers() -> Iterator[Machines]:
    home = Path(tempfile.mkdtemp(prefix="lockstep-mails-"))
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
    """A process that writes mails and sends none."""
    secrets = load_secrets(machines.home / "secrets")
    office = MailOffice(
        Seal(secrets.key_for("mail")), bytes(32), SENDER, "https://plan.mill.example", None
    )
    use_database(machines.servers.environment["DATABASE_URL"], application="lockstep test")
    async with open_pool(1, 2):
        with mail_office(office):
            yield Dispatcher(FLOW, SystemClock(), Hints(None))
    engine.config.clear()


async def write_all(dispatcher: Dispatcher, dice: random.Random, written: list[UUID]) -> None:
    """Write every mail, some in one transaction; one that was broken off is written again."""
    parties = [
        Party(
            PartyKind.PERSON, new_id(), f"r{number}", f"r{number}@far.example", "en", None, NoticeChannel.MAIL, None
        )
        for number in range(RECEIVERS)
    ]  # fmt: skip
    while len(written) < MAILS:
        try:
            async with dispatcher.unit(actor_id=None) as unit:
                made = [
                    await post(
                        MailKind.TEST,
                        dice.choice(parties),
                        letter_of(Draft(f"{len(written) + place:06d}", ["x"]), "en"),
                        thread=str(new_id()),
                        context=unit.context,
                    )
                    for place in range(min(TOGETHER, MAILS - len(written)))
                ]
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            continue
        written.extend(each for each in made if each is not None)


async def go_through(machines: Machines, seed: int) -> None:
    dice = random.Random(seed)
    async with MailServer() as server, writing(machines) as dispatcher:
        broken = Broken(machines, server)
        broken.start_worker()
        written: list[UUID] = []
        try:
            writer = asyncio.create_task(write_all(dispatcher, dice, written))
            ways: list[Callable[[], object]] = [
                broken.kill_worker, broken.kill_mail_server, broken.crash_postgres, broken.kill_redis,
            ]  # fmt: skip
            for number in range(KILLS):
                await server.until(partial(has_taken, server, number * MAILS // (2 * KILLS)), 30)
                await (ways[number % 4] if KILLS < 20 else dice.choice(ways))()  # type: ignore[misc]
                await broken.let_time_pass()
            await writer

            def names() -> set[str]:
                return {each.name for each in server.taken}

            loop = asyncio.get_running_loop()
            deadline = loop.time() + PATIENCE_SECONDS
            wanted = {f"<{mail_id.hex}@mill.example>" for mail_id in written}
            while not wanted <= names():
                assert loop.time() < deadline, f"{len(wanted - names())} mails are lost"
                await server.until(lambda: wanted <= names(), 2)
                await broken.let_time_pass()
            assert names() == wanted, "nothing that was rolled back has left"
        finally:
            assert broken.worker is not None
            broken.worker.terminate()
            await asyncio.to_thread(broken.worker.wait)
        await check(machines, server, len(written))


def has_taken(server: MailServer, count: int) -> bool:
    return len(server.taken) >= count


async def check(machines: Machines, server: MailServer, count: int) -> None:
    firsts: dict[str, bytes] = {}
    orders: defaultdict[str, list[str]] = defaultdict(list)
    for each in server.taken:
        if each.name not in firsts:
            firsts[each.name] = each.content
            orders[each.receiver].append(str(each.mail["Subject"]))
        assert each.content == firsts[each.name], "a repetition is the same mail"
    assert all(subjects == sorted(subjects) for subjects in orders.values())
    connection = await asyncpg.connect(**connection_arguments(machines.owner_url, is_owner=True))
    sent = await connection.fetchval("SELECT count(*) FROM mail_message WHERE status = 'sent'")
    left = await connection.fetchval(
        "SELECT count(*) FROM outbox_message WHERE reaction = 'send_mail'"
    )
    await connection.close()
    print(f"{len(server.taken)} deliveries of {count} mails")
    # What was taken as the worker ended may still wait to be noted; it would come under its own name.
    assert sent + left >= count
    assert left <= 4


@pytest.mark.machine
def test_no_mail_is_lost_or_out_of_order_while_machines_break() -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    with servers() as machines:
        asyncio.run(go_through(machines, seed))
