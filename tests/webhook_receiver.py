"""Somebody else's endpoint for tests: takes webhooks over TLS, and answers with what a test asks for."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from tests.push_service import HOST, Certificate


@dataclass(frozen=True)
class Call:
    """One POST, and how it was answered."""

    path: str
    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def message(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass
class Reply:
    """What to answer; `hangs` says nothing at all."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False


class Receiver:
    """Listens on a loopback port; `replies` are used up in order by path, then all is well."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.calls: list[Call] = []
        self.replies: dict[str, list[Reply]] = {}
        self.arrival = asyncio.Event()
        self.port = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, ssl=self.certificate.server_side()
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    def url(self, path: str = "/hook") -> str:
        return f"https://{HOST}{path}"

    def answer(self, *replies: Reply, path: str = "/hook") -> None:
        self.replies.setdefault(path, []).extend(replies)

    def told(
        self, path: str = "/hook", which: Callable[[Call], bool] = lambda _: True
    ) -> list[Call]:
        return [call for call in self.calls if call.path == path and which(call)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            while True:
                await self._one(reader, writer)
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {
            name.lower(): value for name, value in (each.split(": ", 1) for each in rest if each)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = line.split(" ")[1]
        waiting = self.replies.get(path)
        reply = waiting.pop(0) if waiting else Reply()
        self.calls.append(Call(path, headers, body, reply.status))
        self.arrival.set()
        if reply.hangs:
            await asyncio.Event().wait()
        lines = [f"HTTP/1.1 {reply.status} as-said", "Content-Length: 0"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        await writer.drain()
