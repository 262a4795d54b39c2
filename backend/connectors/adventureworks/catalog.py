"""The sample's items, recipes, suppliers, customers and places."""

from collections import defaultdict
from datetime import time
from decimal import Decimal
from typing import Final

from backend.connectors.adventureworks.client import Row, Sample
from backend.connectors.adventureworks.people import SITE
from backend.connectors.base.tables import Tables

COMPANY: Final = "Adventure Works Cycles"
CURRENCY: Final = "USD"
CALENDAR: Final = "AW-2"
HOURS_A_DAY: Final = 16
UNITS: Final = {"EA": "ea", "IN": "in", "OZ": "oz"}
DECIMALS: Final = {"ea": 0, "in": 2, "oz": 2}
OVERTIME_FACTOR: Final = Decimal("1.5")
KPI_TARGETS: Final = {
    "order_fill_rate": ("0.97", "0.96"),
    "otif": ("0.95", "0.93"),
    "order_lead_time": ("8", "10"),
    "open_demand_at_risk": ("100000", "500000"),
    "proposals_waiting": ("5", "10"),
}


def work_centers(sample: Sample) -> list[Row]:
    """The locations where work costs something; the others are stores."""
    return [row for row in sample.rows("Production.Location") if Decimal(row["CostRate"]) > 0]


def center_code(location: str) -> str:
    """A work centre's key."""
    return f"WC{int(location):02d}"


def item_codes(sample: Sample) -> dict[str, str]:
    """Item codes by the sample's product numbers."""
    return {row["ProductID"]: row["ProductNumber"] for row in sample.rows("Production.Product")}


def current_recipes(sample: Sample) -> dict[tuple[str, str], tuple[Decimal, str]]:
    """Quantity and unit by product and component, of the lines that have not ended."""
    found: dict[tuple[str, str], tuple[Decimal, str]] = {}
    for row in sample.rows("Production.BillOfMaterials"):
        if row["ProductAssemblyID"] and not row["EndDate"]:
            key = row["ProductAssemblyID"], row["ComponentID"]
            before = found.get(key, (Decimal(0), ""))[0]
            found[key] = (
                before + Decimal(row["PerAssemblyQty"]),
                UNITS[row["UnitMeasureCode"].strip()],
            )
    return found


def add_places(tables: Tables, sample: Sample) -> None:
    """One plant, two shifts from Monday to Friday, and its work centres."""
    tables.add("company", name=COMPANY, currency=CURRENCY)
    tables.add("calendar", code=CALENDAR, name="Day and evening shift")
    for weekday in range(1, 6):
        tables.add(
            "calendar_shift",
            calendar_code=CALENDAR,
            weekday=weekday,
            starts_at=time(7),
            ends_at=time(15),
        )
        tables.add(
            "calendar_shift",
            calendar_code=CALENDAR,
            weekday=weekday,
            starts_at=time(15),
            ends_at=time(23),
        )
    tables.add(
        "site", code=SITE, name="Bothell plant", kind="plant", country="US", city="Bothell",
        time_zone="America/Los_Angeles", frozen_days=2, negotiable_days=7,
    )  # fmt: skip
    for row in work_centers(sample):
        rate = Decimal(row["CostRate"])
        tables.add(
            "work_center", code=center_code(row["LocationID"]), site_code=SITE, calendar_code=CALENDAR, name=row["Name"],
            machine_count=1, efficiency_ratio=1, hourly_cost=rate, overtime_hourly_cost=rate * OVERTIME_FACTOR,
            overtime_hours_a_day=8,
        )  # fmt: skip
    for kpi, (target, threshold) in KPI_TARGETS.items():
        tables.add("kpi_target", kpi=kpi, target=target, threshold=threshold)


