"""Reads of the plan: the lines that stand, the newest revision of each site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import WorkCenterFacts as CenterFacts
from backend.catalog.model.hours_of_day import days_from
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    LaneFreight,
    Node,
    NodeFacts,
    OperationStep,
    WorkCenterFacts,
)
from backend.plan.tables import PlanLine, PlanningChange, PlanOvertime, PlanRevision
from shared.terms import Procurement

DAYS_BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """A plan line that stands in the newest revision of its site."""

    line_id: UUID
    site_id: UUID
    item_id: UUID
    source_site_id: UUID | None
    alternate_id: UUID | None
    reference: str
    quantity: Decimal
    start_on: date
    on: date


@dataclass(frozen=True, slots=True)
class Revision:
    """The newest revision of a site's plan."""

    id: UUID
    site_id: UUID
    number: int
    revised_at: datetime
    revised_by_name: str | None


@dataclass(frozen=True, slots=True)
class Master:
    """The part of a situation that moves only with master data and with the day."""

    nodes: tuple[NodeFacts, ...]
    components: tuple[ComponentLine, ...]
    operations: tuple[OperationStep, ...]
    work_centers: tuple[WorkCenterFacts, ...]
    capacity: dict[tuple[UUID, date], Decimal]
    alternates: tuple[Alternate, ...]
    closed_days: dict[UUID, frozenset[date]]


async def current_plan_lines(
    *, item_ids: Sequence[UUID] | None = None, site_id: UUID | None = None
) -> list[PlanLineRow]:
    """Lines that stand now, by day; of some items or of one site where told."""
    wanted = None if item_ids is None else list(item_ids)
    rows = await PlanLine.raw(
        """
        SELECT line_id, site_id, item_id, source_site_id, alternate_id, reference, quantity,
               start_on, "on"
        FROM plan_line
        WHERE to_number IS NULL
          AND ({}::uuid[] IS NULL OR item_id = ANY({}::uuid[]))
          AND ({}::uuid IS NULL OR site_id = {}::uuid)
        ORDER BY "on", line_id
        """,
        wanted,
        wanted,
        site_id,
        site_id,
    )
    return [PlanLineRow(**row) for row in rows]


async def plan_lines_at(site_id: UUID, number: int) -> list[PlanLineRow]:
    """Lines that stood in a revision of a site's plan, by day."""
    rows = await PlanLine.raw(
        """
        SELECT line_id, site_id, item_id, source_site_id, alternate_id, reference, quantity,
               start_on, "on"
        FROM plan_line
        WHERE site_id = {} AND from_number <= {} AND (to_number IS NULL OR to_number > {})
        ORDER BY "on", line_id
        """,
        site_id,
        number,
        number,
    )
    return [PlanLineRow(**row) for row in rows]


async def revision_at(site_id: UUID, number: int) -> Revision | None:
    """A revision of a site's plan by its number."""
    rows = await PlanRevision.raw(
        """
        SELECT revision.id, revision.site_id, revision.number, revision.revised_at,
               person.name AS revised_by_name
        FROM plan_revision AS revision LEFT JOIN person ON person.id = revision.revised_by
        WHERE revision.site_id = {} AND revision.number = {}
        """,
        site_id,
        number,
    )
    return Revision(**rows[0]) if rows else None


async def site_of_line(line_id: UUID) -> UUID | None:
    """The site in whose plan a line stands now."""
    rows = await PlanLine.select(PlanLine.site_id).where(
        (PlanLine.line_id == line_id) & PlanLine.to_number.is_null()
    )
    return rows[0]["site_id"] if rows else None


async def current_revisions(site_ids: Sequence[UUID] | None = None) -> dict[UUID, Revision]:
    """The newest revision of each site that has a plan."""
    wanted = None if site_ids is None else list(site_ids)
    rows = await PlanRevision.raw(
        """
        SELECT DISTINCT ON (revision.site_id) revision.id, revision.site_id, revision.number,
               revision.revised_at, person.name AS revised_by_name
        FROM plan_revision AS revision LEFT JOIN person ON person.id = revision.revised_by
        WHERE {}::uuid[] IS NULL OR revision.site_id = ANY({}::uuid[])
        ORDER BY revision.site_id, revision.number DESC
        """,
        wanted,
        wanted,
    )
    return {row["site_id"]: Revision(**row) for row in rows}


