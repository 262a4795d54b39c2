"""`lockstep run` as a person meets it: started, looked at, hurt, ended."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backend.launch.leftovers import is_held
from backend.launch.places import remove_all
from backend.launch.postgres import command_of

pytestmark = pytest.mark.machine

PROJECT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 300.0
# What the manual promises for Ctrl-C and SIGTERM.
ENDED_WITHIN_SECONDS = 20.0


class Run:
    """One `lockstep run` in a data folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.said = home / "said.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **variables: str) -> subprocess.Popen[bytes]:
        self.said.unlink(missing_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "run"], cwd=PROJECT, stdout=subprocess.PIPE, stderr=said,
                env={**kept, "LOCKSTEP_HOME": str(self.home), "PORT": str(self.port), "LOCKSTEP_DEMO": "0", **variables},
                start_new_session=True,
            )  # fmt: skip
        return self.process

    def until(self, happened: Callable[[], object], *, within: float = PATIENCE_SECONDS) -> None:
        deadline = time.monotonic() + within
        while not happened():
            assert time.monotonic() < deadline, self.said.read_text()
            assert self.process is None or self.process.poll() is None, self.said.read_text()
            time.sleep(0.05)

    def is_up(self) -> bool:
        return "Ready after" in self.said.read_text()

    def is_ready(self) -> bool:
        return self.status("/health/ready") == 200

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def children(self) -> dict[str, int]:
        noted: dict[str, Any] = json.loads((self.home / "run" / "children.json").read_text())
        return {name: child["pid"] for name, child in noted.items()}

    def has_another(self, name: str, than: int) -> bool:
        return self.children().get(name, than) != than

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def lockstep() -> Iterator[Run]:
    home = Path(tempfile.mkdtemp(prefix="lockstep-run-"))
    home.chmod(0o711)
    run = Run(home)
    try:
        yield run
    finally:
        run.end()
        subprocess.run(
            [sys.executable, "-m", "backend.cli", "stop"], cwd=PROJECT, check=True, capture_output=True,
            env={**os.environ, "LOCKSTEP_HOME": str(home)},
        )  # fmt: skip
        remove_all(home)


def test_it_comes_up_says_where_and_ends_without_a_trace(lockstep: Run) -> None:
    process = lockstep.start()
    lockstep.until(lockstep.is_up)
    children = lockstep.children()
    assert set(children) == {"web", "worker"}
    lockstep.until(lambda: (lockstep.home / "logs" / "worker.log").read_text() != "")
    line = json.loads((lockstep.home / "logs" / "worker.log").read_text().splitlines()[0])
    assert (line["process"], line["message"]) == ("worker", "worker started")
    assert is_held(lockstep.home)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert process.stdout.read().decode().splitlines() == [f"http://127.0.0.1:{lockstep.port}"]
    assert process.wait(ENDED_WITHIN_SECONDS) == 0
    assert time.monotonic() - begun < ENDED_WITHIN_SECONDS
    assert [command_of(pid) for pid in children.values()] == ["", ""]
    assert not is_held(lockstep.home)
    assert not (lockstep.home / "run" / "servers.json").exists()
    assert not (lockstep.home / "postgres" / "data" / "postmaster.pid").exists()


def test_a_second_one_is_refused_and_the_first_one_goes_on(lockstep: Run) -> None:
    lockstep.start()
    lockstep.until(lockstep.is_up)
    second = subprocess.run(
        [sys.executable, "-m", "backend.cli", "run"], cwd=PROJECT, capture_output=True, text=True, check=False,
        env={**os.environ, "LOCKSTEP_HOME": str(lockstep.home), "PORT": str(free_port())},
    )  # fmt: skip
    assert second.returncode == 1
    assert f"Lockstep already runs at http://127.0.0.1:{lockstep.port}" in second.stderr
    assert lockstep.is_ready()


def test_a_taken_port_is_said_before_anything_is_started(lockstep: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", lockstep.port))
        taken.listen()
        process = lockstep.start()
        assert process.wait(PATIENCE_SECONDS) == 1
    assert f"Cannot listen on 127.0.0.1, port {lockstep.port}" in lockstep.said.read_text()
    assert not (lockstep.home / "postgres" / "data").exists()


def test_what_dies_is_started_again_and_said(lockstep: Run) -> None:
    lockstep.start()
    lockstep.until(lockstep.is_up)
    for name in ("web", "worker"):
        before = lockstep.children()[name]
        os.kill(before, signal.SIGKILL)
        lockstep.until(partial(lockstep.has_another, name, before))
        assert f"{name} ended with status -9" in lockstep.said.read_text()
    lockstep.until(lockstep.is_ready)
    postmaster = lockstep.home / "postgres" / "data" / "postmaster.pid"
    before = int(postmaster.read_text().split()[0])
    os.kill(before, signal.SIGKILL)
    lockstep.until(lambda: "EmbeddedPostgres ended" in lockstep.said.read_text())
    lockstep.until(lockstep.is_ready)


def test_losing_redis_makes_nothing_wrong(lockstep: Run) -> None:
    lockstep.start()
    lockstep.until(lockstep.is_up)
    os.kill(int((lockstep.home / "run" / "redis.pid").read_text()), signal.SIGKILL)
    assert lockstep.is_ready()
    lockstep.until(lambda: "EmbeddedRedis ended" in lockstep.said.read_text())
    assert lockstep.is_ready()


def test_after_a_kill_the_next_start_cleans_up_and_runs(lockstep: Run) -> None:
    process = lockstep.start()
    lockstep.until(lockstep.is_up)
    left = lockstep.children()
    process.kill()
    process.wait()
    assert all(command_of(pid) for pid in left.values())
    lockstep.start()
    lockstep.until(lockstep.is_up)
    assert "Ending what an earlier run left behind: web, worker" in lockstep.said.read_text()
    assert [command_of(pid) for pid in left.values()] == ["", ""]
    assert process.stdout is not None
    process.stdout.close()


def test_it_works_without_redis(lockstep: Run) -> None:
    # An address where nothing answers.
    lockstep.start(REDIS_URL=f"unix://{lockstep.home}/nobody.sock")
    lockstep.until(lockstep.is_ready)


def test_root_serves_other_machines_only_when_told(lockstep: Run) -> None:
    if os.geteuid() != 0:
        pytest.skip("the rule is for root")
    process = lockstep.start(HOST="0.0.0.0")
    assert process.wait(PATIENCE_SECONDS) == 2
    assert "--allow-root" in lockstep.said.read_text()
