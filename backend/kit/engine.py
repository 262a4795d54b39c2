"""The one Piccolo engine of a process, and how it reaches PostgreSQL.

The engine exists from the first import on and knows its database only once `use_database` has said it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from asyncpg import InterfaceError, PostgresError
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from backend.kit.limits import APPLICATION_TIMEOUTS, OWNER_TIMEOUTS

POOL_SMALLEST = 2
POOL_LARGEST = 12


class DatabaseUnknownError(RuntimeError):
    """Something asked for the database before anybody said which one."""

    def __init__(self) -> None:
        super().__init__(
            "No database is known: set DATABASE_URL, or start Lockstep with `make run` first."
        )


class Engine(PostgresEngine):
    """Piccolo's engine, except that it neither connects nor creates extensions when it is made."""

    async def check_version(self) -> None:
        """Nothing: being imported is no reason to open a connection."""

    async def prep_database(self) -> None:
        """Nothing: extensions belong to migrations, which run as another role."""

    async def get_new_connection(self) -> Any:
        if "dsn" not in self.config:
            raise DatabaseUnknownError
        return await super().get_new_connection()


engine = Engine(config={}, extensions=())


def connection_arguments(
    url: str, *, application: str = "lockstep", is_owner: bool = False
) -> dict[str, Any]:
    """What asyncpg needs to open `url`, with the time limits of the role it is opened for."""
    return {
        "dsn": url,
        "database": database_name(url),
        "server_settings": {
            "application_name": application,
            "timezone": "UTC",
            **(OWNER_TIMEOUTS if is_owner else APPLICATION_TIMEOUTS),
        },
    }


def use_database(url: str, *, application: str = "lockstep", is_owner: bool = False) -> None:
    """Point the process's engine at `url`; its pool must be closed."""
    if not url:
        raise DatabaseUnknownError
    if engine.pool is not None:
        raise RuntimeError("The pool is open: close it before another database is chosen.")
    engine.config = connection_arguments(url, application=application, is_owner=is_owner)


@asynccontextmanager
async def open_pool(
    smallest: int = POOL_SMALLEST, largest: int = POOL_LARGEST
) -> AsyncIterator[None]:
    """Keep the engine's pool open; every query inside goes through it."""
    if "dsn" not in engine.config:
        raise DatabaseUnknownError
    await engine.start_connection_pool(
        min_size=smallest, max_size=largest, max_inactive_connection_lifetime=300, reset=_as_it_is
    )
    try:
        yield
    finally:
        await engine.close_connection_pool()


@asynccontextmanager
async def open_transaction() -> AsyncIterator[PostgresTransaction]:
    """A transaction that is let go of even when its connection breaks before it has ended.

    Piccolo leaves such a one open in the task and its connection out of the pool: nothing that the task does
    afterwards could begin another.
    """
    transaction = engine.transaction(allow_nested=False)
    try:
        async with transaction:
            yield transaction
    except BaseException:
        if engine.current_transaction.get() is transaction:
            engine.current_transaction.set(None)
        connection = getattr(transaction, "connection", None)
        if engine.pool is not None and connection is not None:
            with suppress(PostgresError, InterfaceError, OSError):
                await engine.pool.release(connection)
        raise


async def _as_it_is(_connection: object) -> None:
    """Nothing: no statement of ours outlives its transaction (SET LOCAL, transaction locks, no LISTEN).

    The driver would ask the server to forget everything after each use, one round trip a transaction.
    """


def role_name(url: str) -> str:
    """The role that `url` signs in as; empty when the driver would choose."""
    parts = urlsplit(url)
    return unquote(parts.username or "") or _asked(parts.query, "user")


def database_name(url: str) -> str:
    """The database that `url` opens; the role's name when none is said, as PostgreSQL has it."""
    parts = urlsplit(url)
    return unquote(parts.path.lstrip("/")) or _asked(parts.query, "dbname") or role_name(url)


def _asked(query: str, name: str) -> str:
    return (parse_qs(query).get(name) or [""])[0]
