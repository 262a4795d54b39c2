"""Passwords as argon2id; a missing account costs as much time as a wrong password."""

import asyncio
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST_PASSWORD: Final = 256
# OWASP's second choice for argon2id: 19 MiB, 2 passes, 1 lane; about 30 ms of one core.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# More at once would only queue for the same cores and multiply the memory.
_AT_ONCE: Final = 4


class Passwords:
    """Hashes and compares in threads, a few at once."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def fits(self, kept_hash: str | None, password: str) -> bool:
        """Whether a password belongs to a kept hash; None is compared as well, and never fits."""
        async with self._turns:
            return await asyncio.to_thread(_fits, kept_hash, password)


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def _fits(kept_hash: str | None, password: str) -> bool:
    try:
        _HASHER.verify(kept_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept_hash is not None


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
