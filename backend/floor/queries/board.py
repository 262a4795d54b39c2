"""Reads of the floor: work centres with what they make about now, and the latest reports."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import ItemFacts, SiteFacts, WorkCenterFacts
from backend.catalog.model.hours_of_day import days_from
from backend.catalog.queries import planning_catalog
from backend.engine.lots import hours_by_step
from backend.engine.scale import hours_of
from backend.floor.model import REPORTERS, LineStuck, assumed_end, written_fact
from backend.floor.tables import FloorReport, LineProgress
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.plan.queries import PlanLineRow, current_plan_lines, node_of
from backend.supply.queries import OpenOrder, open_orders
from shared.schemas.floor import (
    FloorBoard,
    FloorCenter,
    FloorDowntime,
    FloorLine,
    FloorReportRow,
    LineState,
    UnplacedLot,
)
from shared.schemas.plan import PlanSite
from shared.terms import DowntimeCause, ReportKind

MOST_REPORTS: Final = 100
_LONGEST_REST: Final = 7


async def floor_for(viewer: Viewer, now: datetime, site_id: UUID | None) -> FloorBoard:
    """A site's floor about now; without a site the viewer's first. `NotFoundError` for any other."""
    catalog = await planning_catalog()
    sites = _sites_with_floor(catalog, viewer)
    site = next(iter(sites.values()), None) if site_id is None else sites.get(site_id)
    if site is None:
        raise NotFoundError
    today = day_at(now, site.time_zone)
    until_on = _next_working_day(catalog, site.id, today)
    return FloorBoard(
        site_id=site.id,
        site_name=site.name,
        sites=[PlanSite(each.id, each.name) for each in sites.values()],
        time_zone=site.time_zone,
        today=today,
        until_on=until_on,
        assumed_until=assumed_end(now, site.time_zone, site.negotiable_days),
        centers=await _centers(catalog, site.id, today, until_on, now),
        orders=[
            _order(order, catalog.items[order.item_id], today)
            for order in await open_orders(site.id)
        ],
        reports=await _reports(site.id, catalog),
        can_report=viewer.has_role(*REPORTERS),
    )


def _sites_with_floor(catalog: PlanningCatalog, viewer: Viewer) -> dict[UUID, SiteFacts]:
    with_centers = {center.site_id for center in catalog.work_centers.values()}
    seen = [site for site in catalog.sites.values() if viewer.sees(site.scope_id)]
    return {
        site.id: site
        for site in sorted(seen, key=lambda each: each.name)
        if site.id in with_centers
    }


def _next_working_day(catalog: PlanningCatalog, site_id: UUID, today: date) -> date:
    """The first day after today on which somebody works; tomorrow where nobody does for a week."""
    for on in days_from(today + timedelta(days=1), _LONGEST_REST):
        if any(catalog.usual_hours_on(center, on) for center in _at(catalog, site_id)):
            return on
    return today + timedelta(days=1)


async def _centers(
    catalog: PlanningCatalog, site_id: UUID, today: date, until_on: date, now: datetime
) -> list[FloorCenter]:
    rows = await current_plan_lines(site_id=site_id)
    due = [row for row in rows if row.source_site_id is None and row.start_on <= until_on]
    lines = await _lines(catalog, site_id, due, today)
    planned = _planned_hours(catalog, site_id, rows, today)
    downtimes = await _downtimes(site_id, now)
    return [
        FloorCenter(
            work_center_id=center.id,
            work_center_name=center.name,
            machine_count=center.machine_count,
            hours=catalog.hours_on(center, today),
            usual_hours=catalog.usual_hours_on(center, today),
            planned_hours=planned.get(center.id, Decimal(0)),
            downtimes=downtimes.get(center.id, []),
            lines=lines.get(center.id, []),
        )
        for center in sorted(_at(catalog, site_id), key=lambda each: each.name)
    ]


def _at(catalog: PlanningCatalog, site_id: UUID) -> Iterable[WorkCenterFacts]:
    return (each for each in catalog.work_centers.values() if each.site_id == site_id)


async def _lines(
    catalog: PlanningCatalog, site_id: UUID, rows: Iterable[PlanLineRow], today: date
) -> dict[UUID, list[FloorLine]]:
    """Lines and those done today, each at the work centre of its last step."""
    progress = await _progress(site_id, today)
    found: defaultdict[UUID, list[FloorLine]] = defaultdict(list)
    for row in rows:
        steps = catalog.steps_of(row.item_id, site_id, row.alternate_id)
        if not steps:
            continue
        center_id = steps[-1].work_center_id
        state: LineState = "waiting"
        known = progress.get(row.line_id)
        if row.on < today:
            state = "late"
        elif known is not None and known["good_quantity"] + known["scrapped_quantity"]:
            state = "started"
        item = catalog.items[row.item_id]
        found[center_id].append(
            _line(item, row.reference, row.quantity, row.on, state, known, line_id=row.line_id)
        )
    for line_id, known in progress.items():
        steps = catalog.steps_of(known["item_id"], site_id)
        if not steps or known["actual_end_on"] != today:
            continue
        center_id = steps[-1].work_center_id
        item = catalog.items[known["item_id"]]
        on = known["planned_end_on"]
        found[center_id].append(
            _line(item, known["reference"], Decimal(0), on, "done", known, line_id=line_id)
        )
    return found


def _line(
    item: ItemFacts,
    reference: str,
    rest: Decimal,
    on: date,
    state: LineState,
    known: dict[str, Any] | None,
    *,
    line_id: UUID,
) -> FloorLine:
    good = known["good_quantity"] if known else Decimal(0)
    scrapped = known["scrapped_quantity"] if known else Decimal(0)
    return FloorLine(
        plan_line_id=line_id,
        production_order_id=None,
        reference=reference,
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        unit=item.unit,
        quantity_decimals=item.quantity_decimals,
        quantity=rest,
        planned_quantity=known["planned_quantity"] if known else rest,
        good_quantity=good,
        scrapped_quantity=scrapped,
        on=on,
        state=state,
    )


def _order(order: OpenOrder, item: ItemFacts, today: date) -> FloorLine:
    state: LineState = "started" if order.actual_start_on else "waiting"
    return FloorLine(
        plan_line_id=None,
        production_order_id=order.id,
        reference=order.reference,
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        unit=item.unit,
        quantity_decimals=item.quantity_decimals,
        quantity=order.quantity,
        planned_quantity=order.ordered_quantity,
        good_quantity=order.completed_quantity,
        scrapped_quantity=order.scrapped_quantity,
        on=order.on,
        state="late" if order.on < today else state,
    )


def _planned_hours(
    catalog: PlanningCatalog, site_id: UUID, rows: Iterable[PlanLineRow], today: date
) -> dict[UUID, Decimal]:
    """Hours that the plan asks of each work centre today."""
    asked: defaultdict[UUID, int] = defaultdict(int)
    for row in rows:
        if row.on == today and row.source_site_id is None:
            steps = catalog.steps_of(row.item_id, site_id, row.alternate_id)
            facts = node_of(catalog, row.item_id, site_id, row.alternate_id)
            for center_id, hours in hours_by_step(facts, steps, row.quantity):
                asked[center_id] += hours
    return {center_id: hours_of(hours) for center_id, hours in asked.items()}


async def _progress(site_id: UUID, today: date) -> dict[UUID, dict[str, Any]]:
    """How lines of a site went that are not done, or were done today."""
    rows = await LineProgress.raw(
        """
        SELECT * FROM line_progress
        WHERE site_id = {} AND (actual_end_on IS NULL OR actual_end_on >= {}) ORDER BY id
        """,
        site_id,
        today,
    )
    return {row["id"]: row for row in rows}


async def _downtimes(site_id: UUID, now: datetime) -> dict[UUID, list[FloorDowntime]]:
    """Downtime that has not ended, by work centre."""
    rows = await FloorReport.raw(
        """
        SELECT id, work_center_id, facts::text AS facts FROM floor_report
        WHERE site_id = {} AND kind = 'downtime' AND reversed_at IS NULL AND deleted_at IS NULL
          AND (ended_at IS NULL OR ended_at > {})
        ORDER BY reported_at, id
        """,
        site_id,
        now,
    )
    found: defaultdict[UUID, list[FloorDowntime]] = defaultdict(list)
    for row in rows:
        facts = msgspec.json.decode(row["facts"])
        until = facts["until_at"]
        found[row["work_center_id"]].append(
            FloorDowntime(
                report_id=row["id"],
                from_at=datetime.fromisoformat(facts["from_at"]),
                until_at=None if until is None else datetime.fromisoformat(until),
                cause=DowntimeCause(facts["cause"]),
                machine_count=facts["machine_count"],
            )
        )
    return found


async def _reports(site_id: UUID, catalog: PlanningCatalog) -> list[FloorReportRow]:
    """The latest reports of a site, newest first."""
    rows = await FloorReport.raw(
        """
        SELECT id, ver, kind, work_center_id, item_id, reference, facts::text AS facts, note,
               happened_on, reported_by_name, reported_at, ended_at, reversed_by_name, reversed_at,
               reversal_note,
               coalesce((effects -> 'displaced' ->> 'moved_count')::int, 0) AS moved_count,
               coalesce((effects -> 'displaced' ->> 'returned_count')::int, 0) AS returned_count,
               coalesce(effects -> 'displaced' -> 'stuck', jsonb_build_array())::text AS stuck
        FROM floor_report WHERE site_id = {} AND deleted_at IS NULL
        ORDER BY reported_at DESC, id DESC LIMIT {}
        """,
        site_id,
        MOST_REPORTS,
    )
    return [_report(row, catalog) for row in rows]


def _report(row: dict[str, Any], catalog: PlanningCatalog) -> FloorReportRow:
    item = catalog.items.get(row["item_id"])
    center = catalog.work_centers.get(row["work_center_id"])
    facts = msgspec.json.decode(row["facts"])
    return FloorReportRow(
        id=row["id"],
        ver=row["ver"],
        kind=ReportKind(row["kind"]),
        work_center_name=center.name if center else None,
        item_name=item.name if item else None,
        unit=item.unit if item else None,
        reference=row["reference"],
        facts={name: written_fact(value) for name, value in facts.items()},
        note=row["note"],
        happened_on=row["happened_on"],
        reported_by_name=row["reported_by_name"],
        reported_at=row["reported_at"],
        ended_at=row["ended_at"],
        reversed_by_name=row["reversed_by_name"],
        reversed_at=row["reversed_at"],
        reversal_note=row["reversal_note"],
        moved_count=row["moved_count"],
        returned_count=row["returned_count"],
        unplaced=unplaced(msgspec.json.decode(row["stuck"], type=list[LineStuck]), catalog),
    )


def unplaced(stuck: Iterable[LineStuck], catalog: PlanningCatalog) -> list[UnplacedLot]:
    """What has no day, with the names of the items, what was planned soonest first."""
    return [
        UnplacedLot(
            item_name=catalog.items[each.item_id].name,
            unit=catalog.items[each.item_id].unit,
            quantity=each.quantity,
            reference=each.reference,
            on=each.on,
        )
        for each in sorted(stuck, key=lambda each: (each.on, each.reference))
    ]
