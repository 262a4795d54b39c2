"""What happens while a phone is away: the same change corrected elsewhere, a territory taken away, a backup restored."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from shared.ids import new_id
from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import Phone, words

pytestmark = pytest.mark.browser

# What the system's icon would show.
BADGE = """() => {
  navigator.setAppBadge = async (count) => { globalThis.badge = count; };
}"""
UNDO_IS_OVER_MILLISECONDS = 30_000


@pytest.fixture
def phone(shop: Shop, contexts: Contexts) -> Phone:
    page = contexts.device(SMALL_PHONE)
    page.add_init_script(f"({BADGE})()")
    found = Phone(page, shop.address)
    found.sign_in(*shop.people["rep"])
    return found


def push(client: httpx.Client, kind: str, entity_id: str, args: dict[str, Any]) -> dict[str, Any]:
    """Somebody's op from another device; its result."""
    op = {"op_id": str(new_id()), "seq": 1, "kind": kind, "id": entity_id, "base_ver": 1}
    answer = client.post(
        "/sync/v1/push",
        json={
            "client_id": str(uuid4()),
            "schema_ver": 1,
            "ops": [{**op, "args": args, "at": "2026-11-24T08:00:00Z"}],
        },
    )
    assert answer.status_code == 200, answer.text
    (result,) = answer.json()["results"]
    found: dict[str, Any] = result
    return found


def test_a_conflict_is_settled_in_two_taps_without_network(shop: Shop, phone: Phone) -> None:
    page = phone.page
    line = phone.lines()[0]
    change = phone.log_more(line)
    phone.wait_until_stored("rows", f"(rows) => rows.some(({{ id }}) => id === '{change}')")
    (logged,) = [row for row in phone.stored("rows") if row["id"] == change]
    theirs = Decimal(logged["quantity_delta"]) * 3

    # Corrected here without a network, and meanwhile on another device.
    page.context.set_offline(True)
    phone.go(f"/changes/new?customer={line.customer_id}&amend={change}")
    page.locator("button.chip").nth(4).click()
    mine = Decimal(page.locator(".figure .c-change").inner_text().replace("\u00a0", ""))
    phone.reason().click()
    expect(page.locator(".saved h1")).to_be_visible()
    (amendment,) = phone.unsent()
    with shop.signed_in("rep") as elsewhere:
        args = {**amendment["args"], "quantity_delta": str(theirs)}
        assert push(elsewhere, "amend_demand_change", change, args)["status"] == "applied"
    page.context.set_offline(False)
    phone.go("/outbox")
    entry = page.locator(f"a[href='/outbox/{amendment['op_id']}']")
    expect(entry).to_be_visible(timeout=UNDO_IS_OVER_MILLISECONDS)
    expect(entry).to_contain_text(words("outbox-conflict-quantity"))
    page.wait_for_function("() => globalThis.badge === 1")

    page.context.set_offline(True)
    entry.click()
    expect(page.get_by_role("heading", name=words("outbox-which-quantity"))).to_be_visible()
    values = page.locator(".pick .pick-value").all_inner_texts()
    assert len(set(values)) == 3
    page.locator("[data-key='quantity_delta-mine']").check()
    page.locator("[data-key='keep']").click()
    expect(page.get_by_role("heading", name=words("outbox-waiting", count=1))).to_be_visible()
    (again,) = phone.unsent()
    assert again["id"] == change
    assert Decimal(again["args"]["quantity_delta"]) == mine

    page.context.set_offline(False)
    phone.wait_until_drained()
    page.wait_for_function("() => globalThis.badge === 0")
    (row,) = shop.rows("SELECT quantity_delta FROM demand_change WHERE id = $1::uuid", change)
    assert row["quantity_delta"] == mine


def test_work_for_a_territory_that_was_taken_away_comes_back_with_its_reason(
    shop: Shop, phone: Phone
) -> None:
    page = phone.page
    line = phone.lines()[0]
    held = {row["id"] for row in phone.stored("rows")}
    email, _ = shop.people["rep"]
    page.context.set_offline(True)
    phone.log_more(line)
    (op,) = phone.unsent()
    of_rep = "person_id = (SELECT id FROM person WHERE email = $1)"
    shop.rows(f"UPDATE scope_membership SET revoked_at = now() WHERE {of_rep}", email)
    try:
        page.context.set_offline(False)
        phone.go("/outbox")
        entry = page.locator(f"a[href='/outbox/{op['op_id']}']")
        expect(entry).to_contain_text(words("outbox-refused-not-found"))
        # The customer's rows are gone from this phone; what the person did still says for whom it was.
        phone.wait_until_stored("rows", "(rows) => rows.length === 0")
        expect(entry).to_contain_text(op["shown"]["customer"]["name"])
        phone.go("/today")
        expect(page.locator("main a[href^='/changes/new?customer=']")).to_have_count(0)
    finally:
        shop.rows(f"UPDATE scope_membership SET revoked_at = NULL WHERE {of_rep}", email)
    phone.go("/today")
    phone.wait_until_stored("rows", f"(rows) => rows.length >= {len(held)}")
    assert phone.refusals()[0]["code"] == "not_found"


def test_after_a_restore_from_yesterday_the_phone_brings_back_what_the_server_has_lost(
    shop: Shop, phone: Phone
) -> None:
    page = phone.page
    first, second = phone.lines()[:2]
    lost = phone.log_more(first)
    phone.wait_until_stored("rows", f"(rows) => rows.some(({{ id }}) => id === '{lost}')")
    page.context.set_offline(True)
    waiting = phone.log_more(second)
    # As `lockstep restore` leaves it: an older state under a new epoch.
    shop.rows_as_owner("DELETE FROM sync_op WHERE entity_id = $1::uuid", lost)
    shop.rows_as_owner("DELETE FROM demand_change WHERE id = $1::uuid", lost)
    shop.rows_as_owner("UPDATE sync_epoch SET epoch = gen_random_uuid()")
    page.context.set_offline(False)
    phone.go("/outbox")
    phone.wait_until_drained()
    for change in (lost, waiting):
        phone.wait_until_stored("rows", f"(rows) => rows.some(({{ id }}) => id === '{change}')")
    phone.wait_for_live()
    arrived = shop.rows(
        "SELECT id::text, ver FROM demand_change WHERE id = any($1::uuid[])", [lost, waiting]
    )
    assert {row["id"]: row["ver"] for row in arrived} == {lost: 1, waiting: 1}
    assert phone.refusals() == []
