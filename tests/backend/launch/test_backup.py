"""What a backup and a restore refuse, and what they leave behind."""

from pathlib import Path

import asyncpg
import pytest

from backend.kit.engine import connection_arguments
from backend.launch.backup import BackupError, manifest_path, write_backup
from backend.launch.postgres_tools import ToolMissingError, _find, without_password
from backend.launch.progress import Progress
from backend.launch.release import MigrationFailedError, release
from backend.launch.restore import NotEmptyError, restore_backup, verify_backup
from backend.settings import Settings
from tests.two_databases import Lived, as_owner, counts_of


async def test_a_backup_never_writes_over_a_file(
    settings: Settings, lived: Lived, file: Path
) -> None:
    file.write_bytes(b"something dear")
    with pytest.raises(BackupError, match="exists already"):
        await write_backup(settings, file, Progress())
    assert file.read_bytes() == b"something dear"


async def test_a_restore_refuses_a_full_database_and_replaces_it_when_told(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())
    await as_owner(other.database_owner_url, "DELETE FROM stock")

    with pytest.raises(NotEmptyError):
        await restore_backup(other, file, Progress())
    assert (await counts_of(other))["stock"] == 0
    await restore_backup(other, file, Progress(), is_replacing=True)
    assert (await counts_of(other))["stock"] == (await counts_of(settings))["stock"] > 0


async def test_a_restore_refuses_a_database_that_others_work_with(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())
    stranger = await asyncpg.connect(**connection_arguments(other.database_url, application="web"))
    try:
        with pytest.raises(BackupError, match=r"\(web\)"):
            await restore_backup(other, file, Progress())
    finally:
        await stranger.close()


async def test_a_restore_that_broke_off_opens_to_nobody(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())
    note = manifest_path(file)
    note.write_text(note.read_text().replace('"demand_line": 33', '"demand_line": 34'))

    with pytest.raises(BackupError, match="demand_line"):
        await restore_backup(other, file, Progress())
    with pytest.raises(MigrationFailedError, match="not finished"):
        await release(other, Progress())
    connection = await asyncpg.connect(**connection_arguments(other.database_url))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("SELECT * FROM outbox_message")
    finally:
        await connection.close()


async def test_a_damaged_file_is_found_before_anything_is_touched(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())
    with file.open("r+b") as stream:
        stream.seek(-1, 2)
        stream.write(b"\xff")

    with pytest.raises(BackupError, match="is not the file"):
        await restore_backup(other, file, Progress(), is_replacing=True)
    assert await counts_of(other) == {}


async def test_trying_a_backup_out_leaves_no_database_behind(
    settings: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())

    counts = await verify_backup(settings, file, Progress())

    assert counts["demand_line"] == 33
    (left,) = await as_owner(
        settings.database_owner_url,
        "SELECT datname FROM pg_database WHERE datname LIKE 'lockstep_verify_%'",
    )
    assert left == []


def test_a_password_never_stands_on_a_command_line() -> None:
    assert without_password(
        "postgresql://owner:p%40ss@db.example:5432/lockstep?sslmode=require"
    ) == (
        "postgresql://owner@db.example:5432/lockstep?sslmode=require",
        "p@ss",
    )


def test_a_missing_tool_is_named_with_what_to_install() -> None:
    with pytest.raises(ToolMissingError, match="postgresql-client-99"):
        _find("pg_dump", 99)
