"""Territories, sales people and the staff of the plant."""

from collections.abc import Iterator
from typing import Final

from backend.connectors.adventureworks.client import Sample
from backend.connectors.base.tables import Tables

SITE: Final = "AW"
DOMAIN: Final = "adventureworks.example"
# Who does what, by job title; the first words decide.
ROLES: Final = {
    "Chief Executive Officer": "executive",
    "Vice President of Production": "executive",
    "Vice President of Sales": "executive",
    "Production Control Manager": "planner",
    "Production Supervisor": "supervisor",
    "Purchasing Manager": "buyer",
    "Buyer": "buyer",
    "Shipping and Receiving Supervisor": "logistics",
    "Database Administrator": "steward",
    "Information Services Manager": "admin",
}
# Sales managers have no territory of their own: they see those of their region.
MANAGED_REGIONS: Final = {
    "North American Sales Manager": "North America",
    "European Sales Manager": "Europe",
    "Pacific Sales Manager": "Pacific",
}


def person_names(sample: Sample) -> dict[str, str]:
    """Names by the sample's person numbers."""
    return {
        row["BusinessEntityID"]: f"{row['FirstName']} {row['LastName']}".strip()
        for row in sample.rows("Person.Person_names")
    }


def add_people(tables: Tables, sample: Sample, names: dict[str, str]) -> None:
    """Sales people as reps of their territories; managers and staff by their job titles."""
    regions = {row["TerritoryID"]: row["Group"] for row in sample.rows("Sales.SalesTerritory")}
    for row in sample.rows("Sales.SalesTerritory"):
        tables.add(
            "territory", code=f"T-{row['TerritoryID']}", name=row["Name"], region=row["Group"]
        )
    sellers = {
        row["BusinessEntityID"]: row["TerritoryID"] for row in sample.rows("Sales.SalesPerson")
    }
    for row in sample.rows("HumanResources.Employee"):
        number, title = row["BusinessEntityID"], row["JobTitle"]
        role = "rep" if number in sellers else _role(title)
        if role is None:
            continue
        tables.add(
            "person", email=f"{row['LoginID'].rsplit(chr(92), 1)[-1]}@{DOMAIN}", name=names[number],
            language="en", roles=role, territories="|".join(sorted(_territories(role, title, sellers.get(number, ""), regions))),
            sites="" if role == "rep" else SITE, is_active=row["CurrentFlag"],
        )  # fmt: skip


def _role(title: str) -> str | None:
    return next((role for start, role in ROLES.items() if title.startswith(start)), None)


def _territories(role: str, title: str, own: str, regions: dict[str, str]) -> Iterator[str]:
    if own:
        yield f"T-{own}"
    elif role != "supervisor":
        region = MANAGED_REGIONS.get(title)
        yield from (f"T-{number}" for number, group in regions.items() if region in {None, group})
