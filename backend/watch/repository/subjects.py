"""What can be watched, as it is at this moment: stock, figures, promises, loads, deadlines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.alert.model import plain
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.scale import have, quantity_of
from backend.engine.view import View
from backend.kit.clock import day_at
from backend.kpi.queries import weekly_figures
from backend.promise.queries import HORIZON_DAYS, situation_at
from backend.watch.model.judge import Subject
from backend.watch.tables import AlertRule
from shared.terms import KPIName
from shared.watch_terms import DeadlineKind

LOAD_DAYS: Final = 7
_MOST_LOAD: Final = Decimal(10)
_RATIO: Final = Decimal("0.0001")
_HOUR: Final = 3600


async def today_by_site(now: datetime) -> dict[UUID, date]:
    """The calendar day at every site."""
    catalog = await planning_catalog()
    return {site.id: day_at(now, site.time_zone) for site in catalog.sites.values()}


async def scopes_of(nodes: Iterable[tuple[UUID, UUID]]) -> set[tuple[UUID, str]]:
    """The sites and families that positions lie in."""
    catalog = await planning_catalog()
    return {
        (site_id, catalog.items[item_id].family)
        for item_id, site_id in nodes
        if (item_id, site_id) in catalog.item_sites
    }


async def stock_subjects(
    now: datetime, nodes: Iterable[tuple[UUID, UUID]] | None = None, *, with_cover: bool = True
) -> list[Subject]:
    """Usable stock of items at sites, with safety stock and the days that it covers of what goes out.

    Without cover the stock alone is read, which is much sooner done than working out what goes out.
    """
    catalog = await planning_catalog()
    views: dict[date, View] = {}
    found = []
    wanted = set(catalog.item_sites) if nodes is None else set(nodes)
    lots = {} if with_cover else await _lots_of(wanted)
    for item_id, site_id in sorted(wanted, key=str):
        facts = catalog.item_sites.get((item_id, site_id))
        if facts is None:
            continue
        item, site = catalog.items[item_id], catalog.sites[site_id]
        node, cover = (item_id, site_id), None
        if with_cover:
            view = await _view_at(now, site_id, catalog, views)
            units = view.ground.on_hand(node)
            gone = (view.outflow(node).cumsum() > units).tolist()
            cover = Decimal(gone.index(True)) if True in gone else None
        else:
            today = day_at(now, site.time_zone)
            units = sum(
                have(quantity, item.quantity_decimals)
                for quantity, until in lots.get(node, ())
                if until is None or until >= today
            )
        stock = quantity_of(units, item.quantity_decimals)
        found.append(
            Subject(
                key=f"{item_id}:{site_id}",
                site_id=site_id,
                figure=stock,
                target=facts.safety_stock or None,
                cover=cover,
                item=str(item_id),
                family=item.family,
                path=f"/plan?site={site_id}",
                facts={
                    "item": item.name,
                    "site": site.name,
                    "quantity": plain(stock),
                    "unit": item.unit,
                },
            )
        )
    return found


async def _lots_of(
    nodes: Iterable[tuple[UUID, UUID]],
) -> dict[tuple[UUID, UUID], list[tuple[Decimal, date | None]]]:
    """Quantity and last day of every lot of these positions."""
    wanted = list(nodes)
    rows = await AlertRule.raw(
        """
        SELECT stock.item_id, stock.site_id, stock.quantity, stock.usable_until
        FROM unnest({}::uuid[], {}::uuid[]) AS wanted (item_id, site_id)
        JOIN stock ON stock.item_id = wanted.item_id AND stock.site_id = wanted.site_id
        WHERE stock.quantity > 0
        """,
        [item_id for item_id, _ in wanted],
        [site_id for _, site_id in wanted],
    )
    found: dict[tuple[UUID, UUID], list[tuple[Decimal, date | None]]] = {}
    for row in rows:
        node = row["item_id"], row["site_id"]
        found.setdefault(node, []).append((row["quantity"], row["usable_until"]))
    return found


async def capacity_subjects(
    now: datetime, work_center_ids: Iterable[UUID] | None = None
) -> list[Subject]:
    """The share of a work centre's hours that the plan asks for from today on, over seven days.

    At most tenfold; a work centre without hours that nothing is asked of is left out.
    """
    catalog = await planning_catalog()
    views: dict[date, View] = {}
    wanted = catalog.work_centers if work_center_ids is None else set(work_center_ids)
    found = []
    for center_id in sorted(wanted, key=str):
        center = catalog.work_centers.get(center_id)
        if center is None:
            continue
        site = catalog.sites[center.site_id]
        view = await _view_at(now, site.id, catalog, views)
        asked = int(view.load(center_id)[:LOAD_DAYS].sum())
        hours = int(view.hours(center_id)[:LOAD_DAYS].sum())
        if not asked and not hours:
            continue
        ratio = min(Decimal(asked) / max(hours, 1), _MOST_LOAD).quantize(_RATIO)
        found.append(
            Subject(
                key=str(center_id),
                site_id=site.id,
                figure=ratio,
                path=f"/plan?site={site.id}",
                facts={
                    "work_center": center.name,
                    "site": site.name,
                    "percent": plain((ratio * 100).quantize(Decimal(1))),
                },
            )
        )
    return found


async def kpi_subjects(kpi: KPIName, now: datetime) -> dict[str, tuple[Subject, list[Any]]]:
    """A KPI of every site with its weeks, the running one last; a week without a figure is None."""
    catalog = await planning_catalog()
    known = await weekly_figures(kpi, now)
    found = {}
    for site_id, weeks in known.sites.items():
        value = weeks[-1][1]
        found[f"{kpi}:{site_id}"] = (
            Subject(
                key=f"{kpi}:{site_id}",
                site_id=site_id,
                figure=value or Decimal(0),
                target=known.target,
                path=f"/kpi/{kpi}",
                facts={
                    "kpi": str(kpi),
                    "site": catalog.sites[site_id].name,
                    "value": plain(value or Decimal(0)),
                    "kpi_unit": known.unit,
                },
            ),
            [value for _, value in weeks],
        )
    return found


async def promise_subjects(now: datetime) -> list[Subject]:
    """Open order lines that the plan has only after their day, by days; never counts as the horizon's end."""
    today = await today_by_site(now)
    rows = await AlertRule.raw(
        """
        SELECT line.id, line.site_id, line.order_reference, line.customer_id, line.item_id,
               coalesce(line.promised_on, line.due_on) AS promised_on, row.completed_on,
               customer.name AS customer, customer.priority, item.name AS item, item.family,
               site.name AS site
        FROM kpi_row AS row
        JOIN demand_line AS line ON line.id = row.demand_line_id AND line.status = 'open'
          AND line.deleted_at IS NULL
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        JOIN site ON site.id = line.site_id
        WHERE row.kpi = 'open_demand_at_risk'
          AND (row.completed_on IS NULL OR row.completed_on > coalesce(line.promised_on, line.due_on))
        """
    )
    return [_promise(row, today[row["site_id"]]) for row in rows]


