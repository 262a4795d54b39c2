"""Stock as each person may see it: their sites, what stands out, narrowed down as asked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend.catalog.tables import ItemSite, Site
from backend.identity.errors import NotAllowedError
from backend.identity.queries import viewer_for
from backend.stock.queries import SEEN_BY, stock_board_for
from backend.supply.tables import ProductionOrder, Stock
from shared.ids import new_id
from shared.schemas.stock import StockAsked, StockBoard, StockRow
from shared.terms import Role, StockGrouping, StockMark, StockStage
from tests.builders import NOW, TODAY, SmallCompany, add_person

YESTERDAY = TODAY - timedelta(days=1)


def whole(*values: Decimal) -> list[int]:
    assert all(value == int(value) for value in values)
    return [int(value) for value in values]


async def board(ids: SmallCompany, person: Any = None, **asked: Any) -> StockBoard:
    viewer = await viewer_for(person or ids.viktor)
    return await stock_board_for(viewer, NOW, StockAsked(**asked))


async def row_of(ids: SmallCompany, item: Any, **asked: Any) -> StockRow:
    return next(row for row in (await board(ids, **asked)).rows if row.item_id == item)


async def lot(ids: SmallCompany, code: str, quantity: int, until: date | None) -> None:
    await Stock.insert(
        Stock(
            id=new_id(), item_id=ids.thinner, site_id=ids.riga, lot_code=code,
            quantity=Decimal(quantity), usable_until=until,
        )
    )  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
async def test_only_those_who_work_with_stock_see_it(
    small_company: SmallCompany, role: Role
) -> None:
    ids = small_company
    person = await add_person("Somebody", [role], [ids.riga])
    if role in SEEN_BY:
        assert (await board(ids, person)).rows
    else:
        with pytest.raises(NotAllowedError):
            await board(ids, person)


async def test_who_has_no_site_sees_no_stock(small_company: SmallCompany) -> None:
    ids = small_company
    person = await add_person("Elsewhere", [Role.PLANNER], [])
    seen = await board(ids, person)
    assert (seen.rows, seen.sites, seen.families) == ([], [], [])
    assert seen.figures.value == 0
    asked = await board(ids, person, site_id=ids.riga)
    assert asked.rows == []


async def test_lots_that_nobody_takes_in_time_are_forecast_as_waste(
    small_company: SmallCompany,
) -> None:
    ids = small_company
    await Stock.delete().where(Stock.item_id == ids.thinner)
    await lot(ids, "NEW", 30, None)
    await lot(ids, "SOON", 25, date(2026, 12, 20))
    await lot(ids, "GONE", 20, YESTERDAY)

    row = await row_of(ids, ids.thinner, mark=StockMark.WASTE)

    # Ostrov's ten cans of 16 December come out of the lot that ends on the 20th; a can costs 20.
    assert whole(row.on_hand_quantity, row.expired_quantity) == [55, 20]
    assert whole(row.wasted_quantity, row.wasted_value) == [15, 300]
    assert row.wasted_from == date(2026, 12, 20)
    assert row.expired_value == 400
    assert [each.lot_code for each in row.lots] == ["GONE", "SOON", "NEW"]
    assert whole(*(each.wasted_quantity for each in row.lots)) == [20, 15, 0]
    figures = (await board(ids)).figures
    assert whole(figures.wasted_value, figures.expired_value) == [300, 400]


async def test_a_gap_is_what_no_new_order_could_fill_in_time(small_company: SmallCompany) -> None:
    ids = small_company
    # Sixty cans fewer than are sold: the supplier takes seven days, the order is due later.
    await Stock.update({Stock.quantity: Decimal(4)}).where(Stock.item_id == ids.thinner)
    near = await row_of(ids, ids.thinner)
    assert near.gap_quantity == 0
    await ItemSite.update({ItemSite.lead_time_days: 40}).where(ItemSite.item_id == ids.thinner)

    row = await row_of(ids, ids.thinner, mark=StockMark.GAP)

    assert (int(row.gap_quantity), row.gap_on) == (6, date(2026, 12, 16))
    assert row.cover_days == (date(2026, 12, 16) - TODAY).days
    assert (await board(ids)).figures.gap_count >= 1


async def test_below_the_safety_stock_is_a_gap_today(small_company: SmallCompany) -> None:
    ids = small_company
    await ItemSite.update({ItemSite.safety_stock: Decimal(130)}).where(
        ItemSite.item_id == ids.thinner
    )
    row = await row_of(ids, ids.thinner)
    assert (int(row.gap_quantity), row.gap_on) == (30, TODAY)


async def test_surplus_is_beyond_safety_stock_and_sixty_days_of_need(
    small_company: SmallCompany,
) -> None:
    ids = small_company
    row = await row_of(ids, ids.thinner, mark=StockMark.SURPLUS)
    assert whole(row.surplus_quantity, row.surplus_value) == [90, 1800]
    assert row.cover_days is None


async def test_what_has_been_begun_is_work_in_progress(small_company: SmallCompany) -> None:
    ids = small_company
    before = await board(ids, stage=StockStage.IN_WORK)
    assert ids.thinner not in {row.item_id for row in before.rows}
    await ProductionOrder.insert(
        ProductionOrder(
            id=new_id(), item_id=ids.primer, site_id=ids.riga, reference="W-1",
            quantity=Decimal(50), completed_quantity=Decimal(20), scrapped_quantity=Decimal(0),
            planned_start_on=YESTERDAY, planned_end_on=TODAY + timedelta(days=2), status="open",
        )
    )  # fmt: skip
    row = await row_of(ids, ids.primer, stage=StockStage.IN_WORK)
    assert row.in_work_quantity >= 30
    assert row.stage is StockStage.FINISHED


async def test_stages_words_families_and_sites_narrow_it_down(small_company: SmallCompany) -> None:
    ids = small_company
    raw = {row.item_id for row in (await board(ids, stage=StockStage.RAW)).rows}
    assert raw == {ids.base, ids.hardener}
    assert [row.item_id for row in (await board(ids, words="hardener h-40")).rows] == [ids.hardener]
    assert [row.item_id for row in (await board(ids, words="th-20 L1")).rows] == [ids.thinner]
    assert (await board(ids, words="no such thing")).row_count == 0
    assert (await board(ids, family="Other")).row_count == 0
    assert (await board(ids, family="Epoxy")).row_count == 4
    assert (await board(ids, site_id=new_id())).row_count == 0


async def test_sums_by_family_and_site_are_those_of_their_rows(small_company: SmallCompany) -> None:
    ids = small_company
    rows = await board(ids)
    for grouping in (StockGrouping.FAMILY, StockGrouping.SITE):
        grouped = await board(ids, grouping=grouping)
        assert grouped.rows == []
        assert sum(group.row_count for group in grouped.groups) == rows.row_count
        assert sum(group.value for group in grouped.groups) == rows.figures.value
    [site] = (await board(ids, grouping=StockGrouping.SITE)).groups
    name = (await Site.select(Site.name).where(Site.id == ids.riga))[0]["name"]
    assert (site.key, site.name) == (str(ids.riga), name)


async def test_it_follows_what_happens_at_once(small_company: SmallCompany) -> None:
    ids = small_company
    before = await row_of(ids, ids.thinner)
    await lot(ids, "MORE", 40, None)
    after = await row_of(ids, ids.thinner)
    assert after.on_hand_quantity == before.on_hand_quantity + 40
