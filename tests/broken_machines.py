"""A web process, a PostgreSQL and a Redis that are killed, paused and cut off while people work.

Everything runs as in life: `lockstep web` in a process of its own, answers over a socket. What a client keeps
lives in this process, as a phone's storage outlives its app.
"""

import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
import httpx

from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.launch.places import places_for, remove_all
from backend.launch.progress import Progress
from backend.launch.release import release
from backend.launch.servers import Servers
from backend.settings import Settings
from tests.builders import SmallCompany, add_lines, build_small_company
from tests.offline_clients import BehaviourError, OfflineClient
from tests.phones import Phone, change_args
from tests.sync_machine import COMMANDS, EFFECTS_SQL, ORDER_SQL
from tests.sync_world import truth_of

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120.0
LOST_SHARE = 0.3
GROUP = 6
# No transaction has written and not ended.
QUIET_SQL = "SELECT pg_snapshot_xmin(now) = pg_snapshot_xmax(now) FROM pg_current_snapshot() AS now"


class LostError(Exception):
    """No answer came."""


@dataclass
class Machines:
    """What can be broken, and brought up again."""

    servers: Servers
    home: Path
    port: int
    company: SmallCompany = field(init=False)
    web: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def owner_url(self) -> str:
        assert self.servers.postgres is not None
        return self.servers.postgres.owner_url

    def start_web(self) -> None:
        kept = {name: value for name, value in os.environ.items() if "_URL" not in name}
        with (self.home / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "web"],
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                env={
                    **kept,
                    **self.servers.environment,
                    "LOCKSTEP_HOME": str(self.home),
                    "LOCKSTEP_DEMO": "1",
                    "PORT": str(self.port),
                },
            )

    async def until_ready(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        async with httpx.AsyncClient(base_url=self.url, timeout=30) as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get("/health/ready")).status_code == 200:
                        return
                assert loop.time() < deadline, (self.home / "web.log").read_text()[-3000:]
                await asyncio.sleep(0.05)

    async def kill_web(self) -> None:
        assert self.web is not None
        self.web.kill()
        await asyncio.to_thread(self.web.wait)
        self.start_web()

    async def pause_web(self, seconds: float) -> None:
        assert self.web is not None
        self.web.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.web.send_signal(signal.SIGCONT)

    async def crash_postgres(self) -> None:
        """An end without a goodbye: open transactions are lost, the log is replayed."""
        postgres = self.servers.postgres
        assert postgres is not None
        assert postgres.process is not None
        postgres.process.send_signal(signal.SIGQUIT)
        await asyncio.to_thread(postgres.process.wait)
        await asyncio.to_thread(postgres.start, Progress())

    async def kill_redis(self) -> None:
        redis = self.servers.redis
        assert redis is not None
        assert redis.process is not None
        redis.process.kill()
        await asyncio.to_thread(redis.process.wait)
        await asyncio.to_thread(redis.start, Progress())


