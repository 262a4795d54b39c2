"""The worker process: works the outbox off, keeps the timetable, and stops cleanly when told.

A reaction runs in a transaction together with the end of its message, so its rows are written exactly
once. A reaction that talks to the outside holds a lease instead, and may run twice.
"""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from backend.assembly import assembled
from backend.dispatch import (
    OUTBOX_TOPIC,
    Context,
    Dispatcher,
    Event,
    Flow,
    Hold,
    Reaction,
    UnitOfWork,
)
from backend.flow import TIMETABLE
from backend.kit.hints import ANY_TOPIC, Hints
from backend.kit.logging import configure_logging
from backend.outbox.relay import (
    MAX_ATTEMPTS,
    TryAgainError,
    back_off,
    error_text,
    is_last_attempt,
    run_lane,
)
from backend.outbox.repository import (
    EVERYTHING,
    Claimed,
    Share,
    claim_messages,
    fail_message,
    finish_messages,
    is_called_off,
    lease_messages,
    next_run_at,
    postpone_message,
)
from backend.settings import Settings

logger = logging.getLogger(__name__)

LANE_COUNT: Final = 2
OUTSIDE_LANE_COUNT: Final = 4
LEASE: Final = timedelta(seconds=90)
# What is carried outside at once by one lane; more would lengthen what is told twice after a crash.
OUTSIDE_AT_ONCE: Final = 8
_LONGEST_WAIT_SECONDS: Final = 1.0
_TICK_SECONDS: Final = 60.0
UNDELIVERED_TOPIC: Final = "undelivered"


class ReactionFailedError(Exception):
    """A reaction raised; its transaction is rolled back and the message keeps its place."""

    def __init__(self, claimed: Claimed, cause: Exception) -> None:
        super().__init__(claimed.reaction)
        self.claimed = claimed
        self.cause = cause


@dataclass(frozen=True, slots=True)
class _Carried:
    """A message that was carried outside, what came of it, and the error if there was one."""

    claimed: Claimed
    context: Context
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class OutboxWorker:
    """Carries out what the outbox holds, or a share of it."""

    dispatcher: Dispatcher
    share: Share = EVERYTHING

    async def work_some(self) -> int:
        """Claim and carry out one message, of a share that talks to the outside a few; how many there were."""
        try:
            count, outside = await self._work_inside()
        except ReactionFailedError as failure:
            await self._fail(failure.claimed, failure.cause)
            return 1
        if outside:
            await self._work_outside(outside)
        return count

    async def seconds_until_next(self) -> float:
        """How long until the next message is due, at most a second."""
        due = await next_run_at(self.share)
        if due is None:
            return _LONGEST_WAIT_SECONDS
        seconds = (due - self.dispatcher.clock.now()).total_seconds()
        return min(_LONGEST_WAIT_SECONDS, max(0.0, seconds))

    async def _work_inside(self) -> tuple[int, list[Claimed]]:
        """Carry out a message in one transaction; lease those whose reactions work outside.

        Returns how many were taken, and which of them are leased.
        """
        now = self.dispatcher.clock.now()
        most = 1 if self.share.is_rest else OUTSIDE_AT_ONCE
        leased: list[Claimed] = []
        async with self.dispatcher.unit(actor_id=None) as unit:
            taken = await claim_messages(now, self.share, most=most)
            for claimed in taken:
                if claimed.held_by is not None and await is_called_off(claimed.held_by):
                    await finish_messages([claimed.id])
                elif self._resolve(claimed)[0].is_outside:
                    leased.append(claimed)
                else:
                    await self._react(claimed, unit)
            if leased:
                await lease_messages([each.id for each in leased], now + LEASE)
        return len(taken), leased

    async def _react(self, claimed: Claimed, unit: UnitOfWork) -> None:
        reaction, event = self._resolve(claimed)
        unit.context.request_id = claimed.request_id
        unit.context.began_at = claimed.caused_at
        held_by, held_until = claimed.held_by, claimed.held_until
        if held_by is not None and held_until is not None and held_until > unit.context.now:
            unit.context.hold = Hold(held_by, held_until)
        try:
            await reaction.run(event, unit.context)
            await unit.flush()
        except Exception as error:
            raise ReactionFailedError(claimed, error) from error
        await finish_messages([claimed.id])

    async def _work_outside(self, leased: Sequence[Claimed]) -> None:
        """Carry leased messages out at once; those that are over together end in one transaction."""
        running = {asyncio.create_task(self._carry_out(each)) for each in leased}
        try:
            while running:
                over, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                await self._end([task.result() for task in over])
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _carry_out(self, claimed: Claimed) -> _Carried:
        reaction, event = self._resolve(claimed)
        context = Context(None, self.dispatcher.clock.now(), claimed.request_id)
        try:
            await reaction.run(event, context)
        except Exception as error:  # noqa: BLE001 -- what has become of it is kept with the message
            return _Carried(claimed, context, error)
        return _Carried(claimed, context)

    async def _end(self, carried: Sequence[_Carried]) -> None:
        silent = [each for each in carried if each.error is None and not each.context.emitted]
        if silent:
            async with self.dispatcher.unit(actor_id=None):
                await finish_messages([each.claimed.id for each in silent])
        for each in carried:
            claimed = each.claimed
            if isinstance(each.error, TryAgainError):
                async with self.dispatcher.unit(actor_id=None, request_id=claimed.request_id):
                    await postpone_message(
                        claimed.id, run_at=each.error.run_at, why=error_text(each.error)
                    )
            elif each.error is not None:
                await self._fail(claimed, each.error)
            elif each.context.emitted:
                async with self.dispatcher.unit(
                    actor_id=None, request_id=claimed.request_id
                ) as unit:
                    unit.context.began_at = claimed.caused_at
                    unit.context.emitted.extend(each.context.emitted)
                    await finish_messages([claimed.id])

    def _resolve(self, claimed: Claimed) -> tuple[Reaction, Event]:
        flow = self.dispatcher.flow
        try:
            reaction = flow.reaction(claimed.event, claimed.reaction)
            event: Event = msgspec.json.decode(claimed.payload, type=flow.event_type(claimed.event))
        except (KeyError, msgspec.ValidationError) as error:
            raise ReactionFailedError(claimed, error) from error
        return reaction, event

    async def _fail(self, claimed: Claimed, error: Exception) -> None:
        now = self.dispatcher.clock.now()
        is_dead = is_last_attempt(claimed)
        logger.log(
            logging.ERROR if is_dead else logging.WARNING,
            "reaction failed",
            extra={
                "reaction": claimed.reaction,
                "event": claimed.event,
                "attempt": claimed.attempt_count + 1,
                "attempts": MAX_ATTEMPTS,
                "cause": error_text(error),
                "request_id": claimed.request_id,
            },
        )
        async with self.dispatcher.unit(actor_id=None, request_id=claimed.request_id) as unit:
            if is_dead:
                unit.topics.add(UNDELIVERED_TOPIC)
            await fail_message(
                claimed.id,
                error=error_text(error),
                attempt_count=claimed.attempt_count + 1,
                run_at=back_off(claimed.attempt_count, now),
                dead_at=now if is_dead else None,
            )


