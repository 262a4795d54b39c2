"""The smallest company in the import format, as rows and as CSV files, for the tests of imports."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from backend.intake.format import BY_NAME, ENTITIES
from backend.intake.staging import Sheet

Rows = dict[str, list[dict[str, Any]]]


def small_tables() -> Rows:
    """One plant, a kit of two cans, two customers with an order each, a plan."""
    return {
        "company": [{"name": "Small coatings", "currency": "EUR"}],
        "territory": [{"code": "T-N", "name": "North"}, {"code": "T-S", "name": "South"}],
        "calendar": [{"code": "CAL", "name": "One shift"}],
        "calendar_shift": [
            {"calendar_code": "CAL", "weekday": 1, "starts_at": "06:00", "ends_at": "14:00"}
        ],
        "site": [
            {"code": "RIX", "name": "Riga", "kind": "plant", "country": "LV", "city": "Riga", "time_zone": "Europe/Riga"},
            {"code": "HAM", "name": "Hamburg", "kind": "warehouse", "country": "DE", "city": "Hamburg", "time_zone": "Europe/Berlin"},
        ],
        "person": [
            {"email": "marta@example.com", "name": "Marta", "roles": "rep", "territories": "T-N|T-S"},
            {"email": "viktor@example.com", "name": "Viktor", "roles": "supervisor|planner", "sites": "RIX"},
        ],
        "work_center": [{"code": "FILL", "site_code": "RIX", "calendar_code": "CAL", "name": "Filling"}],
        "supplier": [{"code": "S1", "name": "Resins", "country": "PL"}],
        "item": [
            {"code": "KIT", "name": "Kit", "family": "Primers", "kind": "kit", "unit": "kit"},
            {"code": "CAN", "name": "Can", "family": "Primers", "kind": "intermediate", "unit": "can"},
            {"code": "RAW", "name": "Resin", "family": "Raw", "kind": "raw", "unit": "kg", "quantity_decimals": 2},
        ],
        "item_site": [
            {"item_code": "KIT", "site_code": "RIX", "procurement": "make"},
            {"item_code": "KIT", "site_code": "HAM", "procurement": "transfer", "source_site_code": "RIX"},
        ],
        "bill_of_material_line": [
            {"parent_item_code": "KIT", "component_item_code": "CAN", "quantity_per": 1},
            {"parent_item_code": "CAN", "component_item_code": "RAW", "quantity_per": "16.5"},
        ],
        "routing_step": [
            {"item_code": "KIT", "site_code": "RIX", "sequence": 10, "work_center_code": "FILL", "hours_per_unit": "0.04"}
        ],
        "customer": [
            {"code": "C1", "territory_code": "T-N", "name": "Hartmann", "country": "DK"},
            {"code": "C2", "territory_code": "T-S", "name": "Ostrov", "country": "CZ"},
        ],
        "demand_line": [
            _line("20418", 1, "C1", "120", "open"),
            _line("20344", 1, "C2", "30", "shipped", due_on="2026-09-10", ordered_on="2026-09-01", shipped_quantity="30"),
        ],
        "shipment": [
            {"reference": "D1", "order_reference": "20344", "line_number": 1, "shipped_on": "2026-09-10", "quantity": 30}
        ],
        "stock": [
            {"item_code": "KIT", "site_code": "RIX", "lot_code": "L1", "quantity": 80},
            {"item_code": "KIT", "site_code": "RIX", "lot_code": "L2", "quantity": 20},
        ],
        "plan_line": [
            {"reference": "W1", "site_code": "RIX", "item_code": "KIT", "quantity": 40, "start_on": "2026-11-26", "on": "2026-11-26"},
            {"reference": "W2", "site_code": "RIX", "item_code": "KIT", "quantity": 60, "start_on": "2026-11-30", "on": "2026-11-30"},
        ],
        "kpi_target": [{"kpi": "otif", "target": "0.95", "threshold": "0.93"}],
        "push_rule": [{"kind": "large_approval", "threshold": "40000"}],
    }  # fmt: skip


def _line(
    order: str, number: int, customer: str, quantity: str, status: str, **more: Any
) -> dict[str, Any]:
    return {
        "order_reference": order, "line_number": number, "customer_code": customer, "item_code": "KIT", "site_code": "RIX",
        "ordered_on": "2026-11-12", "due_on": "2026-12-03", "quantity": quantity, "status": status, **more,
    }  # fmt: skip


def sheets_of(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Sheet]:
    """Tables as an import takes them; the first row stands on line 2, as in a file."""
    return [
        Sheet(
            entity.name,
            f"{entity.name}.csv",
            entity.column_names,
            [
                (line, [row.get(name) for name in entity.column_names])
                for line, row in enumerate(tables[entity.name], start=2)
            ],
        )
        for entity in ENTITIES
        if entity.name in tables
    ]


def write_folder(folder: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Path:
    """Tables as a folder of CSV files, with the columns that the rows have."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(csv_text(name, list(rows)), encoding="utf-8")
    return folder


def csv_text(entity: str, rows: Sequence[Mapping[str, Any]], separator: str = ",") -> str:
    """One table as CSV."""
    stream = io.StringIO(newline="")
    names = [name for name in BY_NAME[entity].column_names if any(name in row for row in rows)]
    writer = csv.DictWriter(stream, names, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
