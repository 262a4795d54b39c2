"""What the database says when it does not carry an op out, by what becomes of the op."""

from typing import Final

import asyncpg

# Somebody else was first: the same again, a moment later, goes through.
AGAIN: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
# The database is busy or away: the op waits on the phone.
BUSY: Final = (
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.QueryCanceledError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    OSError,
)
# The op itself cannot be kept, today and tomorrow.
IMPOSSIBLE: Final = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, OverflowError)
