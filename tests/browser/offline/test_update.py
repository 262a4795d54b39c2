"""A new version of the app: it waits for the queue and the draft, and then takes over with nothing lost.

The next version differs in one text; the line hands it out in place of the server's.
"""

import hashlib
import json
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import Phone, words

pytestmark = pytest.mark.browser

UNSENT = 50
TEXTS = "texts/en.json"
RENEWED = "Today, renewed"
# Through the engine, as the form does; fifty times four taps would prove nothing more.
QUEUE = """async ([count, customer, item]) => {
  const engine = await import("/static/js/offline/client.js");
  const day = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
  const ids = [];
  for (let number = 0; number < count; number += 1) {
    const op = await engine.save({
      kind: "request_demand_change",
      base_ver: 0,
      args: {
        demand_line_id: null, customer_id: customer, item_id: item, site_id: null,
        quantity_delta: "240", due_on: day, is_cancellation: false, is_urgent: false,
        reason: "project_start", confidence: null, note: `queued ${number}`,
      },
    });
    ids.push(op.id);
  }
  return ids;
}"""
WAITING = """async () => {
  const until = performance.now() + 60000;
  for (;;) {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.waiting) return registration.waiting.scriptURL;
    if (performance.now() > until) throw new Error("no new version waits");
    await new Promise((resume) => setTimeout(resume, 50));
  }
}"""
CONTROLLER = "() => navigator.serviceWorker.controller.scriptURL"


def test_an_update_waits_for_fifty_unsent_ops_and_a_draft(shop: Shop, contexts: Contexts) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    page = phone.page
    first_version = page.evaluate(CONTROLLER)
    line = phone.lines()[0]
    page.context.set_offline(True)
    made = page.evaluate(QUEUE, [UNSENT, line.customer_id, line.item_id])
    phone.wish_more(line)
    # The half-written form is on the phone.
    phone.wait_until_stored("drafts", "(drafts) => drafts.length === 1")

    # The company brings a new version; the phone hears of it while its sync does not get through.
    shop.line.rewrites |= next_version(shop)
    shop.line.deaf.add("/sync/v1/push")
    page.context.set_offline(False)
    phone.go("/today")
    second_version = page.evaluate(WAITING)
    assert second_version != first_version
    assert page.evaluate(CONTROLLER) == first_version
    expect(page.get_by_role("heading", name=words("today-title"), exact=True)).to_be_visible()
    phone.go(line.path)
    expect(page.locator(".figure.changed")).to_be_visible()
    assert sorted(op["id"] for op in phone.unsent()) == sorted(made)
    assert page.evaluate(CONTROLLER) == first_version

    # The queue drains under the old version; the draft still holds the new one off.
    shop.line.deaf.clear()
    phone.go("/today")
    phone.wait_until_drained()
    assert page.evaluate(CONTROLLER) == first_version
    page.locator(".draft button").click()
    phone.wait_until_stored("drafts", "(drafts) => drafts.length === 0")

    phone.go("/today")
    expect(page.get_by_role("heading", name=RENEWED)).to_be_visible()
    assert page.evaluate(CONTROLLER) == second_version
    assert phone.refusals() == []
    arrived = shop.rows("SELECT id::text, ver FROM demand_change WHERE id = any($1::uuid[])", made)
    assert {each["id"]: each["ver"] for each in arrived} == dict.fromkeys(made, 1)
    assert contexts.errors == []


def next_version(shop: Shop) -> dict[str, Callable[[bytes], bytes]]:
    """What of the company's files is different in the version after this one."""

    def texts(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), "today-title": RENEWED}).encode()

    def listed(content: bytes) -> bytes:
        versions = json.loads(content)
        now = texts(httpx.get(f"{shop.straight}/static/{TEXTS}").content)
        versions[TEXTS] = hashlib.sha256(now).hexdigest()[:16]
        return json.dumps(versions).encode()

    return {"/static/assets.json": listed, f"/static/{TEXTS}": texts}
