"""What can go wrong when a browser asks to be woken."""

from typing import ClassVar

from shared.problem import ProblemError


class PushEndpointRefusedError(ProblemError):
    """The endpoint is not at a push service that this company sends to."""

    code: ClassVar[str] = "push_endpoint_refused"
    status: ClassVar[int] = 422


class PushKeysRefusedError(ProblemError):
    """The browser's keys are not a point of P-256 and 16 bytes."""

    code: ClassVar[str] = "push_keys_refused"
    status: ClassVar[int] = 422


class PushServiceFailedError(Exception):
    """A push service did not take a message; the outbox tries again. `cause` is for people."""

    def __init__(self, host: str, cause: str) -> None:
        super().__init__(f"{host}: {cause}")
        self.host = host
        self.cause = cause
