"""A small company that every backend test can stand on: one plant, a few items, five people.

Today is Tuesday 24 November 2026. Riga fills epoxy primer kits from a base and a hardener; Hartmann
has 120 kits promised for Thursday 3 December, Baltic 30 for Wednesday 2 December.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.catalog import tables as catalog
from backend.demand import tables as demand
from backend.demand.commands import AmendDemandChange, RequestDemandChange
from backend.identity import tables as identity
from backend.kit.passwords import hash_password
from backend.plan import tables as plan
from backend.supply import tables as supply
from shared.ids import new_id
from shared.terms import ReasonCode, Role

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PASSWORD = "a long enough password"

_kept_hash: list[str] = []


@dataclass(frozen=True)
class SmallCompany:
    """The ids that tests name."""

    north: UUID
    south: UUID
    riga: UUID
    hartmann: UUID
    baltic: UUID
    ostrov: UUID
    primer: UUID
    base: UUID
    hardener: UUID
    thinner: UUID
    filling: UUID
    mixer: UUID
    hartmann_line: UUID
    baltic_line: UUID
    ostrov_line: UUID
    plan_revision: UUID
    marta: UUID
    igor: UUID
    viktor: UUID
    vera: UUID
    anna: UUID


async def build_small_company() -> SmallCompany:
    """Write the small company into the test's own database."""
    ids = SmallCompany(**{name: new_id() for name in SmallCompany.__dataclass_fields__})
    await catalog.Company.insert(
        catalog.Company(
            id=new_id(), name="Small coatings", currency="EUR", is_demo=False, weights="{}"
        )
    )
    await _people(ids)
    await _catalog(ids)
    await _demand(ids)
    await _supply(ids)
    return ids


async def add_person(
    name: str, roles: list[Role], scopes: list[UUID], *, person_id: UUID | None = None
) -> UUID:
    """Someone who signs in as `name@small.example` with `PASSWORD`."""
    person = person_id or new_id()
    if not _kept_hash:
        _kept_hash.append(hash_password(PASSWORD))
    await identity.Person.insert(
        identity.Person(
            id=person,
            email=f"{name.split(maxsplit=1)[0].lower()}@small.example",
            name=name,
            password_hash=_kept_hash[0],
            language="en",
            theme="device",
            is_active=True,
            is_demo=False,
            created_at=NOW,
        )
    )
    for role in roles:
        await identity.PersonRole.insert(
            identity.PersonRole(id=new_id(), person_id=person, role=role.value)
        )
    for scope in scopes:
        await identity.ScopeMembership.insert(
            identity.ScopeMembership(id=new_id(), person_id=person, scope_id=scope, granted_at=NOW)
        )
    return person


async def _people(ids: SmallCompany) -> None:
    for scope, kind, name in (
        (ids.north, "territory", "North"),
        (ids.south, "territory", "South"),
        (ids.riga, "site", "Riga plant"),
    ):
        await identity.Scope.insert(
            identity.Scope(id=scope, kind=kind, code=name.lower(), name=name, region="Baltic")
        )
    everywhere = [ids.north, ids.south, ids.riga]
    await add_person("Marta Ozola", [Role.REP], [ids.north], person_id=ids.marta)
    await add_person("Igor Sokolov", [Role.REP], [ids.south], person_id=ids.igor)
    await add_person("Viktor Hahn", [Role.SUPERVISOR], [ids.riga], person_id=ids.viktor)
    await add_person("Vera Lind", [Role.SUPERVISOR], [ids.riga], person_id=ids.vera)
    await add_person("Anna Berg", [Role.EXECUTIVE], everywhere, person_id=ids.anna)


