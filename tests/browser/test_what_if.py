"""A planner tries more hours on a copy of the plan, compares, adopts; the supervisor sends it back."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep
from tests.browser.test_screens import flaws

pytestmark = pytest.mark.browser
ADDRESS = re.compile(r"/what-if/[0-9a-f-]{36}$")


def live(page: Page) -> None:
    """Wait until the live page has taken over from its first paint: only then is it heard."""
    expect(page.locator("#live[data-shown]")).to_be_visible()


def test_a_what_if_from_the_copy_to_the_decision(
    lockstep: Lockstep, contexts: Contexts, tmp_path: Path
) -> None:
    axe = Axe()
    page = contexts.device(SMALL_TABLET, color_scheme="light")
    lockstep.sign_in(page, "planner")
    page.goto(f"{lockstep.address}/what-if")
    live(page)
    page.get_by_label("What do you want to know?").fill("Longer weeks at the first work centre")
    page.locator('label:has-text("Whose plan") select').select_option(label="Riga plant")
    page.get_by_role("button", name="Copy the plan").click()
    page.get_by_role("link", name="The plan is copied").click()
    page.wait_for_url(ADDRESS)
    address = page.url
    live(page)

    page.get_by_label("Name of another scenario").fill("Two hours more")
    page.get_by_role("button", name="Another scenario").click()
    expect(page.get_by_text("planned anew, nothing changed")).to_be_visible()
    page.locator('.what-if-form label:has-text("Work centre") select').last.select_option(index=1)
    page.get_by_label("Hours a day, more or less").fill("2")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("+2 h a day")).to_be_visible()
    expect(page.get_by_role("button", name="Adopt “Two hours more”")).to_be_visible()
    found = [f"tablet: {each}" for each in flaws(page, axe)]
    page.screenshot(path=tmp_path / "tablet.png", full_page=True)

    phone = contexts.device(SMALL_PHONE, color_scheme="dark")
    lockstep.sign_in(phone, "planner")
    phone.goto(address)
    expect(phone.get_by_text("+2 h a day")).to_be_visible()
    found += [f"phone: {each}" for each in flaws(phone, axe)]
    phone.screenshot(path=tmp_path / "phone.png", full_page=True)

    page.get_by_role("button", name="Adopt “Two hours more”").click()
    link = page.get_by_role("link", name="Asked for: see the decision")
    expect(link).to_be_visible()
    decision = link.get_attribute("href")

    supervisor = contexts.device(SMALL_TABLET, color_scheme="dark")
    lockstep.sign_in(supervisor, "supervisor")
    supervisor.goto(f"{lockstep.address}{decision}")
    expect(supervisor.get_by_text("If approved")).to_be_visible()
    found += [f"decision: {each}" for each in flaws(supervisor, axe)]
    supervisor.screenshot(path=tmp_path / "decision.png", full_page=True)
    live(supervisor)
    supervisor.get_by_role("combobox").select_option("cost")
    supervisor.get_by_role("button", name="Send back").click()
    expect(supervisor.get_by_text("Sent back by")).to_be_visible()

    # The scenario is the planner's again.
    expect(page.get_by_role("button", name="Adopt “Two hours more”")).to_be_visible()
    assert found == []
    assert contexts.errors == []
