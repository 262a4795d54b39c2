"""A supervisor opens a decision without a network and takes it; by then the plan has moved."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser

HOLD_MILLISECONDS = 1_300
# The undo runs out, then the op is sent, answered and pulled.
COMES_BACK_MILLISECONDS = 60_000
PROPOSALS_OF = """async changes => {
  for (;;) {
    const answer = await fetch("/api/v1/proposals");
    const rows = answer.ok ? await answer.json() : [];
    const found = changes.map(id => rows.find(({ change }) => change.id === id)?.id);
    if (found.every(Boolean)) return found;
    await new Promise(resume => setTimeout(resume, 250));
  }
}"""

# A view is kept once it has come to rest.
KEPT = """async path => {
  for (;;) for (const { name, version } of await indexedDB.databases()) {
    const opened = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const kept = opened.objectStoreNames.contains("views") && await new Promise(resolve => {
      const request = opened.transaction("views").objectStore("views").get(path);
      request.onsuccess = () => resolve(Boolean(request.result));
    });
    opened.close();
    if (kept) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}"""


def test_a_decision_taken_without_network_comes_back_when_the_plan_has_moved(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    rep, tablet, other = (contexts.device(size) for size in (PHONE, TABLET, TABLET))
    lockstep.sign_in(rep, "rep")
    lockstep.sign_in(tablet, "supervisor")
    lockstep.sign_in(other, "supervisor")
    changes = [log_a_change(lockstep, rep) for _ in range(2)]
    first, second = tablet.evaluate(PROPOSALS_OF, changes)

    tablet.goto(f"{lockstep.address}/decisions/{first}")
    expect(tablet.locator("#live[data-shown]")).to_be_visible()
    expect(tablet.get_by_role("button", name="Hold to approve")).to_be_visible()
    tablet.evaluate(KEPT, f"/decisions/{first}")
    tablet.context.set_offline(True)
    tablet.reload()
    expect(tablet.locator(".not-fresh")).to_be_visible()
    tablet.get_by_role("button", name="Hold to approve").click(delay=HOLD_MILLISECONDS)
    # It waits on the tablet, also beyond the seconds in which it would have left, and is taken back there.
    expect(tablet.get_by_text("Checked against the plan when sent")).to_be_visible(
        timeout=COMES_BACK_MILLISECONDS
    )
    tablet.get_by_role("button", name="Undo").click()
    tablet.get_by_role("button", name="Hold to approve").click(delay=HOLD_MILLISECONDS)
    expect(tablet.get_by_text(re.compile("^Approved")).first).to_be_visible()

    other.goto(f"{lockstep.address}/decisions/{second}")
    expect(other.locator("#live[data-shown]")).to_be_visible()
    other.get_by_role("button", name="Hold to approve").click(delay=HOLD_MILLISECONDS)
    expect(other.locator(".outcome").first).to_be_visible(timeout=COMES_BACK_MILLISECONDS)

    tablet.context.set_offline(False)
    expect(tablet.get_by_role("alert").filter(has_text="plan has moved")).to_be_visible(
        timeout=COMES_BACK_MILLISECONDS
    )
    # The page itself comes alive without being asked to.
    expect(tablet.locator("#live[data-shown]")).to_be_visible(timeout=COMES_BACK_MILLISECONDS)
    expect(tablet.locator(".not-fresh")).to_have_count(0)
    expect(tablet.locator(".then-now")).to_be_visible(timeout=COMES_BACK_MILLISECONDS)
    assert contexts.errors == []


def log_a_change(lockstep: Lockstep, phone: Page) -> str:
    """Four taps: the customer of the day, the first line, the fourth chip, a reason; the change's id."""
    phone.goto(f"{lockstep.address}/today")
    phone.get_by_role("link", name="Log a change").first.click()
    expect(phone.get_by_role("heading", name="Which line changes?")).to_be_visible()
    phone.locator("main .sheet").locator("a, button").first.click()
    phone.locator("button.chip").nth(3).click()
    phone.get_by_role("button", name="Project grew").click()
    # "Saved on this phone" may have made way for the answer already.
    phone.wait_for_url(lambda url: "change=" in url)
    (change_id,) = parse_qs(urlparse(phone.url).query)["change"]
    return change_id
