"""A supplier with a link and no account: reads, confirms, changes in parts and declines, on phone and tablet."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep
from tests.browser.test_screens import flaws

WAYS_TO_LOOK = [
    (SMALL_PHONE, "light", "ru"),
    (SMALL_TABLET, "light", "zh"),
    (SMALL_PHONE, "dark", "en"),
]
DUE = datetime.now(UTC).date() + timedelta(days=21)


def asked(page: Page, lockstep: Lockstep, quantity: int) -> str:
    """Ask the first supplier for a quotation, and return a link to it."""
    api = f"{lockstep.address}/api/v1"
    token = page.request.get(f"{api}/session").json()["csrf_token"]
    headers = {"X-CSRF-Token": token}
    supplier = page.request.get(f"{api}/suppliers").json()[0]["id"]
    view = page.request.get(f"{api}/suppliers/{supplier}").json()
    wish = {
        "site_id": view["sites"][0]["id"],
        "item_id": view["items"][0]["id"],
        "quantity": str(quantity),
        "due_on": DUE.isoformat(),
        "note": "For the yard",
    }
    answer = page.request.post(f"{api}/suppliers/{supplier}/quotations", headers=headers, data=wish)
    assert answer.ok, answer.text()
    request_id = answer.json()["id"]
    # It is on the supplier's page once it is on its way.
    page.goto(f"{lockstep.address}/suppliers/{supplier}")
    reference = f"Q-{request_id.replace('-', '')[-8:].upper()}"
    expect(page.get_by_text(reference).first).to_be_visible()
    made = page.request.post(f"{api}/supplier-requests/{request_id}/link", headers=headers, data={})
    assert made.ok, made.text()
    link = made.json()["url"]
    return f"{lockstep.address}/supplier{link.partition('/supplier')[2]}"


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def test_a_supplier_answers_by_a_link_without_an_account(
    lockstep: Lockstep, contexts: Contexts, axe: Axe
) -> None:
    buyer = contexts.device(SMALL_TABLET)
    lockstep.sign_in(buyer, "planner")
    link = asked(buyer, lockstep, 400)
    found: list[str] = []
    for size, light, language in WAYS_TO_LOOK:
        page = contexts.device(size, color_scheme=light)
        page.goto(link.replace("lang=en", f"lang={language}"))
        expect(page.locator(".supplier-line")).to_be_visible()
        expect(page.locator("html")).to_have_attribute(
            "lang", {"zh": "zh-Hans"}.get(language, language)
        )
        assert "#" not in page.url, "the secret leaves the address at once"
        page.locator(".supplier-choices button").nth(1).click()
        expect(page.locator(".supplier-part")).to_be_visible()
        found += [f"{size['width']} {light} {language}: {each}" for each in flaws(page, axe)]
    assert found == []

    page = contexts.device(SMALL_PHONE)
    page.goto(link)
    page.get_by_role("button", name="Other quantity or date").click()
    page.get_by_label("Quantity").fill("150")
    page.get_by_role("button", name="Add a part delivery").click()
    page.get_by_label("Quantity").nth(1).fill("250")
    page.get_by_label("Date").nth(1).fill((DUE + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".supplier-line")).to_contain_text("150")
    expect(page.locator(".supplier-line")).to_contain_text("250")
    expect(page.locator(".supplier-choices")).to_have_count(0)

    for number, (button, outcome) in enumerate((("We can", "Confirmed"), ("Decline", "Declined"))):
        page.goto("about:blank")
        page.goto(asked(buyer, lockstep, 500 + number))
        page.get_by_role("button", name=button).click()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.locator(".supplier-line")).to_contain_text(outcome)

    page.goto("about:blank")
    page.goto(f"{lockstep.address}/supplier?lang=en#never-a-link")
    expect(page.locator("main")).to_contain_text("This link")
    assert contexts.errors == []