async def _catalog(ids: SmallCompany) -> None:
    calendar = new_id()
    await catalog.Calendar.insert(catalog.Calendar(id=calendar, code="two", name="Two shifts"))
    for weekday in range(1, 6):
        await catalog.CalendarShift.insert(
            catalog.CalendarShift(
                id=new_id(),
                calendar_id=calendar,
                weekday=weekday,
                starts_at=time(6),
                ends_at=time(22),
            )
        )
    await catalog.Site.insert(
        catalog.Site(
            id=ids.riga,
            scope_id=ids.riga,
            code="RIX",
            name="Riga plant",
            kind="plant",
            country="LV",
            city="Riga",
            time_zone="Europe/Riga",
            frozen_days=2,
            negotiable_days=7,
        )
    )
    for center, code in ((ids.filling, "Filling line 2"), (ids.mixer, "Mixer 3")):
        await catalog.WorkCenter.insert(
            catalog.WorkCenter(
                id=center,
                site_id=ids.riga,
                calendar_id=calendar,
                code=code.lower(),
                name=code,
                machine_count=1,
                efficiency_ratio=Decimal("0.9"),
                hourly_cost=Decimal(40),
                overtime_hourly_cost=Decimal(65),
                overtime_hours_a_day=Decimal(8),
            )
        )
    supplier = new_id()
    await catalog.Supplier.insert(
        catalog.Supplier(
            id=supplier, code="S1", name="Resins Ltd", country="DE", email="s1@small.example"
        )
    )
    await _items(ids, supplier)
    for customer, scope, name, priority in (
        (ids.hartmann, ids.north, "Hartmann Wind Towers", 1),
        (ids.baltic, ids.south, "Baltic Ship Repair", 3),
        (ids.ostrov, ids.south, "Ostrov Bridge Works", 2),
    ):
        await catalog.Customer.insert(
            catalog.Customer(
                id=customer,
                scope_id=scope,
                code=name.split()[0].upper(),
                name=name,
                segment="industry",
                industry="steel",
                priority=priority,
                country="LV",
                city="Riga",
                contact_name="",
                phone="",
            )
        )


async def _items(ids: SmallCompany, supplier: UUID) -> None:
    rows: list[dict[str, Any]] = [
        {"id": ids.primer, "code": "EP-7035", "name": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
         "kind": "kit", "unit": "kit", "pack": 10, "price": 95, "cost": 52},
        {"id": ids.base, "code": "BASE", "name": "Epoxy base", "kind": "raw", "unit": "kg",
         "pack": 1, "price": 0, "cost": 2},
        {"id": ids.hardener, "code": "H-40", "name": "Hardener H-40", "kind": "raw", "unit": "can",
         "pack": 1, "price": 0, "cost": 9},
        {"id": ids.thinner, "code": "TH-20", "name": "Thinner T-20, 20 l can", "kind": "finished",
         "unit": "can", "pack": 1, "price": 48, "cost": 20},
    ]  # fmt: skip
    for row in rows:
        await catalog.Item.insert(
            catalog.Item(
                id=row["id"],
                code=row["code"],
                name=row["name"],
                family="Epoxy",
                kind=row["kind"],
                unit=row["unit"],
                quantity_decimals=0,
                pack_multiple=Decimal(row["pack"]),
                price=Decimal(row["price"]),
                cost=Decimal(row["cost"]),
            )
        )
        is_made = row["id"] == ids.primer
        await catalog.ItemSite.insert(
            catalog.ItemSite(
                id=new_id(),
                item_id=row["id"],
                site_id=ids.riga,
                procurement="make" if is_made else "buy",
                supplier_id=None if is_made else supplier,
                lead_time_days=1 if is_made else 7,
                safety_stock=Decimal(0),
                lot_minimum=Decimal(10) if is_made else Decimal(1),
                lot_multiple=Decimal(10) if is_made else Decimal(1),
            )
        )
    for component, quantity in ((ids.base, 16), (ids.hardener, 1)):
        await catalog.BillOfMaterialLine.insert(
            catalog.BillOfMaterialLine(
                id=new_id(),
                parent_item_id=ids.primer,
                component_item_id=component,
                quantity_per=Decimal(quantity),
                scrap_ratio=Decimal(0),
            )
        )
    for sequence, center, hours in ((1, ids.mixer, "0.05"), (2, ids.filling, "0.10")):
        await catalog.RoutingStep.insert(
            catalog.RoutingStep(
                id=new_id(),
                item_id=ids.primer,
                site_id=ids.riga,
                sequence=sequence,
                work_center_id=center,
                hours_per_unit=Decimal(hours),
                setup_hours=Decimal("0.5"),
            )
        )


async def _demand(ids: SmallCompany) -> None:
    for line, scope, customer, item, reference, due_on, quantity in (
        (ids.hartmann_line, ids.north, ids.hartmann, ids.primer, "20418", date(2026, 12, 3), 120),
        (ids.baltic_line, ids.south, ids.baltic, ids.primer, "20377", date(2026, 12, 2), 30),
        (ids.ostrov_line, ids.south, ids.ostrov, ids.thinner, "20422", date(2026, 12, 16), 10),
    ):
        await demand.DemandLine.insert(
            demand.DemandLine(
                id=line,
                scope_id=scope,
                ver=1,
                customer_id=customer,
                item_id=item,
                site_id=ids.riga,
                order_reference=reference,
                line_number=1,
                channel="direct",
                ordered_on=date(2026, 11, 10),
                due_on=due_on,
                promised_on=due_on,
                quantity=Decimal(quantity),
                shipped_quantity=Decimal(0),
                unit_price=Decimal(95),
                status="open",
                is_urgent=False,
            )
        )


