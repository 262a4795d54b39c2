"""The demo company as tables of the import format."""

from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company import past
from backend.connectors.demo_company.alternates import add_alternates
from backend.connectors.demo_company.customers import Buyer, add_customers
from backend.connectors.demo_company.days import DAY, open_before, open_from
from backend.connectors.demo_company.goods import Good, goods
from backend.connectors.demo_company.materials import MATERIAL, VENDORS
from backend.connectors.demo_company.mending import mend, start_of
from backend.connectors.demo_company.needs import LotRule, rounded_up
from backend.connectors.demo_company.orders import Line, draw_orders
from backend.connectors.demo_company.people import add_people
from backend.connectors.demo_company.promotions import add_promotions
from backend.connectors.demo_company.schedule import SETUP_HOURS
from backend.connectors.demo_company.seasons import EDITION, add_seasons, spans
from backend.connectors.demo_company.sites import CENTER, DOWNSTREAM_FIRST, PLACE, add_sites
from backend.connectors.demo_company.supply import Supply, plan_supply

DEFAULT_SEED: Final = 1
PLANTS: Final = ("RIX", "TAO")
FIRST_PLANNED: Final = 71_001
FIRST_TRANSFER: Final = 9_001
TARGETS: Final = {
    "order_fill_rate": ("0.97", "0.96"),
    "otif": ("0.95", "0.93"),
    "order_lead_time": ("10", "11"),
    "open_demand_at_risk": ("60000", "120000"),
    "proposals_waiting": ("5", "10"),
}
FIRST_CLOSED: Final = 121
CLOSED_DEALS: Final = 180
# How likely a deal goes on from each stage to the next, and from the last one to an order.
_GOES_ON: Final = (0.4, 0.6, 0.65, 0.8)
_STAGES: Final = {"contact": 0.15, "quotation": 0.4, "sample": 0.55, "negotiation": 0.75}
# Shelf lives of what is bought are long; two of them matter.
_MATERIAL_SHELF_LIVES: Final = {"RM-ISO": 270, "RM-AMI": 365, "RM-SIL": 180}
PACKS_ON_A_PALLET: Final = 6
# What the largest kettle in Riga holds; empty cans come once for a week's filling.
KETTLE_KG: Final = 3500
WORKING_WEEK: Final = 5
# Zinc stays in the filter, and a large batch of it takes longer to disperse.
_LOSSES: Final = {("ZEB-BULK", "RIX"): {"yield_ratio": 0.98, "lead_time_days_per_unit": 0.0005}}
_SOLD_IN_TWOS: Final = frozenset({"ZE80-25"})


def demo_company(seed: int, today: date) -> Tables:
    """Draw the company as it stands on a day; the same seed and day give the same tables."""
    tables = Tables()
    made = goods()
    sold = tuple(good for good in made if good.depth == 0)
    add_sites(tables, today)
    add_people(tables)
    buyers = add_customers(tables, Random(f"{seed}:customers"), sold)
    actions = add_promotions(tables, Random(f"{seed}:promotions"), sold, today)
    seasons = spans(today)
    lines = draw_orders(Random(f"{seed}:orders"), buyers, actions, seasons, today)
    supply = plan_supply(f"{seed}:supply", made, lines, today)
    mend(Random(f"{seed}:mending"), supply, lines, today)
    _add_suppliers(tables)
    _add_items(tables, made)
    _add_item_sites(tables, made, supply)
    _add_recipes(tables, made, supply)
    add_alternates(tables, made, supply.pace, costs_of(made))
    _add_lines(tables, lines)
    add_seasons(tables, seasons, _asked_so_far(lines, EDITION, today))
    past.add_shipments(tables, lines)
    past.add_returns(tables, Random(f"{seed}:returns"), lines, today)
    past.add_invoices(tables, Random(f"{seed}:invoices"), lines, today)
    past.add_production(tables, Random(f"{seed}:production"), lines, today)
    _add_opportunities(tables, Random(f"{seed}:opportunities"), buyers, today)
    _add_stock(tables, Random(f"{seed}:stock"), made, supply, today)
    _add_purchases(tables, Random(f"{seed}:purchases"), made, supply, today)
    _add_plan(tables, supply)
    for kpi, (target, threshold) in TARGETS.items():
        tables.add("kpi_target", kpi=kpi, target=target, threshold=threshold)
    return tables


