"""The stock board in Chromium: narrowed down, opened to its lots, and live when the floor reports."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.ids import new_id
from tests.browser.conftest import SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser


def test_stock_is_found_opened_and_narrowed_down(lockstep: Lockstep, contexts: Contexts) -> None:
    page = contexts.device(SMALL_PHONE)
    lockstep.sign_in(page, "planner")
    page.goto(f"{lockstep.address}/stock?mark=waste")
    row = page.locator(".stock-row").filter(has_text="expire").first
    expect(row).to_be_visible()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator("table")).to_be_visible()
    expect(row.locator("table")).to_contain_text(re.compile("Expired|nobody takes"))

    page.get_by_role("searchbox").fill("no such thing at all")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing like that")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".stock-row").first).to_be_visible()

    page.get_by_role("link", name="By family").click()
    family = page.locator(".stock-group a").first
    name = family.locator(".m").inner_text()
    family.click()
    expect(page.locator(".stock-row").first).to_contain_text(name)
    assert contexts.errors == []


@pytest.mark.parametrize("size", [SMALL_PHONE, SMALL_TABLET], ids=["phone", "tablet"])
def test_days_of_components_are_set_by_keyboard_and_put_back(
    lockstep: Lockstep, contexts: Contexts, size: dict[str, int]
) -> None:
    page = contexts.device(size)
    lockstep.sign_in(page, "planner")
    item, site = _made_item(page, lockstep)
    page.goto(f"{lockstep.address}/stock/{item}/lots?site={site}")
    expect(page.locator("#live[data-shown]")).to_be_visible()
    component = page.locator("fieldset.held-days:visible").first
    last_day = component.get_by_label("Last day")
    last_day.fill("2030-12-24")
    page.get_by_role("button", name=re.compile("^Save days: Made of")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Open proposals")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=re.compile("^Put back")).click()
    expect(last_day).to_have_value("")

    component.get_by_role("button", name=re.compile("^Other days as well")).click()
    more = page.locator("fieldset.held-days:visible").nth(1)
    expect(more.get_by_role("button", name=re.compile("^Leave out"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Save days: Made of")).click()
    expect(page.get_by_text("would be taken twice on a day")).to_be_visible()
    more.get_by_role("button", name=re.compile("^Leave out")).click()
    expect(page.get_by_role("button", name=re.compile("^Leave out"))).to_have_count(0)
    assert contexts.errors == []


def _made_item(page: Page, lockstep: Lockstep) -> tuple[str, str]:
    """An item whose components the planner may set, and a site that makes it."""
    for row in page.request.get(f"{lockstep.address}/api/v1/stock?stage=finished").json()["rows"]:
        view = page.request.get(f"{lockstep.address}/api/v1/stock/{row['item_id']}/lots").json()
        for site in view["sites"]:
            if view["may_set_components"] and site["components"]:
                return row["item_id"], site["site_id"]
    pytest.fail("the demo company makes nothing whose days the planner may set")


def test_what_the_floor_reports_is_in_stock_at_once(lockstep: Lockstep, contexts: Contexts) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "supervisor")
    line = _line_to_report(page, lockstep)
    page.goto(f"{lockstep.address}/stock?q={line['item_code']}&site={line['site_id']}")
    shown = page.locator(f'.stock-row[data-item="{line["item_id"]}"] .b').first
    expect(page.locator("#live[data-shown]")).to_be_visible()
    before = shown.inner_text()

    report_id = _report(
        page, lockstep, "report_output",
        {"plan_line_id": line["plan_line_id"], "good_quantity": "1", "scrapped_quantity": "0"},
    )  # fmt: skip
    expect(shown).not_to_have_text(before)
    _report(page, lockstep, "reverse_report", {"note": "Only a try"}, report_id=report_id)
    expect(shown).to_have_text(before)
    assert contexts.errors == []


def _line_to_report(page: Page, lockstep: Lockstep) -> dict[str, Any]:
    """A plan line of the supervisor's first site that the floor may report on."""
    sites = page.request.get(f"{lockstep.address}/api/v1/sites").json()
    for site in sites:
        answer = page.request.get(f"{lockstep.address}/api/v1/floor/{site['id']}")
        for center in answer.json().get("centers", []) if answer.ok else []:
            for line in center["lines"]:
                if line["plan_line_id"] is not None:
                    return {**line, "site_id": site["id"]}
    pytest.fail("the demo company's floor has no line to report on")


def _report(
    page: Page, lockstep: Lockstep, kind: str, args: dict[str, str], report_id: str | None = None
) -> str:
    """Report as the plant's other system would, with the signed-in person's rights."""
    session = page.request.get(f"{lockstep.address}/api/v1/session").json()
    answer = page.request.post(
        f"{lockstep.address}/api/v1/floor-reports",
        data={
            "source": "browser-test",
            "external_id": str(new_id()),
            "kind": kind,
            "args": args,
            **({"report_id": report_id} if report_id else {}),
        },
        headers={"X-CSRF-Token": session["csrf_token"]},
    )
    assert answer.ok, answer.text()
    found: str = answer.json()["id"]
    return found
