"""A real Chromium before a real Lockstep: the demo company in a data folder of its own, web and worker up."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from backend.launch.places import remove_all
from tests.browser.chromium_push import PushStandIn

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
# Chromium's own services are not to be had in a closed network, and it asks for them many at a time.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}
TABLET = {"width": 1180, "height": 820}
SMALL_TABLET = {"width": 1024, "height": 768}
SIGN_IN = re.compile(r"^(\w+)\s+(\S+@\S+)\s+(\S+)$")
PATIENCE_MILLISECONDS = 60_000
# The worker works them out while the company's first forecast is made.
FIRST_PROPOSALS_MILLISECONDS = 300_000
ENDED_WITHIN_SECONDS = 120
expect.set_options(timeout=PATIENCE_MILLISECONDS)


@dataclass(frozen=True)
class Lockstep:
    """A running demo company: where it is, and who signs in with what."""

    address: str
    people: dict[str, tuple[str, str]]

    def sign_in(self, page: Page, role: str) -> None:
        """Sign in as a role's demo person and wait for the first screen."""
        email, password = self.people[role]
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.goto(f"{self.address}/sign-in")
        page.locator("input[name=email]").fill(email)
        page.locator("input[type=password]").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture(scope="session")
def push_stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushStandIn]:
    """A push service on loopback that the company sends to, and that a Chromium may subscribe at."""
    with PushStandIn(tmp_path_factory.mktemp("push")) as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def lockstep(push_stand_in: PushStandIn, browser: Browser) -> Iterator[Lockstep]:
    """`lockstep run` with the demo company, ended with its whole family afterwards."""
    home = Path(tempfile.mkdtemp(prefix="lockstep-browser-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}
    }
    with (home / "progress.txt").open("wb") as progress:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend.cli", "run"],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=progress,
            text=True,
            env={
                **kept,
                **push_stand_in.environment,
                "LOCKSTEP_HOME": str(home),
                "PORT": str(port),
                "LOCKSTEP_DEMO": "1",
            },
            start_new_session=True,
        )
        try:
            company = Lockstep(f"http://127.0.0.1:{port}", _people(process, home))
            _see_its_first_proposals(company, browser)
            yield company
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(ENDED_WITHIN_SECONDS)
            if process.stdout is not None:
                process.stdout.close()
            remove_all(home)


def _people(process: "subprocess.Popen[str]", home: Path) -> dict[str, tuple[str, str]]:
    """Who can sign in, as `run` prints it once everything is up."""
    people: dict[str, tuple[str, str]] = {}
    assert process.stdout is not None
    for line in process.stdout:
        found = SIGN_IN.match(line)
        if found:
            people[found[1]] = (found[2], found[3])
        if found and found[1] == "admin":
            return people
    pytest.fail(f"lockstep run ended: {(home / 'progress.txt').read_text()}")


def _see_its_first_proposals(company: Lockstep, browser: Browser) -> None:
    """Wait for what the demo's own three changes come to: whoever counts proposals counts from there."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # Playwright's own options
    executive = context.new_page()
    company.sign_in(executive, "executive")
    figure = executive.locator("a[href='/kpi/proposals_waiting'] .value")
    expect(figure).to_have_text(re.compile(r"^([3-9]|\d\d)$"), timeout=FIRST_PROPOSALS_MILLISECONDS)
    context.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM:
        pytest.fail("The browser tests want Chromium: install Debian's package `chromium`.")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the session; each test opens contexts of its own."""
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator["Contexts"]:
    """Opens people's devices, and closes them after the test."""
    found = Contexts(browser)
    yield found
    found.close()


class Contexts:
    """People's devices: each a browser context that shares nothing with the others."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: list[BrowserContext] = []
        self.errors: list[str] = []

    def device(self, size: dict[str, int], **options: object) -> Page:
        """A page on a device of that size; what its scripts throw is kept in `errors`."""
        context = self._browser.new_context(viewport=size, **options)  # type: ignore[arg-type]  # Playwright's own options
        self._open.append(context)
        # For every page of the device, also those that a test opens there later.
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def close(self) -> None:
        for context in self._open:
            context.close()
