"""The whole walk as three people live it: a rep without network, a supervisor, an executive."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser

# With gloves on the floor an approval wants a full second.
HOLD_MILLISECONDS = 1_300
# A decision leaves the tablet once its undo has run out.
UNDO_MILLISECONDS = 60_000
# Other tests share the company, and may have asked for the very same: a row is known by its link.
PROPOSALS = "a[href^='/decisions/']"
HREFS = "links => links.map(link => link.getAttribute('href'))"


def test_a_change_logged_without_network_reaches_tablet_and_executive(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    rep, supervisor, executive = (contexts.device(size) for size in (PHONE, TABLET, PHONE))
    lockstep.sign_in(rep, "rep")
    lockstep.sign_in(supervisor, "supervisor")
    lockstep.sign_in(executive, "executive")
    expect(rep.get_by_role("heading", name="Today")).to_be_visible()
    expect(supervisor.get_by_role("heading", name="Decisions")).to_be_visible()
    before = _waiting_count(executive)
    expect(supervisor.locator(PROPOSALS).first).to_be_visible()
    already_there = supervisor.locator(PROPOSALS).evaluate_all(HREFS)

    rep.context.set_offline(True)
    customer, item = _log_eight_more(rep)
    expect(rep.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    rep.reload()
    expect(rep.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(rep.get_by_text("1 unsent").first).to_be_visible()
    (change_id,) = parse_qs(urlparse(rep.url).query)["change"]

    rep.context.set_offline(False)
    row = supervisor.locator(
        PROPOSALS + "".join(f":not([href='{href}'])" for href in already_there)
    )
    row = row.filter(has_text=customer).filter(has_text=item)
    expect(row).to_be_visible()
    expect(_waiting_figure(executive)).to_have_text(str(before + 1))

    row.click()
    expect(supervisor.get_by_role("heading", name=re.compile(customer))).to_be_visible()
    supervisor.get_by_role("button", name="Hold to approve").click(delay=HOLD_MILLISECONDS)
    expect(supervisor.get_by_text(re.compile("^Approved")).first).to_be_visible()

    expect(_waiting_figure(executive)).to_have_text(str(before), timeout=UNDO_MILLISECONDS)
    rep.goto(f"{lockstep.address}/today")
    moved = rep.locator(f"main a[href='/changes/{change_id}']")
    expect(moved).to_contain_text(f"{customer}, {item}")
    expect(moved).to_contain_text("In the plan")
    supervisor.goto(f"{lockstep.address}/plan")
    expect(supervisor.get_by_text(re.compile(r"Revision (?!1\b)\d+"))).to_be_visible()
    assert contexts.errors == []


def _log_eight_more(phone: Page) -> tuple[str, str]:
    """Four taps: the customer of the day, the first line, the fourth chip, a reason."""
    phone.get_by_role("link", name="Log a change").first.click()
    expect(phone.get_by_role("heading", name="Which line changes?")).to_be_visible()
    customer = phone.locator("main").inner_text().split("\n\n")[1].strip()
    line = phone.locator("main .sheet").locator("a, button").first
    item = line.inner_text().split("\n")[0].strip()
    line.click()
    phone.locator("button.chip").nth(3).click()
    phone.get_by_role("button", name="Project grew").click()
    return customer, item


def _waiting_count(page: Page) -> int:
    figure = _waiting_figure(page)
    expect(figure).to_have_text(re.compile(r"^\d+$"))
    return int(figure.inner_text())


def _waiting_figure(page: Page) -> Locator:
    return page.locator("a[href='/kpi/proposals_waiting'] .value")
