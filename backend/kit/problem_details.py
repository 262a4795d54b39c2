"""Refusals as `application/problem+json` (RFC 9457) in the language of the person who asked.

`code` and `facts` are for programs; `title` and `detail` are the same sentence that a screen shows.
"""

import logging
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from backend.kit.languages import language_of
from shared.problem import ProblemError
from shared.terms import Language
from shared.text import UnknownTextError, day, number, text, unit_name

logger = logging.getLogger("lockstep.problem")

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURE: Final = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
_COUNTS: Final = frozenset({"count", "days", "most_days", "minutes", "seconds", "machines"})
_FIGURES: Final = frozenset(
    {"available", "hours", "known", "limit", "lower", "minimum", "multiple"}
    | {"planned", "quantity", "shipped_quantity", "upper"}
)

MEDIA_TYPE: Final = "application/problem+json"
# The option of a route whose bodies follow the sync protocol, where a malformed one is 422.
MALFORMED_STATUS: Final = "malformed_status"
# The database is busy or away, or somebody else was first: the same again, a moment later, goes through.
BUSY: Final = (
    asyncpg.DeadlockDetectedError,
    # This process was paused, and the database did not wait for it.
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.LockNotAvailableError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
    asyncpg.QueryCanceledError,
    asyncpg.SerializationError,
    # Nobody listens at the database's socket, or it is not even there.
    OSError,
)
_BAD_REQUEST: Final = 400
_SERVER_ERROR: Final = 500


class UnexpectedError(ProblemError):
    """Something broke on our side; the log has it under the request's id."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500


class MalformedError(ProblemError):
    """The body or a parameter is not what this door takes; `field` says where."""

    code: ClassVar[str] = "malformed"
    status: ClassVar[int] = 400


class BusyError(ProblemError):
    """Too much at once; `seconds` until it is worth trying again."""

    code: ClassVar[str] = "busy"
    status: ClassVar[int] = 503

    def __init__(self, seconds: int = 2) -> None:
        self.retry_after = seconds
        super().__init__(seconds=seconds)


def busy(error: Exception) -> BusyError:
    """What is told of one of `BUSY`; the log has its cause."""
    logger.warning(
        "the database is busy",
        exc_info=error if isinstance(error, OSError) else None,
        extra={"cause": type(error).__name__},
    )
    return BusyError()


class TooManyRequestsError(BusyError):
    """One person asks more often than there is reason to."""

    code: ClassVar[str] = "too_many_requests"
    status: ClassVar[int] = 429


class HTTPError(ProblemError):
    """What the web framework refuses by itself: an unknown path, a method that is not there."""

    code: ClassVar[str] = "http"


_STATUS_CODES: Final = {404: "not_found", 405: "method_not_allowed"}


def sentence(error: ProblemError, language: str) -> str:
    """What happened and what to do, in a language."""
    try:
        return text(language, error.text_key, **_said(error.facts, language))
    except (UnknownTextError, ValueError) as missing:
        logger.warning("no text for a refusal", extra={"code": error.code, "cause": repr(missing)})
        return text(language, "error-unexpected")


def _said(facts: Mapping[str, str], language: str) -> dict[str, object]:
    """Facts as people say them: days with weekday, figures in the language's own way, units by name."""
    said: dict[str, object] = dict(facts)
    for name, value in facts.items():
        if _DAY.fullmatch(value):
            said[name] = day(language, date.fromisoformat(value))
        elif _FIGURE.fullmatch(value) and name in _COUNTS:
            said[name] = int(Decimal(value))
        elif _FIGURE.fullmatch(value) and name in _FIGURES:
            said[name] = number(language, Decimal(value))
        elif name == "unit":
            said[name] = unit_name(language, value)
    return said


def problem_body(
    error: ProblemError, language: str, *, status: int | None = None, code: str | None = None
) -> bytes:
    """The JSON of a refusal."""
    said = sentence(error, language)
    return msgspec.json.encode(
        {
            "type": f"urn:lockstep:problem:{code or error.code}",
            "title": said,
            "status": status or error.status,
            "detail": said,
            "code": code or error.code,
            "facts": error.facts,
        }
    )


def problem_headers(error: ProblemError) -> dict[str, str]:
    """`Retry-After` for refusals that pass, `WWW-Authenticate` where a token was not good enough."""
    given = {
        "Retry-After": getattr(error, "retry_after", None),
        "WWW-Authenticate": getattr(error, "challenge", None),
    }
    return {name: str(value) for name, value in given.items() if value is not None}


def asked_language(scope: Mapping[str, Any]) -> Language:
    """The language of the person behind a request: their own, else what the browser asks for."""
    chosen = scope.get("state", {}).get("language")
    if chosen is not None:
        return Language(chosen)
    for name, value in scope["headers"]:
        if name == b"accept-language":
            return language_of(value.decode("latin-1"))
    return Language.ENGLISH


def _answer(
    request: Request[Any, Any, Any],
    error: ProblemError,
    *,
    status: int | None = None,
    code: str | None = None,
) -> Response[bytes]:
    return Response(
        problem_body(error, asked_language(request.scope), status=status, code=code),
        status_code=status or error.status,
        media_type=MEDIA_TYPE,
        headers=problem_headers(error),
    )


def _refused(request: Request[Any, Any, Any], error: ProblemError) -> Response[bytes]:
    return _answer(request, error)


def _malformed(request: Request[Any, Any, Any], error: ValidationException) -> Response[bytes]:
    found = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    field = str(found.get("key", "")) if isinstance(found, dict) else ""
    reason = str(found.get("message", "")) if isinstance(found, dict) else ""
    return _answer(
        request,
        MalformedError(field=field or "body", reason=reason[:200]),
        status=_malformed_status(request),
    )


def _framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    if error.status_code == _BAD_REQUEST:
        return _answer(
            request,
            MalformedError(field="body", reason=str(error.detail)[:200]),
            status=_malformed_status(request),
        )
    if error.status_code >= _SERVER_ERROR:
        return _broken(request, error)
    code = _STATUS_CODES.get(error.status_code, "http")
    plain = type("FrameworkError", (HTTPError,), {"code": code, "status": error.status_code})
    answer = _answer(request, plain())
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    if isinstance(error, RecursionError):
        return _answer(request, MalformedError(field="body", reason="nested too deeply"))
    if isinstance(error, asyncpg.DataError):
        # A NUL in a text, a number that no column holds: what was sent cannot be meant.
        logger.warning("a value that cannot be kept", extra={"cause": type(error).__name__})
        return _answer(request, MalformedError(field="body", reason="a value that cannot be kept"))
    if isinstance(error, BUSY):
        return _answer(request, busy(error))
    logger.error("a request failed", exc_info=error, extra={"path": request.scope["path"]})
    return _answer(request, UnexpectedError())


def _malformed_status(request: Request[Any, Any, Any]) -> int:
    handler: Any = request.scope.get("route_handler")
    return _BAD_REQUEST if handler is None else int(handler.opt.get(MALFORMED_STATUS, _BAD_REQUEST))


EXCEPTION_HANDLERS: Final[ExceptionHandlersMap] = {
    ProblemError: _refused,
    ValidationException: _malformed,
    HTTPException: _framework,
    Exception: _broken,
}
