"""The app is killed at a hundred points round saving and sending; what it said was saved is never lost or doubled.

Ninety-five times the page dies (its process, with the engine in it), five times the whole browser does.
"""

import contextlib
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Error, Playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE_MILLISECONDS, SMALL_PHONE
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import SAVED, SENT, Phone

pytestmark = pytest.mark.browser

POINTS = 100
BROWSER_KILLS = 5
SEED = int(os.environ.get("LOCKSTEP_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
PLACES = (
    "saving",
    "saving",
    "saving",
    "saving",
    "push asked",
    "push answered",
    "push cut",
    "pull answered",
)
# Says on the console what the screen says, so that it is known also of a page that is dead.
SAYS = """(() => {
  const said = new Set();
  const words = %r;
  new MutationObserver(() => {
    const id = new URLSearchParams(location.search).get("change");
    const head = document.querySelector("main h1");
    if (!id || said.has(id) || !head || !words.includes(head.textContent)) return;
    said.add(id);
    console.debug(`said ${id}`);
  }).observe(document, { childList: true, subtree: true });
})()"""


class Device:
    """A phone with a profile on disk, whose page or whole browser can be killed and started again."""

    def __init__(self, playwright: Playwright, shop: Shop, folder: Path) -> None:
        self._playwright = playwright
        self._folder = folder
        self.shop = shop
        self.said: set[str] = set()
        self.start()

    def start(self) -> None:
        self.context: BrowserContext = self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            viewport={"width": SMALL_PHONE["width"], "height": SMALL_PHONE["height"]},
        )
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.context.add_init_script(SAYS % [SAVED, SENT])
        self.context.on("console", self._hear)
        self.phone = Phone(self.context.new_page(), self.shop.address)

    def _hear(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if text.startswith("said "):
            self.said.add(text.removeprefix("said "))

    def kill_page(self) -> None:
        """End the page's process at once, as the system does when it wants the memory."""
        dead = self.phone.page
        crashes: list[object] = []
        dead.on("crash", lambda _: crashes.append(dead))
        with contextlib.suppress(Error):
            dead.goto(
                "chrome://crash"
            )  # The browser's own switch; the page that asks gets no answer.
        if not crashes:
            dead.wait_for_event("crash")
        self.phone = Phone(self.context.new_page(), self.shop.address)
        dead.close()

    def kill_browser(self) -> None:
        for process in _processes_of(self._folder):
            os.kill(process, signal.SIGKILL)
        # Whether the driver has seen the end already is a matter of moments.
        with contextlib.suppress(Error):
            self.context.close()
        (self._folder / "SingletonLock").unlink(missing_ok=True)
        self.start()


def _processes_of(folder: Path) -> list[int]:
    """Our own browser's processes: nobody else's has this profile."""
    said = subprocess.run(
        ["ps", "-axww", "-o", "pid=,args="], capture_output=True, text=True, check=True
    )
    lines = (line.split(maxsplit=1) for line in said.stdout.splitlines())
    mark = f"--user-data-dir={folder}"
    return [int(pid) for pid, words in lines if mark in words]


@pytest.fixture
def device(playwright: Playwright, shop: Shop) -> Iterator[Device]:
    with tempfile.TemporaryDirectory() as folder:
        found = Device(playwright, shop, Path(folder))
        found.phone.sign_in(*shop.people["rep"])
        # A session and its cookie reach the disk with an orderly end.
        found.context.close()
        found.start()
        yield found
        found.context.close()


def _wish_more(phone: Phone) -> None:
    """Choose a quantity, unless a draft that outlived a kill has it already: a second tap takes it back."""
    chip = phone.page.locator("button.chip").nth(3)
    chip.wait_for()
    if chip.get_attribute("aria-pressed") != "true":
        chip.click()


def _save(phone: Phone) -> float:
    """Log a change of the line on screen; how long saving it took on this machine, in seconds."""
    _wish_more(phone)
    begun = time.monotonic()
    phone.reason().click()
    phone.page.locator(".saved h1").wait_for()
    return time.monotonic() - begun


def _one_point(
    device: Device, place: str, chance: random.Random, kill: Callable[[], None], longest: float
) -> None:
    """Log a change of the line on screen and kill at that place."""
    phone = device.phone
    if place == "saving":
        _wish_more(phone)
        phone.reason().evaluate("(button) => { setTimeout(() => button.click()); }")
        # How long a save takes is the machine's: the kills fall before, in and after it.
        time.sleep(chance.uniform(0, longest))
        kill()
        return
    phone.wait_for_live()
    _wish_more(phone)
    path, moment = place.split()
    hold = device.shop.line.hold(f"/sync/v1/{path}", "asked" if moment == "asked" else "answered")
    phone.reason().click()
    hold.wait()
    if moment == "cut":
        hold.let_go(bytes_passed=chance.randrange(1, 400))
        time.sleep(chance.uniform(0, longest))
    kill()
    hold.let_go(passes=chance.random() < 0.5)


def test_what_was_said_to_be_saved_survives_a_hundred_kills(shop: Shop, device: Device) -> None:
    print(f"LOCKSTEP_SEED={SEED}")
    chance = random.Random(SEED)
    device.phone.go("/today")
    device.phone.wait_for_live()
    lines = device.phone.lines()
    places = [PLACES[number % len(PLACES)] for number in range(POINTS)]
    chance.shuffle(places)
    whole = set(chance.sample(range(POINTS), BROWSER_KILLS))
    device.phone.go(lines[0].path)
    longest = _save(device.phone)
    for number, place in enumerate(places):
        kill = device.kill_browser if number in whole else device.kill_page
        device.phone.go(lines[number % len(lines)].path)
        held = {op["id"] for op in device.phone.ops().values()}
        assert device.said <= held, f"lost before point {number}: {places[:number]}"
        _one_point(device, place, chance, kill, longest)
    device.phone.go("/outbox")
    device.phone.wait_for_live()
    device.phone.wait_until_drained()

    ops = device.phone.ops().values()
    assert len(device.said) > POINTS // 2
    assert {op["answer"]["status"] for op in ops if op["id"] in device.said} == {"applied"}
    receipts = shop.rows(
        "SELECT op_id::text, entity_id::text, status FROM sync_op WHERE client_id = $1",
        UUID(device.phone.stored("meta")["client_id"]),
    )
    assert sorted(each["op_id"] for each in receipts) == sorted(op["op_id"] for op in ops)
    changes = shop.rows(
        "SELECT id::text, ver FROM demand_change WHERE id = any($1::uuid[])", list(device.said)
    )
    assert {each["id"]: each["ver"] for each in changes} == dict.fromkeys(device.said, 1)
