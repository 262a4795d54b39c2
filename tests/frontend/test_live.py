"""A page that is open: it follows hints, keeps its last good answer, and acts through the gateway."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from reactpy.core.hooks import ConnectionContext
from reactpy.core.layout import Layout
from reactpy.types import Component, Connection, Location

from frontend.first_paint import to_html
from frontend.hooks import query, visit
from frontend.hooks.visit import Visit
from frontend.pages.decisions import decisions_page
from frontend.pages.inbox import inbox_page
from frontend.pages.plan import plan_page
from frontend.pages.report import report_page
from frontend.pages.settings import settings_page
from frontend.pages.supplier import supplier_page
from shared.ids import new_id
from shared.terms import Language, PushKind
from tests.frontend.boards import board
from tests.frontend.conftest import words
from tests.frontend.decisions import proposal_rows
from tests.frontend.fake_gateway import FakeGateway, ServerSilentError
from tests.frontend.floors import floor
from tests.frontend.mails import SUPPLIER_ID, supplier_view
from tests.frontend.sample_day import NOW, session


class Open:
    """A live page as the browser holds it: its model, patched by what the server sends."""

    def __init__(self, layout: Any) -> None:
        self.layout = layout
        self.model: dict[str, Any] = {}

    @property
    def read(self) -> str:
        return words(to_html(self.model)) if self.model else ""

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not condition():
                self._patch(await self.layout.render())

    def _patch(self, update: Any) -> None:
        if not update["path"]:
            self.model = update["model"]
            return
        *way, last = update["path"].strip("/").split("/")
        place: Any = self.model
        for step in way:
            place = place[int(step) if isinstance(place, list) else step]
        place[int(last) if isinstance(place, list) else last] = update["model"]

    async def press(self, label: str) -> None:
        """Press the button that reads so, or is labelled so."""
        target = next(_buttons(self.model, label))
        await self.layout.deliver({"type": "layout-event", "target": target, "data": [{}]})

    async def pick(self, value: str) -> None:
        """Choose a value in the first choice of the page, as its field hears it."""
        await self._say(value, next(_fields(self.model, "hidden")))

    async def type(self, value: str, into: str) -> None:
        """Type into the field that is labelled so."""
        await self._say(value, next(_labelled(self.model, into)))

    async def _say(self, value: str, target: str) -> None:
        event = {"target": {"value": value}}
        await self.layout.deliver({"type": "layout-event", "target": target, "data": [event]})


def _fields(model: Any, kind: str) -> Any:
    if not isinstance(model, dict):
        return
    handler = model.get("eventHandlers", {}).get("onChange")
    if handler and model.get("attributes", {}).get("type") == kind:
        yield handler["target"]
    for child in model.get("children", ()):
        yield from _fields(child, kind)


def _labelled(model: Any, label: str) -> Any:
    if not isinstance(model, dict):
        return
    if model.get("tagName") == "label" and words(to_html(model)).strip() == label:
        for kind in ("text", "date"):
            yield from _fields(model, kind)
    for child in model.get("children", ()):
        yield from _labelled(child, label)


def _buttons(model: Any, label: str) -> Any:
    if not isinstance(model, dict):
        return
    handler = model.get("eventHandlers", {}).get("onClick")
    labelled = model.get("attributes", {}).get("aria-labelledby", "")
    if handler and label in {words(to_html(model)).strip(), labelled}:
        yield handler["target"]
    for child in model.get("children", ()):
        yield from _buttons(child, label)


@asynccontextmanager
async def opened(
    page: Callable[[], Component],
    gateway: FakeGateway,
    clock: Callable[[], datetime] = lambda: NOW,
    path: str = "/",
) -> AsyncIterator[Open]:
    visitor = Visit(session(), gateway, ZoneInfo("UTC"), clock)
    connection = Connection(
        scope=cast("Any", {"type": "websocket", "state": {"visit": visitor}}),
        location=Location(path=path, query_string=""),
        carrier=None,
    )
    async with Layout(cast("Any", ConnectionContext(page(), value=connection))) as layout:
        yield Open(layout)


async def test_a_hint_on_its_topic_asks_again(gateway: FakeGateway) -> None:
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "4 decisions wait for you" in page.read)
        gateway.answers["proposals_waiting"] = proposal_rows()[:1]
        gateway.hints.put_nowait("proposal")
        await page.until(lambda: "1 decision waits for you" in page.read)


async def test_a_supplier_page_follows_its_requests(gateway: FakeGateway) -> None:
    full = supplier_view()
    gateway.answers["supplier"] = replace(full, requests=[])
    async with opened(supplier_page, gateway, path=f"/suppliers/{SUPPLIER_ID}") as page:
        await page.until(lambda: "Nothing has been asked yet" in page.read)
        gateway.answers["supplier"] = full
        gateway.hints.put_nowait("supplier")
        await page.until(lambda: "Link opened 2 times" in page.read)
        assert "Nothing has been asked yet" not in page.read


async def test_a_refresh_that_fails_keeps_the_rows_and_says_so(gateway: FakeGateway) -> None:
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "4 decisions wait for you" in page.read)
        gateway.problems["proposals_waiting"] = ServerSilentError()
        gateway.hints.put_nowait("plan")
        await page.until(lambda: "As of 11:06. The latest could not be fetched." in page.read)
        assert "Hartmann Wind Towers wants 40 more kits" in page.read


async def test_a_failed_page_tries_again_by_itself(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "NEXT_TRY_SECONDS", 0.01)
    gateway.problems["proposals_waiting"] = ServerSilentError()
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "The decisions did not load" in page.read)
        gateway.problems.clear()
        await page.until(lambda: "4 decisions wait for you" in page.read)


async def test_try_again_asks_at_once(gateway: FakeGateway) -> None:
    gateway.problems["proposals_waiting"] = ServerSilentError()
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "The decisions did not load" in page.read)
        gateway.problems.clear()
        await page.press("Try again")
        await page.until(lambda: "4 decisions wait for you" in page.read)


async def test_the_biggest_effect_comes_first_when_asked_for(gateway: FakeGateway) -> None:
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "4 decisions wait for you" in page.read)
        await page.press("Biggest effect")
        await page.until(lambda: page.read.index("Lumina") < page.read.index("Yantai"))
        assert page.read.index("Hartmann") < page.read.index("Lumina")


async def test_seen_is_told_to_the_gateway(gateway: FakeGateway) -> None:
    async with opened(inbox_page, gateway) as page:
        await page.until(lambda: "2 not seen yet" in page.read)
        await page.press("Seen")
        async with asyncio.timeout(30):
            while not gateway.done:  # noqa: ASYNC110 -- the fake has no event to wait for
                await asyncio.sleep(0)
        [(act, alert_id)] = gateway.done
        assert (act, str(alert_id)) == ("acknowledge_alert", "00000000-0000-0000-0000-000000000001")


async def test_choices_of_a_person_are_kept_through_the_gateway(gateway: FakeGateway) -> None:
    async with opened(settings_page, gateway) as page:
        await page.until(lambda: "Devices" in page.read)
        await page.press("简体中文")
        await page.press(f"switch-{PushKind.ALERT_RAISED}")
        async with asyncio.timeout(30):
            while len(gateway.done) < 2:  # noqa: ASYNC110 -- the fake has no event to wait for
                await asyncio.sleep(0)
        assert set(gateway.done) == {
            ("choose_language", Language.CHINESE),
            ("choose_push", PushKind.ALERT_RAISED, True),
        }


async def test_a_test_push_says_how_many_devices_it_went_to(gateway: FakeGateway) -> None:
    async with opened(settings_page, gateway) as page:
        await page.until(lambda: "Devices" in page.read)
        await page.press("Send a test message")
        await page.until(lambda: "Sent to 1 device" in page.read)


async def test_a_page_that_goes_away_leaves_nothing_waiting(gateway: FakeGateway) -> None:
    before = len(asyncio.all_tasks())
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "4 decisions wait for you" in page.read)
        for _ in range(20):
            gateway.hints.put_nowait("proposal")
        await asyncio.sleep(0)
    async with asyncio.timeout(30):
        while len(asyncio.all_tasks()) > before:  # noqa: ASYNC110 -- the loop tells nobody
            await asyncio.sleep(0)


async def test_a_deadline_counts_down_while_one_looks(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "TICK_SECONDS", 0.01)
    minutes = [0]
    async with opened(decisions_page, gateway, lambda: NOW + timedelta(minutes=minutes[0])) as page:
        await page.until(lambda: "in 1 h 24 min" in page.read)
        minutes[0] = 25
        await page.until(lambda: "in 59 min" in page.read)


async def test_a_cell_with_many_blocks_draws_the_rest_when_it_is_asked(
    gateway: FakeGateway,
) -> None:
    full = board()
    lane = full.lanes[0]
    cell = lane.cells[0]
    blocks = [replace(cell.blocks[0], item_code=f"Q{number}") for number in range(9)]
    lane = replace(lane, cells=[replace(cell, blocks=blocks), *lane.cells[1:]])
    gateway.answers["plan_board"] = replace(full, lanes=[lane, *full.lanes[1:]])
    async with opened(plan_page, gateway, path="/plan") as page:
        await page.until(lambda: "Q3" in page.read)
        assert "Q4" not in page.read
        await page.press("5 more")
        await page.until(lambda: "Q8" in page.read)
        assert "5 more" not in page.read


async def test_a_work_centre_with_many_lines_draws_the_rest_when_it_is_asked(
    gateway: FakeGateway,
) -> None:
    full = floor()
    center = full.centers[0]
    lines = [
        replace(center.lines[0], plan_line_id=new_id(), reference=f"P-{number}.")
        for number in range(20)
    ]
    gateway.answers["floor"] = replace(full, centers=[replace(center, lines=lines)])
    async with opened(report_page, gateway, path="/report") as page:
        await page.until(lambda: "P-11." in page.read)
        assert "P-12." not in page.read
        await page.press("Show 8 more lines")
        await page.until(lambda: "P-19." in page.read)
