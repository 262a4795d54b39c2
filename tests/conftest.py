"""What every test may ask for: a PostgreSQL and a Redis of the session's own, and a fresh database a test.

The servers are the embedded ones of `make run`. All migrations run once, into a template; a test's
database is a file copy of it, which costs some 40 ms.
"""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import hypothesis
import pytest

from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.kit.hints import Hints
from backend.kit.limits import APPLICATION_TIMEOUTS
from backend.launch.places import places_for
from backend.launch.postgres import MAINTENANCE, OWNER
from backend.launch.progress import Progress
from backend.launch.release import release
from backend.launch.servers import Servers
from backend.settings import Settings
from backend.worker import OutboxWorker
from tests.builders import NOW, SmallCompany, build_small_company

TEMPLATE = "lockstep"
# What a busy machine needs is no fault of what it works on: no rule has to keep a time, no statement of a test is
# given up for its length. Like all that is planned at random, a rule meets the same cases in each run; see
# `tests/random_companies.py`.
hypothesis.settings.register_profile(
    "lockstep",
    deadline=None,
    print_blob=True,
    derandomize="LOCKSTEP_EXAMPLES" not in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("lockstep")
PATIENT = {"statement_timeout": "120s", "idle_in_transaction_session_timeout": "120s"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright's plain form keeps a loop in this thread to the session's end.

    Each may try a second time, and the run names who needed it: a crowded machine starves Chromium now and
    then, while a defect fails twice.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and Redis for this session only; what they hold is not worth a flush to disk."""
    with tempfile.TemporaryDirectory(prefix="lockstep-tests-") as folder:
        # The servers' own account has to pass through when root runs the tests.
        Path(folder).chmod(0o711 if os.geteuid() == 0 else 0o700)
        found = Servers(
            places_for(Path(folder)), with_postgres=True, with_redis=True, is_throwaway=True
        )
        # Somebody who ends the run (a time limit, say) ends the servers with it.
        signal.signal(signal.SIGTERM, lambda *_: pytest.exit("ended from outside", 143))
        try:
            found.start(Progress())
            yield found
        finally:
            found.stop()


@pytest.fixture(scope="session")
def template_database(servers: Servers) -> str:
    """The name of a database with every migration applied; nobody writes to it."""
    assert servers.postgres is not None
    asyncio.run(release(settings_for(servers), Progress()))
    return TEMPLATE


def settings_for(servers: Servers, database: str = TEMPLATE, **changes: Any) -> Settings:
    assert servers.postgres is not None
    given = Settings.from_environment(
        {"LOCKSTEP_HOME": str(servers.places.home), "LOCKSTEP_DEMO": "1"}
    )
    return replace(
        given,
        database_url=servers.postgres.url_for("lockstep_app", database),
        database_owner_url=servers.postgres.url_for(OWNER, database),
        redis_url=servers.redis.url if servers.redis else "",
        **changes,
    )


@pytest.fixture
async def settings(servers: Servers, template_database: str) -> AsyncIterator[Settings]:
    """Settings that name a database of this test's own, migrated and empty."""
    name = f"test_{uuid4().hex}"
    await _as_owner(
        servers, f"CREATE DATABASE {name} TEMPLATE {template_database} STRATEGY file_copy"
    )
    await _as_owner(servers, f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO lockstep_app")
    try:
        yield settings_for(servers, name)
    finally:
        # Without FORCE the server waits for sessions that are just ending; with it, it would try to end
        # them, which the owner may not do to the application's.
        await _as_owner(servers, f"DROP DATABASE {name}")


@pytest.fixture
async def database(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    """The same, with the process's engine pointed at it and its pool open, as the application's role."""
    for name, patience in PATIENT.items():
        monkeypatch.setitem(APPLICATION_TIMEOUTS, name, patience)
    use_database(settings.database_url, application="lockstep test")
    async with open_pool(smallest=1, largest=8):
        yield settings
    engine.config = {}


@pytest.fixture
async def owner_connection(
    settings: Settings,
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A plain connection as the role that owns the tables, for what the application may not do."""
    connection = await asyncpg.connect(
        **connection_arguments(settings.database_owner_url, is_owner=True)
    )
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
def redis_url(servers: Servers) -> str:
    assert servers.redis is not None
    return servers.redis.url


async def _as_owner(servers: Servers, statement: str) -> None:
    assert servers.postgres is not None
    # A database cannot be copied or dropped by somebody who is inside it.
    url = servers.postgres.url_for(OWNER, MAINTENANCE)
    connection = await asyncpg.connect(**connection_arguments(url, is_owner=True))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture
async def small_company(database: Settings) -> SmallCompany:
    """The small company of tests/builders.py in this test's database."""
    return await build_small_company()


@pytest.fixture
def clock() -> FrozenClock:
    """Tuesday 24 November 2026, ten in the morning in Riga, until a test moves it."""
    return FrozenClock(NOW)


@pytest.fixture
async def dispatcher(database: Settings, clock: FrozenClock) -> AsyncIterator[Dispatcher]:
    """Carries out commands of the whole company at the frozen time."""
    hints = Hints(None)
    await hints.start()
    yield Dispatcher(FLOW, clock, hints)
    await hints.stop()


@pytest.fixture
def worker(dispatcher: Dispatcher) -> OutboxWorker:
    """Works the outbox off when a test calls `drain(worker)`."""
    return OutboxWorker(dispatcher)
