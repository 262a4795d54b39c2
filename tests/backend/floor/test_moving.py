"""A line moved on the board: within fences and rights, on the plan that was seen, on record, undone."""

from datetime import date, time
from decimal import Decimal

import pytest

from backend.catalog.queries import calendars
from backend.catalog.tables import Alternate, AlternateStep, WorkCenterException
from backend.demand.tables import DemandLine
from backend.floor.commands import AddCalendar, ChangeShifts, KeepOpenDays, MovePlanLine, UndoMove
from backend.floor.errors import (
    ClosedDayError,
    FrozenMoveError,
    MaterialMissingError,
    MoveImpossibleError,
    NoRoomError,
    NothingToUndoError,
)
from backend.floor.tables import PlanMove
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines, current_revisions
from backend.plan.tables import PlanLine, PlanRevision
from backend.proposal.errors import PlanHasMovedError
from backend.supply.tables import Stock
from shared.ids import new_id
from shared.terms import Role
from tests.backend.proposal.test_alternates import add_second_line
from tests.builders import add_person, add_plan_line


@pytest.fixture
async def line(small_company):
    [found] = await current_plan_lines()
    return found


@pytest.fixture
async def tablet(new_phone, small_company):
    made = new_phone()
    await made.sign_in("viktor")
    return made


def to(line, company, day, *, month=12, reason="", revision=None):
    return MovePlanLine(
        line.line_id, date(2026, month, day), revision or company.plan_revision, reason
    )


async def test_a_line_in_the_free_zone_moves_with_its_start_and_makes_a_revision(
    small_company, dispatcher, line
):
    revision = await dispatcher.dispatch(to(line, small_company, 3), actor_id=small_company.viktor)

    [moved] = await current_plan_lines()
    assert (moved.line_id, moved.on, moved.start_on, moved.quantity) == (
        line.line_id,
        date(2026, 12, 3),
        date(2026, 12, 2),
        line.quantity,
    )
    [number] = await PlanRevision.select(PlanRevision.number).where(PlanRevision.id == revision)
    assert number["number"] == 2
    [record] = await PlanMove.select()
    assert (record["from_on"], record["to_on"], record["fence"], record["moved_by"]) == (
        date(2026, 12, 1),
        date(2026, 12, 3),
        "free",
        small_company.viktor,
    )


async def test_a_plan_that_has_moved_since_is_a_conflict(small_company, dispatcher, line):
    with pytest.raises(PlanHasMovedError):
        await dispatcher.dispatch(
            to(line, small_company, 3, revision=new_id()), actor_id=small_company.viktor
        )
    [same] = await current_plan_lines()
    assert same == line
    assert await PlanRevision.count() == 1


async def test_a_frozen_day_wants_a_reason_from_somebody_who_may_override_it(
    small_company, dispatcher, line
):
    await PlanLine.update(
        {PlanLine.start_on: date(2026, 11, 25), PlanLine.on: date(2026, 11, 26)}
    ).where(PlanLine.line_id == line.line_id)
    planner = await add_person("Petra Plan", [Role.PLANNER], [small_company.riga])
    into_frozen = to(line, small_company, 25, month=11)
    for command, actor in (
        (into_frozen, small_company.viktor),
        (to(line, small_company, 25, month=11, reason="Because"), planner),
    ):
        with pytest.raises(FrozenMoveError):
            await dispatcher.dispatch(command, actor_id=actor)
    assert await PlanRevision.count() == 1

    await dispatcher.dispatch(
        to(line, small_company, 25, month=11, reason=" The lorry comes a day early "),
        actor_id=small_company.viktor,
    )
    [record] = await PlanMove.select()
    assert (record["fence"], record["reason"]) == ("frozen", "The lorry comes a day early")


async def test_what_the_plan_does_not_carry_is_refused(small_company, dispatcher, line):
    async def refused(error, command):
        with pytest.raises(error):
            await dispatcher.dispatch(command, actor_id=small_company.viktor)
        assert await current_plan_lines() == [line]

    # It would have to start today minus a day; it is there already; nobody works on Sunday.
    await refused(MoveImpossibleError, to(line, small_company, 24, month=11, reason="Now"))
    await refused(MoveImpossibleError, to(line, small_company, 1))
    await refused(NoRoomError, to(line, small_company, 6))
    await WorkCenterException.insert(
        WorkCenterException(
            id=new_id(),
            work_center_id=small_company.filling,
            on=date(2026, 12, 2),
            hours=Decimal(8),
            cause="repair",
        )
    )
    await refused(NoRoomError, to(line, small_company, 2))


