"""Requests that may be sent twice: the key by which their sender names one thing, and its refusal."""

import hashlib
from typing import Annotated, ClassVar, Final, TypeAlias
from uuid import UUID

import msgspec
from litestar import Response
from litestar.params import HeaderParameter

from shared.problem import ProblemError

IDEMPOTENCY_KEY: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"

IdempotencyKey: TypeAlias = Annotated[
    UUID,
    HeaderParameter(
        name=IDEMPOTENCY_KEY,
        description="A UUID of your own for this one thing. Send it again with the same request and "
        "you get the same answer, and nothing is done twice.",
    ),
]


class Written(msgspec.Struct, frozen=True):
    """The row that was written, and its version from now on."""

    id: UUID
    ver: int


class IdempotencyKeyReusedError(ProblemError):
    """The key came before, with something else."""

    code: ClassVar[str] = "idempotency_key_reused"
    status: ClassVar[int] = 422


def asked_hash(*asked: object) -> str:
    """A hash of what is asked: names, ids and body, in canonical JSON."""
    return hashlib.sha256(msgspec.json.encode(asked, order="deterministic")).hexdigest()


def written(
    answer: bytes, *, is_repeated: bool, status: int = 200, path: str = ""
) -> Response[Written]:
    """The answer to a request that wrote; `path` is where rows of its kind stand, for `Location`."""
    found = msgspec.json.decode(answer, type=Written)
    headers = {REPLAYED: "true"} if is_repeated else {}
    if path:
        headers["Location"] = f"{path}/{found.id}"
    return Response(found, status_code=status, headers=headers)
