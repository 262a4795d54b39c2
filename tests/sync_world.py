"""One application on one database that many examples use one after another, each from the same beginning.

The routes run in this process behind their real guard, on a real PostgreSQL and Redis. Only passwords are
hashed cheaply, and nobody waits long for a lock.
"""

import asyncio
import json
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import UUID, uuid4

import asyncpg
import httpx
import redis.asyncio
from argon2 import PasswordHasher

from backend.app import create_litestar
from backend.assembly import Company, company_of
from backend.connectors.webhook.client import open_webhooks
from backend.identity.handlers import SignInDesk
from backend.identity.queries import Sessions
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.kit.formats import FormatByAccept
from backend.kit.hints import Hints
from backend.kit.request_guard import RequestGuard
from backend.kit.secrets import load_secrets
from backend.launch.postgres import MAINTENANCE, OWNER
from backend.launch.restore import begin_new_history
from backend.launch.servers import Servers
from backend.outbox.relay import drain
from backend.push.sending import open_push
from backend.sync.entities import ENTITIES
from backend.worker import OutboxWorker
from tests.backend.conftest import no_wait
from tests.builders import NOW, SmallCompany, build_small_company
from tests.conftest import settings_for
from tests.phones import ORIGIN, Phone

Answer = TypeVar("Answer")

SHORT_WAIT = "40ms"
# What a company is, as against what happens in it: an example never alters these.
STANDING = frozenset(
    {
        "alternate", "alternate_component", "alternate_step", "bill_of_material_line", "calendar", "calendar_exception", "calendar_shift",
        "catalog_stamp", "company", "customer", "item", "item_site", "lane", "migration", "person",
        "person_role", "planning_change", "routing_step", "scope", "site", "supplier",
        "supplier_item", "sync_epoch", "work_center", "work_center_exception",
    }
)  # fmt: skip
MOVING_SQL = """
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relname = ANY($1::text[])
"""
NOTE_PLANNING_SQL = """
    INSERT INTO planning_change (id) VALUES (pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING
"""
REFERENCES_SQL = """
    SELECT conrelid::regclass::text AS name, confrelid::regclass::text AS refers
    FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
"""


