"""One moment of the database for several reads, without writing and without waiting for writers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from backend.kit.engine import engine


@asynccontextmanager
async def read_snapshot() -> AsyncIterator[Any]:
    """An asyncpg connection in a `REPEATABLE READ READ ONLY` transaction."""
    pool = engine.pool
    if pool is None:
        raise RuntimeError("The pool is closed: open it before reading.")
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield connection
