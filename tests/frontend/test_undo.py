"""The half minute after a decision on the screen: it counts down, is said once, and a press undoes it."""

from datetime import timedelta

from frontend.pages.decision import decision_page
from shared.terms import ProposalStatus, Role
from tests.frontend.conftest import Painter, words
from tests.frontend.decisions import proposal
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID
from tests.frontend.test_live import opened

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
    assert ("undo_decision", PROPOSAL_ID) in gateway.done
