"""What can be wrong with a whole envelope, and with an op before any handler sees it."""

from typing import ClassVar

from shared.problem import ProblemError


class EpochChangedError(ProblemError):
    """The server was restored: pull from nothing, send again what is not acknowledged."""

    code: ClassVar[str] = "epoch_changed"
    status: ClassVar[int] = 409


class ClientTooOldError(ProblemError):
    """A version of the client that is no longer understood; it keeps its ops."""

    code: ClassVar[str] = "client_too_old"
    status: ClassVar[int] = 426


class ServerTooOldError(ProblemError):
    """A version that this server does not know yet: it was put back, or is the last to be renewed."""

    code: ClassVar[str] = "server_too_old"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        self.retry_after = 60
        super().__init__(seconds=60)


class ClientNotYoursError(ProblemError):
    """The client id was bound to another person at its first use."""

    code: ClassVar[str] = "client_not_yours"
    status: ClassVar[int] = 403


class OpChangedError(ProblemError):
    """The same op id came before with other content (`op_id`)."""

    code: ClassVar[str] = "op_changed"
    status: ClassVar[int] = 422


class TooManyOpsError(ProblemError):
    """More ops in one envelope than are taken; halve it (`kib`)."""

    code: ClassVar[str] = "body_too_large"
    status: ClassVar[int] = 413


class UnknownKindError(ProblemError):
    """No op of that kind (`kind`)."""

    code: ClassVar[str] = "unknown_kind"
    status: ClassVar[int] = 422


class InvalidArgsError(ProblemError):
    """The op's args are not what its kind takes (`reason`)."""

    code: ClassVar[str] = "invalid_args"
    status: ClassVar[int] = 422

    def __init__(self, fields: tuple[str, ...], reason: str) -> None:
        self.fields = fields
        super().__init__(fields=", ".join(fields), reason=reason)


class OpNotYoursError(ProblemError):
    """Another person's op id."""

    code: ClassVar[str] = "op_not_yours"
    status: ClassVar[int] = 403


class SeqTakenError(ProblemError):
    """The client has used this number for another op (`seq`)."""

    code: ClassVar[str] = "seq_taken"
    status: ClassVar[int] = 409


class WaitsForRefusedError(ProblemError):
    """An earlier op of the same client on the same row was refused and is not settled."""

    code: ClassVar[str] = "waits_for_refused"
    status: ClassVar[int] = 409


class ReferencePageUnknownError(ProblemError):
    """No page of that name in the person's manifest."""

    code: ClassVar[str] = "not_found"
    status: ClassVar[int] = 404


class TooManyStreamsError(ProblemError):
    """One person listens on as many streams as are given out."""

    code: ClassVar[str] = "too_many_requests"
    status: ClassVar[int] = 429

    def __init__(self) -> None:
        self.retry_after = 30
        super().__init__(seconds=30)


class MalformedOpsError(ProblemError):
    """The envelope is not what the protocol takes; said by the door itself (`MALFORMED_STATUS`)."""

    code: ClassVar[str] = "malformed"
    status: ClassVar[int] = 422
