"""Brings a backup back, and makes it a history of its own before anybody may read it.

Rows carry the ids of the transactions that wrote them, and those ids mean nothing in another cluster: the
pull would not see them. Phones may know more than the backup does. And what waits in the outbox may have
been sent since. So a restore is more than the rows.
"""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from backend.kit.engine import database_name
from backend.launch.backup import (
    UNFINISHED_MARK,
    BackupError,
    Connection,
    Manifest,
    connect,
    count_rows,
    read_manifest,
    server_version,
    tables_of,
    without_limits,
)
from backend.launch.postgres_tools import run_tool
from backend.launch.progress import Progress
from backend.launch.release import release
from backend.settings import Settings
from shared.ids import new_id

# The first id that PostgreSQL gives to any transaction: below the horizon of every cluster.
FIRST_XID = "3"


class NotEmptyError(BackupError):
    """There are tables in the database that a restore should fill."""


async def restore_backup(
    settings: Settings, file: Path, progress: Progress, *, is_replacing: bool = False
) -> dict[str, int]:
    """Restore into an empty database, or one that is emptied for it; returns the rows a table.

    The application's role has no right to anything until all is done; a restore that breaks off leaves a
    mark that `release` refuses.
    """
    with progress.step(f"Checking {file}"):
        manifest = check_file(file)
    keeper = await connect(settings)
    try:
        await _check_alone(keeper)
        if await tables_of(keeper):
            if not is_replacing:
                raise NotEmptyError(
                    f"The database {database_name(settings.database_owner_url)} holds tables: "
                    "restore into an empty one, or say --replace."
                )
            with progress.step("Emptying the database"):
                await _empty(keeper)
        await keeper.execute(f"CREATE TABLE {UNFINISHED_MARK} (begun_at timestamptz NOT NULL)")
        with progress.step("Restoring the rows"):
            await run_tool(
                "pg_restore", settings.database_owner_url,
                "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file,
                server=server_version(keeper),
            )  # fmt: skip
        counts = await count_rows(keeper)
    finally:
        await keeper.close()
    _compare(manifest, counts)
    await release(settings, progress, before_rights=begin_new_history)
    return counts


async def verify_backup(settings: Settings, file: Path, progress: Progress) -> dict[str, int]:
    """Restore into a database made for it, and remove that again; returns the rows a table."""
    scratch = f"lockstep_verify_{new_id().hex}"
    keeper = await connect(settings)
    try:
        may_create = await keeper.fetchval(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        if not may_create:
            role = await keeper.fetchval("SELECT current_user")
            raise BackupError(
                f"The role {role} may not create a database to try the backup in: "
                f"ALTER ROLE {role} CREATEDB, or restore on another machine."
            )
        await keeper.execute(f"CREATE DATABASE {scratch} TEMPLATE template0")
        try:
            return await restore_backup(_in_database(settings, scratch), file, progress)
        finally:
            await keeper.execute(f"DROP DATABASE {scratch} WITH (FORCE)")
    finally:
        await keeper.close()


async def begin_new_history(connection: Connection) -> None:
    """Make restored rows visible to the pull, end what the old history promised, and hold the outbox.

    Triggers are put aside table by table: the setting that does it for all is the superuser's.
    """
    await without_limits(connection)
    stamped = await connection.fetch(
        """
        SELECT quote_ident(relname) AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE attname = 'sync_xid' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
        ORDER BY relname
        """
    )
    for row in stamped:
        await connection.execute(f"ALTER TABLE {row['name']} DISABLE TRIGGER USER")
        await connection.execute(f"UPDATE {row['name']} SET sync_xid = '{FIRST_XID}'")  # noqa: S608 -- names from the server's own list
        await connection.execute(f"ALTER TABLE {row['name']} ENABLE TRIGGER USER")
    for statement in (
        "DELETE FROM planning_change",
        "DELETE FROM planning_change_fold",
        "INSERT INTO planning_change (id) VALUES (pg_current_xact_id()::text::bigint)",
        "UPDATE sync_epoch SET epoch = gen_random_uuid()",
        "UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL",
        "DELETE FROM outbox_pause",
        "INSERT INTO outbox_pause (id, paused_at) VALUES (1, now())",
        f"DROP TABLE IF EXISTS {UNFINISHED_MARK}",
    ):
        await connection.execute(statement)


def check_file(file: Path) -> Manifest | None:
    """Look whether a file can be a backup and is whole; returns its manifest if there is one."""
    try:
        with file.open("rb") as stream:
            start = stream.read(5)
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}.") from None
    if start != b"PGDMP":
        raise BackupError(f"{file} is no backup that `lockstep backup` has written.")
    return read_manifest(file)


async def _check_alone(connection: Connection) -> None:
    # Of another role's connections the server shows the name, but not the kind.
    others = await connection.fetch(
        """
        SELECT DISTINCT coalesce(nullif(application_name, ''), usename) AS name FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'
        ORDER BY name
        """
    )
    if others:
        names = ", ".join(row["name"] for row in others)
        raise BackupError(f"Others work with this database ({names}): stop web and worker first.")


async def _empty(connection: Connection) -> None:
    """Drop what Lockstep has made; functions of extensions stay."""
    async with connection.transaction():
        await without_limits(connection)
        for table in await tables_of(connection):
            await connection.execute(f'DROP TABLE public."{table}" CASCADE')
        routines = await connection.fetch(
            """
            SELECT oid::regprocedure::text AS name FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
              SELECT 1 FROM pg_depend
              WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
            )
            """
        )
        for row in routines:
            await connection.execute(f"DROP ROUTINE {row['name']} CASCADE")


def _compare(manifest: Manifest | None, counts: dict[str, int]) -> None:
    if manifest is None or manifest.tables == counts:
        return
    differing = sorted(
        table
        for table in manifest.tables.keys() | counts.keys()
        if manifest.tables.get(table) != counts.get(table)
    )
    raise BackupError(f"Rows are missing or too many after the restore: {', '.join(differing)}.")


def _in_database(settings: Settings, name: str) -> Settings:
    """The same servers and roles, another database."""
    return replace(
        settings,
        database_url=_renamed(settings.database_url, name),
        database_owner_url=_renamed(settings.database_owner_url, name),
    )


def _renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(name)}"))
