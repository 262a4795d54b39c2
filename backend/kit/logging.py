"""Log lines as JSON, one event a line, with the request that they belong to.

Only fields on the list below are written; anything else that somebody hands to `extra` is left out,
because a log is kept longer and read by more people than the data itself.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO
from uuid import uuid4

ALLOWED_FIELDS = frozenset(
    {
        "attempt", "attempts", "cause", "client_id", "code", "command", "component", "connector", "count", "delay_seconds",
        "device_id", "duration_ms", "entity", "error", "event", "file_id", "host", "kind", "lane", "message_id",
        "method", "op_id", "op_kind", "outcome", "path", "person_id", "proposal_id", "reaction", "reason",
        "request_id", "row_count", "run_id", "size", "status", "token_id", "topic",
    }
)  # fmt: skip
STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}

# What a message or an exception's text may carry along without anybody meaning to.
SCRUBBED = (
    (re.compile(r"(?<=://)[^/\s@]*:[^/\s@]*(?=@)"), "***"),
    (
        re.compile(r"(?i)\b(authorization|cookie|set-cookie|x-csrf-token)\b\s*[:=]\s*[^\r\n]+"),
        r"\1: ***",
    ),
    (
        re.compile(
            r"(?i)\b(password|secret|token|api[_-]?key)\b(['\"]?\s*[:=]\s*)['\"]?[^\s'\",}]+"
        ),
        r"\1\2***",
    ),
    (re.compile(r"(?i)\bbearer\s+[\w.~+/=-]+"), "bearer ***"),
    # PostgreSQL quotes the offending row in its DETAIL.
    (re.compile(r"(?m)^DETAIL:.*$"), "DETAIL: ***"),
)
# JSON leaves these as they are, and some readers of logs take them for the end of a line.
OTHER_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x7F, 0x85, 0x2028, 0x2029)}
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET_PATHS = ("/health/", "/metrics")

_bound: ContextVar[dict[str, object]] = ContextVar("log_fields", default={})  # noqa: B039 - the empty one is never changed


@contextmanager
def bound(**fields: object) -> Iterator[None]:
    """Add fields to every line that is logged inside, in this task and those it starts."""
    token = _bound.set({**_bound.get(), **fields})
    try:
        yield
    finally:
        _bound.reset(token)


def bind(**fields: object) -> None:
    """Add fields to every further line of the request, whichever of its tasks writes it."""
    held = _bound.get()
    if held:  # Outside of `bound` there is nothing that ends, so nothing to add to.
        held.update(fields)


def request_id() -> str:
    """The id of the request that is being answered; empty outside of one."""
    return str(_bound.get().get("request_id", ""))


def scrub(text: str) -> str:
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


class JSONFormatter(logging.Formatter):
    """One record, one line, whatever the texts in it hold."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        instant = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "at": instant.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "process": self._process,
            "logger": record.name,
            "message": scrub(record.getMessage()),
            **_bound.get(),
        }
        for name, value in vars(record).items():
            if name in ALLOWED_FIELDS:
                line[name] = scrub(value) if isinstance(value, str) else value
            elif name not in STANDARD_FIELDS:
                line.setdefault("left_out", []).append(name)  # type: ignore[attr-defined]  # a list, made here
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = scrub("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps(line, ensure_ascii=False, default=str).translate(OTHER_LINE_ENDS)


def configure_logging(process: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every logger of this process through one handler; call once, at the start."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JSONFormatter(process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    # Each ignored event of a page would be a line of its own.
    for noisy in ("reactpy", "httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for uvicorn in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        found = logging.getLogger(uvicorn)
        found.handlers.clear()
        found.propagate = (
            uvicorn != "uvicorn.access"
        )  # RequestLog says the same with the request's id


class RequestLog:
    """ASGI middleware: an id for every request, in its log lines and in its answer's `X-Request-Id`."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._logger = logging.getLogger("lockstep.request")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        found = _given_id(scope) or uuid4().hex
        status = 0

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", found.encode()),
                ]
            await send(message)

        with bound(request_id=found):
            try:
                await self._app(scope, receive, answer)
            finally:
                level = logging.DEBUG if scope["path"].startswith(QUIET_PATHS) else logging.INFO
                self._logger.log(
                    level,
                    "answered",
                    extra={
                        "kind": scope["type"],
                        "method": scope.get("method", ""),
                        "path": scope["path"],
                        "status": status,
                        "duration_ms": round((time.perf_counter() - begun) * 1000, 1),
                    },
                )


def _given_id(scope: MutableMapping[str, Any]) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if REQUEST_ID.fullmatch(text) else ""
    return ""