def share_of(*reactions: str) -> Share:
    """The share of some reactions alone."""
    return Share(reactions, is_rest=False)


def outside_share(flow: Flow, *, is_rest: bool) -> Share:
    """The messages whose reactions talk to the outside, or all the others."""
    every = [each for reactions in flow.reactions.values() for each in reactions]
    return Share(tuple(sorted({each.name for each in every if each.is_outside})), is_rest)


async def wake_on_hints(hints: Hints, wake: asyncio.Event) -> None:
    """Wake the lanes whenever something was put into the outbox."""
    async with hints.listen() as queue:
        while True:
            if await queue.get() in {OUTBOX_TOPIC, ANY_TOPIC}:
                wake.set()


async def run_worker(
    dispatcher: Dispatcher, timetable: Mapping[type, timedelta], stop: asyncio.Event
) -> None:
    """Work until told to stop; what is under way is finished first."""
    # What talks to the outside waits for others; it must not make the company's own work wait, too.
    inside, outside = (
        OutboxWorker(dispatcher, outside_share(dispatcher.flow, is_rest=is_rest))
        for is_rest in (True, False)
    )
    workers = [inside] * LANE_COUNT + [outside] * OUTSIDE_LANE_COUNT
    wakes = [asyncio.Event() for _ in workers]
    lanes = [
        asyncio.create_task(run_lane(worker, wake, stop))
        for worker, wake in zip(workers, wakes, strict=True)
    ]
    helpers = [asyncio.create_task(wake_on_hints(dispatcher.hints, wake)) for wake in wakes]
    helpers.append(asyncio.create_task(keep_timetable(dispatcher, timetable, stop)))
    await stop.wait()
    for wake in wakes:
        wake.set()
    await asyncio.gather(*lanes)
    for helper in helpers:
        helper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await helper


async def keep_timetable(
    dispatcher: Dispatcher, timetable: Mapping[type, timedelta], stop: asyncio.Event
) -> None:
    """Dispatch what the timetable holds when its time has come; a failure is seen and tried again."""
    due = dict.fromkeys(timetable, dispatcher.clock.now())
    while not stop.is_set():
        now = dispatcher.clock.now()
        for command, every in timetable.items():
            if due[command] > now:
                continue
            due[command] = now + every
            try:
                await dispatcher.dispatch(command(), actor_id=None, request_id="timetable")
            except (
                Exception
            ):  # one entry of the timetable must not stop the others; it is logged whole
                logger.exception("timetable", extra={"command": command.__name__})
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), timeout=_TICK_SECONDS)


async def main() -> None:
    """Run as `python -m backend.worker` until SIGTERM or SIGINT."""
    configure_logging("worker", Settings.from_environment().log_level)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with assembled(application="worker") as company:
        logger.info("worker started")
        await run_worker(company.dispatcher, TIMETABLE, stop)


if __name__ == "__main__":
    asyncio.run(main())