async def planning_stamp() -> tuple[int, int]:
    """Names the state of demand, stock, purchases and plan that the caller can see.

    Two equal stamps mean the same rows: a transaction that commits later adds itself to both figures.
    """
    return (await planning_stamps())[0]


async def planning_stamps() -> tuple[tuple[int, int], tuple[int, int]]:
    """The stamp of all that planning reads, and that of demand alone."""
    rows = await PlanningChange.raw(
        """
        SELECT sum(change_count)::bigint AS change_count, sum(total)::bigint AS total,
               sum(demand_count)::bigint AS demand_count, sum(demand_total)::bigint AS demand_total
        FROM (
            SELECT count(*) AS change_count, coalesce(sum(id), 0) AS total,
                   count(*) FILTER (WHERE has_demand) AS demand_count,
                   coalesce(sum(id) FILTER (WHERE has_demand), 0) AS demand_total
            FROM planning_change
            UNION ALL
            SELECT change_count, total, demand_count, demand_total FROM planning_change_fold
        ) AS all_changes
        """
    )
    row = rows[0]
    return (row["change_count"], row["total"]), (row["demand_count"], row["demand_total"])


async def overtime_hours(site_id: UUID | None = None) -> dict[tuple[UUID, date], Decimal]:
    """Approved extra hours by work centre and day."""
    rows = await PlanOvertime.raw(
        """
        SELECT work_center_id, "on", sum(hours) AS hours FROM plan_overtime
        WHERE {}::uuid IS NULL OR site_id = {}::uuid
        GROUP BY work_center_id, "on"
        """,
        site_id,
        site_id,
    )
    return {(row["work_center_id"], row["on"]): row["hours"] for row in rows}


async def overtime_since(site_id: UUID, number: int) -> dict[tuple[UUID, date], Decimal]:
    """Extra hours of a site by work centre and day that were approved after a revision."""
    rows = await PlanOvertime.raw(
        """
        SELECT work_center_id, "on", sum(hours) AS hours FROM plan_overtime
        WHERE site_id = {} AND from_number > {} GROUP BY work_center_id, "on"
        """,
        site_id,
        number,
    )
    return {(row["work_center_id"], row["on"]): row["hours"] for row in rows}


@lru_cache(maxsize=8)
def master_of(catalog: PlanningCatalog, today: date, day_count: int) -> Master:
    """Master data as the engine reads them, with regular hours from yesterday on for some days."""
    return Master(
        nodes=nodes_of(catalog),
        components=tuple(
            ComponentLine(
                row.parent_item_id,
                row.component_item_id,
                row.quantity_per,
                row.scrap_ratio,
                row.first_on,
                row.last_on,
            )
            for row in catalog.components
        ),
        operations=tuple(
            OperationStep(
                item_id=row.item_id,
                site_id=row.site_id,
                sequence=row.sequence,
                work_center_id=row.work_center_id,
                hours_per_unit=row.hours_per_unit,
                setup_hours=row.setup_hours,
            )
            for row in catalog.routing_steps
        ),
        work_centers=tuple(
            WorkCenterFacts(
                id=center.id,
                site_id=center.site_id,
                name=center.name,
                hourly_cost=center.hourly_cost,
                overtime_hourly_cost=center.overtime_hourly_cost,
                overtime_hours_a_day=center.overtime_hours_a_day,
                no_overtime_on=_shut_days(catalog, center, today, day_count),
            )
            for center in catalog.work_centers.values()
        ),
        capacity={
            (center.id, day): catalog.hours_on(center, day)
            for center in catalog.work_centers.values()
            for day in days_from(today - timedelta(days=1), day_count + 1)
        },
        alternates=alternates_of(catalog),
        closed_days=closed_days_of(catalog, today, day_count),
    )


@lru_cache(maxsize=8)
def closed_days_of(
    catalog: PlanningCatalog, today: date, day_count: int
) -> dict[UUID, frozenset[date]]:
    """The days on which nothing begins or arrives, with those from `DAYS_BEFORE` before: what is there soon began then."""
    first = today - timedelta(days=DAYS_BEFORE)
    return catalog.closed_days(first, DAYS_BEFORE + day_count + 1)


