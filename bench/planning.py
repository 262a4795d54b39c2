"""One demand change assessed with its ways out, on a generated company of about 600 items at sites.

90 days, four levels, two plants and a warehouse. Orders, stock and plan are read anew for every change,
as they are for a real one; master data stay what they are.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from time import thread_time
from uuid import UUID

from backend.engine.ground import ground_of
from backend.engine.quote import quote
from backend.engine.situation import (
    Change,
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
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.why import why
from backend.impact.model import assess_impact
from backend.promise.model import promise_on
from backend.proposal.model import Weights, propose_alternatives
from bench.figures import Figure, at_most, only, quantile
from shared.terms import Procurement

SEED = 11
HORIZON = 90
LEVELS = (60, 70, 80, 40)  # finished, intermediate, mixed, bought: at each of two plants
CHANGES = 300
TODAY = date(2026, 11, 24)
GOAL_RATIO = 1.5  # of working the stock and load of the whole company out anew, in the same run


def measure() -> list[Figure]:
    """CPU milliseconds: what a change does, its ways out, and a promise on a warm situation."""
    chance = random.Random(SEED)
    company = Company(chance)
    impacts, ways, promises = [], [], []
    quotes: list[float] = []
    traces: list[float] = []
    found = short = 0
    for change in [company.some_change() for _ in range(CHANGES)]:
        situation = company.situation()
        begun = thread_time()
        impact = assess_impact(situation, change)
        assessed = thread_time()
        found += len(propose_alternatives(situation, change, impact, Weights()))
        proposed = thread_time()
        promise_on(situation, change.item_id, change.site_id, Decimal(5), change.due_on_after)
        promised = thread_time()
        quote(situation, asked_anew(change), pack=Decimal(1), rates=Rates())
        quoted = thread_time()
        why(situation, situation.demands[len(traces) % len(situation.demands)])
        traces.append((thread_time() - quoted) * 1000)
        quotes.append((quoted - promised) * 1000)
        promises.append((promised - proposed) * 1000)
        impacts.append((assessed - begun) * 1000)
        ways.append((proposed - assessed) * 1000)
        short += impact.short_quantity > 0
    both = [i + w for i, w in zip(impacts, ways, strict=True)]
    whole = middle([whole_company(company.situation()) for _ in range(9)])
    size = f"{len(company.nodes)} items at sites, {HORIZON} days"
    return [
        only(f"what one change does, from a fresh situation, {size}, p50", middle(impacts), "ms"),
        only("the same, p95", quantile(impacts, 0.95), "ms"),
        only("its ways out, p50", middle(ways), "ms"),
        only("the same, p95", quantile(ways, 0.95), "ms"),
        at_most(
            "both together, p95, against stock and load of the whole company",
            quantile(both, 0.95),
            "ms",
            GOAL_RATIO * whole,
            against=whole,
        ),
        at_most("one change with its ways out, p95", quantile(both, 0.95), "ms", 10),
        only("ways out a change", found / CHANGES, "on average"),
        only("changes that are short without action", 100 * short / CHANGES, "%"),
        only("a promise on a warm situation, p95", quantile(promises, 0.95), "ms"),
        only("capable-to-promise with its options, p50", middle(quotes), "ms"),
        at_most(
            "the same, p95, against stock and load of the whole company",
            quantile(quotes, 0.95),
            "ms",
            GOAL_RATIO * whole,
            against=whole,
        ),
        only("why a line is when it is, p50", middle(traces), "ms"),
        only("the same, p95", quantile(traces, 0.95), "ms"),
    ]


def asked_anew(change: Change) -> Change:
    """What a change asks for, as a question about a new line of five."""
    return replace(
        change,
        demand_line_id=None,
        due_on_before=None,
        quantity_before=Decimal(0),
        quantity_after=Decimal(5),
        is_cancellation=False,
        is_urgent=False,
        priority=3,
    )


def whole_company(situation: Situation) -> float:
    """CPU milliseconds for the stock of every item and the load of every work centre."""
    begun = thread_time()
    view = View(ground_of(situation))
    for facts in situation.nodes:
        view.free(facts.node)
    for work_center in situation.work_centers:
        view.load(work_center.id)
    return (thread_time() - begun) * 1000


def middle(values: list[float]) -> float:
    return quantile(values, 0.5)


@dataclass
class Company:
    """A seeded company: plants make, the warehouse is filled from them, customers buy from all."""

    chance: random.Random
    nodes: list[NodeFacts] = field(default_factory=list)
    components: list[ComponentLine] = field(default_factory=list)
    operations: list[OperationStep] = field(default_factory=list)
    work_centers: list[WorkCenterFacts] = field(default_factory=list)
    capacity: dict[tuple[UUID, date], Decimal] = field(default_factory=dict)
    demands: list[Demand] = field(default_factory=list)
    stocks: list[Stock] = field(default_factory=list)
    supplies: list[PlannedSupply] = field(default_factory=list)

    def __post_init__(self) -> None:
        levels = [[self.some_id() for _ in range(count)] for count in LEVELS]
        for above, below in pairwise(levels):
            for parent in above:
                for component in self.chance.sample(below, 3):
                    each = Decimal(self.chance.randint(10, 300)) / 100
                    self.components.append(ComponentLine(parent, component, each, Decimal("0.01")))
        plants = [self.some_id(), self.some_id()]
        warehouse = self.some_id()
        for plant in plants:
            self.add_plant(plant, levels)
        for place, item in enumerate(levels[0]):
            source = plants[place % len(plants)]
            self.add_node(item, warehouse, "finished", Procurement.TRANSFER, source)
            self.add_trade(item, warehouse)

    def add_plant(self, plant: UUID, levels: list[list[UUID]]) -> None:
        centers = [WorkCenterFacts(
            self.some_id(), plant, f"line {place}", Decimal(50), Decimal(90), Decimal(4)
        ) for place in range(8)]  # fmt: skip
        self.work_centers += centers
        for ahead in range(HORIZON + 1):
            on = TODAY + timedelta(days=ahead)
            hours = Decimal(0) if on.isoweekday() > 5 else Decimal(40)
            for center in centers:
                self.capacity[center.id, on] = hours
        for depth, items in enumerate(levels):
            is_bought = depth == len(levels) - 1
            for item in items:
                way = Procurement.BUY if is_bought else Procurement.MAKE
                self.add_node(item, plant, f"level {depth}", way)
                if depth == 0:
                    self.add_trade(item, plant)
                self.add_supply(item, plant, is_bought=is_bought)
                for sequence, center in enumerate(self.chance.sample(centers, 2)):
                    if not is_bought:
                        self.operations.append(OperationStep(
                            item, plant, sequence, center.id, Decimal("0.012"), Decimal("0.25")
                        ))  # fmt: skip

    def add_node(
        self, item: UUID, site: UUID, name: str, way: Procurement, source: UUID | None = None
    ) -> None:
        self.nodes.append(
            NodeFacts(
                item_id=item,
                site_id=site,
                item_name=name,
                site_name="site",
                unit="kg",
                procurement=way,
                quantity_decimals=1,
                source_site_id=source,
                lead_time_days=self.chance.randint(1, 12 if way is Procurement.BUY else 3),
                safety_stock=Decimal(self.chance.randint(0, 40)),
                lot_minimum=Decimal(self.chance.choice([0, 20, 50])),
                lot_multiple=Decimal(self.chance.choice([0, 5, 10])),
                unit_cost=Decimal(self.chance.randint(2, 30)),
                unit_price=Decimal(self.chance.randint(35, 80)),
                frozen_days=2,
                negotiable_days=7,
            )
        )
        # Material for the plan is there, but for one item in eight; finished goods live from hand to mouth.
        most = 300 if name in {"finished", "level 0"} or self.chance.random() < 1 / 8 else 6000
        self.stocks.append(Stock(item, site, Decimal(self.chance.randint(most // 3, most))))

    def add_trade(self, item: UUID, site: UUID) -> None:
        for _ in range(10):
            number = len(self.demands)
            self.demands.append(
                Demand(
                    self.some_id(),
                    item,
                    site,
                    UUID(int=number % 150),
                    f"customer {number % 150}",
                    1 + number % 4,
                    f"order {number}",
                    Decimal(self.chance.randint(5, 80)),
                    TODAY + timedelta(days=self.chance.randint(0, 60)),
                    unit_price=Decimal(60),
                )
            )

    def add_supply(self, item: UUID, site: UUID, *, is_bought: bool) -> None:
        for _ in range(4):
            kind = SupplyKind.PURCHASE if is_bought else SupplyKind.PLAN_LINE
            on = TODAY + timedelta(days=self.chance.randint(1, 60))
            quantity = Decimal(self.chance.randint(20, 160))
            name = f"supply {len(self.supplies)}"
            self.supplies.append(
                PlannedSupply(self.some_id(), kind, name, item, site, quantity, on)
            )

    def some_change(self) -> Change:
        """More, less, sooner, later or the end of an order line."""
        line = self.chance.choice(self.demands)
        factor = self.chance.choice(
            [Decimal(2), Decimal(8), Decimal("0.5"), Decimal(1), Decimal(0)]
        )
        days = self.chance.choice([0, 0, -7, 14])
        due_on = max(TODAY, line.due_on + timedelta(days=days))
        return Change(
            item_id=line.item_id,
            site_id=line.site_id,
            customer_id=line.customer_id,
            customer_name=line.customer_name,
            quantity_before=line.open_quantity,
            quantity_after=line.open_quantity * factor,
            due_on_after=due_on,
            demand_line_id=line.demand_line_id,
            due_on_before=line.due_on,
            is_cancellation=not factor,
        )

    @cached_property
    def master(
        self,
    ) -> tuple[tuple[NodeFacts, ...], tuple[ComponentLine, ...], tuple[OperationStep, ...]]:
        return tuple(self.nodes), tuple(self.components), tuple(self.operations)

    def situation(self) -> Situation:
        nodes, components, operations = self.master
        return Situation(
            today=TODAY,
            horizon_days=HORIZON,
            nodes=nodes,
            components=components,
            operations=operations,
            work_centers=tuple(self.work_centers),
            capacity=self.capacity,
            demands=tuple(self.demands),
            stocks=tuple(self.stocks),
            supplies=tuple(self.supplies),
        )

    def some_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)
