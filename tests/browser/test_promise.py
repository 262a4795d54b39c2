"""A rep asks what can be promised, holds it, and asks again without a network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Contexts, Lockstep

pytestmark = pytest.mark.browser


def ask_first(page: Page, lockstep: Lockstep) -> str:
    """Ask about the first item for the first customer; answers where the question stands."""
    page.goto(f"{lockstep.address}/promise")
    page.locator("promise-form a.row[href*='customer=']").first.click()
    page.locator("promise-form a.row[href*='item=']").first.click()
    expect(page.locator("promise-form [data-key=quantity]")).to_be_visible()
    return page.url


def test_a_rep_holds_an_answer_and_gives_it_back(lockstep: Lockstep, contexts: Contexts) -> None:
    page = contexts.device(PHONE)
    lockstep.sign_in(page, "rep")
    ask_first(page, lockstep)

    options = page.locator("promise-form .option input")
    expect(options.first).to_be_visible()
    page.locator("[data-key=days]").click()
    page.locator("[data-key=hold]").click()

    page.wait_for_url(re.compile("quotation="))
    held = page.locator("promise-form .answer .st.change")
    expect(held).to_be_visible()

    page.locator("[data-key=release]").click()
    expect(page.locator("promise-form [data-key=again]")).to_be_visible()
    expect(held).to_have_count(0)
    assert contexts.errors == []


def test_without_a_network_the_last_known_answer_stands_and_an_inquiry_is_kept(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device(PHONE)
    lockstep.sign_in(page, "rep")
    asked_at = ask_first(page, lockstep)
    expect(page.locator("promise-form .option input").first).to_be_visible()
    page.context.set_offline(True)

    page.locator("[data-key=more]").click()

    expect(page.locator("promise-form .estimate-panel")).to_be_visible()
    expect(page.locator("promise-form .st.risk").first).to_be_visible()
    page.locator("[data-key=fewer]").click()
    expect(page.locator("promise-form .option input").first).to_be_visible()
    page.locator("[data-key=inquire]").click()
    page.wait_for_url(re.compile("quotation="))
    expect(page.locator("promise-form .answer")).to_be_visible()

    page.context.set_offline(False)
    assert "item=" in asked_at
    assert contexts.errors == []
