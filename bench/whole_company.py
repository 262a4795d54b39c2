"""The bicycle maker of the AdventureWorks sample as one situation, through the importer's own tables."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from backend.connectors.adventureworks.catalog import HOURS_A_DAY
from backend.connectors.adventureworks.receive import bicycle_maker
from backend.connectors.base.tables import Tables
from backend.engine.situation import (
    ComponentLine,
    Demand,
    NodeFacts,
    OperationStep,
    PlannedSupply,
    Situation,
    Stock,
    SupplyKind,
    WorkCenterFacts,
)
from shared.terms import Procurement
from tests.adventureworks import AS_OF, FOLDER

TODAY: Final = date(2026, 11, 24)
HORIZON_DAYS: Final = 180
WEEKEND: Final = 5
_NAMES: Final = UUID("b6a7f0de-55b5-4f3a-9d1c-1f3d6a0f6a52")


def named(kind: str, code: object) -> UUID:
    return uuid5(_NAMES, f"{kind}:{code}")


def number(value: Any) -> Decimal:
    """A cell as the importer keeps it."""
    return Decimal(str(value or 0))


def rows(tables: Tables, entity: str) -> list[dict[str, Any]]:
    """The rows of one table, their cells as the importer keeps them."""
    return list(tables.rows(entity))


def company() -> Situation:
    """All items, routings, stock, and the orders, purchases and work orders that are open at the cut."""
    tables = bicycle_maker(FOLDER, AS_OF, TODAY)
    site = named("site", rows(tables, "site")[0]["code"])
    centers = rows(tables, "work_center")
    days = [TODAY + timedelta(days=ahead) for ahead in range(HORIZON_DAYS + 1)]
    return Situation(
        today=TODAY,
        horizon_days=HORIZON_DAYS,
        nodes=tuple(nodes(tables, site)),
        components=tuple(
            ComponentLine(
                named("item", row["parent_item_code"]),
                named("item", row["component_item_code"]),
                number(row["quantity_per"]),
            )
            for row in rows(tables, "bill_of_material_line")
        ),
        operations=tuple(
            OperationStep(
                named("item", row["item_code"]),
                site,
                int(row["sequence"]),
                named("center", row["work_center_code"]),
                number(row["hours_per_unit"]),
            )
            for row in rows(tables, "routing_step")
        ),
        work_centers=tuple(
            WorkCenterFacts(named("center", row["code"]), site, row["name"]) for row in centers
        ),
        capacity={
            (named("center", row["code"]), day): Decimal(HOURS_A_DAY * int(row["machine_count"]))
            for row in centers
            for day in days
            if day.weekday() < WEEKEND
        },
        demands=tuple(demands(tables, site)),
        stocks=tuple(
            Stock(named("item", row["item_code"]), site, number(row["quantity"]))
            for row in rows(tables, "stock")
        ),
        supplies=tuple(supplies(tables, site)),
    )


def nodes(tables: Tables, site: UUID) -> list[NodeFacts]:
    items = {row["code"]: row for row in rows(tables, "item")}
    place = rows(tables, "site")[0]
    found = []
    for row in rows(tables, "item_site"):
        item = items[row["item_code"]]
        found.append(
            NodeFacts(
                named("item", row["item_code"]),
                site,
                item["name"],
                place["name"],
                item["unit"],
                Procurement(row["procurement"]),
                quantity_decimals=int(item["quantity_decimals"]),
                lead_time_days=int(row["lead_time_days"] or 0),
                safety_stock=number(row["safety_stock"]),
                lot_minimum=number(row["lot_minimum"]),
                lot_multiple=number(row["lot_multiple"]),
                unit_cost=number(item["cost"]),
                unit_price=number(item["price"]),
                frozen_days=int(place["frozen_days"]),
                negotiable_days=int(place["negotiable_days"]),
            )
        )
    return found


def demands(tables: Tables, site: UUID) -> list[Demand]:
    return [
        Demand(
            named("line", (row["order_reference"], row["line_number"])),
            named("item", row["item_code"]),
            site,
            named("customer", row["customer_code"]),
            "",
            3,
            row["order_reference"],
            number(row["quantity"]) - number(row["shipped_quantity"]),
            row["due_on"],
            unit_price=number(row["unit_price"]),
        )
        for row in rows(tables, "demand_line")
        if row["status"] == "open"
    ]


def supplies(tables: Tables, site: UUID) -> list[PlannedSupply]:
    found = [
        PlannedSupply(
            named("plan", row["reference"]),
            SupplyKind.PLAN_LINE,
            row["reference"],
            named("item", row["item_code"]),
            site,
            number(row["quantity"]),
            row["on"],
            row["start_on"],
        )
        for row in rows(tables, "plan_line")
    ]
    for row in rows(tables, "purchase_line"):
        left = number(row["quantity"]) - number(row["received_quantity"])
        if row["status"] == "open" and left > 0:
            reference = f"{row['order_reference']}-{row['line_number']}"
            found.append(
                PlannedSupply(
                    named("purchase", reference),
                    SupplyKind.PURCHASE,
                    reference,
                    named("item", row["item_code"]),
                    site,
                    left,
                    row["due_on"],
                )
            )
    return found
