"""Side by side: our client and server against PouchDB and express-pouchdb, the same documents, the same line.

Both run in the same Chromium behind the same narrow line, one after the other in one run; both keep what
they have on disk, at either end. Down: an empty device fills itself with a territory's order lines. Up: changes that
were each saved by themselves without a network. Each side sends what it is made to send: ours ops that are
decided and answered one by one, theirs documents that are only stored.
"""

import asyncio
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Page, Playwright

from backend.settings import PROJECT
from bench.browser import (
    KEPT,
    PATIENCE_MILLISECONDS,
    Web,
    device,
    playwright_started,
    web_process,
)
from bench.database import fresh_database
from bench.figures import Figure, only
from bench.narrow_line import LOOPBACK, MEGABIT, NarrowLine
from bench.offline import OPS_ARE, QUEUE
from bench.rep_company import add_customers, add_orders
from tests.builders import SmallCompany, build_small_company
from tests.phones import Phone

ROWS = 5_000
CHANGES = 200
CUSTOMERS = 400
BITS_A_SECOND = 1.6 * MEGABIT
ROUND_TRIP = 0.150
SIDE = Path(__file__).parent / "pouchdb_side"
START_SECONDS = 60.0

# Time in which the page's own thread answered nobody: what is over 50 ms of every long task.
WATCH_BLOCKING = """() => {
  globalThis.blocked = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.blocked += duration - 50;
  }).observe({ type: "longtask", buffered: true });
}"""
FILL = """async () => {
  const begun = performance.now();
  const local = new PouchDB("territory");
  await local.replicate.from(`${location.origin}/db/rows`);
  const { doc_count } = await local.info();
  return [performance.now() - begun, doc_count];
}"""
SAVE = """async (changes) => {
  const local = new PouchDB("changes");
  for (const change of changes) await local.put(change);
}"""
SEND = """async () => {
  const begun = performance.now();
  const { docs_written } = await new PouchDB("changes").replicate.to(`${location.origin}/db/changes`);
  return [performance.now() - begun, docs_written];
}"""


async def measure() -> list[Figure]:
    """Rows and changes a second, bytes and blocking of both sides, ours against theirs."""
    _install()
    async with (
        fresh_database() as settings,
        web_process(settings) as web,
        playwright_started() as playwright,
    ):
        company = await build_small_company()
        await add_orders(company, await add_customers(company, CUSTOMERS), ROWS)
        rows, change = await _documents(web, company)
        ours = await _ours(playwright, web, company, len(rows))
        async with _pouchdb_server() as line:
            theirs = await _theirs(playwright, line, rows, change)
    return [
        only(what, value, unit, against=theirs[what][0]) for what, (value, unit) in ours.items()
    ]


def _install() -> None:
    if (SIDE / "node_modules").exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("this bench wants npm, to fetch PouchDB and its server")
    subprocess.run([npm, "ci", "--ignore-scripts", "--silent"], cwd=SIDE, check=True)


