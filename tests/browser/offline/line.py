"""The line between a phone and the server: a proxy on loopback that fails the way lines do.

One request a connection, so that an answer can be lost, cut short or replaced at an exact place;
a websocket keeps its connection.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
CHUNK = 65_536
PATIENCE_SECONDS = 60.0
PORTAL = b"<!doctype html><title>Hotel Adler</title><h1>Room number, please</h1>"

Rewrite = Callable[[bytes], bytes]


@dataclass
class Hold:
    """Stops the next request to a path at one place until a test has looked round.

    `place` is `asked` (nothing has reached the server) or `answered` (it has; the phone does not
    know yet). `let_go` passes it on, whole, cut after so many bytes, or not at all.
    """

    path: str
    place: str
    _reached: threading.Event = field(default_factory=threading.Event)
    _go: threading.Event = field(default_factory=threading.Event)
    passes: bool = True
    bytes_passed: int | None = None

    def wait(self) -> None:
        if not self._reached.wait(PATIENCE_SECONDS):
            raise AssertionError(f"{self.path} was not {self.place} in {PATIENCE_SECONDS:g} s")

    def let_go(self, *, passes: bool = True, bytes_passed: int | None = None) -> None:
        self.passes, self.bytes_passed = passes, bytes_passed
        self._go.set()

    async def stop_here(self) -> None:
        self._reached.set()
        await asyncio.to_thread(self._go.wait, PATIENCE_SECONDS)


class Line:
    """Phones connect to `address`; what they ask goes on to `port_behind`."""

    def __init__(self, port: int = 0) -> None:
        self._listener = socket.create_server((LOOPBACK, port), backlog=128)
        self.address = f"http://{LOOPBACK}:{self._listener.getsockname()[1]}"
        self.port_behind = 0
        self.is_down = False
        self.is_portal = False
        self.deaf: set[str] = set()
        self.rewrites: dict[str, Rewrite] = {}
        self.asked: list[tuple[str, bytes]] = []
        self._holds: list[Hold] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()

    def hold(self, path: str, place: str) -> Hold:
        made = Hold(path, place)
        self._holds.append(made)
        return made

    def pushed(self) -> list[bytes]:
        """The bodies of all pushes so far, whole or not, answered or not."""
        return [body for what, body in self.asked if what == "POST /sync/v1/push"]

    def mend(self) -> None:
        """A line without faults again."""
        for each in self._holds:
            each.let_go()
        self._holds.clear()
        self.rewrites.clear()
        self.deaf.clear()
        self.is_down = self.is_portal = False

    def close(self) -> None:
        self.mend()
        if self._loop:
            self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(PATIENCE_SECONDS)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._connected, sock=self._listener)
        await self._ended.wait()
        server.close()
        for each in self._connections:
            each.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._pass_on(phone, back)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # A browser closes connections when it pleases; what was under way ends with them.
            back.transport.abort()
        finally:
            self._connections.discard(task)
            back.close()

    async def _pass_on(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        head = await phone.readuntil(b"\r\n\r\n")
        method, path = head.decode("latin-1").split(" ", 2)[:2]
        bare = path.partition("?")[0]
        body = await phone.readexactly(_length(head))
        self.asked.append((f"{method} {bare}", body))
        hold = next((each for each in self._holds if each.path == bare), None)
        if hold:
            self._holds.remove(hold)
        if hold and hold.place == "asked":
            await hold.stop_here()
        if (
            self.is_down
            or bare in self.deaf
            or (hold and hold.place == "asked" and not hold.passes)
        ):
            back.transport.abort()
            return
        if self.is_portal:
            back.write(_answer(PORTAL, "text/html"))
            await back.drain()
            return
        server, onward = await asyncio.open_connection(LOOPBACK, self.port_behind)
        try:
            if _header(head, "upgrade").lower() == "websocket":
                onward.write(head)
                await _both_ways((phone, onward), (server, back))
                return
            onward.write(_one_request(head) + body)
            await onward.drain()
            if bare in self.rewrites or (hold and hold.place == "answered"):
                await self._changed(server, back, self.rewrites.get(bare), hold)
            else:
                await _all_of(server, back)
        finally:
            onward.close()

    async def _changed(
        self,
        server: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        rewrite: Rewrite | None,
        hold: Hold | None,
    ) -> None:
        answer = await server.read(-1)
        if rewrite:
            head, _, content = answer.partition(b"\r\n\r\n")
            answer = _answer(rewrite(content), _header(head, "content-type"))
        if hold and hold.place == "answered":
            await hold.stop_here()
            if not hold.passes:
                back.transport.abort()
                return
            if hold.bytes_passed is not None:
                back.write(answer[: hold.bytes_passed])
                await back.drain()
                back.transport.abort()
                return
        back.write(answer)
        await back.drain()


async def _all_of(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK):
        sink.write(chunk)
        await sink.drain()


async def _both_ways(*ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Pass on what either side says until one of them ends."""
    tasks = [asyncio.ensure_future(_all_of(source, sink)) for source, sink in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _one_request(head: bytes) -> bytes:
    """The request's head for a connection that ends with its answer, whole and not packed."""
    kept = [
        line
        for line in head[:-4].split(b"\r\n")
        if not line.lower().startswith((b"connection:", b"accept-encoding:", b"if-none-match:"))
    ]
    return b"\r\n".join([*kept, b"Connection: close", b"Accept-Encoding: identity"]) + b"\r\n\r\n"


def _answer(content: bytes, content_type: str) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + content


def _header(head: bytes, name: str) -> str:
    for line in head.decode("latin-1").split("\r\n")[1:]:
        found, _, value = line.partition(":")
        if found.lower() == name:
            return value.strip()
    return ""


def _length(head: bytes) -> int:
    return int(_header(head, "content-length") or 0)
