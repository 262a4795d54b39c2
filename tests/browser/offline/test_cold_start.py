"""The installed app opened with no network at all: what a rep needs is there, with its time on screen."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import SAVED, Phone, words

pytestmark = pytest.mark.browser


def test_a_rep_works_all_day_without_network_from_a_cold_start(
    shop: Shop, contexts: Contexts
) -> None:
    device = contexts.device(SMALL_PHONE)
    Phone(device, shop.address).sign_in(*shop.people["rep"])
    device.close()
    device.context.set_offline(True)

    phone = Phone(device.context.new_page(), shop.address)
    page = phone.page
    # Where the icon on the phone's first screen begins.
    phone.go("/")
    expect(page.get_by_role("heading", name=words("today-title"))).to_be_visible()
    assert urlparse(page.url).path == "/today"
    expect(phone.strip).to_have_attribute("data-state", "offline")
    expect(phone.strip).to_contain_text(re.compile(r"data as of .*\d\d:\d\d"))
    # The head stands before the phone's own copy has been read.
    expect(page.locator("main a[href^='/changes/new?customer=']").nth(1)).to_be_visible()

    line = phone.lines()[0]
    reference = {page["kind"]: page for page in phone.stored("pages")}
    customers = [
        row for each in phone.stored("pages") if each["kind"] == "customer" for row in each["data"]
    ]
    name = next(
        row[reference["customer"]["cols"].index("name")]
        for row in customers
        if row[reference["customer"]["cols"].index("id")] == line.customer_id
    )
    phone.go("/customers")
    page.get_by_role("searchbox").fill(name)
    page.locator(f"main a[href='/customers/{line.customer_id}']").first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator(f"main a[href*='line={line.id}']")).to_be_visible()

    # Stock and promises: the estimate says as of when.
    phone.wish_more(line)
    expect(page.locator("main")).to_contain_text(re.compile(r"as of .*\d\d:\d\d"))
    page.locator("[data-key=note]").click()
    page.locator("[data-key=note-input]").fill("Crane on Thursday")
    page.wait_for_function(
        "() => document.querySelector('[data-key=note-input]').value === 'Crane on Thursday'"
    )
    phone.reason().click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    kept = phone.change_id()

    # A correction, and a second change that is thrown away again.
    page.locator("[data-key=undo]").wait_for(state="detached")
    page.locator(f"a[href='/changes/new?amend={kept}']").click()
    page.locator("button.chip").nth(1).click()
    phone.reason().click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    dropped = phone.log_more(phone.lines()[1])
    (op,) = [op for op in phone.unsent() if op["id"] == dropped]
    phone.go("/outbox")
    page.locator(f"[data-key='menu-{op['op_id']}']").click()
    page.locator(f"[data-key='discard-{op['op_id']}']").click()
    expect(page.locator(f"[data-key='menu-{op['op_id']}']")).to_have_count(0)
    assert [(op["kind"], op["args"]["note"]) for op in phone.unsent() if op["id"] == kept] == [
        ("request_demand_change", "Crane on Thursday"),
        ("amend_demand_change", "Crane on Thursday"),
    ]

    page.context.set_offline(False)
    phone.wait_until_drained()
    assert phone.refusals() == []
    asked = shop.rows("SELECT note FROM demand_change WHERE id = any($1::uuid[])", [kept, dropped])
    assert [row["note"] for row in asked] == ["Crane on Thursday"]
    assert contexts.errors == []


def test_an_item_is_found_and_a_new_line_is_logged_without_network(
    shop: Shop, contexts: Contexts
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    line = phone.lines()[2]
    phone.page.context.set_offline(True)
    phone.go(f"/changes/new?customer={line.customer_id}&item=")
    code = phone.page.locator("main a[href*='item=']").first.get_attribute("data-key")
    phone.page.locator("main a[href*='item=']").first.click()
    phone.page.locator("button.chip").nth(4).click()
    phone.reason().click()
    expect(phone.page.get_by_role("heading", name=SAVED)).to_be_visible()
    (op,) = phone.unsent()
    assert (op["args"]["demand_line_id"], op["args"]["item_id"]) == (None, code)
