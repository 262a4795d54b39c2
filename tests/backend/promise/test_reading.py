"""What planning reads again when something has moved: only what may have moved, and never too little."""

from datetime import timedelta
from decimal import Decimal

from backend.catalog.queries import planning_catalog
from backend.catalog.tables import Customer
from backend.demand.tables import DemandLine
from backend.engine.situation import Demand, Situation
from backend.promise.queries import situation_at
from backend.supply.tables import Stock
from tests.builders import NOW, TODAY, SmallCompany


async def situation(ids: SmallCompany) -> Situation:
    return await situation_at(NOW, ids.riga, await planning_catalog())


def by_line(found: Situation) -> dict[object, Demand]:
    return {demand.demand_line_id: demand for demand in found.demands}


async def test_stock_that_moves_leaves_the_order_lines_as_they_were_read(
    small_company: SmallCompany,
) -> None:
    before = await situation(small_company)
    await Stock.raw(
        "UPDATE stock SET quantity = quantity + 7 WHERE item_id = {}", small_company.thinner
    )
    after = await situation(small_company)
    assert after.demands is before.demands
    assert after.supplies == before.supplies
    differs = [
        (was.quantity, now.quantity)
        for was, now in zip(before.stocks, after.stocks, strict=True)
        if was is not now
    ]
    assert differs == [(was, was + 7) for was, _ in differs]
    assert differs


async def test_an_order_line_that_moves_is_read_and_the_others_stay(
    small_company: SmallCompany,
) -> None:
    before = by_line(await situation(small_company))
    await DemandLine.update({DemandLine.due_on: TODAY + timedelta(days=33)}).where(
        DemandLine.id == small_company.baltic_line
    )
    after = by_line(await situation(small_company))
    assert after[small_company.baltic_line].due_on == TODAY + timedelta(days=33)
    moved = {line for line in before if after[line] is not before[line]}
    assert moved == {small_company.baltic_line}


async def test_a_customers_rule_moves_what_is_read_of_their_lines(
    small_company: SmallCompany,
) -> None:
    before = by_line(await situation(small_company))
    assert before[small_company.hartmann_line].priority != 9
    await Customer.update({Customer.priority: 9}).where(Customer.id == small_company.hartmann)
    after = by_line(await situation(small_company))
    assert after[small_company.hartmann_line].priority == 9


async def test_stock_and_an_order_line_that_move_together_are_both_read(
    small_company: SmallCompany,
) -> None:
    before = await situation(small_company)
    async with DemandLine._meta.db.transaction():
        await DemandLine.update({DemandLine.quantity: Decimal(999)}).where(
            DemandLine.id == small_company.ostrov_line
        )
        await Stock.raw("UPDATE stock SET quantity = quantity + 1 WHERE quantity > 0")
        inside = await situation(small_company)
    after = await situation(small_company)
    for found in (inside, after):
        assert by_line(found)[small_company.ostrov_line].open_quantity == 999
        assert [each.quantity for each in found.stocks] == [
            each.quantity + 1 for each in before.stocks
        ]
