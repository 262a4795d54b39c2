"""The present situation of the company as the engine reads it, and what can be promised from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.demand.queries import OpenDemand, open_demands
from backend.engine.answer import Adjustment
from backend.engine.ground import ground_of
from backend.engine.quote import Hold, with_holds
from backend.engine.scale import quantity_of
from backend.engine.situation import (
    Alternate,
    Demand,
    Node,
    NodeFacts,
    PlannedSupply,
    Situation,
    Stock,
    SupplyKind,
)
from backend.engine.view import View
from backend.identity.errors import NotFoundError
from backend.kit.clock import day_at
from backend.kit.unmoved import Unmoved
from backend.plan.model import PlanLine, PlanRevisionDelta, revise
from backend.plan.queries import (
    PlanLineRow,
    alternates_of,
    closed_days_of,
    current_plan_lines,
    lanes_of,
    master_of,
    nodes_of,
    overtime_hours,
    planning_stamps,
)
from backend.promise import repository
from backend.supply.queries import (
    OpenOrder,
    OpenPurchase,
    StockRow,
    open_orders,
    open_purchases,
    stock_of,
)
from shared.ids import new_id
from shared.schemas.catalog import AvailabilityRow as ShownAvailability
from shared.schemas.impact import DayQuantity

HORIZON_DAYS: Final = 90
SOLD_KINDS: Final = frozenset({"finished", "kit"})


@dataclass(frozen=True, slots=True)
class AvailabilityRow:
    """Cumulative available-to-promise of an item at a site; a step holds until the next one."""

    item_id: UUID
    site_id: UUID
    from_on: date
    steps: list[tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A situation and what it was read from; `plain` is it without any hold.

    `others` are situations without one change's own hold, made when they are asked for.
    """

    catalog: PlanningCatalog
    stamp: tuple[int, int]
    demand_stamp: tuple[int, int]
    situation: Situation
    plain: Situation
    holds: tuple[Hold, ...]
    others: dict[UUID, Situation] = field(default_factory=dict)


_kept: dict[date, _Kept] = {}


async def situation_at(
    now: datetime,
    site_id: UUID,
    catalog: PlanningCatalog,
    *,
    for_change_id: UUID | None = None,
) -> Situation:
    """Everything that planning may look at, with the calendar day of a site as today.

    What quotations hold is taken, but for the one that the change of `for_change_id` was ordered from:
    what was held for it is there for it.
    """
    today = day_at(now, catalog.sites[site_id].time_zone)
    kept = await _kept_situation(catalog, today)
    if for_change_id is None or all(hold.demand_change_id != for_change_id for hold in kept.holds):
        return kept.situation
    if for_change_id not in kept.others:
        others = [hold for hold in kept.holds if hold.demand_change_id != for_change_id]
        kept.others[for_change_id] = with_holds(kept.plain, tuple(others))
    return kept.others[for_change_id]


def without_line(situation: Situation, demand_line_id: UUID) -> Situation:
    """The situation as if an order line were not there: what it takes is free for it elsewhere."""
    left = tuple(each for each in situation.demands if each.demand_line_id != demand_line_id)
    return replace(situation, demands=left)


async def node_facts() -> dict[Node, NodeFacts]:
    """How every item is planned at every site."""
    catalog = await planning_catalog()
    return {facts.node: facts for facts in nodes_of(catalog)}


async def alternates() -> dict[UUID, Alternate]:
    """Every other way to an item at a site, by its id."""
    return {other.id: other for other in alternates_of(await planning_catalog())}


async def closed_days(now: datetime) -> dict[UUID, frozenset[date]]:
    """The days on which nothing begins or arrives, by site, supplier and lane."""
    return closed_days_of(await planning_catalog(), now.date(), HORIZON_DAYS)


async def plan_delta(
    lines: Sequence[PlanLine], adjustments: Sequence[Adjustment], now: datetime
) -> PlanRevisionDelta:
    """What adjustments make of plans' lines, with lead times, other ways and closed days as they are.

    A line that began before today at its site keeps its start.
    """
    sites = (await planning_catalog()).sites
    return revise(
        lines,
        adjustments,
        await node_facts(),
        new_id,
        await alternates(),
        await closed_days(now),
        frozenset(
            line.id for line in lines if line.start_on < day_at(now, sites[line.site_id].time_zone)
        ),
    )


async def availability(
    now: datetime, item_ids: Sequence[UUID] | None = None
) -> list[AvailabilityRow]:
    """Available-to-promise by day from today, of items that are sold, at sites that plan them."""
    catalog = await planning_catalog()
    wanted = set(catalog.items if item_ids is None else item_ids)
    situations: dict[date, View] = {}
    rows = []
    for item_id, site_id in sorted(catalog.item_sites, key=str):
        item = catalog.items[item_id]
        if item_id not in wanted or item.kind not in SOLD_KINDS:
            continue
        today = day_at(now, catalog.sites[site_id].time_zone)
        if today not in situations:
            situations[today] = View(ground_of(await _situation(catalog, today)))
        free = situations[today].free((item_id, site_id)).tolist()
        rows.append(AvailabilityRow(item_id, site_id, today, _steps(free, item.quantity_decimals)))
    return rows


