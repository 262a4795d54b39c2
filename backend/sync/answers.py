"""What an op's answer says: refusals in the person's language, stored answers given again."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.problem_details import sentence
from backend.sync import repository
from backend.sync.errors import InvalidArgsError, OpNotYoursError, WaitsForRefusedError
from backend.sync.operations import OP_KINDS, OpKind
from backend.sync.repository import Receipt
from shared.problem import ConflictError, ProblemError
from shared.schemas.ops import Op, OpAnswer, OpStatus
from shared.session import SessionFacts


def answer_to(
    op: Op,
    status: OpStatus,
    *,
    ver: int | None = None,
    code: str | None = None,
    message: str | None = None,
    fields: Iterable[str] = (),
    current: dict[str, Any] | None = None,
) -> OpAnswer:
    """An answer that is given for the first time."""
    return OpAnswer(
        op_id=op.op_id,
        status=status,
        ver=ver,
        code=code,
        message=message,
        fields=list(fields),
        current=current,
        replayed=False,
    )


def rejection(op: Op, session: SessionFacts, error: ProblemError) -> OpAnswer:
    """Not possible, and why."""
    fields = error.fields if isinstance(error, ConflictError | InvalidArgsError) else ()
    return answer_to(
        op, "rejected", code=error.code, message=sentence(error, session.language), fields=fields
    )


async def refusal(
    op: Op, session: SessionFacts, kind: OpKind | None, error: ProblemError
) -> OpAnswer:
    """A refusal as the phone gets it: the sentence, and for a conflict the row as it is."""
    if isinstance(error, WaitsForRefusedError):
        message = sentence(error, session.language)
        return answer_to(op, "deferred", code=error.code, message=message)
    if not isinstance(error, ConflictError):
        return rejection(op, session, error)
    viewer = await viewer_for(session.person_id)
    row = None if kind is None else await repository.current_row(kind.entity, op.id)
    is_seen = row is not None and row.current is not None and viewer.sees(row.scope_id)
    return answer_to(
        op,
        "conflict",
        code=error.code,
        message=sentence(error, session.language),
        fields=error.fields,
        ver=row.ver if row is not None and is_seen else None,
        current=msgspec.json.decode(row.current or "null") if row and is_seen else None,
    )


async def replay(op: Op, session: SessionFacts, receipt: Receipt) -> OpAnswer:
    """The stored answer again, with only the status of what the person may no longer see."""
    if receipt.person_id != session.person_id or receipt.answer is None:
        return rejection(op, session, OpNotYoursError())
    answer = msgspec.structs.replace(receipt.answer, replayed=True)
    if await _is_lost(await viewer_for(session.person_id), op, receipt):
        return msgspec.structs.replace(answer, message=None, fields=[], current=None)
    return answer


def request_hash(op: Op) -> str:
    """SHA-256 of kind, row, version and args in canonical JSON; not of when and how it was sent."""
    asked: dict[str, Any] = {
        "kind": op.kind,
        "id": str(op.id),
        "base_ver": op.base_ver or 0,
        "args": op.args,
    }
    return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


def customer_of(op: Op) -> UUID | None:
    """The customer that an op names, whatever else is wrong with it."""
    try:
        return UUID(str(op.args.get("customer_id")))
    except ValueError:
        return None


async def _is_lost(viewer: Viewer, op: Op, receipt: Receipt) -> bool:
    if receipt.scope_id is None:
        return False
    if not viewer.sees(receipt.scope_id):
        return True
    kind = OP_KINDS.get(op.kind)
    state = None if kind is None else await repository.row_state(kind.entity, receipt.entity_id)
    return state is not None and not viewer.sees(state.scope_id)
