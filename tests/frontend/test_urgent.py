"""Urgent orders on the screen: the list, the clock, the stages, and the form of a runbook."""

from dataclasses import replace as with_fields
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from frontend.components.runbook_form import (
    RunbookWish,
    StageWish,
    runbook_of,
    wish_of,
    with_named,
    with_stage,
)
from shared.schemas.urgent import RunbookBoard, RunbookChoice, StageOwner, UrgentBoard
from shared.schemas.wall import WallsBoard
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, StageStatus, StopCause, UrgentStatus
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID
from tests.frontend.urgents import URGENT_ID, beside, ended, row, runbook, stage, stages, view


async def test_the_clock_starts_from_the_servers_time_and_names_who_is_called(
    paint: Painter,
) -> None:
    markup = (await paint(f"/urgent/{URGENT_ID}")).markup
    read = words(markup)

    assert "Urgent order 7, Yantai Marine" in read
    assert "Left to schedule it" in read
    assert "then Anna Berg is called" in read
    assert 'role="timer"' in markup
    assert f'data-now="{NOW.isoformat().replace("+00:00", "Z")}"' in markup
    assert "5 stages, one owner each" in read
    assert "Li Na: yes, 60 by Wed night" in read
    assert "21 min of 30 min" in read
    assert "taken on after 7" in read


async def test_whoever_may_decide_is_led_to_the_decision_and_others_say_it_is_done(
    paint: Painter, gateway: FakeGateway
) -> None:
    first = (await paint(f"/urgent/{URGENT_ID}")).markup
    assert f'href="/decisions/{PROPOSAL_ID}"' in first
    assert "Decide how to schedule it" in words(first)

    gateway.answers["urgent_order"] = view(may_decide=False)
    assert "It is scheduled" in words((await paint(f"/urgent/{URGENT_ID}")).markup)

    gateway.answers["urgent_order"] = view(
        row=row(running=[replace(stages()[2], may_act=False)]), people=[]
    )
    read = words((await paint(f"/urgent/{URGENT_ID}")).markup)
    assert "It is scheduled" not in read
    assert "Hand it over" not in read


async def test_a_late_stage_says_who_was_called(paint: Painter, gateway: FakeGateway) -> None:
    late = stage(
        StageKind.SCHEDULING,
        StageStatus.RUNNING,
        -3,
        owner_name="Viktor Hahn",
        called_name="Anna Berg",
        escalated_at=NOW - timedelta(minutes=3),
    )
    gateway.answers["urgent_order"] = view(row=row(running=[late]))
    assert "Anna Berg was called" in words((await paint(f"/urgent/{URGENT_ID}")).markup)


async def test_stages_side_by_side_have_a_clock_each_and_one_is_chosen_to_be_moved(
    paint: Painter, gateway: FakeGateway
) -> None:
    found = beside()
    gateway.answers["urgent_order"] = view(row=row(running=found[2:4]), stages=found)
    markup = (await paint(f"/urgent/{URGENT_ID}")).markup
    read = words(markup)

    assert markup.count("<count-down") == 2
    assert "Left to schedule it · You" in read
    assert "Left to see to its material · Berta Buyer" in read
    assert read.count("Received 10:04") == 1
    assert "Make it a supervisor of the plant After Schedule it" in read
    assert "Once all before it are over" not in read
    assert markup.count('aria-current="step"') == 2
    # The viewer's own is chosen; the other one is beside it.
    assert 'aria-label="Which stage this is about"' in markup
    assert '<button type="button" aria-pressed="true">Schedule it</button>' in markup
    assert '<button type="button" aria-pressed="false">Material complete</button>' in markup
    assert "Decide how to schedule it" in read

    others = [replace(found[2], may_act=False), found[3]]
    gateway.answers["urgent_order"] = view(row=row(running=others), stages=found)
    alone = (await paint(f"/urgent/{URGENT_ID}")).markup
    assert "The material is there" in words(alone)
    assert "Which stage this is about" not in alone


async def test_the_list_and_the_wall_count_down_each_stage_that_runs(
    paint: Painter, gateway: FakeGateway
) -> None:
    many = [
        row(id=UUID(int=950 + number), number=20 + number, running=beside()[2:4])
        for number in range(4)
    ]
    gateway.answers["urgent_orders"] = UrgentBoard(NOW, many, False, may_edit=False)
    markup = (await paint("/urgent?wall=1")).markup
    read = words(markup)
    # Each order needs a line more than one whose stages come one after the other.
    assert markup.count("<count-down") == 6
    assert "Schedule it · You" in read
    assert "Material complete · Berta Buyer" in read
    assert "And 1 more runs" in read


async def test_a_stopped_order_has_no_clock(paint: Painter, gateway: FakeGateway) -> None:
    stopped = row(status=UrgentStatus.STOPPED, stopped=StopCause.WITHDRAWN, ended_at=NOW)
    gateway.answers["urgent_order"] = view(row=stopped)
    painted = await paint(f"/urgent/{URGENT_ID}")
    assert "Withdrawn 11:06" in words(painted.markup)
    assert "<count-down" not in painted.markup


async def test_the_list_has_what_runs_before_what_ended(paint: Painter) -> None:
    read = words((await paint("/urgent")).markup)
    assert read.index("Urgent order 7") < read.index("Ended in the last 14 days")
    assert read.index("Ended in the last 14 days") < read.index("Urgent order 6")
    assert "Schedule it · You · 3 of 5" in read
    assert "1 is running" in read


async def test_a_wall_shows_the_same_without_anything_to_press(paint: Painter) -> None:
    markup = (await paint("/urgent?wall=1")).markup
    assert 'class="page urgent-page wall"' in markup
    assert 'href="/urgent"' in markup


