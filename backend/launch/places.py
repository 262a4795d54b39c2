"""Where the embedded servers live and as whom they run.

PostgreSQL refuses to run as root. Started by root, the servers run as `nobody` and need folders which that
account can enter; no parent folder's permissions are ever changed for it.
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

NOBODY = 65534
# A socket's whole path has to fit into 107 bytes; this much is left for the folder.
LONGEST_SOCKET_FOLDER = 107 - len("/postgres/.s.PGSQL.5432")
# In a database's address a comma parts several hosts, and a quote ends a server's setting.
PLAIN_PATH = re.compile(r"[\w/. +@=~-]+")
CLOSED = 0o700
# Others may pass through to what belongs to them, and see nothing on the way.
PASSABLE = 0o711


class ServersCannotStartError(RuntimeError):
    """An embedded server cannot be brought up; the text says why and what to do."""


class _Account(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Places:
    """Folders of one installation, and the account of its servers."""

    home: Path
    servers: Path
    sockets: Path
    is_root: bool

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def run(self) -> Path:
        return self.home / "run"

    @property
    def account(self) -> _Account:
        """What `subprocess` is told, so that a server runs without the rights of root."""
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if self.is_root else {}

    def give(self, folder: Path) -> Path:
        """Make `folder`, closed, and hand it to the servers' account."""
        folder.mkdir(mode=CLOSED, parents=True, exist_ok=True)
        folder.chmod(CLOSED)
        if self.is_root:
            os.chown(folder, NOBODY, NOBODY)
        return folder


def places_for(home: Path) -> Places:
    """Make the folders of `home`, and stand-ins where its path is closed to the servers or too long."""
    is_root = os.geteuid() == 0
    if is_root and not _has_account(NOBODY):
        raise ServersCannotStartError(
            f"This machine has no account {NOBODY} (nobody) to run PostgreSQL as. "
            "Start Lockstep as an ordinary person, or set DATABASE_URL."
        )
    if not _has_account(os.geteuid()):
        raise ServersCannotStartError(
            f"The account {os.geteuid()} has no name on this machine, and PostgreSQL knows people by name. "
            "Start Lockstep as a person with an account, or set DATABASE_URL."
        )
    mode = PASSABLE if is_root else CLOSED
    for folder in (home, home / "run"):
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        folder.chmod(mode)
    (home / "logs").mkdir(mode=CLOSED, exist_ok=True)
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    is_open = not is_root or can_enter(home)
    servers = home if is_open else _own_folder(Path("/var/lib/lockstep"), digest)
    sockets = home / "run"
    is_plain = PLAIN_PATH.fullmatch(str(sockets)) is not None
    if not is_open or not is_plain or len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER:
        sockets = _short_folder(digest, is_root=is_root)
    return Places(home=home, servers=servers, sockets=sockets, is_root=is_root)


def can_enter(folder: Path) -> bool:
    """Whether an account without any rights of its own can pass through to `folder`."""
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


def _has_account(number: int) -> bool:
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True


def _own_folder(parent: Path, name: str) -> Path:
    parent.mkdir(mode=PASSABLE, parents=True, exist_ok=True)
    return _only_ours(parent / name, PASSABLE)


def _short_folder(digest: str, *, is_root: bool) -> Path:
    if is_root:
        parent = next(each for each in (Path("/run"), Path("/tmp")) if each.is_dir())  # noqa: S108 - made closed, and refused when it is not ours
        return _only_ours(parent / f"lockstep-{digest}", PASSABLE)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir() and len(runtime) < LONGEST_SOCKET_FOLDER - 30:
        return _only_ours(Path(runtime) / f"lockstep-{digest}", CLOSED)
    return _only_ours(Path("/tmp") / f"lockstep-{os.geteuid()}-{digest}", CLOSED)  # noqa: S108 - as above


def _only_ours(folder: Path, mode: int) -> Path:
    """Make `folder` in a place that others can write to as well; never follow what they put there."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise ServersCannotStartError(
                f"{folder} belongs to somebody else. Have it removed, or set LOCKSTEP_HOME to another folder."
            ) from None
    folder.chmod(mode)
    return folder


def remove_all(home: Path) -> None:
    """Remove a data folder and its stand-ins elsewhere."""
    places = places_for(home)
    for folder in {home, places.servers, places.sockets}:
        shutil.rmtree(folder, ignore_errors=True)
    if home.exists():
        shutil.rmtree(home)
