"""What cannot be in a company's own data is counted and said beside the run, and everything else is forecast."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.demand.tables import CustomerReturn, DemandLine
from backend.forecast.commands import StartForecast
from backend.forecast.queries.boards import board_for
from backend.forecast.repository import series
from backend.identity.queries import viewer_for
from backend.promotion.tables import Promotion
from shared.forecast_terms import ForecastLevel
from shared.ids import new_id
from shared.terms import Language, Role
from shared.text import text
from tests.backend.forecast.orders import FIRST_ON, add_orders
from tests.builders import NOW, SmallCompany, add_person


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def orders(small_company: SmallCompany) -> SmallCompany:
    await add_orders(small_company)
    return small_company


async def forecast(process: Company, planner: UUID) -> UUID:
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)
    return run_id


async def figures(run_id: UUID) -> dict[UUID, list[int]]:
    return {cell["series_id"]: cell["statistical"] for cell in await series.cells_of(run_id)}


async def test_more_that_came_back_than_was_ordered_is_counted_and_nothing_is_forecast_below_zero(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    lines = await DemandLine.select(DemandLine.id, DemandLine.quantity).where(
        (DemandLine.due_on >= date(2026, 6, 1)) & (DemandLine.due_on < date(2026, 6, 8))
    )
    returned = [
        CustomerReturn(
            id=new_id(), demand_line_id=line["id"], reference=f"R-{at}", returned_on=date(2026, 6, 20),
            quantity=line["quantity"] + 500, reason="not_needed",
        )
        for at, line in enumerate(lines)
    ]  # fmt: skip
    assert returned
    await CustomerReturn.insert(*returned)
    run_id = await forecast(process, planner)

    board = await board_for(await viewer_for(planner), ForecastLevel.ITEM)
    assert board.run is not None
    assert board.run.notes == {
        "returned_more": len(returned),
        "not_learned": board.run.series_count,
    }
    cells = await series.cells_of(run_id)
    assert len(cells) == 4
    assert {mark["mend"] for cell in cells for mark in cell["marks"]} == {"returns"}
    assert all(min(cell["statistical"]) > 0 for cell in cells)


async def test_gaps_count_as_none_and_what_is_there_twice_counts_twice(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    """Weeks are missing, and one week's orders are there a second time under other numbers."""
    gone = FIRST_ON + timedelta(weeks=20)
    await DemandLine.delete().where(
        (DemandLine.due_on >= gone) & (DemandLine.due_on < gone + timedelta(weeks=6))
    )
    await add_orders(orders, first_on=FIRST_ON + timedelta(weeks=50), weeks=1)
    run_id = await forecast(process, planner)

    for cell in await series.cells_of(run_id):
        history = [units / 100 for units in cell["history"]]
        assert history[20:26] == [0.0] * 6
        assert history[50] > 1.5 * max(history[49], history[51])
        # Neither the hole nor the double week moves what is to come.
        assert all(15_00 < units < 35_00 for units in cell["statistical"][:8])
        marks = [mark["mend"] for mark in cell["marks"]]
        assert "stock_out" in marks
        assert cell["failed_reason"] is None


async def test_an_item_of_which_nothing_was_ever_wanted_is_forecast_at_nothing(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    before = await figures(await forecast(process, planner))
    await add_orders(orders, first_on=FIRST_ON + timedelta(days=1), item_ids=[orders.base])
    await DemandLine.update({DemandLine.quantity: Decimal(0)}).where(
        DemandLine.item_id == orders.base
    )
    run_id = await forecast(process, planner)
    cells = [cell for cell in await series.cells_of(run_id) if cell["item_id"] == orders.base]
    assert cells
    assert all(set(cell["statistical"]) == {0} and set(cell["high"]) == {0} for cell in cells)
    after = await figures(run_id)
    assert {series_id: after[series_id] for series_id in before} == before


async def test_a_promotion_without_items_moves_nothing(
    process: Company, orders: SmallCompany, planner: UUID
) -> None:
    """None can be planned or imported; one may be left when its items are gone."""
    before = await figures(await forecast(process, planner))
    for number, first in enumerate((date(2026, 3, 2), date(2026, 12, 7))):
        await Promotion.insert(
            Promotion(
                id=new_id(), reference=f"EMPTY-{number}", name="Nothing", status="planned", starts_on=first,
                ends_on=first + timedelta(days=13), discount_ratio=Decimal("0.2"), price=None, item_ids=[UUID(int=9)],
                families=["Gone"], site_ids=[], scope_ids=[], segments=[], customer_ids=[], channels=[], note="",
                made_by=None, made_by_name="", made_at=NOW, changed_at=NOW,
            )
        )  # fmt: skip
    run_id = await forecast(process, planner)
    assert await figures(run_id) == before
    assert all(not any(cell["promotion"]) for cell in await series.cells_of(run_id))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "note",
    ["date-too-old", "date-too-late", "below-zero", "returned-more", "cluster-away", "not-learned"],
)
def test_every_note_says_how_many_in_every_language(language: Language, note: str) -> None:
    for count in (1, 2, 5):
        assert str(count) in text(language, f"forecast-note-{note}", count=count)
