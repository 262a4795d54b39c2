"""One command, one transaction: rows, audit line and outbox messages commit together or not at all.

This module alone opens transactions. A command is carried out by its handler; the events that the
handler emits become outbox messages, one a reaction, and hints after the commit.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

import msgspec
from piccolo.engine import engine_finder
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from backend.audit.repository import add_audit_line
from backend.inbox.repository import Kept, keep_answer, take_in
from backend.kit.clock import Clock
from backend.kit.engine import open_transaction
from backend.kit.hints import Hints
from backend.kit.repeats import IdempotencyKeyReusedError
from backend.outbox.repository import add_outbox_messages, call_off_messages
from shared.ids import new_id
from shared.problem import ProblemError

logger = logging.getLogger(__name__)

OUTBOX_TOPIC = "outbox"


class Event(Protocol):
    """Something that has happened; a frozen dataclass. `topics` are what live screens listen to."""

    topics: ClassVar[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hold:
    """What can still be undone until a time: by then nothing of it leaves the house."""

    id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Emitted:
    """An event on its way to the outbox."""

    event: Event
    run_at: datetime
    lane: str | None
    hold: Hold | None = None


@dataclass(slots=True)
class Context:
    """What a handler or reaction knows of its call: who asks, what time it is, and how to tell."""

    actor_id: UUID | None
    now: datetime
    request_id: str
    emitted: list[Emitted] = field(default_factory=list)
    audit_facts: dict[str, Any] = field(default_factory=dict)
    acts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    # Fields that others changed meanwhile beside the command's own: a sync answer says so.
    parallel_fields: tuple[str, ...] = ()
    # Versions of the row that the sender's earlier ops made: they were in view beside `base_ver`.
    own_vers: frozenset[int] = frozenset()
    # What this call follows from can still be undone.
    hold: Hold | None = None
    # What is told by this call takes back what nobody outside has heard of.
    stays_inside: bool = False
    # When what this call follows from began, where that was earlier: an event's first cause.
    began_at: datetime | None = None

    @property
    def caused_at(self) -> datetime:
        """When the data came, or the time did, that this call follows from."""
        return self.began_at or self.now

    def emit(
        self, event: Event, *, run_at: datetime | None = None, lane: str | None = None
    ) -> None:
        """Tell that something has happened; reactions run after the commit, from `run_at` on.

        Messages of one `lane` are worked through in their order.
        """
        self.emitted.append(Emitted(event, run_at or self.now, lane, self.hold))

    def note(self, **facts: object) -> None:
        """Add facts to the audit line."""
        self.audit_facts.update({name: str(value) for name, value in facts.items()})

    def record(self, act: str, **facts: object) -> None:
        """Add an audit line of its own for what a reaction has done without anybody asking."""
        self.acts.append((act, {name: str(value) for name, value in facts.items()}))


async def call_off(hold_id: UUID, context: Context) -> None:
    """Drop all that waits because of something that is undone; comes first in what undoes it."""
    await call_off_messages(hold_id, context.now)


Handler = Callable[[Any, Context], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What an event wakes. `is_outside` reactions do I/O and run without an open transaction.

    What `leaves_house` tells people or systems outside; it waits while the cause can be undone.
    """

    name: str
    run: Handler
    is_outside: bool = False
    leaves_house: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole story as two tables; `backend/flow.py` holds the company's."""

    handlers: Mapping[type, Handler]
    reactions: Mapping[type, tuple[Reaction, ...]]

    def event_type(self, name: str) -> type:
        """The event class of that name; KeyError where the flow does not know it."""
        return {kind.__name__: kind for kind in self.reactions}[name]

    def reaction(self, event: str, name: str) -> Reaction:
        """A reaction by its event and name; KeyError where the flow does not know it."""
        return {reaction.name: reaction for reaction in self.reactions[self.event_type(event)]}[
            name
        ]


def engine() -> PostgresEngine:
    """The engine that all tables use."""
    found = engine_finder()
    if not isinstance(found, PostgresEngine):
        message = "piccolo_conf.py must name a PostgreSQL engine as DB"
        raise TypeError(message)
    return found