async def test_a_component_that_would_not_be_there_keeps_a_line_from_coming_sooner(
    small_company, dispatcher, line
):
    await Stock.delete().where(Stock.item_id == small_company.hardener)
    await add_plan_line(
        small_company,
        item_id=small_company.hardener,
        reference="B-1",
        start_on=date(2026, 11, 23),
        on=date(2026, 11, 30),
    )
    with pytest.raises(MaterialMissingError) as refused:
        await dispatcher.dispatch(
            to(line, small_company, 30, month=11, reason=""), actor_id=small_company.viktor
        )
    assert refused.value.facts == {"item": "Hardener H-40"}


async def test_a_line_that_other_lots_are_made_of_does_not_come_after_them(
    small_company, dispatcher, line
):
    await Stock.delete().where(Stock.item_id == small_company.hardener)
    component = await add_plan_line(
        small_company,
        item_id=small_company.hardener,
        reference="B-1",
        start_on=date(2026, 11, 26),
        on=date(2026, 11, 27),
    )

    with pytest.raises(MaterialMissingError) as refused:
        await dispatcher.dispatch(
            MovePlanLine(component, date(2026, 12, 3), small_company.plan_revision, "Later"),
            actor_id=small_company.viktor,
        )

    assert refused.value.facts == {"item": "Hardener H-40"}
    lines = {each.line_id: each.on for each in await current_plan_lines()}
    assert lines == {line.line_id: line.on, component: date(2026, 11, 27)}


async def test_a_promise_that_a_move_breaks_moves_too(small_company, dispatcher, worker, line):
    await dispatcher.dispatch(to(line, small_company, 7), actor_id=small_company.viktor)
    await drain(worker)

    rows = (
        await DemandLine.select()
        .where(DemandLine.customer_id == small_company.hartmann)
        .order_by(DemandLine.promised_on)
    )
    assert [(row["promised_on"], row["quantity"]) for row in rows] == [
        (date(2026, 12, 3), Decimal(60)),
        (date(2026, 12, 7), Decimal(60)),
    ]


async def test_the_mover_takes_it_back_while_the_plan_stands(small_company, dispatcher, line):
    revision = await dispatcher.dispatch(to(line, small_company, 2), actor_id=small_company.viktor)
    with pytest.raises(NothingToUndoError):
        await dispatcher.dispatch(UndoMove(revision), actor_id=small_company.vera)

    back = await dispatcher.dispatch(UndoMove(revision), actor_id=small_company.viktor)
    assert await current_plan_lines() == [line]
    assert back != revision
    with pytest.raises(NothingToUndoError):
        await dispatcher.dispatch(UndoMove(revision), actor_id=small_company.viktor)
    assert await PlanRevision.count() == 3


async def test_only_movers_of_the_site_move(small_company, dispatcher, line):
    elsewhere = await add_person("Otto Other", [Role.SUPERVISOR], [small_company.north])
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(to(line, small_company, 3), actor_id=elsewhere)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(to(line, small_company, 3), actor_id=small_company.anna)


async def test_the_effect_is_shown_before_anything_moves(tablet, small_company, line):
    path = f"/api/v1/plan-lines/{line.line_id}/move"
    shown = (await tablet.http.get(path, params={"on": "2026-12-07"})).json()

    assert (shown["from_on"], shown["on"], shown["fence"], shown["refusal"]) == (
        "2026-12-01",
        "2026-12-07",
        "free",
        None,
    )
    assert [each["order_reference"] for each in shown["slips"]] == ["20418 / 1"]
    [mixer, filling] = shown["loads"]
    assert (mixer["work_center_name"], filling["work_center_name"]) == (
        "Mixer 3",
        "Filling line 2",
    )
    assert Decimal(filling["hours_before"]) == 0
    assert Decimal(filling["hours_after"]) == Decimal("8.5")
    assert await PlanRevision.count() == 1

    sunday = (await tablet.http.get(path, params={"on": "2026-12-06"})).json()
    assert sunday["refusal"] == "no_room"


async def test_an_older_revision_is_drawn_with_what_has_become_of_it(tablet, small_company, line):
    path = f"/api/v1/plan-lines/{line.line_id}/move"
    body = {"on": "2026-12-03", "plan_revision_id": str(small_company.plan_revision)}
    moved = await tablet.post(path, body)
    assert moved.status_code == 200
    stale = await tablet.post(path, {**body, "on": "2026-12-02"})
    assert (stale.status_code, stale.json()["code"]) == (409, "plan_has_moved")

    site = f"/api/v1/plan/{small_company.riga}"
    older = (await tablet.http.get(site, params={"number": 1, "days": 14})).json()
    assert (older["revision_number"], older["current_revision_number"], older["can_move"]) == (
        1,
        2,
        False,
    )
    states = {
        (cell["on"], block["state"])
        for lane in older["lanes"]
        for cell in lane["cells"]
        for block in cell["blocks"]
    }
    assert states == {("2026-12-01", "goes_out"), ("2026-12-03", "comes_in")}
    current = (await tablet.http.get(site)).json()
    assert (current["revision_number"], current["can_move"]) == (2, True)
    assert (await tablet.http.get(site, params={"number": 9})).status_code == 404

    revision = moved.json()["plan_revision_id"]
    undone = await tablet.post(f"/api/v1/plan-revisions/{revision}/undo", {})
    assert undone.status_code == 200


