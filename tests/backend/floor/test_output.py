"""What was made leaves the plan and comes into stock; a report that was wrong is taken back whole."""

from datetime import date
from decimal import Decimal

import pytest

from backend.catalog.tables import BillOfMaterialLine, ItemSite
from backend.demand.errors import TooManyDecimalsError
from backend.demand.tables import DemandLine
from backend.floor.commands import ReportOutput, ReverseReport
from backend.floor.errors import NothingReportedError, OutputDayError, OutputUnknownError
from backend.floor.tables import FloorReport, LineProgress
from backend.identity.errors import NotFoundError
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.plan.tables import PlanLine, PlanRevision
from backend.supply.errors import StockUsedError
from backend.supply.queries import open_orders
from backend.supply.tables import ProductionOrder, Stock
from shared.ids import new_id
from tests.backend.floor.test_capacity import add_shop
from tests.builders import add_plan_line


def made(good, **changes):
    said = {
        "id": new_id(),
        "plan_line_id": None,
        "production_order_id": None,
        "good_quantity": Decimal(good),
        "scrapped_quantity": Decimal(0),
        "is_done": False,
        "on": None,
        "lot_code": None,
        "note": "",
        **changes,
    }
    return ReportOutput(**said)


async def the_line():
    [line] = await current_plan_lines()
    return line


async def lots(item):
    rows = await Stock.select().where(Stock.item_id == item).order_by(Stock.lot_code)
    return [(row["lot_code"], row["quantity"]) for row in rows]


async def test_output_before_its_start_draws_its_components_and_comes_into_stock(
    small_company, dispatcher
):
    line = await the_line()
    command = made(30, plan_line_id=line.line_id, scrapped_quantity=Decimal(5))

    await dispatcher.dispatch(command, actor_id=small_company.viktor)

    assert (await the_line()).quantity == 45
    assert await lots(small_company.primer) == [("L1", 90), ("P-1-261124", 30)]
    # 35 were made, of which five are scrap: 16 kg of base and a can each.
    assert await lots(small_company.base) == [("L1", 4000 - 35 * 16)]
    assert await lots(small_company.hardener) == [("L1", 165)]
    [progress] = await LineProgress.select()
    assert (
        progress["planned_quantity"],
        progress["good_quantity"],
        progress["scrapped_quantity"],
        progress["actual_start_on"],
        progress["actual_end_on"],
        progress["planned_end_on"],
    ) == (80, 30, 5, date(2026, 11, 24), None, date(2026, 12, 1))
    assert await PlanRevision.count() == 2


async def test_output_draws_the_components_of_the_day_on_which_it_is_reported(
    small_company, dispatcher
):
    today = date(2026, 11, 24)
    lines = BillOfMaterialLine.parent_item_id == small_company.primer
    hardener = BillOfMaterialLine.component_item_id == small_company.hardener
    await BillOfMaterialLine.update({BillOfMaterialLine.last_on: today}).where(lines)
    await BillOfMaterialLine.update({BillOfMaterialLine.first_on: date(2026, 11, 25)}).where(
        lines & hardener
    )
    await BillOfMaterialLine.update({BillOfMaterialLine.last_on: None}).where(lines & hardener)
    line = await the_line()

    await dispatcher.dispatch(made(30, plan_line_id=line.line_id), actor_id=small_company.viktor)

    assert await lots(small_company.base) == [("L1", 4000 - 30 * 16)]
    assert await lots(small_company.hardener) == [("L1", 200)]


async def test_scrap_that_the_yield_reckons_with_takes_nothing_off(small_company, dispatcher):
    await ItemSite.update({ItemSite.yield_ratio: Decimal("0.9")}).where(
        ItemSite.item_id == small_company.primer
    )
    line = await the_line()
    usual = made(27, plan_line_id=line.line_id, scrapped_quantity=Decimal(3))
    await dispatcher.dispatch(usual, actor_id=small_company.viktor)
    assert (await the_line()).quantity == 53

    # Ten more, of which three are scrap where one was reckoned with.
    worse = made(7, plan_line_id=line.line_id, scrapped_quantity=Decimal(3))
    await dispatcher.dispatch(worse, actor_id=small_company.viktor)
    assert (await the_line()).quantity == 44

    for command in (worse, usual):
        await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)
    assert (await the_line()).quantity == 80


