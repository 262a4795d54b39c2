"""Reads of master data; the planning catalogue is kept in memory until its stamp moves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final, TypeVar, cast
from uuid import UUID

import msgspec

from backend.catalog import repository
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import (
    AlternateComponentFacts,
    AlternateFacts,
    AlternateStepFacts,
    CompanyFacts,
    ComponentFacts,
    DeviationFacts,
    ItemFacts,
    ItemSiteFacts,
    LaneFacts,
    LotFacts,
    PricingFacts,
    RoutingStepFacts,
    SiteFacts,
    SupplierFacts,
    WorkCenterFacts,
)
from backend.catalog.model.hours_of_day import shift_hours
from backend.catalog.tables import (
    Alternate,
    AlternateComponent,
    AlternateStep,
    BillOfMaterialLine,
    Calendar,
    CalendarException,
    CalendarShift,
    Company,
    Customer,
    Item,
    ItemSite,
    Lane,
    RoutingStep,
    Site,
    Supplier,
    WorkCenter,
    WorkCenterDeviation,
    WorkCenterException,
)
from backend.identity.model import Viewer
from backend.kit.engine import engine
from backend.kit.paging import page_cursor, read_page_cursor
from backend.kit.sql import fetch
from shared.schemas.catalog import CustomerPage, CustomerRow, ItemRow, SiteRow
from shared.terms import ItemKind, SiteKind

SOLD_KINDS: Final = frozenset({ItemKind.FINISHED, ItemKind.KIT})
Facts = TypeVar("Facts")

_kept: dict[str, PlanningCatalog] = {}


async def catalog_ver() -> int:
    """The stamp of master data; 0 before anything was loaded."""
    rows = await fetch("SELECT ver FROM catalog_stamp")
    return rows[0]["ver"] if rows else 0


async def planning_catalog() -> PlanningCatalog:
    """All master data that planning reads; read again only when the stamp has moved."""
    ver = await catalog_ver()
    database = str(engine.config.get("dsn", ""))
    kept = _kept.get(database)
    if kept is None or kept.ver != ver:
        kept = await _read_catalog(ver)
        _kept[database] = kept
    return kept


async def company() -> CompanyFacts:
    """The company; a nameless one before anything was loaded."""
    return (await planning_catalog()).company


async def pricing_history(limit: int) -> list[PricingFacts]:
    """Weights and rates as they were set, the newest first."""
    return await repository.pricings(limit)


async def customer_row(customer_id: UUID, scope_ids: Sequence[UUID]) -> dict[str, Any] | None:
    """A customer in one of these scopes, with how orders may be delivered; None where there is none."""
    rows = await fetch(
        """
        SELECT id, scope_id, name, priority, maximum_days_late, allows_partial,
               minimum_partial_ratio, ships_together, latitude, longitude, rounds_to
        FROM customer WHERE id = $1 AND scope_id = ANY($2)
        """,
        customer_id,
        list(scope_ids),
    )
    return dict(rows[0]) if rows else None


async def items_sold() -> list[ItemRow]:
    """Everything that is sold, by code; the same for everybody."""
    catalog = await planning_catalog()
    return [
        ItemRow(
            id=item.id,
            code=item.code,
            name=item.name,
            family=item.family,
            kind=ItemKind(item.kind),
            unit=item.unit,
            quantity_decimals=item.quantity_decimals,
            pack_multiple=item.pack_multiple,
            order_minimum=item.order_minimum,
            pallet_quantity=item.pallet_quantity,
            shelf_life_days=item.shelf_life_days,
        )
        for item in sorted(catalog.items.values(), key=lambda each: each.code)
        if item.kind in SOLD_KINDS
    ]


async def sites_for(viewer: Viewer) -> list[SiteRow]:
    """Every site, by name, and whose plan the viewer may read."""
    catalog = await planning_catalog()
    planned = {center.site_id for center in catalog.work_centers.values()}
    return [
        SiteRow(
            id=site.id,
            code=site.code,
            name=site.name,
            kind=SiteKind(site.kind),
            time_zone=site.time_zone,
            has_plan=site.id in planned and viewer.sees(site.scope_id),
        )
        for site in sorted(catalog.sites.values(), key=lambda each: each.name)
    ]


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A calendar as its tables have it; `ver` is a digest of its shifts and days."""

    id: UUID
    code: str
    name: str
    ver: str
    shifts: tuple[tuple[int, time, time], ...]
    days: tuple[tuple[date, Decimal, str], ...]


async def calendars() -> list[CalendarFacts]:
    """Every calendar by name, with its shifts in the order of the week and all days that differ."""
    shifts: defaultdict[UUID, list[tuple[int, time, time]]] = defaultdict(list)
    for row in await CalendarShift.select():
        shifts[row["calendar_id"]].append((row["weekday"], row["starts_at"], row["ends_at"]))
    days: defaultdict[UUID, list[tuple[date, Decimal, str]]] = defaultdict(list)
    for row in await CalendarException.select():
        days[row["calendar_id"]].append((row["on"], row["hours"], row["name"]))
    found = []
    for row in await Calendar.select().order_by(Calendar.name):
        own = (tuple(sorted(shifts[row["id"]])), tuple(sorted(days[row["id"]])))
        ver = sha256(repr(own).encode()).hexdigest()[:16]
        found.append(CalendarFacts(row["id"], row["code"], row["name"], ver, *own))
    return found


