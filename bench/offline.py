"""The rep's phone in Chromium: saving and starting without a network, and what a narrow line costs.

Saving and the start are measured with a processor four times slower, in the page itself: from the tap to
the moment at which the page knows that the op is on the disk, and to the screen that says so; and from the start
of the navigation to the first row of the list, network off, service worker stopped. The line gives 1.6 Mbit/s
each way and a round trip of 150 ms; all of the phone's connections share it.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Page

from bench.browser import (
    KEPT,
    PATIENCE_MILLISECONDS,
    Device,
    Web,
    device,
    playwright_started,
    web_process,
)
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from bench.narrow_line import MEGABIT
from bench.rep_company import add_customers, add_orders
from tests.builders import SmallCompany, build_small_company

SLOWER = 4
SAVES = 40
STARTS = 12
QUEUED = 50
LINES_OF_A_REP = 800
LINES_AT_FIRST_SYNC = 10_000
CUSTOMERS = 400
REFERENCE_ROWS = 100_000
BITS_A_SECOND = 1.6 * MEGABIT
ROUND_TRIP = 0.150

# When the list stands: asked at every frame's end, so that looking costs next to nothing.
LIST = "main a[href^='/changes/new?customer=']"
WATCH_LIST = """() => {
  const look = () => {
    if (document.querySelector("LIST")) globalThis.listAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}""".replace("LIST", LIST)
# When the engine's worker has answered that an op is on the disk.
WATCH_ENGINE = """() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    if (message.method === "save") {
      const heard = ({ data }) => {
        if (data.number !== message.number) return;
        this.removeEventListener("message", heard, { capture: true });
        globalThis.durableAt = performance.now();
      };
      // Before the page's own listener, which draws the next screen.
      this.addEventListener("message", heard, { capture: true });
    }
    return post.call(this, message);
  };
}"""
WATCH_SAVE = """() => {
  addEventListener("click", ({ timeStamp }) => {
    globalThis.tappedAt = timeStamp;
    const look = () => {
      if (document.querySelector(".saved h1")) globalThis.saveTook = performance.now() - timeStamp;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  }, { capture: true, once: true });
}"""
QUEUE = """async ([count, customer, item]) => {
  const engine = await import("/static/js/offline/client.js");
  const day = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
  const times = [];
  for (let number = 0; number < count; number += 1) {
    const begun = performance.now();
    await engine.save({
      kind: "request_demand_change",
      base_ver: 0,
      args: {
        demand_line_id: null, customer_id: customer, item_id: item, site_id: null,
        quantity_delta: "10", due_on: day, is_cancellation: false, is_urgent: false,
        reason: "project_start", confidence: null, note: `queued ${number}`,
      },
    });
    times.push(performance.now() - begun);
  }
  return times;
}"""
OPS_ARE = """async ([name_of_state, patience]) => {
  const IS = {
    free: ({ send_after }) => !send_after || send_after <= Date.now(),
    drained: ({ state }) => state !== "queued" && state !== "sending",
  };
  const until = performance.now() + patience;
  const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith("lockstep-"));
  const database = await new Promise((done) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => done(opening.result);
  });
  for (;;) {
    const ops = await new Promise((done) => {
      const asked = database.transaction("ops").objectStore("ops").getAll();
      asked.onsuccess = () => done(asked.result);
    });
    if (ops.every(IS[name_of_state])) break;
    if (performance.now() > until) throw new Error("ops are left");
    await new Promise((resume) => setTimeout(resume, 10));
  }
  database.close();
  return performance.timeOrigin + performance.now();
}"""


async def measure() -> list[Figure]:
    """A rep's day without a network, then a new phone on a narrow line."""
    async with (
        fresh_database() as settings,
        web_process(settings) as web,
        playwright_started() as playwright,
    ):
        company = await build_small_company()
        customers = await add_customers(company, CUSTOMERS)
        await add_orders(company, customers, LINES_OF_A_REP)
        async with device(playwright, web.line.address) as phone:
            page = await phone.sign_in("marta")
            await page.evaluate(KEPT, ["reference_as_of", PATIENCE_MILLISECONDS])
            await page.close()
            figures = [
                *await _without_network(phone, company),
                await _drained(phone, web, company),
            ]
            web.line.narrow(0, 0)
            await add_orders(
                company, customers, LINES_AT_FIRST_SYNC - LINES_OF_A_REP, first=LINES_OF_A_REP
            )
            figures += await _first_sync(phone, web)
            await add_customers(company, REFERENCE_ROWS - CUSTOMERS, first=CUSTOMERS)
            figures += await _reference(phone, web)
        return figures


