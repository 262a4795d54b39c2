"""Writes the lock files anew from pyproject.toml; `make lock`. They name versions and hashes, never a host."""

import subprocess
import sys
from pathlib import Path

from backend.launch.progress import Progress

PROJECT = Path(__file__).resolve().parents[2]
NO_HOSTS = [
    "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options", "--no-header",
]  # fmt: skip
LOCKS = {
    "requirements.lock": ["--extra=build", "pyproject.toml"],
    # Same versions as above, and the tools.
    "requirements-dev.lock": [
        "--extra=build",
        "--extra=dev",
        "--constraint=requirements.lock",
        "pyproject.toml",
    ],
    "requirements-node.lock": ["requirements-node.in"],
}


def main() -> int:
    progress = Progress()
    for name, words in LOCKS.items():
        with progress.step(f"Resolving {name}"):
            done = subprocess.run(
                [
                    sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--strip-extras",
                    "--allow-unsafe", *NO_HOSTS, f"--output-file={name}", *words,
                ],
                cwd=PROJECT, capture_output=True, text=True, check=False,
            )  # fmt: skip
        if done.returncode != 0:
            print(done.stderr, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
