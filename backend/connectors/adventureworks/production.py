"""The sample's work orders, and hours that make sense: by unit, fitted to what the plant can do.

The sample's hours are constants of a work centre, whatever is made and how much. Three rules make a
routing of them: an hour is shared among the product's usual lot; made items without a routing take that
of their family; and each work centre is paced so that the next four weeks fill 85 % of its hours.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import mean
from typing import Final

from backend.connectors.adventureworks.catalog import (
    HOURS_A_DAY,
    center_code,
    current_recipes,
    item_codes,
    work_centers,
)
from backend.connectors.adventureworks.client import Row, Sample
from backend.connectors.adventureworks.moment import Moment, day_of
from backend.connectors.adventureworks.people import SITE
from backend.connectors.base.tables import Tables

LOAD: Final = 0.85
FITTED_WEEKS: Final = 4
PLANNED_AHEAD: Final = timedelta(weeks=3)
OPEN_DAYS_A_WEEK: Final = 5
SUBASSEMBLY: Final = "50"
PLAIN_HOURS: Final = 0.5

Steps = list[tuple[str, float]]


@dataclass
class WorkOrders:
    """The work orders on both sides of the cut, and the usual lot of each product."""

    done: list[Row] = field(default_factory=list)
    planned: list[Row] = field(default_factory=list)
    lots: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def read_work_orders(sample: Sample, moment: Moment) -> WorkOrders:
    """Ended by the cut: done. Begun by then, or beginning within three weeks: planned. Later: left out."""
    found = WorkOrders()
    for row in sample.rows("Production.WorkOrder"):
        if moment.has_happened(row["EndDate"]):
            found.done.append(row)
            found.lots[row["ProductID"]].append(int(row["OrderQty"]))
        elif day_of(row["StartDate"]) <= moment.cut_on + PLANNED_AHEAD:
            found.planned.append(row)
    return found


def add_production(tables: Tables, sample: Sample, moment: Moment) -> None:
    """Work orders as history and plan, and the routings that fit them."""
    codes, orders = item_codes(sample), read_work_orders(sample, moment)
    for row in orders.done:
        start_on, due_on = moment.moved(row["StartDate"]), moment.moved(row["DueDate"])
        tables.add(
            "production_order", reference=f"WO{row['WorkOrderID']}", item_code=codes[row["ProductID"]], site_code=SITE,
            quantity=row["OrderQty"], completed_quantity=row["StockedQty"], scrapped_quantity=row["ScrappedQty"],
            planned_start_on=start_on, planned_end_on=due_on, actual_start_on=start_on,
            actual_end_on=moment.moved(row["EndDate"]), status="done",
        )  # fmt: skip
    today = moment.cut_on + moment.shift
    for row in orders.planned:
        tables.add(
            "plan_line", reference=f"WO{row['WorkOrderID']}", site_code=SITE, item_code=codes[row["ProductID"]],
            quantity=row["OrderQty"], start_on=moment.moved(row["StartDate"]),
            on=max(today, moment.moved(row["DueDate"])),
        )  # fmt: skip
    steps = _steps_by_unit(sample, orders)
    paces = _paces(sample, moment, orders, steps)
    for product, found in sorted(steps.items()):
        for number, (location, hours) in enumerate(found, start=1):
            tables.add(
                "routing_step", item_code=codes[product], site_code=SITE, sequence=number * 10,
                work_center_code=center_code(location), hours_per_unit=round(hours * paces[location], 9),
            )  # fmt: skip


def _steps_by_unit(sample: Sample, orders: WorkOrders) -> dict[str, Steps]:
    """Hours by unit: the sample's hours for a work order, shared among the product's usual lot."""
    whole: dict[str, Steps] = defaultdict(list)
    for row in sample.rows("Derived.RoutingTemplate"):
        whole[row["ProductID"]].append((row["LocationID"], float(row["StandardHoursPerWorkOrder"])))
    for product, family in _made(sample).items():
        if product not in whole:
            whole[product] = _steps_of_family(sample, family, whole)
    return {
        product: [
            (location, hours / mean(orders.lots.get(product) or [1])) for location, hours in steps
        ]
        for product, steps in whole.items()
    }


def _made(sample: Sample) -> dict[str, str]:
    """Made products with their families; parts without a family have an empty one."""
    assembled = {parent for parent, _ in current_recipes(sample)}
    return {
        row["ProductID"]: row["ProductSubcategoryID"]
        for row in sample.rows("Production.Product")
        if row["MakeFlag"] == "1" and row["ProductID"] in assembled
    }


def _steps_of_family(sample: Sample, family: str, known: dict[str, Steps]) -> Steps:
    """The average hours of the family at each work centre; half an hour of subassembly without any."""
    hours: dict[str, list[float]] = defaultdict(list)
    for row in sample.rows("Production.Product"):
        if family and row["ProductSubcategoryID"] == family:
            for location, each in known.get(row["ProductID"], []):
                hours[location].append(each)
    return [(location, mean(each)) for location, each in sorted(hours.items())] or [
        (SUBASSEMBLY, PLAIN_HOURS)
    ]


def _paces(
    sample: Sample, moment: Moment, orders: WorkOrders, steps: dict[str, Steps]
) -> dict[str, float]:
    """By work centre: what its hours have to be multiplied by, so that the plan fills 85 % of them."""
    work: dict[str, float] = defaultdict(float)
    for row in orders.planned:
        share = _share_ahead(
            day_of(row["StartDate"]), max(moment.cut_on, day_of(row["DueDate"])), moment.cut_on
        )
        for location, hours in steps.get(row["ProductID"], []):
            work[location] += hours * int(row["OrderQty"]) * share
    has = HOURS_A_DAY * OPEN_DAYS_A_WEEK * FITTED_WEEKS * LOAD
    return {
        row["LocationID"]: max(0.01, has / work[row["LocationID"]])
        if work[row["LocationID"]]
        else 1.0
        for row in work_centers(sample)
    }


def _share_ahead(start_on: date, end_on: date, cut_on: date) -> float:
    """The part of a work order's days that lies in the weeks after the cut."""
    last = cut_on + timedelta(weeks=FITTED_WEEKS)
    days = [start_on + timedelta(days=n) for n in range((end_on - start_on).days + 1)]
    open_days = [on for on in days if on.isoweekday() <= OPEN_DAYS_A_WEEK] or days
    return sum(cut_on < on <= last for on in open_days) / len(open_days)
