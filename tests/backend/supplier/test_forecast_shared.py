"""What a supplier is shown of the coming weeks: orders, the plan, and what is expected beyond them; and where to."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.catalog import tables as catalog
from backend.cli.forecast_company import work
from backend.connectors.mail.commands import ChooseSupplierMail
from backend.connectors.mail.queries import supplier_address_for
from backend.demand.tables import DemandLine
from backend.forecast.commands import StartForecast
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.supplier.commands import ShareForecast
from backend.supplier.model import forecast_weeks
from backend.supplier.tables import SupplierRequestLine
from shared.ids import new_id
from shared.terms import Language, Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person

BASE, THINNER = UUID(int=1), UUID(int=2)


@pytest.fixture
async def buyer(small_company: SmallCompany) -> UUID:
    return await add_person("Boris Buyer", [Role.BUYER], [small_company.riga])


async def supplier_id() -> UUID:
    (row,) = await catalog.Supplier.select(catalog.Supplier.id)
    found: UUID = row["id"]
    return found


def test_what_is_expected_stands_beside_the_plan_and_a_lot_that_came_sooner_is_given_back() -> None:
    first = date(2026, 11, 24)
    planned = [(BASE, date(2026, 11, 27), Decimal(100)), (THINNER, date(2027, 6, 1), Decimal(9))]
    expected = [
        (BASE, date(2026, 11, 26), Decimal(50)),
        (BASE, date(2026, 12, 8), Decimal(-20)),
        (BASE, date(2026, 12, 15), Decimal(30)),
    ]
    assert forecast_weeks(planned, expected, first) == {
        (BASE, date(2026, 11, 23)): (Decimal(130), Decimal(30)),
        (BASE, date(2026, 12, 14)): (Decimal(30), Decimal(30)),
    }


async def shared(
    process: Company, buyer: UUID, company: SmallCompany
) -> list[tuple[UUID, Decimal, Decimal]]:
    """Item, quantity and what of it is expected, line by line."""
    command = ShareForecast(await supplier_id(), company.riga)
    request_id = await process.dispatcher.dispatch(command, actor_id=buyer)
    rows = await SupplierRequestLine.select().where(SupplierRequestLine.request_id == request_id)
    return [
        (row["item_id"], row["quantity"], row["expected_quantity"] or Decimal(0)) for row in rows
    ]


async def test_the_forecast_of_what_is_sold_reaches_the_supplier_of_what_it_is_made_of(
    process: Company, small_company: SmallCompany, buyer: UUID
) -> None:
    ids = small_company
    planner = await add_person("Pavel", [Role.PLANNER], [ids.north, ids.south, ids.riga])
    await add_orders(ids, weeks=60, first_on=date(2025, 9, 29), item_ids=[ids.primer])
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)

    lines = await shared(process, buyer, ids)

    expected = [(item_id, more) for item_id, _, more in lines if more]
    assert expected
    bought = await catalog.ItemSite.select(catalog.ItemSite.item_id).where(
        catalog.ItemSite.supplier_id == await supplier_id()
    )
    assert {item_id for item_id, _ in expected} <= {row["item_id"] for row in bought}
    assert ids.primer not in {item_id for item_id, _ in expected}, "it is made of what is bought"
    assert all(more <= quantity for _, quantity, more in lines)
    # What is ordered in earnest is taken from the forecast: less is only expected.
    before = sum(more for _, _, more in lines)
    await DemandLine.insert(
        DemandLine(
            id=new_id(), scope_id=ids.north, ver=0, customer_id=ids.hartmann, item_id=ids.primer,
            site_id=ids.riga, order_reference="BIG", line_number=1, channel="direct",
            ordered_on=date(2026, 11, 24), due_on=date(2026, 12, 30), promised_on=None,
            quantity=Decimal(150), shipped_quantity=Decimal(0), unit_price=Decimal(1),
            status="open", is_urgent=False,
        )
    )  # fmt: skip
    again = await shared(process, buyer, ids)
    assert sum(more for _, _, more in again) < before


async def test_an_address_is_kept_by_those_who_buy_for_a_site_of_the_supplier(
    process: Company, small_company: SmallCompany, buyer: UUID
) -> None:
    supplier = await supplier_id()
    command = ChooseSupplierMail(supplier, "orders@resins.example", Language.RUSSIAN)
    stranger = await add_person("Nora North", [Role.BUYER], [small_company.north])
    with pytest.raises(NotFoundError):
        await process.dispatcher.dispatch(command, actor_id=stranger)
    with pytest.raises(NotFoundError):
        await supplier_address_for(await viewer_for(stranger), supplier, NOW)
    with pytest.raises(NotAllowedError):
        await supplier_address_for(await viewer_for(small_company.marta), supplier, NOW)

    await process.dispatcher.dispatch(command, actor_id=buyer)
    known = await supplier_address_for(await viewer_for(buyer), supplier, NOW)
    assert (known.address, known.language, known.is_closed, known.may_choose) == (
        "orders@resins.example",
        Language.RUSSIAN,
        False,
        True,
    )