def _add_suppliers(tables: Tables) -> None:
    for vendor in VENDORS:
        tables.add("supplier", code=vendor.code, name=vendor.name, country=vendor.country,
                   email=f"orders@{vendor.code.lower()}.example")  # fmt: skip


def costs_of(made: tuple[Good, ...]) -> dict[str, float]:
    """What a unit costs: its components and a share for the work."""
    found = {material.code: material.cost for material in MATERIAL.values()}
    for good in sorted(made, key=lambda each: -each.depth):
        found[good.code] = round(
            sum(found[part] * per for part, per in good.parts) * 1.12 + 0.02 * good.price, 4
        )
    return found


def _add_items(tables: Tables, made: tuple[Good, ...]) -> None:
    costs = costs_of(made)
    for good in made:
        tables.add(
            "item", code=good.code, name=good.name, family=good.family, kind=good.kind, unit=good.unit,
            quantity_decimals=good.decimals, pack_multiple=good.pack, price=round(good.price, 2),
            order_minimum=2 * good.pack if good.code in _SOLD_IN_TWOS else 0,
            pallet_quantity=PACKS_ON_A_PALLET * good.pack if good.pack > 1 else 0,
            cost=costs[good.code], shelf_life_days=good.shelf_life_days,
        )  # fmt: skip
    for material in MATERIAL.values():
        tables.add(
            "item", code=material.code, name=material.name, family=material.family, kind=material.kind,
            unit=material.unit, quantity_decimals=1 if material.unit == "kg" else 0, pack_multiple=1, price=0,
            cost=material.cost, shelf_life_days=_MATERIAL_SHELF_LIVES.get(material.code),
        )  # fmt: skip
        for site, vendor in material.vendors.items():
            del site
            tables.add("supplier_item", supplier_code=vendor, item_code=material.code,
                       lead_time_days=material.lead_time_days, minimum_quantity=material.lot, price=material.cost)  # fmt: skip


def _add_item_sites(tables: Tables, made: tuple[Good, ...], supply: Supply) -> None:
    for good in made:
        for site in good.sites:
            rule = supply.rules[good.code, site]
            week = supply.weekly_needs.get((good.code, site), 0.0)
            tables.add(
                "item_site", item_code=good.code, site_code=site, procurement="make",
                lead_time_days=2 if good.depth > 1 else 1, lot_minimum=rule.minimum, lot_multiple=rule.multiple,
                safety_stock=rounded_up(week * (0.1 if good.depth else 0.06), LotRule(0, good.pack, 0)),
                lot_maximum=KETTLE_KG if good.depth > 1 and site == "RIX" else None,
                **_LOSSES.get((good.code, site), {}),
            )  # fmt: skip
        for site in DOWNSTREAM_FIRST:
            place = PLACE[site]
            if place.source is None or past.plant_of(site, good) not in good.sites or good.depth:
                continue
            if past.plant_of(site, good) != _plant_behind(site):
                continue
            tables.add(
                "item_site", item_code=good.code, site_code=site, procurement="transfer", source_site_code=place.source,
                lead_time_days=place.transit_days, lot_minimum=good.pack, lot_multiple=good.pack,
            )  # fmt: skip
    for material in MATERIAL.values():
        for site, vendor in material.vendors.items():
            week = supply.weekly_needs.get((material.code, site), 0.0)
            tables.add(
                "item_site", item_code=material.code, site_code=site, procurement="buy", supplier_code=vendor,
                lead_time_days=material.lead_time_days, lot_minimum=material.lot, lot_multiple=material.lot,
                safety_stock=rounded_up(week * 0.2, LotRule(0, 10, 0)),
                lot_cover_days=WORKING_WEEK if material.kind == "packaging" else None,
            )  # fmt: skip


