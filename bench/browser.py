"""A real Chromium before a real web process on a company made for a bench."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import BrowserContext, CDPSession, Page, Playwright, async_playwright

from backend.settings import PROJECT, Settings
from bench.narrow_line import LOOPBACK, NarrowLine
from tests.builders import PASSWORD

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 360, "height": 740}
START_SECONDS = 60.0
PATIENCE_MILLISECONDS = 120_000
# Waits inside the page, so that looking costs no round trip to the browser.
KEPT = """async ([key, patience]) => {
  const until = performance.now() + patience;
  for (;;) {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith("lockstep-")) ?? {};
    const database = name && await new Promise((done) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
    });
    if (database?.objectStoreNames.contains("meta")) {
      const value = await new Promise((done) => {
        const request = database.transaction("meta").objectStore("meta").get(key);
        request.onsuccess = () => done(request.result);
        request.onerror = () => done(null);
      });
      database.close();
      if (value) return performance.timeOrigin + performance.now();
    } else database?.close();
    if (performance.now() > until) throw new Error(`no ${key}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}"""


@dataclass(frozen=True)
class Web:
    """The web process and the line before it."""

    line: NarrowLine
    process_id: int


@asynccontextmanager
async def web_process(settings: Settings) -> AsyncIterator[Web]:
    """`lockstep web` behind a line that is wide until a bench narrows it."""
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        port = found.getsockname()[1]
    with NarrowLine(port).running() as line:
        environment = {
            **os.environ,
            "DATABASE_URL": settings.database_url,
            "DATABASE_OWNER_URL": settings.database_owner_url,
            "REDIS_URL": settings.redis_url,
            "LOCKSTEP_HOME": str(settings.home),
            "LOCKSTEP_DEMO": "1",
            "LOCKSTEP_ORIGINS": f"{line.address},http://{LOOPBACK}:{port}",
            "PORT": str(port),
            "LOG_LEVEL": "WARNING",
        }
        process = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs meanwhile
            [sys.executable, "-m", "backend.cli", "web"],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            await _ready(f"http://{LOOPBACK}:{port}")
            yield Web(line, process.pid)
        finally:
            process.kill()
            process.wait()


async def _ready(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    async with httpx.AsyncClient(base_url=address) as client:
        while time.monotonic() < until:
            try:
                if (await client.get("/health/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    raise RuntimeError("lockstep web did not come up")


@dataclass
class Device:
    """A phone's browser with a profile on disk, at the end of a line."""

    context: BrowserContext
    address: str

    async def page(self, slower: int = 1) -> Page:
        """A page whose processor is so many times slower, its workers' too."""
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        if slower > 1:
            await throttle(await self.context.new_cdp_session(page), slower)
        return page

    async def sign_in(self, name: str) -> Page:
        page = await self.page()
        await page.goto(f"{self.address}/sign-in")
        await page.locator("input[name=email]").fill(f"{name}@small.example")
        await page.locator("input[type=password]").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url(lambda url: "/sign-in" not in url)
        await page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
        return page

    async def forget_copy(self) -> None:
        """Delete the person's database from a page that has no engine."""
        page = await self.context.new_page()
        await page.goto(f"{self.address}/static/manifest.webmanifest")
        await page.evaluate(
            """async () => {
              for (const { name } of await indexedDB.databases()) {
                await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
              }
            }"""
        )
        await page.close()


async def throttle(session: CDPSession, rate: int) -> None:
    """Slow the page's main thread down, and each worker as soon as it is there."""

    async def slow_worker(event: dict[str, Any]) -> None:
        message = {"id": 1, "method": "Emulation.setCPUThrottlingRate", "params": {"rate": rate}}
        await session.send(
            "Target.sendMessageToTarget",
            {"sessionId": event["sessionId"], "message": json.dumps(message)},
        )

    session.on("Target.attachedToTarget", slow_worker)
    await session.send(
        "Target.setAutoAttach",
        {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
    )
    await session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


@asynccontextmanager
async def device(playwright: Playwright, address: str) -> AsyncIterator[Device]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise RuntimeError("this bench wants Chromium: install Debian's package `chromium`")
    with tempfile.TemporaryDirectory() as folder:
        context = await playwright.chromium.launch_persistent_context(
            Path(folder), executable_path=chromium, args=ARGUMENTS, viewport=PHONE  # type: ignore[arg-type]  # a size is a mapping
        )  # fmt: skip
        try:
            yield Device(context, address)
        finally:
            await context.close()


playwright_started = async_playwright
