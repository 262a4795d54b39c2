"""What-ifs on the screen: every edit is said, figures are compared, and who may do what."""

from decimal import Decimal
from uuid import UUID

import pytest

from frontend.components.what_if_aside import heights_of
from frontend.components.what_if_form import FIELDS, EditWish, edit_of
from shared.schemas.scenario import EditArgs, WhatIfBoard
from shared.terms import EditKind, ProposalStatus
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.what_ifs import (
    ADOPTION_ID,
    SHIFT_ID,
    SITE_ID,
    WHAT_IF_ID,
    adoption,
    adoption_row,
    every_edit,
    figures,
    scenario,
    what_if,
)

WHAT_IF = f"/what-if/{WHAT_IF_ID}"
ADOPTION = f"/adoptions/{ADOPTION_ID}"


def test_names_of_plans_that_cost_and_serve_the_same_stand_below_each_other() -> None:
    together, far, apart = (48.0, 50.0), (250.0, 50.0), (60.0, 120.0)
    assert heights_of([together, together, apart], ["One", "Two", "Three"]) == [54, 68, 124]
    assert heights_of([together, far, together], ["One", "Two", "Three"]) == [54, 54, 68]


def test_a_long_name_at_the_edge_stands_below_the_one_that_it_would_run_into() -> None:
    names = ["Plan today", "Two hours more at kitting"]
    assert heights_of([(48.0, 50.0), (290.0, 50.0)], names) == [54, 68]
    assert heights_of([(48.0, 50.0), (150.0, 50.0)], ["今天的计划", "加"]) == [54, 54]
    assert heights_of([(48.0, 50.0), (110.0, 50.0)], ["今天的计划", "加班"]) == [54, 68]


async def test_plans_stand_side_by_side_with_what_differs(paint: Painter) -> None:
    read = words((await paint(WHAT_IF)).markup)
    assert "Not the real plan" in read
    assert "On time, in full 94.0 % 96.2 % +2.1" in read
    assert "Late lines 31 20 −11 14 −17" in read
    assert "Filling line 2, fullest week 112 %" in read
    assert "Extra cost € 0 € 2 480 € 9 800" in read
    assert "12 customers, of class 1: 2 1 customer, none of class 1" in read
    assert "Supplier not confirmed" in read
    assert "“Saturday overtime” stays first while reliability weighs between 22 and 61." in read


