"""Stands before the live screens' websocket, which has no protection of its own.

Lets in only our own origins, live sessions and pages of the table; drops or ends whatever is not a
well-formed event for something that was drawn; and ends the socket when the session ends.
"""

import asyncio
import contextlib
import logging
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias, TypeVar
from uuid import UUID

import orjson

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]
SomeSession = TypeVar("SomeSession", bound="Session")

logger = logging.getLogger("lockstep.websocket")

REFUSED: Final = 4403
SIGNED_OUT: Final = 4401
MALFORMED: Final = 1007
TOO_BIG: Final = 1009
TOO_BUSY: Final = 1013
_MAX_SEQUENCE: Final = 1 << 53
_TARGET = re.compile(r'"target":"([^"\\]{1,300})"')


class Session(Protocol):
    """The part of a session that the guard looks at."""

    @property
    def person_id(self) -> UUID:
        """Whose session it is."""
        ...


@dataclass(frozen=True)
class Limits:
    """How much one socket may ask; the figures come from measuring an attack on a bare server."""

    message_bytes: int = 64 * 1024
    brackets: int = 2_000
    event_items: int = 4
    events_a_second: float = 20.0
    burst: int = 40
    delayed_in_a_row: int = 200
    sockets_a_person: int = 20
    remembered_targets: int = 20_000
    recheck_seconds: float = 2.0


class _ClosedError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class WebsocketGuard:
    """An ASGI layer; everything that is not a websocket passes untouched.

    `session_of` turns a Cookie header into a session or None, now; `may_open` says whether a
    session may open the page of that dotted name.
    """

    def __init__(
        self,
        app: App,
        *,
        allowed_origins: Collection[str],
        session_of: Callable[[str], Awaitable[SomeSession | None]],
        may_open: Callable[[SomeSession, str], bool],
        path_prefix: str = "/reactpy/",
        limits: Limits | None = None,
    ) -> None:
        self._app = app
        self._origins = frozenset(allowed_origins)
        self._session_of: Callable[[str], Awaitable[Any]] = session_of
        self._may_open: Callable[[Any, str], bool] = may_open
        self._page = re.compile(rf"{re.escape(path_prefix)}([a-zA-Z0-9_.]+)/")
        self._limits = limits or Limits()
        self._open_sockets: Counter[UUID] = Counter()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        cookie = "; ".join(_header(scope, b"cookie"))
        session = await self._admitted(scope, cookie)
        if session is None:
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
            return
        person = session.person_id
        self._open_sockets[person] += 1
        try:
            socket = _GuardedSocket(
                receive,
                send,
                self._limits,
                lambda: self._is_still(session, cookie),
            )
            await self._app(_without_cookie(scope, session), socket.receive, socket.send)
        finally:
            self._open_sockets[person] -= 1
            if not self._open_sockets[person]:
                del self._open_sockets[person]

    async def _admitted(self, scope: Any, cookie: str) -> Any | None:
        origins = _header(scope, b"origin")
        page = self._page.fullmatch(scope["path"])
        if len(origins) != 1 or origins[0] not in self._origins or page is None:
            logger.warning("A websocket was refused for its origin or path.")
            return None
        session = await self._session_of(cookie)
        if session is None or not self._may_open(session, page[1]):
            logger.warning("A websocket was refused for its session or page.")
            return None
        if self._open_sockets[session.person_id] >= self._limits.sockets_a_person:
            logger.warning("A websocket was refused: too many are open for one person.")
            return None
        return session

    async def _is_still(self, session: Session, cookie: str) -> bool:
        present = await self._session_of(cookie)
        return present is not None and present.person_id == session.person_id


