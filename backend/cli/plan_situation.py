"""The situation that a planning case tells of; what has a name has the id that the name stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.cli.plan_case import LEAST_HORIZON, MOST_DAYS, CaseError, PlanningCase
from backend.cli.plan_days import Buckets, latest
from backend.cli.plan_rows import (
    FARTHEST_DAY,
    AlternateRow,
    Day,
    ForecastRow,
    ItemRow,
    OrderRow,
    SupplyRow,
    WorkCenterRow,
)
from backend.cli.plan_validity import valid
from backend.engine.scale import quantity_of, want
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    DeliveryRule,
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
from backend.forecast.model.consumption import Bucket, Order, Windows, open_forecast
from shared.terms import Procurement

SATURDAY: Final = 5
NONE: Final = "none"
"""How something is got that nothing is planned for: bought until yesterday."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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


def situation_of(case: PlanningCase, buckets: Buckets) -> Situation:
    """The facts of a case; each bucket is a day of the situation, the first of which is its today."""
    horizon = case.horizon or min(max(LEAST_HORIZON, latest(case, buckets)), MOST_DAYS)
    on = buckets.inside
    return Situation(
        today=buckets.first_on,
        horizon_days=horizon,
        nodes=tuple(_nodes(case, buckets)),
        components=tuple(
            ComponentLine(named(row.item), named(row.of), row.per, row.scrap, *valid(row, buckets))
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
                frozenset(on(day) for day in row.no_overtime),
                row.efficiency,
            )
            for row in case.work_centers
        ),
        capacity={
            (named(row.name), day): hours
            for row in case.work_centers
            for day, hours in _hours(row, buckets, horizon)
        },
        demands=(
            *(_demand(case, row, buckets) for row in case.orders),
            *(_expected(row, each, buckets) for row, each in open_rows(case, buckets)),
        ),
        stocks=tuple(
            Stock(
                named(row.item),
                named(row.site),
                row.quantity,
                None if row.until is None else on(row.until),
                row.lot,
            )
            for row in case.stock
        ),
        supplies=tuple(
            _supply(row, buckets, name)
            for row, name in zip(case.supply, _once_each(map(_name, case.supply)), strict=True)
        ),
        alternates=tuple(_alternate(row, buckets) for row in case.alternates),
        closed_days={
            named(name): frozenset(_closed(name, days, buckets, horizon))
            for name, days in case.closed.items()
        },
        remaining_life={named(name): days for name, days in case.remaining_life.items()},
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """A period of a forecast: from when it counts, and what of it no order has taken.

    `is_fenced` where it begins before the item's demand fence: orders alone count there.
    """

    name: str
    day: int
    open_quantity: Decimal
    is_fenced: bool


def open_rows(case: PlanningCase, buckets: Buckets) -> list[tuple[ForecastRow, Expected]]:
    """Every period of the forecast with what orders have left of it, in the order of the case."""
    facts = {(row.item, row.site): row for row in case.items}
    found: dict[int, Expected] = {}
    for node, item in facts.items():
        places = [p for p, r in enumerate(case.forecast) if (r.item, r.site) == node]
        places.sort(key=lambda place: buckets.index(case.forecast[place].day))
        rows = [case.forecast[place] for place in places]
        left = _left(case, rows, item, buckets) if rows else []
        for place, row, units in zip(places, rows, left, strict=True):
            first = buckets.index(row.day)
            is_fenced = first < item.demand_fence
            is_over = first + row.days <= 0
            quantity = Decimal(0) if is_fenced or is_over else quantity_of(units, item.decimals)
            name = f"forecast {row.item} at {row.site} of {buckets.inside(row.day)}"
            found[place] = Expected(name, max(first, 0), quantity, is_fenced)
    names = _once_each(found[place].name for place in sorted(found))
    for place, name in zip(sorted(found), names, strict=True):
        found[place] = replace(found[place], name=name)
    return [(case.forecast[place], found[place]) for place in sorted(found)]


