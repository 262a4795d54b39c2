"""The situation that a planning case tells of; what has a name has the id that the name stands for."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.cli.plan_case import (
    LEAST_HORIZON,
    MOST_DAYS,
    AlternateRow,
    CaseError,
    OrderRow,
    PlanningCase,
    SupplyRow,
    WorkCenterRow,
    ahead,
    day_of,
    latest_day,
)
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    Demand,
    NodeFacts,
    OperationStep,
    PlannedSupply,
    Situation,
    Stock,
    SupplyKind,
    WorkCenterFacts,
)
from backend.engine.whole.rules import Rules
from shared.terms import Procurement

SATURDAY: Final = 5


def named(name: str) -> UUID:
    """The id that a name stands for."""
    return uuid5(NAMESPACE_OID, name)


def alternate_named(item: str, site: str, name: str) -> UUID:
    """The id of another way to an item."""
    return named(f"{item} {site} {name}")


def rules_of(case: PlanningCase) -> Rules:
    """The rules that a case is planned by."""
    said = case.rules
    return Rules(
        said.finite_capacity,
        said.allow_overtime,
        said.use_alternates,
        said.respect_fences,
        said.keep_plan,
    )


def situation_of(case: PlanningCase, today: date) -> Situation:
    """The facts of a case; its own `today` goes before the one given."""
    today = case.today or today
    horizon = case.horizon or min(max(LEAST_HORIZON, latest_day(case, today)), MOST_DAYS)
    return Situation(
        today=today,
        horizon_days=horizon,
        nodes=tuple(_nodes(case)),
        components=tuple(
            ComponentLine(named(row.item), named(row.of), row.per, row.scrap)
            for row in case.made_of
        ),
        operations=tuple(
            OperationStep(
                named(row.item),
                named(row.site),
                10 * (place + 1),
                named(row.at),
                row.hours,
                row.setup,
            )
            for place, row in enumerate(case.steps)
        ),
        work_centers=tuple(
            WorkCenterFacts(
                named(row.name),
                named(row.site),
                row.name,
                row.cost,
                row.overtime_cost,
                row.overtime,
                frozenset(day_of(today, day) for day in row.no_overtime),
                row.efficiency,
            )
            for row in case.work_centers
        ),
        capacity={
            (named(row.name), on): hours
            for row in case.work_centers
            for on, hours in _hours(row, today, horizon)
        },
        demands=tuple(_demand(case, row, today) for row in case.orders),
        stocks=tuple(
            Stock(
                named(row.item),
                named(row.site),
                row.quantity,
                None if row.until is None else day_of(today, row.until),
                row.lot,
            )
            for row in case.stock
        ),
        supplies=tuple(_supply(row, today) for row in case.supply),
        alternates=tuple(_alternate(row) for row in case.alternates),
        closed_days={
            named(site): frozenset(day_of(today, day) for day in days)
            for site, days in case.closed.items()
        },
        remaining_life={named(name): days for name, days in case.remaining_life.items()},
    )


def _nodes(case: PlanningCase) -> Iterator[NodeFacts]:
    for row in case.items:
        yield NodeFacts(
            item_id=named(row.item),
            site_id=named(row.site),
            item_name=row.item,
            site_name=row.site,
            unit=row.unit,
            procurement=Procurement(row.get),
            quantity_decimals=row.decimals,
            source_site_id=named(row.source) if row.source else None,
            supplier_name=row.supplier,
            lead_time_days=row.lead,
            safety_stock=row.safety,
            lot_minimum=row.minimum,
            lot_multiple=row.multiple,
            unit_cost=row.cost,
            unit_price=row.price,
            frozen_days=row.frozen,
            negotiable_days=row.negotiable,
            shelf_life_days=row.shelf,
            lot_maximum=row.maximum,
            yield_ratio=row.yield_ratio,
            lead_time_days_per_unit=row.lead_per_unit,
            counts_open_days=row.open_days,
        )


def _hours(row: WorkCenterRow, today: date, horizon: int) -> Iterator[tuple[date, Decimal]]:
    for number in range(horizon + 1):
        on = today + timedelta(days=number)
        yield on, row.weekend if on.weekday() >= SATURDAY else row.hours
    for word, hours in row.days.items():
        try:
            yield (
                day_of(
                    today, int(word) if word.lstrip("-").isdigit() else date.fromisoformat(word)
                ),
                hours,
            )
        except ValueError as error:
            raise CaseError(
                f"work_centers, {row.name}: `{word}` in `days` is neither a date nor a number of days"
            ) from error


def _demand(case: PlanningCase, row: OrderRow, today: date) -> Demand:
    life = case.remaining_life.get(row.customer, 0) if row.life is None else row.life
    return Demand(
        demand_line_id=named(row.line),
        item_id=named(row.item),
        site_id=named(row.site),
        customer_id=named(row.customer),
        customer_name=row.customer,
        priority=row.priority,
        order_reference=row.line,
        open_quantity=row.quantity,
        due_on=day_of(today, row.due),
        promised_on=None if row.promised is None else day_of(today, row.promised),
        unit_price=row.price,
        remaining_life_days=life,
    )


def _supply(row: SupplyRow, today: date) -> PlannedSupply:
    name, kind = row.line, SupplyKind.PLAN_LINE
    if row.order is not None:
        name, kind = row.order, SupplyKind.PRODUCTION_ORDER
    elif row.purchase is not None:
        name, kind = row.purchase, SupplyKind.PURCHASE
    return PlannedSupply(
        id=named(str(name)),
        kind=kind,
        reference=str(name),
        item_id=named(row.item),
        site_id=named(row.site),
        quantity=row.quantity,
        on=today + timedelta(days=ahead(today, row.day)),
        start_on=None if row.start is None else day_of(today, row.start),
        is_firm=row.firm,
        alternate_id=alternate_named(row.item, row.site, row.by) if row.by else None,
    )


def _alternate(row: AlternateRow) -> Alternate:
    item, site = named(row.item), named(row.site)
    return Alternate(
        id=alternate_named(row.item, row.site, row.name),
        item_id=item,
        site_id=site,
        name=row.name,
        procurement=Procurement(row.get),
        lead_time_days=row.lead,
        source_site_id=named(row.source) if row.source else None,
        lot_minimum=row.minimum,
        lot_multiple=row.multiple,
        lot_maximum=row.maximum,
        unit_cost=row.cost,
        components=None
        if row.made_of is None
        else tuple(ComponentLine(item, named(part.of), part.per) for part in row.made_of),
        operations=None
        if row.steps is None
        else tuple(
            OperationStep(item, site, 10, named(step.at), step.hours, step.setup)
            for step in row.steps
        ),
    )
