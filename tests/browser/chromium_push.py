"""What Chromium's push client talks to, without Google: check-in, registration, and its message socket.

Debian's Chromium takes the three addresses as switches. What is accepted on the push resource of
`tests/push_service.py` is handed on over the message socket (MCS, protocol 41), where the real browser
decrypts it. Messages are protocol buffers, written here by hand.
"""

import asyncio
import secrets
import struct
import threading
import time
import urllib.parse
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.push_service import HOST, Certificate, PushService

_HEARTBEAT_PING, _HEARTBEAT_ACK, _LOGIN, _LOGIN_ANSWER, _CLOSE, _DATA_MESSAGE = 0, 1, 2, 3, 4, 8
_PROTOCOL_VERSION = 41


class ChromiumPush(PushService):
    """A push service with a real browser behind it."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(certificate)
        self.apps: dict[str, dict[str, str]] = {}
        self.registration_port = 0
        self.message_port = 0
        self._waiting: list[bytes] = []
        self._sockets: list[asyncio.StreamWriter] = []
        self._servers: list[asyncio.Server] = []

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        registration = await asyncio.start_server(self._register, "127.0.0.1", 0)
        messages = await asyncio.start_server(
            self._talk, "127.0.0.1", 0, ssl=self.certificate.server_side()
        )
        self._servers = [registration, messages]
        self.registration_port = registration.sockets[0].getsockname()[1]
        self.message_port = messages.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        for server in self._servers:
            server.close()
        for socket in self._sockets:
            socket.close()
        await super().__aexit__(*error)

    def forget_all(self) -> None:
        """Know no subscription any more, as when a browser is removed with its profile."""
        self.apps.clear()
        self.senders.clear()

    async def accepted(self, token: str, headers: dict[str, str], body: bytes) -> None:
        app = self.apps.get(token)
        if app is None:
            return
        facts = {"content-encoding": headers["content-encoding"]}
        if "X-subtype" in app:
            facts["subtype"] = app["X-subtype"]
        message = b"".join(
            [
                _field(2, secrets.token_hex(6)),
                _field(3, app["sender"]),
                _field(4, ""),
                _field(5, app["app"]),
                *(_field(7, _field(1, name) + _field(2, value)) for name, value in facts.items()),
                _field(9, f"0:{secrets.token_hex(8)}"),
                _field(17, int(headers["ttl"])),
                _field(18, int(time.time() * 1000)),
                _field(21, body),
            ]
        )
        self._waiting.append(message)
        await self._hand_on()

    async def _hand_on(self) -> None:
        while self._waiting and self._sockets:
            message = self._waiting.pop(0)
            self._sockets[-1].write(bytes([_DATA_MESSAGE]) + _number(len(message)) + message)
            await self._sockets[-1].drain()

    async def _register(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Check-in (a protocol buffer) and registration (a form), over plain HTTP."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next(
                (
                    int(line.split(":")[1])
                    for line in head.split("\r\n")
                    if line.lower().startswith("content-length:")
                ),
                0,
            )
            form = dict(
                urllib.parse.parse_qsl((await reader.readexactly(length)).decode("latin-1"))
            )
            if head.split(" ")[1].startswith("/checkin"):
                kind, answer = "application/x-protobuffer", _check_in()
            else:
                kind, answer = "text/plain", f"token={self._token_for(form)}".encode()
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(answer)}\r\n"
                "Connection: close\r\n\r\n".encode()
                + answer
            )
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    def _token_for(self, form: dict[str, str]) -> str:
        if form.get("delete") == "true":
            for token, app in list(self.apps.items()):
                if app.get("X-subtype") == form.get("X-subtype"):
                    self.apps.pop(token)
                    self.senders.pop(token, None)
            return form.get("X-subtype", form["app"])
        token = secrets.token_urlsafe(24)
        self.apps[token] = form
        self.senders[token] = form["sender"]
        return token

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readexactly(1)
            while True:
                tag = (await reader.readexactly(1))[0]
                await reader.readexactly(await _length(reader))
                if tag == _LOGIN:
                    answer = _field(1, "stand-in") + _field(8, int(time.time() * 1000))
                    writer.write(
                        bytes([_PROTOCOL_VERSION, _LOGIN_ANSWER]) + _number(len(answer)) + answer
                    )
                    await writer.drain()
                    self._sockets.append(writer)
                    await self._hand_on()
                elif tag == _HEARTBEAT_PING:
                    writer.write(bytes([_HEARTBEAT_ACK, 0]))
                    await writer.drain()
                elif tag == _CLOSE:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            if writer in self._sockets:
                self._sockets.remove(writer)
            writer.close()


class PushStandIn:
    """The stand-in on a thread of its own, for tests that drive a browser synchronously."""

    def __init__(self, folder: Path) -> None:
        self.certificate = Certificate.make(folder)
        self.service = ChromiumPush(self.certificate)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="push stand-in")

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.service.__aenter__(), self._loop).result(60)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    async def _end(self) -> None:
        await self.service.__aexit__(None, None, None)
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    @property
    def environment(self) -> dict[str, str]:
        """What makes a Lockstep process send to the stand-in and trust its certificate."""
        return {
            "LOCKSTEP_PRIVATE_NETWORKS": "127.0.0.0/8",
            "LOCKSTEP_DIAL_ROUTES": f"{HOST}=127.0.0.1:{self.service.port}",
            "SSL_CERT_FILE": str(self.certificate.path),
        }

    @property
    def arguments(self) -> list[str]:
        """What makes a Chromium subscribe here and believe the stand-in's certificate."""
        plain = f"http://127.0.0.1:{self.service.registration_port}"
        return [
            f"--gcm-checkin-url={plain}/checkin",
            f"--gcm-registration-url={plain}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self.service.message_port}",
            f"--ignore-certificate-errors-spki-list={self.certificate.spki}",
        ]


def _check_in() -> bytes:
    return b"".join(
        [
            _field(1, 1),
            _field(3, int(time.time() * 1000)),
            _fixed(7, 0x1122334455667788),
            _fixed(8, 0x99AABBCCDDEEFF),
            _field(11, "stand-in"),
        ]
    )


async def _length(reader: asyncio.StreamReader) -> int:
    length = shift = 0
    while True:
        part = (await reader.readexactly(1))[0]
        length |= (part & 0x7F) << shift
        shift += 7
        if not part & 0x80:
            return length


def _number(value: int) -> bytes:
    """A whole number as a protocol buffer writes it: seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    raw = value.encode() if isinstance(value, str) else value
    return _number(number << 3 | 2) + _number(len(raw)) + raw


def _fixed(number: int, value: int) -> bytes:
    return _number(number << 3 | 1) + struct.pack("<Q", value)
