"""Live hints between processes: that a topic moved, never what; a lost hint costs time, not data.

Redis carries them. While it is away, listeners in the same process still hear each other, and every
listener is woken once a second, so that screens and the worker find by reading what they missed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

CHANNEL: Final = "lockstep:hints"
ANY_TOPIC: Final = "*"
_FALLBACK_SECONDS: Final = 1.0
_RETRY_SECONDS: Final = 2.0
_CANCEL_AGAIN_SECONDS: Final = 0.2

logger = logging.getLogger(__name__)


class Hints:
    """Publishes topics and lets coroutines listen for them."""

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._queues: set[asyncio.Queue[str]] = set()
        self._task: asyncio.Task[None] | None = None
        self.is_connected = False

    async def start(self) -> None:
        """Begin to receive what other processes publish."""
        self._task = asyncio.create_task(self._receive(), name="hints")

    async def stop(self) -> None:
        """Stop receiving and let go of Redis."""
        if self._task is not None:
            while not self._task.done():
                # The client takes a cancellation that meets it while connecting for a failed connection.
                self._task.cancel()
                await asyncio.wait({self._task}, timeout=_CANCEL_AGAIN_SECONDS)
            self._task = None
        if self._redis is not None:
            await self._redis.aclose()

    async def publish(self, topics: Iterable[str]) -> None:
        """Say that these topics moved; never fails, since nothing is true only here."""
        names = sorted(set(topics))
        if not names:
            return
        if self._redis is not None and self.is_connected:
            try:
                await self._redis.publish(CHANNEL, ",".join(names))
            except (RedisError, OSError) as error:
                logger.warning("hint not sent", extra={"cause": repr(error)})
            else:
                return
        self._deliver(names)

    @asynccontextmanager
    async def listen(self) -> AsyncIterator["asyncio.Queue[str]"]:
        """A queue of topics for as long as the block lasts; `*` means that anything may have moved."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=256)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def _deliver(self, names: Iterable[str]) -> None:
        for queue in self._queues:
            for name in names:
                if queue.full():
                    _replace_by_any(queue)
                    break
                queue.put_nowait(name)

    async def _receive(self) -> None:
        while True:
            if self._redis is None:
                await asyncio.sleep(_FALLBACK_SECONDS)
                self._deliver((ANY_TOPIC,))
                continue
            try:
                await self._receive_from(self._redis)
            except (RedisError, OSError) as error:
                if self.is_connected:
                    logger.warning("hints by polling", extra={"cause": repr(error)})
                self.is_connected = False
                await self._poll(_RETRY_SECONDS)

    async def _receive_from(self, redis: Redis) -> None:
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(CHANNEL)
            self.is_connected = True
            self._deliver((ANY_TOPIC,))
            async for message in pubsub.listen():
                if message["type"] == "message":
                    data = message["data"]
                    names = data.decode() if isinstance(data, bytes) else str(data)
                    self._deliver(names.split(","))

    async def _poll(self, seconds: float) -> None:
        waited = 0.0
        while waited < seconds:
            await asyncio.sleep(_FALLBACK_SECONDS)
            waited += _FALLBACK_SECONDS
            self._deliver((ANY_TOPIC,))


def _replace_by_any(queue: "asyncio.Queue[str]") -> None:
    """A slow listener is told once that anything may have moved, instead of every topic."""
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(ANY_TOPIC)
