"""Small companies for tests, written as plain data: names for ids, numbers or dates for days.

A day is a date, or a number of days from today. The same words are used by the golden stories.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.engine.situation import (
    Alternate,
    Change,
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
from shared.terms import Procurement

TODAY = date(2026, 11, 24)
SATURDAY = 5
SUPPLY_WORDS = {
    "line": SupplyKind.PLAN_LINE,
    "order": SupplyKind.PRODUCTION_ORDER,
    "purchase": SupplyKind.PURCHASE,
}

Given = Mapping[str, Any]


def named(name: str) -> UUID:
    """The id that a name stands for."""
    return uuid5(NAMESPACE_OID, name)


def amount(value: object) -> Decimal:
    return Decimal(str(value))


def day(today: date, value: Any) -> date:
    """A date as it is, or so many days from today."""
    return value if isinstance(value, date) else today + timedelta(days=int(value))


def day_or_none(today: date, value: Any) -> date | None:
    return None if value is None else day(today, value)


def situation_from(given: Given) -> Situation:
    """A situation out of plain data; everything but the items may be left out."""
    today = given.get("today", TODAY)
    horizon = given.get("horizon", 20)
    lives = given.get("remaining_life", {})
    return Situation(
        today=today,
        horizon_days=horizon,
        nodes=tuple(_node(today, row) for row in given.get("items", ())),
        components=tuple(
            ComponentLine(
                named(row["item"]),
                named(row["of"]),
                amount(row.get("per", 1)),
                amount(row.get("scrap", 0)),
                day_or_none(today, row.get("from")),
                day_or_none(today, row.get("until")),
            )
            for row in given.get("made_of", ())
        ),
        operations=tuple(
            OperationStep(
                named(row["item"]),
                named(row.get("site", "Riga")),
                10 * (place + 1),
                named(row["at"]),
                amount(row["hours"]),
                amount(row.get("setup", 0)),
            )
            for place, row in enumerate(given.get("steps", ()))
        ),
        work_centers=tuple(_work_center(today, row) for row in given.get("work_centers", ())),
        capacity=capacity_from(today, horizon, given.get("work_centers", ())),
        demands=tuple(
            _demand(today, {"life": lives.get(row.get("customer"), 0), **row})
            for row in given.get("orders", ())
        ),
        stocks=tuple(
            Stock(
                named(row["item"]),
                named(row.get("site", "Riga")),
                amount(row["quantity"]),
                day_or_none(today, row.get("until")),
                str(row.get("lot", "")),
            )
            for row in given.get("stock", ())
        ),
        supplies=tuple(_supply(today, row) for row in given.get("supply", ())),
        alternates=tuple(_alternate(today, row) for row in given.get("alternates", ())),
        closed_days={
            named(site): frozenset(day(today, value) for value in values)
            for site, values in given.get("closed", {}).items()
        },
        remaining_life={
            named(customer): days for customer, days in given.get("remaining_life", {}).items()
        },
    )


def _node(today: date, row: Given) -> NodeFacts:
    source = row.get("source")
    return NodeFacts(
        item_id=named(row["item"]),
        site_id=named(row.get("site", "Riga")),
        item_name=row["item"],
        site_name=row.get("site", "Riga"),
        unit=row.get("unit", "piece"),
        procurement=Procurement(row.get("get", "make")),
        quantity_decimals=row.get("decimals", 0),
        source_site_id=named(source) if source else None,
        supplier_name=row.get("supplier"),
        supplier_id=named(row["supplier"]) if row.get("supplier") else None,
        lane_id=named(row["lane"]) if row.get("lane") else None,
        lead_time_days=row.get("lead", 0),
        safety_stock=amount(row.get("safety", 0)),
        lot_minimum=amount(row.get("minimum", 0)),
        lot_multiple=amount(row.get("multiple", 0)),
        unit_cost=amount(row.get("cost", 0)),
        unit_price=amount(row.get("price", 0)),
        frozen_days=row.get("frozen", 0),
        negotiable_days=row.get("negotiable", 0),
        shelf_life_days=row.get("shelf"),
        lot_maximum=amount(row.get("maximum", 0)),
        lot_cover_days=row.get("cover", 0),
        yield_ratio=amount(row.get("yield", 1)),
        lead_time_days_per_unit=amount(row.get("lead_per_unit", 0)),
        counts_open_days=row.get("open_days", False),
        safety_days=row.get("safety_days", 0),
        fill_to=amount(row.get("fill_to", 0)),
        first_on=day_or_none(today, row.get("from")),
        last_on=day_or_none(today, row.get("until")),
    )


def _alternate(today: date, row: Given) -> Alternate:
    """Another way: `made_of` and `steps` replace the item's own, what is not said stays."""
    item, site = named(row["item"]), named(row.get("site", "Riga"))
    source = row.get("source")
    return Alternate(
        id=named(f"{row['item']} {row.get('site', 'Riga')} {row['name']}"),
        item_id=item,
        site_id=site,
        name=row["name"],
        procurement=Procurement(row.get("get", "make")),
        lead_time_days=row.get("lead", 0),
        source_site_id=named(source) if source else None,
        supplier_id=named(row["supplier"]) if row.get("supplier") else None,
        lot_minimum=amount(row.get("minimum", 0)),
        lot_multiple=amount(row.get("multiple", 0)),
        lot_maximum=amount(row.get("maximum", 0)),
        unit_cost=amount(row["cost"]) if "cost" in row else None,
        first_on=day_or_none(today, row.get("from")),
        last_on=day_or_none(today, row.get("until")),
        components=tuple(
            ComponentLine(item, named(line["of"]), amount(line.get("per", 1)))
            for line in row["made_of"]
        )
        if "made_of" in row
        else None,
        operations=tuple(
            OperationStep(
                item,
                site,
                10,
                named(step["at"]),
                amount(step["hours"]),
                amount(step.get("setup", 0)),
            )
            for step in row["steps"]
        )
        if "steps" in row
        else None,
    )


