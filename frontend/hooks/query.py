"""A question to the gateway and its four looks: waiting, failed, empty, full."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar, cast

from reactpy import use_async_effect, use_memo, use_scope, use_state

from frontend.hooks.visit import use_visit
from shared.gateway import Gateway
from shared.problem import ProblemError

Answer = TypeVar("Answer")
logger = logging.getLogger("lockstep.screens")

NEXT_TRY_SECONDS = 20
HINTS_TOGETHER_SECONDS = 0.05
LIVE_AGAIN_SECONDS = 2.0
_SERVER_ERROR = 500


@dataclass(frozen=True)
class Query(Generic[Answer]):
    """Where a question stands; `value` is the last good answer, also when a later try failed."""

    value: Answer | None = None
    problem: ProblemError | None = None
    answered_at: datetime | None = None
    ask_again: Callable[..., None] = field(default=lambda *_: None, compare=False)

    @property
    def is_waiting(self) -> bool:
        """No answer and no failure yet."""
        return self.answered_at is None and self.problem is None

    @property
    def is_stale(self) -> bool:
        """An answer is shown that could not be renewed."""
        return self.answered_at is not None and self.problem is not None


@dataclass
class Preloaded:
    """Answers for a first paint: what a page asks is noted, fetched, and there at the next render."""

    queries: dict[str, Query[Any]] = field(default_factory=dict)
    asked: dict[str, Callable[[], Awaitable[Any]]] = field(default_factory=dict)
    worst_status: int = 200

    def query(self, name: str, ask: Callable[[], Awaitable[Answer]]) -> Query[Answer]:
        """Return the answer if it is there; otherwise note the question."""
        if name not in self.queries:
            self.asked[name] = ask
        return cast("Query[Answer]", self.queries.get(name, Query()))

    async def fetch(self, clock: Callable[[], datetime]) -> bool:
        """Ask what was noted; False when nothing was."""
        asked, self.asked = self.asked, {}
        answers = await asyncio.gather(*(answered(ask, clock) for ask in asked.values()))
        self.queries.update(zip(asked, answers, strict=True))
        statuses = [query.problem.status for query in answers if query.problem is not None]
        self.worst_status = max(self.worst_status, *statuses) if statuses else self.worst_status
        return bool(asked)


async def answered(
    ask: Callable[[], Awaitable[Answer]], clock: Callable[[], datetime]
) -> Query[Answer]:
    """Ask once; every failure becomes a problem with a sentence, and unforeseen ones are logged."""
    try:
        return Query(value=await ask(), answered_at=clock())
    except ProblemError as problem:
        return Query(problem=problem)
    except Exception:
        logger.exception("A question of a screen failed.")
        return Query(problem=ProblemError())


def use_query(
    name: str,
    ask: Callable[[Gateway], Coroutine[Any, Any, Answer]],
    *facts: str,
    topics: tuple[str, ...] = (),
) -> Query[Answer]:
    """Ask the gateway, and again when `facts` change or a hint on one of `topics` arrives.

    A refresh that fails keeps the last good answer; a server's failure is tried again by itself.
    """
    visit = use_visit()
    query, set_query = use_state(cast("Query[Answer]", Query()))
    wake = use_memo(asyncio.Event, dependencies=[])

    def ask_again(*_: object) -> None:
        wake.set()

    async def follow() -> None:
        while topics:
            try:
                async for _ in visit.gateway.live(*topics):
                    await asyncio.sleep(HINTS_TOGETHER_SECONDS)
                    wake.set()
            except ProblemError:
                return
            except Exception:
                logger.exception("Live hints broke off.")
            await asyncio.sleep(LIVE_AGAIN_SECONDS)
            wake.set()

    async def keep_asking() -> None:
        following = asyncio.create_task(follow())
        try:
            while True:
                wake.clear()
                fresh = await answered(lambda: ask(visit.gateway), visit.clock)
                set_query(partial(_renewed, fresh))
                problem = fresh.problem
                pause = NEXT_TRY_SECONDS if problem and problem.status >= _SERVER_ERROR else None
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), pause)
        finally:
            following.cancel()

    if visit.is_first_paint:
        preloaded = cast("Preloaded", cast("dict[str, Any]", use_scope())["state"]["preloaded"])
        return preloaded.query(" ".join((name, *facts)), lambda: ask(visit.gateway))
    use_async_effect(keep_asking, dependencies=[*facts])
    return replace(query, ask_again=ask_again)


def _renewed(fresh: Query[Answer], before: Query[Answer]) -> Query[Answer]:
    """Keep the last good answer beside a newer failure."""
    return fresh if fresh.problem is None else replace(before, problem=fresh.problem)
