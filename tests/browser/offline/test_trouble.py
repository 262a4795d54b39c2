"""What can go wrong round a phone: a full or emptied store, a hotel's network, a wrong clock, a lost device."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import SAVED, Phone, words

pytestmark = pytest.mark.browser

A_DAY_AHEAD = """() => {
  const day = 26 * 3600 * 1000;
  const now = Date.now.bind(Date);
  Date.now = () => now() + day;
}"""

# Chromium remembers for a while how much room there was: this writes beside the app's own data until
# it has looked again.
FULL = """async () => {
  const opening = indexedDB.open("beside", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("any", { autoIncrement: true });
  await new Promise((done) => { opening.onsuccess = done; });
  const until = performance.now() + 60000;
  for (;;) {
    const writing = opening.result.transaction("any", "readwrite");
    writing.objectStore("any").put("x".repeat(1000));
    const fault = await new Promise((done) => {
      writing.oncomplete = () => done(null);
      writing.onabort = () => done(writing.error.name);
    });
    if (fault || performance.now() > until) return fault;
    await new Promise((resume) => setTimeout(resume, 200));
  }
}"""


@pytest.fixture
def phone(shop: Shop, contexts: Contexts) -> Phone:
    found = Phone(contexts.device(SMALL_PHONE), shop.address)
    found.sign_in(*shop.people["rep"])
    return found


def test_a_full_phone_says_so_and_keeps_what_was_entered(shop: Shop, phone: Phone) -> None:
    page = phone.page
    line = phone.lines()[0]
    phone.wish_more(line)
    wished = page.locator(".figure").inner_text()
    phone.wait_until_stored("drafts", "(drafts) => drafts.length === 1")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": shop.address, "quotaSize": 1})
    assert page.evaluate(FULL) == "QuotaExceededError"
    phone.reason().click()
    expect(page.get_by_role("alert")).to_contain_text(words("log-phone-full"))
    expect(page.get_by_role("heading", name=SAVED)).to_have_count(0)
    assert page.locator(".figure").inner_text() == wished
    assert phone.ops() == {}

    session.send("Storage.overrideQuotaForOrigin", {"origin": shop.address})
    phone.reason().click()
    expect(page.locator(".saved h1")).to_be_visible()
    phone.wait_until_drained()
    assert phone.refusals() == []


def test_a_phone_whose_store_was_wiped_begins_anew(shop: Shop, phone: Phone) -> None:
    page = phone.page
    kept = phone.log_more(phone.lines()[0])
    phone.wait_until_stored("rows", f"(rows) => rows.some(({{ id }}) => id === '{kept}')")
    held = {row["id"] for row in phone.stored("rows")}
    # The system takes the space back, as it does after weeks without a visit; the cookie stays.
    session = page.context.new_cdp_session(page)
    page.goto("about:blank")
    session.send(
        "Storage.clearDataForOrigin",
        {
            "origin": shop.address,
            "storageTypes": "indexeddb,local_storage,cache_storage,service_workers",
        },
    )
    phone.go("/today")
    phone.wait_until_installed()
    expect(page.get_by_role("heading", name=words("today-title"))).to_be_visible()
    # Its proposal may have come meanwhile; what was there is there again.
    assert held <= {row["id"] for row in phone.stored("rows")}
    assert phone.ops() == {}


def test_a_hotel_network_is_not_taken_for_an_answer(shop: Shop, phone: Phone) -> None:
    shop.line.is_portal = True
    kept = phone.log_more(phone.lines()[0])
    expect(phone.strip).to_have_attribute("data-state", "silent")
    expect(phone.page.get_by_role("heading", name=SAVED)).to_be_visible()
    assert [op["id"] for op in phone.unsent()] == [kept]
    assert "Hotel" not in phone.page.content()

    shop.line.is_portal = False
    phone.go("/outbox")
    phone.wait_until_drained()
    assert [
        row["ver"] for row in shop.rows("SELECT ver FROM demand_change WHERE id = $1::uuid", kept)
    ] == [1]


def test_a_clock_that_is_a_day_wrong_changes_no_answer(shop: Shop, phone: Phone) -> None:
    line = phone.lines()[0]
    phone.wish_more(line)
    phone.wait_for_live()
    phone.page.evaluate(A_DAY_AHEAD)
    for worker in phone.page.workers:
        worker.evaluate(A_DAY_AHEAD)
    phone.reason().click()
    expect(phone.page.locator(".saved h1")).to_be_visible()
    kept = phone.change_id()
    phone.wait_until_drained()
    (op,) = [op for op in phone.ops().values() if op["id"] == kept]
    assert op["answer"]["status"] == "applied"
    assert datetime.fromisoformat(op["at"]) > datetime.now(UTC) + timedelta(hours=20)
    (row,) = shop.rows(
        "SELECT requested_at <= now() AS is_ours FROM demand_change WHERE id = $1::uuid", kept
    )
    assert row["is_ours"]


def test_a_revoked_device_keeps_its_unsent_work_for_a_file(shop: Shop, phone: Phone) -> None:
    page = phone.page
    page.context.set_offline(True)
    kept = phone.log_more(phone.lines()[0])
    with shop.signed_in("rep") as elsewhere:
        for device in elsewhere.get("/api/v1/devices").json():
            if not device["is_this"]:
                assert elsewhere.delete(f"/api/v1/devices/{device['id']}").status_code == 204
    page.context.set_offline(False)
    phone.go("/outbox")
    expect(phone.strip).to_have_attribute("data-state", "signed-out")
    assert [op["id"] for op in phone.unsent()] == [kept]
    with page.expect_download() as download:
        page.locator("[data-key=export]").click()
    assert re.fullmatch(r"lockstep-unsent-.*\.json", download.value.suggested_filename)
    assert kept in download.value.path().read_text(encoding="utf-8")