async def test_a_line_goes_to_another_work_center_by_a_way_that_makes_it_there(
    small_company, dispatcher, line
):
    other, center = await add_second_line(small_company)
    await AlternateStep.update({AlternateStep.hours_per_unit: Decimal("0.15")}, force=True)
    move = MovePlanLine(
        line.line_id, line.on, small_company.plan_revision, "", work_center_id=center.id
    )
    revision = await dispatcher.dispatch(move, actor_id=small_company.viktor)

    [moved] = await current_plan_lines()
    assert (moved.line_id, moved.on, moved.alternate_id) == (line.line_id, line.on, other.id)
    [record] = await PlanMove.select()
    assert (record["from_alternate_id"], record["to_alternate_id"]) == (None, other.id)

    await dispatcher.dispatch(UndoMove(revision), actor_id=small_company.viktor)

    [back] = await current_plan_lines()
    assert back == line


async def test_where_no_way_makes_it_a_line_does_not_go(small_company, dispatcher, line):
    _, center = await add_second_line(small_company)
    await Alternate.update({Alternate.procurement: "buy"}, force=True)
    with pytest.raises(MoveImpossibleError):
        await dispatcher.dispatch(
            MovePlanLine(
                line.line_id, line.on, small_company.plan_revision, "", work_center_id=center.id
            ),
            actor_id=small_company.viktor,
        )
    [same] = await current_plan_lines()
    assert same == line


async def test_a_planner_moves_no_frozen_line_to_another_work_center_but_a_supervisor_says_why(
    small_company, dispatcher, line
):
    _, center = await add_second_line(small_company)
    await AlternateStep.update({AlternateStep.hours_per_unit: Decimal("0.15")}, force=True)
    await PlanLine.update(
        {PlanLine.start_on: date(2026, 11, 24), PlanLine.on: date(2026, 11, 25)}, force=True
    )
    paula = await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])
    move = MovePlanLine(
        line.line_id,
        date(2026, 11, 25),
        small_company.plan_revision,
        "pump",
        work_center_id=center.id,
    )
    with pytest.raises(FrozenMoveError):
        await dispatcher.dispatch(move, actor_id=paula)

    await dispatcher.dispatch(move, actor_id=small_company.viktor)

    [record] = await PlanMove.select()
    assert (record["fence"], record["reason"]) == ("frozen", "pump")


async def test_the_board_says_where_else_a_line_can_go(small_company, tablet, line):
    _, center = await add_second_line(small_company)
    board = (await tablet.http.get(f"/api/v1/plan/{small_company.riga}?days=20")).json()
    found = {
        tuple(block["work_center_ids"])
        for lane in board["lanes"]
        for cell in lane["cells"]
        for block in cell["blocks"]
    }
    assert found == {(str(center.id),)}
    answer = await tablet.http.get(
        f"/api/v1/plan-lines/{line.line_id}/move?on={line.on}&work_center_id={center.id}"
    )
    assert answer.json()["way"] == "on filling line 1"
    assert [load["work_center_name"] for load in answer.json()["loads"]] == ["Filling line 1"]


async def test_a_line_goes_to_no_day_on_which_its_site_is_closed(
    small_company, dispatcher, tablet, line
):
    paula = await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])
    short = new_id()
    await dispatcher.dispatch(AddCalendar(short, "Four days", None), actor_id=paula)
    made = next(each for each in await calendars() if each.id == short)
    week = tuple((day, time(6), time(22)) for day in range(1, 5))
    await dispatcher.dispatch(ChangeShifts(short, made.ver, week), actor_id=paula)
    await dispatcher.dispatch(KeepOpenDays(small_company.riga, short), actor_id=paula)

    path = f"/api/v1/plan-lines/{line.line_id}/move"
    friday = (await tablet.http.get(path, params={"on": "2026-12-04"})).json()
    assert (friday["refusal"], friday["refusal_facts"]) == ("closed_day", {"on": "2026-12-04"})
    [stands] = await current_plan_lines()
    head = (await current_revisions([small_company.riga]))[small_company.riga]
    with pytest.raises(ClosedDayError):
        await dispatcher.dispatch(
            to(line, small_company, 4, revision=head.id), actor_id=small_company.viktor
        )
    assert await current_plan_lines() == [stands]
    board = (await tablet.http.get(f"/api/v1/plan/{small_company.riga}?days=14")).json()
    for lane in board["lanes"]:
        days = {
            cell["on"]: (Decimal(cell["available_hours"]) > 0, cell["is_open"])
            for cell in lane["cells"]
        }
        assert days["2026-12-03"] == (True, True)
        assert days["2026-12-04"] == (True, False)
        assert days["2026-12-06"] == (False, False)