async def availability_of(
    now: datetime, item_id: UUID, site_id: UUID | None, from_on: date | None
) -> list[ShownAvailability]:
    """What can be promised of an item that is sold, by site, from a day on; `NotFoundError` otherwise."""
    catalog = await planning_catalog()
    rows = [
        row
        for row in await availability(now, [item_id])
        if site_id is None or row.site_id == site_id
    ]
    if not rows:
        raise NotFoundError
    shown = []
    for row in rows:
        first = max(row.from_on, from_on or row.from_on)
        days = [(row.from_on + timedelta(days=offset), free) for offset, free in row.steps]
        before = [free for on, free in days if on <= first]
        steps = [DayQuantity(first, before[-1])] if before else []
        steps += [DayQuantity(on, free) for on, free in days if on > first]
        unit = catalog.items[item_id].unit
        shown.append(ShownAvailability(item_id, row.site_id, unit, first, steps))
    return shown


def _steps(free: Sequence[int], decimals: int) -> list[tuple[int, Decimal]]:
    steps: list[tuple[int, Decimal]] = []
    last: int | None = None
    for offset, units in enumerate(free):
        if units != last:
            steps.append((offset, quantity_of(units, decimals)))
            last = units
    return steps


async def _situation(catalog: PlanningCatalog, today: date) -> Situation:
    return (await _kept_situation(catalog, today)).situation


async def _kept_situation(catalog: PlanningCatalog, today: date) -> _Kept:
    """The situation of a day, kept in memory until master data or what planning reads has moved."""
    stamp, demand_stamp = await planning_stamps()
    kept = _kept.get(today)
    if kept is not None and kept.catalog is catalog and kept.stamp == stamp:
        return kept
    asked = (
        each.plain.demands
        for each in _kept.values()
        if each.catalog is catalog and each.demand_stamp == demand_stamp
    )
    plain = await _read_situation(catalog, today, next(asked, None))
    holds = tuple(await repository.holds_now())
    for day in [day for day in _kept if abs((day - today).days) > 1]:
        del _kept[day]
    _kept[today] = _Kept(catalog, stamp, demand_stamp, with_holds(plain, holds), plain, holds)
    return _kept[today]


async def _read_situation(
    catalog: PlanningCatalog, today: date, demands: tuple[Demand, ...] | None
) -> Situation:
    """The situation of a day; `demands` are those that are known to stand still."""
    master = master_of(catalog, today, HORIZON_DAYS)
    return Situation(
        today=today,
        horizon_days=HORIZON_DAYS,
        nodes=master.nodes,
        components=master.components,
        operations=master.operations,
        work_centers=master.work_centers,
        capacity=master.capacity,
        overtime=await overtime_hours(),
        alternates=master.alternates,
        closed_days=master.closed_days,
        demands=_demands.of(await open_demands()) if demands is None else demands,
        stocks=_stocks.of(await stock_of()),
        remaining_life=catalog.remaining_lives,
        lanes=lanes_of(catalog),
        supplies=(
            *_planned.of(await current_plan_lines()),
            *_ordered.of(await open_orders()),
            *_purchased.of(await open_purchases()),
        ),
    )


def _demand(row: OpenDemand) -> Demand:
    return Demand(
        demand_line_id=row.demand_line_id,
        item_id=row.item_id,
        site_id=row.site_id,
        customer_id=row.customer_id,
        customer_name=row.customer_name,
        priority=row.priority,
        order_reference=row.order_reference,
        open_quantity=row.open_quantity,
        due_on=row.due_on,
        promised_on=row.promised_on,
        unit_price=row.unit_price,
        remaining_life_days=row.remaining_life_days,
        order=row.order,
        rule=row.rule,
    )


def _stock(row: StockRow) -> Stock:
    return Stock(row.item_id, row.site_id, row.quantity, row.usable_until, row.lot_code)


def _plan_supply(line: PlanLineRow) -> PlannedSupply:
    return PlannedSupply(
        id=line.line_id,
        kind=SupplyKind.PLAN_LINE,
        reference=line.reference,
        item_id=line.item_id,
        site_id=line.site_id,
        quantity=line.quantity,
        on=line.on,
        start_on=line.start_on,
        alternate_id=line.alternate_id,
    )


def _order(order: OpenOrder) -> PlannedSupply:
    """Orders on which work has begun are firm; those that the ERP has only released may still change."""
    return PlannedSupply(
        id=order.id,
        kind=SupplyKind.PRODUCTION_ORDER,
        reference=order.reference,
        item_id=order.item_id,
        site_id=order.site_id,
        quantity=order.quantity,
        on=order.on,
        start_on=order.start_on,
        is_firm=bool(order.actual_start_on or order.completed_quantity or order.scrapped_quantity),
        alternate_id=order.alternate_id,
    )


def _purchase(line: OpenPurchase) -> PlannedSupply:
    return PlannedSupply(
        id=line.id,
        kind=SupplyKind.PURCHASE,
        reference=line.reference,
        item_id=line.item_id,
        site_id=line.site_id,
        quantity=line.quantity,
        on=line.on,
    )


_demands: Final = Unmoved(lambda row: row.demand_line_id, _demand)
_stocks: Final = Unmoved(lambda row: (row.item_id, row.site_id, row.lot_code), _stock)
_planned: Final = Unmoved(lambda row: row.line_id, _plan_supply)
_ordered: Final = Unmoved(lambda row: row.id, _order)
_purchased: Final = Unmoved(lambda row: row.id, _purchase)