@contextmanager
def machines() -> Iterator[Machines]:
    """A small company on servers of its own, with every flush to disk that life has."""
    home = Path(tempfile.mkdtemp(prefix="lockstep-broken-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    servers = Servers(places_for(home), with_postgres=True, with_redis=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = Machines(servers, home, port)
    try:
        asyncio.run(found_a_company(found))
        found.start_web()
        yield found
    finally:
        if found.web is not None:
            found.web.kill()
            found.web.wait()
        servers.stop()
        remove_all(home)


async def found_a_company(found: Machines) -> None:
    """Start the servers, with every migration applied, and write the small company."""
    await asyncio.to_thread(found.servers.start, Progress())
    given = Settings.from_environment({"LOCKSTEP_HOME": str(found.home), "LOCKSTEP_DEMO": "1"})
    reached = found.servers.environment
    settings = replace(
        given,
        database_url=reached["DATABASE_URL"],
        database_owner_url=reached["DATABASE_OWNER_URL"],
    )
    await release(settings, Progress())
    use_database(settings.database_url, application="lockstep test")
    async with open_pool(1, 2):
        found.company = await build_small_company()
    engine.config.clear()


@dataclass
class RoughClient(OfflineClient):
    """A client whose network loses a third of the answers and is away for some time now and then."""

    dice: random.Random = field(default_factory=random.Random)
    is_cut_off: bool = False

    QUANTITIES: ClassVar[tuple[str, ...]] = ("10", "20", "30", "45", "-500")

    async def _asked(self, path: str, body: dict[str, Any]) -> httpx.Response:
        if self.is_cut_off:
            await asyncio.sleep(0.02)
            raise LostError
        try:
            answer = await super()._asked(path, body)
        except httpx.TransportError as error:
            raise LostError from error
        if self.dice.random() < LOST_SHARE:
            raise LostError
        if answer.status_code in {429, 503}:
            assert int(answer.headers["retry-after"]) >= 1
            raise LostError
        return answer

    async def sign_in(self) -> None:
        answer = await self.phone.sign_in(self.name)
        if answer.status_code in {429, 503}:
            raise LostError
        if answer.status_code != 200:
            raise BehaviourError(f"signing in was answered with {answer.status_code}")

    async def live(self, company: SmallCompany, group: list[str]) -> None:
        """Ask, amend, send and pull, for ever; `group` are rows that change together."""
        while True:
            with contextlib.suppress(LostError):
                await self.one_thing(company, group)
            await asyncio.sleep(self.dice.random() * 0.05)

    async def one_thing(self, company: SmallCompany, group: list[str]) -> None:
        chance = self.dice.random()
        if chance < 0.4 and len(self.queued) < 40:
            made = [each for each in self.entries.values() if each.op["kind"].startswith("request")]
            args = change_args(
                company,
                demand_line_id=None,
                due_on="2099-12-20",
                quantity_delta=self.dice.choice(self.QUANTITIES),
            )
            if made and self.dice.random() < 0.5:
                row_id = self.dice.choice(made[-3:]).op["id"]
                self.save("amend_demand_change", args, "demand_change", row_id)
            else:
                self.save("request_demand_change", args, "demand_change")
        elif chance < 0.7:
            await self.push()
        else:
            await self.pull(self.dice.choice((2, 64)))
            self.see_whole(group)

    def see_whole(self, group: list[str]) -> None:
        """Rows that one transaction wrote are seen together, or not at all."""
        seen = {
            row["order_reference"]
            for row_id in group
            if (row := self.row("demand_line", row_id)) is not None
        }
        if len(seen) > 1 and any(each.startswith("batch") for each in seen):
            raise BehaviourError(f"half a transaction is seen: {sorted(seen)}")


@dataclass
class Life:
    """Clients at work, somebody who writes several rows at once, and what is broken meanwhile."""

    machines: Machines
    seed: int
    longest_pause: float
    clients: list[RoughClient] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    async def go_through(self) -> None:
        dice = random.Random(self.seed)
        await self.machines.until_ready()
        async with self._people(dice):
            work = [asyncio.create_task(self._batches())]
            lives = {
                number: asyncio.create_task(self._living(client))
                for number, client in enumerate(self.clients)
            }
            breaks = ["web", "postgres", "redis", "pause", "partition", "client"]
            dice.shuffle(breaks)
            for what in breaks:
                await asyncio.sleep(0.5 + dice.random())
                await self._break(what, dice, lives)
                await self.machines.until_ready()
                for task in (*lives.values(), *work):
                    if task.done():
                        task.result()
            await asyncio.sleep(0.5)
            for task in (*lives.values(), *work):
                task.cancel()
            ended = await asyncio.gather(*lives.values(), *work, return_exceptions=True)
            for each in ended:
                if isinstance(each, Exception):
                    raise each
            await self._come_to_rest()

    async def _living(self, client: RoughClient) -> None:
        await client.live(self.machines.company, self.group)

    async def _break(
        self, what: str, dice: random.Random, lives: dict[int, "asyncio.Task[None]"]
    ) -> None:
        print(f"breaks: {what}")
        seconds = dice.random() * self.longest_pause
        if what == "web":
            await self.machines.kill_web()
        elif what == "postgres":
            await self.machines.crash_postgres()
        elif what == "redis":
            await self.machines.kill_redis()
        elif what == "pause":
            await self.machines.pause_web(seconds)
        elif what == "partition":
            client = dice.choice(self.clients)
            client.is_cut_off = True
            await asyncio.sleep(seconds)
            client.is_cut_off = False
        else:
            number = dice.randrange(len(self.clients))
            lives[number].cancel()
            await asyncio.gather(lives[number], return_exceptions=True)
            lives[number] = asyncio.create_task(self._living(self.clients[number]))

    async def _batches(self) -> None:
        """Write the group's rows again and again, all in one transaction."""
        number = 0
        while True:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                connection = await asyncpg.connect(**connection_arguments(self.machines.owner_url))
                try:
                    while True:
                        number += 1
                        async with connection.transaction():
                            for row_id in self.group:
                                await connection.execute(
                                    "UPDATE demand_line SET order_reference = $2 WHERE id = $1",
                                    UUID(row_id),
                                    f"batch {number}",
                                )
                        await asyncio.sleep(0.02)
                finally:
                    await connection.close(timeout=2)
            await asyncio.sleep(0.1)

    @asynccontextmanager
    async def _people(self, dice: random.Random) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as opened:
            use_database(
                self.machines.servers.environment["DATABASE_URL"], application="lockstep test"
            )
            async with open_pool(1, 2):
                company = self.machines.company
                self.group = await add_lines(company, company.north, GROUP)
            engine.config.clear()
            for name in ("marta", "marta", "anna"):
                http = await opened.enter_async_context(
                    httpx.AsyncClient(base_url=self.machines.url, timeout=60)
                )
                client = RoughClient(name, Phone(http), dice=random.Random(dice.random()))
                await client.sign_in()
                self.clients.append(client)
            yield

    async def _come_to_rest(self) -> None:
        """Convergence: what every client holds is what the tables hold, and every op has its receipt."""
        connection = await asyncpg.connect(**connection_arguments(self.machines.owner_url))
        try:
            for client in self.clients:
                client.dice = _Kind()
                truth = await self._quiet_truth(client, connection)
                assert client.queued == []
                assert client.pending == []
                held = {entity: client.phone.rows.get(entity, {}) for entity in truth}
                assert held == truth
                kept = await connection.fetch(
                    "SELECT op_id::text, status FROM sync_op WHERE client_id = $1",
                    client.phone.client_id,
                )
                assert {row["op_id"]: row["status"] for row in kept} == {
                    op_id: entry.status for op_id, entry in client.entries.items()
                }
            row = await connection.fetchrow(EFFECTS_SQL, COMMANDS)
            assert (row["effects"], row["unanswered"]) == (row["receipts"], 0)
            for row in await connection.fetch(ORDER_SQL):
                assert row["vers"] == sorted(row["vers"])
        finally:
            await connection.close()

    async def _quiet_truth(self, client: RoughClient, connection: Any) -> dict[str, dict[str, Any]]:
        """Two rounds of a client in which nobody else wrote, and what the tables held meanwhile.

        A request whose client has gone may still be answered, and what it writes is nobody's fault.
        """
        person = getattr(self.machines.company, client.name)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        while True:
            await _good_round(client)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                is_quiet = await connection.fetchval(QUIET_SQL)
                before = await truth_of(connection, person)
            await _good_round(client)
            truth = await truth_of(connection, person)
            if is_quiet and before == truth:
                return truth
            assert loop.time() < deadline, "somebody writes without end"


async def _good_round(client: RoughClient) -> None:
    """A connection that a killed process has left behind is noticed by its first use."""
    while True:
        with contextlib.suppress(LostError):
            return await client.round()


class _Kind(random.Random):
    """Loses nothing any more."""

    def random(self) -> float:
        return 1.0
