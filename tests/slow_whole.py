"""A planner of the whole company that is slow and obviously right: objects, loops and fractions.

Written from docs/planning-rules.md ("The whole plan"), not from the kernels.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise, zip_longest
from math import ceil, floor
from typing import Any
from uuid import UUID

from backend.engine.ground import Ground
from backend.engine.situation import Node, NodeFacts, PlannedSupply, Situation, SupplyKind
from backend.engine.whole.rules import Rules
from shared.terms import Procurement
from tests.slow_plan import SlowPlan

NEVER = 10**9
NOBODY = 127


@dataclass
class Way:
    """How a lot is got: its lead time and lot rules, what one unit draws, and the routings it may take."""

    facts: NodeFacts
    draws: dict[Node, Fraction]
    routings: list[dict[UUID, tuple[Fraction, Fraction]]]


@dataclass
class Lot:
    node: Node
    way: int
    need: int
    units: int
    splits: int
    latest: int
    target: int
    start: int = 0
    earliest: int = 0
    lasts: int = 0
    hours: dict[UUID, list[int]] = field(default_factory=dict)
    worked: dict[UUID, list[int]] = field(default_factory=dict)
    routing: dict[UUID, tuple[Fraction, Fraction]] = field(default_factory=dict)
    priority: int = NOBODY
    release: int = 0
    due: int = 0
    finish: int = 0
    ahead: int = 0
    is_part: bool = False
    asks_by_parts: bool = False
    causes: list[str] = field(default_factory=list)
    cover: dict[Node, int] = field(default_factory=dict)
    until: dict[Node, int] = field(default_factory=dict)


@dataclass
class Pile:
    """Units that come on a day and may be used up to another."""

    on: int
    until: int
    units: int
    lot: Lot | None = None


@dataclass
class Claim:
    priority: int
    day: int
    units: int
    life: int
    who: Any
    parts: list[tuple[Pile, int]] = field(default_factory=list)

    @property
    def given(self) -> int:
        return sum(units for _, units in self.parts)


class SlowWhole:
    """The plan: `lots` by node, `answers` by order line as (done, on time, given)."""

    def __init__(self, situation: Situation, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.situation = situation
        self.days = situation.horizon_days + 1
        self.facts = {facts.node: facts for facts in situation.nodes}
        self.ways = {node: self.ways_of(node) for node in self.facts}
        self.level = dict.fromkeys(self.facts, 0)
        for _ in self.facts:
            for node, ways in self.ways.items():
                for below in {below for way in ways for below in way.draws}:
                    self.level[below] = max(self.level[below], self.level[node] + 1)
        self.order = sorted(self.facts, key=lambda n: (self.level[n], n[0].int, n[1].int))
        self.paper = SlowPlan(replace(situation, supplies=(), demands=(), stocks=()))
        kept = tuple(supply for supply in situation.supplies if self.stays(supply))
        self.paper = SlowPlan(replace(situation, supplies=kept, demands=(), stocks=()))
        self.papers, self.paper_draws = self.paper.moves, self.paper.out
        self.room = self.hours(kept)
        self.lots: dict[Node, list[Lot]] = {node: [] for node in self.facts}
        self.runs: dict[Node, list[Lot]] = {}
        self.parts: dict[Node, list[list[Lot]]] = {}
        self.answers: dict[UUID, tuple[int, int, int]] = {}
        levels = sorted(set(self.level.values()))
        for level in levels:
            self.go_down([node for node in self.order if self.level[node] == level])
        for level in reversed(levels):
            self.come_back([node for node in self.order if self.level[node] == level])

    def go_down(self, here: list[Node]) -> None:
        """What the nodes of a level need, and when their lots begin."""
        for node in here:
            self.net(node)
            for lot in self.lots[node]:
                lot.earliest = self.earliest(lot)
        every = [lot for node in here for lot in self.lots[node]]
        for group in self.groups():
            self.draft(every, group)
        for lot in every:
            self.begin_with_hours(lot)
        for node in here:
            for lot, parts in zip(self.lots[node], self.parts.get(node, []), strict=False):
                for part in parts:
                    part.start = lot.start

    def come_back(self, here: list[Node]) -> None:
        """When what is below them is there, and so when they are themselves."""
        for node in here:
            for lot in self.lots[node]:
                self.book(lot.hours, back=True)
            self.runs[node] = self.runs_of(node)
        self.held = self.held_above(here)
        every = [lot for node in here for lot in self.runs[node]]
        for lot in sorted(every, key=lambda lot: (lot.priority, lot.due)):
            self.work(lot)
        for node in here:
            self.serve(node)

    def held_above(self, here: list[Node]) -> list[tuple[int, dict[UUID, list[int]]]]:
        """The priority and the hours in the draft of all lots of higher levels, or of their parts."""
        above = [node for node in self.order if self.level[node] < self.level[here[0]]]
        lots = [lot for node in above for lot in self.lots[node]]
        asked = [self.parts_for(lot) if lot.asks_by_parts else [lot] for lot in lots]
        return [(each.priority, each.hours) for each in chain(*asked)]

    # What there is to plan with.

    def up(self, node: Node, quantity: Any) -> int:
        units: int = ceil(Fraction(quantity) * 10 ** self.facts[node].quantity_decimals)
        return units

    def down(self, node: Node, quantity: Any) -> int:
        units: int = floor(Fraction(quantity) * 10 ** self.facts[node].quantity_decimals)
        return units

    def ways_of(self, node: Node) -> list[Way]:
        facts = self.facts[node]
        lines = [c for c in self.situation.components if c.parent_item_id == node[0]]
        steps = [s for s in self.situation.operations if (s.item_id, s.site_id) == node]
        ways = first = self.one_after_another(facts, lines, steps)
        others: list[Way] = []
        for other in self.situation.alternates if self.rules.use_alternates else ():
            if (other.item_id, other.site_id) != node:
                continue
            only_steps = (
                other.procurement is facts.procurement is Procurement.MAKE
                and other.components is None
                and other.operations is not None
                and other.lead_time_days in {0, facts.lead_time_days}
                and (other.first_on, other.last_on) == (facts.first_on, facts.last_on)
            )
            if only_steps:
                for way in first:
                    way.routings += self.way(facts, lines, other.operations or ()).routings
                continue
            changed = replace(
                facts,
                procurement=other.procurement,
                lead_time_days=other.lead_time_days,
                source_site_id=other.source_site_id,
                supplier_id=other.supplier_id,
                lane_id=None,
                lot_minimum=other.lot_minimum,
                lot_multiple=other.lot_multiple,
                lot_maximum=other.lot_maximum,
                first_on=other.first_on,
                last_on=other.last_on,
            )
            others += self.one_after_another(
                changed,
                lines if other.components is None else other.components,
                steps if other.operations is None else other.operations,
            )
        return ways + others

    def one_after_another(self, facts: NodeFacts, lines: Any, steps: Any) -> list[Way]:
        """The ways that follow each other where components are taken from some day or until some day."""
        if facts.procurement is not Procurement.MAKE:
            return [self.way(facts, lines, steps)]
        found: list[Way] = []
        before: list[Any] | None = None
        for day in range(self.days + 1):
            on = self.situation.today + timedelta(days=day)
            if (facts.first_on or on) > on or (facts.last_on or on) < on:
                continue
            taken = [c for c in lines if (c.first_on or on) <= on <= (c.last_on or on)]
            if taken == before and found:
                found[-1].facts = replace(found[-1].facts, last_on=on)
            else:
                found.append(self.way(replace(facts, first_on=on, last_on=on), taken, steps))
            before = taken
        return found or [self.way(facts, lines, steps)]

    def way(self, facts: NodeFacts, lines: Any, steps: Any) -> Way:
        good = Fraction(facts.yield_ratio)
        draws: dict[Node, Fraction] = defaultdict(Fraction)
        routing: dict[UUID, tuple[Fraction, Fraction]] = {}
        if facts.procurement is Procurement.TRANSFER and facts.source_site_id:
            draws[facts.item_id, facts.source_site_id] = 1 / good
        if facts.procurement is Procurement.MAKE:
            for line in lines:
                each = Fraction(line.quantity_per) * (1 + Fraction(line.scrap_ratio)) / good
                below = line.component_item_id, facts.site_id
                if below in self.facts:
                    finer = self.facts[below].quantity_decimals - facts.quantity_decimals
                    draws[below] += each * Fraction(10) ** finer
            for step in steps:
                setup, each = routing.get(step.work_center_id, (Fraction(0), Fraction(0)))
                unit = Fraction(step.hours_per_unit) / 10**facts.quantity_decimals / good
                routing[step.work_center_id] = (setup + Fraction(step.setup_hours), each + unit)
        known = {node: each for node, each in draws.items() if node in self.facts}
        return Way(facts, known, [routing] if routing else [])

    def stays(self, supply: PlannedSupply) -> bool:
        facts = self.facts[supply.item_id, supply.site_id]
        if supply.kind is not SupplyKind.PLAN_LINE or supply.is_firm or self.rules.keep_plan:
            return True
        on = (supply.on - self.situation.today).days
        start = self.paper.start_for(replace(facts, lead_time_days_per_unit=Decimal(0)), on, 0)
        if supply.start_on:
            start = (supply.start_on - self.situation.today).days
        return start < 0 or on < facts.frozen_days or start < facts.frozen_days

    def hours(self, kept: tuple[PlannedSupply, ...]) -> dict[UUID, list[int]]:
        """Free millionths of an hour; what stays is booked as the engine for one change books it."""
        ground = Ground(replace(self.situation, supplies=kept))
        room: dict[UUID, list[int]] = {}
        for center in {
            c for ways in self.ways.values() for w in ways for r in w.routings for c in r
        }:
            facts = ground.work_centers.get(center)
            room[center] = []
            for day in range(self.days):
                on = self.situation.today + timedelta(days=day)
                approved = floor(Fraction(self.situation.overtime.get((center, on), 0)) * 10**6)
                offer = floor(Fraction(self.situation.capacity.get((center, on), 0)) * 10**6)
                offer += approved
                if facts and self.rules.allow_overtime and on not in facts.no_overtime_on:
                    limit = floor(Fraction(facts.overtime_hours_a_day) * 10**6)
                    offer += max(0, limit - approved)
                if facts:
                    offer = floor(offer * Fraction(facts.efficiency_ratio))
                free = max(0, offer - int(ground.load(center)[day]))
                room[center].append(free if self.rules.finite_capacity else 10**15)
        return room

    # Days.

    def is_open(self, facts: NodeFacts, day: int, *, begins: bool = False) -> bool:
        return self.paper.is_open(facts, day, begins=begins)

    def next_open(self, facts: NodeFacts, day: int, *, begins: bool = False) -> int:
        while day < self.days and not self.is_open(facts, day, begins=begins):
            day += 1
        return min(day, self.days)

    def last_open(self, facts: NodeFacts, day: int, *, begins: bool = False) -> int:
        while day >= 0 and not self.is_open(facts, day, begins=begins):
            day -= 1
        return day

    def lead(self, facts: NodeFacts, units: int) -> int:
        maximum = self.largest(facts)
        one = min(units, maximum) if maximum else units
        scale = 10**facts.quantity_decimals
        more: int = ceil(Fraction(facts.lead_time_days_per_unit) * one / scale)
        return facts.lead_time_days + more

    def largest(self, facts: NodeFacts) -> int:
        maximum, multiple = self.down(facts.node, facts.lot_maximum), self.up(facts.node, facts.lot_multiple)  # fmt: skip
        if not maximum:
            return 0
        smallest = max(self.up(facts.node, facts.lot_minimum), 1)
        while multiple > 1 and smallest % multiple:
            smallest += 1
        return max(maximum // multiple * multiple if multiple > 1 else maximum, smallest)

    def forward(self, facts: NodeFacts, start: int, lead: int) -> int:
        if start >= self.days:
            return self.days
        if not facts.counts_open_days:
            return self.next_open(facts, min(start + lead, self.days))
        for _ in range(lead):
            start = self.next_open(facts, start + 1, begins=True)
        return self.next_open(facts, start)

    def backward(self, facts: NodeFacts, finish: int, lead: int) -> int:
        if not facts.counts_open_days:
            return self.last_open(facts, finish - lead, begins=True)
        begin = self.last_open(facts, finish, begins=True)
        for _ in range(lead):
            begin = self.last_open(facts, begin - 1, begins=True)
        return begin

    def firsts(self, facts: NodeFacts) -> tuple[int, int]:
        frozen = facts.frozen_days if self.rules.respect_fences else 0
        opens = frozen if facts.procurement is Procurement.MAKE else 0
        return max(opens, self.number(facts.first_on, 0)), frozen

    def number(self, on: date | None, otherwise: int) -> int:
        return otherwise if on is None else (on - self.situation.today).days

    def ahead(self, facts: NodeFacts, need: int) -> int:
        """The day on which it is to be there: so many days before, on which something may arrive."""
        finish = self.last_open(facts, need)
        for _ in range(facts.safety_days):
            before = self.last_open(facts, finish - 1)
            if facts.shelf_life_days is None or before >= need - facts.shelf_life_days:
                finish = before
        return finish

    def time(self, facts: NodeFacts, need: int, units: int) -> tuple[int, int]:
        start, finish = self.time_from(facts, need, units)
        has_ended = start > self.number(facts.last_on, self.days)
        return (self.days, self.days) if has_ended else (start, finish)

    def time_from(self, facts: NodeFacts, need: int, units: int) -> tuple[int, int]:
        first_start, first_finish = self.firsts(facts)
        lead = self.lead(facts, units)
        finish = self.ahead(facts, need)
        if finish >= first_finish and finish >= 0:
            start = self.backward(facts, finish, lead)
            if start >= first_start:
                return start, finish
        start = self.next_open(facts, first_start, begins=True)
        finish = self.forward(facts, start, lead)
        if finish < first_finish:
            finish = self.next_open(facts, first_finish)
        return start, finish

    # What is needed.

    def claims(self, node: Node, *, by_parts_until: int = -1) -> list[Claim]:
        """Who asks for a node; lots that begin by a day ask by their parts."""
        found = [
            Claim(-1, day, units, 0, None)
            for day, units in enumerate(self.paper_draws[node])
            if units
        ]
        lines = [d for d in self.situation.demands if (d.item_id, d.site_id) == node]
        lines.sort(key=lambda d: (d.priority, d.counts_on, d.order_reference, d.demand_line_id.int))
        for line in lines:
            ahead = (line.counts_on - self.situation.today).days
            day = ahead if ahead >= 0 else min(1, self.days - 1)
            units = self.up(node, line.open_quantity)
            if day < self.days:
                found.append(Claim(line.priority, day, units, line.remaining_life_days, line))
        for parent in self.order:
            for place, way in enumerate(self.ways[parent]):
                for at, lot in enumerate(self.lots[parent] if node in way.draws else ()):
                    if lot.way != place or lot.start >= self.days:
                        continue
                    drawn, total = 0, 0
                    asked = [lot]
                    if lot.start <= by_parts_until:
                        asked = self.parts_of(parent)[at] or [lot]
                    for part in asked:
                        total += part.units
                        units = ceil(total * way.draws[node]) - drawn
                        drawn += units
                        found.append(Claim(part.priority, lot.start, units, 0, part))
        return found

    # What of a lot is whose.

    def parts_of(self, node: Node) -> list[list[Lot]]:
        """The parts of each lot of a node by priority, best first; none where all of it is of the lot's own."""
        if node not in self.parts:
            claims = self.claims(node, by_parts_until=self.days)
            places, found = self.days, []
            owned: list[tuple[int, int]] = []
            for lot, after in zip_longest(self.lots[node], self.lots[node][1:]):
                parts = self.part(lot, after.need if after else self.days, claims, owned)
                if len(parts) > places:
                    parts = []
                places -= len(parts)
                owned += [(part.priority, part.units) for part in parts or [lot]]
                found.append(parts)
            self.parts[node] = found
        return self.parts[node]

    def part(
        self, lot: Lot, end: int, claims: list[Claim], owned: list[tuple[int, int]]
    ) -> list[Lot]:
        """Cut a lot where what each priority and all better ones would need of it, if nobody else asked, ends.

        Both sides of a cut have to be lots by themselves; what fills the safety stock up is the last one's. `owned` are priority and units of what the lots before it bring.
        """
        is_dated = self.is_dated(lot.node)
        claims = [c for c in claims if c.day < end and (c.day >= lot.need or not is_dated)]
        ranks = sorted({c.priority for c in claims if c.priority >= 0 and c.units})
        if not ranks:
            return []
        facts = self.ways[lot.node][lot.way].facts
        cuts: list[tuple[int, int]] = []
        best, done = None, 0
        for rank in ranks[:-1]:
            better = [c for c in claims if c.priority <= rank]
            asked = sum(c.units for c in better)
            if not is_dated:
                brought = sum(units for priority, units in owned if priority <= rank)
                asked = self.missing(lot, end, better) - brought
            if asked <= done:
                continue
            best = rank if best is None else best
            units = self.sized(facts, asked)[0]
            rest = lot.units - units
            if rest > 0 and self.sized(facts, rest)[0] == rest and units > done:
                cuts.append((units - done, best))
                best, done = None, units
        cuts.append((lot.units - done, ranks[-1] if best is None else best))
        if cuts == [(lot.units, lot.priority)]:
            return []
        parts = [
            replace(
                lot, units=units, priority=rank, is_part=True, cover={}, until={}, hours={}, worked={}
            )
            for units, rank in cuts
        ]  # fmt: skip
        for before, part in pairwise(parts):
            part.ahead = before.ahead + before.units
        return parts

    def missing(self, lot: Lot, end: int, claims: list[Claim]) -> int:
        """The most that these claims miss between a lot's need and the next, stock and papers being theirs alone."""
        there = sum(pile.units for pile in self.piles(lot.node))
        return max(
            sum(c.units for c in claims if c.day <= day)
            - sum(self.papers[lot.node][: day + 1])
            - there
            for day in range(lot.need, end)
        )

    def is_dated(self, node: Node) -> bool:
        """Whether stock of a node expires, or somebody asks how long it lasts."""
        return (
            self.facts[node].shelf_life_days is not None
            or any(pile.until < NEVER for pile in self.piles(node))
            or any(
                d.remaining_life_days
                for d in self.situation.demands
                if (d.item_id, d.site_id) == node
            )
        )

    def runs_of(self, node: Node) -> list[Lot]:
        """The lots of a node, and parts of lots of which not all can begin on the same day."""
        whole, parted = [], []
        for at, lot in enumerate(self.lots[node]):
            self.release(lot)
            parts = self.parts[node][at] if node in self.parts else []
            for part in parts:
                # What is not short is set aside for the lot as a whole.
                part.cover, part.until = lot.cover | part.cover, lot.until | part.until
                self.release(part)
            if not parts:
                whole.append(lot)
            elif self.begins_together(lot, parts):
                self.begin(lot, parts[0].release)
                whole.append(lot)
            else:
                for before, part in pairwise(parts):
                    goes_on = before.release == part.release
                    part.ahead = before.ahead + before.units if goes_on else 0
                parted += parts
        return whole + parted

    def begins_together(self, lot: Lot, parts: list[Lot]) -> bool:
        """Whether a lot stays whole: its parts begin on one day, and it is as it was planned or takes no longer than they do."""
        facts = self.ways[lot.node][lot.way].facts
        is_longer = parts[0].release > lot.start and facts.lead_time_days_per_unit > 0
        is_same = len({part.release for part in parts}) == 1
        return is_same and not is_longer and not lot.asks_by_parts

    def piles(self, node: Node) -> list[Pile]:
        """Stock on hand, lots that have expired left out."""
        found = [
            Pile(0, (s.usable_until - self.situation.today).days, self.down(node, s.quantity))
            for s in self.situation.stocks
            if (s.item_id, s.site_id) == node
            and s.usable_until
            and s.usable_until >= self.situation.today
        ]
        found.sort(key=lambda pile: (pile.until, pile.units))
        endless = sum(
            self.down(node, s.quantity)
            for s in self.situation.stocks
            if (s.item_id, s.site_id) == node and not s.usable_until
        )
        return [*found, Pile(0, NEVER, endless)]

    def until(self, node: Node, day: int) -> int:
        life = self.facts[node].shelf_life_days
        return NEVER if life is None else day + life

    def net(self, node: Node) -> None:
        ways = self.ways[node]
        safety = self.down(node, self.facts[node].safety_stock)
        claims = self.claims(node)
        gross = [sum(c.units for c in claims if c.day == day) for day in range(self.days)]
        possible = min(self.first_finish(way.facts) for way in ways)
        possible = min(possible, self.days - 1)
        life = self.facts[node].shelf_life_days
        long = [c for c in claims if c.life and (life is None or c.life <= life)]
        stock, owed, since = self.piles(node), 0, None
        for day in range(self.days):
            stock.append(Pile(day, self.until(node, day), self.papers[node][day]))
            stock = [pile for pile in stock if pile.until >= day]
            asked = gross[day] - sum(c.units for c in long if c.day == day)
            owed = self.eat(stock, day, owed + asked)
            missing = self.eat_long(stock, day, long)
            level = sum(pile.units for pile in stock) - owed - missing
            is_short = level < safety or missing > 0
            since = None if not is_short else (day if since is None else since)
            if since is not None and day >= possible:
                cover = self.facts[node].lot_cover_days
                cover = cover if life is None else min(cover, life + 1)
                ahead = range(day + 1, min(day + cover, self.days))
                falls = [
                    sum(gross[on] - self.papers[node][on] for on in ahead if on <= until)
                    for until in ahead
                ]
                short = max(safety - level, missing) + self.more(self.facts[node])
                lot = self.lot(node, since, short + max([0, *falls]))
                self.lots[node].append(lot)
                there = min(day, lot.target) if self.facts[node].safety_days else day
                stock.append(Pile(day, self.until(node, there), lot.units, lot))
                owed = self.eat(stock, day, owed)
                self.eat_long(stock, day, long)
                since = None
        for lot, after in zip_longest(self.lots[node], self.lots[node][1:]):
            end = after.need if after else self.days
            ranks = [c.priority for c in claims if lot.need <= c.day < end and c.priority >= 0]
            lot.priority = min([*ranks, NOBODY])

    def more(self, facts: NodeFacts) -> int:
        """What a lot brings beyond what is short, where it fills up."""
        filled, safety = (
            self.down(facts.node, facts.fill_to),
            self.down(facts.node, facts.safety_stock),
        )
        return max(0, filled - safety)

    def first_finish(self, facts: NodeFacts) -> int:
        first_start, first_finish = self.firsts(facts)
        smallest = self.sized(facts, 1 + self.more(facts))[0]
        if facts.lot_maximum:
            smallest = min(smallest, self.largest(facts))
        start = self.next_open(facts, first_start, begins=True)
        if start > self.number(facts.last_on, self.days):
            return self.days
        return max(self.forward(facts, start, self.lead(facts, smallest)), first_finish)

    def eat_long(self, stock: list[Pile], day: int, long: list[Claim]) -> int:
        """Serve those that ask for remaining life; what they still wait for."""
        for claim in sorted(long, key=lambda claim: claim.priority):
            if claim.day <= day:
                claim.units = self.eat(stock, day + claim.life, claim.units)
        return sum(claim.units for claim in long if claim.day <= day)

    @staticmethod
    def eat(stock: list[Pile], least: int, asked: int) -> int:
        """Take from what expires first, of what may be used on a day or later; what is left open."""
        for pile in sorted(stock, key=lambda pile: pile.until):
            if pile.until >= least:
                used = min(pile.units, asked)
                pile.units -= used
                asked -= used
                if used and pile.lot:
                    pile.lot.lasts = max(pile.lot.lasts, least)
        return asked

    def sized(self, facts: NodeFacts, short: int) -> tuple[int, int]:
        minimum, multiple = self.up(facts.node, facts.lot_minimum), self.up(facts.node, facts.lot_multiple)  # fmt: skip
        maximum = self.largest(facts)

        def one(units: int) -> int:
            lot = max(units, minimum)
            while multiple > 1 and lot % multiple:
                lot += 1
            return lot

        total, count = 0, 0
        rest = one(short)
        while maximum and rest > maximum:
            total, count, rest = total + maximum, count + 1, rest - maximum
        return (total + one(short - total), count + 1) if count else (rest, 1)

    def lot(self, node: Node, need: int, short: int) -> Lot:
        best: Lot | None = None
        for place, way in enumerate(self.ways[node]):
            units, splits = self.sized(way.facts, short)
            start, target = self.time(way.facts, need, units)
            if best is None or (best.target > need and target < best.target):
                best = Lot(node, place, need, units, splits, start, target)
        assert best is not None
        return best

    # When it can be there.

    def earliest(self, lot: Lot) -> int:
        """The first day on which a lot may begin: open, not frozen, and not too early for what expires."""
        facts = self.ways[lot.node][lot.way].facts
        lead, life = self.lead(facts, lot.units), self.facts[lot.node].shelf_life_days
        for day in range(self.firsts(facts)[0], min(lot.latest, self.days)):
            is_good = life is None or self.forward(facts, day, lead) + life >= lot.lasts
            if self.is_open(facts, day) and is_good:
                return day
        return lot.latest

    def groups(self) -> list[set[UUID]]:
        """The work centres that routings of one lot choose between together, every other by itself."""
        found: list[set[UUID]] = []
        for way in (way for ways in self.ways.values() for way in ways):
            centers = {center for routing in way.routings for center in routing}
            for joined in [centers] if len(way.routings) > 1 else [{each} for each in centers]:
                met = [group for group in found if group & joined]
                found = [group for group in found if group not in met]
                found.append(joined.union(*met))
        return found

    def draft(self, lots: list[Lot], group: set[UUID]) -> None:
        """Give lots their hours at some work centres as if nothing they draw were late."""
        here = [
            lot
            for lot in lots
            if lot.target < self.days
            and any(group & set(routing) for routing in self.ways[lot.node][lot.way].routings)
        ]
        free = {center: list(self.room[center]) for center in group}
        links: set[int] = set()
        late = [NOBODY] * self.days
        for lot in sorted(here, key=lambda lot: (lot.priority, lot.target)):
            low, high, last = self.give(lot, group)
            links |= set(range(low, high))
            if last > lot.target:
                late[lot.target] = min(late[lot.target], lot.priority)
        while not self.shared(here, group, free, links, late):
            pass

    def shared(
        self,
        here: list[Lot],
        group: set[UUID],
        free: dict[UUID, list[int]],
        links: set[int],
        late: list[int],
    ) -> bool:
        """Place lots anew by their parts on all days that were looked at together with somebody who is late.

        Only those whose last part is less important than who is late (`late`, the best of them by day). False where one looks at a
        further day, which then is one of these (`links`).
        """
        for _ in range(self.days):
            for day in links:
                late[day] = late[day + 1] = min(late[day], late[day + 1])
        again = [lot for lot in here if late[lot.target] < NOBODY]
        asked = [each for lot in again for each in self.asking(lot, late[lot.target])]
        if not any(each.is_part for each in asked):
            return True
        for each in [*again, *asked]:
            each.hours = {c: hours for c, hours in each.hours.items() if c not in group}
        for center in group:
            for day in range(self.days):
                if late[day] < NOBODY:
                    self.room[center][day] = free[center][day]
        for each in sorted(asked, key=lambda each: (each.priority, each.target)):
            low, high, _ = self.give(each, group)
            links |= set(range(low, high))
            if any(late[day] == NOBODY for day in range(low, high + 1)):
                return False
        return True

    def asking(self, lot: Lot, worst: int) -> list[Lot]:
        """A lot, or its parts if the last of them is less important than who is late."""
        parts = self.parts_for(lot)
        if not parts or parts[-1].priority <= worst:
            return [lot]
        lot.asks_by_parts = True
        return parts

    def parts_for(self, lot: Lot) -> list[Lot]:
        """The parts of one lot."""
        place = next(at for at, each in enumerate(self.lots[lot.node]) if each is lot)
        return self.parts_of(lot.node)[place]

    def give(self, lot: Lot, group: set[UUID]) -> tuple[int, int, int]:
        """Take hours for a lot at some work centres; the first and last day looked at, and the last of work."""
        routings = self.ways[lot.node][lot.way].routings
        since = [lot.latest, lot.earliest] if len(routings) > 1 else [lot.earliest]
        low = high = lot.target
        best: dict[UUID, list[int]] = {}
        for begin in dict.fromkeys(since):
            best = {}
            for routing in routings:
                mine = {center: each for center, each in routing.items() if center in group}
                worked = self.hours_for(lot, [mine], begin, lot.target)
                for center, (setup, each) in mine.items():
                    asked = self.asked_hours(lot, setup, each)
                    early, late = self.looked_at(self.room[center], asked, begin, lot.target)
                    low, high = min(low, early), max(high, late)
                if not best or self.last(worked, lot.target) < self.last(best, lot.target):
                    best = worked
                if self.last(best, lot.target) <= lot.target:
                    break
            if self.last(best, lot.target) <= lot.target:
                break
        lot.hours.update(best)
        self.book(best)
        return low, high, self.last(best, lot.target)

    def looked_at(self, room: list[int], asked: int, begin: int, due: int) -> tuple[int, int]:
        """The first and the last day on which hours are looked for."""
        if room[due] >= asked:
            return due, due
        low, high = due, due
        for day in range(due, begin - 1, -1):
            if asked > 0:
                low, asked = day, asked - min(asked, room[day])
        for day in range(due + 1, self.days):
            if asked > 0:
                high, asked = day, asked - min(asked, room[day])
        return low, high

    def begin_with_hours(self, lot: Lot) -> None:
        """A lot, with all of its parts, begins with its hours where they lie earlier."""
        if lot.asks_by_parts:
            for part in self.parts_for(lot):
                for center, hours in part.hours.items():
                    sums = zip_longest(lot.hours.get(center, []), hours, fillvalue=0)
                    lot.hours[center] = [one + other for one, other in sums]
        lot.start = lot.latest
        days = [day for hours in lot.hours.values() for day, used in enumerate(hours) if used]
        if days and min(days) < lot.latest:
            lot.start = self.last_open(self.ways[lot.node][lot.way].facts, min(days), begins=True)

    def book(self, worked: dict[UUID, list[int]], *, back: bool = False) -> None:
        for center, hours in worked.items():
            for day, used in enumerate(hours[: self.days]):
                self.room[center][day] -= -used if back else used

    def release(self, lot: Lot) -> None:
        facts = self.ways[lot.node][lot.way].facts
        lot.release = max([lot.start, *lot.cover.values()])
        if lot.release > lot.start:
            lot.release = self.next_open(facts, lot.release, begins=True)
        if lot.until and lot.release > min(lot.until.values()):
            lot.release = self.days
        self.begin(lot, lot.release)

    def begin(self, lot: Lot, release: int) -> None:
        facts = self.ways[lot.node][lot.way].facts
        lot.release, lot.due = release, lot.target
        if lot.release > lot.start:
            later = self.forward(facts, lot.release, self.lead(facts, lot.units))
            lot.due = max(lot.target, later)

    def work(self, lot: Lot) -> None:
        lot.finish = min(lot.due, self.days)
        routings = self.ways[lot.node][lot.way].routings
        if not routings or lot.due >= self.days:
            return
        facts = self.ways[lot.node][lot.way].facts
        for group in self.groups():
            here = [{c: each for c, each in r.items() if c in group} for r in routings]
            if any(here):
                worked, at = self.work_at(lot, here)
                self.book(worked)
                lot.worked = lot.worked | worked
                lot.routing = routings[at]
        worked = lot.worked
        last = self.last(worked, lot.due)
        lot.finish = max(lot.due, last)
        if lot.release < lot.latest and last <= lot.due:
            ready = self.forward(facts, lot.release, self.lead(facts, lot.units))
            lot.finish = max(ready, self.next_open(facts, last))

    def work_at(
        self, lot: Lot, routings: list[dict[UUID, tuple[Fraction, Fraction]]]
    ) -> tuple[dict[UUID, list[int]], int]:
        """The hours of a lot at some work centres and its routing; where it would be late, with those that less important lots above have in the draft."""
        free = self.room
        worked, at = self.pick(lot, routings)
        last = self.last(worked, lot.due)
        if last > lot.due:
            self.room = {center: list(hours) for center, hours in free.items()}
            for priority, held in self.held:
                if priority > lot.priority:
                    self.book(held, back=True)
            lent, other = self.pick(lot, routings)
            self.room = free
            if self.last(lent, lot.due) < last:
                return lent, other
        return worked, at

    def pick(
        self, lot: Lot, routings: list[dict[UUID, tuple[Fraction, Fraction]]]
    ) -> tuple[dict[UUID, list[int]], int]:
        """The hours of a lot at some work centres, and by which of its routings."""
        worked = self.hours_for(lot, routings, lot.release, lot.due)
        each = [self.hours_for(lot, [routing], lot.release, lot.due) for routing in routings]
        return worked, each.index(worked)

    def hours_for(
        self, lot: Lot, routings: list[dict[UUID, tuple[Fraction, Fraction]]], begin: int, due: int
    ) -> dict[UUID, list[int]]:
        """The hours by day of the first routing that is done when it is due, else of the one that is done first."""
        found = [
            {
                center: self.booked(
                    self.room[center],
                    self.asked_hours(lot, setup, each),
                    begin,
                    due,
                )
                for center, (setup, each) in routing.items()
            }
            for routing in routings
        ]
        if not found:
            return {}
        return min(found, key=lambda worked: max(due, self.last(worked, due)))

    def asked_hours(self, lot: Lot, setup: Fraction, each: Fraction) -> int:
        """Millionths of an hour; a part that goes on with the one before it is not set up anew."""
        maximum = self.largest(self.ways[lot.node][lot.way].facts)

        def upto(units: int) -> int:
            splits = -(-units // maximum) if maximum else 1
            return ceil(setup * 10**6) * splits + ceil(each * 10**6 * units)

        return upto(lot.ahead + lot.units) - (upto(lot.ahead) if lot.ahead else 0)

    def booked(self, room: list[int], asked: int, begin: int, due: int) -> list[int]:
        """Hours by day, from the due one backwards and then forwards; one more day stands for those beyond the horizon."""
        worked = [0] * self.days
        for day in [*range(due, begin - 1, -1), *range(due + 1, self.days)]:
            worked[day] = min(asked, max(room[day], 0))
            asked -= worked[day]
        return [*worked, asked] if asked else worked

    @staticmethod
    def last(worked: dict[UUID, list[int]], due: int) -> int:
        """The last day that is worked on; a step without hours is done when it is due."""
        ends = [
            max([day for day, used in enumerate(hours) if used], default=due)
            for hours in worked.values()
        ]
        return max(ends, default=due)

    def serve(self, node: Node) -> None:
        stock = self.piles(node)
        claims = self.claims(node, by_parts_until=self.short_until(node))
        for day in range(self.days):
            units = self.papers[node][day]
            for lot in self.runs[node]:
                early = self.early(lot, claims)
                units += early if lot.due == day else 0
                units += lot.units - early if lot.finish == day else 0
            stock.append(Pile(day, self.until(node, day), units))
        has_end = self.is_dated(node)
        claims.sort(key=lambda c: (c.priority, c.day, isinstance(c.who, Lot)))
        if has_end:
            self.serve_lasting(claims, stock)
        else:
            for claim in claims:
                self.give_units(claim, stock, has_end=False)
        for claim in claims:
            self.tell(node, claim)

    def serve_lasting(self, claims: list[Claim], stock: list[Pile]) -> None:
        """Serve by day all that can be in time together, the best first; the others take what those before them leave."""
        timely: list[Claim] = []
        for claim in claims:
            piles = [replace(pile) for pile in stock]
            trial = self.served_by_day([*timely, claim], piles)
            if all(
                each.given == each.units and all(pile.on <= each.day for pile, _ in each.parts)
                for each in trial
            ):
                timely.append(claim)
                continue
            piles = [replace(pile) for pile in stock]
            self.served_by_day(timely, piles)
            late = replace(claim, parts=[])
            self.give_units(late, piles, has_end=True)
            for taken, used in late.parts:
                pile = stock[next(at for at, each in enumerate(piles) if each is taken)]
                pile.units -= used
                claim.parts.append((pile, used))
        for claim in sorted(timely, key=lambda claim: claim.day):
            self.give_units(claim, stock, has_end=True)

    def served_by_day(self, claims: list[Claim], stock: list[Pile]) -> list[Claim]:
        trial = [replace(each, parts=[]) for each in sorted(claims, key=lambda claim: claim.day)]
        for claim in trial:
            self.give_units(claim, stock, has_end=True)
        return trial

    @staticmethod
    def give_units(claim: Claim, stock: list[Pile], *, has_end: bool) -> None:
        good = [p for p in stock if p.until >= max(claim.day, p.on) + claim.life]
        there = [pile for pile in good if pile.on <= claim.day]
        there.sort(key=lambda pile: (pile.until, -pile.on) if has_end else -pile.on)
        for pile in [*there, *(pile for pile in good if pile.on > claim.day)]:
            used = min(pile.units, claim.units - claim.given)
            if used > 0:
                pile.units -= used
                claim.parts.append((pile, used))

    def short_until(self, node: Node) -> int:
        """The last day on which more has been asked for than has come."""
        level, last = sum(pile.units for pile in self.piles(node)), -1
        claims = self.claims(node)
        for day in range(self.days):
            level += self.papers[node][day]
            level += sum(lot.units for lot in self.runs[node] if lot.finish == day)
            level -= sum(c.units for c in claims if c.day == day)
            last = day if level < 0 else last
        return last

    def early(self, lot: Lot, claims: list[Claim]) -> int:
        """What of a late lot is done by its day, and there by then because several priorities wait for it."""
        later = [other.need for other in self.lots[lot.node] if other.need > lot.need]
        end = min([*later, self.days])
        ranks = {c.priority for c in claims if c.priority >= 0 and lot.need <= c.day < end}
        if lot.finish <= lot.due or (len(ranks) < 2 and not lot.is_part):
            return 0
        done = [lot.units]
        for center, (setup, each) in lot.routing.items():
            hours = lot.worked[center]
            by_then = sum(hours[: lot.due + 1])
            if by_then < sum(hours):
                facts = self.ways[lot.node][lot.way].facts
                size = self.largest(facts) if lot.splits > 1 else lot.ahead + lot.units
                done.append(self.done_in(by_then, setup, each, size, lot))
        return min(done)

    def done_in(self, hours: int, setup: Fraction, each: Fraction, size: int, lot: Lot) -> int:
        """The most units that, with a set-up for each part of so much that is begun, fit into hours."""

        def asked(units: int) -> int:
            parts = min(-(-units // size), lot.splits)
            return ceil(setup * 10**6) * parts + ceil(each * 10**6 * units)

        hours += asked(lot.ahead) if lot.ahead else 0
        most = [units for units in range(1, lot.units + 1) if asked(lot.ahead + units) <= hours]
        return max([0, *most])

    def tell(self, node: Node, claim: Claim) -> None:
        done = max([claim.day, *(pile.on for pile, _ in claim.parts)])
        if claim.given < claim.units:
            done = self.days
        if isinstance(claim.who, Lot):
            claim.who.cover[node] = done
            claim.who.until[node] = min([NEVER, *(pile.until for pile, _ in claim.parts)])
        elif claim.who is not None:
            on_time = sum(units for pile, units in claim.parts if pile.on <= claim.day)
            self.answers[claim.who.demand_line_id] = (done, on_time, claim.given)