async def test_what_started_before_today_has_drawn_already(small_company, dispatcher):
    line = await the_line()
    await PlanLine.update({PlanLine.start_on: date(2026, 11, 23)}).where(
        PlanLine.to_number.is_null()
    )

    await dispatcher.dispatch(made(80, plan_line_id=line.line_id), actor_id=small_company.viktor)

    assert await current_plan_lines() == []
    assert await lots(small_company.base) == [("L1", 4000)]
    [progress] = await LineProgress.select()
    assert progress["actual_end_on"] == date(2026, 11, 24)


async def test_a_report_that_is_reversed_leaves_nothing_behind(small_company, dispatcher):
    line = await the_line()
    first = made(50, plan_line_id=line.line_id)
    second = made(10, plan_line_id=line.line_id, is_done=True)
    await dispatcher.dispatch(first, actor_id=small_company.viktor)
    await dispatcher.dispatch(second, actor_id=small_company.viktor)
    assert await current_plan_lines() == []

    for command in (second, first):
        await dispatcher.dispatch(
            ReverseReport(command.id, "counted twice"), actor_id=small_company.vera
        )

    restored = await the_line()
    assert (restored.line_id, restored.quantity, restored.on, restored.reference) == (
        line.line_id,
        80,
        line.on,
        "P-1",
    )
    assert await lots(small_company.primer) == [("L1", 90), ("P-1-261124", 0)]
    assert await lots(small_company.base) == [("L1", 4000)]
    [progress] = await LineProgress.select()
    assert (progress["good_quantity"], progress["actual_start_on"], progress["actual_end_on"]) == (
        0,
        None,
        None,
    )
    assert {row["reversed_by_name"] for row in await FloorReport.select()} == {"Vera Lind"}


async def test_what_has_left_the_stock_cannot_be_taken_back(small_company, dispatcher):
    line = await the_line()
    command = made(50, plan_line_id=line.line_id)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await Stock.update({Stock.quantity: Decimal(20)}).where(Stock.lot_code == "P-1-261124")

    with pytest.raises(StockUsedError):
        await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)

    assert (await the_line()).quantity == 30
    [row] = await FloorReport.select()
    assert row["reversed_at"] is None


async def test_scrap_that_breaks_a_promise_moves_it(small_company, dispatcher, worker):
    line = await the_line()
    command = made(0, plan_line_id=line.line_id, scrapped_quantity=Decimal(40))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)

    # 90 on stock and 40 to come for 150: twenty of Hartmann's have no day, so its promise stays.
    lines = await DemandLine.select().where(DemandLine.customer_id == small_company.hartmann)
    assert [(row["promised_on"], row["quantity"]) for row in lines] == [(date(2026, 12, 3), 120)]
    assert (await the_line()).quantity == 40


async def test_what_a_shop_is_sent_of_a_scrapped_line_waits_for_the_next_one(
    small_company, dispatcher, worker
):
    line = await the_line()
    shop = await add_shop(small_company)
    await DemandLine.update({DemandLine.quantity: Decimal(10)}).where(
        DemandLine.id == small_company.hartmann_line
    )
    await add_plan_line(
        small_company,
        site_id=shop,
        source_site_id=small_company.riga,
        reference="T-1",
        quantity=Decimal(70),
        start_on=date(2026, 12, 2),
        on=date(2026, 12, 3),
    )
    await add_plan_line(
        small_company, reference="P-2", start_on=date(2026, 12, 3), on=date(2026, 12, 4)
    )

    command = made(0, plan_line_id=line.line_id, scrapped_quantity=Decimal(80))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)

    # Of 90 on stock Baltic takes 30 and Hartmann 10: of the 70 for the shop 20 wait for the 80 of Friday.
    lines = {
        (line.quantity, line.start_on, line.on)
        for line in await current_plan_lines()
        if line.site_id == shop
    }
    assert lines == {
        (Decimal(50), date(2026, 12, 2), date(2026, 12, 3)),
        (Decimal(20), date(2026, 12, 4), date(2026, 12, 5)),
    }


