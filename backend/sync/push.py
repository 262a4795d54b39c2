"""Answers ops: each in a transaction of its own, each once and for good."""

import logging
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import prometheus_client

from backend.dispatch import Dispatcher, UnitOfWork
from backend.identity.errors import NotFoundError
from backend.kit.problem_details import BusyError
from backend.sync import clients, repository
from backend.sync.answers import (
    answer_to,
    customer_of,
    refusal,
    rejection,
    replay,
    request_hash,
)
from backend.sync.errors import (
    ClientNotYoursError,
    ClientTooOldError,
    EpochChangedError,
    InvalidArgsError,
    OpChangedError,
    SeqTakenError,
    ServerTooOldError,
    TooManyOpsError,
    WaitsForRefusedError,
)
from backend.sync.failures import AGAIN, BUSY, IMPOSSIBLE
from backend.sync.operations import (
    OLDEST_SCHEMA_VER,
    OP_KINDS,
    SCHEMA_VER,
    OpKind,
    command_of,
)
from backend.sync.repository import Receipt, Subject
from shared.problem import ProblemError
from shared.schemas.ops import MOST_OPS, Op, OpAnswer, PushAnswer, PushEnvelope
from shared.session import SessionFacts

logger = logging.getLogger("lockstep.sync")

REFUSED: Final = frozenset({"conflict", "rejected", "deferred"})
PARALLEL_UPDATE: Final = "parallel_update"
_LIMIT_KIB: Final = 256
_SOON_SECONDS: Final = 2
_LATER_SECONDS: Final = 30
_ATTEMPTS: Final = 3

_answered = prometheus_client.Counter(
    "lockstep_sync_ops", "Ops that were answered, by kind and answer.", ("kind", "answer")
)


class _RefusedError(Exception):
    """Ends an op's transaction without a trace; `error` is why."""

    def __init__(self, error: ProblemError) -> None:
        super().__init__(error.code)
        self.error = error


@dataclass(slots=True)
class _Round:
    """What is known while one envelope is answered."""

    session: SessionFacts
    envelope: PushEnvelope
    request_id: str
    kept: dict[UUID, Receipt]
    held: dict[UUID, int]
    refused_here: set[UUID] = field(default_factory=set)


