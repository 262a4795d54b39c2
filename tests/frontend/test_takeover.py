"""In a real Chromium, over a fake gateway: the live page takes over from its first paint, and comes back."""

import asyncio
import re
import shutil
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import orjson
import pytest
import uvicorn
from playwright.async_api import Page, Route, WebSocketRoute, async_playwright, expect

from backend.kit.websocket_guard import WebsocketGuard
from frontend.app import mount
from frontend.page_table import may_open
from shared.schemas.approval import ApprovalRuleChoice
from shared.schemas.watch import AlertRuleChoice
from shared.session import SessionFacts
from shared.terms import Fence, Language, Role
from shared.text import text
from shared.watch_terms import AlertGrouping, DeadlineKind, Watched
from tests.frontend.boards import alerts as alert_rows
from tests.frontend.decisions import proposal_rows
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID, session
from tests.frontend.watched import RULE_ID

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
LIVE = "#live[data-shown]"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
# Where everything stands on the page, from the top of the page itself.
# What is not drawn has no place of its own: browsers answer the window's corner.
PLACES = """() => {
  const page = document.getElementById("page");
  const root = page.querySelector(":scope > :last-child");
  const {left, top} = page.getBoundingClientRect();
  const drawn = [...root.querySelectorAll("*")].filter(
    each => each.getClientRects().length > 0 && each.checkVisibility() && !each.closest("decision-bar, attach-file"),
  );
  return drawn.map(each => {
    const box = each.getBoundingClientRect();
    return [each.tagName, ...[box.left - left, box.top - top, box.width].map(Math.round)];
  });
}"""


