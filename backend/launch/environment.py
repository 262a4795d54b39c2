"""Makes the Python environment and the browser modules; `python3 -m backend.launch.environment` is `make setup`.

Runs with any Python ≥ 3.11 before anything is installed, so it imports nothing but the standard library.
What the lock files already say is left alone, which keeps a second start quick.
"""

import argparse
import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.launch.assets import AssetsError, copy_browser_modules
from backend.launch.progress import Progress

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = PROJECT / ".venv"
STAMP = ENVIRONMENT / "lockstep-setup.json"
OLDEST_PYTHON = (3, 11)


class SetUpError(RuntimeError):
    """Set-up cannot go on; the text says what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Install what the lock files name.")
    parser.add_argument("--dev", action="store_true", help="the tools for tests and checks as well")
    arguments = parser.parse_args()
    try:
        _check_python()
        with _alone():
            set_up(Progress(), with_tools=arguments.dev)
    except (SetUpError, AssetsError) as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def _check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError(
            f"Lockstep needs Python 3.11 or later, and this is {sys.version.split()[0]}. "
            "Install one and say `make PYTHON=python3.11`."
        )


def set_up(progress: Progress, *, with_tools: bool) -> None:
    python = ENVIRONMENT / "bin" / "python"
    if not _is_usable(python):
        with progress.step("Making the Python environment (.venv)"):
            _call(sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT),
                  cure="On Debian and Ubuntu: apt install python3-venv.")  # fmt: skip
    done = _stamp()
    # The tools' lock holds everything that the other one holds, in the same versions.
    wanted = (
        ["requirements-dev.lock"] if with_tools else ["requirements.lock", "requirements-dev.lock"]
    )
    if not any(done.get(name) == _digest(name) for name in wanted):
        with progress.step(f"Installing what {wanted[0]} names"):
            # A lock names everything, so there is nothing left to resolve.
            _pip(
                python,
                "--no-deps",
                "--require-hashes",
                "--retries",
                "8",
                "-r",
                str(PROJECT / wanted[0]),
            )
        done = {wanted[0]: _digest(wanted[0])}
    if done.get("pyproject.toml") != _digest("pyproject.toml"):
        with progress.step("Installing the lockstep command"):
            _pip(
                python,
                "--no-deps",
                "--no-build-isolation",
                "--no-index",
                "--force-reinstall",
                "-e",
                str(PROJECT),
            )
        done["pyproject.toml"] = _digest("pyproject.toml")
    STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")
    copy_browser_modules(PROJECT, python, progress)
    # Tests and benches wait for kernels at every turn; a company that is only run never asks for them.
    if with_tools and done.get("kernels") != _kernels_digest():
        with progress.step("Compiling the planning kernels"):
            _call(str(python), "-m", "backend.engine.whole.warm_up",
                  cure="Run the same command again; what was compiled is kept.")  # fmt: skip
        done["kernels"] = _kernels_digest()
        STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _digest(name: str) -> str:
    return hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()


def _kernels_digest() -> str:
    """What the machine code in the caches was compiled from."""
    sources = sorted((PROJECT / "backend" / "engine" / "whole").glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _is_usable(python: Path) -> bool:
    """Whether the environment's Python still runs; one that was removed or moved leaves a dead link."""
    if not python.exists() or not (ENVIRONMENT / "bin" / "pip").exists():
        return False
    begun = (ENVIRONMENT / "pyvenv.cfg").read_text(encoding="utf-8")
    version = ".".join(map(str, sys.version_info[:2]))
    said = next(
        (line.split("=")[1].strip() for line in begun.splitlines() if line.startswith("version")),
        "",
    )
    return said.startswith(version) and os.access(python, os.X_OK)


def _pip(python: Path, *words: str) -> None:
    _call(str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *words,
          cure="Is the package index within reach? Run the same command again; what was fetched is kept.")  # fmt: skip


def _call(*words: str, cure: str) -> None:
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(
            f"{' '.join(words[:5])} … failed:\n{(done.stderr or done.stdout)[-2000:]}\n{cure}"
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups in one folder wait for each other."""
    descriptor = os.open(PROJECT, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main())