class Push:
    """The push side of the protocol."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    async def answer(
        self, session: SessionFacts, envelope: PushEnvelope, request_id: str
    ) -> PushAnswer:
        """Answer every op of an envelope, in its order.

        An op that cannot be answered right now is left out with all later ones about the same row,
        and `retry_after` says when to send them again; ops about other rows are answered.
        """
        now = self._dispatcher.clock.now()
        await self._check(session, envelope)
        hashes = _hashes(envelope.ops)
        kept = await repository.receipts(list(hashes))
        for op_id, receipt in kept.items():
            if receipt.person_id == session.person_id and receipt.request_hash != hashes[op_id]:
                raise OpChangedError(op_id=op_id)
        if envelope.settled:
            await repository.settle_ops(session.person_id, envelope.settled, now)
        held = await repository.held_back(envelope.client_id, [op.id for op in envelope.ops])
        round_ = _Round(session, envelope, request_id, kept, held)

        results: list[OpAnswer] = []
        waiting: dict[UUID, int] = {}
        for op in envelope.ops:
            if op.id in waiting:
                continue
            found = await self._answer_op(round_, op, hashes[op.op_id])
            if isinstance(found, int):
                waiting[op.id] = found
                # Before a later one is answered, or a pull in between would acknowledge this one, too.
                await clients.note_waiting(envelope.client_id, op.seq, now)
                continue
            if found.status in REFUSED:
                round_.refused_here.add(op.id)
            kind = op.kind if op.kind in OP_KINDS else "unknown"
            _answered.labels(kind, "replayed" if found.replayed else found.status).inc()
            results.append(found)
        if waiting and not results:
            raise BusyError(max(waiting.values()))
        answered = {result.op_id for result in results}
        return PushAnswer(
            results=results,
            last_seq=await clients.last_seq(
                envelope.client_id,
                answered=[op.seq for op in envelope.ops if op.op_id in answered],
                left_out=[op.seq for op in envelope.ops if op.op_id not in answered],
                now=now,
            ),
            retry_after=max(waiting.values(), default=None),
        )

    async def _check(self, session: SessionFacts, envelope: PushEnvelope) -> None:
        if envelope.schema_ver < OLDEST_SCHEMA_VER:
            raise ClientTooOldError
        if envelope.schema_ver > SCHEMA_VER:
            raise ServerTooOldError
        if len(envelope.ops) > MOST_OPS:
            raise TooManyOpsError(kib=_LIMIT_KIB)
        if envelope.epoch is not None and envelope.epoch != await repository.epoch():
            raise EpochChangedError
        if not await clients.bind_client(
            envelope.client_id, session.person_id, session.device_id, self._dispatcher.clock.now()
        ):
            raise ClientNotYoursError

    async def _answer_op(self, round_: _Round, op: Op, asked: str) -> OpAnswer | int:
        """The op's answer, or the seconds after which it is to be sent again."""
        receipt = round_.kept.get(op.op_id)
        try:
            if receipt is not None:
                return await replay(op, round_.session, receipt)
            for _ in range(_ATTEMPTS):
                try:
                    return await self._carry_out(round_, op, asked)
                except AGAIN:
                    continue
        except IMPOSSIBLE as error:
            _log(op, error)
            impossible = InvalidArgsError(("args",), "not to be kept")
            return await self._refuse(round_, op, asked, None, impossible)
        except BUSY as error:
            logger.warning("an op waits", extra={"op_id": op.op_id, "cause": type(error).__name__})
            return _SOON_SECONDS
        except OpChangedError:
            raise
        except Exception as error:  # noqa: BLE001 -- one op that breaks us must not hold up the others; it is logged and stays on the phone
            _log(op, error)
            return _LATER_SECONDS
        return _SOON_SECONDS

    async def _carry_out(self, round_: _Round, op: Op, asked: str) -> OpAnswer:
        """Claim the op, carry it out, keep the answer: one transaction.

        A refusal undoes all of it and is then kept in a transaction of its own; should the same op have
        come again in between, the answer that it got there counts.
        """
        kind = OP_KINDS.get(op.kind)
        try:
            async with self._unit(round_) as unit:
                if not await self._claim(round_, op, asked, unit):
                    return await self._answered_before(round_, op, asked)
                try:
                    answer = await self._decide(round_, op, kind, unit)
                except ProblemError as error:
                    raise _RefusedError(error) from error
                await self._finish(round_, op, kind, answer)
                return answer
        except _RefusedError as refused:
            return await self._refuse(round_, op, asked, kind, refused.error)

    async def _decide(
        self, round_: _Round, op: Op, kind: OpKind | None, unit: UnitOfWork
    ) -> OpAnswer:
        is_held = await self._is_held(round_, op, kind)
        if is_held is None:
            raise WaitsForRefusedError
        command = command_of(op, round_.envelope.schema_ver)
        if kind is not None and kind.merges:
            unit.context.own_vers = await repository.own_vers(
                round_.envelope.client_id, op.id, op.seq
            )
        ver = await unit.perform(command)
        if is_held:
            await repository.settle_row(round_.envelope.client_id, op.id, op.seq, unit.context.now)
            del round_.held[op.id]
        parallel = unit.context.parallel_fields
        return answer_to(
            op,
            "applied",
            ver=int(ver),
            code=PARALLEL_UPDATE if parallel else None,
            fields=parallel,
        )

    async def _is_held(self, round_: _Round, op: Op, kind: OpKind | None) -> bool | None:
        """None when a refused op holds this one back; True when this op is what settles it.

        An author who has seen the refusal says so by `settled` in the envelope, by withdrawing, by
        asking for a new row again, or by naming the row's present version in a later envelope.
        """
        if op.id in round_.refused_here:
            return None
        first_refused = round_.held.get(op.id)
        if first_refused is None or first_refused >= op.seq:
            return False
        if kind is None:
            return None
        if kind.settles or kind.is_new:
            return True
        state = await repository.row_state(kind.entity, op.id)
        return True if state is not None and state.ver == op.base_ver else None

    async def _claim(self, round_: _Round, op: Op, asked: str, unit: UnitOfWork) -> bool:
        return await repository.add_receipt(
            op,
            client_id=round_.envelope.client_id,
            person_id=round_.session.person_id,
            schema_ver=round_.envelope.schema_ver,
            request_hash=asked,
            now=unit.context.now,
        )

    async def _finish(self, round_: _Round, op: Op, kind: OpKind | None, answer: OpAnswer) -> None:
        # "Not there" and "not yours" must look alike when the answer is given again, too.
        speaks_of_row = kind is not None and answer.code != NotFoundError.code
        await repository.finish_receipt(
            answer,
            client_id=round_.envelope.client_id,
            seq=op.seq,
            entity=kind.entity if kind is not None and speaks_of_row else None,
            about=Subject(op.id, customer_of(op)) if speaks_of_row else None,
        )

    async def _refuse(
        self, round_: _Round, op: Op, asked: str, kind: OpKind | None, error: ProblemError
    ) -> OpAnswer:
        """Keep a refusal."""
        async with self._unit(round_) as unit:
            if not await self._claim(round_, op, asked, unit):
                return await self._answered_before(round_, op, asked)
            answer = await refusal(op, round_.session, kind, error)
            await self._finish(round_, op, kind, answer)
        return answer

    def _unit(self, round_: _Round) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._dispatcher.unit(
            actor_id=round_.session.person_id, request_id=round_.request_id
        )

    async def _answered_before(self, round_: _Round, op: Op, asked: str) -> OpAnswer:
        """The op id or its number was taken by somebody who was quicker."""
        receipt = (await repository.receipts([op.op_id])).get(op.op_id)
        if receipt is None:
            return rejection(op, round_.session, SeqTakenError(seq=op.seq))
        is_own = receipt.person_id == round_.session.person_id
        if is_own and receipt.request_hash != asked:
            raise OpChangedError(op_id=op.op_id)
        return await replay(op, round_.session, receipt)


def _hashes(ops: Iterable[Op]) -> dict[UUID, str]:
    """A hash of what each op asks; the same op twice in an envelope has to ask the same."""
    found: dict[UUID, str] = {}
    for op in ops:
        asked = request_hash(op)
        if found.setdefault(op.op_id, asked) != asked:
            raise OpChangedError(op_id=op.op_id)
    return found


def _log(op: Op, error: Exception) -> None:
    logger.error("an op failed", exc_info=error, extra={"op_id": op.op_id, "op_kind": op.kind})
