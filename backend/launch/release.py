"""Brings a database to the present version: migrations as the owner, then the application's rights.

Safe to run twice and at once from several machines; the second waits and finds nothing left to do.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, Sequence
from contextlib import redirect_stdout

import asyncpg
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

from backend.kit.engine import connection_arguments, role_name, use_database
from backend.launch.progress import Progress
from backend.settings import Settings

# Any number will do, as long as nothing else in this database locks the same.
MIGRATOR_LOCK = 7_318_004
TRIES = 10
# The application may add to these and read them; nobody but the owner changes or removes a line.
APPEND_ONLY_TABLES = ("audit_line",)
READ_ONLY_TABLES = ("migration",)


class MigrationFailedError(RuntimeError):
    """A migration did not run through; the text is Piccolo's own."""


async def release(
    settings: Settings,
    progress: Progress,
    *,
    before_rights: Callable[["asyncpg.Connection[asyncpg.Record]"], Awaitable[None]] | None = None,
) -> None:
    """Migrate every slice that piccolo_conf.py registers, and grant the application what it needs.

    `before_rights` runs as the owner between the two: the rest of a restore. Without it, a database that
    a restore has left half done is refused.
    """
    keeper = await asyncpg.connect(
        **connection_arguments(settings.database_owner_url, is_owner=True)
    )
    try:
        # Held by an open transaction, so that a killed migrator can never leave it behind.
        async with keeper.transaction():
            await keeper.execute("SET LOCAL lock_timeout = 0")
            await keeper.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            await keeper.execute("SELECT pg_advisory_xact_lock($1)", MIGRATOR_LOCK)
            if before_rights is None and await _present(keeper, ("restore_unfinished",)):
                raise MigrationFailedError(
                    "a restore into this database was not finished; `lockstep restore --replace` begins it anew"
                )
            use_database(settings.database_owner_url, application="lockstep release", is_owner=True)
            with progress.step("Migrating the database"):
                await _migrate()
            if before_rights is not None:
                with progress.step("Beginning a new history"):
                    await before_rights(keeper)
        application = role_name(settings.database_url)
        if application and application != role_name(settings.database_owner_url):
            await _grant(keeper, application)
    finally:
        await keeper.close()


async def _migrate() -> None:
    for name in BaseMigrationManager().get_sorted_app_names():
        for attempt in range(1, TRIES + 1):
            try:
                await _migrate_slice(name)
                break
            except asyncpg.exceptions.LockNotAvailableError:
                # Somebody works with the table: step aside, so that nobody queues up behind us.
                if attempt == TRIES:
                    raise
                await asyncio.sleep(0.5 * attempt)


async def _migrate_slice(name: str) -> None:
    said = io.StringIO()
    with redirect_stdout(said):
        result = await ForwardsMigrationManager(app_name=name, migration_id="all").run()
    if not result.success:
        raise MigrationFailedError(f"{name}: {result.message}\n{said.getvalue()}")


async def _grant(connection: "asyncpg.Connection[asyncpg.Record]", role: str) -> None:
    quoted = await connection.fetchval("SELECT quote_ident($1)", role)
    tables = await _present(connection, (*APPEND_ONLY_TABLES, *READ_ONLY_TABLES))
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {quoted}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}" for table in tables),
        *(
            f"REVOKE INSERT ON {table} FROM {quoted}"
            for table in tables
            if table in READ_ONLY_TABLES
        ),
    ]
    async with connection.transaction():
        for statement in statements:
            await connection.execute(statement)


async def _present(
    connection: "asyncpg.Connection[asyncpg.Record]", names: Sequence[str]
) -> list[str]:
    rows = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY($1)",
        list(names),
    )
    return [row["tablename"] for row in rows]