async def test_a_wall_shows_as_many_as_can_be_read_and_counts_the_others(
    paint: Painter, gateway: FakeGateway
) -> None:
    many = [row(id=UUID(int=950 + number), number=20 + number) for number in range(6)]
    gateway.answers["urgent_orders"] = UrgentBoard(NOW, many, True, may_edit=False)
    read = words((await paint("/urgent?wall=1&by=delivery")).markup)
    assert "Urgent order 23" in read
    assert "Urgent order 24" not in read
    assert "And 2 more run" in read
    assert "Urgent order 25" in words((await paint("/urgent?by=delivery")).markup)


async def test_nothing_urgent_says_so(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["urgent_orders"] = UrgentBoard(NOW, [], False, may_edit=False)
    assert "Nothing is urgent" in words((await paint("/urgent")).markup)
    gateway.answers["urgent_orders"] = UrgentBoard(NOW, [ended()], False, may_edit=False)
    assert "No urgent order runs now." in words((await paint("/urgent")).markup)


async def test_a_planner_reads_each_runbook_in_words(paint: Painter) -> None:
    read = words((await paint("/runbooks", "en", Role.PLANNER)).markup)
    assert "New orders New orders · Every site" in read
    assert "Received and confirmed: a planner of the plant, 15" in read
    assert "Deliver it: Anna Berg, 24" in read
    assert "The usual one, where no other holds" in read
    assert "· Once all before it are over" not in read


async def test_a_runbook_with_stages_side_by_side_says_when_each_begins(
    paint: Painter, gateway: FakeGateway
) -> None:
    received, delivered = runbook().stages
    packed = replace(delivered, stage=StageKind.PACKING, after=[StageKind.RECEIPT])
    at_once = replace(delivered, stage=StageKind.MATERIAL, after=[])
    beside = runbook(stages=[received, at_once, packed, delivered])
    gateway.answers["runbooks"] = RunbookBoard([beside], [], [])
    read = words((await paint("/runbooks", "en", Role.PLANNER)).markup)
    assert "Received and confirmed: a planner of the plant, 15 min of work Material" in read
    assert "round the clock · At once Pack it" in read
    assert "round the clock · After Received and confirmed Deliver it" in read
    assert "round the clock · Once all before it are over" in read


def test_the_form_makes_what_was_typed_and_says_what_is_missing() -> None:
    wish = RunbookWish(name=" Sooner ", kind="sooner")
    assert runbook_of(wish) == "runbook-wish-stages"
    assert runbook_of(with_fields(wish, name=" ")) == "runbook-wish-name"

    wish = with_stage(wish, StageKind.DELIVERY, owner="logistics", minutes="1 440", clock="plain")
    wish = with_stage(wish, StageKind.RECEIPT, owner="planner", minutes="15", remind="5")
    made = runbook_of(wish)
    assert isinstance(made, RunbookChoice)
    assert [(each.stage, each.minutes) for each in made.stages] == [
        (StageKind.RECEIPT, 15),
        (StageKind.DELIVERY, 1440),
    ]
    assert made.stages[0].owner == StageOwner(Role.PLANNER)
    assert made.stages[1].clock is StageClock.PLAIN

    named = with_stage(wish, StageKind.DELIVERY, begins="named")
    assert runbook_of(named) == "runbook-wish-named"
    after = with_named(named, StageKind.DELIVERY, StageKind.RECEIPT)
    made = runbook_of(after)
    assert isinstance(made, RunbookChoice)
    assert [each.after for each in made.stages] == [None, [StageKind.RECEIPT]]
    made = runbook_of(with_stage(wish, StageKind.DELIVERY, begins="at-once"))
    assert isinstance(made, RunbookChoice)
    assert made.stages[1].after == []
    left_out = with_named(after, StageKind.DELIVERY, StageKind.MAKING)
    assert runbook_of(left_out) == "runbook-wish-after"
    again = with_named(left_out, StageKind.DELIVERY, StageKind.MAKING, is_named=False)
    assert runbook_of(again) == runbook_of(after)

    for minutes, remind in (("0", ""), ("x", ""), ("15", "15"), ("15", "-1"), ("１５", "")):
        wrong = with_stage(wish, StageKind.RECEIPT, minutes=minutes, remind=remind)
        assert runbook_of(wrong) == "runbook-wish-minutes", (minutes, remind)


def test_a_runbook_that_is_opened_and_kept_is_the_same() -> None:
    both = [StageKind.RECEIPT, StageKind.MATERIAL]
    received, delivered = runbook().stages
    named = runbook(
        stages=[
            received,
            replace(delivered, stage=StageKind.MATERIAL, after=[]),
            replace(delivered, after=both),
        ]
    )
    made = runbook_of(wish_of(named))
    assert isinstance(made, RunbookChoice)
    assert [each.after for each in made.stages] == [None, [], both]

    opened = wish_of(runbook())
    assert opened.stages[StageKind.RECEIPT] == StageWish(
        "planner", "15", "working", "5", "supervisor"
    )
    made = runbook_of(opened)
    assert isinstance(made, RunbookChoice)
    assert [each.minutes for each in made.stages] == [15, 1440]
    assert replace(stages()[0], note="").note == ""


async def test_screens_on_walls_are_listed_and_can_be_ended(
    paint: Painter, gateway: FakeGateway
) -> None:
    painted = await paint("/walls", "en", Role.PLANNER)
    read = words(painted.markup)
    assert "Hall 2 · Riga plant Last seen 11:04" in read
    assert "Shop · Riga plant Waits for its link to be opened by" in read
    assert 'aria-label="End Hall 2"' in painted.markup

    gateway.answers["walls"] = WallsBoard([], [])
    assert "No screen is signed in." in words((await paint("/walls", "en", Role.PLANNER)).markup)
