"""A decision that pushes somebody else's line: the promise moves, the requested date stays."""

from datetime import date
from decimal import Decimal

from backend.demand.handlers.applying import move_promise
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from tests.builders import SmallCompany

LATER = date(2026, 12, 9)


async def test_a_line_that_slips_as_a_whole_is_promised_for_the_later_day(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    async with dispatcher.unit(actor_id=small_company.viktor) as unit:
        await move_promise(small_company.baltic_line, Decimal(30), LATER, unit.context)

    (line,) = await DemandLine.select().where(DemandLine.order_reference == "20377")
    assert (line["quantity"], line["promised_on"]) == (30, LATER)
    assert line["due_on"] == date(2026, 12, 2)


async def test_the_part_of_a_line_that_slips_becomes_a_line_of_its_own(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    async with dispatcher.unit(actor_id=small_company.viktor) as unit:
        await move_promise(small_company.baltic_line, Decimal(10), LATER, unit.context)

    kept, slipped = (
        await DemandLine.select()
        .where(DemandLine.order_reference == "20377")
        .order_by(DemandLine.line_number)
    )
    assert (kept["quantity"], kept["promised_on"]) == (20, date(2026, 12, 2))
    assert (slipped["quantity"], slipped["promised_on"]) == (10, LATER)
    assert slipped["due_on"] == kept["due_on"]