@dataclass
class _GuardedSocket:
    """One admitted socket: what comes in is checked, what goes out teaches which targets exist."""

    outer_receive: Receive
    outer_send: Send
    limits: Limits
    is_session_live: Callable[[], Awaitable[bool]]
    targets: set[str] = field(default_factory=set)
    is_closed: bool = False
    delayed: int = 0
    tokens: float = 0.0
    refilled_at: float = 0.0

    def __post_init__(self) -> None:
        self.tokens = float(self.limits.burst)
        self.refilled_at = time.monotonic()

    async def send(self, message: Message) -> None:
        if self.is_closed:
            return
        if message["type"] == "websocket.send" and message.get("text"):
            drawn = _TARGET.findall(message["text"])
            if len(self.targets) + len(drawn) > self.limits.remembered_targets:
                self.targets.clear()
            self.targets.update(drawn)
        await self.outer_send(message)

    async def receive(self) -> Message:
        try:
            while True:
                message = await self._next_message()
                if message["type"] != "websocket.receive":
                    return message
                await self._check_session()
                await self._spend_token()
                event = self._event_in(message)
                if event["target"] in self.targets:
                    return message
        except _ClosedError as closed:
            return await self._close(closed.code)

    async def _next_message(self) -> Message:
        """Wait for a message, looking at the session every few seconds meanwhile."""
        waiting = asyncio.ensure_future(self.outer_receive())
        try:
            while True:
                done, _ = await asyncio.wait({waiting}, timeout=self.limits.recheck_seconds)
                if done:
                    return waiting.result()
                await self._check_session()
        finally:
            if not waiting.done():
                waiting.cancel()

    async def _check_session(self) -> None:
        if not await self.is_session_live():
            raise _ClosedError(SIGNED_OUT)

    async def _spend_token(self) -> None:
        """Let a burst through, then slow the sender down, then end the socket."""
        now = time.monotonic()
        earned = (now - self.refilled_at) * self.limits.events_a_second
        self.tokens = min(float(self.limits.burst), self.tokens + earned) - 1
        self.refilled_at = now
        if self.tokens >= self.limits.burst - 1:
            self.delayed = 0  # the sender has rested until the bucket was full again
        if self.tokens >= 0:
            return
        self.delayed += 1
        if self.delayed > self.limits.delayed_in_a_row:
            raise _ClosedError(TOO_BUSY)
        await asyncio.sleep(1 / self.limits.events_a_second)

    def _event_in(self, message: Message) -> Mapping[str, Any]:
        """Return the event in a message; anything but a small, flat, well-formed one ends the socket."""
        written = message.get("text")
        if written is None or len(written) > self.limits.message_bytes:
            raise _ClosedError(TOO_BIG)
        if written.count("{") + written.count("[") > self.limits.brackets:
            raise _ClosedError(TOO_BIG)
        try:
            event = orjson.loads(written)
        except ValueError:
            raise _ClosedError(MALFORMED) from None
        if not isinstance(event, dict) or not self._is_well_formed(event):
            raise _ClosedError(MALFORMED)
        return event

    def _is_well_formed(self, event: Mapping[str, Any]) -> bool:
        sequence = event.get("seq")
        return (
            event.get("type") == "layout-event"
            and isinstance(event.get("target"), str)
            and isinstance(event.get("data"), list)
            and len(event["data"]) <= self.limits.event_items
            and (sequence is None or _is_sequence(sequence))
        )

    async def _close(self, code: int) -> Message:
        if not self.is_closed:
            self.is_closed = True
            logger.warning("A websocket was ended with code %d.", code)
            with contextlib.suppress(Exception):  # the other side may have gone first
                await self.outer_send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


class LogFloodFilter(logging.Filter):
    """Lets so many lines a minute through, then counts, and says how many it kept back."""

    def __init__(self, lines_a_minute: int = 60) -> None:
        super().__init__()
        self._allowed = lines_a_minute
        self._minute = -1
        self._seen = 0

    def filter(self, record: logging.LogRecord) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            kept_back = max(0, self._seen - self._allowed)
            if kept_back:
                record.msg = f"{record.msg} ({kept_back} lines like this were kept back)"
            self._minute, self._seen = minute, 0
        self._seen += 1
        return self._seen <= self._allowed


def calm_live_logs() -> None:
    """Keep a flood of events out of the log: ReactPy writes a line for each one that it ignores."""
    for name in ("reactpy", "reactpy.core.layout", "reactpy.executors.asgi.middleware"):
        live = logging.getLogger(name)
        live.setLevel(logging.WARNING)
        for handler in tuple(live.handlers):
            live.removeHandler(handler)
        live.propagate = True
        live.addFilter(LogFloodFilter())
    logger.addFilter(LogFloodFilter())


def _header(scope: Any, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _without_cookie(scope: Any, session: object) -> dict[str, Any]:
    """Return the scope as a component may see it: no cookie, but the session's facts."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return {
        **scope,
        "headers": [(name, value) for name, value in headers if name.lower() != b"cookie"],
        "state": {**scope.get("state", {}), "session": session},
    }


def _is_sequence(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MAX_SEQUENCE