async def deadline_subjects(kind: DeadlineKind, now: datetime) -> list[Subject]:
    """What has a deadline and is not done: hours after it of decisions, days of all else; before is negative."""
    if kind is DeadlineKind.DECISION:
        return [_decision(row, now) for row in await _rows(_DECISIONS)]
    today = await today_by_site(now)
    rows = await _rows(_DELIVERIES if kind is DeadlineKind.DELIVERY else _ORDERS)
    return [_late(row, kind, today[row["site_id"]]) for row in rows]


async def node_of_line(demand_line_id: UUID) -> set[tuple[UUID, UUID]]:
    """The position that an order line is served from; nothing where it is gone."""
    return await _node("SELECT item_id, site_id FROM demand_line WHERE id = {}", demand_line_id)


async def node_of_purchase(purchase_line_id: UUID) -> set[tuple[UUID, UUID]]:
    """The position that a purchase fills; nothing where it is gone."""
    return await _node("SELECT item_id, site_id FROM purchase_line WHERE id = {}", purchase_line_id)


async def node_of_order(production_order_id: UUID) -> set[tuple[UUID, UUID]]:
    """The position that a production order fills; nothing where it is gone."""
    return await _node(
        "SELECT item_id, site_id FROM production_order WHERE id = {}", production_order_id
    )