async def test_every_kind_of_edit_is_said(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["what_if"] = what_if(first_id=SHIFT_ID)
    read = words((await paint(WHAT_IF)).markup)
    assert len({edit.kind for edit in every_edit()}) == len(EditKind)
    for said in (
        "Filling line 2 Sat, 28 Nov – 19 Dec +6 h a day",
        "Filling line 2 −8 h a day assumed",
        "Primers 28 Nov – 19 Dec +20 % assumed",
        "120 kits, Thu 3 Dec 160 kits, Mon 7 Dec assumed",
        "40 kits, Mon 7 Dec assumed",
        "Hardener H-40, PO 4471 28 Nov – 19 Dec Fri 4 Dec Wed 2 Dec Take back",
        "80 kits cancelled Take back",
        "Riga plant Thu 24 Dec shut assumed",
        "+50 %, price −10 %",
        "The whole plan made anew",
        "Everything ordered 28 Nov – 19 Dec −3 %",
    ):
        assert said in read, said


async def test_the_plan_is_made_anew_in_one_press_and_says_what_would_change(
    paint: Painter, gateway: FakeGateway
) -> None:
    page = await paint("/what-if")
    read = words(page.markup)
    assert "Plan everything anew" in read
    assert "Nothing moves before a scenario is approved." in read
    read = words((await paint(WHAT_IF)).markup)
    assert "What the plan would do" in read
    assert "overtime: " in read


async def test_who_only_looks_sees_no_button_that_changes(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["what_if"] = what_if(can_change=False, is_own=False)
    read = words((await paint(WHAT_IF)).markup)
    for button in ("Another scenario", "Work it out", "Take back", "Adopt “", "Share", "Rank by"):
        assert button not in read


async def test_a_copy_that_is_older_than_the_plan_says_so(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["what_if"] = what_if(has_moved=True, current_plan_revision_number=220)
    read = words((await paint(WHAT_IF)).markup)
    assert "The plan is at revision 220 by now; this copy is older." in read
    assert "Copy it again" in read


async def test_a_shared_what_if_shows_its_address(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["what_if"] = what_if(is_shared=True)
    assert f"/what-if/{WHAT_IF_ID}" in words((await paint(WHAT_IF)).markup)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ProposalStatus.OPEN, "Asked for: see the decision"),
        (ProposalStatus.APPROVED, "Adopted: see the decision"),
    ],
)
async def test_a_scenario_says_where_its_adoption_stands(
    paint: Painter, gateway: FakeGateway, status: ProposalStatus, said: str
) -> None:
    chosen = scenario(adoption_id=ADOPTION_ID, adoption_status=status)
    gateway.answers["what_if"] = what_if(scenarios=[chosen], first_id=chosen.id)
    assert said in words((await paint(WHAT_IF)).markup)


async def test_an_empty_what_if_still_shows_the_plan_today(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["what_if"] = what_if(scenarios=[], first_id=None)
    read = words((await paint(WHAT_IF)).markup)
    assert "Plan today" in read
    assert "Another scenario" in read


async def test_nobody_has_tried_anything_yet(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["what_ifs"] = WhatIfBoard(what_ifs=[], sites=[])
    read = words((await paint("/what-if")).markup)
    assert "Nothing tried yet" in read
    assert "Copy the plan" not in read


async def test_an_adoption_says_what_it_does_and_what_it_only_assumes(paint: Painter) -> None:
    read = words((await paint(ADOPTION)).markup)
    assert "If approved, 2 adjustments" in read
    assert "Filling line 2: 6 h of overtime on Sat 28 Nov" in read
    assert "Make 40 kits more of Epoxy primer 7035 on Sat 28 Nov" in read
    assert "Assumed, and not decided here" in read
    assert "Touches frozen days" in read
    assert "Approve" in read


async def test_an_adoption_on_a_moved_plan_cannot_be_approved(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["adoption"] = adoption(has_moved=True, current_plan_revision_number=219)
    markup = (await paint(ADOPTION)).markup
    assert "The plan is at revision 219 by now" in words(markup)
    assert markup.count("disabled") == 3


async def test_a_decided_adoption_names_who_decided(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["adoption"] = adoption(
        status=ProposalStatus.APPROVED, can_decide=False, decided_by_name="Viktor Hahn"
    )
    read = words((await paint(ADOPTION)).markup)
    assert "Approved by Viktor Hahn" in read
    assert "Reject" not in read


async def test_a_scenario_that_waits_stands_among_the_decisions(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["adoptions_waiting"] = [adoption_row()]
    markup = (await paint("/decisions")).markup
    assert f'href="{ADOPTION}"' in markup
    assert "Adopt “Saturday overtime”" in words(markup)
    assert "5 decisions wait for you" in words(markup)

    gateway.answers["proposals_waiting"] = []
    read = words((await paint("/decisions")).markup)
    assert "1 decision waits for you" in read
    assert "Nothing waits for you" not in read


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        (
            EditKind.CAPACITY,
            {"work_center": str(UUID(int=9)), "hours": "−4,5", "weekday": "6"},
            EditArgs(
                kind=EditKind.CAPACITY,
                work_center_id=UUID(int=9),
                hours=Decimal("-4.5"),
                weekdays=[6],
            ),
        ),
        (
            EditKind.PROMOTION,
            {"family": "Primers", "percent": "50", "discount": "10"},
            EditArgs(
                kind=EditKind.PROMOTION,
                family="Primers",
                ratio=Decimal("0.5"),
                discount=Decimal("0.1"),
            ),
        ),
        (
            EditKind.PRICE,
            # A field of another kind that was filled before is not sent.
            {"percent": "5", "hours": "3"},
            EditArgs(kind=EditKind.PRICE, ratio=Decimal("0.05")),
        ),
        (EditKind.PRICE, {"percent": "five"}, None),
        (EditKind.PRICE, {"percent": "inf"}, None),
    ],
)
def test_what_is_typed_becomes_an_edit(
    kind: EditKind, written: dict[str, str], expected: EditArgs | None
) -> None:
    assert edit_of(EditWish(kind, written), SITE_ID) == expected


def test_a_shut_day_and_a_new_order_are_at_the_site_of_the_what_if() -> None:
    for kind in EditKind:
        edit = edit_of(EditWish(kind, {}), SITE_ID)
        assert edit is not None
        assert (edit.site_id == SITE_ID) == (kind in {EditKind.CALENDAR, EditKind.NEW_DEMAND})
    assert FIELDS.keys() == set(EditKind)


async def test_a_plan_without_lines_has_no_share(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["what_if"] = what_if(
        figures=figures(otif_ratio=None, line_count=0), scenarios=[], first_id=None
    )
    assert "On time, in full –" in words((await paint(WHAT_IF)).markup)
