"""Server-sent hints: "something changed", and never what; a lost one costs time, not data.

One watcher a process listens to the live hints, looks up which scopes have moved, and wakes the phones
that see them: an op somewhere else wakes nobody.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from asyncpg.exceptions import InterfaceError, PostgresError

from backend.kit.hints import ANY_TOPIC, Hints
from backend.kit.sql import fetch
from backend.sync.errors import TooManyStreamsError
from backend.sync.stream import NEWEST_SQL
from shared.session import SessionFacts

logger = logging.getLogger("lockstep.sync")

STREAMS_A_PERSON: Final = 5
# Topics after which rows may have moved, and those after which what people see may have.
_ROWS: Final = frozenset({"demand_line", "demand_change", "proposal", "alert", "floor", ANY_TOPIC})
_RIGHTS: Final = frozenset({"scope", "session", ANY_TOPIC})
_GATHER_SECONDS: Final = 0.25
_RETRY_SECONDS: Final = 1.0
_HEARTBEAT_SECONDS: Final = 15.0
_BEGIN: Final = b"retry: 3000\n\n"
_POKE: Final = b"event: poke\ndata: {}\n\n"
_HEARTBEAT: Final = b": still here\n\n"

_SCOPES_SQL: Final = """
    SELECT person_id, array_agg(scope_id) AS scope_ids FROM scope_membership
    WHERE person_id = ANY($1::uuid[]) AND revoked_at IS NULL GROUP BY person_id
"""


@dataclass(eq=False, slots=True)
class _Listener:
    """One phone's stream."""

    person_id: UUID
    scope_ids: frozenset[UUID] = frozenset()
    has_news: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self) -> None:
        """There is something to pull."""
        self.has_news = True
        self.wake.set()


class Pokes:
    """Hands out streams of hints, a few a person."""

    def __init__(self, hints: Hints) -> None:
        self._hints = hints
        self._open: Counter[UUID] = Counter()
        self._listeners: set[_Listener] = set()
        self._newest: dict[UUID, int] = {}
        self._watcher: asyncio.Task[None] | None = None

    def admit(self, session: SessionFacts) -> None:
        """Raise `TooManyStreamsError` when the person listens often enough already."""
        if self._open[session.person_id] >= STREAMS_A_PERSON:
            raise TooManyStreamsError

    async def stream(
        self, session: SessionFacts, is_live: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[bytes]:
        """Hints until the phone goes away or its session ends; begins with one, for what was missed."""
        listener = _Listener(session.person_id)
        self._open[session.person_id] += 1
        self._listeners.add(listener)
        try:
            await self._read_scopes()
            await self._remember(listener.scope_ids - self._newest.keys())
            if self._watcher is None or self._watcher.done():
                self._watcher = asyncio.create_task(self._watch(), name="pokes")
            listener.has_news = False
            yield _BEGIN + _POKE
            while await is_live():
                listener.wake.clear()
                if listener.has_news:
                    listener.has_news = False
                    yield _POKE
                    continue
                try:
                    await asyncio.wait_for(listener.wake.wait(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield _HEARTBEAT
        finally:
            self._leave(listener)

    def _leave(self, listener: _Listener) -> None:
        self._listeners.discard(listener)
        self._open[listener.person_id] -= 1
        if self._open[listener.person_id] <= 0:
            del self._open[listener.person_id]
        if not self._listeners and self._watcher is not None:
            self._watcher.cancel()
            self._watcher = None

    async def _watch(self) -> None:
        async with self._hints.listen() as topics:
            while True:
                try:
                    await self._look()
                    topic = await topics.get()
                    if topic not in _ROWS | _RIGHTS:
                        continue
                    await asyncio.sleep(_GATHER_SECONDS)
                    gathered = {topic}
                    while not topics.empty():
                        gathered.add(topics.get_nowait())
                    if gathered & _RIGHTS:
                        await self._read_scopes()
                        for listener in self._listeners:
                            listener.wake.set()
                except (PostgresError, InterfaceError, OSError) as error:
                    logger.warning("phones are not woken", extra={"cause": repr(error)})
                    await asyncio.sleep(_RETRY_SECONDS)

    async def _look(self) -> None:
        """Wake those whose scopes have moved, as soon as a pull would bring it."""
        while True:
            seen = frozenset().union(*(each.scope_ids for each in self._listeners))
            moved = set()
            is_held_up = False
            for row in await fetch(NEWEST_SQL, list(seen)):
                scope_id, newest = row["held_id"], row["newest"] or 0
                if newest >= row["horizon"]:
                    is_held_up = True
                elif newest > self._newest.get(scope_id, 0):
                    moved.add(scope_id)
                    self._newest[scope_id] = newest
            for listener in self._listeners:
                if not moved.isdisjoint(listener.scope_ids):
                    listener.tell()
            if not is_held_up:
                return
            await asyncio.sleep(_GATHER_SECONDS)

    async def _read_scopes(self) -> None:
        """Read what the listening people see; who sees something else than before is woken."""
        people = {each.person_id for each in self._listeners}
        found = {
            row["person_id"]: frozenset(row["scope_ids"])
            for row in await fetch(_SCOPES_SQL, list(people))
        }
        for listener in self._listeners:
            scope_ids = found.get(listener.person_id, frozenset())
            if scope_ids != listener.scope_ids:
                listener.scope_ids = scope_ids
                listener.tell()

    async def _remember(self, scope_ids: frozenset[UUID]) -> None:
        """Take scopes as they are: the hint that a stream begins with covers what was before."""
        for row in await fetch(NEWEST_SQL, list(scope_ids)):
            if (row["newest"] or 0) < row["horizon"]:
                self._newest[row["held_id"]] = row["newest"] or 0
