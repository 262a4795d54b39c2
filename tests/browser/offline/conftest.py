"""A company of its own for what happens to phones: the demo company and the web process, no worker.

Nothing is worked out there, so hundreds of changes neither cost time nor reach other tests' lists.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from backend.kit.engine import connection_arguments
from backend.launch.places import places_for, remove_all
from backend.launch.progress import Progress
from backend.launch.servers import Servers
from tests.browser.conftest import PROJECT, SIGN_IN
from tests.browser.offline.line import LOOPBACK, Line

START_SECONDS = 300.0
LOOK_EVERY_SECONDS = 0.1


@dataclass(frozen=True)
class Shop:
    """Where phones reach it, who signs in, and its database for what only the server knows."""

    line: Line
    straight: str
    people: dict[str, tuple[str, str]]
    database_url: str
    database_owner_url: str

    @property
    def address(self) -> str:
        return self.line.address

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Ask the database itself."""
        return self._asked(self.database_url, query, *values)

    def rows_as_owner(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Ask or change what the application itself may not."""
        return self._asked(self.database_owner_url, query, *values)

    def _asked(self, url: str, query: str, *values: Any) -> list[dict[str, Any]]:
        async def ask() -> list[dict[str, Any]]:
            connection = await asyncpg.connect(**connection_arguments(url))
            try:
                return [dict(row) for row in await connection.fetch(query, *values)]
            finally:
                await connection.close()

        # Playwright's plain form keeps a loop in the test's own thread.
        with ThreadPoolExecutor(1) as beside:
            return beside.submit(asyncio.run, ask()).result()

    @contextmanager
    def signed_in(self, role: str) -> Iterator[httpx.Client]:
        """Somebody at another device, without a browser; the token is in the client's headers."""
        email, password = self.people[role]
        with httpx.Client(base_url=self.straight, timeout=60) as client:
            answer = client.post("/api/v1/session", json={"email": email, "password": password})
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
            yield client


@pytest.fixture(scope="package")
def shop() -> Iterator[Shop]:
    """One for all tests of this folder; each signs in on devices of its own."""

    home = Path(tempfile.mkdtemp(prefix="lockstep-shop-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    servers = Servers(places_for(home), with_postgres=True, with_redis=True, is_throwaway=True)
    line = Line()
    line.port_behind = _free_port()
    straight = f"http://{LOOPBACK}:{line.port_behind}"
    web = None
    try:
        servers.start(Progress())
        environment = {
            **os.environ,
            **servers.environment,
            "LOCKSTEP_HOME": str(home),
            "LOCKSTEP_DEMO": "1",
            "LOCKSTEP_ORIGINS": f"{line.address},{straight}",
            "PORT": str(line.port_behind),
        }
        _lockstep("release", environment)
        said = [SIGN_IN.match(each) for each in _lockstep("demo", environment).splitlines()]
        people = {found[1]: (found[2], found[3]) for found in said if found}
        with (home / "web.log").open("wb") as log:
            web = subprocess.Popen(
                _words("web"), cwd=PROJECT, env=environment, stdout=log, stderr=log
            )
        _wait_until_ready(straight, home / "web.log")
        yield Shop(
            line,
            straight,
            people,
            environment["DATABASE_URL"],
            environment["DATABASE_OWNER_URL"],
        )
    finally:
        if web is not None:
            # Nobody is left whom an orderly end would spare anything.
            web.kill()
            web.wait(timeout=120)
        line.close()
        servers.stop()
        remove_all(home)


@pytest.fixture(autouse=True)
def mended_line(shop: Shop) -> Iterator[None]:
    """No test inherits another's faults."""
    yield
    shop.line.mend()


def _words(command: str) -> list[str]:
    return [sys.executable, "-m", "backend.cli", command]


def _lockstep(command: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        _words(command), cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        port: int = found.getsockname()[1]
    return port


def _wait_until_ready(address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(LOOK_EVERY_SECONDS)
    pytest.fail(f"lockstep web did not come up: {log.read_text()}")