def _work_center(today: date, row: Given) -> WorkCenterFacts:
    return WorkCenterFacts(
        id=named(row["name"]),
        site_id=named(row.get("site", "Riga")),
        name=row["name"],
        hourly_cost=amount(row.get("cost", 0)),
        overtime_hourly_cost=amount(row.get("overtime_cost", 0)),
        overtime_hours_a_day=amount(row.get("overtime", 0)),
        no_overtime_on=frozenset(day(today, value) for value in row.get("no_overtime", ())),
        efficiency_ratio=amount(row.get("efficiency", 1)),
    )


def capacity_from(
    today: date, horizon: int, rows: Iterable[Given]
) -> dict[tuple[UUID, date], Decimal]:
    """Hours of working days, none at weekends unless `weekend` says so; `days` names exceptions."""
    hours: dict[tuple[UUID, date], Decimal] = {}
    for row in rows:
        for ahead in range(horizon + 1):
            on = today + timedelta(days=ahead)
            usual = row.get("weekend", 0) if on.weekday() >= SATURDAY else row.get("hours", 8)
            hours[named(row["name"]), on] = amount(usual)
        for value, exception in row.get("days", {}).items():
            hours[named(row["name"]), day(today, value)] = amount(exception)
    return hours


def _demand(today: date, row: Given) -> Demand:
    return Demand(
        demand_line_id=named(str(row["line"])),
        item_id=named(row["item"]),
        site_id=named(row.get("site", "Riga")),
        customer_id=named(row.get("customer", "Somebody")),
        customer_name=row.get("customer", "Somebody"),
        priority=row.get("priority", 3),
        order_reference=str(row["line"]),
        open_quantity=amount(row["quantity"]),
        due_on=day(today, row["due"]),
        promised_on=day_or_none(today, row.get("promised")),
        unit_price=amount(row.get("price", 0)),
        remaining_life_days=row.get("life", 0),
        order=str(row.get("order", "")),
        rule=rule_from(row),
    )


def rule_from(row: Given) -> DeliveryRule:
    """How a line may be delivered: `late` days at most, `in_parts`, `least_part`, `together`."""
    return DeliveryRule(
        maximum_days_late=row.get("late"),
        allows_partial=row.get("in_parts", True),
        minimum_partial=amount(row.get("least_part", 0)),
        ships_together=row.get("together", False),
    )


def _supply(today: date, row: Given) -> PlannedSupply:
    word = next(word for word in SUPPLY_WORDS if word in row)
    return PlannedSupply(
        id=named(str(row[word])),
        kind=SUPPLY_WORDS[word],
        reference=str(row[word]),
        item_id=named(row["item"]),
        site_id=named(row.get("site", "Riga")),
        quantity=amount(row["quantity"]),
        on=day(today, row["day"]),
        start_on=day_or_none(today, row.get("start")),
        is_firm=row.get("firm", False),
        alternate_id=named(f"{row['item']} {row.get('site', 'Riga')} {row['by']}")
        if "by" in row
        else None,
    )


def change_from(given: Given) -> Change:
    """The change under `change`; what it does not say is as the order line has it."""
    today = given.get("today", TODAY)
    row = given["change"]
    line: Given = next(
        (o for o in given.get("orders", ()) if str(o["line"]) == str(row.get("line"))), {}
    )
    before = line.get("ordered", line.get("quantity", 0))
    after = 0 if row.get("cancel") else row.get("quantity", before)
    customer = row.get("customer", line.get("customer", "Somebody"))
    due_before = day_or_none(today, line.get("due"))
    due_after = day(today, row["due"]) if "due" in row else due_before
    assert due_after is not None
    return Change(
        item_id=named(row.get("item", line.get("item"))),
        site_id=named(row.get("site", line.get("site", "Riga"))),
        customer_id=named(customer),
        customer_name=customer,
        quantity_before=amount(before),
        quantity_after=amount(after),
        due_on_after=due_after,
        demand_line_id=named(str(row["line"])) if line else None,
        due_on_before=due_before,
        is_cancellation=row.get("cancel", False),
        is_urgent=row.get("urgent", False),
        unit_price=amount(row.get("price", line.get("price", 0))),
        priority=row.get("priority"),
        order_reference=str(row.get("line", "")),
        rule=rule_from(row),
    )