def _plant_behind(site: str) -> str:
    place = PLACE[site]
    while place.source is not None:
        place = PLACE[place.source]
    return place.code


def _add_recipes(tables: Tables, made: tuple[Good, ...], supply: Supply) -> None:
    codes = {good.code for good in made}
    for good in made:
        for part, per in good.parts:
            tables.add("bill_of_material_line", parent_item_code=good.code, component_item_code=part,
                       quantity_per=per, scrap_ratio=0 if part in codes else 0.015)  # fmt: skip
        for site in good.sites:
            for number, (use, hours) in enumerate(good.steps, start=1):
                center = CENTER[site, use].code
                tables.add(
                    "routing_step", item_code=good.code, site_code=site, sequence=number * 10, work_center_code=center,
                    hours_per_unit=round(hours * supply.pace[center], 9), setup_hours=SETUP_HOURS[use],
                )  # fmt: skip


def _add_lines(tables: Tables, lines: list[Line]) -> None:
    for line in lines:
        tables.add(
            "demand_line", order_reference=line.order_reference, line_number=line.line_number,
            customer_code=line.buyer.code, item_code=line.good.code, site_code=line.buyer.site,
            channel=line.buyer.channel, ordered_on=line.ordered_on, due_on=line.due_on, promised_on=line.promised_on,
            quantity=line.quantity, shipped_quantity=line.shipped, unit_price=line.price, status=line.status,
            is_urgent=line.is_urgent, late_cause=line.cause, closed_on=line.closed_on,
        )  # fmt: skip


def _asked_so_far(lines: list[Line], item: str, today: date) -> float:
    return sum(
        line.quantity
        for line in lines
        if line.good.code == item and line.due_on <= today and line.status != "cancelled"
    )


def _add_opportunities(tables: Tables, random: Random, buyers: list[Buyer], today: date) -> None:
    direct = [buyer for buyer in buyers if buyer.channel == "direct"]
    for number, buyer in enumerate(random.sample(direct, 64), start=301):
        good = random.choice(buyer.items)[0]
        stage = random.choice(list(_STAGES))
        tables.add(
            "opportunity", reference=f"O-{number}", customer_code=buyer.code, item_code=good.code, stage=stage,
            probability_ratio=_STAGES[stage], quantity=good.pack * random.randint(6, 40),
            expected_on=today + timedelta(days=random.randint(4, 120)),
            opened_on=today - timedelta(days=random.randint(5, 160)),
        )  # fmt: skip
    _add_closed_deals(tables, random, direct, today)


def _add_closed_deals(tables: Tables, random: Random, direct: list[Buyer], today: date) -> None:
    """Deals of two years that are over; forms promised more than came of them, at the first stages above all."""
    stages = list(_STAGES)
    for number in range(FIRST_CLOSED, FIRST_CLOSED + CLOSED_DEALS):
        buyer = random.choice(direct)
        good = random.choice(buyer.items)[0]
        reached = 0
        while reached < len(stages) and random.random() < _GOES_ON[reached]:
            reached += 1
        closed_on = today - timedelta(days=random.randint(10, 700))
        stage = stages[min(reached, len(stages) - 1)]
        tables.add(
            "opportunity", reference=f"O-{number}", customer_code=buyer.code, item_code=good.code, stage=stage,
            probability_ratio=_STAGES[stage], quantity=good.pack * random.randint(6, 40), expected_on=closed_on,
            opened_on=closed_on - timedelta(days=random.randint(20, 120)),
            outcome="won" if reached == len(stages) else "lost", closed_on=closed_on,
        )  # fmt: skip


