"""What the guard before the live screens lets in, drops and ends."""

import asyncio
import gc
import logging
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import pytest

from backend.kit.websocket_guard import (
    Limits,
    LogFloodFilter,
    Message,
    Receive,
    Send,
    WebsocketGuard,
)

ORIGIN = "https://lockstep.example"
PERSON = UUID(int=7)
PAGE = "frontend.pages.kpi.kpi_page"
DRAWN = '{"type":"layout-update","path":"","model":{"eventHandlers":{"onClick":{"target":"/0:onClick"}}}}'


@dataclass(frozen=True)
class Session:
    person_id: UUID


class Screen:
    """Stands where ReactPy stands: draws one button, then keeps every event that reaches it."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.scopes: list[Any] = []
        self.ended_with: int | None = None

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": DRAWN})
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                self.ended_with = message["code"]
                return
            self.events.append(orjson.loads(message["text"]))


class Browser:
    """The other end of the socket: queues what it says, keeps what it hears."""

    def __init__(
        self,
        guard: WebsocketGuard,
        *,
        origins: tuple[str, ...] = (ORIGIN,),
        cookie: str = "lockstep=good",
        path: str = f"/reactpy/{PAGE}/",
    ) -> None:
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.heard: list[Message] = []
        headers = [
            (b"host", b"lockstep.example"),
            *((b"origin", value.encode()) for value in origins),
        ]
        if cookie:
            headers.append((b"cookie", cookie.encode()))
        self.scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b""}
        self.said.put_nowait({"type": "websocket.connect"})
        self.visit = asyncio.ensure_future(guard(self.scope, self.said.get, self._hear))

    async def _hear(self, message: Message) -> None:
        self.heard.append(message)

    def say(self, event: object) -> None:
        written = event if isinstance(event, str) else orjson.dumps(event).decode()
        self.said.put_nowait({"type": "websocket.receive", "text": written})

    def leave(self) -> None:
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1001})

    @property
    def close_code(self) -> int | None:
        codes = [message["code"] for message in self.heard if message["type"] == "websocket.close"]
        return codes[0] if codes else None

    @property
    def was_accepted(self) -> bool:
        return any(message["type"] == "websocket.accept" for message in self.heard)


class Door:
    """A guard round a screen, with sessions that can be revoked."""

    def __init__(self, **limits: Any) -> None:
        self.sessions = {"lockstep=good": Session(PERSON)}
        self.screen = Screen()
        self.guard = WebsocketGuard(
            self.screen,
            allowed_origins={ORIGIN},
            session_of=self.session_of,
            may_open=lambda _session, page: page == PAGE,
            limits=Limits(**limits),
        )

    async def session_of(self, cookie: str) -> Session | None:
        return self.sessions.get(cookie)

    def visit(self, **visit: Any) -> Browser:
        return Browser(self.guard, **visit)


def press(target: str = "/0:onClick", **more: object) -> dict[str, object]:
    return {"type": "layout-event", "target": target, "data": [], "seq": 0, **more}


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 -- the guard has no event to wait for
            await asyncio.sleep(0)


@pytest.fixture
def door() -> Door:
    return Door()


async def test_our_own_origin_with_a_live_session_reaches_the_screen(door):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    browser.say(press())
    await until(lambda: door.screen.events)
    browser.leave()
    await browser.visit
    assert door.screen.events == [press()]
    assert door.screen.ended_with == 1001


@pytest.mark.parametrize(
    "origins",
    [
        ("https://lockstep.example.evil.test",),
        ("https://evil.test/lockstep.example",),
        ("https://xlockstep.example",),
        ("https://lockstep.example:8443",),
        ("http://lockstep.example",),
        ("HTTPS://LOCKSTEP.EXAMPLE",),
        ("null",),
        ("",),
        (),
        ("https://lockstep.example/",),
        ("https://someone@lockstep.example",),
        (ORIGIN, ORIGIN),
    ],
)
async def test_any_other_origin_is_refused_before_accept(door, origins):
    browser = door.visit(origins=origins)
    await browser.visit
    assert browser.heard == [{"type": "websocket.close", "code": 4403}]
    assert door.screen.scopes == []


@pytest.mark.parametrize("cookie", ["", "lockstep=wrong"])
async def test_without_a_session_nobody_gets_in(door, cookie):
    browser = door.visit(cookie=cookie)
    await browser.visit
    assert browser.heard == [{"type": "websocket.close", "code": 4403}]


@pytest.mark.parametrize(
    "path",
    ["/reactpy/os.system/", "/reactpy/", f"/reactpy/{PAGE}", f"/x/reactpy/{PAGE}/", "/other"],
)
async def test_a_page_that_is_not_in_the_table_is_refused_and_leaves_no_task(door, path):
    before = len(asyncio.all_tasks())
    browser = door.visit(path=path)
    await browser.visit
    assert browser.close_code == 4403
    assert not browser.was_accepted
    assert len(asyncio.all_tasks()) == before


async def test_the_screen_sees_the_session_and_never_the_cookie(door):
    browser = door.visit()
    await until(lambda: door.screen.scopes)
    browser.leave()
    await browser.visit
    [scope] = door.screen.scopes
    assert scope["state"]["session"] == Session(PERSON)
    assert [name for name, _ in scope["headers"]] == [b"host", b"origin"]


async def test_a_person_may_hold_twenty_sockets_and_gets_a_place_back_by_leaving(door):
    browsers = [door.visit() for _ in range(20)]
    await until(lambda: all(browser.was_accepted for browser in browsers))
    refused = door.visit()
    await refused.visit
    assert refused.close_code == 4403
    browsers[0].leave()
    await browsers[0].visit
    returned = door.visit()
    await until(lambda: returned.was_accepted)
    for browser in (*browsers[1:], returned):
        browser.leave()
        await browser.visit


async def test_a_revoked_session_ends_an_idle_socket():
    door = Door(recheck_seconds=0.01)
    browser = door.visit()
    await until(lambda: browser.was_accepted)
    door.sessions.clear()
    await browser.visit
    assert browser.close_code == 4401
    assert door.screen.ended_with == 4401


async def test_no_event_is_applied_after_the_session_was_revoked(door):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    door.sessions.clear()
    browser.say(press())
    await browser.visit
    assert browser.close_code == 4401
    assert door.screen.events == []


async def test_a_session_that_became_somebody_elses_ends_the_socket(door):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    door.sessions["lockstep=good"] = Session(UUID(int=8))
    browser.say(press())
    await browser.visit
    assert browser.close_code == 4401


@pytest.mark.parametrize(
    "malformed",
    [
        "not json",
        "[]",
        "7",
        '"text"',
        {"type": "layout-event", "data": []},
        {"type": "layout-event", "target": [], "data": []},
        {"type": "layout-event", "target": "/0:onClick"},
        {"type": "layout-event", "target": "/0:onClick", "data": {}},
        {"type": "layout-event", "target": "/0:onClick", "data": [1, 2, 3, 4, 5]},
        {"type": "something-else", "target": "/0:onClick", "data": []},
        press(seq="1"),
        press(seq=-1),
        press(seq=True),
        press(seq=10**18),
    ],
)
async def test_a_malformed_message_ends_the_socket(door, malformed):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    browser.say(malformed)
    await browser.visit
    assert browser.close_code == 1007
    assert door.screen.events == []


@pytest.mark.parametrize(
    "huge", [press(data=["x" * 70_000]), '{"type":"layout-event","data":[' + "{}," * 3_000 + "{}]}"]
)
async def test_a_huge_or_deep_message_ends_the_socket_before_it_is_read(door, huge):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    browser.say(huge)
    await browser.visit
    assert browser.close_code == 1009


async def test_a_binary_frame_ends_the_socket(door):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    browser.said.put_nowait({"type": "websocket.receive", "bytes": b"{}", "text": None})
    await browser.visit
    assert browser.close_code == 1009


async def test_an_event_for_something_that_was_never_drawn_is_dropped(door):
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    browser.say(press(target="/9:onClick"))
    browser.say(press())
    await until(lambda: door.screen.events)
    browser.leave()
    await browser.visit
    assert door.screen.events == [press()]


async def test_a_flood_is_slowed_down_and_then_ended():
    door = Door(events_a_second=200, burst=10, delayed_in_a_row=20)
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    for _ in range(500):
        browser.say(press())
    await browser.visit
    assert browser.close_code == 1013
    assert 30 <= len(door.screen.events) <= 45


async def test_five_thousand_events_for_unknown_targets_leave_no_memory_behind():
    door = Door(events_a_second=1e9)
    browser = door.visit()
    await until(lambda: len(browser.heard) == 2)
    gc.collect()
    tracemalloc.start()
    for count in range(1, 5_001):
        browser.said.put_nowait(
            {
                "type": "websocket.receive",
                "text": f'{{"type":"layout-event","target":"/{count}:onClick","data":[]}}',
            }
        )
    browser.leave()
    await browser.visit
    gc.collect()
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert door.screen.events == []
    assert kept < 400_000


async def test_what_is_not_a_websocket_passes_untouched(door: Door) -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Receive, send: Send) -> None:
        seen.append((scope, receive, send))

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_: Message) -> None:
        return

    guard = WebsocketGuard(
        app, allowed_origins=(), session_of=door.session_of, may_open=lambda _session, _page: True
    )
    scope = {"type": "http", "headers": [(b"cookie", b"a=b")]}
    await guard(scope, receive, send)
    assert seen == [(scope, receive, send)]


def test_a_flood_of_log_lines_is_kept_back_and_counted(monkeypatch):
    minute = [0.0]
    monkeypatch.setattr("backend.kit.websocket_guard.time.monotonic", lambda: minute[0])
    flood = LogFloodFilter(lines_a_minute=5)
    passed = [flood.filter(logging.makeLogRecord({"msg": "ignored"})) for _ in range(1_000)]
    assert passed.count(True) == 5
    minute[0] = 61.0
    record = logging.makeLogRecord({"msg": "ignored"})
    assert flood.filter(record)
    assert record.getMessage() == "ignored (995 lines like this were kept back)"
