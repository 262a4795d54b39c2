"""Choosing several proposals: what is ticked is decided together, and a refusal is said."""

import re
from typing import Any

from frontend.pages.decisions import decisions_page
from shared.problem import ProblemError
from shared.terms import DecisionKind
from tests.frontend.decisions import proposal_row, proposal_rows
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.test_live import Open, opened


class RefusedError(ProblemError):
    code = "plan_has_moved"
    status = 409


async def test_two_rows_are_approved_as_suggested_in_one_go(gateway: FakeGateway) -> None:
    async with opened(decisions_page, gateway) as page:
        await _choose(page, 2)
        await page.press("Approve 2 as suggested")
        await page.until(lambda: bool(gateway.done))

    (name, chosen, decision, reason, _note) = gateway.done[0]
    first, second = proposal_rows()[:2]
    assert (name, decision, reason) == ("decide_several", DecisionKind.APPROVE, None)
    assert isinstance(chosen, tuple)
    assert {(each.proposal_id, each.alternative) for each in chosen} == {
        (first.id, "overtime"),
        (second.id, "move_later"),
    }
    assert {each.plan_revision_id for each in chosen} == {first.plan_revision_id}


async def test_a_refusal_is_said_and_keeps_what_was_ticked(gateway: FakeGateway) -> None:
    gateway.problems["decide_several"] = RefusedError()
    async with opened(decisions_page, gateway) as page:
        await _choose(page, 1)
        await page.press("Approve 1 as suggested")
        await page.until(lambda: "The plan has moved since you decided" in page.read)
        assert "Approve 1 as suggested" in page.read


async def test_a_long_list_shows_fifty_and_more_when_asked(gateway: FakeGateway) -> None:
    gateway.answers["proposals_waiting"] = [proposal_row(number) for number in range(112)]
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "112 decisions wait for you" in page.read)
        assert _row_count(page.model) == 50
        await page.press("Show 50 more")
        await page.until(lambda: _row_count(page.model) == 100)
        await page.press("Show 12 more")
        await page.until(lambda: _row_count(page.model) == 112)
        assert not re.search(r"Show \d+ more", page.read)


def _row_count(model: Any) -> int:
    if not isinstance(model, dict):
        return 0
    href = model.get("attributes", {}).get("href", "")
    is_row = model.get("tagName") == "a" and href.startswith("/decisions/")
    return is_row + sum(_row_count(child) for child in model.get("children", ()))


async def _choose(page: Open, count: int) -> None:
    await page.until(lambda: "4 decisions wait for you" in page.read)
    await page.press("Choose several")
    await page.until(lambda: "Stop choosing" in page.read)
    for number in range(count):
        target = list(ticks(page.model))[number]
        ticked = {"target": {"value": "on"}}
        await page.layout.deliver({"type": "layout-event", "target": target, "data": [ticked]})
        await page.until(lambda wanted=number + 1: f"Approve {wanted} as suggested" in page.read)  # type: ignore[misc]


def ticks(model: Any) -> Any:
    """The targets of the rows' checkboxes, from top to bottom."""
    if not isinstance(model, dict):
        return
    if model.get("tagName") == "input" and "onChange" in model.get("eventHandlers", {}):
        yield model["eventHandlers"]["onChange"]["target"]
    for child in model.get("children", ()):
        yield from ticks(child)