def _add_stock(
    tables: Tables, random: Random, made: tuple[Good, ...], supply: Supply, today: date
) -> None:
    """Stock in one or two lots; one lot has expired and one is about to."""
    lives = {good.code: good.shelf_life_days for good in made} | _MATERIAL_SHELF_LIVES
    steps = {good.code: good.pack for good in made}
    for (code, site), quantity in sorted(supply.stock.items()):
        if quantity <= 0:
            continue
        newer = rounded_up(quantity * random.uniform(0.4, 0.8), LotRule(0, steps.get(code, 5), 0))
        parts = (
            [quantity]
            if quantity < 4 * steps.get(code, 5) or newer >= quantity
            else [newer, round(quantity - newer, 3)]
        )
        for number, part in enumerate(parts):
            produced_on = past.last_lot_day(site, today, random.randint(1, 4) + 9 * number)
            life = lives.get(code)
            _add_lot(
                tables, code, site, f"{site[0]}{produced_on:%y%m%d}-{code}", part, produced_on, life
            )
    for code, site, quantity, age in (("FC40-7032", "RIX", 36, 371), ("ZE80-25", "RIX", 15, 262)):
        produced_on = today - age * DAY
        _add_lot(
            tables,
            code,
            site,
            f"{site[0]}{produced_on:%y%m%d}-{code}",
            quantity,
            produced_on,
            lives[code],
        )


def _add_lot(
    tables: Tables,
    code: str,
    site: str,
    lot: str,
    quantity: float,
    produced_on: date,
    life: int | None,
) -> None:
    usable_until = produced_on + timedelta(days=life) if life else None
    tables.add("stock", item_code=code, site_code=site, lot_code=lot, quantity=quantity,
               produced_on=produced_on, usable_until=usable_until)  # fmt: skip


def _add_purchases(
    tables: Tables, random: Random, made: tuple[Good, ...], supply: Supply, today: date
) -> None:
    """What was bought, what is on order, and one delivery that has not come."""
    del made
    number = past.add_purchases(tables, random, supply.weekly_needs, today)
    overdue = ("RM-AMI", "RIX")
    for bought in sorted(
        supply.purchases, key=lambda each: (each.ordered_on, each.material.code, each.site)
    ):
        due_on = bought.due_on
        if (bought.material.code, bought.site) == overdue and bought.due_on == min(
            each.due_on for each in supply.purchases if (each.material.code, each.site) == overdue
        ):
            due_on = open_before(
                PLACE[bought.site].country, open_from(PLACE[bought.site].country, today), 3
            )
        tables.add(
            "purchase_line", order_reference=str(number), line_number=1, supplier_code=bought.vendor,
            item_code=bought.material.code, site_code=bought.site, quantity=bought.quantity, received_quantity=0,
            unit_price=bought.material.cost, ordered_on=min(bought.ordered_on, due_on), due_on=due_on, status="open",
        )  # fmt: skip
        number += 1


def _add_plan(tables: Tables, supply: Supply) -> None:
    planned = sorted(
        supply.planned, key=lambda lot: (lot.site, lot.on, lot.good.depth, lot.good.code)
    )
    for number, lot in enumerate(planned, start=FIRST_PLANNED):
        tables.add("plan_line", reference=f"W-{number}", site_code=lot.site, item_code=lot.good.code,
                   quantity=lot.quantity, start_on=start_of(lot), on=lot.on)  # fmt: skip
    transfers = sorted(supply.transfers, key=lambda each: (each.start_on, each.site, each.item))
    for number, brought in enumerate(transfers, start=FIRST_TRANSFER):
        tables.add(
            "plan_line", reference=f"T-{number}", site_code=brought.site, item_code=brought.item,
            source_site_code=brought.source, quantity=brought.quantity, start_on=brought.start_on, on=brought.on,
        )  # fmt: skip