async def _supply(ids: SmallCompany) -> None:
    for item, quantity in (
        (ids.primer, 90),
        (ids.base, 4000),
        (ids.hardener, 200),
        (ids.thinner, 100),
    ):
        await supply.Stock.insert(
            supply.Stock(
                id=new_id(),
                item_id=item,
                site_id=ids.riga,
                lot_code="L1",
                quantity=Decimal(quantity),
            )
        )
    await plan.PlanRevision.insert(
        plan.PlanRevision(id=ids.plan_revision, site_id=ids.riga, number=1, revised_at=NOW, note="")
    )
    await add_plan_line(ids)


async def add_plan_line(ids: SmallCompany, **changes: Any) -> UUID:
    """Riga plans 80 kits of primer for 1 December, or whatever else the test says; returns the line's id."""
    line_id = new_id()
    line: dict[str, Any] = {
        "site_id": ids.riga,
        "item_id": ids.primer,
        "reference": "P-1",
        "quantity": Decimal(80),
        "start_on": date(2026, 11, 30),
        "on": date(2026, 12, 1),
        "from_number": 1,
    }
    await plan.PlanLine.insert(plan.PlanLine(id=new_id(), line_id=line_id, **(line | changes)))
    return line_id


def request(ids: SmallCompany, **changes: Any) -> RequestDemandChange:
    """Hartmann asks for 40 kits more on its line, or for whatever else the test says."""
    asked = {
        "id": new_id(),
        "demand_line_id": ids.hartmann_line,
        "customer_id": ids.hartmann,
        "item_id": ids.primer,
        "site_id": None,
        "quantity_delta": Decimal(40),
        "due_on": None,
        "is_cancellation": False,
        "is_urgent": False,
        "reason": ReasonCode.PROJECT_START,
        "confidence": None,
        "note": "",
        **changes,
    }
    return RequestDemandChange(**asked)


def amendment(of: RequestDemandChange, *, base_ver: int, **changes: Any) -> AmendDemandChange:
    """The same change with some fields altered, by somebody who saw it at `base_ver`."""
    same = {each.name: getattr(of, each.name) for each in fields(AmendDemandChange)}
    return AmendDemandChange(**{**same, "base_ver": base_ver, **changes})


async def add_lines(ids: SmallCompany, scope: UUID, count: int) -> list[str]:
    """Thinner for Ostrov, `count` lines that a scope sees; their ids as text."""
    made = [new_id() for _ in range(count)]
    await demand.DemandLine.insert(
        *(
            demand.DemandLine(
                id=line,
                scope_id=scope,
                ver=1,
                customer_id=ids.ostrov,
                item_id=ids.thinner,
                site_id=ids.riga,
                order_reference=str(line),
                line_number=1,
                channel="direct",
                ordered_on=date(2026, 11, 10),
                due_on=date(2026, 12, 16),
                promised_on=None,
                quantity=Decimal(1),
                shipped_quantity=Decimal(0),
                unit_price=Decimal(48),
                status="open",
                is_urgent=False,
            )
            for line in made
        )
    )
    return [str(line) for line in made]


async def let_thinner_run_short(ids: SmallCompany) -> None:
    """Thinner: 100 cans there, 60 more on the tenth of December. Baltic (class 3) wants 60 on the first,
    Hartmann (class 1) 60 on the third, Ostrov (class 2) 10 on the sixteenth.
    """
    [row] = await demand.DemandLine.select().where(demand.DemandLine.id == ids.hartmann_line)
    for number, (customer, scope, due_on) in enumerate(
        ((ids.baltic, ids.south, date(2026, 12, 1)), (ids.hartmann, ids.north, date(2026, 12, 3))),
        start=1,
    ):
        line = {
            **row, "id": UUID(int=number), "scope_id": scope, "customer_id": customer,
            "item_id": ids.thinner, "order_reference": f"T{number}", "line_number": 1,
            "quantity": 60, "shipped_quantity": 0, "due_on": due_on, "promised_on": due_on,
        }  # fmt: skip
        await demand.DemandLine.insert(demand.DemandLine(**line))
    tenth = date(2026, 12, 10)
    await supply.ProductionOrder.insert(
        supply.ProductionOrder(
            id=new_id(), item_id=ids.thinner, site_id=ids.riga, reference="P-1", quantity=60,
            completed_quantity=0, scrapped_quantity=0, planned_start_on=tenth, planned_end_on=tenth,
            status="open",
        )
    )  # fmt: skip
