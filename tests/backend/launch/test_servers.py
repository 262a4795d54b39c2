"""The embedded servers survive what happens to machines, and let nobody else in."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import redis

from backend.launch.places import (
    LONGEST_SOCKET_FOLDER,
    ServersCannotStartError,
    can_enter,
    places_for,
    remove_all,
)
from backend.launch.postgres import EmbeddedPostgres, command_of
from backend.launch.progress import Progress
from backend.launch.redis import EmbeddedRedis
from backend.launch.servers import Servers

is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lockstep-home-"))
    folder.chmod(0o711)
    yield folder
    remove_all(folder)


async def answer(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_a_cluster_is_found_again(home: Path) -> None:
    for expected in ("first", "again"):
        server = EmbeddedPostgres(places_for(home), is_throwaway=True)
        server.start(Progress())
        try:
            if expected == "first":
                await answer(server.owner_url, "CREATE TABLE kept AS SELECT 7 AS number")
            assert await answer(server.owner_url, "SELECT number FROM kept") == 7
        finally:
            server.stop()


async def test_a_killed_server_comes_back_with_what_was_committed(home: Path) -> None:
    server = EmbeddedPostgres(places_for(home))
    server.start(Progress())
    await answer(server.owner_url, "CREATE TABLE kept AS SELECT 7 AS number")
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.start(Progress())
    try:
        assert await answer(server.owner_url, "SELECT number FROM kept") == 7
    finally:
        server.stop()


async def test_a_server_that_was_left_behind_is_ended_first(home: Path) -> None:
    left = EmbeddedPostgres(places_for(home), is_throwaway=True)
    left.start(Progress())
    assert left.process is not None
    server = EmbeddedPostgres(places_for(home), is_throwaway=True)
    server.start(Progress())
    try:
        assert left.process.wait(5) == 0
        assert await answer(server.owner_url, "SELECT 1") == 1
    finally:
        server.stop()


def test_a_pid_file_that_names_a_stranger_does_not_keep_the_server_down(home: Path) -> None:
    server = EmbeddedPostgres(places_for(home), is_throwaway=True)
    server.start(Progress())
    server.stop()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n0\n5432\n")
        server.start(Progress())
        assert asyncio.run(answer(server.owner_url, "SELECT 1")) == 1
        assert stranger.poll() is None
    finally:
        server.stop()
        stranger.communicate(b"\n")


def test_data_of_another_version_are_refused_with_words(home: Path) -> None:
    server = EmbeddedPostgres(places_for(home), is_throwaway=True)
    server.start(Progress())
    server.stop()
    (server.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(ServersCannotStartError, match="written by PostgreSQL 13"):
        server.start(Progress())


def test_a_cluster_that_was_never_finished_is_made_anew(home: Path) -> None:
    server = EmbeddedPostgres(places_for(home), is_throwaway=True)
    unfinished = server.folder / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    server.start(Progress())
    server.stop()
    assert not unfinished.exists()


def test_all_folders_are_closed_and_nothing_listens_on_the_network(servers: Servers) -> None:
    assert servers.postgres is not None
    assert servers.redis is not None
    for folder in (
        servers.postgres.data,
        servers.postgres.socket_folder,
        servers.redis.socket.parent,
    ):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for server in (servers.postgres, servers.redis):
        assert server.process is not None
        listening = subprocess.run(
            ["ss", "-Htlnp"], capture_output=True, text=True, check=False
        ).stdout
        assert f"pid={server.process.pid}," not in listening


@is_root
def test_another_account_of_the_machine_gets_no_connection(servers: Servers) -> None:
    assert servers.postgres is not None
    assert servers.redis is not None
    program = (
        "import socket, sys\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n"
        "        socket.socket(socket.AF_UNIX).connect(path)\n"
        "    except PermissionError:\n"
        "        continue\n"
        "    sys.exit('connected to ' + path)\n"
    )
    done = subprocess.run(
        ["/usr/bin/env", "python3", "-I", "-c", program, str(servers.postgres.socket_folder / ".s.PGSQL.5432"),
         str(servers.redis.socket)],
        user=12345, group=12345, extra_groups=[], cwd="/", capture_output=True, text=True, check=False,
        env={"PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@is_root
def test_the_servers_do_not_run_as_root(servers: Servers) -> None:
    for server in (servers.postgres, servers.redis):
        assert server is not None
        assert server.process is not None
        owner = subprocess.run(
            ["ps", "-o", "uid=", "-p", str(server.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert owner.stdout.strip() == "65534"


def test_redis_refuses_to_be_looked_at_or_changed(redis_url: str) -> None:
    client = redis.Redis.from_url(redis_url)
    try:
        assert client.set("counter", 1)
        assert client.get("counter") == b"1"
        assert client.eval("return redis.call('incr', KEYS[1])", 1, "counter") == 2
        for words in (
            ("CONFIG", "GET", "*"), ("FLUSHALL",), ("KEYS", "*"), ("DEBUG", "SLEEP", "0"), ("MODULE", "LIST"),
            ("SAVE",), ("SHUTDOWN",), ("REPLICAOF", "127.0.0.1", "1"), ("ACL", "LIST"), ("MONITOR",),
        ):  # fmt: skip
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.execute_command(*words)
    finally:
        client.close()


def test_a_redis_that_was_left_behind_is_ended_first(home: Path) -> None:
    left = EmbeddedRedis(places_for(home))
    left.start(Progress())
    assert left.process is not None
    server = EmbeddedRedis(places_for(home))
    server.start(Progress())
    try:
        assert left.process.wait(5) == 0
    finally:
        server.stop()


def test_a_deep_data_folder_keeps_its_sockets_elsewhere(home: Path) -> None:
    deep = home / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    places = places_for(deep)
    try:
        assert len(str(places.sockets)) <= LONGEST_SOCKET_FOLDER
        server = EmbeddedPostgres(places, is_throwaway=True)
        server.start(Progress())
        server.stop()
    finally:
        remove_all(deep)
    assert not places.sockets.exists()


@pytest.mark.parametrize("name", ["two words", 'comma,quote"', "пусто ü", "100%"])
async def test_a_data_folder_may_be_called_anything(home: Path, name: str) -> None:
    places = places_for(home / name)
    server, cache = EmbeddedPostgres(places, is_throwaway=True), EmbeddedRedis(places)
    try:
        server.start(Progress())
        cache.start(Progress())
        assert await answer(server.url, "SELECT 1") == 1
        with redis.Redis.from_url(cache.url) as client:
            assert client.ping()
    finally:
        cache.stop()
        server.stop()
        remove_all(home / name)


@is_root
def test_a_closed_parent_folder_stays_closed_and_the_database_finds_another_place(
    home: Path,
) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    places = places_for(closed / "data")
    try:
        assert not can_enter(closed / "data")
        assert can_enter(places.servers)
        server = EmbeddedPostgres(places, is_throwaway=True)
        server.start(Progress())
        server.stop()
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        remove_all(closed / "data")
    assert not places.servers.exists()


def test_a_process_that_is_gone_has_no_command() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert command_of(gone.pid) == ""


@is_root
async def test_programs_in_a_closed_environment_are_copied_with_their_libraries(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the environment lay in root's own folder.
    monkeypatch.setattr("backend.launch.postgres.can_enter", lambda _: False)
    monkeypatch.setattr("backend.launch.redis.can_enter", lambda _: False)
    places = places_for(home)
    server, cache = EmbeddedPostgres(places, is_throwaway=True), EmbeddedRedis(places)
    try:
        server.start(Progress())
        cache.start(Progress())
        assert await answer(server.url, "SELECT 1") == 1
        assert server.process is not None
        assert command_of(server.process.pid).startswith(str(places.servers))
        assert (places.servers / "redis-server").exists()
    finally:
        cache.stop()
        server.stop()
