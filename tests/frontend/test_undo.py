"""The half minute after a decision on the screen: it counts down, is said once, and a press undoes it."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from frontend.pages.adoption import adoption_page
from frontend.pages.allocation_decision import allocation_decision_page
from frontend.pages.decision import decision_page
from frontend.pages.decisions import decisions_page
from frontend.pages.replenishment import replenishment_page
from shared.problem import ConflictError
from shared.schemas.undo import UndoablePress
from shared.terms import DecidedKind, ProposalStatus, Role
from tests.frontend.conftest import Painter, words
from tests.frontend.decisions import proposal
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID
from tests.frontend.shortages import ALLOCATION_ID, view
from tests.frontend.test_live import opened
from tests.frontend.watched import REPLENISHMENT_ID, replenishment
from tests.frontend.what_ifs import ADOPTION_ID, adoption


class BuiltUponError(ConflictError):
    code = "built_upon"
    status = 409


DECIDED = proposal(
    status=ProposalStatus.APPROVED,
    chosen_alternative="make_more",
    decided_by_name="Viktor Hahn",
    decided_at=NOW,
    undo_until=NOW + timedelta(seconds=30),
)


async def test_a_decision_of_ones_own_can_be_undone_for_half_a_minute(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = DECIDED
    painted = (await paint(f"/decisions/{PROPOSAL_ID}", "en", Role.SUPERVISOR)).markup
    assert "You can still undo it. 30 s Undo" in words(painted)
    assert '<span role="status">Nothing of it has left the house yet.' in painted
    assert '<span class="t-l m nw" aria-hidden="true">30 s</span>' in painted


async def test_who_cannot_undo_is_not_offered_to(paint: Painter, gateway: FakeGateway) -> None:
    for until in (None, NOW):
        gateway.answers["proposal"] = proposal(
            status=ProposalStatus.APPROVED, decided_at=NOW, undo_until=until
        )
        assert "Undo" not in words((await paint(f"/decisions/{PROPOSAL_ID}")).markup)


async def test_a_press_undoes_and_says_so(gateway: FakeGateway) -> None:
    gateway.answers["proposal"] = DECIDED
    async with opened(decision_page, gateway, path=f"/decisions/{PROPOSAL_ID}") as page:
        await page.until(lambda: "You can still undo it." in page.read)
        await page.press("Undo")
        await page.until(lambda: "Everything stands as before" in page.read)
    assert ("undo_decision", DecidedKind.PROPOSAL, PROPOSAL_ID) in gateway.done


class Kind(NamedTuple):
    """A page about one thing that is decided, and how its view looks once the viewer has decided."""

    kind: DecidedKind
    path: str
    page: Any
    answer: str
    decided: Any
    subject_id: UUID


DECIDED_AT: dict[str, Any] = {
    "status": ProposalStatus.APPROVED,
    "can_decide": False,
    "decided_at": NOW,
}
KINDS = [
    Kind(DecidedKind.ADOPTION, "/adoptions", adoption_page, "adoption", adoption, ADOPTION_ID),
    Kind(DecidedKind.ALLOCATION, "/allocations", allocation_decision_page, "allocation", view, ALLOCATION_ID),
    Kind(
        DecidedKind.REPLENISHMENT, "/replenishments", replenishment_page, "replenishment", replenishment,
        REPLENISHMENT_ID,
    ),
]  # fmt: skip


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.answer)
async def test_whatever_was_decided_is_undone_by_the_same_bar(
    gateway: FakeGateway, one: Kind
) -> None:
    until = NOW + timedelta(seconds=30)
    gateway.answers[one.answer] = one.decided(**DECIDED_AT, undo_until=until)
    async with opened(one.page, gateway, path=f"{one.path}/{one.subject_id}") as page:
        await page.until(lambda: "You can still undo it. 30 s Undo" in page.read)
        gateway.problems["undo_decision"] = BuiltUponError(what="plan")
        await page.press("Undo")
        await page.until(lambda: "The plan has moved since you decided" in page.read)
        gateway.problems.clear()
        await page.press("Undo")
        await page.until(lambda: "Everything stands as before" in page.read)
    assert gateway.done == [("undo_decision", one.kind, one.subject_id)]


async def test_what_was_decided_together_is_undone_together_from_the_list(
    gateway: FakeGateway,
) -> None:
    until = NOW + timedelta(seconds=12)
    gateway.answers["undoable"] = [
        UndoablePress(DecidedKind.PROPOSAL, PROPOSAL_ID, 3, until),
        UndoablePress(DecidedKind.ALLOCATION, ALLOCATION_ID, 1, NOW + timedelta(seconds=4)),
    ]
    async with opened(decisions_page, gateway) as page:
        await page.until(lambda: "You have decided 3 changes." in page.read)
        assert "You have decided who gets what." in page.read
        await page.press("Undo")
        await page.until(lambda: "Everything stands as before" in page.read)
    assert gateway.done == [("undo_decision", DecidedKind.PROPOSAL, PROPOSAL_ID)]
