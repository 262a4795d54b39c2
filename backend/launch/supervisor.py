"""Starts everything on one machine, keeps it running and ends it in order; what `make run` is.

Progress goes to standard error; standard output carries only the address and the demo's sign-ins.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.launch.leftovers import children_file, end_leftovers, the_only_one
from backend.launch.places import ServersCannotStartError
from backend.launch.progress import Progress
from backend.launch.servers import Servers
from backend.settings import PROJECT, Settings

READY_WITHIN_SECONDS = 300.0
STOP_WITHIN_SECONDS = 9.0
LOOK_EVERY_SECONDS = 0.25
LARGEST_LOG_BYTES = 20_000_000
LONGEST_DELAY_SECONDS = 30.0
CALM_AFTER_SECONDS = 60.0
LINES_SHOWN = 15


class CannotRunError(RuntimeError):
    """Lockstep cannot be started; the text says why and what to do."""


@dataclass
class Child:
    """One of our processes, restarted with growing delays while it keeps ending."""

    name: str
    log: Path
    process: subprocess.Popen[bytes] | None = None
    begun_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0


class Supervisor:
    """The run of one data folder, from the first server to the last."""

    def __init__(self, settings: Settings, progress: Progress, *, has_demo: bool) -> None:
        self._settings = settings
        self._progress = progress
        self._has_demo = has_demo and settings.is_demo
        self._servers = Servers.for_settings(settings)
        self._stop = threading.Event()
        logs = settings.home / "logs"
        self._children = [Child(name, logs / f"{name}.log") for name in ("web", "worker")]
        self._sign_ins = ""
        self._passing: list[subprocess.Popen[str]] = []

    def run(self) -> int:
        """Start everything, print where it is, and return once it has been ended again."""
        begun = time.monotonic()
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, lambda *_: self._stop.set())
        with ExitStack() as ends:
            ends.enter_context(the_only_one(self._settings, address=address_of(self._settings)))
            end_leftovers(self._settings.home, self._progress)
            _check_port(self._settings)
            ends.callback(self._end)
            self._servers.start(self._progress)
            self._finish("release", self._begin("release"))
            demo = self._begin_demo()
            self._start_children("web")
            if self._wait_until_ready():
                # After the web process, which people wait for; what happens meanwhile waits in the outbox.
                self._start_children("worker")
                if demo is not None:
                    self._sign_ins = self._finish("demo", demo)
                self._announce(time.monotonic() - begun)
                self._watch()
        return 0

    def _begin(self, name: str) -> subprocess.Popen[str]:
        """Start one of our own commands that comes to an end by itself; what it says is shown."""
        process = subprocess.Popen(
            self._command(name), env=self._environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        self._passing.append(process)
        return process

    def _finish(self, name: str, process: subprocess.Popen[str]) -> str:
        """Wait for its end and return its standard output."""
        said = ""
        while process.returncode is None:
            try:
                said, _ = process.communicate(timeout=LOOK_EVERY_SECONDS)
            except subprocess.TimeoutExpired:
                if self._stop.is_set():
                    process.terminate()
        if process.returncode != 0 and not self._stop.is_set():
            raise CannotRunError(f"`lockstep {name}` failed; the lines above say why.")
        return said

    def _begin_demo(self) -> subprocess.Popen[str] | None:
        """Fill an empty company, leave any other alone, and print the sign-ins that there are.

        The first time everything else waits, so that nobody looks at half a company; later the
        command has nothing to load, and runs beside the start of the web process.
        """
        if not self._has_demo or self._stop.is_set():
            return None
        process = self._begin("demo")
        filled = self._settings.home / "run" / "demo-was-offered"
        if not filled.exists():
            self._sign_ins = self._finish("demo", process)
            filled.touch()
            return None
        return process

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "backend.cli", name]

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **self._servers.environment,
            "LOCKSTEP_HOME": str(self._settings.home),
            "LOCKSTEP_DEMO": "1" if self._settings.is_demo else "0",
        }

    def _start_children(self, name: str) -> None:
        if not self._stop.is_set():
            for child in self._children:
                if child.name == name:
                    self._start(child)

    def _start(self, child: Child) -> None:
        with child.log.open("ab") as log:
            child.process = subprocess.Popen(
                self._command(child.name), env=self._environment, cwd=PROJECT,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        child.begun_at = time.monotonic()
        # Noted, so that the next run can end them should this one be killed.
        running = {
            each.name: {"pid": each.process.pid, "command": f"{sys.executable} -m backend."}
            for each in self._children
            if each.process is not None and each.process.poll() is None
        }
        note = children_file(self._settings.home)
        unfinished = note.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(running), encoding="utf-8")
        unfinished.replace(note)

    def _wait_until_ready(self) -> bool:
        """Whether the web process said that it is ready before somebody ended the run."""
        web = self._children[0]
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        with self._progress.step("Starting the web process"):
            while not self._stop.wait(0.05):
                if web.process is None or web.process.poll() is not None:
                    raise CannotRunError(f"The web process ended at once:\n{last_lines(web.log)}")
                if is_ready(self._settings):
                    return True
                if time.monotonic() > deadline:
                    raise CannotRunError(f"The web process is not ready:\n{last_lines(web.log)}")
        return False

    def _announce(self, seconds: float) -> None:
        self._progress.say(
            f"Ready after {seconds:.1f} s. Ctrl-C ends it; logs are in {self._settings.home / 'logs'}."
        )
        print(address_of(self._settings))
        if self._sign_ins:
            print(self._sign_ins, end="")
        sys.stdout.flush()

    def _watch(self) -> None:
        looked_at_logs = time.monotonic()
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            now = time.monotonic()
            self._revive_servers()
            for child in self._children:
                self._revive(child, now)
            if now - looked_at_logs > CALM_AFTER_SECONDS:
                looked_at_logs = now
                for log in (self._settings.home / "logs").glob("*.log"):
                    _shorten(log)

    def _revive(self, child: Child, now: float) -> None:
        if child.process is not None and child.process.poll() is not None:
            child.failures = 1 if now - child.begun_at > CALM_AFTER_SECONDS else child.failures + 1
            delay = min(0.5 * 2 ** (child.failures - 1), LONGEST_DELAY_SECONDS)
            self._progress.say(
                f"{child.name} ended with status {child.process.returncode}; again in {delay:g} s. "
                f"Its log ends with:\n{last_lines(child.log)}"
            )
            child.process = None
            child.start_at = now + delay
        if child.process is None and now >= child.start_at:
            self._start(child)

    def _revive_servers(self) -> None:
        for server in (self._servers.postgres, self._servers.redis):
            if server is None or server.process is None or server.process.poll() is None:
                continue
            self._progress.say(
                f"{type(server).__name__} ended with status {server.process.returncode}; starting it again."
            )
            try:
                server.start(self._progress)
            except ServersCannotStartError as error:
                if server is self._servers.postgres:
                    raise
                self._progress.say(f"Going on without Redis: {error}")
                self._servers.redis = None

    def _end(self) -> None:
        """Web and worker first, since they still write; then the servers."""
        ours: list[subprocess.Popen[Any]] = [
            *self._passing,
            *(each.process for each in self._children if each.process),
        ]
        running = [each for each in ours if each.poll() is None]
        with self._progress.step("Ending"):
            for process in running:
                process.terminate()
            deadline = time.monotonic() + STOP_WITHIN_SECONDS
            for process in running:
                try:
                    process.wait(max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            children_file(self._settings.home).unlink(missing_ok=True)
            self._servers.stop()


def address_of(settings: Settings) -> str:
    """What to type into a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104 - where to look, not where to listen
    return f"http://{f'[{host}]' if host.count(':') > 1 and not host.startswith('[') else host}:{settings.port}"


def is_ready(settings: Settings) -> bool:
    host = address_of(settings).removeprefix("http://").rsplit(":", 1)[0].strip("[]")
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def last_lines(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8_000))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line[:400]}" for line in lines[-LINES_SHOWN:])


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotRunError(
                f"Cannot listen on {settings.host}, port {settings.port} ({error.strerror}). "
                "Choose another: `make run PORT=8001`, or `make stop` if it is Lockstep itself."
            ) from error


def _shorten(log: Path) -> None:
    """Keep one older generation; the writer goes on appending to the emptied file."""
    if log.stat().st_size > LARGEST_LOG_BYTES:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