@lru_cache(maxsize=4)
def alternates_of(catalog: PlanningCatalog) -> tuple[Alternate, ...]:
    """Every other way to an item at a site, in the order in which they are tried."""
    return tuple(
        Alternate(
            id=other.id,
            item_id=other.item_id,
            site_id=other.site_id,
            name=other.name,
            procurement=Procurement(other.procurement),
            lead_time_days=other.lead_time_days,
            source_site_id=other.source_site_id,
            supplier_id=other.supplier_id,
            lot_minimum=other.lot_minimum,
            lot_multiple=other.lot_multiple,
            lot_maximum=other.lot_maximum,
            unit_cost=other.unit_cost,
            first_on=other.first_on,
            last_on=other.last_on,
            components=tuple(
                ComponentLine(
                    other.item_id, row.component_item_id, row.quantity_per, row.scrap_ratio
                )
                for row in other.components
            )
            or None,
            operations=tuple(
                OperationStep(
                    item_id=other.item_id,
                    site_id=other.site_id,
                    sequence=row.sequence,
                    work_center_id=row.work_center_id,
                    hours_per_unit=row.hours_per_unit,
                    setup_hours=row.setup_hours,
                )
                for row in other.steps
            )
            or None,
        )
        for other in catalog.alternates
    )


@lru_cache(maxsize=4)
def nodes_of(catalog: PlanningCatalog) -> tuple[NodeFacts, ...]:
    """How every item is planned at every site."""
    nodes = []
    for facts in catalog.item_sites.values():
        item = catalog.items[facts.item_id]
        site = catalog.sites[facts.site_id]
        nodes.append(
            NodeFacts(
                item_id=item.id,
                site_id=site.id,
                item_name=item.name,
                site_name=site.name,
                unit=item.unit,
                procurement=Procurement(facts.procurement),
                quantity_decimals=item.quantity_decimals,
                source_site_id=facts.source_site_id,
                supplier_id=facts.supplier_id,
                lane_id=facts.lots.calendar_id,
                counts_open_days=facts.lots.counts_open_days,
                supplier_name=facts.supplier_name,
                lead_time_days=facts.lead_time_days,
                safety_stock=facts.safety_stock,
                safety_days=facts.lots.safety_days,
                first_on=facts.lots.first_on,
                last_on=facts.lots.last_on,
                lot_minimum=facts.lots.lot_minimum,
                lot_multiple=facts.lots.lot_multiple,
                lot_maximum=facts.lots.lot_maximum,
                lot_cover_days=facts.lots.lot_cover_days,
                yield_ratio=facts.lots.yield_ratio,
                lead_time_days_per_unit=facts.lots.lead_time_days_per_unit,
                unit_cost=item.cost,
                unit_price=item.price,
                frozen_days=site.frozen_days,
                negotiable_days=site.negotiable_days,
                shelf_life_days=item.shelf_life_days,
                pallet_quantity=item.pallet_quantity,
            )
        )
    return tuple(nodes)


@lru_cache(maxsize=4)
def lanes_of(catalog: PlanningCatalog) -> Mapping[tuple[UUID, UUID], LaneFreight]:
    """What transfers cost, by sender and receiver."""
    return {
        ends: LaneFreight(lane.cost_per_delivery, lane.cost_per_pallet)
        for ends, lane in catalog.lanes.items()
    }


@lru_cache(maxsize=4)
def _node_facts(catalog: PlanningCatalog) -> Mapping[Node, NodeFacts]:
    return {each.node: each for each in nodes_of(catalog)}


def node_of(
    catalog: PlanningCatalog, item_id: UUID, site_id: UUID, alternate_id: UUID | None = None
) -> NodeFacts:
    """How an item is planned at a site when it is got in a way."""
    others = alternates_of(catalog) if alternate_id else ()
    other = next((each for each in others if each.id == alternate_id), None)
    return _node_facts(catalog)[item_id, site_id].by(other)


def _shut_days(
    catalog: PlanningCatalog, center: CenterFacts, today: date, day_count: int
) -> frozenset[date]:
    """Days without overtime: those that the calendar names as shut, and those with every machine down."""
    holidays = {
        on
        for (calendar, on), hours in catalog.calendar_exceptions.items()
        if calendar == center.calendar_id and hours == 0
    }
    if center.id in catalog.deviations:
        holidays |= {
            on for on in days_from(today, day_count) if catalog.downtime_ratio(center, on) == 1
        }
    return frozenset(holidays)
