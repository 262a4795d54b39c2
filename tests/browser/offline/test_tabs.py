"""Several tabs and several people on one phone: one tab drains, nobody sees another's work."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import SAVED, Phone, words

pytestmark = pytest.mark.browser

TABS = 3
# People's own databases; beside them lies one for boxes that are locked.
DATABASES = """async () => (await indexedDB.databases()).map(({ name }) => name)
  .filter((name) => name.startsWith(`lockstep-${location.host}-`))"""


def test_of_three_tabs_one_drains_and_each_op_arrives_once(shop: Shop, contexts: Contexts) -> None:
    first = Phone(contexts.device(SMALL_PHONE), shop.address)
    first.sign_in(*shop.people["rep"])
    lines = first.lines()
    context = first.page.context
    context.set_offline(True)
    tabs = [first, *(Phone(context.new_page(), shop.address) for _ in range(TABS - 1))]
    made = [
        tab.log_more(lines[(3 * at + turn) % len(lines)])
        for turn in range(3)
        for at, tab in enumerate(tabs)
    ]
    assert len(first.unsent()) == len(made)

    # The first answer is held on the line: whoever else wanted to drain would send meanwhile.
    before = len(shop.line.pushed())
    hold = shop.line.hold("/sync/v1/push", "answered")
    context.set_offline(False)
    hold.wait()
    for tab in tabs:
        tab.page.evaluate("() => dispatchEvent(new Event('online'))")
        assert len(tab.unsent()) == len(made)
    assert len(shop.line.pushed()) == before + 1
    hold.let_go()
    for tab in tabs:
        tab.wait_until_drained()
        expect(tab.strip).to_have_attribute("data-state", "live")
    sent = shop.line.pushed()[before:]
    ids = [op_id.encode() for op_id in first.ops()]
    assert [sum(op_id in body for body in sent) for op_id in ids] == [1] * len(made)
    receipts = shop.rows(
        "SELECT entity_id::text, count(*) FROM sync_op WHERE entity_id = any($1::uuid[]) GROUP BY 1",
        made,
    )
    assert {each["entity_id"]: each["count"] for each in receipts} == dict.fromkeys(made, 1)
    assert contexts.errors == []


def test_two_people_on_one_phone_keep_their_work_apart(shop: Shop, contexts: Contexts) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    page = phone.page
    page.context.set_offline(True)
    kept = phone.log_more(phone.lines()[0])
    (own,) = page.evaluate(DATABASES)

    # The rep's session ends, and the supervisor signs in on the same phone. With a network before that,
    # the change would rightly be on its way at once.
    page.context.clear_cookies()
    page.context.set_offline(False)
    phone.sign_in(*shop.people["supervisor"])
    phone.go("/outbox")
    phone.wait_for_live()
    expect(page.get_by_text(words("outbox-nothing-yet"))).to_be_visible()
    assert shop.rows("SELECT 1 FROM sync_op WHERE entity_id = $1::uuid", kept) == []
    assert own in page.evaluate(DATABASES)

    # The rep comes back; the change leaves under the rep's own name.
    page.context.clear_cookies()
    phone.sign_in(*shop.people["rep"])
    expect(phone.strip).to_contain_text(words("shell-all-sent"))
    (receipt,) = shop.rows(
        "SELECT p.email FROM sync_op o JOIN person p ON p.id = o.person_id WHERE o.entity_id = $1::uuid",
        kept,
    )
    assert receipt["email"] == shop.people["rep"][0]
    assert contexts.errors == []


def test_signing_out_with_unsent_work_asks_and_gives_it_as_a_file(
    shop: Shop, contexts: Contexts
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    page = phone.page
    page.context.set_offline(True)
    kept = phone.log_more(phone.lines()[0])
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()

    phone.go("/today")
    expect(phone.strip).to_have_attribute("data-state", "offline")
    page.evaluate("() => document.dispatchEvent(new CustomEvent('lockstep:sign-out'))")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=words("shell-stay")).click()
    expect(dialog).to_have_count(0)
    assert [op["id"] for op in phone.unsent()] == [kept]
