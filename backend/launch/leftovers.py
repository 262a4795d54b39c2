"""One Lockstep a data folder: the lock that says so, and the end of what a killed run left behind."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from backend.launch.places import places_for
from backend.launch.postgres import command_of
from backend.launch.progress import Progress
from backend.settings import Settings

STOP_WITHIN_SECONDS = 9.0
# Everything in order takes up to 19 s: the processes, then Redis, then PostgreSQL.
SUPERVISOR_STOPS_WITHIN_SECONDS = 25.0
LOOK_EVERY_SECONDS = 0.05


class AlreadyRunningError(RuntimeError):
    """Another process works with this data folder."""

    def __init__(self, home: Path, note: Mapping[str, object]) -> None:
        where = f" at {note['address']}" if note.get("address") else ""
        super().__init__(
            f"Lockstep already runs{where} with the data in {home} (process {note.get('pid', 'unknown')}). "
            "`make stop` ends it."
        )


def lock_file(home: Path) -> Path:
    return home / "run" / "lockstep.lock"


@contextmanager
def the_only_one(settings: Settings, *, address: str = "") -> Iterator[None]:
    """Hold this data folder's lock; the system lets go of it when the process ends, however it ends."""
    places_for(settings.home)
    path = lock_file(settings.home)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(settings.home, read_note(path)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def is_held(home: Path) -> bool:
    """Whether a process holds the data folder at this moment."""
    try:
        descriptor = os.open(lock_file(home), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def read_note(path: Path) -> dict[str, object]:
    try:
        found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def stop_running(settings: Settings, progress: Progress) -> bool:
    """End the Lockstep of this data folder and whatever a killed one left; False where nothing ran."""
    pid = read_note(lock_file(settings.home)).get("pid")
    if not is_held(settings.home) or not isinstance(pid, int):
        return end_leftovers(settings.home, progress)
    with progress.step(f"Ending Lockstep (process {pid})"):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + SUPERVISOR_STOPS_WITHIN_SECONDS
        while is_held(settings.home):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                break
            time.sleep(LOOK_EVERY_SECONDS)
    end_leftovers(settings.home, progress)
    return True


def children_file(home: Path) -> Path:
    return home / "run" / "children.json"


def end_leftovers(home: Path, progress: Progress) -> bool:
    """End web and worker processes of a run that was killed; only those that are still ours."""
    noted = read_note(children_file(home))
    found = {
        name: child["pid"]
        for name, child in noted.items()
        if isinstance(child, dict) and command_of(child["pid"]).startswith(child["command"])
    }
    if found:
        with progress.step(f"Ending what an earlier run left behind: {', '.join(found)}"):
            end_all(list(found.values()))
    children_file(home).unlink(missing_ok=True)
    return bool(found)


def end_all(pids: list[int]) -> None:
    """Ask processes to end, and make them after a while."""
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN_SECONDS
    while any(command_of(pid) for pid in pids):
        if time.monotonic() > deadline:
            for pid in pids:
                if command_of(pid):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(LOOK_EVERY_SECONDS)
