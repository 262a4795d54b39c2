"""What can go wrong with who one is and what one may do."""

from typing import ClassVar

from shared.problem import ProblemError


class SignedOutError(ProblemError):
    """There is no live session; the phone keeps its queue and asks the person to sign in."""

    code: ClassVar[str] = "signed_out"
    status: ClassVar[int] = 401


class WrongPasswordError(ProblemError):
    """E-mail and password do not belong together; the same answer whether the account exists or not."""

    code: ClassVar[str] = "wrong_password"
    status: ClassVar[int] = 401


class TooManyAttemptsError(ProblemError):
    """Too many failed sign-ins of an account or from a network; `minutes` until the next try."""

    code: ClassVar[str] = "too_many_attempts"
    status: ClassVar[int] = 429

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(minutes=-(-retry_after // 60))


class DeviceRevokedError(ProblemError):
    """The device was taken off the person's list; the phone keeps its queue for export."""

    code: ClassVar[str] = "device_revoked"
    status: ClassVar[int] = 403


class NotAllowedError(ProblemError):
    """The person's roles do not carry this."""

    code: ClassVar[str] = "not_allowed"
    status: ClassVar[int] = 403


class NotFoundError(ProblemError):
    """Not there, or not the viewer's: one answer for both, so that nothing can be found out by asking."""

    code: ClassVar[str] = "not_found"
    status: ClassVar[int] = 404


class EmailTakenError(ProblemError):
    """Somebody signs in with this address already; `email`."""

    code: ClassVar[str] = "email_taken"
    status: ClassVar[int] = 409


class TokenRefusedError(ProblemError):
    """Not a token of ours, or one that has expired or was revoked: one answer for all of them."""

    code: ClassVar[str] = "token_refused"
    status: ClassVar[int] = 401
    challenge: ClassVar[str] = 'Bearer realm="Lockstep", error="invalid_token"'


class TokenReadOnlyError(ProblemError):
    """The token reads; this would change something."""

    code: ClassVar[str] = "token_read_only"
    status: ClassVar[int] = 403
    challenge: ClassVar[str] = 'Bearer realm="Lockstep", error="insufficient_scope"'


class NotByTokenError(ProblemError):
    """Only a person at a browser does this: whoever finds a token must not reach further with it."""

    code: ClassVar[str] = "not_by_token"
    status: ClassVar[int] = 403


class TooManyTokensError(ProblemError):
    """A person keeps at most so many tokens (`limit`)."""

    code: ClassVar[str] = "too_many_tokens"
    status: ClassVar[int] = 409
