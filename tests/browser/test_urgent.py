"""An urgent change in a real company: the planner's clock is right on a device whose own clock is not."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep

# An hour ahead, and no longer the time at all: what a phone says after its battery was out.
WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 3_600_000;"


def asked_urgently(page: Page, address: str) -> str:
    """Ask for once more what a customer of whoever is signed in has ordered before; returns the change's id."""
    line = page.request.get(f"{address}/api/v1/demand-lines?limit=1").json()["rows"][0]
    session = page.request.get(f"{address}/api/v1/session").json()
    answer = page.request.post(
        f"{address}/api/v1/demand-changes",
        headers={"X-CSRF-Token": session["csrf_token"], "Idempotency-Key": str(uuid4())},
        data={
            "customer_id": line["customer_id"],
            "item_id": line["item_id"],
            "quantity_delta": line["quantity"],
            "due_on": (datetime.now(UTC).date() + timedelta(days=21)).isoformat(),
            "is_urgent": True,
            "reason": "customer_request",
            "note": "The vessel leaves on Friday.",
        },
    )
    assert answer.status == 201, answer.text()
    return str(answer.json()["id"])


def test_an_urgent_change_has_a_clock_an_owner_and_a_thread(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    change_id = asked_urgently(rep, lockstep.address)
    page = contexts.device(PHONE)
    page.add_init_script(WRONG_CLOCK)
    lockstep.sign_in(page, "planner")

    page.goto(f"{lockstep.address}/changes/{change_id}")
    page.locator("#live").get_by_role("link", name="See its clock").click()
    clock = page.locator("#live count-down .left")
    expect(clock).to_have_text(re.compile(r"^\d+:\d\d:\d\d$"))
    first = clock.inner_text()
    due = page.locator("#live count-down").get_attribute("data-due")
    left = page.evaluate("due => (Date.parse(due) - (Date.now() - 3_600_000)) / 1000", due)
    hours, minutes, seconds = map(int, first.split(":"))
    assert abs(hours * 3600 + minutes * 60 + seconds - left) < 60
    expect(clock).not_to_have_text(first)

    page.locator("#live").get_by_role("button", name="Confirm it").click()
    expect(page.locator("#live li.urgent-stage.done").first).to_contain_text(
        "Received and confirmed"
    )
    page.locator("#live .thread").get_by_label("Say something").fill("Mixer 3 is free")
    page.locator("#live .thread").get_by_role("button", name="Say it").click()
    expect(page.locator("#live .thread-text")).to_have_text("Mixer 3 is free")
    assert contexts.errors == []


# Between a press and its answer the page hears nothing: a slow line, on which people go on typing.
HOLD = """
const Real = WebSocket;
window.WebSocket = class extends Real {
  set onmessage(hear) { super.onmessage = (message) => window.holds ? window.held.push(() => hear(message)) : hear(message); }
  addEventListener(kind, hear, ...more) {
    const held = (event) => window.holds && kind === "message" ? window.held.push(() => hear.call(this, event)) : hear.call(this, event);
    super.addEventListener(kind, held, ...more);
  }
};
window.held = [];
window.release = () => { window.holds = false; for (const each of window.held.splice(0)) each(); };
"""


def test_what_is_typed_and_chosen_while_a_runbook_opens_is_kept(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    planner = contexts.device(SMALL_TABLET)
    planner.add_init_script(HOLD)
    lockstep.sign_in(planner, "planner")
    planner.goto(f"{lockstep.address}/runbooks")
    live = planner.locator("#live")
    begin = live.get_by_role("button", name="Begin with it")
    expect(begin).to_be_visible()
    receipt = live.get_by_role("group", name="Received and confirmed")
    minutes = receipt.get_by_label("Minutes it may take")
    owner = receipt.get_by_label("Whose stage it is")
    begin.click()
    expect(minutes).to_have_value("15")
    expect(owner).to_have_value("planner")

    planner.evaluate("() => { window.holds = true; }")
    begin.click()
    live.get_by_label("Name", exact=True).fill("By boat")
    minutes.fill("20")
    owner.select_option("buyer")
    planner.wait_for_function("() => window.held.length > 0")
    planner.evaluate("() => window.release()")
    live.get_by_role("button", name="Make the runbook").click()
    made = live.locator(".rule").filter(has_text="By boat")
    expect(made.locator("li").first).to_contain_text("20 min of work")
    expect(made.locator("li").first).to_contain_text("a buyer of the plant")
    expect(live.get_by_label("Name", exact=True)).to_have_value("")
    expect(owner).to_have_value("")
    expect(minutes).to_have_value("60")
    made.get_by_role("button", name="Change").click()
    expect(minutes).to_have_value("20")
    expect(owner).to_have_value("buyer")
    made.get_by_role("button", name="Remove").click()
    expect(made).to_have_count(0)
    assert contexts.errors == []


def side_by_side(planner: Page, address: str, tmp_path: Path) -> None:
    """Make a runbook whose stages run side by side, by the keyboard."""
    planner.goto(f"{address}/runbooks")
    live = planner.locator("#live")
    live.get_by_role("button", name="Begin with it").click()
    receipt = live.get_by_role("group", name="Received and confirmed")
    expect(receipt.get_by_label("Minutes it may take")).to_have_value("15")
    live.get_by_label("Name", exact=True).fill("Side by side")
    named = "After stages that are named"
    for stage, downs, when in (
        ("Schedule it", 1, "At once"),
        ("Material complete", 2, named),
        ("Pack it", 2, named),
    ):
        choice = live.get_by_role("group", name=stage).get_by_label("When it begins")
        choice.focus()
        for _ in range(downs):
            planner.keyboard.press("ArrowDown")
        expect(choice.locator("option:checked")).to_have_text(when)
    for stage, other in (
        ("Material complete", "Received and confirmed"),
        ("Pack it", "Schedule it"),
        ("Pack it", "Make it"),
    ):
        tick = live.get_by_role("group", name=stage).get_by_label(other, exact=True)
        tick.focus()
        planner.keyboard.press("Space")
        expect(tick).to_be_checked()
    ticks = live.get_by_role("group", name="Pack it").get_by_role("group", name=named)
    ticks.get_by_label("Material complete").click()
    expect(ticks.get_by_label("Material complete")).to_be_checked()
    ticks.get_by_label("Material complete").click()
    expect(ticks.get_by_label("Material complete")).not_to_be_checked()
    planner.screenshot(path=tmp_path / "form.png", full_page=True)
    live.get_by_role("button", name="Make the runbook").click()
    stages = live.locator(".rule").filter(has_text="Side by side").locator(".runbook-stages li")
    expect(stages.nth(3)).to_contain_text("After Received and confirmed")
    expect(stages.nth(5)).to_contain_text("After Schedule it and Make it")
    planner.screenshot(path=tmp_path / "runbooks.png")


def test_a_planner_lets_stages_run_side_by_side_and_each_counts_down_everywhere(
    lockstep: Lockstep, contexts: Contexts, tmp_path: Path
) -> None:
    planner = contexts.device(SMALL_TABLET)
    lockstep.sign_in(planner, "planner")
    side_by_side(planner, lockstep.address, tmp_path)

    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    change_id = asked_urgently(rep, lockstep.address)
    phone = contexts.device(SMALL_PHONE)
    lockstep.sign_in(phone, "planner")
    phone.goto(f"{lockstep.address}/changes/{change_id}")
    order = phone.locator("#live")
    order.get_by_role("link", name="See its clock").click()
    now = order.locator("li[aria-current=step]")
    expect(now).to_contain_text(["Received and confirmed", "Schedule it"])
    expect(order.locator("count-down .left")).to_have_text([re.compile(r":\d\d$")] * 2)
    order.get_by_role("button", name="Received and confirmed").click()
    order.get_by_role("button", name="Confirm it").click()
    expect(now).to_contain_text(["Schedule it", "Material complete"])
    phone.screenshot(path=tmp_path / "phone.png", full_page=True)
    material = order.get_by_role("button", name="Material complete")
    material.click()
    expect(material).to_have_attribute("aria-pressed", "true")
    order.get_by_label("A word with it").fill("All of it is on the shelf")
    order.get_by_role("button", name="The material is there").click()
    done = order.locator("li.urgent-stage.done")
    expect(done.filter(has_text="All of it is on the shelf")).to_contain_text("Material complete")
    expect(now.filter(has_text="Schedule it")).to_have_count(1)

    wall = contexts.device(SMALL_TABLET)
    lockstep.sign_in(wall, "planner")
    for width, height in ((1024, 768), (1920, 1080)):
        wall.set_viewport_size({"width": width, "height": height})
        wall.goto(f"{lockstep.address}/urgent?wall=1")
        expect(wall.locator("#live .urgent-row").first).to_be_visible()
        wall.screenshot(path=tmp_path / f"wall-{width}.png")
    assert contexts.errors == []


def test_a_screen_on_a_wall_signs_in_by_itself_and_is_ended(
    lockstep: Lockstep, contexts: Contexts, tmp_path: Path
) -> None:
    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    asked_urgently(rep, lockstep.address)
    planner = contexts.device(SMALL_TABLET)
    lockstep.sign_in(planner, "planner")
    planner.goto(f"{lockstep.address}/walls")
    live = planner.locator("#live")
    live.get_by_label("What the screen is called").fill("Hall 2")
    live.get_by_label("Whose urgent orders it shows").select_option(label="Riga plant")
    live.get_by_role("button", name="Make the link").click()
    link = live.locator(".made-token code").inner_text()
    planner.screenshot(path=tmp_path / "walls.png", full_page=True)

    wall = contexts.device({"width": 1920, "height": 1080})
    wall.goto(f"{lockstep.address}/wall{link.partition('/wall')[2]}")
    expect(wall.locator(".urgent-row").first).to_contain_text("Urgent order")
    expect(wall.locator(".urgent-side count-down .left").first).to_have_text(re.compile(r":\d\d$"))
    assert "#" not in wall.url
    wall.screenshot(path=tmp_path / "wall.png")
    wall.goto(f"{lockstep.address}/wall?lang=ru")
    expect(wall.locator(".urgent-row").first).to_contain_text("Срочный заказ")
    wall.goto(f"{lockstep.address}/urgent")
    expect(wall).to_have_url(re.compile("/sign-in"))

    wall.goto(f"{lockstep.address}/wall?lang=en")
    expect(wall.locator(".urgent-row").first).to_be_visible()
    live.get_by_role("button", name="End Hall 2").click()
    expect(wall.get_by_role("alert")).to_contain_text("not signed in", timeout=30_000)
    expect(wall.locator(".urgent-row")).to_have_count(0)
    assert contexts.errors == []


def test_a_screen_on_a_wall_starts_without_a_network_with_what_it_showed_last(
    lockstep: Lockstep, contexts: Contexts, tmp_path: Path
) -> None:
    rep = contexts.device(PHONE)
    lockstep.sign_in(rep, "rep")
    asked_urgently(rep, lockstep.address)
    planner = contexts.device(SMALL_TABLET)
    lockstep.sign_in(planner, "planner")
    planner.goto(f"{lockstep.address}/walls")
    live = planner.locator("#live")
    live.get_by_label("What the screen is called").fill("Hall 3")
    live.get_by_label("Whose urgent orders it shows").select_option(label="Riga plant")
    live.get_by_role("button", name="Make the link").click()
    link = live.locator(".made-token code").inner_text()

    wall = contexts.device({"width": 1920, "height": 1080})
    wall.goto(f"{lockstep.address}/wall{link.partition('/wall')[2]}")
    row = wall.locator(".urgent-row").first
    expect(row.locator("count-down .left").first).to_have_text(re.compile(r":\d\d$"))
    shown = row.locator(".m").inner_text()
    wall.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")

    wall.context.set_offline(True)
    wall.reload()
    expect(wall.get_by_role("status")).to_contain_text(re.compile(r"Not live since \d\d:\d\d"))
    expect(row.locator(".m")).to_have_text(shown)
    # What nobody can vouch for is not counted: the deadline itself stands there.
    expect(row.locator(".urgent-side")).to_have_text(re.compile(r"\w+ \d+ \w+, \d\d:\d\d"))
    expect(wall.locator("count-down")).to_have_count(0)
    wall.screenshot(path=tmp_path / "wall-offline.png")
    wall.goto(f"{lockstep.address}/wall?lang=ru")
    expect(wall.get_by_role("status")).to_contain_text("Нет связи с")
    wall.screenshot(path=tmp_path / "wall-offline-ru.png")
    wall.evaluate("() => localStorage.removeItem('lockstep-wall-view')")
    wall.reload()
    expect(wall.locator("#live")).to_contain_text("Нет сети. Срочные заказы появятся сами")
    wall.screenshot(path=tmp_path / "wall-no-view-ru.png")

    wall.context.set_offline(False)
    expect(row.locator("count-down .left").first).to_have_text(
        re.compile(r":\d\d$"), timeout=30_000
    )
    expect(wall.get_by_role("status")).to_have_count(0)
    live.get_by_role("button", name="End Hall 3").click()
    expect(wall.get_by_role("alert")).to_be_visible(timeout=30_000)
    kept = wall.evaluate("() => Object.keys(localStorage).filter(key => key.includes('wall'))")
    assert kept == []
    assert [each for each in contexts.errors if "ERR_INTERNET_DISCONNECTED" not in each] == []
