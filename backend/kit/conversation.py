"""One HTTP/1.1 conversation over a kept connection: a question, its answer, then the next (RFC 9112).

Only what a dialer needs: POST with a body that is there, answers that are small. What does not read like an
answer ends the conversation.
"""

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult

import httptools

LONGEST_ANSWER: Final = 4096
_LONGEST_HEAD: Final = 65_536
_FINAL: Final = 200
_WITHOUT_BODY: Final = frozenset({204, 304})

Heard = tuple[int, dict[str, str], bytes]
"""Status, headers by name in lower case, and the body's first 4 KiB."""


class BrokenAnswerError(Exception):
    """What came is no answer, or the other side hung up before it was whole."""


def question_of(url: SplitResult, headers: Mapping[str, str], content: bytes) -> bytes:
    """A POST as it goes over the wire; ValueError where a header would break out of its line.

    >>> from urllib.parse import urlsplit
    >>> question_of(urlsplit("https://push.example/x?y=1"), {"TTL": "60"}, b"abc").splitlines()[:3]
    [b'POST /x?y=1 HTTP/1.1', b'Host: push.example', b'TTL: 60']
    """
    target = url.path or "/"
    if url.query:
        target += f"?{url.query}"
    lines = [f"POST {target} HTTP/1.1", f"Host: {url.netloc}"]
    for name, value in headers.items():
        if not name.isascii() or not (name + value).isprintable() or ":" in name:
            message = f"the header {name!r} does not fit into a line"
            raise ValueError(message)
        lines.append(f"{name}: {value}")
    lines += [f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + content


class Conversation(asyncio.Protocol):
    """A connection on which one question at a time is asked; `kept_at` is when it was last put aside."""

    def __init__(self) -> None:
        self.kept_at = 0.0
        self._transport: asyncio.Transport | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._answer: asyncio.Future[Heard] | None = None
        self._begin()
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """Whether another question may follow."""
        return self._is_open and self._transport is not None and not self._transport.is_closing()

    async def ask(self, question: bytes) -> Heard:
        """Send a question and wait for its answer; `BrokenAnswerError` where none comes."""
        if self._transport is None or not self.is_open:
            raise BrokenAnswerError("the connection is closed")
        self._begin()
        self._parser = httptools.HttpResponseParser(self)
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(question)
        try:
            return await self._answer
        finally:
            self._parser = self._answer = None

    def end(self) -> None:
        """Hang up."""
        self._is_open = False
        if self._transport is not None:
            self._transport.abort()

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- a stream, never a datagram
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._parser is None:
            # Nobody has asked anything.
            self.end()
            return
        self._size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(f"no answer of HTTP: {error}")
        if not self._is_whole and not self._has_head and self._size > _LONGEST_HEAD:
            self._fail("headers without end")

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_open = False
        if self._has_head and not self._has_length and exc is None:
            # An answer that says no length lasts until the other side hangs up.
            self._settle()
        self._fail(f"cut off{f': {exc}' if exc else ''}")

    # What the parser tells.

    def on_header(self, name: bytes, value: bytes) -> None:
        key = name.decode("latin-1").lower()
        said = value.decode("latin-1")
        self._headers[key] = f"{self._headers[key]}, {said}" if key in self._headers else said

    def on_headers_complete(self) -> None:
        assert self._parser is not None  # noqa: S101 -- it is the one that calls
        self._status = self._parser.get_status_code()
        self._has_head = self._status >= _FINAL
        self._has_length = (
            "content-length" in self._headers
            or "chunked" in self._headers.get("transfer-encoding", "")
            or self._status in _WITHOUT_BODY
        )

    def on_body(self, body: bytes) -> None:
        self._body += body[: LONGEST_ANSWER - len(self._body)]
        if len(self._body) >= LONGEST_ANSWER:
            # The rest is not read, so nothing can follow it.
            self._is_open = False
            self._settle()

    def on_message_complete(self) -> None:
        if self._status < _FINAL:
            self._begin()
            return
        if self._parser is not None and not self._parser.should_keep_alive():
            self._is_open = False
        self._settle()

    def _begin(self) -> None:
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body = b""
        self._size = 0
        self._has_head = self._has_length = self._is_whole = False

    def _settle(self) -> None:
        self._is_whole = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._status, self._headers, self._body))

    def _fail(self, why: str) -> None:
        self._is_open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(BrokenAnswerError(why))
