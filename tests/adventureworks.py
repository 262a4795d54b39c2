"""The order lines of the AdventureWorks sample as the KPIs see them, read by path and never copied.

Cut at an as-of date: orders placed later do not exist, what ships later is open. There is no promised
date, so the day asked for counts; one plant, ten territories.
"""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import asyncpg

from backend.kpi.model import OrderLine
from tests.kpi_oracle import PlacedLine

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "adventureworks"
REASON = "the AdventureWorks sample is not beside the project (../shared/data/adventureworks)"
AS_OF = date(2014, 3, 31)
_NAMES = UUID("6f1c2d1e-0f0a-4b52-9d62-0c2f6a8f3b11")
SITE = uuid5(_NAMES, "site")


@dataclass(frozen=True)
class SampleLine:
    """One line with the sample's own keys."""

    order: str
    number: int
    customer: str
    item: str
    territory: str
    placed: PlacedLine


def is_there() -> bool:
    return (FOLDER / "Sales.SalesOrderDetail.csv.gz").exists()


def named(kind: str, key: str) -> UUID:
    return uuid5(_NAMES, f"{kind}:{key}")


def sample_lines(as_of: date = AS_OF) -> list[SampleLine]:
    headers = {row["SalesOrderID"]: row for row in _rows("Sales.SalesOrderHeader")}
    lines = []
    for row in _rows("Sales.SalesOrderDetail"):
        header = headers[row["SalesOrderID"]]
        ordered_on = date.fromisoformat(header["OrderDate"][:10])
        if ordered_on > as_of:
            continue
        shipped_on = date.fromisoformat(header["ShipDate"][:10])
        is_shipped = shipped_on <= as_of
        quantity = Decimal(row["OrderQty"])
        line = OrderLine(
            id=named("line", f"{row['SalesOrderID']}/{row['SalesOrderDetailID']}"),
            ordered_on=ordered_on,
            due_on=date.fromisoformat(header["DueDate"][:10]),
            promised_on=None,
            quantity=quantity,
            delivered_quantity=quantity if is_shipped else Decimal(0),
            last_delivered_on=shipped_on if is_shipped else None,
            unit_price=Decimal(row["UnitPrice"]),
        )
        lines.append(
            SampleLine(
                order=row["SalesOrderID"],
                number=int(row["SalesOrderDetailID"]),
                customer=header["CustomerID"],
                item=row["ProductID"],
                territory=header["TerritoryID"],
                placed=PlacedLine(named("territory", header["TerritoryID"]), SITE, line),
            )
        )
    return lines


async def load(connection: "asyncpg.Connection[Any]", lines: list[SampleLine]) -> None:
    """Write the lines with their territories, customers, items and shipments into an empty company."""
    territories = sorted({line.territory for line in lines})
    await _copy(
        connection,
        "scope",
        ("id", "kind", "code", "name", "region"),
        [
            *(
                (named("territory", each), "territory", each, f"Territory {each}", "")
                for each in territories
            ),
            (SITE, "site", "plant", "Plant", ""),
        ],
    )
    await _copy(
        connection,
        "site",
        ("id", "scope_id", "code", "name", "kind", "country", "city", "time_zone", "frozen_days",
         "negotiable_days"),
        [(SITE, SITE, "plant", "Plant", "plant", "US", "Bothell", "UTC", 2, 7)],
    )  # fmt: skip
    await _copy(
        connection,
        "customer",
        ("id", "scope_id", "code", "name", "segment", "industry", "priority", "country", "city",
         "contact_name", "phone"),
        [
            (named("customer", customer), named("territory", territory), customer,
             f"Customer {customer}", "", "", 3, "US", "", "", "")
            for customer, territory in {line.customer: line.territory for line in lines}.items()
        ],
    )  # fmt: skip
    await _copy(
        connection,
        "item",
        ("id", "code", "name", "family", "kind", "unit", "quantity_decimals", "pack_multiple",
         "price", "cost"),
        [
            (named("item", item), item, f"Item {item}", "", "finished", "piece", 0, Decimal(1),
             Decimal(1), Decimal(1))
            for item in {line.item for line in lines}
        ],
    )  # fmt: skip
    await _copy(
        connection,
        "demand_line",
        ("id", "scope_id", "ver", "customer_id", "item_id", "site_id", "order_reference",
         "line_number", "channel", "ordered_on", "due_on", "promised_on", "quantity",
         "shipped_quantity", "unit_price", "status", "is_urgent"),
        [_line_record(line) for line in lines],
    )  # fmt: skip
    await _copy(
        connection,
        "shipment",
        ("id", "demand_line_id", "reference", "shipped_on", "quantity"),
        [
            (named("shipment", str(line.number)), line.placed.line.id, f"S{line.order}",
             line.placed.line.last_delivered_on, line.placed.line.quantity)
            for line in lines
            if line.placed.line.last_delivered_on
        ],
    )  # fmt: skip
    await connection.execute("ANALYZE")


def _line_record(line: SampleLine) -> tuple[object, ...]:
    order = line.placed.line
    return (
        order.id, line.placed.scope_id, 1, named("customer", line.customer),
        named("item", line.item), SITE, line.order, line.number, "direct", order.ordered_on,
        order.due_on, None, order.quantity, order.delivered_quantity, order.unit_price,
        "shipped" if order.is_complete else "open", False,
    )  # fmt: skip


async def _copy(
    connection: "asyncpg.Connection[Any]",
    table: str,
    columns: tuple[str, ...],
    records: list[tuple[object, ...]],
) -> None:
    await connection.copy_records_to_table(table, columns=columns, records=records)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