async def test_an_order_of_the_erp_counts_until_it_is_reported_done(small_company, dispatcher):
    order = new_id()
    await ProductionOrder.insert(
        ProductionOrder(
            id=order,
            item_id=small_company.primer,
            site_id=small_company.riga,
            reference="W-1",
            quantity=Decimal(40),
            completed_quantity=Decimal(0),
            scrapped_quantity=Decimal(0),
            planned_start_on=date(2026, 11, 20),
            planned_end_on=date(2026, 11, 25),
            status="open",
        )
    )
    command = made(30, production_order_id=order, scrapped_quantity=Decimal(2))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    row = await ProductionOrder.objects().get(ProductionOrder.id == order)
    assert row is not None
    assert (row.completed_quantity, row.scrapped_quantity, row.status, row.actual_start_on) == (
        Decimal(30),
        Decimal(2),
        "open",
        date(2026, 11, 24),
    )
    await dispatcher.dispatch(made(8, production_order_id=order), actor_id=small_company.viktor)
    row = await ProductionOrder.objects().get(ProductionOrder.id == order)
    assert row is not None
    assert (row.completed_quantity, row.status, row.actual_end_on) == (
        Decimal(38),
        "done",
        date(2026, 11, 24),
    )
    with pytest.raises(OutputUnknownError):
        await dispatcher.dispatch(made(1, production_order_id=order), actor_id=small_company.viktor)


async def test_scrap_of_an_order_of_the_erp_is_not_taken_off_twice(small_company, dispatcher):
    """Of 90 ordered the yield lets 100 begin: ten lost are its own, what is lost beyond them is missing."""
    await ItemSite.update({ItemSite.yield_ratio: Decimal("0.9")}).where(
        ItemSite.item_id == small_company.primer
    )
    order = new_id()
    await ProductionOrder.insert(
        ProductionOrder(
            id=order,
            item_id=small_company.primer,
            site_id=small_company.riga,
            reference="W-2",
            quantity=Decimal(90),
            completed_quantity=Decimal(45),
            scrapped_quantity=Decimal(5),
            planned_start_on=date(2026, 11, 20),
            planned_end_on=date(2026, 11, 25),
            status="open",
        )
    )
    assert [each.quantity for each in await open_orders()] == [Decimal(45)]

    lost = made(0, production_order_id=order, scrapped_quantity=Decimal(10))
    await dispatcher.dispatch(lost, actor_id=small_company.viktor)
    assert [(each.quantity, each.ordered_quantity) for each in await open_orders()] == [
        (Decimal(36), Decimal(90))
    ]

    rest = made(36, production_order_id=order, scrapped_quantity=Decimal(4))
    await dispatcher.dispatch(rest, actor_id=small_company.viktor)
    assert await open_orders() == []
    row = await ProductionOrder.objects().get(ProductionOrder.id == order)
    assert row is not None
    assert (row.completed_quantity, row.status) == (Decimal(81), "done")


@pytest.mark.parametrize(
    ("good", "changes", "error"),
    [
        (0, {}, NothingReportedError),
        (-1, {}, NothingReportedError),
        ("0.5", {}, TooManyDecimalsError),
        (1, {"on": date(2026, 11, 25)}, OutputDayError),
        (1, {"plan_line_id": new_id()}, NotFoundError),
    ],
)
async def test_a_report_that_cannot_be_changes_nothing(
    small_company, dispatcher, good, changes, error
):
    line = await the_line()
    command = made(good, **{"plan_line_id": line.line_id, **changes})
    with pytest.raises(error):
        await dispatcher.dispatch(command, actor_id=small_company.viktor)
    assert await FloorReport.count() == 0
    assert (await the_line()).quantity == 80
