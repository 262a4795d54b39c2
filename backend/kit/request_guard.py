"""Stands before every HTTP route: who may make a browser ask, in what form, and how much at once.

Unsafe requests must come from our own origin and carry the session's token; bodies of the API are
JSON, inflated as a stream with a hard stop, and not nested without end. Answers get their headers.
"""

import hmac
import re
import zlib
from collections.abc import Awaitable, Callable, Collection, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeAlias

from backend.kit.problem_details import (
    MEDIA_TYPE,
    MalformedError,
    asked_language,
    problem_body,
)
from shared.problem import ProblemError

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

GUARDED_PATHS: Final = ("/api/", "/sync/")
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# The option of a route that is a POST only because what it asks for is long.
READS: Final = "reads"
# The option of a route that strangers may ask; every other one wants a session.
OPEN_DOOR: Final = "open_door"
KIBIBYTE: Final = 1024
DEEPEST: Final = 32
_BRACKETS_WITHOUT_LOOKING: Final = 32
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKET: Final = bytes(set(range(256)) - set(b"[]{}"))

_ANSWER_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-sync", b"1"),
)


class CrossSiteError(ProblemError):
    """A request that another site made the browser send, or one without the session's token."""

    code: ClassVar[str] = "cross_site"
    status: ClassVar[int] = 403


class NotJSONError(ProblemError):
    """A body that does not say it is JSON, or is packed in a way that we do not open."""

    code: ClassVar[str] = "not_json"
    status: ClassVar[int] = 415


class BodyTooLargeError(ProblemError):
    """More in one request than this door takes; `kib` is its limit."""

    code: ClassVar[str] = "body_too_large"
    status: ClassVar[int] = 413


@dataclass(frozen=True, slots=True)
class Door:
    """What a path takes. `sent` and `inflated` are bytes; an upload is passed on as it streams in."""

    path: re.Pattern[str]
    sent: int = 64 * KIBIBYTE
    inflated: int = 256 * KIBIBYTE
    is_upload: bool = False
    needs_token: bool = True


SYNC_PUSH: Final = Door(re.compile(r"/sync/v1/push"), sent=256 * KIBIBYTE, inflated=1024 * KIBIBYTE)
# Nobody has a token before signing in; the origin is looked at all the same.
SIGN_IN: Final = Door(re.compile(r"/api/v1/session"), needs_token=False)
_ANY: Final = Door(re.compile(r".*"))


class RequestGuard:
    """An ASGI layer round the routes; websockets have a guard of their own.

    `token_of` gives the session token in a Cookie header, `csrf_token_for` the token that goes with
    it. `doors` come before the standing ones, for uploads.
    """

    def __init__(
        self,
        app: App,
        *,
        origins: Collection[str],
        token_of: Callable[[str], str],
        csrf_token_for: Callable[[str], str],
        doors: Sequence[Door] = (),
    ) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._token_of = token_of
        self._csrf_token_for = csrf_token_for
        self._doors = (*doors, SYNC_PUSH, SIGN_IN)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_guarded = scope["path"].startswith(GUARDED_PATHS)
        if is_guarded:
            send = _with_headers(send)
            _drop_cookies_beside_a_bearer(scope)
        if scope["method"] in SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        door = next((each for each in self._doors if each.path.fullmatch(scope["path"])), _ANY)
        try:
            self._check_sender(scope, door)
            if is_guarded and not door.is_upload:
                receive = await _checked_body(scope, receive, door)
        except ProblemError as error:
            await _refuse(scope, send, error)
            return
        await self._app(scope, receive, send)

    def _check_sender(self, scope: Any, door: Door) -> None:
        site = _header(scope, b"sec-fetch-site")
        if site not in {"", "same-origin", "none"}:
            raise CrossSiteError
        origin = _header(scope, b"origin")
        if origin and origin not in self._origins:
            raise CrossSiteError
        if scope["method"] == "POST" and not door.needs_token:
            return
        token = self._token_of(_header(scope, b"cookie", joined_by="; "))
        if not token:
            return  # There is no session to abuse; the route asks to sign in.
        given = _header(scope, b"x-csrf-token")
        if not hmac.compare_digest(given.encode(), self._csrf_token_for(token).encode()):
            raise CrossSiteError


