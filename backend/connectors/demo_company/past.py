"""What was shipped, billed, made and bought: deliveries, returns, invoices, production and purchase orders."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.days import DAY, WEEK, open_before, open_from, open_until
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.materials import MATERIAL, VENDOR
from backend.connectors.demo_company.orders import DAYS_BACK, Line
from backend.connectors.demo_company.sites import PLACE

FIRST_PRODUCTION: Final = 30_001
FIRST_PURCHASE: Final = 2_001
FIRST_INVOICE: Final = 60_001
INVOICED_DAYS: Final = 365
# Yuan for a euro, and how many of the overdue are paid in part.
YUAN: Final = 8.1
PART_PAID: Final = 0.3
RETURN_REASONS: Final = {
    "damaged": 5,
    "quality": 3,
    "wrong_item": 3,
    "too_late": 1,
    "not_needed": 2,
}


def plant_of(site: str, good: Good) -> str:
    """The plant that an item sold at a site comes from."""
    here = PLACE[site]
    while here.source is not None:
        here = PLACE[here.source]
    return here.code if here.code in good.sites else good.sites[0]


def lot_of(good: Good, plant: str, shipped_on: date) -> str:
    """The lot that a delivery was taken from: an item's lots are a week's."""
    year, week, _ = (shipped_on - WEEK).isocalendar()
    return f"{plant[0]}{year % 100:02d}{week:02d}-{good.code}"


def add_shipments(tables: Tables, lines: list[Line]) -> None:
    """Deliveries, one note a day and order."""
    found = sorted(
        (on, line.order_reference, line.line_number, quantity, line)
        for line in lines for on, quantity in line.deliveries
    )  # fmt: skip
    notes: dict[tuple[date, str], str] = {}
    for on, order, number, quantity, line in found:
        note = notes.setdefault((on, order), f"D-{50_001 + len(notes)}")
        tables.add(
            "shipment", reference=note, order_reference=order, line_number=number, shipped_on=on,
            quantity=quantity, lot_code=lot_of(line.good, plant_of(line.buyer.site, line.good), on),
        )  # fmt: skip


def add_returns(tables: Tables, random: Random, lines: list[Line], today: date) -> None:
    """Every ninetieth delivery comes back in part, some days later."""
    delivered = [line for line in lines if line.status == "shipped"]
    number = 1_000
    for line in delivered:
        if random.random() > 1 / 90:
            continue
        returned_on = line.deliveries[-1][0] + timedelta(days=random.randint(3, 20))
        if returned_on < today:
            number += 1
            tables.add(
                "customer_return", reference=f"R-{number}", order_reference=line.order_reference,
                line_number=line.line_number, returned_on=returned_on,
                quantity=max(1, line.shipped // random.randint(4, 12)),
                reason=random.choices(list(RETURN_REASONS), list(RETURN_REASONS.values()))[0],
            )  # fmt: skip


def add_invoices(tables: Tables, random: Random, lines: list[Line], today: date) -> None:
    """An invoice for every order of a customer that left in the last year; China pays in yuan."""
    first = today - timedelta(days=INVOICED_DAYS)
    orders: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.buyer.channel == "direct" and line.ordered_on >= first and line.deliveries:
            orders[line.order_reference].append(line)
    for number, (order, billed) in enumerate(sorted(orders.items()), start=FIRST_INVOICE):
        buyer = billed[0].buyer
        currency, rate = ("CNY", YUAN) if PLACE[buyer.site].country == "CN" else ("EUR", 1.0)
        amount = round(rate * sum(line.shipped * line.price for line in billed), 2)
        issued_on = max(on for line in billed for on, _ in line.deliveries)
        due_on = issued_on + timedelta(days=60 if buyer.segment == "key account" else 30)
        paid_on = due_on + timedelta(
            days=random.choices((-6, 0, 4, 15, 40), (30, 35, 20, 12, 3))[0]
        )
        is_paid = paid_on < today
        has_part = not is_paid and due_on < today and random.random() < PART_PAID
        tables.add(
            "invoice", reference=f"INV-{number}", customer_code=buyer.code, order_reference=order,
            issued_on=issued_on, due_on=due_on, amount=amount, currency=currency,
            paid_amount=amount if is_paid else round(amount / 2, 2) if has_part else 0,
            paid_on=paid_on if is_paid else due_on if has_part else None,
        )  # fmt: skip


@dataclass(slots=True)
class Made:
    """What a plant has to have made of an item in a week."""

    good: Good
    plant: str
    start_on: date
    quantity: float


def add_production(tables: Tables, random: Random, lines: list[Line], today: date) -> None:
    """A production order for every item and week in which it was shipped, made the week before."""
    weeks: dict[tuple[date, str, str], Made] = {}
    for line in lines:
        plant = plant_of(line.buyer.site, line.good)
        for on, quantity in line.deliveries:
            monday = on - WEEK - on.weekday() * DAY
            made = weeks.setdefault(
                (monday, plant, line.good.code), Made(line.good, plant, monday, 0)
            )
            made.quantity += quantity
    for number, key in enumerate(sorted(weeks), start=FIRST_PRODUCTION):
        made = weeks[key]
        country = PLACE[made.plant].country
        start_on = open_from(country, made.start_on + random.randint(0, 2) * DAY)
        end_on = open_from(country, start_on + DAY)
        late = random.choices((0, 1, 2, 4), (86, 9, 4, 1))[0]
        actual_end_on = open_from(country, end_on + late * DAY)
        scrapped = round(made.quantity * random.choice((0, 0, 0, 0.01, 0.02)))
        if actual_end_on < today:
            tables.add(
                "production_order", reference=f"W-{number}", item_code=made.good.code, site_code=made.plant,
                quantity=made.quantity + scrapped, completed_quantity=made.quantity, scrapped_quantity=scrapped,
                planned_start_on=start_on, planned_end_on=end_on, actual_start_on=start_on,
                actual_end_on=actual_end_on, status="done",
            )  # fmt: skip


def add_purchases(
    tables: Tables, random: Random, weekly: dict[tuple[str, str], float], today: date
) -> int:
    """Material bought so far, about every third week; returns the next order's number."""
    orders: list[tuple[date, str, str, str, date, date, float]] = []
    for material in MATERIAL.values():
        for site, vendor in material.vendors.items():
            week = weekly.get((material.code, site), 0.0)
            if not week:
                continue
            country = PLACE[site].country
            on = today - timedelta(days=DAYS_BACK) + timedelta(days=random.randint(0, 20))
            while True:
                ordered_on = open_from(country, on)
                due_on = open_from(country, ordered_on + material.lead_time_days * DAY)
                late = (
                    random.randint(1, 9)
                    if random.random() < VENDOR[vendor].late_ratio
                    else -random.randint(0, 2)
                )
                received_on = max(ordered_on, open_until(country, due_on + late * DAY))
                if max(due_on, received_on) >= today:
                    break
                quantity = float(
                    max(
                        material.lot,
                        round(week * 3 * random.uniform(0.8, 1.2) / material.lot) * material.lot,
                    )
                )
                orders.append(
                    (ordered_on, vendor, material.code, site, due_on, received_on, quantity)
                )
                on += timedelta(days=random.randint(17, 25))
    grouped: dict[tuple[date, str, str], list[tuple[str, date, date, float]]] = defaultdict(list)
    for ordered_on, vendor, item, site, due_on, received_on, quantity in orders:
        grouped[ordered_on, vendor, site].append((item, due_on, received_on, quantity))
    number = FIRST_PURCHASE
    for (ordered_on, vendor, site), bought in sorted(grouped.items()):
        for line_number, (item, due_on, received_on, quantity) in enumerate(bought, start=1):
            tables.add(
                "purchase_line", order_reference=str(number), line_number=line_number, supplier_code=vendor,
                item_code=item, site_code=site, quantity=quantity, received_quantity=quantity,
                unit_price=round(MATERIAL[item].cost * random.uniform(0.97, 1.03), 2), ordered_on=ordered_on,
                due_on=due_on, received_on=received_on, status="done",
            )  # fmt: skip
        number += 1
    return number


def last_lot_day(site: str, today: date, ago: int) -> date:
    """An open day some open days ago, for lots that lie in stock."""
    return open_before(PLACE[site].country, today, ago)
