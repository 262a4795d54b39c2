"""An urgent change in a real company: the planner's clock is right on a device whose own clock is not."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Contexts, Lockstep

# An hour ahead, and no longer the time at all: what a phone says after its battery was out.
WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 3_600_000;"


def asked_urgently(page: Page, address: str) -> str:
    """Ask for once more what a customer of whoever is signed in has ordered before; returns the change's id."""
    line = page.request.get(f"{address}/api/v1/demand-lines?limit=1").json()["rows"][0]
    session = page.request.get(f"{address}/api/v1/session").json()
    answer = page.request.post(
        f"{address}/api/v1/demand-changes",
        headers={"X-CSRF-Token": session["csrf_token"], "Idempotency-Key": str(uuid4())},
        data={
            "customer_id": line["customer_id"],
            "item_id": line["item_id"],
            "quantity_delta": line["quantity"],
            "due_on": (datetime.now(UTC).date() + timedelta(days=21)).isoformat(),
            "is_urgent": True,
            "reason": "customer_request",
            "note": "The vessel leaves on Friday.",
        },
    )
    assert answer.status == 201, answer.text()
    return str(answer.json()["id"])


def test_an_urgent_change_has_a_clock_an_owner_and_a_thread(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    change_id = asked_urgently(rep, lockstep.address)
    page = contexts.device(PHONE)
    page.add_init_script(WRONG_CLOCK)
    lockstep.sign_in(page, "planner")

    page.goto(f"{lockstep.address}/changes/{change_id}")
    page.locator("#live").get_by_role("link", name="See its clock").click()
    clock = page.locator("#live count-down .left")
    expect(clock).to_have_text(re.compile(r"^\d+:\d\d:\d\d$"))
    first = clock.inner_text()
    due = page.locator("#live count-down").get_attribute("data-due")
    left = page.evaluate("due => (Date.parse(due) - (Date.now() - 3_600_000)) / 1000", due)
    hours, minutes, seconds = map(int, first.split(":"))
    assert abs(hours * 3600 + minutes * 60 + seconds - left) < 60
    expect(clock).not_to_have_text(first)

    page.locator("#live").get_by_role("button", name="Confirm it").click()
    expect(page.locator("#live li.urgent-stage.done").first).to_contain_text(
        "Received and confirmed"
    )
    page.locator("#live .thread").get_by_label("Say something").fill("Mixer 3 is free")
    page.locator("#live .thread").get_by_role("button", name="Say it").click()
    expect(page.locator("#live .thread-text")).to_have_text("Mixer 3 is free")
    assert contexts.errors == []