async def _without_network(phone: Device, company: SmallCompany) -> list[Figure]:
    await phone.context.set_offline(offline=True)
    starts = []
    for _ in range(STARTS):
        async with _slow_page(phone) as page:
            await page.add_init_script(f"({WATCH_LIST})()")
            await page.goto(f"{phone.address}/today", wait_until="commit")
            await page.wait_for_function("() => globalThis.listAt")
            starts.append(await page.evaluate("globalThis.listAt"))
    saves, durables = [], []
    path = f"/changes/new?customer={company.hartmann}&line={company.hartmann_line}"
    async with _slow_page(phone) as page:
        await page.add_init_script(f"({WATCH_ENGINE})()")
        for _ in range(SAVES):
            await page.goto(f"{phone.address}{path}")
            await page.locator("button.chip").nth(3).click()
            await page.evaluate(WATCH_SAVE)
            await page.locator("[data-key^='reason-']").first.click()
            await page.wait_for_function("() => globalThis.saveTook")
            saves.append(await page.evaluate("globalThis.saveTook"))
            durables.append(await page.evaluate("globalThis.durableAt - globalThis.tappedAt"))
    return [
        at_most("offline start to the list, 4 times slower, p95", quantile(starts, 0.95), "ms", 1000),
        only("offline start to the list, 4 times slower, p50", quantile(starts, 0.5), "ms"),
        at_most("save tap to durable, 4 times slower, p95", quantile(durables, 0.95), "ms", 50),
        only("save tap to durable, 4 times slower, p50", quantile(durables, 0.5), "ms"),
        only("save tap to the screen that says so, 4 times slower, p95", quantile(saves, 0.95), "ms"),
        only("save tap to the screen that says so, 4 times slower, p50", quantile(saves, 0.5), "ms"),
    ]  # fmt: skip


@asynccontextmanager
async def _slow_page(phone: Device) -> AsyncIterator[Page]:
    """A page of a phone that was asleep: its service worker has to start anew."""
    page = await phone.page(SLOWER)
    session = await phone.context.new_cdp_session(page)
    await session.send("ServiceWorker.enable")
    await session.send("ServiceWorker.stopAllWorkers")
    yield page
    await page.close()


async def _drained(phone: Device, web: Web, company: SmallCompany) -> Figure:
    """Fifty ops more than the saves have left, from the moment when there is a network again.

    The seconds in which a save can be undone are over by then, so that only the sending is measured.
    """
    page = await phone.page()
    await page.goto(f"{phone.address}/outbox")
    await page.evaluate(QUEUE, [QUEUED, str(company.hartmann), str(company.thinner)])
    await page.evaluate(OPS_ARE, ["free", PATIENCE_MILLISECONDS])
    web.line.narrow(BITS_A_SECOND, ROUND_TRIP)
    begun = time.time()
    await phone.context.set_offline(offline=False)
    ended = await page.evaluate(OPS_ARE, ["drained", PATIENCE_MILLISECONDS]) / 1000
    await page.close()
    return at_most(f"{QUEUED + SAVES} queued ops drained", ended - begun, "s", 5)


async def _first_sync(phone: Device, web: Web) -> list[Figure]:
    """Rows as a new phone gets them; the shell is there, the copy is not."""
    await phone.forget_copy()
    web.line.narrow(BITS_A_SECOND, ROUND_TRIP)
    web.line.count_anew()
    page = await phone.page()
    asked: list[float] = []

    def note(request: Any) -> None:
        if request.url.endswith("/sync/v1/pull"):
            asked.append(time.time())

    page.on("request", note)
    begun = time.time()
    await page.goto(f"{phone.address}/today", wait_until="commit")
    ended = await page.evaluate(KEPT, ["as_of", PATIENCE_MILLISECONDS]) / 1000
    moved = web.line.bytes_down
    await page.evaluate(KEPT, ["reference_as_of", PATIENCE_MILLISECONDS])
    await page.close()
    return [
        at_most(f"first sync of {LINES_AT_FIRST_SYNC:,} rows, from the first pull", ended - asked[0], "s", 3),
        only("the same, from the start of the app", ended - begun, "s"),
        only("pages of the first sync", len(asked), "requests"),
        only("bytes down until then", moved, "bytes"),
        only("what the line alone takes for these bytes", moved * 8 / BITS_A_SECOND, "s"),
    ]  # fmt: skip


async def _reference(phone: Device, web: Web) -> list[Figure]:
    """Reference rows behind the rows of a first sync, from the manifest on."""
    web.line.narrow(0, 0)
    # The server cuts its pages once for all phones.
    page = await phone.page()
    await page.goto(f"{phone.address}/today", wait_until="commit")
    await page.evaluate(KEPT, ["reference_as_of", PATIENCE_MILLISECONDS])
    await page.close()
    await phone.forget_copy()
    web.line.narrow(BITS_A_SECOND, ROUND_TRIP)
    page = await phone.page()
    asked: list[float] = []

    def note(request: Any) -> None:
        if request.url.endswith("/ref/manifest"):
            asked.append(time.time())
            web.line.count_anew()

    page.on("request", note)
    await page.goto(f"{phone.address}/today", wait_until="commit")
    ended = await page.evaluate(KEPT, ["reference_as_of", PATIENCE_MILLISECONDS]) / 1000
    moved = web.line.bytes_down
    await page.close()
    return [
        at_most(f"{REFERENCE_ROWS:,} reference rows", ended - asked[0], "s", 30),
        only("bytes down for them", moved, "bytes"),
    ]
