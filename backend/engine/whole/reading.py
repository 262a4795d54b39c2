"""A plan's arrays read as a planner's facts, each part when it is first asked for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

import numpy as np

from backend.engine.answer import DayQuantity
from backend.engine.errors import NodeUnknownError
from backend.engine.fences import fence_on
from backend.engine.scale import quantity_of
from backend.engine.situation import Demand, Node, Situation
from backend.engine.whole.answer import CAUSES, Cause, Delivery, Figures, Link, Peg, Supply, Work
from backend.engine.whole.chain import Taken, chain_of
from backend.engine.whole.facts import Kept
from backend.engine.whole.figures import figures_of
from backend.engine.whole.layout import (
    BEHIND,
    BINDING,
    CAUSE,
    DRAWN,
    FINISH,
    MAXIMUM,
    MINIMUM,
    MULTIPLE,
    NEED,
    NO_PRIORITY,
    ON,
    OPTION,
    PRIORITY,
    RELEASE,
    WAY,
    Days,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.pegging import parts_at, pegs_at, slack_by_lot
from backend.engine.whole.plant import Names
from backend.engine.whole.rules import Rules
from backend.engine.whole.sizes import splits_of
from backend.engine.whole.standing import lots_standing, row_of, units_of
from backend.engine.whole.stock import load_of, stock_rows
from backend.engine.whole.store import desk_for
from backend.engine.whole.trace import trace
from shared.terms import Procurement


class WholePlan:
    """One plan. It keeps its arrays to itself: a snapshot that moves on does not move it."""

    def __init__(
        self,
        situation: Situation,
        rules: Rules,
        names: Names,
        plant: Plant,
        facts: Facts,
        plan: Plan,
        lines: Sequence[Demand],
        kept: Kept,
    ) -> None:
        self.situation = situation
        self.rules = rules
        self.names = names
        self.plant = plant
        self.facts = facts
        self.plan = plan
        self.lines = lines
        self.kept = kept
        self._parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
        self._taken: dict[int, Taken] = {}

    @property
    def days(self) -> int:
        return self.situation.horizon_days + 1

    def day_of(self, index: int) -> date:
        return self.situation.today + timedelta(days=int(index))

    def day_or_none(self, index: int) -> date | None:
        """A day within the horizon."""
        return self.day_of(index) if index < self.days else None

    def place_of(self, node: Node) -> int:
        place = self.names.node_at.get(node)
        if place is None:
            raise NodeUnknownError(item_id=node[0], site_id=node[1])
        return place

    def quantity(self, place: int, units: int) -> Decimal:
        return quantity_of(units, self.names.facts[place].quantity_decimals)

    @cached_property
    def supplies(self) -> tuple[Supply, ...]:
        """All planned supplies, by level from the top, then by the day they are wanted."""
        return tuple(
            self.supply(place, lot)
            for place in np.flatnonzero(self.plan.lot_count).tolist()
            for lot in lots_standing(self.plan, place)
        )

    def supply(self, place: int, lot: int) -> Supply:
        units = units_of(self.plan, place, lot)
        return self.supply_of(place, units, row_of(self.plan, place, lot))

    def supply_of(self, place: int, units: int, row: Days) -> Supply:
        """A lot's row as a planner's facts."""
        way_at = int(self.plant.way_at[place] + row[WAY])
        way = self.names.ways[way_at]
        facts = self.names.facts[place]
        priority = int(row[PRIORITY])
        binding = int(row[BINDING])
        start = int(row[RELEASE])
        frozen = facts.frozen_days if self.rules.respect_fences else 0
        return Supply(
            node=facts.node,
            procurement=way.facts.procurement,
            quantity=self.quantity(place, units),
            lots=tuple(self.quantity(place, part) for part in self._lots(way_at, units)),
            need_on=self.day_of(row[NEED]),
            start_on=self.day_or_none(start),
            finish_on=self.day_or_none(row[FINISH]),
            way=way.name,
            routing=int(row[OPTION]),
            priority=None if priority == NO_PRIORITY else priority,
            fence=fence_on(self.situation.today, self.day_of(start), frozen, facts.negotiable_days),
            causes=causes(row[CAUSE], row[BEHIND]) if row[FINISH] > row[NEED] else (),
            late_input=None
            if binding < 0
            else self.names.nodes[int(self.plant.input[self._inputs_at(place) + binding, DRAWN])],
        )

    def _inputs_at(self, place: int) -> int:
        return int(self.plant.input_at[self.plant.way_at[place]])

    def _lots(self, way_at: int, units: int) -> list[int]:
        maximum = int(self.plant.way[way_at, MAXIMUM])
        minimum, multiple = self.plant.way[way_at, MINIMUM : MULTIPLE + 1].tolist()
        splits = splits_of(units, minimum, multiple, maximum)
        if splits == 1:
            return [units]
        return [maximum] * (splits - 1) + [units - maximum * (splits - 1)]

    @cached_property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What every order line within the horizon gets, in the order of nodes and service."""
        return tuple(
            self.delivery(place, line)
            for place in range(len(self.names.nodes))
            for line in range(int(self.facts.line_at[place]), int(self.facts.line_at[place + 1]))
            if self.facts.line[line, ON] < self.days
        )

    @cached_property
    def _line_places(self) -> dict[UUID, tuple[int, int]]:
        node_of = np.repeat(np.arange(len(self.names.nodes)), np.diff(self.facts.line_at))
        return {
            demand.demand_line_id: (int(node_of[line]), line)
            for line, demand in enumerate(self.lines)
        }

    def delivery_of(self, demand_line_id: UUID) -> Delivery:
        """What one order line gets; `KeyError` where the plan does not know it."""
        return self.delivery(*self._line_places[demand_line_id])

    def delivery(self, place: int, line: int) -> Delivery:
        demand = self.lines[line]
        done, on_time, given, why, behind = self.plan.answer[line].tolist()
        day, asked = int(self.facts.line[line, ON]), int(self.facts.line[line, 1])
        if on_time == asked:
            parts = [(day, asked)] * (asked > 0)
        else:
            parts = self._parts_at(place).get(line, [])
        due_on = max(demand.counts_on, self.day_of(day))
        return Delivery(
            demand_line_id=demand.demand_line_id,
            parts=tuple(DayQuantity(self.day_of(on), self.quantity(place, n)) for on, n in parts),
            quantity=self.quantity(place, asked),
            due_on=demand.counts_on,
            on_time_quantity=self.quantity(place, on_time),
            open_quantity=self.quantity(place, asked - given),
            done_on=self.day_or_none(done),
            days_late=max(0, (self.day_of(done) - due_on).days),
            causes=causes(why, behind),
        )

    def _parts_at(self, place: int) -> dict[int, list[tuple[int, int]]]:
        if place not in self._parts:
            self._parts[place] = parts_at(self.plant, self.facts, self.plan, place)
        return self._parts[place]

    def stock(self, node: Node) -> Ints:
        """Whole units in stock at the end of each day; below zero never, expired lots gone."""
        return stock_rows(self.plant, self.facts, self.plan, self.place_of(node))[0]

    def expiring(self, node: Node) -> Ints:
        """Whole units that are thrown away by day, because a lot has passed its last day."""
        return stock_rows(self.plant, self.facts, self.plan, self.place_of(node))[1]

    def load(self, work_center_id: UUID) -> Ints:
        """Millionths of an hour that the plan and what stays asks of a work centre by day."""
        return load_of(self, work_center_id)

    @cached_property
    def _work(self) -> dict[tuple[int, int], list[Work]]:
        found: dict[tuple[int, int], list[Work]] = defaultdict(list)
        scratch = self.plan._replace(
            room=self.plan.room.copy(),
            lot=self.plan.lot.copy(),
            step_finish=self.plan.step_finish.copy(),
            step_done=self.plan.step_done.copy(),
            part=self.plan.part.copy(),
            part_finish=self.plan.part_finish.copy(),
        )
        desk = desk_for(self.plant, self.facts)
        for place, lot, center, day, hours in trace(self.plant, scratch, desk).tolist():
            found[place, lot].append(Work(self.names.centers[center], self.day_of(day), hours))
        return found

    def work_of(self, supply: Supply) -> tuple[Work, ...]:
        """The hours of a planned supply by work centre and day."""
        return tuple(self._work.get((self.place_of(supply.node), self._lot_of(supply)), ()))

    def slack_of(self, supply: Supply) -> int | None:
        """Days by which a supply may slip before an order line moves; None where nobody waits for it."""
        return self._slack.get((self.place_of(supply.node), self._lot_of(supply)))

    @cached_property
    def _slack(self) -> dict[tuple[int, int], int]:
        return slack_by_lot(self.plant, self.facts, self.plan)

    def _lot_of(self, supply: Supply) -> int:
        place = self.place_of(supply.node)
        need = (supply.need_on - self.situation.today).days
        lot = int(np.searchsorted(self.plan.lot[place, NEED, : self.plan.lot_count[place]], need))
        if self.plan.lot[place, OPTION, lot] >= 0:
            return lot
        rank = NO_PRIORITY if supply.priority is None else supply.priority
        part = self.plan.part[place, :, : self.plan.part_count[place]]
        return self.days + int(np.flatnonzero((part[NEED] == need) & (part[PRIORITY] == rank))[0])

    def pegs(self, node: Node) -> tuple[Peg, ...]:
        """Who lives on which supply of a node, in the order of service."""
        return pegs_at(self, self.place_of(node))

    def why(self, demand_line_id: UUID) -> tuple[Link, ...]:
        """The chain from an order line down to what binds it."""
        return self.why_at(*self._line_places[demand_line_id])

    def taken_at(self, place: int) -> Taken:
        """Who takes what of a node."""
        if place not in self._taken:
            self._taken[place] = Taken(self, place)
        return self._taken[place]

    def why_at(self, place: int, line: int) -> tuple[Link, ...]:
        """The same for a line that has been found."""
        return chain_of(self, place, line)

    @cached_property
    def figures(self) -> Figures:
        """The sums over the plan."""
        return figures_of(self)

    def is_bought(self, supply: Supply) -> bool:
        return supply.procurement is Procurement.BUY


def causes(first: int, behind: int) -> tuple[Cause, ...]:
    """The causes that the kernels wrote down."""
    return tuple(CAUSES[int(number)] for number in (first, behind) if number)