async def _documents(
    web: Web, company: SmallCompany
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows as our pull gives them, and one change as our phone sends it."""
    address = f"http://{LOOPBACK}:{web.line.port_behind}"
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        phone = Phone(http)
        await phone.sign_in("marta")
        await phone.pull(limit_kb=1024)
    rows = list(phone.rows["demand_line"].values())
    args = {"customer_id": str(company.hartmann), "item_id": str(company.thinner), "site_id": None}
    more = {"demand_line_id": None, "quantity_delta": "10", "due_on": "2026-12-20", "note": ""}
    flags = {"is_cancellation": False, "is_urgent": False, "reason": "project_start"}
    return rows, {"kind": "request_demand_change", "args": args | more | flags}


Measured = dict[str, tuple[float, str]]


async def _ours(playwright: Playwright, web: Web, company: SmallCompany, rows: int) -> Measured:
    async with device(playwright, web.line.address) as phone:
        await (await phone.sign_in("marta")).close()
        await phone.forget_copy()
        web.line.narrow(BITS_A_SECOND, ROUND_TRIP)
        page = await phone.page()
        await page.add_init_script(f"({WATCH_BLOCKING})()")
        asked: list[float] = []
        page.on(
            "request", lambda request: asked.append(time.time()) if "/pull" in request.url else None
        )
        web.line.count_anew()
        await page.goto(f"{phone.address}/today", wait_until="commit")
        ended = await page.evaluate(KEPT, ["as_of", PATIENCE_MILLISECONDS]) / 1000
        down, down_bytes = ended - asked[0], web.line.bytes_down
        down_blocked = await page.evaluate("globalThis.blocked")
        await page.evaluate(KEPT, ["reference_as_of", PATIENCE_MILLISECONDS])

        await phone.context.set_offline(offline=True)
        await page.evaluate(QUEUE, [CHANGES, str(company.hartmann), str(company.thinner)])
        await page.evaluate("globalThis.blocked = 0")
        web.line.count_anew()
        begun = time.time()
        await phone.context.set_offline(offline=False)
        up = await page.evaluate(OPS_ARE, ["drained", PATIENCE_MILLISECONDS]) / 1000 - begun
        up_blocked = await page.evaluate("globalThis.blocked")
    return _measured(rows, down, down_bytes, down_blocked, up, web.line.bytes_up, up_blocked)


async def _theirs(
    playwright: Playwright, line: NarrowLine, rows: list[dict[str, Any]], change: dict[str, Any]
) -> Measured:
    async with httpx.AsyncClient(base_url=line.address, timeout=300) as http:
        for name in ("rows", "changes"):
            (await http.put(f"/db/{name}")).raise_for_status()
        docs = [{"_id": row.pop("id"), **row} for row in rows]
        for start in range(0, len(docs), 500):
            body = {"docs": docs[start : start + 500]}
            (await http.post("/db/rows/_bulk_docs", json=body)).raise_for_status()
    async with device(playwright, line.address) as phone:
        page = await phone.page()
        await page.goto(f"{line.address}/")
        await page.add_script_tag(url="/pouchdb.js")
        await page.evaluate(WATCH_BLOCKING)
        line.narrow(BITS_A_SECOND, ROUND_TRIP)
        line.count_anew()
        down, count = await page.evaluate(FILL)
        assert count == len(rows), f"{count} of {len(rows)} documents came"
        down_bytes, down_blocked = line.bytes_down, await _blocked(page)
        changes = [
            {"_id": f"{number:04d}", **change, "note": f"queued {number}"}
            for number in range(CHANGES)
        ]
        await page.evaluate(SAVE, changes)
        await page.evaluate("globalThis.blocked = 0")
        line.count_anew()
        up, count = await page.evaluate(SEND)
        assert count == CHANGES, f"{count} of {CHANGES} documents went"
        up_blocked = await _blocked(page)
    return _measured(
        len(rows), down / 1000, down_bytes, down_blocked, up / 1000, line.bytes_up, up_blocked
    )


async def _blocked(page: Page) -> float:
    return float(await page.evaluate("globalThis.blocked"))


def _measured(
    rows: int,
    down: float,
    down_bytes: int,
    down_blocked: float,
    up: float,
    up_bytes: int,
    up_blocked: float,
) -> Measured:
    return {
        f"rows down, of {rows:,}": (rows / down, "a second"),
        "bytes down a row": (down_bytes / rows, "bytes"),
        "main thread blocked while rows come": (down_blocked, "ms"),
        f"changes up, of {CHANGES}": (CHANGES / up, "a second"),
        "bytes up a change": (up_bytes / CHANGES, "bytes"),
        "main thread blocked while changes go": (up_blocked, "ms"),
    }


@asynccontextmanager
async def _pouchdb_server() -> AsyncIterator[NarrowLine]:
    node = shutil.which("node")
    assert node is not None
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            node, str(SIDE / "server.cjs"), folder, cwd=PROJECT, stdout=asyncio.subprocess.PIPE
        )
        try:
            assert process.stdout is not None
            said = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
            with NarrowLine(json.loads(said)).running() as line:
                yield line
        finally:
            process.kill()
            await process.wait()
