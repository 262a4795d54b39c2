"""A run forecasts the company's own orders, chunk by chunk, and every sum is the sum of its cells."""

import asyncio
import sys
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.customer.queries.market import market_for
from backend.dispatch import Dispatcher
from backend.forecast.commands import (
    FinishForecast,
    ForecastFamilies,
    StartForecast,
    StartNightlyForecast,
)
from backend.forecast.events import ForecastDue, ForecastWanted
from backend.forecast.handlers import running
from backend.forecast.handlers.chunk import forecast_chunk
from backend.forecast.queries.valuing import value_ahead
from backend.forecast.repository import runs, series
from backend.forecast.tables import ForecastRun
from backend.identity.errors import NotAllowedError
from backend.identity.queries import viewer_for
from backend.kit.sql import fetch
from backend.outbox.tables import OutboxMessage
from backend.worker import OutboxWorker
from shared.customer_terms import MarketSplit
from shared.forecast_terms import ForecastCause
from shared.ids import new_id
from shared.schemas.segment import MarketAsked
from shared.terms import Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def orders(small_company: SmallCompany) -> SmallCompany:
    await add_orders(small_company)
    return small_company


async def started(dispatcher: Dispatcher, planner: UUID) -> UUID:
    found: UUID = await dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    return found


async def test_a_family_is_the_sum_of_its_items_and_they_of_their_cells_to_the_last_hundredth(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    run_id = await started(process.dispatcher, planner)
    await work(process, run_id)

    run = await runs.in_force()
    assert run is not None
    assert (run["id"], run["number"], run["status"]) == (run_id, 1, "done")
    assert run["requested_by_name"] == "Pavel Planner"
    cells = await series.cells_of(run_id)
    summed = [sum(column) for column in zip(*(cell["statistical"] for cell in cells), strict=True)]
    [whole] = await series.summaries(run_id, "family", None)
    family = await series.series_of(run_id, whole["series_id"])
    assert family is not None
    assert family["statistical"] == summed
    items = await series.summaries(run_id, "item", None)
    assert {row["item_id"] for row in items} == {orders.primer, orders.thinner}
    parts = [await series.series_of(run_id, row["series_id"]) for row in items]
    by_item = [
        sum(column) for column in zip(*(row["statistical"] for row in parts if row), strict=True)
    ]
    assert by_item == summed
    assert all(
        low <= point <= high
        for cell in cells
        for low, point, high in zip(cell["low"], cell["statistical"], cell["high"], strict=True)
    )


async def test_steady_orders_are_forecast_to_go_on_and_measured_against_naive(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    run_id = await started(process.dispatcher, planner)
    await work(process, run_id)

    [row] = [
        row
        for row in await series.summaries(run_id, "item", None)
        if row["item_id"] == orders.primer
    ]
    whole = await series.series_of(run_id, row["series_id"])
    assert whole is not None
    assert whole["period"] == "week"
    assert whole["first_on"] == date(2026, 11, 23)
    assert whole["demand_class"] == "smooth"
    assert 0.8 * 5000 <= sum(whole["statistical"]) / 26 <= 1.2 * 5000
    assert whole["wape"] is not None
    assert whole["wape"] < 0.3
    measured = await series.measures("item", date(2026, 1, 1), series_id=row["series_id"])
    assert len(measured) == 16
    assert measured[-1]["period_on"] == date(2026, 11, 16)
    assert all(each["is_hindcast"] for each in measured)


async def test_a_run_that_was_cut_off_goes_on_behind_its_last_chunk(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    run_id = await started(process.dispatcher, planner)
    await process.dispatcher.dispatch(FinishForecast(run_id), actor_id=None)
    assert await runs.in_force() is None

    await process.dispatcher.dispatch(ForecastFamilies(run_id, 0), actor_id=None)
    first = await series.cells_of(run_id)
    await process.dispatcher.dispatch(ForecastFamilies(run_id, 0), actor_id=None)
    assert await series.cells_of(run_id) == first
    await work(process, run_id)
    found = await runs.in_force()
    assert found is not None
    assert found["series_count"] == len(first) + 3


async def test_nothing_is_locked_or_written_while_a_chunk_is_worked_out(
    process: Company, orders: SmallCompany, planner: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that has written keeps what all others write from every phone until it ends."""
    run_id = await started(process.dispatcher, planner)
    written: list[Any] = []

    async def looked_at(*given: Any) -> Any:
        made = await forecast_chunk(*given)
        [row] = await fetch("SELECT pg_current_xact_id_if_assigned()::text AS written")
        written.append(row["written"])
        return made

    monkeypatch.setattr(running, "forecast_chunk", looked_at)
    await process.dispatcher.dispatch(ForecastFamilies(run_id, 0), actor_id=None)

    assert written == [None]
    assert await series.cells_of(run_id) != []


async def test_the_same_orders_give_the_same_forecast_and_say_that_nothing_moved(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    first = await started(process.dispatcher, planner)
    await work(process, first)
    second = await started(process.dispatcher, planner)
    await work(process, second)

    before, after = await series.cells_of(first), await series.cells_of(second)
    assert [row["statistical"] for row in before] == [row["statistical"] for row in after]
    assert {row["moved"] and tuple(row["moved"]["parts"]) for row in after} == {()}
    assert {row["moved"] for row in before} == {None}


async def test_a_second_start_is_answered_by_the_run_under_way(
    dispatcher: Dispatcher, orders: SmallCompany, planner: UUID
) -> None:
    first = await started(dispatcher, planner)
    assert await started(dispatcher, planner) == first
    assert await ForecastRun.count() == 1


async def test_who_is_no_planner_starts_nothing(
    dispatcher: Dispatcher, orders: SmallCompany
) -> None:
    with pytest.raises(NotAllowedError):
        await started(dispatcher, orders.marta)
    assert await ForecastRun.count() == 0


async def test_the_night_forecasts_once_and_a_new_company_is_looked_at_soon(
    dispatcher: Dispatcher, orders: SmallCompany, clock
) -> None:
    await dispatcher.dispatch(StartNightlyForecast(), actor_id=None)
    waiting = await OutboxMessage.select().where(OutboxMessage.event == ForecastDue.__name__)
    assert [row["run_at"] - NOW for row in waiting] == [timedelta(seconds=20)]
    assert await ForecastRun.count() == 0

    await dispatcher.dispatch(StartForecast(new_id(), ForecastCause.LOADED), actor_id=None)
    [run] = await ForecastRun.select()
    await runs.close_run(run["id"], "done", NOW)
    clock.advance(timedelta(hours=17))  # one in the morning
    await dispatcher.dispatch(StartNightlyForecast(), actor_id=None)
    await dispatcher.dispatch(StartNightlyForecast(), actor_id=None)
    assert await ForecastRun.count() == 2
    wanted = await OutboxMessage.select().where(OutboxMessage.event == ForecastWanted.__name__)
    assert len(wanted) == 2


async def test_impossible_orders_are_counted_and_the_rest_is_forecast(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    await add_orders(orders, first_on=date(1926, 1, 4), weeks=3)
    await add_orders(orders, first_on=date(2126, 1, 7), weeks=2)
    await add_orders(orders, first_on=date(2026, 1, 5), weeks=1, quantity=-400)
    run_id = await started(process.dispatcher, planner)
    await work(process, run_id)

    run = await runs.in_force()
    assert run is not None
    assert run["notes"] == {
        "date_too_old": 12, "date_too_late": 8, "below_zero": 4, "not_learned": run["series_count"],
    }  # fmt: skip
    cells = await series.cells_of(run_id)
    assert len(cells) == 4
    assert any(mark["mend"] == "returns" for cell in cells for mark in cell["marks"])
    assert all(min(cell["statistical"]) >= 0 for cell in cells)


async def test_a_series_of_one_order_is_answered_by_naive_and_listed_with_its_reason(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    await add_orders(orders, first_on=date(2026, 11, 9), weeks=1, item_ids=[orders.base])
    run_id = await started(process.dispatcher, planner)
    await work(process, run_id)

    failed = await series.summaries(run_id, "item", None, failed_only=True)
    assert [(row["item_id"], row["failed_reason"]) for row in failed] == [
        (orders.base, "only 2 periods of history")
    ]
    assert failed[0]["methods"] == [["naive", 1.0]]


async def test_what_is_expected_is_worth_its_list_price_by_territory_and_channel(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    today = NOW.date()
    assert await value_ahead(today, 28) is None
    run_id = await started(process.dispatcher, planner)
    await work(process, run_id)

    ahead = await value_ahead(today, 28)
    assert ahead is not None
    assert set(ahead) == {(orders.north, "direct"), (orders.south, "direct")}
    prices = {row["id"]: row["price"] for row in await fetch("SELECT id, price FROM item")}
    wanted = Decimal(0)
    for cell in await series.cells_of(run_id):
        if cell["scope_id"] == orders.north:
            # Tuesday to Monday: six days of the running week, three whole weeks, one day of the fifth.
            weeks = cell["statistical"][:5]
            quantity = Decimal(weeks[0]) * 6 / 7 + sum(weeks[1:4]) + Decimal(weeks[4]) / 7
            wanted += quantity / 100 * prices[cell["item_id"]]
    assert ahead[orders.north, "direct"] == wanted.quantize(Decimal("0.01"))
    board = await market_for(await viewer_for(planner), MarketAsked(MarketSplit.CHANNEL), NOW)
    rows = {row.key: row for row in board.rows}
    assert rows["direct"].expected_value == sum(ahead.values())
    assert board.total.expected_value == sum(ahead.values())


async def test_while_another_process_forecasts_nothing_has_failed_and_it_is_looked_at_again(
    process: Company, orders: SmallCompany, planner: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = await started(process.dispatcher, planner)
    held = asyncio.create_subprocess_exec

    async def another(*_: Any, **given: Any) -> Any:
        ended = f"raise SystemExit({running.HELD_BY_ANOTHER})"
        return await held(sys.executable, "-c", ended, **given)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", another)
    await OutboxWorker(process.dispatcher).work_some()

    [message] = await OutboxMessage.select().where(
        OutboxMessage.reaction == running.carry_out_forecast.__name__
    )
    assert run_id is not None
    assert (message["attempt_count"], message["dead_at"]) == (0, None)
    assert message["run_at"] == process.clock.now() + timedelta(minutes=1)