def add_items(tables: Tables, sample: Sample) -> None:
    """Items with their recipes, and how the plant gets them."""
    families = {
        row["ProductSubcategoryID"]: row["Name"]
        for row in sample.rows("Production.ProductSubcategory")
    }
    codes, recipes, offers = item_codes(sample), current_recipes(sample), _offers(sample)
    units = {component: unit for (_, component), (_, unit) in recipes.items()}
    assembled = {parent for parent, _ in recipes}
    for row in sample.rows("Production.Product"):
        number, code = row["ProductID"], row["ProductNumber"]
        unit = units.get(number, "ea")
        is_made = row["MakeFlag"] == "1" and number in assembled
        offer = min(
            offers.get(number, []), key=lambda each: int(each["AverageLeadTime"]), default=None
        )
        cost = Decimal(row["StandardCost"]) or Decimal(offer["StandardPrice"] if offer else 0)
        tables.add(
            "item", code=code, name=row["Name"], family=families.get(row["ProductSubcategoryID"], "Parts"),
            kind="finished" if row["FinishedGoodsFlag"] == "1" else "intermediate" if is_made else "raw",
            unit=unit, quantity_decimals=DECIMALS[unit], pack_multiple=1, price=row["ListPrice"], cost=cost,
        )  # fmt: skip
        made_days = max(1, int(row["DaysToManufacture"]))
        tables.add(
            "item_site", item_code=code, site_code=SITE, procurement="make" if is_made else "buy",
            supplier_code=None if is_made or offer is None else _vendor_code(offer["BusinessEntityID"]),
            lead_time_days=made_days if is_made or offer is None else offer["AverageLeadTime"],
            safety_stock=row["SafetyStockLevel"], lot_minimum=1, lot_multiple=1,
        )  # fmt: skip
    for (parent, component), (quantity, _) in sorted(recipes.items()):
        tables.add("bill_of_material_line", parent_item_code=codes[parent], component_item_code=codes[component],
                   quantity_per=quantity)  # fmt: skip


def add_suppliers(tables: Tables, sample: Sample) -> None:
    """Vendors and what they offer."""
    codes = item_codes(sample)
    for row in sample.rows("Purchasing.Vendor"):
        tables.add(
            "supplier", code=_vendor_code(row["BusinessEntityID"]), name=row["Name"], country="US"
        )
    for number, offers in _offers(sample).items():
        for offer in offers:
            tables.add(
                "supplier_item", supplier_code=_vendor_code(offer["BusinessEntityID"]), item_code=codes[number],
                lead_time_days=offer["AverageLeadTime"], minimum_quantity=offer["MinOrderQty"], price=offer["StandardPrice"],
            )  # fmt: skip


def add_customers(tables: Tables, sample: Sample, names: dict[str, str]) -> None:
    """Stores by their name, with their contact; people by theirs."""
    stores = {row["BusinessEntityID"]: row["Name"] for row in sample.rows("Sales.Store")}
    countries = {
        row["TerritoryID"]: row["CountryRegionCode"] for row in sample.rows("Sales.SalesTerritory")
    }
    cities = _cities(sample)
    for row in sample.rows("Sales.Customer"):
        store, person = row["StoreID"], names.get(row["PersonID"], "")
        tables.add(
            "customer", code=row["AccountNumber"], territory_code=f"T-{row['TerritoryID']}",
            name=stores.get(store) or person or row["AccountNumber"], segment="store" if store else "individual",
            industry="bicycle trade" if store else "private", priority=2 if store else 3,
            country=countries[row["TerritoryID"]], city=cities.get(store or row["PersonID"], ""),
            contact_name=person if store else "",
        )  # fmt: skip


def vendor_codes(sample: Sample) -> dict[str, str]:
    """Supplier codes by the sample's vendor numbers."""
    return {
        row["BusinessEntityID"]: _vendor_code(row["BusinessEntityID"])
        for row in sample.rows("Purchasing.Vendor")
    }


def _vendor_code(number: str) -> str:
    return f"V-{number}"


def _offers(sample: Sample) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sample.rows("Purchasing.ProductVendor"):
        found[row["ProductID"]].append(row)
    return found


def _cities(sample: Sample) -> dict[str, str]:
    cities = {row["AddressID"]: row["City"] for row in sample.rows("Person.Address")}
    return {
        row["BusinessEntityID"]: cities[row["AddressID"]]
        for row in sample.rows("Person.BusinessEntityAddress")
    }
