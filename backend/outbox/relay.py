"""Works the outbox off: one message at a time, each in its own transaction, until none is due."""

import asyncio
import contextlib
import logging
import random
from datetime import datetime, timedelta
from typing import Final, Protocol

from asyncpg import InterfaceError, PostgresError

from backend.outbox.repository import Claimed

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 10
BASE_SECONDS: Final = 1.0
CAP_SECONDS: Final = 6 * 3600.0
_ERROR_LENGTH: Final = 2000


class Worker(Protocol):
    """What carries a claimed message out; `backend/worker.py` has the company's."""

    async def work_some(self) -> int:
        """Claim and carry out a message, or a few; returns how many, 0 when none is due."""
        ...

    async def seconds_until_next(self) -> float:
        """How long until the next message is due, at most a second."""
        ...


class TryAgainError(Exception):
    """A reaction that wants to be run again at an instant of its own choosing; nothing has failed here."""

    def __init__(self, run_at: datetime, why: str) -> None:
        super().__init__(why)
        self.run_at = run_at


def back_off(attempt_count: int, now: datetime) -> datetime:
    """When to try again: exponential with full jitter, at most six hours (AWS builders' library)."""
    longest = min(CAP_SECONDS, BASE_SECONDS * 2**attempt_count)
    return now + timedelta(seconds=random.uniform(BASE_SECONDS / 2, longest))  # noqa: S311 -- spreads load, guards nothing


def error_text(error: BaseException) -> str:
    """What a person needs to see of a failure, cut to a column's reason."""
    return f"{type(error).__name__}: {error}"[:_ERROR_LENGTH]


def is_last_attempt(claimed: Claimed) -> bool:
    """Whether a failure of this try makes the message a dead letter."""
    return claimed.attempt_count + 1 >= MAX_ATTEMPTS


async def drain(worker: Worker) -> int:
    """Work until nothing is due; returns how many messages were taken."""
    count = 0
    while taken := await worker.work_some():
        count += taken
    return count


async def run_lane(worker: Worker, wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Work whenever woken or due, until told to stop; a broken database is waited for."""
    while not stop.is_set():
        wake.clear()
        try:
            await drain(worker)
            seconds = await worker.seconds_until_next()
        except (OSError, PostgresError, InterfaceError) as error:
            logger.warning("outbox waits for the database", extra={"cause": repr(error)})
            seconds = 1.0
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), timeout=max(seconds, 0.01))