class Server:
    """The screens on a port of their own; it can be ended and started again on the same one."""

    def __init__(self) -> None:
        self.gateway = FakeGateway()
        self.signed_in: SessionFacts | None = session()
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    async def session_of(self, _: str) -> SessionFacts | None:
        return self.signed_in

    async def _who_is_here(self, _scope: Any, _receive: Any, send: Any) -> None:
        """Answer the shell, which asks who is signed in; all else it can do without."""
        facts = self.signed_in
        person = facts and {
            "id": str(facts.person_id),
            "name": "Viktor Hahn",
            "roles": ["supervisor"],
            "language": "en",
        }
        body = orjson.dumps(
            {"person": person, "csrf_token": "x"} if person else {"code": "signed_out"}
        )
        headers = [(b"content-type", b"application/json")]
        await send(
            {"type": "http.response.start", "status": 200 if person else 401, "headers": headers}
        )
        await send({"type": "http.response.body", "body": body})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        screens = mount(
            self._who_is_here,
            session_of=self.session_of,
            gateway_for=lambda _: self.gateway,
            clock=lambda: NOW,
        )
        guarded = WebsocketGuard(
            screens,
            allowed_origins={self.address},
            session_of=self.session_of,
            may_open=may_open,
        )
        config = uvicorn.Config(
            guarded, port=self.port, log_level="critical", lifespan="off", ws="websockets-sansio"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        async with asyncio.timeout(60):
            while not server.started:  # noqa: ASYNC110 -- uvicorn tells it by this flag alone
                await asyncio.sleep(0.01)
        try:
            yield
        finally:
            server.should_exit = server.force_exit = True
            await serving


class SlowLine:
    """What comes from the server is held while the line `is_slow`, until it is let through."""

    def __init__(self) -> None:
        self.held: list[str | bytes] = []
        self.is_slow = False
        self._browser: WebSocketRoute

    async def open(self, browser: WebSocketRoute) -> None:
        self._browser = browser
        browser.connect_to_server().on_message(self._came)

    def _came(self, message: str | bytes) -> None:
        self.held.append(message)
        if not self.is_slow:
            self.let_all_through()

    def let_one_through(self) -> None:
        self._browser.send(self.held.pop(0))

    def let_all_through(self) -> None:
        self.is_slow = False
        while self.held:
            self.let_one_through()


async def until(page: Page, condition: Callable[[], bool]) -> None:
    """Look at every frame that the browser draws."""
    async with asyncio.timeout(60):
        while not condition():
            await page.evaluate("new Promise(requestAnimationFrame)")


@asynccontextmanager
async def looking(*, with_scripts: bool = True) -> AsyncIterator[tuple[Page, list[str]]]:
    """A tablet's page, and everything that it complained of."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        context = await browser.new_context(
            viewport={"width": 1180, "height": 820},
            timezone_id="UTC",
            service_workers="block",
            java_script_enabled=with_scripts,
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
        )
        yield page, complaints
        await browser.close()


async def test_the_live_page_takes_over_and_everything_stays_where_it_was() -> None:
    server = Server()
    path = f"{server.address}/decisions/{PROPOSAL_ID}"
    async with server.running():
        async with looking(with_scripts=False) as (page, _):
            await page.goto(path)
            drawn_first = await page.evaluate(PLACES)
        async with looking() as (page, complaints):
            await page.goto(path)
            await expect(page.locator(LIVE)).to_be_visible()
            assert await page.locator("#first-paint").count() == 0
            assert await page.evaluate(PLACES) == drawn_first
            assert complaints == []


async def test_another_way_out_is_drawn_into_the_chart_when_chosen() -> None:
    server = Server()
    async with server.running(), looking() as (page, _):
        await page.goto(f"{server.address}/decisions/{PROPOSAL_ID}")
        await expect(page.locator(LIVE)).to_be_visible()
        await page.get_by_role("button", name="C Two deliveries").click()
        await expect(page.locator("decision-bar")).to_have_attribute(
            "alternative", "two_deliveries"
        )
        await expect(page.get_by_role("button", name="C Two deliveries")).to_have_attribute(
            "aria-pressed", "true"
        )
        await expect(page.get_by_text("If you approve C")).to_be_visible()


async def test_what_somebody_else_did_is_seen_within_a_second() -> None:
    server = Server()
    async with server.running(), looking() as (page, _):
        begun = time.monotonic()
        await page.goto(f"{server.address}/decisions")
        await expect(page.locator(LIVE)).to_be_visible()
        opened = time.monotonic() - begun
        server.gateway.answers["proposals_waiting"] = proposal_rows()[:1]
        server.gateway.hints.put_nowait("proposal")
        # Where opening the page takes longer than that, this may take as long.
        await expect(page.get_by_text("1 decision waits for you")).to_be_visible(
            timeout=max(1.0, opened) * 1_000
        )


async def test_a_page_that_lost_its_server_keeps_what_it_shows_and_comes_back() -> None:
    server = Server()
    async with looking() as (page, _):
        async with server.running():
            await page.goto(f"{server.address}/decisions")
            await expect(page.locator(LIVE)).to_be_visible()
        await expect(page.get_by_text("4 decisions wait for you")).to_be_visible()
        server.gateway.answers["proposals_waiting"] = proposal_rows()[:2]
        async with server.running():
            await expect(page.get_by_text("2 decisions wait for you")).to_be_visible(timeout=60_000)
            assert await page.locator(LIVE).count() == 1


async def test_a_page_whose_first_connection_failed_still_comes_to_life() -> None:
    server = Server()
    tries: list[str] = []

    async def fail_once(socket: WebSocketRoute) -> None:
        tries.append(socket.url)
        if len(tries) == 1:
            await socket.close()
        else:
            socket.connect_to_server()

    async with server.running(), looking() as (page, _):
        await page.route_web_socket(re.compile("/reactpy/"), fail_once)
        await page.goto(f"{server.address}/decisions")
        await expect(page.locator(LIVE)).to_be_visible()
        assert len(tries) == 2


async def test_a_page_keeps_what_it_shows_while_the_offline_engine_cannot_be_fetched() -> None:
    server = Server()
    tries: list[str] = []

    async def fail_once(route: Route) -> None:
        tries.append(route.request.url)
        await (route.abort() if len(tries) == 1 else route.continue_())

    async with server.running(), looking() as (page, _):
        await page.route(re.compile(r"/offline/worker\.js"), fail_once)
        await page.goto(f"{server.address}/decisions")
        async with page.expect_request_finished(
            lambda request: "/offline/worker" in request.url, timeout=60_000
        ):
            await expect(page.get_by_text("4 decisions wait for you")).to_be_visible()
        await expect(page.get_by_text("4 decisions wait for you")).to_be_visible()
        assert len(tries) == 2


async def test_a_screen_says_so_while_the_offline_engine_cannot_be_fetched_and_goes_on() -> None:
    server = Server()
    is_away = True

    async def fail(route: Route) -> None:
        await (route.abort() if is_away else route.continue_())

    async with server.running(), looking() as (page, complaints):
        await page.route(re.compile(r"/offline/worker\.js"), fail)
        await page.goto(f"{server.address}/outbox")
        words = page.get_by_role("status").filter(
            has_text=text(Language.ENGLISH, "shell-not-all-here")
        )
        await expect(words).to_be_visible()
        is_away = False
        await expect(page.locator("outbox-list h1")).to_be_visible(timeout=60_000)
        await expect(words).to_have_count(0)
        assert complaints == []


async def test_a_session_that_ends_leads_to_sign_in() -> None:
    server = Server()
    async with server.running(), looking() as (page, _):
        await page.goto(f"{server.address}/decisions")
        await expect(page.locator(LIVE)).to_be_visible()
        server.signed_in = None
        await page.wait_for_url(re.compile(r"/sign-in\?next=(/|%2F)decisions$"), timeout=60_000)


async def test_a_page_that_is_not_for_this_role_says_so_and_goes_on_saying_it() -> None:
    server = Server()
    server.signed_in = session(roles=(Role.EXECUTIVE,))
    async with server.running(), looking() as (page, _):
        answer = await page.goto(f"{server.address}/rules")
        assert answer is not None
        assert answer.status == 403
        await expect(page.locator("#rail a").first).to_be_visible()
        await page.wait_for_load_state("networkidle")
        refusal = text(Language.ENGLISH, "page-no-entry")
        await expect(page.get_by_role("heading", name=refusal)).to_be_visible()


async def test_what_is_picked_out_of_many_is_heard_and_nothing_else() -> None:
    server = Server()
    server.signed_in = session(roles=(Role.PLANNER,))
    async with server.running(), looking() as (page, complaints):
        await page.goto(f"{server.address}/approvals")
        await expect(page.locator(LIVE)).to_be_visible()
        await page.get_by_label("Name of the rule").fill("Frozen days")
        await page.get_by_label("Who else").select_option("executive")
        await expect(page.get_by_role("button", name="One after the other")).to_be_visible()
        await page.get_by_label("Time zone").select_option("frozen")
        await page.get_by_role("button", name="Make this rule").click()
        await expect(page.get_by_text("The rule “Frozen days” counts from now on.")).to_be_visible()

        (name, rule) = server.gateway.done[-1]
        assert name == "add_approval_rule"
        assert isinstance(rule, ApprovalRuleChoice)
        assert [each.role for each in rule.approvers] == [Role.SUPERVISOR, Role.EXECUTIVE]
        assert (rule.least_fence, rule.needs_all, rule.in_order) == (Fence.FROZEN, True, True)
        assert complaints == []


async def test_what_was_typed_and_chosen_stays_when_the_page_is_mounted_afresh() -> None:
    server = Server()
    server.signed_in = session(roles=(Role.PLANNER,))
    opened: list[WebSocketRoute] = []
    may_open = asyncio.Event()

    async def wait(browser: WebSocketRoute) -> None:
        await may_open.wait()
        browser.connect_to_server()
        opened.append(browser)

    async with server.running(), looking() as (page, complaints):
        await page.route_web_socket(re.compile("/reactpy/"), wait)
        await page.goto(f"{server.address}/approvals")
        await page.get_by_label("Name of the rule").fill("Frozen")
        may_open.set()
        await expect(page.locator(LIVE)).to_be_visible()
        name = page.get_by_label("Name of the rule")
        await expect(name).to_have_value("Frozen")
        await expect(name).to_be_focused()
        await page.keyboard.type(" days")
        await page.get_by_label("Who else").select_option("executive")
        in_order = page.get_by_role("button", name="One after the other")
        await expect(in_order).to_be_visible()

        await page.locator(LIVE).evaluate("live => { live.dataset.before = ''; }")
        await opened[-1].close()
        await expect(page.locator(f"{LIVE}:not([data-before])")).to_be_visible(timeout=60_000)
        await expect(in_order).to_be_visible()
        await expect(name).to_have_value("Frozen days")
        await expect(page.get_by_label("Who else")).to_have_value("executive")
        await page.get_by_role("button", name="Make this rule").click()
        await expect(page.get_by_text("The rule “Frozen days” counts from now on.")).to_be_visible()

        (_, rule) = server.gateway.done[-1]
        assert [each.role for each in rule.approvers] == [Role.SUPERVISOR, Role.EXECUTIVE]
        assert len(opened) == 2
        assert complaints == []


async def test_a_press_before_the_page_is_live_is_carried_out_once_it_is() -> None:
    server = Server()
    tried: list[str] = []
    opened: list[WebSocketRoute] = []
    may_open = asyncio.Event()

    async def wait(browser: WebSocketRoute) -> None:
        tried.append(browser.url)
        await may_open.wait()
        browser.connect_to_server()
        opened.append(browser)

    async with server.running(), looking() as (page, complaints):
        await page.route_web_socket(re.compile("/reactpy/"), wait)
        await page.goto(f"{server.address}/settings")
        await page.get_by_role("button", name="Send a test message").click()
        may_open.set()
        await expect(page.get_by_text("Sent to 1 device")).to_be_visible()

        # A connection that is lost: what is pressed until the next one stands is not lost with it.
        may_open.clear()
        await opened[-1].close()
        await page.get_by_role("button", name="简体中文").click()
        await until(page, lambda: len(tried) == 2)
        await page.get_by_role("button", name="Русский").click()
        may_open.set()
        await expect(page.get_by_role("button", name="Русский")).to_be_visible()
        await until(page, lambda: bool(server.gateway.done))
        assert server.gateway.done == [("choose_language", Language.RUSSIAN)]
        assert complaints == []


async def test_a_press_in_one_of_many_rows_is_not_carried_out_in_another() -> None:
    server = Server()
    may_open = asyncio.Event()

    async def wait(browser: WebSocketRoute) -> None:
        await may_open.wait()
        browser.connect_to_server()

    async with server.running(), looking() as (page, complaints):
        await page.route_web_socket(re.compile("/reactpy/"), wait)
        await page.goto(f"{server.address}/inbox")
        seen = page.get_by_role("button", name="Seen")
        await seen.nth(1).click()
        chosen = await page.get_by_role("button", name="Seen").count()
        assert chosen > 1
        # The first of them is gone by the time that the page is live.
        rows = server.gateway.answers.setdefault("alerts", alert_rows())
        server.gateway.answers["alerts"] = rows[1:]
        may_open.set()
        await until(page, lambda: bool(server.gateway.done))
        assert server.gateway.done == [("acknowledge_alert", rows[1].id)]
        assert complaints == []


async def test_a_box_stays_as_it_was_pressed_while_an_earlier_press_is_answered() -> None:
    server, line = Server(), SlowLine()
    async with server.running(), looking() as (page, complaints):
        await page.route_web_socket(re.compile("/reactpy/"), line.open)
        await page.goto(f"{server.address}/decisions")
        await expect(page.locator(LIVE)).to_be_visible()
        await page.get_by_role("button", name="Choose several").click()
        first, second = (page.get_by_role("checkbox").nth(each) for each in (0, 1))
        await expect(second).to_be_visible()
        line.is_slow = True
        await first.check()
        await until(page, lambda: bool(line.held))
        await second.check()
        line.let_one_through()
        await expect(page.get_by_role("button", name="Approve 1 as suggested")).to_be_visible()
        assert await second.is_checked()

        line.let_all_through()
        await second.uncheck()
        await page.get_by_role("button", name="Approve 1 as suggested").click()
        await until(page, lambda: bool(server.gateway.done))
        chosen = server.gateway.done[0][1]
        assert [each.proposal_id for each in chosen] == [proposal_rows()[0].id]
        assert complaints == []


async def test_a_second_press_that_waits_for_the_answer_to_the_first_is_none() -> None:
    server, line = Server(), SlowLine()
    server.signed_in = session(roles=(Role.PLANNER,))
    async with server.running(), looking() as (page, complaints):
        await page.route_web_socket(re.compile("/reactpy/"), line.open)
        await page.goto(f"{server.address}/approvals")
        await expect(page.locator(LIVE)).to_be_visible()
        await page.get_by_label("Name of the rule").fill("Frozen days")
        line.is_slow = True
        make = page.get_by_role("button", name="Make this rule")
        await make.dblclick()
        await make.press("Enter")
        await expect(make).to_have_attribute("aria-busy", "true")
        await until(page, lambda: bool(line.held))
        line.let_all_through()
        await expect(page.get_by_text("The rule “Frozen days” counts from now on.")).to_be_visible()
        await expect(make).not_to_have_attribute("aria-busy", "true")
        assert [name for name, *_ in server.gateway.done] == ["add_approval_rule"]
        assert complaints == []


async def test_a_rule_is_made_and_switched_on_beside_what_it_would_have_done() -> None:
    server = Server()
    server.signed_in = session(roles=(Role.PLANNER,))
    async with server.running(), looking() as (page, complaints):
        await page.goto(f"{server.address}/rules")
        await expect(page.locator(LIVE)).to_be_visible()
        await page.get_by_label("Name of the alert rule").fill("Decide soon")
        await page.get_by_label("What is watched").select_option("deadline")
        await page.get_by_label("Threshold, hours").fill("-4")
        await page.get_by_label("Whose deadline").select_option("delivery")
        await page.get_by_label("Threshold, days").fill("2")
        await page.get_by_label("What makes one alert").select_option("customer")
        owner = page.locator("label").filter(has_text=re.compile("^Owner"))
        await owner.locator("select").select_option(label="Anna Berg")
        await page.get_by_role("button", name="Keep and look back 90 days").click()
        await expect(page.get_by_text("2 alerts from Wed 26 Aug to Mon 23 Nov")).to_be_visible()
        await page.get_by_role("button", name="Switch it on").click()
        await expect(page.get_by_text("“Few kits” watches from now on.")).to_be_visible()

        made, looked, switched = server.gateway.done[-3:]
        assert made[0] == "add_alert_rule"
        rule = made[1]
        assert isinstance(rule, AlertRuleChoice)
        assert (rule.name, rule.watched, rule.deadline) == (
            "Decide soon",
            Watched.DEADLINE,
            DeadlineKind.DELIVERY,
        )
        assert (rule.threshold, rule.grouping) == (Decimal(2), AlertGrouping.CUSTOMER)
        assert looked == ("alert_rule_preview", RULE_ID)
        assert switched == ("switch_alert_rule", RULE_ID, True)
        assert complaints == []