def _once_each(names: Iterable[str]) -> Iterator[str]:
    """Names of which each stands once: a second `P` is `P (2)`."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _left(
    case: PlanningCase, rows: list[ForecastRow], item: ItemRow, buckets: Buckets
) -> list[int]:
    periods = []
    for row in rows:
        first = buckets.index(row.day)
        quantity = want(row.quantity, item.decimals)
        periods.append(
            Bucket(buckets.inside(first), buckets.inside(first + row.days - 1), quantity)
        )
    orders = [
        Order(buckets.inside(each.due), want(each.quantity, item.decimals))
        for each in case.orders
        if (each.item, each.site) == (item.item, item.site)
    ]
    windows = Windows(case.consumption.backward, case.consumption.forward)
    return open_forecast(periods, orders, windows)


def _expected(row: ForecastRow, found: Expected, buckets: Buckets) -> Demand:
    return Demand(
        demand_line_id=named(found.name),
        item_id=named(row.item),
        site_id=named(row.site),
        customer_id=named("Forecast"),
        customer_name="Forecast",
        priority=row.priority,
        order_reference=found.name,
        open_quantity=found.open_quantity,
        due_on=buckets.inside(found.day),
    )


def _nodes(case: PlanningCase, buckets: Buckets) -> Iterator[NodeFacts]:
    for row in case.items:
        first, last = valid(row, buckets)
        if row.get == NONE:
            first, last = None, buckets.inside(-1)
        yield NodeFacts(
            item_id=named(row.item),
            site_id=named(row.site),
            item_name=row.item,
            site_name=row.site,
            unit=row.unit,
            procurement=Procurement.BUY if row.get == NONE else Procurement(row.get),
            quantity_decimals=row.decimals,
            source_site_id=named(row.source) if row.source else None,
            supplier_name=row.supplier,
            supplier_id=named(row.supplier) if row.supplier else None,
            lane_id=named(row.lane) if row.lane else None,
            lead_time_days=row.lead,
            safety_stock=row.safety,
            lot_minimum=max(row.minimum, row.fixed),
            lot_multiple=row.fixed or row.multiple,
            unit_cost=row.cost,
            unit_price=row.price,
            frozen_days=row.frozen,
            negotiable_days=row.negotiable,
            shelf_life_days=row.shelf,
            lot_maximum=row.maximum,
            lot_cover_days=row.cover,
            yield_ratio=row.yield_ratio,
            lead_time_days_per_unit=row.lead_per_unit,
            counts_open_days=row.open_days,
            safety_days=row.safety_days,
            fill_to=row.fill_to,
            first_on=first,
            last_on=last,
        )


def _hours(row: WorkCenterRow, buckets: Buckets, horizon: int) -> Iterator[tuple[date, Decimal]]:
    for number in range(horizon + 1):
        on = buckets.inside(number)
        is_weekend = buckets.bucket == "day" and on.weekday() >= SATURDAY
        yield on, row.weekend if is_weekend else row.hours
    for word, hours in row.days.items():
        for on in _weekdays(word, buckets, horizon):
            yield on, hours
    said: dict[date, str] = {}
    for word, hours in row.days.items():
        if _is_weekday(word, buckets):
            continue
        day = _said_day(word)
        if day is None:
            raise CaseError(
                f"work_centers, {row.name}: `{word}` in `days` is neither a date nor a number of days, nor in days a weekday such as `sunday`"
            )
        on = buckets.inside(day)
        if on in said:
            raise CaseError(
                f"work_centers, {row.name}: `{said[on]}` and `{word}` in `days` are the same {buckets.bucket}"
            )
        said[on] = word
        yield on, hours


def _closed(name: str, days: Iterable[int | str], buckets: Buckets, horizon: int) -> Iterator[date]:
    """Days as they are said; a weekday is each of its days within the horizon."""
    for word in map(str, days):
        day = _said_day(word)
        if day is not None:
            yield buckets.inside(day)
        elif _is_weekday(word, buckets):
            yield from _weekdays(word, buckets, horizon)
        else:
            raise CaseError(
                f"closed, {name}: `{word}` is neither a date nor a number of days, nor in days a weekday such as `sunday`"
            )


def _is_weekday(word: str, buckets: Buckets) -> bool:
    return word.lower() in WEEKDAYS and buckets.bucket == "day"


def _weekdays(word: str, buckets: Buckets, horizon: int) -> Iterator[date]:
    """Every such weekday within the horizon; none where it is another word."""
    if _is_weekday(word, buckets):
        first = (WEEKDAYS.index(word.lower()) - buckets.first_on.weekday()) % len(WEEKDAYS)
        yield from (buckets.inside(on) for on in range(first, horizon + 1, len(WEEKDAYS)))


def _said_day(word: str) -> Day | None:
    """A date or a number of days that is written as text; None where it is neither, or a number past any calendar."""
    try:
        if not word.lstrip("-").isdecimal():
            return date.fromisoformat(word)
        number = int(word)
    except ValueError:
        return None
    return number if abs(number) <= FARTHEST_DAY else None


def _demand(case: PlanningCase, row: OrderRow, buckets: Buckets) -> Demand:
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
        due_on=buckets.inside(row.due),
        promised_on=None if row.promised is None else buckets.inside(row.promised),
        unit_price=row.price,
        remaining_life_days=life,
        order=row.order,
        rule=DeliveryRule(row.late, row.in_parts, row.least_part, row.together),
    )


def _name(row: SupplyRow) -> str:
    return str(row.line or row.order or row.purchase)


def _supply(row: SupplyRow, buckets: Buckets, name: str) -> PlannedSupply:
    kind = SupplyKind.PLAN_LINE
    if row.line is None:
        kind = SupplyKind.PURCHASE if row.order is None else SupplyKind.PRODUCTION_ORDER
    return PlannedSupply(
        id=named(name),
        kind=kind,
        reference=_name(row),
        item_id=named(row.item),
        site_id=named(row.site),
        quantity=row.quantity,
        on=buckets.inside(row.day),
        start_on=None if row.start is None else buckets.inside(row.start),
        is_firm=row.firm,
        alternate_id=alternate_named(row.item, row.site, row.by) if row.by else None,
    )


def _alternate(row: AlternateRow, buckets: Buckets) -> Alternate:
    item, site = named(row.item), named(row.site)
    first, last = valid(row, buckets)
    return Alternate(
        id=alternate_named(row.item, row.site, row.name),
        item_id=item,
        site_id=site,
        name=row.name,
        procurement=Procurement(row.get),
        lead_time_days=row.lead,
        source_site_id=named(row.source) if row.source else None,
        supplier_id=named(row.supplier) if row.supplier else None,
        lot_minimum=max(row.minimum, row.fixed),
        lot_multiple=row.fixed or row.multiple,
        lot_maximum=row.maximum,
        unit_cost=row.cost,
        first_on=first,
        last_on=last,
        components=None
        if row.made_of is None
        else tuple(
            ComponentLine(item, named(part.of), part.per, part.scrap, *valid(part, buckets))
            for part in row.made_of
        ),
        operations=None
        if row.steps is None
        else tuple(
            OperationStep(item, site, 10, named(step.at), step.hours, step.setup)
            for step in row.steps
        ),
    )
