"""What is short on the screen: who gets what, by which rule, and the decision."""

from frontend.pages.allocations import rule_wished
from shared.schemas.allocation import AllocationRule
from shared.terms import AllocationStrategy, ProposalStatus, Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW
from tests.frontend.shortages import ALLOCATION_ID, ITEM_ID, SITE_ID, board, component_preview, view

PREVIEW = f"/allocation/{ITEM_ID}/{SITE_ID}"


async def test_the_board_says_what_is_short_what_waits_and_the_rules(paint: Painter) -> None:
    read = words((await paint("/allocation", "en", Role.PLANNER)).markup)

    assert "Thinner T-20 20 cans short from Thu 3 Dec on Riga plant · 3 order lines" in read
    assert "1 promise broken" in read
    assert "Primer kit Riga plant · Asked after a report from the floor" in read
    assert "Thinner · Class 1 Gain: keeps its promise, may come sooner · weight 90" in read
    assert "Keep the rule" in read
    assert "Epoxy primer 2K Rejected, Viktor Hahn," in read
    assert "Riga plant · Asked by Li Na" in read


async def test_a_supervisor_reads_the_rules_and_keeps_none(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["allocations"] = board(may_rule=False, shortages=[], waiting=[], rules=[])

    read = words((await paint("/allocation")).markup)

    assert "Nothing is short" in read
    assert "what there is goes by class" in read
    assert "Keep the rule" not in read


async def test_losers_come_before_winners_with_what_each_gets(paint: Painter) -> None:
    read = words((await paint(PREVIEW, "en", Role.PLANNER)).markup)

    loser = read.index("Later than the plan alone would have it: 1")
    winner = read.index("Sooner than the plan alone would have it: 1")
    assert loser < winner
    assert (
        "Baltic Ship Repair A part 9 days late Gets 40 cans on Tue 1 Dec and 20 cans on Thu 10 Dec"
        in read
    )
    assert "Hartmann Wind Towers Promise kept Gets 60 cans on Thu 3 Dec" in read
    assert "Ask for approval" in read


async def test_a_component_shows_its_lots_and_what_becomes_of_the_plan(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["allocation_preview"] = component_preview()

    read = words((await paint(PREVIEW, "en", Role.PLANNER)).markup)

    assert "Lots that draw on it: 2" in read
    assert (
        "Thinner T-20 · P-14 9 days late Starts 20 cans on Tue 1 Dec and 40 cans on Thu 10 Dec "
        "For Baltic Ship Repair, order 20377 / 1 · draws 60 kg"
    ) in read
    assert "Primer kit · P-15 Starts as planned" in read
    assert "What an approval does to the plan" in read
    assert "Thinner T-20 · Order 20377 / 1" in read


async def test_only_who_may_decide_sees_the_decision(paint: Painter, gateway: FakeGateway) -> None:
    path = f"/allocations/{ALLOCATION_ID}"

    assert "Approve and promise anew" in words((await paint(path)).markup)
    gateway.answers["allocation"] = view(can_decide=False)
    assert "Approve" not in words((await paint(path, "en", Role.PLANNER)).markup)


async def test_a_decided_one_says_by_whom(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["allocation"] = view(
        status=ProposalStatus.APPROVED,
        can_decide=False,
        decided_by_name="Viktor Hahn",
        decided_at=NOW,
    )

    assert "Approved, Viktor Hahn" in words((await paint(f"/allocations/{ALLOCATION_ID}")).markup)


def test_a_rule_needs_a_whole_weight() -> None:
    wish = {"family": "", "customer_class": "2", "strategy": "win", "weight": "80"}

    assert rule_wished(wish) == AllocationRule("", 2, AllocationStrategy.WIN, 80)
    assert rule_wished({**wish, "weight": "101"}) is None
    assert rule_wished({**wish, "weight": "1.5"}) is None
