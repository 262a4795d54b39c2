"""A situation turned into arrays, lazily and once: a node or a work centre costs when it is asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

import numpy as np

from backend.engine.days import ALWAYS_OPEN, OpenDays, open_days_of
from backend.engine.kernels import spread
from backend.engine.lots import lead_days
from backend.engine.master import Master, Ratio, Take, master_for, times
from backend.engine.scale import IntArray, have, want
from backend.engine.shelf import FOREVER, Lot
from backend.engine.situation import (
    Demand,
    Node,
    NodeFacts,
    PlannedSupply,
    Situation,
    Stock,
    SupplyKind,
    WorkCenterFacts,
)

AtNode = TypeVar("AtNode", Demand, Stock, PlannedSupply)


def ground_of(situation: Situation) -> "Ground":
    """The arrays of a situation, made at the first call and kept with it."""
    known = situation.memory.get("ground")
    if isinstance(known, Ground):
        return known
    ground = Ground(situation)
    situation.memory["ground"] = ground
    return ground


class Rows(Generic[AtNode]):
    """Rows by item and site, in their order.

    Grouped by the ids' integers: hashing a UUID costs ten times what hashing an integer does.
    """

    def __init__(self, rows: Iterable[AtNode]) -> None:
        groups: dict[tuple[int, int], list[AtNode]] = defaultdict(list)
        for row in rows:
            groups[row.item_id.int, row.site_id.int].append(row)
        self._groups: Mapping[tuple[int, int], Sequence[AtNode]] = groups

    def at(self, node: Node) -> Sequence[AtNode]:
        return self._groups.get((node[0].int, node[1].int)) or ()

    def __iter__(self) -> Iterator[Node]:
        return ((rows[0].item_id, rows[0].site_id) for rows in self._groups.values())

    @property
    def groups(self) -> Mapping[tuple[int, int], Sequence[AtNode]]:
        """The rows of each node by the integers of its ids."""
        return self._groups


def differing(before: Rows[AtNode], now: Rows[AtNode]) -> set[Node]:
    """The nodes at which rows are not the same, or stand in another order."""
    if before is now:
        return set()
    keys = before.groups.keys() | now.groups.keys()
    rows = (
        (before.groups.get(key) or now.groups[key])[0]
        for key in keys
        if before.groups.get(key) != now.groups.get(key)
    )
    return {(row.item_id, row.site_id) for row in rows}


@dataclass(frozen=True, slots=True)
class Move:
    """A supply in whole units: the day it is there, and the day it draws (below 0: it has drawn)."""

    supply: PlannedSupply
    units: int
    on: int
    start: int


class Ground:
    """The plan as it stands. Arrays handed out here are shared: nobody writes into them."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.master: Master = master_for(situation)
        self.facts = self.master.facts
        self.today: date = situation.today
        self.days: int = situation.horizon_days + 1
        self.work_centers: dict[UUID, WorkCenterFacts] = {w.id: w for w in situation.work_centers}
        self._moves: dict[Node, list[Move]] = {}
        self._on_hand: dict[Node, int] = {}
        self._lots: dict[Node, list[Lot]] = {}
        self._ending: dict[Node, bool] = {}
        self._supplied: dict[Node, IntArray] = {}
        self._wanted: dict[Node, IntArray] = {}
        self._drawn: dict[Node, IntArray] = {}
        self._loads: dict[UUID, IntArray] = {}
        self._booked: set[Node] = set()
        self._complete: set[UUID] = set()
        self._capacities: dict[UUID, IntArray] = {}
        self._open_days: dict[tuple[Any, ...], OpenDays] = {}

    @cached_property
    def demands(self) -> Rows[Demand]:
        return Rows(self.situation.demands)

    @cached_property
    def stocks(self) -> Rows[Stock]:
        return Rows(self.situation.stocks)

    @cached_property
    def supplies(self) -> Rows[PlannedSupply]:
        return Rows(self.situation.supplies)

    def take_rows_of(self, other: "Ground") -> None:
        """Share the rows by node where both situations have the same ones."""
        for name, rows in (
            ("demands", other.demands),
            ("stocks", other.stocks),
            ("supplies", other.supplies),
        ):
            if getattr(self.situation, name) is getattr(other.situation, name):
                self.__dict__[name] = rows

    def index_of(self, on: date) -> int:
        """The day's index from today; what is late counts tomorrow (a stated rule)."""
        index = (on - self.today).days
        return index if index >= 0 else min(1, self.days - 1)

    def day_of(self, index: int) -> date:
        return self.today + timedelta(days=int(index))

    def start_index(self, supply: PlannedSupply) -> int:
        """The day on which a supply draws on others; below 0 when that has happened."""
        if supply.start_on is not None:
            return (supply.start_on - self.today).days
        facts = self.master.facts_by((supply.item_id, supply.site_id), supply.alternate_id)
        units = have(supply.quantity, facts.quantity_decimals)
        return self.start_for(facts, (supply.on - self.today).days, units)

    def open_days(self, facts: NodeFacts) -> OpenDays:
        """The days on which something may begin and arrive, by their index."""
        closed = self.situation.closed_days
        if not closed:
            return ALWAYS_OPEN
        ends = facts.site_id, facts.source_site_id, facts.supplier_id, facts.lane_id
        key = facts.procurement, facts.counts_open_days, ends
        if key not in self._open_days:
            self._open_days[key] = open_days_of(closed, facts, self.today)
        return self._open_days[key]

    def start_for(self, facts: NodeFacts, day: int, units: int) -> int:
        """The day on which so many units begin that are there on a day; below 0: before today."""
        days = self.open_days(facts)
        return days.start_for(days.by(day), lead_days(facts, units))

    def first_start(self, facts: NodeFacts) -> int:
        """The first day, from today on, of those on which what is got this way may begin."""
        return 0 if facts.first_on is None else max(0, (facts.first_on - self.today).days)

    def earliest(self, facts: NodeFacts, units: int) -> int:
        """The first day on which so many units can be there that begin today or after, and no sooner than their way holds."""
        return self.open_days(facts).ready_from(self.first_start(facts), lead_days(facts, units))

    def holds(self, facts: NodeFacts, start: int) -> bool:
        """Whether what is got this way may begin on a day."""
        return self.first_start(facts) <= start and not self.has_ended(facts, start)

    def has_ended(self, facts: NodeFacts, start: int) -> bool:
        """Whether the last day on which what is got this way may begin is before a day."""
        return facts.last_on is not None and self.day_of(start) > facts.last_on

    def in_time(self, facts: NodeFacts, day: int, units: int) -> bool:
        """Whether so many units can be there on a day that begin as late as they may: today or after, and while their way holds."""
        return self.earliest(facts, units) <= day and not self.has_ended(
            facts, self.start_for(facts, day, units)
        )

    def ways_in_use(self, node: Node) -> list[UUID]:
        """The alternates by which supplies of a node come."""
        ways = (supply.alternate_id for supply in self.supplies.at(node))
        return list(dict.fromkeys(way for way in ways if way is not None))

    def moves(self, node: Node) -> list[Move]:
        """The supplies of a node in whole units."""
        if node not in self._moves:
            facts = self.facts[node]
            decimals = facts.quantity_decimals
            late = min(1, self.days - 1)
            found: list[Move] = []
            for supply in self.supplies.at(node):
                on = (supply.on - self.today).days
                start = self.start_index(supply)
                units = have(supply.quantity, decimals)
                found.append(Move(supply, units, on if on >= 0 else late, start))
            self._moves[node] = found
        return self._moves[node]

    def on_hand(self, node: Node) -> int:
        """Stock on hand in whole units, expired lots left out."""
        if node not in self._on_hand:
            self._on_hand[node] = sum(lot.units for lot in self.lots(node))
        return self._on_hand[node]

    @cached_property
    def longest_life(self) -> int:
        """The most days of remaining life that any customer asks for."""
        asked = (demand.remaining_life_days for demand in self.situation.demands)
        return max([0, *asked, *self.situation.remaining_life.values()])

    def ends(self, node: Node) -> bool:
        """Whether any lot of a node, in stock or to come, ends early enough to matter to anybody."""
        if node not in self._ending:
            seen = self.days + self.longest_life
            life = self.facts[node].shelf_life_days
            self._ending[node] = (life is not None and life < seen) or any(
                lot.last < seen for lot in self.lots(node)
            )
        return self._ending[node]

    def lots(self, node: Node) -> list[Lot]:
        """The lots in stock that have not expired, in the order of the rows."""
        if node not in self._lots:
            decimals = self.facts[node].quantity_decimals
            last = [
                FOREVER if stock.usable_until is None else (stock.usable_until - self.today).days
                for stock in self.stocks.at(node)
            ]
            self._lots[node] = [
                Lot(0, until, have(stock.quantity, decimals))
                for stock, until in zip(self.stocks.at(node), last, strict=True)
                if until >= 0
            ]
        return self._lots[node]

    def perishable(self, node: Node) -> list[tuple[int, int]]:
        """The lots in stock that have a last day: that day and units."""
        return [(lot.last, lot.units) for lot in self.lots(node) if lot.last < FOREVER]

    def lot_to_come(self, node: Node, day: int, units: int) -> Lot:
        """A lot that comes on a day, as long as one of the node lasts."""
        life = self.facts[node].shelf_life_days
        return Lot(day, FOREVER if life is None else day + life, units)

    def empty(self) -> IntArray:
        return np.zeros(self.days, dtype=np.int64)

    def supplied(self, node: Node) -> IntArray:
        """Units that come in by day."""
        if node not in self._supplied:
            inflow = self.empty()
            for move in self.moves(node):
                if move.on < self.days:
                    inflow[move.on] += move.units
            self._supplied[node] = inflow
        return self._supplied[node]

    def wanted(self, node: Node) -> IntArray:
        """Units that customers are to get by day."""
        if node not in self._wanted:
            outflow = self.empty()
            decimals = self.facts[node].quantity_decimals
            for demand in self.demands.at(node):
                index = self.index_of(demand.counts_on)
                if index < self.days:
                    outflow[index] += want(demand.open_quantity, decimals)
            self._wanted[node] = outflow
        return self._wanted[node]

    def wanted_by_life(self, node: Node) -> dict[int, IntArray]:
        """The part of `wanted` that has to last so many days beyond its delivery."""
        found: dict[int, IntArray] = {}
        decimals = self.facts[node].quantity_decimals
        for demand in self.demands.at(node):
            index = self.index_of(demand.counts_on)
            if demand.remaining_life_days > 0 and index < self.days:
                by_day = found.setdefault(demand.remaining_life_days, self.empty())
                by_day[index] += want(demand.open_quantity, decimals)
        return found

    def drawn(self, node: Node) -> IntArray:
        """Units that planned making and transfers take out of a node by day."""
        if node not in self._drawn:
            outflow = self.empty()
            for move, take in self.drawing(node):
                outflow[move.start] += times(move.units, take.ratio)
            self._drawn[node] = outflow
        return self._drawn[node]

    def drawing(self, node: Node) -> Iterator[tuple[Move, Take]]:
        """The supplies that take out of a node within the horizon, each by the bill of material of its start."""
        for take in self.master.drawing_on(node):
            for move in self.moves(take.node):
                if move.supply.kind is SupplyKind.PURCHASE or move.supply.alternate_id != take.way:
                    continue
                if 0 <= move.start < self.days and self.takes(take, move.start):
                    yield move, take

    def takes(self, take: Take, start: int) -> bool:
        """Whether what begins on a day takes something."""
        return take.line is None or not take.line.is_dated or take.is_valid(self.day_of(start))

    def draws(self, node: Node, way: UUID | None, start: int) -> list[tuple[Node, Ratio]]:
        """What a node takes from others where it begins on a day, and how much a unit; below 0: before today."""
        bill = self.master.bill(node, way)
        return bill.of(self.day_of(start)) if bill.steady is None else bill.steady

    def load(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour that the plan asks of a work centre by day."""
        if work_center_id not in self._complete:
            for node in self.master.worked_at.get(work_center_id, ()):
                self._book_node(node)
            self._complete.add(work_center_id)
        return self._loads.setdefault(work_center_id, self.empty())

    def _book_node(self, node: Node) -> None:
        """Put the hours of a node's supplies on all work centres of its routing, once."""
        if node in self._booked:
            return
        self._booked.add(node)
        for move in self.moves(node):
            needed = self.master.hours_for(node, move.units, move.supply.alternate_id)
            for center, hours in needed:
                load = self._loads.setdefault(center, self.empty())
                if move.supply.kind is SupplyKind.PLAN_LINE and move.on < self.days:
                    load[move.on] += hours
                elif move.supply.kind is SupplyKind.PRODUCTION_ORDER:
                    self.book(load, move.supply, center, hours)

    def book(self, load: IntArray, supply: PlannedSupply, work_center_id: UUID, hours: int) -> None:
        """Put a supply's hours on their days."""
        last = self.index_of(supply.on)
        if supply.kind is SupplyKind.PURCHASE or last >= self.days:
            return
        first = last
        if supply.kind is SupplyKind.PRODUCTION_ORDER:
            first = min(last, max(0, self.start_index(supply)))
        open_days = np.flatnonzero(self.capacity(work_center_id)[first : last + 1]) + first
        for day, part in spread(hours, [int(day) for day in open_days] or [last]):
            load[day] += part

    def capacity(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour that a work centre has by day, with the overtime approved before."""
        if work_center_id not in self._capacities:
            regular = self._hours_by_day(self.situation.capacity, work_center_id)
            self._capacities[work_center_id] = regular + self.approved_overtime(work_center_id)
        return self._capacities[work_center_id]

    def approved_overtime(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour of overtime that stand in the plan by day."""
        return self._hours_by_day(self.situation.overtime, work_center_id)

    def _hours_by_day(
        self, given: Mapping[tuple[UUID, date], Decimal], work_center_id: UUID
    ) -> IntArray:
        hours = self.empty()
        if given:
            for index in range(self.days):
                on_day = given.get((work_center_id, self.day_of(index)))
                if on_day is not None:
                    hours[index] = have(on_day, 6)
        return hours
