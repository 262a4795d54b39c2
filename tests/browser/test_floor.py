"""The floor in Chromium: a report that waits for the network, and a line moved by drag and put back."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser


def test_a_report_made_without_network_waits_and_is_taken_back_later(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/report")
    hours = page.locator('floor-report[data-do="hours"] button').first
    expect(hours).to_be_visible()
    expect(page.locator("#live[data-shown]")).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.controller")

    page.context.set_offline(offline=True)
    hours.click()
    sheet = page.locator("dialog.floor-sheet")
    # Far behind the horizon, so that the demo company's plan stays as other tests know it.
    far = (date.today() + timedelta(days=300)).isoformat()  # noqa: DTZ011 -- the browser's own day is meant
    for field in sheet.locator("input[type=date]").all():
        field.fill(far)
    sheet.get_by_role("button", name="7", exact=True).click()
    sheet.get_by_role("button", name="Report hours").click()
    expect(page.get_by_text("1 report waits on this device")).to_be_visible()

    page.context.set_offline(offline=False)
    row = page.locator(".floor-report-row").first
    expect(row).to_contain_text("7 h a day")
    expect(page.get_by_text("waits on this device")).to_have_count(0)

    row.get_by_role("button").click()
    sheet.locator("textarea").fill("Typed wrong")
    sheet.get_by_role("button", name="Take it back").click()
    expect(row).to_contain_text("Taken back by")
    expect(row).to_contain_text("Typed wrong")
    assert contexts.errors == []


def test_what_is_cleared_is_the_figure_that_is_being_entered(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/report")
    page.locator('floor-report[data-do="output"] button').first.click()
    sheet = page.locator("dialog.floor-sheet")
    good = sheet.locator(".pad-field").first.locator(".figure-number").inner_text()

    sheet.locator(".pad-field").nth(1).click()
    sheet.get_by_role("button", name="7", exact=True).click()
    sheet.get_by_role("button", name="Clear").click()
    sheet.get_by_role("button", name="5", exact=True).click()

    expect(sheet.locator(".pad-field .figure-number")).to_have_text([good, "5"])
    expect(sheet.get_by_role("button", name="good, 5 scrap")).to_be_visible()
    assert contexts.errors == []


def test_what_a_machine_that_is_down_moves_comes_back_when_it_runs_again(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/report")
    expect(page.locator("#live[data-shown]")).to_be_visible()
    page.locator('floor-report[data-do="downtime"][data-name="Filling line 2"] button').click()
    sheet = page.locator("dialog.floor-sheet")
    sheet.get_by_role("button", name="Breakdown").click()
    sheet.get_by_role("button", name="Report down").click()
    row = page.locator(".floor-report-row").first
    expect(row).to_contain_text("lines of the plan have moved because of it")

    page.locator('floor-report[data-do="end"] button').click()
    sheet.get_by_role("button", name="Runs again").click()

    expect(row).to_contain_text("have come back")
    expect(page.locator('floor-report[data-do="end"]')).to_have_count(0)
    assert contexts.errors == []


def test_a_line_is_dragged_to_another_day_and_put_back(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device({"width": 1180, "height": 4000})
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/plan")
    expect(page.locator("plan-mover")).to_have_count(1)
    expect(page.locator("#live[data-shown]")).to_be_visible()
    line, on = a_move_that_the_plan_carries(page, lockstep)

    block = page.locator(f'button.plan-block[data-line="{line}"]:visible').first
    cell = page.locator("tr", has=block).locator(f'td[data-on="{on}"]').first
    held, there = block.bounding_box(), cell.bounding_box()
    assert held is not None
    assert there is not None
    page.mouse.move(held["x"] + 20, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(there["x"] + 20, there["y"] + 20, steps=6)
    expect(page.locator("plan-mover .move-effect")).to_be_visible()
    page.mouse.up()

    mover = page.locator("plan-mover")
    expect(mover).to_contain_text("Moved to")
    expect(page.locator(f'td[data-on="{on}"] [data-line="{line}"]').first).to_be_attached()
    mover.get_by_role("button", name="Undo").click()
    expect(mover).to_contain_text("Put back")
    expect(page.locator(f'td[data-on="{on}"] [data-line="{line}"]')).to_have_count(0)
    assert contexts.errors == []


def a_move_that_the_plan_carries(page: Page, lockstep: Lockstep) -> tuple[str, str]:
    """A line on the board and a day for it against which nothing stands, as the server says."""
    days = page.eval_on_selector_all(
        ".plan-board tbody tr:first-child td[data-on]", "all => all.map(each => each.dataset.on)"
    )
    lines = page.eval_on_selector_all(
        "button.plan-block", "all => all.map(each => [each.dataset.line, each.dataset.on])"
    )
    for line, now_on in dict(lines).items():
        for on in days:
            if on == now_on:
                continue
            answer = page.request.get(
                f"{lockstep.address}/api/v1/plan-lines/{line}/move", params={"on": on}
            )
            shown: dict[str, Any] = answer.json()
            is_free = shown["refusal"] is None and not shown["needs_reason"]
            if is_free and not shown["slips"]:
                return line, on
    pytest.fail("the demo company's plan carries no move at all")


def test_a_line_goes_to_another_work_center_by_keys(lockstep: Lockstep, contexts: Contexts) -> None:
    page = contexts.device(SMALL_TABLET)
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/plan")
    expect(page.locator("plan-mover")).to_have_count(1)
    line, center = a_line_for_another_center(page, lockstep)
    row = page.locator("tr", has=page.locator(f'td[data-center="{center}"]'))

    page.locator(f'[data-line="{line}"]').first.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("dialog.move-sheet")
    sheet.locator(f'[data-center="{center}"]').focus()
    page.keyboard.press("Enter")
    expect(sheet.locator(".move-effect")).to_be_visible()
    offered = sheet.locator("[data-on]:visible").evaluate_all("all => all.map(e => e.dataset.on)")
    cells = page.locator(f'td[data-center="{center}"]:not(.past)')
    open_days = cells.evaluate_all(
        "all => all.filter(e => e.dataset.open === 'yes').map(e => e.dataset.on)"
    )
    assert 0 < len(open_days) < cells.count()
    assert set(open_days) <= set(offered)
    assert len(offered) <= len(open_days) + 1, "the day that the line stands on, and open ones"
    sheet.get_by_role("button", name="Move", exact=True).focus()
    page.keyboard.press("Enter")

    mover = page.locator("plan-mover")
    expect(mover).to_contain_text("Moved to")
    expect(row.locator(f'[data-line="{line}"]').first).to_be_attached()
    mover.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(mover).to_contain_text("Put back")
    expect(row.locator(f'[data-line="{line}"]')).to_have_count(0)
    assert contexts.errors == []


def test_a_line_is_dragged_to_another_work_center_by_pointer(
    lockstep: Lockstep, contexts: Contexts
) -> None:
    page = contexts.device({"width": 1180, "height": 4000})
    lockstep.sign_in(page, "supervisor")
    page.goto(f"{lockstep.address}/plan")
    expect(page.locator("plan-mover")).to_have_count(1)
    line, center = a_line_for_another_center(page, lockstep)
    block = page.locator(f'button.plan-block[data-line="{line}"]:visible').first
    on = block.get_attribute("data-on")
    cell = page.locator(f'td[data-center="{center}"][data-on="{on}"]').first
    held, there = block.bounding_box(), cell.bounding_box()
    assert held is not None
    assert there is not None

    page.mouse.move(held["x"] + 20, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(there["x"] + 20, there["y"] + 20, steps=6)
    expect(page.locator("plan-mover .move-effect")).to_be_visible()
    page.mouse.up()

    mover = page.locator("plan-mover")
    expect(mover).to_contain_text("Moved to")
    row = page.locator("tr", has=page.locator(f'td[data-center="{center}"]'))
    expect(row.locator(f'[data-line="{line}"]').first).to_be_attached()
    mover.get_by_role("button", name="Undo").click()
    expect(mover).to_contain_text("Put back")
    expect(row.locator(f'[data-line="{line}"]')).to_have_count(0)
    assert contexts.errors == []


def a_line_for_another_center(page: Page, lockstep: Lockstep) -> tuple[str, str]:
    """A line of the board that another work centre can take on the same day, and that centre."""
    blocks = page.locator(".plan-block[data-elsewhere]").evaluate_all(
        "all => all.map(({dataset: {line, on, elsewhere}}) => ({line, on, elsewhere}))"
    )
    for block in blocks:
        for center in block["elsewhere"].split():
            answer = page.request.get(
                f"{lockstep.address}/api/v1/plan-lines/{block['line']}/move",
                params={"on": block["on"], "work_center_id": center},
            )
            preview = answer.json()
            if answer.ok and preview["refusal"] is None and not preview["needs_reason"]:
                return block["line"], center
    pytest.fail("no other work centre takes any line of the demo company")
