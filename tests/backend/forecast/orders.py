"""Two years of weekly orders on the small company: what a forecast is made from."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from backend.demand.tables import DemandLine
from shared.ids import new_id
from tests.builders import SmallCompany

FIRST_ON = date(2024, 11, 25)
WEEKS = 104


async def add_orders(
    company: SmallCompany,
    *,
    first_on: date = FIRST_ON,
    weeks: int = WEEKS,
    quantity: int = 25,
    item_ids: Sequence[UUID] = (),
) -> None:
    """Hartmann (north) and Baltic (south) order each item once a week, about as much each time."""
    random = Random(7)
    lines: list[DemandLine] = []
    for week in range(weeks):
        for customer, scope in ((company.hartmann, company.north), (company.baltic, company.south)):
            for item in item_ids or (company.primer, company.thinner):
                due_on = first_on + timedelta(days=7 * week + random.randint(0, 4))
                wanted = Decimal(quantity + random.randint(-4, 4) if quantity > 0 else quantity)
                lines.append(
                    DemandLine(
                        id=new_id(), scope_id=scope, ver=0, customer_id=customer, item_id=item,
                        site_id=company.riga, order_reference=f"H-{first_on:%y%m%d}-{len(lines)}",
                        line_number=1, channel="direct", ordered_on=due_on - timedelta(days=9),
                        due_on=due_on, promised_on=due_on, quantity=wanted, shipped_quantity=wanted,
                        unit_price=Decimal(90), status="shipped", is_urgent=False,
                    )
                )  # fmt: skip
    for start in range(0, len(lines), 200):
        await DemandLine.insert(*lines[start : start + 200])
