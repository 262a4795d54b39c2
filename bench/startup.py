"""Cold and warm start of `make run` from a fresh clone, and the memory of web and worker once they are up."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, at_most, only

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 900.0
WARM_STARTS = 3


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="lockstep-startup-") as folder:
        # As root, the servers' own account has to pass through.
        Path(folder).chmod(0o711)
        clone = Path(folder) / "lockstep"
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
        cold = _Start(clone)
        cold.end()
        figures = [
            only(
                "cold start from a fresh clone, packages fetched, demo company made",
                cold.seconds,
                "s",
            )
        ]
        warm = [_Start(clone)]
        memory = warm[0].memory()
        endings = [warm[0].end()]
        for _ in range(WARM_STARTS - 1):
            warm.append(_Start(clone))
            endings.append(warm[-1].end())
        slowest = max(each.seconds for each in warm)
        figures.append(at_most(f"warm start, the slowest of {WARM_STARTS}", slowest, "s", 10))
        figures.append(at_most("ending", max(endings), "s", 20))
        figures += [
            only(f"memory of {name} after the start", megabytes, "MB")
            for name, megabytes in memory.items()
        ]
    return figures


class _Start:
    """A running `make run`, from the command to the address on its standard output."""

    def __init__(self, clone: Path) -> None:
        self._home = clone / ".lockstep"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        begun = time.monotonic()
        self._process = subprocess.Popen(
            ["make", "run", f"PYTHON={sys.executable}"], cwd=clone, stdout=subprocess.PIPE, text=True,
            env={**kept, "PORT": str(port), "LOCKSTEP_HOME": str(self._home)}, start_new_session=True,
        )  # fmt: skip
        said = self._process.stdout.readline() if self._process.stdout else ""
        self.seconds = time.monotonic() - begun
        if not said.startswith("http"):
            raise RuntimeError(f"make run did not come up: {said!r}")

    def memory(self) -> dict[str, float]:
        """Resident megabytes of each process, 3 s after it was ready."""
        time.sleep(3)
        noted = json.loads((self._home / "run" / "children.json").read_text(encoding="utf-8"))
        return {name: _resident(child["pid"]) for name, child in noted.items()}

    def end(self) -> float:
        begun = time.monotonic()
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.communicate(timeout=PATIENCE_SECONDS)
        return time.monotonic() - begun


def _resident(pid: int) -> float:
    said = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(said.stdout) / 1024
