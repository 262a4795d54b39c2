"""A real Chromium subscribes, is sent a real encrypted message by the worker, and shows it.

The stand-in plays the push service; everything else is the product: settings page, API, outbox,
worker, encryption, service worker, notification.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from tests.browser.chromium_push import PushStandIn
from tests.browser.conftest import (
    CHROMIUM,
    PATIENCE_MILLISECONDS,
    PHONE,
    TABLET,
    Contexts,
    Lockstep,
)

pytestmark = pytest.mark.browser

# Playwright's usual switches turn background networking off, by which pushes arrive.
QUIET = ["--disable-background-networking"]
# What is on the lock screen, as soon as a message of that kind is there that was not there before.
SHOWN = """async ([prefix, part, known, patience]) => {
  const registration = await navigator.serviceWorker.ready;
  const until = performance.now() + patience;
  for (;;) {
    const shown = (await registration.getNotifications()).filter(
      ({ tag, title }) => tag.startsWith(prefix) && title.includes(part) && !known.includes(tag),
    );
    if (shown.length > 0 || performance.now() > until) {
      return shown.map(({ title, body, tag, data, actions }) => ({
        title, body, tag, path: data.path, actions: actions.map((action) => action.title),
      }));
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}"""
TAGS = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ tag }) => tag);
}"""
Shown = list[dict[str, Any]]
# The worker assesses a change before it has somebody woken.
WOKEN_MILLISECONDS = 60_000
# Where its first connection to a push service breaks off, Chromium waits before it tries again.
FIRST_CONNECTION_MILLISECONDS = 45_000
FIRST_CONNECTION_PRESSES = 3


@pytest.fixture
def installed(
    lockstep: Lockstep, push_stand_in: PushStandIn, playwright: Playwright
) -> Iterator[BrowserContext]:
    """A Chromium with a profile of its own: an incognito one is refused by `PushManager`."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "profile",
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--no-first-run", *push_stand_in.arguments],
            ignore_default_args=QUIET,
            viewport={"width": TABLET["width"], "height": TABLET["height"]},
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.grant_permissions(["notifications"], origin=lockstep.address)
        yield context
        context.close()
        push_stand_in.service.forget_all()


def switch_on(page: Page, switch: Locator) -> None:
    """Press as a person does who reads "That did not reach the server"."""
    failed = page.get_by_text("That did not reach the server")
    for press in range(1, FIRST_CONNECTION_PRESSES + 1):
        switch.click()
        on = page.get_by_role("switch", name="Wake this device", checked=True)
        expect(on.or_(failed)).to_be_visible(timeout=FIRST_CONNECTION_MILLISECONDS)
        if on.is_visible() or press == FIRST_CONNECTION_PRESSES:
            break
    expect(switch).to_have_attribute("aria-checked", "true")


def shown_after(page: Page, act: Callable[[], str | None], tag: str) -> Shown:
    """What is new on the lock screen under that tag once something has been done.

    What `act` returns has to stand in the title; the demo company's own messages may come in between.
    """
    known = page.evaluate(TAGS)
    part = act() or ""
    shown: Shown = page.evaluate(SHOWN, [tag, part, known, WOKEN_MILLISECONDS])
    return shown


def test_a_push_from_the_worker_is_decrypted_and_shown(
    lockstep: Lockstep, installed: BrowserContext, push_stand_in: PushStandIn, contexts: Contexts
) -> None:
    tablet = installed.new_page()
    lockstep.sign_in(tablet, "supervisor")
    tablet.goto(f"{lockstep.address}/settings")
    switch = tablet.get_by_role("switch", name="Wake this device")
    switch_on(tablet, switch)

    button = tablet.get_by_role("button", name="Send a test message")
    (test,) = shown_after(tablet, button.click, "test")
    assert test == {
        "title": "Lockstep reaches this device",
        "body": "Messages from Lockstep will look like this.",
        "tag": "test",
        "path": "/settings",
        "actions": [],
    }

    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    names = tablet.get_by_role("switch", name="Names and figures on the lock screen")
    # A first try that was cut short may have left them on.
    if names.get_attribute("aria-checked") == "false":
        names.click()
    expect(names).to_have_attribute("aria-checked", "true")
    (told,) = shown_after(tablet, lambda: log_a_change(rep)[:5], "proposal-")
    assert told["title"].startswith("Decide by ")
    assert told["actions"] == ["Look"]
    assert told["path"].startswith("/decisions/")

    tablet.goto(f"{lockstep.address}{told['path']}")
    expect(tablet.get_by_role("button", name="Hold to approve")).to_be_visible()

    statuses = {(each.status, each.why) for each in push_stand_in.service.received}
    # A device of a first try that was cut short is gone, and told to be.
    assert statuses - {(404, "no such subscription")} == {(201, "")}

    tablet.goto(f"{lockstep.address}/settings")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    button.click()
    expect(tablet.get_by_text("No device of yours receives messages yet")).to_be_visible()


def test_a_message_that_names_a_foreign_page_opens_ours(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    """Delivered by the browser's own test door, without any push service."""
    phone = contexts.device(PHONE)
    phone.context.grant_permissions(["notifications"], origin=lockstep.address)
    lockstep.sign_in(phone, "executive")
    phone.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    session = phone.context.new_cdp_session(phone)
    registrations: list[dict[str, Any]] = []

    def told(event: dict[str, Any]) -> None:
        registrations.extend(event["registrations"])
        if registrations:
            phone.evaluate("() => { window.isTold = true; }")

    # The browser tells of its workers by itself, some time after it has answered the command.
    session.on("ServiceWorker.workerRegistrationUpdated", told)
    session.send("ServiceWorker.enable")
    phone.wait_for_function("() => window.isTold")

    def deliver(data: str) -> None:
        session.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": lockstep.address,
                "registrationId": registrations[0]["registrationId"],
                "data": data,
            },
        )

    (evil,) = shown_after(
        phone,
        lambda: deliver(
            '{"title":"On time, in full: 94.1 %","tag":"a1","path":"https://evil.example/x"}'
        ),
        "a1",
    )
    assert (evil["title"], evil["path"]) == ("On time, in full: 94.1 %", "/")
    (figure,) = shown_after(
        phone,
        lambda: deliver(
            '{"title":"One","tag":"b1","path":"/kpi/otif","badge":2,'
            '"actions":[{"action":"open-see-why","title":"See why"}]}'
        ),
        "b1",
    )
    assert (figure["path"], figure["actions"]) == ("/kpi/otif", ["See why"])
    deliver('{"title":"Two","tag":"b1","path":"/kpi/otif"}')
    shown_after(phone, lambda: deliver('{"title":"Three","tag":"c1"}'), "c1")
    replaced = phone.evaluate(SHOWN, ["b1", "", [], PATIENCE_MILLISECONDS])
    assert [each["title"] for each in replaced] == ["Two"]


def log_a_change(phone: Page) -> str:
    """Four taps: the customer of the day, the first line, more of it, a reason; whose it was."""
    phone.get_by_role("link", name="Log a change").first.click()
    expect(phone.get_by_role("heading", name="Which line changes?")).to_be_visible()
    customer = phone.locator("main").inner_text().split("\n\n")[1].strip()
    phone.locator("main .sheet").locator("a, button").first.click()
    phone.locator("button.chip").nth(3).click()
    phone.get_by_role("button", name="Project grew").click()
    return customer