def _drop_cookies_beside_a_bearer(scope: Any) -> None:
    """A bearer token is used alone: no site can make a browser send one, so no other token is asked."""
    if _is_by_bearer(scope):
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != b"cookie"]


def _is_by_bearer(scope: Any) -> bool:
    return _header(scope, b"authorization").lower().startswith("bearer ")


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            names = {name.lower() for name, _ in headers}
            headers.extend(pair for pair in _ANSWER_HEADERS if pair[0] not in names)
            if b"cache-control" not in names:
                headers.append((b"cache-control", b"no-store"))
            message["headers"] = headers
        await send(message)

    return answer


async def _checked_body(scope: Any, receive: Receive, door: Door) -> Receive:
    kind = _header(scope, b"content-type").partition(";")[0].strip().lower()
    packing = _header(scope, b"content-encoding").strip().lower()
    length = _header(scope, b"content-length")
    if length.isdecimal() and int(length) > door.sent:
        raise BodyTooLargeError(kib=door.sent // KIBIBYTE)
    body = await _read(receive, door, is_gzip=packing == "gzip")
    if body and (kind != "application/json" or packing not in {"", "identity", "gzip"}):
        raise NotJSONError
    # A browser could be made to send a request without a body, but never one with a token.
    needs_kind = scope["method"] != "DELETE" and not _is_by_bearer(scope)
    if not body and needs_kind and kind != "application/json":
        raise NotJSONError
    if _is_too_deep(body):
        raise MalformedError(field="body", reason="nested too deeply")
    scope["headers"] = [
        *(
            (name, value)
            for name, value in scope["headers"]
            if name not in {b"content-encoding", b"content-length"}
        ),
        (b"content-length", str(len(body)).encode()),
    ]
    return _replayed(body, receive)


async def _read(receive: Receive, door: Door, *, is_gzip: bool) -> bytes:
    inflater = zlib.decompressobj(wbits=31) if is_gzip else None
    limit = door.inflated if is_gzip else door.sent
    body = bytearray()
    sent = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedError(field="body", reason="the connection was cut")
        chunk = message.get("body", b"")
        sent += len(chunk)
        if sent > door.sent:
            raise BodyTooLargeError(kib=door.sent // KIBIBYTE)
        if inflater is None:
            body += chunk
        else:
            try:
                body += inflater.decompress(chunk, limit - len(body) + 1)
            except zlib.error as error:
                raise MalformedError(field="body", reason="not gzip") from error
        if len(body) > limit:
            raise BodyTooLargeError(kib=limit // KIBIBYTE)
        if not message.get("more_body", False):
            break
    if inflater is not None and (not inflater.eof or inflater.unused_data):
        raise MalformedError(field="body", reason="not one whole gzip stream")
    return bytes(body)


def _is_too_deep(body: bytes) -> bool:
    """Whether lists and objects are nested deeper than any of our bodies; strings do not count.

    Each round takes the innermost pairs away; what has no pairs is no JSON, which the parser will say.

    >>> _is_too_deep(b"[" * 33 + b"]" * 33), _is_too_deep(b"[" * 32 + b"]" * 32 + b"{}" * 99)
    (True, False)
    """
    if body.count(b"[") + body.count(b"{") <= _BRACKETS_WITHOUT_LOOKING:
        return False
    brackets = _TEXT.sub(b"", body).translate(None, _NO_BRACKET)
    for _ in range(DEEPEST):
        rest = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if rest == brackets:
            break
        brackets = rest
    return len(brackets) > DEEPEST or b"[]" in brackets or b"{}" in brackets


def _replayed(body: bytes, receive: Receive) -> Receive:
    is_given = False

    async def again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _refuse(scope: Any, send: Send, error: ProblemError) -> None:
    body = problem_body(error, asked_language(scope))
    await send(
        {
            "type": "http.response.start",
            "status": error.status,
            "headers": [
                (b"content-type", MEDIA_TYPE.encode()),
                (b"content-length", str(len(body)).encode()),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


def _header(scope: Any, name: bytes, *, joined_by: str = ",") -> str:
    return joined_by.join(
        value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name
    )
