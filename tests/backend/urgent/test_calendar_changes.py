"""A calendar that is changed moves the deadlines of urgent orders that run, and their clocks with them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.queries import alerts_for
from backend.catalog.queries import calendars
from backend.dispatch import Dispatcher
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    FollowCalendar,
)
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.urgent.commands import CheckUrgentOrders
from backend.urgent.queries.orders import urgent_board_for, urgent_order_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.urgent import UrgentView
from shared.terms import Role
from shared.urgent_terms import StageKind
from tests.builders import NOW, SmallCompany, add_person, request

TODAY = date(2026, 11, 24)
WEEK = tuple((day, time(6), time(22)) for day in range(1, 6))
DUE = NOW + timedelta(minutes=15)


@pytest.fixture
async def pavel(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> UUID:
    """A planner whose urgent order has run for five minutes, since ten in the morning in Riga."""
    planner = await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])
    await dispatcher.dispatch(request(small_company, is_urgent=True), actor_id=small_company.marta)
    await drain(worker)
    clock.advance(timedelta(minutes=5))
    return planner


async def order_of(person_id: UUID, clock: FrozenClock) -> UrgentView:
    viewer = await viewer_for(person_id)
    board = await urgent_board_for(viewer, clock.now())
    return await urgent_order_for(viewer, board.rows[0].id, clock.now())


def due(view: UrgentView) -> dict[StageKind, datetime]:
    return {each.stage: each.due_at for each in view.stages}


async def close(
    dispatcher: Dispatcher, worker: OutboxWorker, actor: UUID, hours: int | None, on: date = TODAY
) -> None:
    [calendar] = await calendars()
    asked = None if hours is None else Decimal(hours)
    await dispatcher.dispatch(
        ChangeDays(calendar.id, calendar.ver, on, on, asked, "Power cut"), actor_id=actor
    )
    await drain(worker)


async def test_a_day_that_is_closed_moves_the_deadline_and_its_clocks(
    dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock, pavel: UUID
) -> None:
    before = due(await order_of(pavel, clock))
    assert before[StageKind.RECEIPT] == DUE

    await close(dispatcher, worker, pavel, 0)

    # Five of fifteen minutes have passed: the other ten count from six on Wednesday.
    moved = datetime(2026, 11, 25, 4, 10, tzinfo=UTC)
    view = await order_of(pavel, clock)
    assert due(view)[StageKind.RECEIPT] == moved
    assert due(view)[StageKind.FEASIBILITY] == moved + timedelta(minutes=30)
    assert view.row.deliver_by > before[StageKind.DELIVERY]
    [mine] = [a for a in await alerts_for(await viewer_for(pavel)) if a.kind == "urgent_stage"]
    assert mine.facts["due_at"] == "2026-11-25T04:10:00Z"

    clock.advance(timedelta(minutes=30))
    await drain(worker)
    assert [each.kind.value for each in (await order_of(pavel, clock)).steps] == ["started"]
    clock.advance(moved - timedelta(minutes=5) - clock.now())
    await drain(worker)
    assert (await order_of(pavel, clock)).steps[0].kind.value == "reminded"
    clock.advance(timedelta(minutes=5))
    await drain(worker)
    assert (await order_of(pavel, clock)).steps[0].kind.value == "escalated"


async def test_a_holiday_that_is_taken_back_leaves_everything_as_it_was(
    dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock, pavel: UUID
) -> None:
    before = due(await order_of(pavel, clock))
    tomorrow = TODAY + timedelta(days=1)

    await close(dispatcher, worker, pavel, 0, tomorrow)
    moved = due(await order_of(pavel, clock))
    await close(dispatcher, worker, pavel, None, tomorrow)

    assert moved[StageKind.SCHEDULING] == before[StageKind.SCHEDULING]
    assert moved[StageKind.MAKING] == before[StageKind.MAKING] + timedelta(days=1)
    assert due(await order_of(pavel, clock)) == before


async def test_a_late_shift_that_is_put_in_brings_what_comes_behind_it_nearer(
    dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock, pavel: UUID
) -> None:
    before = due(await order_of(pavel, clock))
    [calendar] = await calendars()

    longer = tuple((day, time(4), time(22)) for day, _, _ in WEEK)
    await dispatcher.dispatch(ChangeShifts(calendar.id, calendar.ver, longer), actor_id=pavel)
    await drain(worker)

    # Nobody worked from four to six this morning: what has passed by now is what it was.
    after = due(await order_of(pavel, clock))
    assert after[StageKind.RECEIPT] == before[StageKind.RECEIPT]
    assert after[StageKind.MAKING] == before[StageKind.MAKING] - timedelta(hours=2)


async def test_another_time_zone_and_another_calendar_of_a_work_centre_count_as_well(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
) -> None:
    await dispatcher.dispatch(
        ChangeTimeZone(small_company.riga, "America/New_York"), actor_id=pavel
    )
    await drain(worker)
    west = due(await order_of(pavel, clock))
    # It is three at night there: ten minutes of the receipt are left from six on.
    assert west[StageKind.RECEIPT] == datetime(2026, 11, 24, 11, 10, tzinfo=UTC)
    assert west[StageKind.MAKING] == datetime(2026, 11, 25, 0, 25, tzinfo=UTC)

    mornings = new_id()
    await dispatcher.dispatch(AddCalendar(mornings, "Mornings", None), actor_id=pavel)
    [fresh] = [each for each in await calendars() if each.id == mornings]
    week = tuple((day, time(6), time(12)) for day in range(1, 6))
    await dispatcher.dispatch(ChangeShifts(mornings, fresh.ver, week), actor_id=pavel)
    await dispatcher.dispatch(FollowCalendar(small_company.mixer, mornings), actor_id=pavel)
    await drain(worker)
    # From 11:25 on: 35 minutes on Tuesday, six hours on Wednesday, the rest on Thursday.
    after = due(await order_of(pavel, clock))
    assert after[StageKind.MATERIAL] == west[StageKind.MATERIAL]
    assert after[StageKind.MAKING] == datetime(2026, 11, 26, 12, 25, tzinfo=UTC)


async def test_the_five_minutes_look_moves_nothing_that_is_right_and_rights_what_is_not(
    dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock, pavel: UUID
) -> None:
    before = due(await order_of(pavel, clock))
    for _ in range(2):
        clock.advance(timedelta(minutes=1))
        await dispatcher.dispatch(CheckUrgentOrders(), actor_id=None)
        await drain(worker)
    assert due(await order_of(pavel, clock)) == before