class UnitOfWork:
    """One open transaction in which commands are carried out."""

    def __init__(self, flow: Flow, context: Context, transaction: PostgresTransaction) -> None:
        self._flow = flow
        self._transaction = transaction
        self.context = context
        self.topics: set[str] = set()

    async def perform(self, command: object) -> Any:
        """Carry out a command, with its audit line; what it raises goes to the caller."""
        handler = self._flow.handlers[type(command)]
        answer = await handler(command, self.context)
        await add_audit_line(
            at=self.context.now,
            actor_id=self.context.actor_id,
            command=type(command).__name__,
            facts=_audit_facts(command, self.context.audit_facts),
            request_id=self.context.request_id,
        )
        self.context.audit_facts.clear()
        return answer

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A savepoint: when the block refuses with a `ProblemError`, it leaves no trace in the data.

        The error still reaches the caller, who may keep a receipt of it in the same transaction.
        """
        count = len(self.context.emitted)
        savepoint = await self._transaction.savepoint()
        try:
            yield
        except ProblemError:
            await savepoint.rollback_to()
            del self.context.emitted[count:]
            self.context.audit_facts.clear()
            raise
        await savepoint.release()

    async def flush(self) -> None:
        """Write what was emitted into the outbox, and what was recorded into the audit trail."""
        rows: list[dict[str, Any]] = []
        for emitted in self.context.emitted:
            self.topics.update(emitted.event.topics)
            payload = msgspec.json.encode(emitted.event).decode()
            rows.extend(
                {
                    "event": type(emitted.event).__name__,
                    "reaction": reaction.name,
                    "lane": emitted.lane or str(new_id()),
                    "payload": payload,
                    "run_at": _run_at(emitted, reaction),
                    # What waits for its time is caused by the time.
                    "caused_at": self.context.caused_at
                    if emitted.run_at <= self.context.now
                    else emitted.run_at,
                    "held_by": emitted.hold and emitted.hold.id,
                    "held_until": emitted.hold and emitted.hold.until,
                }
                for reaction in self._flow.reactions.get(type(emitted.event), ())
                if not (self.context.stays_inside and reaction.leaves_house)
            )
        if rows:
            self.topics.add(OUTBOX_TOPIC)
            await add_outbox_messages(
                rows, now=self.context.now, request_id=self.context.request_id
            )
        self.context.emitted.clear()
        for act, facts in self.context.acts:
            await add_audit_line(
                at=self.context.now,
                actor_id=None,
                command=act,
                facts=facts,
                request_id=self.context.request_id,
            )
        self.context.acts.clear()


@dataclass(frozen=True, slots=True)
class Once:
    """The answer to something that is done once, in JSON: the row's id and its `ver`."""

    answer: bytes
    is_repeated: bool


class Dispatcher:
    """Carries out commands for the routes, the sync and the worker."""

    def __init__(self, flow: Flow, clock: Clock, hints: Hints) -> None:
        self.flow = flow
        self.clock = clock
        self.hints = hints

    async def dispatch(
        self, command: object, *, actor_id: UUID | None, request_id: str = ""
    ) -> Any:
        """Carry out one command in a transaction of its own and return the handler's answer."""
        async with self.unit(actor_id=actor_id, request_id=request_id) as unit:
            return await unit.perform(command)

    async def dispatch_once(
        self,
        command: object,
        *,
        actor_id: UUID | None,
        key: UUID | str,
        asked_hash: str,
        request_id: str = "",
        source: str | None = None,
    ) -> Once:
        """Carry out a command that may be sent again: the second time gets the first one's answer.

        `key` is the sender's name for this one thing, `asked_hash` a hash of what is asked. Names count
        within a `source`, without one within the actor. A refusal leaves nothing behind, so its key may be
        used again.
        """
        async with self.unit(actor_id=actor_id, request_id=request_id) as unit:
            taken = await take_in(
                source=source or f"api:{actor_id}",
                external_id=str(key),
                content_hash=asked_hash,
                now=unit.context.now,
            )
            if isinstance(taken, Kept):
                if taken.content_hash != asked_hash:
                    raise IdempotencyKeyReusedError
                return Once(taken.answer, is_repeated=True)
            unit.context.note(idempotency_key=key)
            written = await unit.perform(command)
            answer = msgspec.json.encode({"id": getattr(command, "id", None), "ver": written})
            await keep_answer(taken, answer)
        return Once(answer, is_repeated=False)

    @asynccontextmanager
    async def unit(
        self, *, actor_id: UUID | None, request_id: str = ""
    ) -> AsyncIterator[UnitOfWork]:
        """A transaction for a caller who adds something of its own to it, such as a receipt."""
        context = Context(actor_id, self.clock.now(), request_id)
        async with open_transaction() as transaction:
            unit = UnitOfWork(self.flow, context, transaction)
            yield unit
            await unit.flush()
        await self.hints.publish(unit.topics)


def _run_at(emitted: Emitted, reaction: Reaction) -> datetime:
    if emitted.hold is None or not reaction.leaves_house:
        return emitted.run_at
    return max(emitted.run_at, emitted.hold.until)


def _audit_facts(command: object, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The command's own fields beside what its handler noted; bulk loads are only counted."""
    fields = msgspec.to_builtins(command, str_keys=True, builtin_types=(bytes,))
    return {**{name: _plain(value) for name, value in fields.items()}, **facts}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, (list, dict)) and len(value) > 20:  # noqa: PLR2004 -- longer lists are data, not a trail
        return f"{len(value)} rows"
    return value
