"""Writes a backup: pg_dump's own format, and beside it a manifest of what must come back out of it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
import msgspec

from backend.kit.engine import connection_arguments
from backend.launch.postgres_tools import run_tool
from backend.launch.progress import Progress
from backend.settings import Settings

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

# Stands in the database from the first moment of a restore to its last.
UNFINISHED_MARK = "restore_unfinished"


class BackupError(RuntimeError):
    """A backup or a restore that cannot be carried out; the text says why and what to do."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What a backup holds: rows a table, counted in the snapshot that was dumped."""

    written_at: datetime
    postgres: int
    size: int
    sha256: str
    tables: dict[str, int]
    migrations: list[str]


def manifest_path(file: Path) -> Path:
    """Where the manifest of a backup lies."""
    return file.with_name(f"{file.name}.json")


def read_manifest(file: Path) -> Manifest | None:
    """The manifest of a backup after a look at its checksum; None when the file stands alone."""
    try:
        written = manifest_path(file).read_bytes()
    except FileNotFoundError:
        return None
    manifest = msgspec.json.decode(written, type=Manifest)
    if _sha256(file) != manifest.sha256:
        raise BackupError(
            f"{file} is not the file that {manifest_path(file).name} was written for."
        )
    return manifest


async def write_backup(settings: Settings, file: Path, progress: Progress) -> Manifest:
    """Dump the database into a new file, readable by its owner only."""
    for each in (file, manifest_path(file)):
        if each.exists():
            raise BackupError(f"{each} exists already; a backup never writes over a file.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    keeper = await connect(settings)
    try:
        async with keeper.transaction(isolation="repeatable_read", readonly=True):
            await without_limits(keeper)
            await _check_whole(keeper)
            snapshot = await keeper.fetchval("SELECT pg_export_snapshot()")
            server = server_version(keeper)
            unfinished.unlink(missing_ok=True)
            unfinished.touch(mode=0o600)
            with progress.step(f"Writing {file}"):
                await run_tool(
                    "pg_dump", settings.database_owner_url,
                    "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
                    f"--file={unfinished}", server=server,
                )  # fmt: skip
            with progress.step("Counting rows"):
                tables = await count_rows(keeper)
                migrations = await keeper.fetch("SELECT name FROM migration ORDER BY name")
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    finally:
        await keeper.close()
    manifest = Manifest(
        written_at=datetime.now(UTC),
        postgres=server,
        size=unfinished.stat().st_size,
        sha256=_sha256(unfinished),
        tables=tables,
        migrations=[row["name"] for row in migrations],
    )
    note = manifest_path(file)
    note.touch(mode=0o600)
    note.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    unfinished.rename(file)
    return manifest


async def _check_whole(connection: Connection) -> None:
    if await connection.fetchval("SELECT to_regclass($1)", UNFINISHED_MARK) is not None:
        raise BackupError("A restore into this database was not finished.")


async def connect(settings: Settings, url: str = "") -> Any:
    """A connection of its own as the owner."""
    return await asyncpg.connect(
        **connection_arguments(
            url or settings.database_owner_url, application="lockstep backup", is_owner=True
        )
    )


async def without_limits(connection: Connection) -> None:
    """Let the running transaction last as long as the data needs."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        await connection.execute(f"SET LOCAL {name} = 0")


def server_version(connection: Connection) -> int:
    """The server's major version."""
    return int(connection.get_server_version().major)


async def tables_of(connection: Connection) -> list[str]:
    """Every table of Lockstep, by name."""
    rows = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [row["tablename"] for row in rows]


async def count_rows(connection: Connection) -> dict[str, int]:
    """Rows a table; the mark of a restore is not counted."""
    return {
        table: await connection.fetchval(f'SELECT count(*) FROM public."{table}"')  # noqa: S608 -- names from the server's own list
        for table in await tables_of(connection)
        if table != UNFINISHED_MARK
    }


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
