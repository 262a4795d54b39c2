"""A territory as a rep has it: many customers, items and order lines that differ as real ones do.

Rows that are all alike pack to nothing; a bench of a narrow line needs customers, numbers, days and
quantities drawn at random, from a seed.
"""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from backend.catalog.tables import Customer
from backend.demand.tables import DemandLine
from shared.ids import new_id
from tests.builders import SmallCompany

SEED = 5
AT_ONCE = 500
CITIES = ("Riga", "Tallinn", "Kaunas", "Gdynia", "Turku", "Umeå", "Kiel", "Šiauliai", "Liepāja")
TRADES = (
    "Ship Repair",
    "Wind Towers",
    "Bridge Works",
    "Steel Halls",
    "Tanks",
    "Cranes",
    "Pipelines",
)


async def add_customers(company: SmallCompany, count: int, *, first: int = 0) -> list[UUID]:
    """Customers of the north with names, cities, numbers; their ids."""
    dice = random.Random(SEED + first)
    made = [new_id() for _ in range(count)]
    for start in range(0, count, AT_ONCE):
        await Customer.insert(
            *(
                Customer(
                    id=row_id,
                    scope_id=company.north,
                    code=f"C{first + start + place:06d}",
                    name=f"{dice.choice(CITIES)} {dice.choice(TRADES)} {dice.randrange(10_000)}",
                    segment=dice.choice(("industry", "trade", "public")),
                    industry="steel",
                    priority=dice.randint(1, 5),
                    country="LV",
                    city=dice.choice(CITIES),
                    contact_name="",
                    phone=f"+371 2{dice.randrange(10_000_000):07d}",
                )
                for place, row_id in enumerate(made[start : start + AT_ONCE])
            )
        )
    return made


async def add_orders(
    company: SmallCompany, customers: list[UUID], count: int, *, first: int = 0
) -> None:
    """Open order lines of the north over the next sixty days, one to four an order."""
    dice = random.Random(SEED + first)
    today = datetime.now(UTC).date()
    order, line_number, customer = 400_000 + first, 1, customers[0]
    for start in range(0, count, AT_ONCE):
        rows = []
        for _ in range(min(AT_ONCE, count - start)):
            if dice.random() < 0.4:
                order, line_number, customer = order + 1, 1, dice.choice(customers)
            rows.append(_line(company, dice, today, str(order), line_number, customer))
            line_number += 1
        await DemandLine.insert(*rows)


def _line(
    company: SmallCompany,
    dice: random.Random,
    today: date,
    order: str,
    line_number: int,
    customer: UUID,
) -> DemandLine:
    due_on = today + timedelta(days=dice.randint(3, 60))
    is_kit = dice.random() < 0.5
    return DemandLine(
        id=new_id(),
        scope_id=company.north,
        ver=1,
        customer_id=customer,
        item_id=company.primer if is_kit else company.thinner,
        site_id=company.riga,
        order_reference=order,
        line_number=line_number,
        channel=dice.choice(("direct", "distributor")),
        ordered_on=today - timedelta(days=dice.randint(1, 40)),
        due_on=due_on,
        promised_on=due_on,
        quantity=Decimal(10 * dice.randint(1, 60)),
        shipped_quantity=Decimal(0),
        unit_price=Decimal(95 if is_kit else 48),
        status="open",
        is_urgent=dice.random() < 0.05,
    )
