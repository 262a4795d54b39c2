"""A day that loses hours keeps what it has hours for; the rest comes to other days, and back, or is told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from backend.floor.commands import ReportHours, ReportOutput, ReverseReport
from backend.floor.queries.board import floor_for
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.supply import queries as supply
from shared.ids import new_id
from shared.schemas.floor import UnplacedLot

TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)


def hours_of(company, hours, until_on=TUESDAY):
    """Filling line 2 works so many hours a day from Tuesday on; 80 kits were to take eight and a half."""
    return ReportHours(new_id(), company.filling, TUESDAY, until_on, Decimal(hours), None, "")


async def planned():
    """How much is planned for which day, and when it begins."""
    lines = await current_plan_lines()
    return sorted((line.on, line.quantity, line.start_on) for line in lines)


async def row_of(company, clock):
    viewer = await viewer_for(company.viktor)
    board = await floor_for(viewer, clock.now(), company.riga)
    return board.reports[0]


async def test_a_day_keeps_what_it_has_hours_for_and_the_rest_comes_the_day_after(
    small_company, dispatcher, worker, clock
):
    await dispatcher.dispatch(hours_of(small_company, 5), actor_id=small_company.viktor)
    await drain(worker)

    # Of five hours a set-up takes half of one; kits are made in tens.
    assert await planned() == [
        (TUESDAY, Decimal(40), date(2026, 11, 30)),
        (WEDNESDAY, Decimal(40), TUESDAY),
    ]
    row = await row_of(small_company, clock)
    assert (row.moved_count, row.unplaced) == (1, [])


async def test_parts_that_come_back_are_one_line_again(small_company, dispatcher, worker, clock):
    [before] = await current_plan_lines()
    command = hours_of(small_company, 5)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)

    await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)
    await drain(worker)

    [line] = await current_plan_lines()
    assert (line.line_id, line.on, line.start_on, line.quantity) == (
        before.line_id,
        before.on,
        before.start_on,
        before.quantity,
    )
    row = await row_of(small_company, clock)
    assert (row.moved_count, row.returned_count) == (1, 1)


async def test_what_no_day_has_room_for_stays_and_is_told(small_company, dispatcher, worker, clock):
    command = hours_of(small_company, 0, TUESDAY + timedelta(days=120))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)

    assert await planned() == [(TUESDAY, Decimal(80), date(2026, 11, 30))]
    row = await row_of(small_company, clock)
    assert row.unplaced == [
        UnplacedLot("Epoxy primer 2K, grey RAL 7035, 20 kg kit", "kit", Decimal(80), "P-1", TUESDAY)
    ]
    assert row.moved_count == 0

    await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)
    await drain(worker)
    assert (await row_of(small_company, clock)).unplaced == []


@pytest.mark.parametrize("hours", [5, 0])
async def test_what_began_yesterday_keeps_its_start_and_draws_nothing_anew(
    small_company, dispatcher, worker, clock, hours
):
    clock.instant = datetime(2026, 12, 1, 6, tzinfo=UTC)

    await dispatcher.dispatch(hours_of(small_company, hours), actor_id=small_company.viktor)
    await drain(worker)

    assert {(on, begins) for on, _, begins in await planned() if on > TUESDAY} == {
        (WEDNESDAY, date(2026, 11, 30))
    }
    moved = next(line for line in await current_plan_lines() if line.on == WEDNESDAY)
    made = ReportOutput(
        id=new_id(),
        plan_line_id=moved.line_id,
        production_order_id=None,
        good_quantity=Decimal(10),
        scrapped_quantity=Decimal(10),
        is_done=False,
        lot_code="",
        on=None,
        note="",
    )
    before = await stock_of(small_company)
    await dispatcher.dispatch(made, actor_id=small_company.viktor)
    assert await stock_of(small_company) == before, "its components were drawn when it began"


async def stock_of(company):
    """What is in stock of what a kit is made of."""
    rows = await supply.stock_of([company.base, company.hardener])
    return {(row.item_id, row.quantity) for row in rows}
