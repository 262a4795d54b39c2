"""A planner that is slow and obviously right: plain loops over days, used to check the engine.

Written from docs/planning-rules.md, not from the engine.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from uuid import UUID

from backend.engine.situation import (
    ComponentLine,
    Node,
    NodeFacts,
    PlannedSupply,
    Situation,
    SupplyKind,
)
from shared.terms import Procurement


@dataclass
class SlowPlan:
    """Stock by node and day in whole units, hours by work centre and day."""

    situation: Situation
    stock: dict[Node, list[int]] = field(default_factory=dict)
    hours: dict[UUID, list[Fraction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = {facts.node: facts for facts in self.situation.nodes}
        self.days = self.situation.horizon_days + 1
        self.moves = {node: [0] * self.days for node in self.facts}
        self.out = {node: [0] * self.days for node in self.facts}
        self.lasting: dict[Node, list[tuple[int, int, int]]] = {node: [] for node in self.facts}
        self.hours = {w.id: [Fraction(0)] * self.days for w in self.situation.work_centers}
        for demand in self.situation.demands:
            units = self.up(demand.item_id, demand.site_id, demand.open_quantity)
            node, day = (demand.item_id, demand.site_id), self.day(demand.counts_on)
            if not demand.remaining_life_days:
                self.take(node, day, units)
            elif day < self.days:
                self.lasting[node].append((day, demand.remaining_life_days, units))
        for supply in self.situation.supplies:
            self.follow(supply)
        for node in self.facts:
            self.stock[node] = self.live_through(node)

    def up(self, item_id: UUID, site_id: UUID, quantity: Decimal) -> int:
        scale = 10 ** self.facts[item_id, site_id].quantity_decimals
        units: int = ceil(Fraction(quantity) * scale)
        return units

    def day(self, on: date) -> int:
        ahead = (on - self.situation.today).days
        return ahead if ahead >= 0 else min(1, self.days - 1)

    def take(self, node: Node, day: int, units: int) -> None:
        if 0 <= day < self.days:
            self.out[node][day] += units

    def follow(self, supply: PlannedSupply) -> None:
        """Book what a supply brings, draws and needs."""
        node = supply.item_id, supply.site_id
        facts = self.facts[node]
        units = floor(Fraction(supply.quantity) * 10**facts.quantity_decimals)
        end = self.day(supply.on)
        if end < self.days:
            self.moves[node][end] += units
        if supply.kind is SupplyKind.PURCHASE:
            return
        begun = self.start_for(facts, (supply.on - self.situation.today).days, units)
        start_on = supply.start_on or self.situation.today + timedelta(days=begun)
        start = (start_on - self.situation.today).days
        if facts.procurement is Procurement.TRANSFER and facts.source_site_id:
            sent = ceil(units / Fraction(facts.yield_ratio))
            self.take((facts.item_id, facts.source_site_id), start, sent)
        if facts.procurement is Procurement.MAKE:
            self.draw(facts, start, units)
            self.work(facts, supply, start, end, units)

    def draw(self, facts: NodeFacts, start: int, units: int) -> None:
        for line in self.situation.components:
            if not is_taken(self, line, start):
                continue
            other = self.facts.get((line.component_item_id, facts.site_id))
            if line.parent_item_id == facts.item_id and other is not None:
                each = Fraction(line.quantity_per) * (1 + Fraction(line.scrap_ratio))
                begun = Fraction(units, 10**facts.quantity_decimals) / Fraction(facts.yield_ratio)
                needed = begun * each
                self.take(other.node, start, ceil(needed * 10**other.quantity_decimals))

    def work(
        self, facts: NodeFacts, supply: PlannedSupply, start: int, end: int, units: int
    ) -> None:
        if end >= self.days:
            return
        quantity = Fraction(units, 10**facts.quantity_decimals) / Fraction(facts.yield_ratio)
        lots = len(self.lots_of(facts, units))
        for step in self.situation.operations:
            if (step.item_id, step.site_id) != facts.node:
                continue
            hours = lots * Fraction(step.setup_hours) + quantity * Fraction(step.hours_per_unit)
            days = [end]
            if supply.kind is SupplyKind.PRODUCTION_ORDER:
                span = range(min(end, max(0, start)), end + 1)
                days = [d for d in span if self.capacity(step.work_center_id, d)] or [end]
            for day in days:
                self.hours[step.work_center_id][day] += hours / len(days)

    @staticmethod
    def smallest(facts: NodeFacts, short: int) -> int:
        """The smallest lot that is enough, were there no maximum."""
        scale = 10**facts.quantity_decimals
        minimum, multiple = ceil(facts.lot_minimum * scale), ceil(facts.lot_multiple * scale)
        lot: int = max(short, minimum)
        while multiple > 1 and lot % multiple:
            lot += 1
        return lot

    def largest(self, facts: NodeFacts) -> int:
        scale = 10**facts.quantity_decimals
        most, multiple = floor(facts.lot_maximum * scale), ceil(facts.lot_multiple * scale)
        while multiple > 1 and most % multiple:
            most -= 1
        return max(most, self.smallest(facts, 1)) if facts.lot_maximum else 0

    def lots_of(self, facts: NodeFacts, short: int) -> list[int]:
        """The lots of what is short: full ones, as many as it takes, and a last one that is a lot as well."""
        most, lots = self.largest(facts), list[int]()
        while most and self.smallest(facts, short - sum(lots)) > most:
            lots.append(most)
        return [*lots, self.smallest(facts, short - sum(lots))]

    def start_for(self, facts: NodeFacts, day: int, units: int) -> int:
        """The last day of the sender on which a lot begins that is there by the last day open before."""
        by = max(at for at in range(-99, day + 1) if self.is_open(facts, at))
        lead = self.lead(facts, units)
        return max(
            at
            for at in range(-99, by + 1)
            if self.is_open(facts, at, begins=True) and self.ready(facts, at, lead) <= by
        )

    def ready(self, facts: NodeFacts, start: int, lead: int) -> int:
        day = start if facts.counts_open_days else start + lead
        for _ in range(lead if facts.counts_open_days else 0):
            day += 1
            while not self.is_open(facts, day, begins=True):
                day += 1
        while not self.is_open(facts, day):
            day += 1
        return day

    def is_open(self, facts: NodeFacts, day: int, *, begins: bool = False) -> bool:
        closed = self.situation.closed_days
        place: UUID | None = facts.site_id
        if begins and facts.procurement is Procurement.BUY and facts.supplier_id in closed:
            place = facts.supplier_id
        if begins and facts.procurement is Procurement.TRANSFER and facts.source_site_id in closed:
            place = facts.source_site_id
        on = self.situation.today + timedelta(days=day)
        return all(on not in closed.get(end, ()) for end in (place, facts.lane_id) if end)

    def lead(self, facts: NodeFacts, units: int) -> int:
        one = min(units, self.largest(facts) or units)
        quantity = Fraction(one, 10**facts.quantity_decimals)
        more: int = ceil(Fraction(facts.lead_time_days_per_unit) * quantity)
        return facts.lead_time_days + more

    def capacity(self, center: UUID, day: int) -> Fraction:
        on = self.situation.today + timedelta(days=day)
        return Fraction(self.situation.capacity.get((center, on), 0))

    def live_through(
        self,
        node: Node,
        drawn: list[int] | None = None,
        brought: list[int] | None = None,
        life_at_most: int | None = None,
    ) -> list[int]:
        """Stock at the end of each day, lots used first expired first out; below zero: still waited for.

        `drawn` and `brought` come on top by day; who asks for more than `life_at_most` is left out.
        """
        facts, scale = self.facts[node], 10 ** self.facts[node].quantity_decimals
        never = 10**6
        lots: list[list[int]] = []
        for stock in self.situation.stocks:
            if (stock.item_id, stock.site_id) == node:
                until = stock.usable_until
                last = never if until is None else (until - self.situation.today).days
                lots.append([last, floor(Fraction(stock.quantity) * scale)])
        waiting: list[list[int]] = []
        levels: list[int] = []
        for day in range(self.days):
            coming = self.moves[node][day] + (brought[day] if brought else 0)
            life = facts.shelf_life_days
            lots.append([never if life is None else day + life, coming])
            lots = sorted(lot for lot in lots if lot[0] >= day and lot[1])
            today = [[0, self.out[node][day] + (drawn[day] if drawn else 0)]]
            today += [[life, units] for on, life, units in self.lasting[node] if on == day]
            today = [ask for ask in today if life_at_most is None or ask[0] <= life_at_most]
            waiting += sorted(today)
            for ask in waiting:
                for lot in lots:
                    if lot[0] >= day + ask[0]:
                        used = min(lot[1], ask[1])
                        lot[1] -= used
                        ask[1] -= used
            waiting = [ask for ask in waiting if ask[1]]
            open_units = sum(units for _, units in waiting)
            levels.append(-open_units if open_units else sum(units for _, units in lots))
        return levels


def slow_netting(situation: Situation, node: Node) -> dict[Node, list[int]]:
    """Lots beyond the plan that keep every level at its safety stock, day by day, level by level."""
    plan = SlowPlan(situation)
    gross = {known: [0] * plan.days for known in plan.facts}
    lots: dict[Node, list[int]] = {}
    waiting = [node]
    depth: dict[Node, int] = {}

    def sink(current: Node, level: int) -> None:
        depth[current] = max(depth.get(current, 0), level)
        for other, *_ in takes_from(plan, current):
            sink(other, level + 1)

    sink(waiting[0], 0)
    for current in sorted(depth, key=lambda known: depth[known]):
        facts = plan.facts[current]
        scale = 10**facts.quantity_decimals
        safety = floor(Fraction(facts.safety_stock) * scale)
        covered = max(facts.lot_cover_days, 1)
        if facts.shelf_life_days is not None:
            covered = min(covered, facts.shelf_life_days + 1)
        lots[current] = [0] * plan.days
        for day in range(plan.days):
            line = plan.live_through(current, gross[current], lots[current], facts.shelf_life_days)
            if safety > line[day]:
                most_missing = safety - min(line[day : day + covered])
                lots[current][day] = sum(plan.lots_of(facts, most_missing))
        starts = [0] * plan.days
        for day, lot in enumerate(lots[current]):
            starts[max(0, plan.start_for(facts, day, lot))] += lot
        explode(plan, current, starts, gross)
    return lots


def explode(plan: SlowPlan, node: Node, starts: list[int], gross: dict[Node, list[int]]) -> None:
    """Add what lots take of others on the days of their start."""
    for other, each, line in takes_from(plan, node):
        for day, units in enumerate(starts):
            if line is None or is_taken(plan, line, day):
                gross[other][day] += ceil(units * each)


def is_taken(plan: SlowPlan, line: ComponentLine, start: int) -> bool:
    """Whether what begins on a day takes a component."""
    on = plan.situation.today + timedelta(days=start)
    return (line.first_on or on) <= on <= (line.last_on or on)


def takes_from(plan: SlowPlan, node: Node) -> list[tuple[Node, Fraction, ComponentLine | None]]:
    """What a unit takes of others, whenever it begins; a transfer has no line."""
    facts = plan.facts[node]
    if facts.procurement is Procurement.TRANSFER and facts.source_site_id:
        return [((facts.item_id, facts.source_site_id), 1 / Fraction(facts.yield_ratio), None)]
    if facts.procurement is not Procurement.MAKE:
        return []
    found: list[tuple[Node, Fraction, ComponentLine | None]] = []
    for line in plan.situation.components:
        other = plan.facts.get((line.component_item_id, facts.site_id))
        if line.parent_item_id == facts.item_id and other is not None:
            each = Fraction(line.quantity_per) * (1 + Fraction(line.scrap_ratio))
            each /= Fraction(facts.yield_ratio)
            each *= Fraction(10) ** (other.quantity_decimals - facts.quantity_decimals)
            found.append((other.node, each, line))
    return found
