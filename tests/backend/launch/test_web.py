"""The limits of the server under the application, as `lockstep web` starts it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from backend.cli.web import LARGEST_MESSAGE_BYTES, server_options
from backend.settings import Settings


@dataclass
class Echo:
    """An application that answers with what it was sent and remembers who it believes is asking."""

    callers: list[str] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.callers.append(scope["client"][0])
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] != "websocket.disconnect":
                if "text" in message:
                    await send({"type": "websocket.send", "text": str(len(message["text"]))})


@asynccontextmanager
async def served(app: Echo, tmp_path: Path, **variables: str) -> AsyncIterator[int]:
    settings = Settings.from_environment({"LOCKSTEP_HOME": str(tmp_path), **variables})
    options = server_options(settings) | {"port": 0, "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn says it by an attribute only
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def test_a_message_over_the_limit_closes_the_socket(tmp_path: Path) -> None:
    async with (
        served(Echo(), tmp_path) as port,
        connect(f"ws://127.0.0.1:{port}", max_size=None) as socket,
    ):
        await socket.send("x" * LARGEST_MESSAGE_BYTES)
        assert await socket.recv() == str(LARGEST_MESSAGE_BYTES)
        await socket.send("x" * (LARGEST_MESSAGE_BYTES + 1))
        with pytest.raises(ConnectionClosedError) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def test_messages_are_never_inflated(tmp_path: Path) -> None:
    async with served(Echo(), tmp_path) as port, connect(f"ws://127.0.0.1:{port}") as socket:
        assert socket.response is not None
        assert "sec-websocket-extensions" not in socket.response.headers


async def test_a_caller_is_not_believed_about_its_address(tmp_path: Path) -> None:
    app = Echo()
    async with served(app, tmp_path) as port, httpx.AsyncClient() as client:
        answer = await client.get(
            f"http://127.0.0.1:{port}/", headers={"x-forwarded-for": "203.0.113.9"}
        )
    assert app.callers == ["127.0.0.1"]
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("proxies", "believed"), [("127.0.0.1", "203.0.113.9"), ("10.0.0.1", "127.0.0.1")]
)
async def test_only_a_named_proxy_is_believed(tmp_path: Path, proxies: str, believed: str) -> None:
    app = Echo()
    async with (
        served(app, tmp_path, LOCKSTEP_FORWARDED_ALLOW_IPS=proxies) as port,
        httpx.AsyncClient() as client,
    ):
        await client.get(f"http://127.0.0.1:{port}/", headers={"x-forwarded-for": "203.0.113.9"})
    assert app.callers == [believed]
