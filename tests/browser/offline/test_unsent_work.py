"""Photos, signing out with unsent work, files of it, a storage that the system has cleared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from backend.kit.jpeg import Picture, plain_jpeg
from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import SAVED, Phone, words
from tests.pictures import png

pytestmark = pytest.mark.browser

YARD: FilePayload = {"name": "yard.png", "mimeType": "image/png", "buffer": png(2000, 1500)}
PHOTO = "SELECT content FROM demand_photo WHERE demand_change_id = $1 AND content IS NOT NULL"
CLEAR = """async () => {
  for (const { name } of await indexedDB.databases()) {
    await new Promise((done, failed) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = done;
      request.onerror = request.onblocked = () => failed(new Error(name));
    });
  }
}"""
PUSH = "**/sync/v1/push"
SESSION = "**/api/v1/session"
NAMES = "() => indexedDB.databases().then((all) => all.map(({ name }) => name))"


def notice(page: Page, key: str) -> str:
    bar = page.locator(f".notice[data-key={key}]")
    expect(bar).to_be_visible()
    return bar.inner_text()


def come(phone: Phone, person: tuple[str, str]) -> None:
    """Sign in without the form and wait for the first copy; the app need not be installed for this."""
    email, password = person
    answer = phone.page.request.post(
        f"{phone.address}/api/v1/session", data={"email": email, "password": password}
    )
    assert answer.ok, answer.text()
    phone.go("/outbox")


def settle_in(phone: Phone, person: tuple[str, str]) -> None:
    """Come, and wait until everything that the person may see is here."""
    come(phone, person)
    phone.wait_for_live()
    phone.wait_until_stored("meta", "(meta) => Boolean(meta?.reference_as_of)")


def hold_back(phone: Phone) -> None:
    """Let no push through from here on."""
    phone.page.route(PUSH, lambda route: route.abort())


def sign_out(phone: Phone) -> None:
    """Ask to sign out; the question about unsent work is left open."""
    phone.page.locator("[data-key=rail-more]").click()
    phone.page.get_by_role("button", name=words("shell-sign-out")).click()
    expect(phone.page.locator("dialog.ask")).to_be_visible()


def keep_locked(phone: Phone) -> None:
    """Sign out and leave the unsent work here under the server's key."""
    phone.go("/outbox")
    expect(phone.page.locator("[data-key=export]")).to_be_visible()
    sign_out(phone)
    phone.page.locator("[data-key=keep-locked]").click()
    phone.page.wait_for_url(re.compile("/sign-in"))


def test_a_photo_outlives_a_kill_and_arrives_small_and_bare_after_its_change(
    shop: Shop, contexts: Contexts
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    page, line = phone.page, phone.lines()[-1]
    page.context.set_offline(True)

    phone.wish_more(line)
    page.locator("[data-key=note]").click()
    page.locator("[data-key=photo-choose]").set_input_files(YARD)
    expect(page.locator(".photo-tile")).to_be_visible()
    phone.wait_until_stored("drafts", "(drafts) => drafts.some(({ wish }) => wish.photos.length)")
    page.goto("about:blank")
    phone.go(line.path)
    page.locator("[data-key=note]").click()
    expect(page.locator(".photo-tile")).to_be_visible()
    phone.reason().click()

    expect(page.locator(".saved h1")).to_have_text(SAVED)
    expect(page.get_by_text(words("log-photos-here", count=1))).to_be_visible()
    change_id = phone.change_id()
    page.context.set_offline(False)
    phone.wait_until_stored(
        "ops",
        "(ops) => ops.some(({ photos_sent: sent }) => Object.values(sent ?? {})[0] === 'kept')",
    )
    [row] = shop.rows(PHOTO, change_id)
    assert plain_jpeg(bytes(row["content"])) == Picture(1600, 1200)
    assert contexts.errors == []


def test_work_that_is_kept_at_sign_out_is_unreadable_here_and_back_at_the_next_sign_in(
    shop: Shop, contexts: Contexts
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    settle_in(phone, shop.people["rep"])
    page, line = phone.page, phone.lines()[-2]
    hold_back(phone)
    change_id = phone.log_more(line)
    [op] = phone.unsent()

    keep_locked(phone)

    host = phone.address.partition("://")[2]
    assert page.evaluate(NAMES) == [f"lockstep-kept-{host}"]
    come(phone, shop.people["rep"])
    assert notice(page, "kept-back") == words("shell-kept-back", count=1)
    assert [each["op_id"] for each in phone.unsent()] == [op["op_id"]]
    page.unroute(PUSH)
    phone.go("/outbox")
    phone.wait_until_drained()
    assert shop.rows("SELECT id FROM demand_change WHERE id = $1", change_id) != []
    assert contexts.errors == []


def test_a_file_of_unsent_work_comes_back_on_another_phone_of_the_same_person_only(
    shop: Shop, contexts: Contexts, tmp_path: Path
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    settle_in(phone, shop.people["rep"])
    line = phone.lines()[-3]
    hold_back(phone)
    change_id = phone.log_more(line)
    phone.go("/outbox")
    with phone.page.expect_download() as download:
        phone.page.locator("[data-key=export]").click()
    kept = tmp_path / "lockstep-unsent.json"
    download.value.save_as(kept)

    stranger = Phone(contexts.device(SMALL_PHONE), shop.address)
    come(stranger, shop.people["supervisor"])
    stranger.page.locator("[data-key=bring-back]").set_input_files(kept)
    assert notice(stranger.page, "brought-back") == words("outbox-foreign-file")
    other = Phone(contexts.device(SMALL_PHONE), shop.address)
    come(other, shop.people["rep"])
    other.page.locator("[data-key=bring-back]").set_input_files(kept)
    assert notice(other.page, "brought-back") == words("outbox-brought-back", count=1)
    other.wait_until_drained()

    phone.page.unroute(PUSH)
    phone.go("/outbox")
    phone.wait_until_drained()
    found = shop.rows("SELECT op_id FROM sync_op WHERE entity_id = $1", change_id)
    assert len(found) == 1
    assert contexts.errors == []


def test_a_storage_that_the_system_has_cleared_is_told_and_filled_again(
    shop: Shop, contexts: Contexts
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    settle_in(phone, shop.people["rep"])
    page, line = phone.page, phone.lines()[-4]
    hold_back(phone)
    phone.log_more(line)
    page.wait_for_function(
        "() => Object.values(JSON.parse(localStorage['lockstep-copies'] ?? '{}')).some(({ unsent }) => unsent === 1)"
    )
    # The sign-in page opens no database, so it can be cleared from there as the system would.
    page.route(SESSION, lambda route: route.abort())
    phone.go("/sign-in")
    page.evaluate(CLEAR)
    for path in (PUSH, SESSION):
        page.unroute(path)

    phone.go("/today")

    said = notice(page, "cleared")
    assert words("shell-cleared") in said
    assert words("shell-cleared-unsent", count=1) in said
    phone.wait_until_stored("meta", "(meta) => Boolean(meta?.reference_as_of)")
    assert len(phone.lines()) > 0
    phone.go("/today")
    expect(page.locator("#strip")).to_be_visible()
    assert page.locator(".notice").count() == 0
    assert contexts.errors == []
