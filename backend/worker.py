"""The worker process: works the outbox off, keeps the timetable, and stops cleanly when told.

A reaction runs in a transaction together with the end of its message, so its rows are written exactly
once. A reaction that talks to the outside holds a lease instead, and may run twice.
"""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from backend.assembly import assembled
from backend.dispatch import OUTBOX_TOPIC, Context, Dispatcher, Event, Flow, Hold, Reaction
from backend.flow import TIMETABLE
from backend.kit.hints import ANY_TOPIC, Hints
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
    claim_message,
    fail_message,
    finish_message,
    is_called_off,
    lease_message,
    next_run_at,
    postpone_message,
)

logger = logging.getLogger(__name__)

LANE_COUNT: Final = 2
OUTSIDE_LANE_COUNT: Final = 4
LEASE: Final = timedelta(seconds=90)
_LONGEST_WAIT_SECONDS: Final = 1.0
_TICK_SECONDS: Final = 60.0


class ReactionFailedError(Exception):
    """A reaction raised; its transaction is rolled back and the message keeps its place."""

    def __init__(self, claimed: Claimed, cause: Exception) -> None:
        super().__init__(claimed.reaction)
        self.claimed = claimed
        self.cause = cause


@dataclass(frozen=True, slots=True)
class OutboxWorker:
    """Carries out what the outbox holds, or a share of it."""

    dispatcher: Dispatcher
    share: Share = EVERYTHING

    async def work_one(self) -> bool:
        """Claim and carry out one message; False when none is due."""
        try:
            outside = await self._work_inside()
        except ReactionFailedError as failure:
            await self._fail(failure.claimed, failure.cause)
            return True
        if isinstance(outside, bool):
            return outside
        await self._work_outside(outside)
        return True

    async def seconds_until_next(self) -> float:
        """How long until the next message is due, at most a second."""
        due = await next_run_at(self.share)
        if due is None:
            return _LONGEST_WAIT_SECONDS
        seconds = (due - self.dispatcher.clock.now()).total_seconds()
        return min(_LONGEST_WAIT_SECONDS, max(0.0, seconds))

    async def _work_inside(self) -> Claimed | bool:
        """Carry out a message in one transaction, or lease it when its reaction works outside."""
        dispatcher = self.dispatcher
        now = dispatcher.clock.now()
        async with dispatcher.unit(actor_id=None) as unit:
            claimed = await claim_message(now, self.share)
            if claimed is None:
                return False
            unit.context.request_id = claimed.request_id
            unit.context.began_at = claimed.caused_at
            if claimed.held_by is not None and claimed.held_until is not None:
                if await is_called_off(claimed.held_by):
                    await finish_message(claimed.id)
                    return True
                if claimed.held_until > now:
                    unit.context.hold = Hold(claimed.held_by, claimed.held_until)
            reaction, event = self._resolve(claimed)
            if reaction.is_outside:
                await lease_message(claimed.id, now + LEASE)
                return claimed
            try:
                await reaction.run(event, unit.context)
                await unit.flush()
            except Exception as error:
                raise ReactionFailedError(claimed, error) from error
            await finish_message(claimed.id)
        return True

    async def _work_outside(self, claimed: Claimed) -> None:
        reaction, event = self._resolve(claimed)
        context = Context(None, self.dispatcher.clock.now(), claimed.request_id)
        try:
            await reaction.run(event, context)
        except TryAgainError as later:
            async with self.dispatcher.unit(actor_id=None, request_id=claimed.request_id):
                await postpone_message(claimed.id, run_at=later.run_at, why=error_text(later))
            return
        except Exception as error:  # noqa: BLE001 -- the failure is kept with the message and seen there
            await self._fail(claimed, error)
            return
        async with self.dispatcher.unit(actor_id=None, request_id=claimed.request_id) as unit:
            unit.context.began_at = claimed.caused_at
            unit.context.emitted.extend(context.emitted)
            await finish_message(claimed.id)

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
        async with self.dispatcher.unit(actor_id=None, request_id=claimed.request_id):
            await fail_message(
                claimed.id,
                error=error_text(error),
                attempt_count=claimed.attempt_count + 1,
                run_at=back_off(claimed.attempt_count, now),
                dead_at=now if is_dead else None,
            )


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
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with assembled(application="worker") as company:
        await run_worker(company.dispatcher, TIMETABLE, stop)


if __name__ == "__main__":
    asyncio.run(main())
