"""The figures of a plan that has not happened yet, by the KPIs' own rules, for one plan among several.

A line is on time when all of its open quantity is there on its day; it is at risk as
`backend.kpi.model.is_at_risk` says. Money is to the cent, ratios to six places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from backend.engine.pegging import Served, claims_at, served_at
from backend.engine.scale import hours_of, money, quantity_of
from backend.engine.score import Weights
from backend.engine.situation import Node, NodeFacts
from backend.engine.view import View

SIX_PLACES: Final = Decimal("0.000001")
WEEKS_SHOWN: Final = 6
DAYS_A_YEAR: Final = 365
FIRST_CLASS: Final = 1
NO_HOURS: Final = Decimal(10)
"""The ratio of a week in which work is left and no hours are: far over the limit, and readable."""


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Hours asked of a work centre in a week from Monday on, or from today, against those it has."""

    starts_on: date
    load_hours: Decimal
    available_hours: Decimal


@dataclass(frozen=True, slots=True)
class CenterLoad:
    """A work centre's load by week; `worst_ratio` is that of its fullest week."""

    work_center_id: UUID
    work_center_name: str
    weeks: tuple[WeekLoad, ...]
    worst_ratio: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan would bring; the counts are of order lines that are due within the horizon.

    `on_time_count ÷ line_count` is OTIF, `on_time_ratio` the order fill rate, `at_risk_value` the open
    demand at risk. `mean_delay_days` is over the quantity, `worst_delay_days` the line that waits longest. `first_class_count`
    are customers of priority 1 among those who lose.
    """

    line_count: int
    on_time_count: int
    otif_ratio: Decimal | None
    order_fill_ratio: Decimal | None
    late_count: int
    mean_delay_days: Decimal
    worst_delay_days: int
    open_value: Decimal
    at_risk_value: Decimal
    margin: Decimal
    margin_on_time: Decimal
    average_stock_value: Decimal
    extra_cost: Decimal
    losing_customers: tuple[str, ...]
    first_class_count: int
    loads: tuple[CenterLoad, ...]


def figures_of(view: View, nodes: Sequence[Node], site_id: UUID, extra_cost: Decimal) -> Figures:
    """Measure a plan at these nodes, and the work centres of the site."""
    tally = _Tally(view.ground.days)
    for node in nodes:
        facts = view.ground.facts[node]
        claims = claims_at(view.ground, node)
        if claims:
            for served in served_at(view, node, claims):
                tally.count(served, facts, view.ground.today)
    return Figures(
        line_count=tally.lines,
        on_time_count=tally.hits,
        otif_ratio=_ratio(Decimal(tally.hits), Decimal(tally.lines)),
        order_fill_ratio=_ratio(tally.on_time, tally.quantity),
        late_count=tally.lines - tally.hits,
        mean_delay_days=_ratio(tally.delay, tally.quantity) or Decimal(0),
        worst_delay_days=tally.worst,
        open_value=money(tally.value),
        at_risk_value=money(tally.at_risk),
        margin=money(tally.margin),
        margin_on_time=money(tally.margin_on_time - extra_cost),
        average_stock_value=average_stock(view, nodes),
        extra_cost=money(extra_cost),
        losing_customers=tuple(name for name, _ in sorted(tally.losers.values())),
        first_class_count=sum(priority <= FIRST_CLASS for _, priority in tally.losers.values()),
        loads=_loads(view, site_id),
    )


class _Tally:
    def __init__(self, days: int) -> None:
        self.days = days
        self.lines = self.hits = self.worst = 0
        self.quantity = self.on_time = self.delay = Decimal(0)
        self.value = self.at_risk = self.margin = self.margin_on_time = Decimal(0)
        self.losers: dict[UUID, tuple[str, int]] = {}

    def count(self, served: Served, facts: NodeFacts, today: date) -> None:
        """Count one order line."""
        demand = served.claim.line
        if demand is None:
            return
        is_overdue = demand.counts_on < today
        is_late = is_overdue or served.done is None or served.done > served.claim.day
        open_quantity = quantity_of(served.claim.units, facts.quantity_decimals)
        there = Decimal(0) if is_overdue else quantity_of(served.on_time, facts.quantity_decimals)
        day = self.days if served.done is None else served.done
        late_days = (today + timedelta(days=day) - demand.counts_on).days
        price = demand.unit_price or facts.unit_price
        self.lines += 1
        self.hits += not is_late
        self.quantity += open_quantity
        self.on_time += there
        self.delay += (open_quantity - there) * max(0, late_days)
        self.value += open_quantity * price
        self.margin += open_quantity * (price - facts.unit_cost)
        self.margin_on_time += there * (price - facts.unit_cost)
        if is_late:
            self.worst = max(self.worst, late_days)
            self.at_risk += open_quantity * price
            _, best = self.losers.get(demand.customer_id, ("", demand.priority))
            self.losers[demand.customer_id] = demand.customer_name, min(best, demand.priority)


def average_stock(view: View, nodes: Iterable[Node]) -> Decimal:
    """What lies there on an average day of the horizon, at unit cost."""
    return money(stock_value_days(view, nodes) / view.ground.days)


def stock_value_days(view: View, nodes: Iterable[Node]) -> Decimal:
    """Stock at unit cost, summed over the days of the horizon."""
    total = Decimal(0)
    for node in nodes:
        facts = view.ground.facts[node]
        unit_days = int(view.projected(node).clip(min=0).sum())
        total += quantity_of(unit_days, facts.quantity_decimals) * facts.unit_cost
    return total


def _loads(view: View, site_id: UUID) -> tuple[CenterLoad, ...]:
    ground = view.ground
    centers = [each for each in ground.work_centers.values() if each.site_id == site_id]
    found = []
    for center in sorted(centers, key=lambda each: (each.name, each.id.int)):
        load, hours = view.load(center.id), view.hours(center.id)
        weeks: list[WeekLoad] = []
        worst = Decimal(0)
        start = 0
        for _ in range(WEEKS_SHOWN):
            if start >= ground.days:
                break
            end = min(ground.days, start + 7 - ground.day_of(start).weekday())
            asked, there = int(load[start:end].sum()), int(hours[start:end].sum())
            weeks.append(WeekLoad(ground.day_of(start), hours_of(asked), hours_of(there)))
            if asked:
                worst = max(worst, _ratio(Decimal(asked), Decimal(there)) or NO_HOURS)
            start = end
        found.append(CenterLoad(center.id, center.name, tuple(weeks), worst))
    return tuple(found)


def score_of_figures(figures: Figures, full_margin: Decimal, weights: Weights) -> int:
    """Points from 0 to 100 by the weights of a proposal's score; `full_margin` is the plan's today.

    Reliability: half the quantity on time, half the lines on time and in full. Cost: what the extra
    cost leaves of the margin. Speed: `slow_days` of mean delay bring it to nothing.
    """
    total = weights.reliability + weights.cost + weights.speed
    if not total:
        return 0
    fill = Decimal(1) if figures.order_fill_ratio is None else figures.order_fill_ratio
    hits = Decimal(1) if figures.otif_ratio is None else figures.otif_ratio
    thrift = Decimal(1) if figures.extra_cost <= 0 else Decimal(0)
    if full_margin > 0:
        thrift = min(max(1 - figures.extra_cost / full_margin, Decimal(0)), Decimal(1))
    speed = max(1 - figures.mean_delay_days / weights.slow_days, Decimal(0))
    points = weights.reliability * (fill + hits) / 2 + weights.cost * thrift + weights.speed * speed
    return int((100 * points / total).to_integral_value(ROUND_HALF_UP))


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(SIX_PLACES, ROUND_HALF_UP) if whole else None
