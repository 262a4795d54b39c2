"""The sums over a plan by which plans are compared."""

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from backend.engine.scale import hours_of, money
from backend.engine.whole.answer import Figures
from backend.engine.whole.layout import ASKED, BUY, DONE, KIND, ON, ON_TIME, WAY
from backend.engine.whole.stock import planned_hours, stock_rows

if TYPE_CHECKING:
    from backend.engine.whole.reading import WholePlan

RATIO = Decimal("0.0001")


def figures_of(plan: "WholePlan") -> Figures:
    """Service of the lines within the horizon, stock, cost and hours."""
    days = plan.days
    asked = plan.facts.line[:, ASKED]
    within = (plan.facts.line[:, ON] < days) & (asked > 0)
    answer = plan.plan.answer
    on_time = within & (answer[:, ON_TIME] >= asked)
    late = np.where(within, np.minimum(answer[:, DONE], days) - plan.facts.line[:, ON], 0)
    lines, kept = int(within.sum()), int(on_time.sum())
    demanded = delivered = Decimal(0)
    for line in np.flatnonzero(within).tolist():
        demand = plan.lines[line]
        share = Decimal(int(answer[line, ON_TIME])) / Decimal(int(asked[line]))
        demanded += demand.open_quantity * demand.unit_price
        delivered += demand.open_quantity * demand.unit_price * share
    stock = waste = Decimal(0)
    for place, facts in enumerate(plan.names.facts):
        levels, thrown = stock_rows(plan.plant, plan.facts, plan.plan, place)
        stock += plan.quantity(place, int(levels.sum())) * facts.unit_cost
        waste += plan.quantity(place, int(thrown.sum())) * facts.unit_cost
    bought = bought_cost(plan)
    hours, overtime, worked = work_cost(plan)
    return Figures(
        lines_count=lines,
        lines_on_time_count=kept,
        service_ratio=(Decimal(kept) / lines).quantize(RATIO) if lines else Decimal(1),
        on_time_value=money(delivered),
        demanded_value=money(demanded),
        late_days=int(np.maximum(late, 0).sum()),
        stock_value=money(stock / days),
        purchase_cost=money(bought),
        work_cost=money(worked),
        waste_cost=money(waste),
        cost=money(bought + worked + waste),
        hours=hours_of(hours),
        overtime_hours=hours_of(overtime),
    )


def bought_cost(plan: "WholePlan") -> Decimal:
    """What planned purchases come to at unit cost."""
    total = Decimal(0)
    for place in np.flatnonzero(plan.plan.lot_count).tolist():
        for lot in range(int(plan.plan.lot_count[place])):
            way = int(plan.plant.way_at[place] + plan.plan.lot[place, WAY, lot])
            if plan.plant.way[way, KIND] == BUY:
                units = int(plan.plan.units[place, lot])
                total += plan.quantity(place, units) * plan.names.ways[way].facts.unit_cost
    return total


def work_cost(plan: "WholePlan") -> tuple[int, int, Decimal]:
    """Hours, overtime hours (both millionths) and their cost; what stays in the plan included."""
    load = plan.kept.load + planned_hours(plan.plan)
    over = np.maximum(load - np.maximum(plan.kept.regular, 0), 0)
    rates = {known.id: known for known in plan.situation.work_centers}
    cost = Decimal(0)
    for place, center in enumerate(plan.names.centers):
        facts = rates.get(center)
        if facts is not None:
            extra = int(over[place].sum())
            normal = int(load[place].sum()) - extra
            cost += Decimal(normal) / 1_000_000 * facts.hourly_cost
            cost += Decimal(extra) / 1_000_000 * facts.overtime_hourly_cost
    return int(load.sum()), int(over.sum()), cost