async def _node(statement: str, row_id: UUID) -> set[tuple[UUID, UUID]]:
    rows = await AlertRule.raw(statement, row_id)
    return {(row["item_id"], row["site_id"]) for row in rows}


async def _rows(statement: str) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = await AlertRule.raw(statement)
    return rows


async def _view_at(
    now: datetime, site_id: UUID, catalog: PlanningCatalog, views: dict[date, View]
) -> View:
    today = day_at(now, catalog.sites[site_id].time_zone)
    if today not in views:
        views[today] = View(ground_of(await situation_at(now, site_id, catalog)))
    return views[today]


def _promise(row: Mapping[str, Any], today: date) -> Subject:
    promised_on: date = row["promised_on"]
    possible_on: date | None = row["completed_on"]
    last = possible_on or today + timedelta(days=HORIZON_DAYS)
    days = (last - promised_on).days
    return Subject(
        key=str(row["id"]),
        site_id=row["site_id"],
        figure=Decimal(days),
        item=str(row["item_id"]),
        family=row["family"],
        customer=str(row["customer_id"]),
        priority=row["priority"],
        path=f"/lines/{row['id']}/why",
        facts={
            "customer": row["customer"],
            "item": row["item"],
            "site": row["site"],
            "order": row["order_reference"],
            "promised_on": promised_on.isoformat(),
            "days": str(days),
        },
    )


def _decision(row: Mapping[str, Any], now: datetime) -> Subject:
    seconds = Decimal((now - row["decide_by"]).total_seconds())
    return Subject(
        key=str(row["id"]),
        site_id=row["site_id"],
        figure=(seconds / _HOUR).quantize(Decimal("0.01")),
        item=str(row["item_id"]),
        family=row["family"],
        customer=str(row["customer_id"]),
        priority=row["priority"],
        path=f"/decisions/{row['id']}",
        facts={
            "customer": row["customer"],
            "item": row["item"],
            "site": row["site"],
            "decide_by": row["decide_by"].isoformat().replace("+00:00", "Z"),
        },
    )


def _late(row: Mapping[str, Any], kind: DeadlineKind, today: date) -> Subject:
    due_on: date = row["due_on"]
    days = (today - due_on).days
    return Subject(
        key=f"{kind}:{row['id']}",
        site_id=row["site_id"],
        figure=Decimal(days),
        item=str(row["item_id"]),
        family=row["family"],
        customer=str(row["supplier_id"] or ""),
        path=f"/plan?site={row['site_id']}",
        facts={
            "supplier": row["supplier"],
            "item": row["item"],
            "site": row["site"],
            "reference": row["reference"],
            "due_on": due_on.isoformat(),
            "days": str(days),
        },
    )


_DECISIONS: Final = """
    SELECT proposal.id, proposal.site_id, proposal.decide_by, change.customer_id, change.item_id,
           customer.name AS customer, customer.priority, item.name AS item, item.family,
           site.name AS site
    FROM proposal
    JOIN demand_change AS change ON change.id = proposal.demand_change_id
    JOIN customer ON customer.id = change.customer_id
    JOIN item ON item.id = change.item_id
    JOIN site ON site.id = proposal.site_id
    WHERE proposal.status = 'open' AND proposal.deleted_at IS NULL
"""
_DELIVERIES: Final = """
    SELECT line.id, line.site_id, line.item_id, line.supplier_id, line.due_on,
           line.order_reference || ' / ' || line.line_number AS reference,
           supplier.name AS supplier, item.name AS item, item.family, site.name AS site
    FROM purchase_line AS line
    JOIN supplier ON supplier.id = line.supplier_id
    JOIN item ON item.id = line.item_id
    JOIN site ON site.id = line.site_id
    WHERE line.status = 'open' AND line.quantity > line.received_quantity
"""
_ORDERS: Final = """
    SELECT made.id, made.site_id, made.item_id, NULL::uuid AS supplier_id,
           made.planned_end_on AS due_on, made.reference, '' AS supplier, item.name AS item,
           item.family, site.name AS site
    FROM production_order AS made
    JOIN item ON item.id = made.item_id
    JOIN site ON site.id = made.site_id
    WHERE made.status = 'open' AND made.actual_end_on IS NULL
"""
