"""The forecast in Chromium: a rep's word in two taps on a small phone, a planner's way to what is behind a number on a tablet."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser

FIRST_RUN_MILLISECONDS = 300_000
LEAST_TARGET = 44


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_planner_reads_why_and_a_rep_says_otherwise_in_two_taps(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "planner")
    page.goto(f"{lockstep.address}/forecast")
    row = page.locator(".forecast-page .sheet a.row").first
    # The demo company's first forecast is made behind everybody else; the page follows by itself.
    expect(row).to_be_visible(timeout=FIRST_RUN_MILLISECONDS)
    assert fits(page)
    row.click()
    expect(page.get_by_role("heading", name="Why this number")).to_be_visible()
    expect(page.locator("table").first).to_contain_text("Agreed")
    for way, seen in (
        ("signals", "Helps, and is used|not used|hardly ever|Too little"),
        ("runs", "In force"),
        ("items", "What is said"),
    ):
        page.goto(f"{lockstep.address}/forecast/{way}")
        expect(page.locator("#live[data-shown]")).to_be_visible()
        expect(page.locator("main")).to_contain_text(_pattern(seen))
        assert fits(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert fits(page)
        page.set_viewport_size({"width": 1024, "height": 768})

    phone = contexts.device(SMALL_PHONE)
    lockstep.sign_in(phone, "rep")
    customers = phone.request.get(f"{lockstep.address}/api/v1/forecast/customers").json()
    customer_id = next(
        each["customer_id"]
        for each in customers["customers"]
        if phone.request.get(
            f"{lockstep.address}/api/v1/forecast/customers/{each['customer_id']}"
        ).json()["items"]
    )
    phone.goto(f"{lockstep.address}/forecast")
    expect(phone.locator(f'a[href="/forecast/customers/{customer_id}"]')).to_be_visible()
    assert fits(phone)
    phone.goto(f"{lockstep.address}/forecast/customers/{customer_id}")
    # The live page takes over from its first paint, whose buttons are gone then.
    expect(phone.locator("#live[data-shown]")).to_be_visible()
    item = phone.locator(".forecast-item").first
    more = item.get_by_role("button", name="+25")
    expect(more).to_be_visible()
    box = more.bounding_box()
    assert box is not None
    assert box["height"] >= LEAST_TARGET
    more.click()
    item.get_by_role("button", name="Project starts").click()
    expect(phone.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    expect(phone.get_by_text("Every version")).to_be_visible()
    assert fits(phone)
    found = phone.request.get(f"{lockstep.address}/api/v1/forecast/customers/{customer_id}").json()
    said = [each for each in found["overrides"] if each["is_standing"]]
    assert said
    assert all(Decimal(each["quantity"]) > 0 for each in said)
    assert contexts.errors == []


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)
