"""The kept list of customers follows what is written, and works out only whose lines these were."""

from datetime import timedelta
from decimal import Decimal

from backend.catalog.tables import Customer
from backend.customer.queries.board import customers_for
from backend.customer.queries.book import book_of
from backend.demand.tables import DemandLine
from backend.identity.queries import viewer_for
from backend.identity.tables import Scope
from backend.intake.records import add_run, end_run
from shared.ids import new_id
from shared.schemas.customer import CustomersAsked
from tests.backend.customer.test_customers import deliver, past  # noqa: F401 -- a fixture
from tests.builders import NOW, TODAY, SmallCompany


async def test_a_new_order_moves_its_customer_and_nobody_else(past: SmallCompany) -> None:  # noqa: F811
    before = await book_of(TODAY)
    assert await book_of(TODAY) == before
    await deliver(past, past.baltic, TODAY - timedelta(days=2), 500, scope=past.south)
    after = await book_of(TODAY)
    assert after.turnovers[past.baltic].value == before.turnovers[past.baltic].value + 500 * 95
    assert after.turnovers[past.hartmann] is before.turnovers[past.hartmann]
    assert after.entries[past.hartmann] is before.entries[past.hartmann]
    assert after.turnovers[past.baltic].last_on == TODAY - timedelta(days=2)


async def test_a_line_that_is_gone_counts_no_more(past: SmallCompany) -> None:  # noqa: F811
    before = (await book_of(TODAY)).turnovers[past.baltic].value
    line = await deliver(past, past.baltic, TODAY - timedelta(days=2), 500, scope=past.south)
    assert (await book_of(TODAY)).turnovers[past.baltic].value == before + 500 * 95
    await DemandLine.raw("DELETE FROM shipment WHERE demand_line_id = {}", line)
    await DemandLine.delete().where(DemandLine.id == line)
    assert (await book_of(TODAY)).turnovers[past.baltic].value == before


async def test_a_price_that_is_put_right_counts_at_once(past: SmallCompany) -> None:  # noqa: F811
    line = await deliver(past, past.hartmann, TODAY - timedelta(days=50), 100)
    before = (await book_of(TODAY)).turnovers[past.hartmann].value
    await DemandLine.update({DemandLine.unit_price: Decimal(96)}).where(DemandLine.id == line)
    assert (await book_of(TODAY)).turnovers[past.hartmann].value == before + 100


async def test_customers_are_listed_as_they_are_called_now(past: SmallCompany) -> None:  # noqa: F811
    marta = await viewer_for(past.marta)
    assert (await customers_for(marta, CustomersAsked(words="wind towers"), NOW)).row_count == 1
    await Customer.update({Customer.name: "Nordwind Masts"}).where(Customer.id == past.hartmann)
    assert (await customers_for(marta, CustomersAsked(words="wind towers"), NOW)).row_count == 0
    [row] = (await customers_for(marta, CustomersAsked(words="nordwind"), NOW)).rows
    assert row.name == "Nordwind Masts"


async def test_who_changes_hands_is_seen_with_the_lines_of_the_new_territory(
    past: SmallCompany,  # noqa: F811
) -> None:
    assert (await book_of(TODAY)).entry(past.hartmann).rhythm is not None
    await Customer.update({Customer.scope_id: past.south}).where(Customer.id == past.hartmann)
    book = await book_of(TODAY)
    assert book.entry(past.hartmann).rhythm is None
    await DemandLine.update({DemandLine.scope_id: past.south}).where(
        DemandLine.customer_id == past.hartmann
    )
    assert (await book_of(TODAY)).entry(past.hartmann).rhythm is not None


async def test_a_line_that_an_import_gives_to_somebody_else_leaves_who_had_it(
    past: SmallCompany,  # noqa: F811
) -> None:
    line = await deliver(past, past.baltic, TODAY - timedelta(days=2), 500, scope=past.south)
    before = await book_of(TODAY)
    run = new_id()
    await add_run(run, "orders.csv", now=NOW, actor_id=None, status="loading")
    await DemandLine.update({DemandLine.customer_id: past.hartmann}).where(DemandLine.id == line)
    await end_run(run, status="done", now=NOW, skipped_count=0, bad_cells=(), bad_count=0)
    after = await book_of(TODAY)
    assert after.turnovers[past.hartmann].value == before.turnovers[past.hartmann].value + 500 * 95
    assert after.turnovers[past.baltic].value == before.turnovers[past.baltic].value - 500 * 95


async def test_a_territory_is_listed_as_it_is_called_now(past: SmallCompany) -> None:  # noqa: F811
    marta = await viewer_for(past.marta)
    await customers_for(marta, CustomersAsked(), NOW)
    await Scope.update({Scope.name: "Coast"}).where(Scope.id == past.north)
    board = await customers_for(marta, CustomersAsked(), NOW)
    assert {row.territory_name for row in board.rows if row.territory_id == past.north} == {"Coast"}