async def customer_page(viewer: Viewer, cursor: str | None, limit: int) -> CustomerPage:
    """Customers in the viewer's territories behind a cursor, by code."""
    (last_code,) = read_page_cursor(cursor, str)
    rows = await Customer.raw(
        """
        SELECT id, code, name, segment, industry, priority, country, city FROM customer
        WHERE scope_id = ANY({}::uuid[]) AND code > coalesce({}, '') ORDER BY code LIMIT {}
        """,
        list(viewer.scope_ids),
        last_code,
        limit + 1,
    )
    following = page_cursor(rows[limit - 1]["code"]) if len(rows) > limit else None
    return CustomerPage([CustomerRow(**row) for row in rows[:limit]], following)


async def _read_catalog(ver: int) -> PlanningCatalog:
    sites = await Site.select()
    items = await Item.select()
    item_sites = await ItemSite.select(*ItemSite.all_columns(), ItemSite.supplier_id.name)
    components = await BillOfMaterialLine.select()
    steps = await RoutingStep.select()
    centers = await WorkCenter.select()
    shifts = await CalendarShift.select()
    exceptions = await CalendarException.select()
    center_exceptions = await WorkCenterException.select()
    hours: dict[tuple[UUID, int], Decimal] = {}
    intervals: dict[tuple[UUID, int], list[tuple[time, time]]] = defaultdict(list)
    for shift in shifts:
        key = (shift["calendar_id"], shift["weekday"])
        hours[key] = hours.get(key, Decimal(0)) + shift_hours(shift["starts_at"], shift["ends_at"])
        intervals[key].append((shift["starts_at"], shift["ends_at"]))
    return PlanningCatalog(
        ver=ver,
        company=await _read_company(),
        sites={row["id"]: _take(SiteFacts, row) for row in sites},
        items={row["id"]: _take(ItemFacts, row) for row in items},
        item_sites={
            (row["item_id"], row["site_id"]): _take(
                ItemSiteFacts,
                {**row, "supplier_name": row["supplier_id.name"], "lots": _lots(row)},
            )
            for row in item_sites
        },
        components=tuple(_take(ComponentFacts, row) for row in components),
        routing_steps=tuple(_take(RoutingStepFacts, row) for row in steps),
        work_centers={row["id"]: _take(WorkCenterFacts, row) for row in centers},
        shift_hours=hours,
        calendar_exceptions={(row["calendar_id"], row["on"]): row["hours"] for row in exceptions},
        work_center_exceptions={
            (row["work_center_id"], row["on"]): row["hours"] for row in center_exceptions
        },
        shifts={key: tuple(sorted(each)) for key, each in intervals.items()},
        deviations=await _read_deviations(),
        remaining_lives=await _read_remaining_lives(),
        alternates=await _read_alternates(),
        suppliers={row["id"]: _take(SupplierFacts, row) for row in await Supplier.select()},
        lanes={
            (row["source_site_id"], row["site_id"]): _take(LaneFacts, row)
            for row in await Lane.select().order_by(Lane.id)
        },
    )


async def _read_alternates() -> tuple[AlternateFacts, ...]:
    """Every other way to an item at a site, in the order in which they are tried."""
    components: dict[UUID, list[AlternateComponentFacts]] = defaultdict(list)
    for row in await AlternateComponent.select().order_by(AlternateComponent.id):
        components[row["alternate_id"]].append(_take(AlternateComponentFacts, row))
    steps: dict[UUID, list[AlternateStepFacts]] = defaultdict(list)
    for row in await AlternateStep.select().order_by(AlternateStep.sequence):
        steps[row["alternate_id"]].append(_take(AlternateStepFacts, row))
    rows = await Alternate.select(*Alternate.all_columns(), Alternate.supplier_id.name).order_by(
        Alternate.sequence, Alternate.code
    )
    return tuple(
        _take(
            AlternateFacts,
            {
                **row,
                "supplier_name": row["supplier_id.name"],
                "components": tuple(components[row["id"]]),
                "steps": tuple(steps[row["id"]]),
            },
        )
        for row in rows
    )


async def _read_remaining_lives() -> dict[UUID, int]:
    """The customers who ask for remaining life, and for how many days of it."""
    rows = await fetch("SELECT id, remaining_life_days FROM customer WHERE remaining_life_days > 0")
    return {row["id"]: row["remaining_life_days"] for row in rows}


async def _read_deviations() -> dict[UUID, tuple[DeviationFacts, ...]]:
    """What was reported of each work centre, the newest first."""
    found: dict[UUID, list[DeviationFacts]] = defaultdict(list)
    rows = await WorkCenterDeviation.select().order_by(
        WorkCenterDeviation.reported_at, WorkCenterDeviation.id, ascending=False
    )
    for row in rows:
        found[row["work_center_id"]].append(_take(DeviationFacts, row))
    return {center_id: tuple(each) for center_id, each in found.items()}


async def _read_company() -> CompanyFacts:
    rows = await Company.select()
    if not rows:
        return CompanyFacts(name="", currency="EUR", is_demo=False, weights={})
    newest = await repository.newest_pricing()
    weights = msgspec.json.decode(rows[0]["weights"], type=dict[str, Decimal], strict=False)
    return CompanyFacts(
        name=rows[0]["name"],
        currency=rows[0]["currency"],
        is_demo=rows[0]["is_demo"],
        weights={**weights, **(newest.weights if newest else {})},
        rates=newest.rates if newest else {},
        pricing_number=newest.number if newest else 0,
    )


def _lots(row: dict[str, Any]) -> LotFacts:
    """What is said of an item's lots at a site; the usual where nothing is."""
    said = {each.name: row[each.name] for each in fields(LotFacts)}
    return LotFacts(**{name: value for name, value in said.items() if value is not None})


def _take(kind: type[Facts], row: dict[str, Any]) -> Facts:
    return kind(**{each.name: row[each.name] for each in fields(cast("Any", kind))})
