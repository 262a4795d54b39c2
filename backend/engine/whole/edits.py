"""The facts behind a warm plan, and how an alteration changes their arrays."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

import numpy as np

from backend.engine.errors import NodeUnknownError
from backend.engine.ground import Ground
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, Stock
from backend.engine.whole.changes import (
    Alteration,
    DropDemand,
    DropSupply,
    SetCapacity,
    SetDemand,
    SetStock,
    SetSupply,
)
from backend.engine.whole.facts import (
    Kept,
    free_of,
    kept_supplies,
    line_row,
    offered,
    served_order,
)
from backend.engine.whole.layout import (
    ANEW,
    ASKED,
    DRAWN,
    LIFE,
    NET,
    NO_PRIORITY,
    ON,
    PARENT,
    RANK,
    Dirt,
    Facts,
    Plan,
    Plant,
)
from backend.engine.whole.lines import Lines
from backend.engine.whole.memory import Shelf
from backend.engine.whole.plant import Names
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import SHARED, copied


class Books:
    """A situation in arrays that can be altered; `base` keeps master data and calendars."""

    def __init__(
        self,
        situation: Situation,
        rules: Rules,
        plant: Plant,
        names: Names,
        facts: Facts,
        plan: Plan,
        lines: list[Demand],
        kept: Kept,
    ) -> None:
        self.base = replace(situation, demands=(), stocks=(), supplies=())
        self.rules, self.plant, self.names = rules, plant, names
        self.facts, self.plan, self.lines, self.kept = facts, plan, Lines(lines), kept
        self._papers: dict[int, list[PlannedSupply]] = defaultdict(list)
        self._paper_at: dict[UUID, int] = {}
        for supply in situation.supplies:
            self._remember(supply)
        self._stocks: dict[int, tuple[Stock, ...]] = {}
        stocks: dict[int, list[Stock]] = defaultdict(list)
        for stock in situation.stocks:
            place = names.node_at.get((stock.item_id, stock.site_id))
            if place is not None:
                stocks[place].append(stock)
        self._stocks = {place: tuple(found) for place, found in stocks.items()}
        self._shares_lines = self._shares_papers = False
        self._node_of = {
            line.demand_line_id: names.node_at[line.item_id, line.site_id] for line in lines
        }

    def copy(self, shelf: Shelf) -> Self:
        """The same facts and plan in arrays of their own, but for what both know of papers until those of one of them differ."""
        other = type(self).__new__(type(self))
        other.base, other.rules = self.base, self.rules
        other.plant, other.names = self.plant, self.names
        other.facts, other.plan = copied(self.facts, self.plan, self.plant, shelf)
        other.lines = self.lines.copy()
        kept = self.kept
        other.kept = Kept(
            kept.papers.copy(), kept.load.copy(), kept.offered.copy(), kept.regular.copy()
        )
        other._papers = defaultdict(list, {n: found.copy() for n, found in self._papers.items()})  # noqa: SLF001 -- one of us
        other._paper_at = self._paper_at.copy()  # noqa: SLF001 -- one of us
        other._stocks = self._stocks.copy()  # noqa: SLF001 -- one of us
        other._node_of = self._node_of  # noqa: SLF001 -- one of us
        other._shares_lines = self._shares_lines = True  # noqa: SLF001 -- one of us
        other._shares_papers = self._shares_papers = True  # noqa: SLF001 -- one of us
        return other

    def situation_now(self) -> Situation:
        """The situation with everything that has been altered."""
        return replace(
            self.base,
            demands=tuple(self.lines),
            stocks=tuple(stock for found in self._stocks.values() for stock in found),
            supplies=tuple(supply for found in self._papers.values() for supply in found),
        )

    def place_of_line(self, demand_line_id: UUID) -> tuple[int, int]:
        """The node and the row of an order line."""
        place, known = self._node_of[demand_line_id], demand_line_id.int
        first, last = int(self.facts.line_at[place]), int(self.facts.line_at[place + 1])
        for line in range(first, last):
            if self.lines[line].demand_line_id.int == known:
                return place, line
        raise KeyError(demand_line_id)

    def apply(self, alteration: Alteration, dirt: Dirt) -> Dirt:
        """Change the arrays and mark what has to be planned anew."""
        match alteration:
            case SetDemand(demand):
                return self._set_demand(demand, dirt)
            case DropDemand(demand_line_id):
                return self._drop_demand(demand_line_id, dirt)
            case SetSupply(supply):
                self._forget(supply.id, dirt)
                self._remember(supply)
                self._rebook(self._place(supply.item_id, supply.site_id), dirt)
            case DropSupply(supply_id):
                self._forget(supply_id, dirt)
            case SetStock(item_id, site_id, stocks):
                self._set_stock(self._place(item_id, site_id), stocks, dirt)
            case SetCapacity(work_center_id, on, hours, overtime):
                self._set_capacity(work_center_id, on, hours, overtime, dirt)
        return dirt

    def _place(self, item_id: UUID, site_id: UUID) -> int:
        place = self.names.node_at.get((item_id, site_id))
        if place is None:
            raise NodeUnknownError(item_id=item_id, site_id=site_id)
        return place

    def _set_demand(self, demand: Demand, dirt: Dirt) -> Dirt:
        place = self._place(demand.item_id, demand.site_id)
        known = self._node_of.get(demand.demand_line_id)
        if known is not None and known != place:
            dirt = self._drop_demand(demand.demand_line_id, dirt)
        elif known is not None:
            self._move_line(place, demand, dirt)
            return dirt
        at = self._rank(place, demand)
        self.lines.insert(at, demand)
        self._own_lines()
        self._node_of[demand.demand_line_id] = place
        row = self._row(place, demand)
        self.facts = self.facts._replace(line=np.insert(self.facts.line, at, row, axis=0))
        self.plan = self.plan._replace(answer=np.insert(self.plan.answer, at, 0, axis=0))
        self.facts.line_at[place + 1 :] += 1
        self._want(place, dirt)
        return dirt._replace(line=np.insert(dirt.line, at, True))

    def _own_lines(self) -> None:
        """Know the lines of this plan apart from those of its copies, once they are no longer the same."""
        if self._shares_lines:
            self._node_of = self._node_of.copy()
            self._shares_lines = False

    def _row(self, place: int, demand: Demand) -> tuple[int, int, int, int]:
        return line_row(Ground(self.base), demand, self.names.facts[place].quantity_decimals)

    def _rank(self, place: int, demand: Demand) -> int:
        """Where a line belongs among those of its node."""
        order = served_order(demand)
        at, last = int(self.facts.line_at[place]), int(self.facts.line_at[place + 1])
        while at < last and served_order(self.lines[at]) < order:
            at += 1
        return at

    def _move_line(self, place: int, demand: Demand, dirt: Dirt) -> None:
        """Alter a line of the node, and move the lines between its old place and its place by rank."""
        _, old = self.place_of_line(demand.demand_line_id)
        if served_order(demand) == served_order(self.lines[old]):
            self._ask_otherwise(place, old, demand, dirt)
            return
        new = self._rank(place, demand)
        if new > old:
            new -= 1
        self.lines.pop(old)
        self.lines.insert(new, demand)
        low, high = min(old, new), max(old, new) + 1
        shift = -1 if new > old else 1
        if new != old:
            for rows in (self.facts.line, self.plan.answer, dirt.line):
                rows[low:high] = np.roll(rows[low:high], shift, axis=0)
        self.facts.line[new] = self._row(place, demand)
        dirt.line[new] = True
        self._want(place, dirt)

    def _ask_otherwise(self, place: int, at: int, demand: Demand, dirt: Dirt) -> None:
        """Alter a line that is served in the same turn as before."""
        was, row = self.facts.line[at].copy(), self._row(place, demand)
        self.lines[at] = demand
        self.facts.line[at] = row
        dirt.line[at] = True
        if row[ON] != was[ON] or row[LIFE] != was[LIFE]:
            self._want(place, dirt)
            return
        if row[ON] < self.facts.wanted.shape[1]:
            self.facts.wanted[place, row[ON]] += row[ASKED] - was[ASKED]
        dirt.node[NET, place] = dirt.node[ANEW, place] = True

    def _drop_demand(self, demand_line_id: UUID, dirt: Dirt) -> Dirt:
        if demand_line_id not in self._node_of:
            return dirt
        place, at = self.place_of_line(demand_line_id)
        self.lines.pop(at)
        self._own_lines()
        del self._node_of[demand_line_id]
        self.facts = self.facts._replace(line=np.delete(self.facts.line, at, axis=0))
        self.plan = self.plan._replace(answer=np.delete(self.plan.answer, at, axis=0))
        self.facts.line_at[place + 1 :] -= 1
        self._want(place, dirt)
        return dirt._replace(line=np.delete(dirt.line, at))

    def _want(self, place: int, dirt: Dirt) -> None:
        """Sum up anew what customers want of a node."""
        wanted, best = self.facts.wanted[place], self.facts.wanted_priority[place]
        wanted[:] = 0
        best[:] = NO_PRIORITY
        rows = self.facts.line[self.facts.line_at[place] : self.facts.line_at[place + 1]]
        rows = rows[rows[:, ON] < len(wanted)]
        np.add.at(wanted, rows[:, ON], rows[:, ASKED])
        np.minimum.at(best, rows[:, ON], rows[:, RANK].astype(np.int8))
        self._judge_life(place)
        dirt.node[NET, place] = dirt.node[ANEW, place] = True

    def _judge_life(self, place: int) -> None:
        """Whether days of life count at a node."""
        facts = self.facts
        lives = facts.line[facts.line_at[place] : facts.line_at[place + 1], LIFE]
        facts.is_perishable[place] = (
            facts.dated_at[place + 1] > facts.dated_at[place]
            or self.plant.shelf_life[place] >= 0
            or bool((lives > 0).any())
        )

    def _remember(self, supply: PlannedSupply) -> None:
        place = self.names.node_at.get((supply.item_id, supply.site_id))
        if place is not None:
            self._papers[place].append(supply)
            self._paper_at[supply.id] = place

    def _forget(self, supply_id: UUID, dirt: Dirt) -> None:
        place = self._paper_at.pop(supply_id, None)
        if place is not None:
            self._papers[place] = [s for s in self._papers[place] if s.id != supply_id]
            self._rebook(place, dirt)

    def _ground_with(self, places: set[int]) -> Ground:
        """A ground in which only the papers of some nodes stand."""
        supplies = tuple(supply for place in sorted(places) for supply in self._papers[place])
        few = replace(self.base, supplies=supplies)
        return Ground(replace(few, supplies=kept_supplies(few, self.rules)))

    def _rebook(self, place: int, dirt: Dirt) -> None:
        """Work out anew what the papers of a node bring, draw and ask of work centres."""
        self._own_papers()
        ground = self._ground_with({place})
        node = self.names.nodes[place]
        self.facts.scheduled[place] = ground.supplied(node)
        self.kept.papers[place] = [(m.on, m.units, m.supply.id) for m in ground.moves(node)]
        dirt.node[NET, place] = dirt.node[ANEW, place] = True
        ways = [None, *(other.id for other in ground.master.others(node))]
        drawn = [other for way in ways for other in ground.master.drawn_by(node, way)]
        for other in dict.fromkeys((*drawn, *self._drawn_on_some_day(place))):
            below = self.names.node_at[other]
            users = {self.names.node_at[each.node] for each in ground.master.drawing_on(other)}
            users |= {
                int(user)
                for user in self.plant.user[
                    self.plant.user_at[below] : self.plant.user_at[below + 1], PARENT
                ]
            }
            self.facts.fixed_out[below] = self._ground_with(users).drawn(other)
            dirt.node[NET, below] = dirt.node[ANEW, below] = True
        for center in dict.fromkeys(c for way in ways for c in ground.master.needs(node, way)):
            self._reload(center, dirt)

    def _own_papers(self) -> None:
        """Know what papers bring and draw apart from the copies of this plan, once it is no longer the same."""
        if self._shares_papers:
            own = {name: getattr(self.facts, name).copy() for name in SHARED}
            self.facts = self.facts._replace(**own)
            self._shares_papers = False

    def _drawn_on_some_day(self, place: int) -> list[Node]:
        """What a node draws by the bill of material of any day."""
        first, last = self.plant.way_at[place : place + 2]
        inputs = self.plant.input[self.plant.input_at[first] : self.plant.input_at[last], DRAWN]
        return [self.names.nodes[int(other)] for other in inputs]

    def _reload(self, center: UUID, dirt: Dirt) -> None:
        """Work out anew the hours of a work centre."""
        at = self.names.center_at.get(center)
        if at is None:
            return
        ground = Ground(self.base)
        worked = {self.names.node_at[node] for node in ground.master.worked_at.get(center, ())}
        self.kept.load[at] = self._ground_with(worked).load(center)
        self.kept.offered[at] = offered(ground, self.rules, center)
        regular = offered(ground, Rules(), center) - ground.approved_overtime(center)
        self.kept.regular[at] = regular
        self.facts.capacity[at] = free_of(self.kept, self.rules)[at]
        self.plan.room[-1, at] = self.facts.capacity[at]
        self.plan.draft_room[0, at] = self.facts.capacity[at]
        found = int(np.flatnonzero(self.plant.group_center == at)[0])
        group = int(np.searchsorted(self.plant.group_center_at, found, side="right")) - 1
        dirt.group[group] = True

    def _set_capacity(
        self, center: UUID, on: date, hours: Decimal | None, overtime: Decimal | None, dirt: Dirt
    ) -> None:
        if hours is not None:
            self.base = replace(self.base, capacity={**self.base.capacity, (center, on): hours})
        if overtime is not None:
            self.base = replace(self.base, overtime={**self.base.overtime, (center, on): overtime})
        self._reload(center, dirt)

    def _set_stock(self, place: int, stocks: tuple[Stock, ...], dirt: Dirt) -> None:
        self._stocks[place] = stocks
        ground = Ground(replace(self.base, stocks=stocks))
        node = self.names.nodes[place]
        ending = sorted(ground.perishable(node))
        facts = self.facts
        facts.on_hand[place] = ground.on_hand(node) - sum(units for _, units in ending)
        first, last = int(facts.dated_at[place]), int(facts.dated_at[place + 1])
        rows = np.array(ending, dtype=np.int64).reshape(-1, 2)
        dated = np.concatenate([facts.dated[:first], rows, facts.dated[last:]])
        self.facts = facts._replace(dated=dated)
        self.facts.dated_at[place + 1 :] += len(ending) - (last - first)
        self._judge_life(place)
        dirt.node[NET, place] = dirt.node[ANEW, place] = True