@dataclass
class SyncWorld:
    """`run` does something in the world's loop and waits for it."""

    servers: Servers
    home: Path
    template: str
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(NOW))

    company: SmallCompany = field(init=False)
    process: Company = field(init=False)
    owner: "asyncpg.Connection[asyncpg.Record]" = field(init=False)
    has_backup: bool = False
    _hints: Hints | None = None
    _filled: dict[str, list[str]] = field(default_factory=dict)

    def run(self, wanted: Coroutine[Any, Any, Answer]) -> Answer:
        return self._runner.run(wanted)

    @contextmanager
    def opened(self) -> Iterator["SyncWorld"]:
        with asyncio.Runner() as self._runner:
            self.run(self._open())
            try:
                yield self
            finally:
                self.run(self._close())

    async def begin(self) -> None:
        """The company as it is on the first morning, and nobody signed in."""
        self.clock.instant = NOW
        self.has_backup = False
        await self._fill_from("beginning")

    async def back_up(self) -> None:
        await self._copy_to("kept")
        self.has_backup = True

    async def restore(self) -> None:
        """What the restore command does after the rows are there, and a new web process."""
        await self._fill_from("kept")
        async with self.owner.transaction():
            await begin_new_history(self.owner)
        await self._start_process()

    async def work(self) -> None:
        """Let the worker carry out all that waits, also after a restore."""
        await self.owner.execute("DELETE FROM outbox_pause")
        await drain(self._worker)

    async def flush_redis(self) -> None:
        """Redis loses all that it holds and whoever listens to it; the whole command is not ours to give."""
        async with redis.asyncio.from_url(self._settings.redis_url) as client:
            async for key in client.scan_iter():
                await client.unlink(key)
            await client.client_kill_filter(_type="pubsub")

    def phone(self) -> Phone:
        transport = httpx.ASGITransport(self._answer, client=("127.0.0.1", 40_000))
        return Phone(httpx.AsyncClient(transport=transport, base_url=ORIGIN))

    async def held_elsewhere(self) -> "asyncpg.Connection[asyncpg.Record]":
        """Another connection of the application's, for somebody who is slow."""
        return await asyncpg.connect(**connection_arguments(self._settings.database_owner_url))

    async def truth(self, person_id: UUID) -> dict[str, dict[str, Any]]:
        return await truth_of(self.owner, person_id)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        await self._application(scope, receive, send)

    async def _open(self) -> None:
        name = f"world_{uuid4().hex}"
        assert self.servers.postgres is not None
        maintenance = self.servers.postgres.url_for(OWNER, MAINTENANCE)
        keeper = await asyncpg.connect(**connection_arguments(maintenance, is_owner=True))
        await keeper.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY file_copy")
        await keeper.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO lockstep_app")
        await keeper.close()
        self._settings = settings_for(self.servers, name)
        self._secrets = load_secrets(self.home / "secrets")
        self._opened = AsyncExitStack()
        self._opened.enter_context(
            patch.multiple(
                "backend.kit.passwords",
                _HASHER=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
            )
        )
        self._opened.enter_context(patch("tests.builders._kept_hash", []))
        self._opened.enter_context(
            patch.dict("backend.kit.engine.APPLICATION_TIMEOUTS", lock_timeout=SHORT_WAIT)
        )
        use_database(self._settings.database_url, application="lockstep test")
        self._opened.callback(engine.config.clear)
        await self._opened.enter_async_context(open_pool(2, 4))
        await self._opened.enter_async_context(open_push(self._settings, sends=False))
        await self._opened.enter_async_context(open_webhooks(self._settings, sends=False))
        self.owner = await asyncpg.connect(
            **connection_arguments(self._settings.database_owner_url, is_owner=True)
        )
        self.company = await build_small_company()
        await self._learn_tables()
        await self._copy_to("beginning")
        await self._start_process()

    async def _close(self) -> None:
        if self._hints is not None:
            await self._hints.stop()
        await self.owner.close()
        await self._opened.aclose()

    async def _start_process(self) -> None:
        if self._hints is not None:
            await self._hints.stop()
        self.process = company_of(self._settings, application="test", clock=self.clock)
        self._hints = self.process.hints
        await self._hints.start()
        sessions = Sessions(
            clock=self.clock,
            csrf_key=self._secrets.key_for("csrf"),
            is_secure=False,
            with_demo_people=True,
        )
        desk = SignInDesk(self.process.dispatcher, with_demo_people=True, sleep=no_wait)
        self._application = RequestGuard(
            FormatByAccept(create_litestar(self.process, sessions, self._secrets, desk=desk)),
            origins=[ORIGIN],
            token_of=sessions.token_of,
            csrf_token_for=sessions.csrf_token_for,
        )
        self._worker = OutboxWorker(self.process.dispatcher)

    async def _learn_tables(self) -> None:
        """The tables in which things happen, those that others refer to first."""
        names = {row["name"] for row in await self.owner.fetch(MOVING_SQL, sorted(STANDING))}
        needs: dict[str, set[str]] = {name: set() for name in names}
        for row in await self.owner.fetch(REFERENCES_SQL):
            if row["name"] in names and row["refers"] in names:
                needs[row["name"]].add(row["refers"])
        self._tables: list[str] = []
        while needs:
            ready = sorted(name for name, wanted in needs.items() if not wanted)
            assert ready, "tables refer to each other in a ring"
            self._tables += ready
            needs = {
                name: wanted - set(ready) for name, wanted in needs.items() if name not in ready
            }
        stamped = await self.owner.fetch(
            "SELECT relname::text AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND relname = ANY($1::text[]) GROUP BY relname",
            self._tables,
        )
        self._triggered = [row["name"] for row in stamped]

    async def _copy_to(self, schema: str) -> None:
        """Keep the moving tables' rows."""
        statements = [f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}"]
        self._filled[schema] = []
        for table in self._tables:
            if await self.owner.fetchval(f"SELECT EXISTS (SELECT 1 FROM public.{table})"):
                statements.append(f"CREATE TABLE {schema}.{table} AS TABLE public.{table}")
                self._filled[schema].append(table)
        await self.owner.execute(";".join(statements))

    async def _fill_from(self, schema: str) -> None:
        """Put kept rows back with the versions that they had."""
        async with self.owner.transaction():
            await self.owner.execute(
                ";".join(
                    [
                        f"TRUNCATE {', '.join(self._tables)} RESTART IDENTITY",
                        *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in self._triggered),
                        *(
                            f"INSERT INTO public.{name} OVERRIDING SYSTEM VALUE TABLE {schema}.{name}"
                            for name in self._filled[schema]
                        ),
                        *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in self._triggered),
                        NOTE_PLANNING_SQL,
                    ]
                )
            )


async def truth_of(connection: Any, person_id: UUID) -> dict[str, dict[str, Any]]:
    """Every row that a person may see, as it travels, by entity and id."""
    scopes = await connection.fetch(
        "SELECT scope_id FROM scope_membership WHERE person_id = $1 AND revoked_at IS NULL",
        person_id,
    )
    found = {}
    for entity in ENTITIES:
        rows = await connection.fetch(
            f"SELECT id::text, json_build_object({entity.fields})::text AS row FROM {entity.name} "
            f"WHERE {entity.live} AND scope_id = ANY($1::uuid[])",
            [row["scope_id"] for row in scopes],
        )
        found[entity.name] = {row["id"]: json.loads(row["row"]) for row in rows}
    return found
