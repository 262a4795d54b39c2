"""What somebody does on a live page arrives all at once off a slow line, and takes effect in its order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from frontend.app import mount
from shared.schemas.forecast import WindowAsked
from shared.session import SessionFacts
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, session
from tests.frontend.test_live import Open

PAGE = "/reactpy/frontend.pages.forecast_windows.forecast_windows_page/"


class Socket:
    """A browser's end of a page's websocket: what it says lies there until the server looks."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def render(self) -> Any:
        while True:
            message = await self.heard.get()
            if message["type"] == "websocket.send":
                return orjson.loads(message["text"])

    async def deliver(self, event: Any) -> None:
        await self.said.put({"type": "websocket.receive", "text": orjson.dumps(event).decode()})


@asynccontextmanager
async def mounted(gateway: FakeGateway) -> AsyncIterator[Open]:
    """The page behind the whole mount, as a browser reaches it."""

    async def session_of(_: str) -> SessionFacts:
        return session()

    socket = Socket()
    screens = mount(None, session_of=session_of, gateway_for=lambda _: gateway, clock=lambda: NOW)
    scope = {
        "type": "websocket",
        "path": PAGE,
        "query_string": b"path=%2Fforecast%2Fwindows",
        "headers": [],
        "state": {"session": session()},
    }
    await socket.said.put({"type": "websocket.connect"})
    serving = asyncio.create_task(screens(scope, socket.said.get, socket.heard.put))
    try:
        yield Open(socket)
    finally:
        await socket.said.put({"type": "websocket.disconnect", "code": 1000})
        await serving


async def test_a_press_finds_what_was_typed_just_before_it(gateway: FakeGateway) -> None:
    async with mounted(gateway) as page:
        await page.until(lambda: "Every family" in page.read)
        await page.type("3", into="Days before an order")
        await page.press("Keep")
        await page.until(lambda: bool(gateway.done))
    assert gateway.done == [("choose_forecast_window", WindowAsked("", 3, 30, 0))]


async def test_a_press_finds_what_was_chosen_just_before_it(gateway: FakeGateway) -> None:
    async with mounted(gateway) as page:
        await page.until(lambda: "Every family" in page.read)
        await page.pick("Epoxy primers")
        await page.press("Keep")
        await page.until(lambda: bool(gateway.done))
    assert gateway.done == [("choose_forecast_window", WindowAsked("Epoxy primers", 14, 7, 5))]
