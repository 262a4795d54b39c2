"""The plan with something altered: a thin layer over the ground that copies only what it touches."""

from typing import Self
from uuid import UUID

import numpy as np

from backend.engine.ground import Ground
from backend.engine.kernels import available, deliver, project
from backend.engine.master import times
from backend.engine.scale import IntArray, have
from backend.engine.shelf import Claim, Lot, Shelf
from backend.engine.situation import Node, PlannedSupply, SupplyKind


class View:
    """What the plan looks like with some quantities added or taken away.

    A copy costs a few dictionaries; arrays are replaced, never written into, so that views share
    them. `touched` and `hours_touched` say what differs from the ground.
    """

    __slots__ = (
        "_free",
        "_inflow",
        "_lasting",
        "_load",
        "_outflow",
        "_overtime",
        "_projected",
        "_shelves",
        "ground",
    )

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._inflow: dict[Node, IntArray] = {}
        self._outflow: dict[Node, IntArray] = {}
        self._load: dict[UUID, IntArray] = {}
        self._overtime: dict[UUID, IntArray] = {}
        self._projected: dict[Node, IntArray] = {}
        self._free: dict[tuple[Node, int], IntArray] = {}
        self._lasting: dict[Node, dict[int, IntArray]] = {}
        self._shelves: dict[Node, Shelf] = {}

    def copy(self) -> Self:
        other = type(self)(self.ground)
        other.become(self)
        return other

    def become(self, other: "View") -> None:
        """Take over all that the other has altered."""
        self._inflow = dict(other._inflow)  # noqa: SLF001 -- one of us
        self._outflow = dict(other._outflow)  # noqa: SLF001 -- one of us
        self._load = dict(other._load)  # noqa: SLF001 -- one of us
        self._overtime = dict(other._overtime)  # noqa: SLF001 -- one of us
        self._projected = dict(other._projected)  # noqa: SLF001 -- one of us
        self._free = dict(other._free)  # noqa: SLF001 -- one of us
        self._lasting = dict(other._lasting)  # noqa: SLF001 -- one of us
        self._shelves = dict(other._shelves)  # noqa: SLF001 -- one of us

    @property
    def touched(self) -> list[Node]:
        """Nodes whose flows differ from the plan as it stands, in the order they were touched."""
        return list(dict.fromkeys([*self._inflow, *self._outflow]))

    @property
    def hours_touched(self) -> list[UUID]:
        """Work centres whose load or overtime differs from the plan as it stands."""
        return list(dict.fromkeys([*self._load, *self._overtime]))

    def inflow(self, node: Node) -> IntArray:
        """Units coming in by day."""
        return self._inflow[node] if node in self._inflow else self.ground.supplied(node)

    def outflow(self, node: Node) -> IntArray:
        """Units going out by day, to customers and into what is made of them."""
        if node not in self._outflow:
            return self.ground.wanted(node) + self.ground.drawn(node)
        return self._outflow[node]

    def projected(self, node: Node) -> IntArray:
        """Stock at the end of each day, what has expired taken off."""
        if node not in self._projected:
            if self.ground.ends(node):
                self._projected[node] = self.shelf(node).line()
            else:
                on_hand = self.ground.on_hand(node)
                self._projected[node] = project(on_hand, self.inflow(node), self.outflow(node))
        return self._projected[node]

    def shelf(self, node: Node) -> Shelf:
        """The lots of a node and who takes them, first expired first out."""
        if node not in self._shelves:
            lots, claims = self.lots(node), self.claims(node)
            self._shelves[node] = Shelf(lots, claims, self.ground.days)
        return self._shelves[node]

    def lots(self, node: Node) -> list[Lot]:
        """The lots of a node, in stock and to come."""
        inflow = self.inflow(node)
        coming = np.flatnonzero(inflow > 0).tolist()
        return [
            *self.ground.lots(node),
            *(self.ground.lot_to_come(node, day, int(inflow[day])) for day in coming),
        ]

    def claims(self, node: Node) -> list[Claim]:
        """What is asked of a node by day; on one day what may be of any age goes first."""
        lasting = self._lasting_of(node)
        rest = self.outflow(node) - sum(lasting.values(), self.ground.empty())
        return [
            Claim(int(day), int(by_day[day]), life)
            for life, by_day in ((0, rest), *sorted(lasting.items()))
            for day in np.flatnonzero(by_day > 0)
        ]

    def free(self, node: Node, life: int = 0) -> IntArray:
        """Available-to-promise by day, of what lasts so many days beyond that day."""
        key = node, life if self.ground.ends(node) else 0
        if key not in self._free:
            self._free[key] = (
                self.shelf(node).free(life)
                if self.ground.ends(node)
                else available(self.projected(node))
            )
        return self._free[key]

    def free_on(self, node: Node, day: int, life: int = 0) -> int:
        """Available-to-promise on one day, of what lasts so many days beyond it."""
        known = self._free.get((node, life if self.ground.ends(node) else 0))
        if known is not None:
            return int(known[day])
        if self.ground.ends(node):
            return self.shelf(node).free_on(day, life)
        return max(0, int(self.projected(node)[day:].min()))

    def deliveries(self, node: Node, units: int, due: int, life: int = 0) -> list[tuple[int, int]]:
        """Deliveries `(day, units)` of an order out of what is free, each as early as `due` allows.

        Where lots end, what is free on a later day is not what was free before and something more.
        """
        if not self.ground.ends(node):
            return deliver(self.free(node), units, due)
        view, found, left = self.copy(), [], units
        for day in range(due, self.ground.days):
            part = min(left, int(view.free(node, life)[day])) if left > 0 else 0
            if part > 0:
                view.want(node, day, part, life)
                found.append((day, part))
                left -= part
        return found

    def load(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour asked of a work centre by day."""
        known = self._load.get(work_center_id)
        return self.ground.load(work_center_id) if known is None else known

    def overtime(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour of overtime that have been granted by day."""
        known = self._overtime.get(work_center_id)
        return self.ground.empty() if known is None else known

    def hours(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour that a work centre has by day, granted overtime included."""
        regular = self.ground.capacity(work_center_id)
        known = self._overtime.get(work_center_id)
        return regular if known is None else regular + known

    def most_overtime(self, work_center_id: UUID) -> IntArray:
        """Millionths of an hour of overtime that the rules still allow by day."""
        facts = self.ground.work_centers[work_center_id]
        limit = self.ground.empty()
        limit[:] = have(facts.overtime_hours_a_day, 6)
        for on in facts.no_overtime_on:
            index = (on - self.ground.today).days
            if 0 <= index < len(limit):
                limit[index] = 0
        left: IntArray = np.maximum(limit - self.ground.approved_overtime(work_center_id), 0)
        return left

    def want(self, node: Node, day: int, units: int, life: int = 0) -> None:
        """Take units out of a node from a day on; a negative number gives them back.

        They have to last `life` days beyond the day; who gives back says the same.
        """
        if 0 <= day < self.ground.days and units:
            projected = self._projected.get(node)
            altered = self.outflow(node).copy()
            altered[day] += units
            self._outflow[node] = altered
            if life > 0 and self.ground.ends(node):
                lasting = self._lasting_of(node)
                by_day = lasting.get(life, self.ground.empty()).copy()
                by_day[day] += units
                self._lasting[node] = {**lasting, life: by_day}
            self._shift(node, projected, day, -units)

    def _lasting_of(self, node: Node) -> dict[int, IntArray]:
        known = self._lasting.get(node)
        return self.ground.wanted_by_life(node) if known is None else known

    def bring(self, node: Node, day: int, units: int) -> None:
        """Bring units to a node from a day on; a negative number takes them away."""
        if 0 <= day < self.ground.days and units:
            projected = self._projected.get(node)
            altered = self.inflow(node).copy()
            altered[day] += units
            self._inflow[node] = altered
            self._shift(node, projected, day, units)

    def _shift(self, node: Node, projected: IntArray | None, day: int, units: int) -> None:
        """Raise a known stock line from a day on; where lots expire it is worked out anew."""
        for key in [key for key in self._free if key[0] == node]:
            del self._free[key]
        self._shelves.pop(node, None)
        if projected is None or self.ground.ends(node):
            self._projected.pop(node, None)
            return
        shifted = projected.copy()
        shifted[day:] += units
        self._projected[node] = shifted

    def work(self, work_center_id: UUID, day: int, hours: int) -> None:
        """Ask more of a work centre on a day, or less."""
        if not 0 <= day < self.ground.days or not hours:
            return
        altered = self.load(work_center_id).copy()
        altered[day] += hours
        self._load[work_center_id] = altered

    def grant_overtime(self, work_center_id: UUID, day: int, hours: int) -> None:
        """Let a work centre work longer on a day."""
        altered = self.overtime(work_center_id).copy()
        altered[day] += hours
        self._overtime[work_center_id] = altered

    def add(self, node: Node, units: int, day: int, way: UUID | None = None) -> None:
        """Plan a lot that is there on a day: it draws a lead time before and works on the day."""
        facts = self.ground.master.facts_by(node, way)
        self.put(node, units, day, self.ground.start_for(facts, day, units), way)

    def put(self, node: Node, units: int, day: int, start: int, way: UUID | None = None) -> None:
        """The same for a lot that begins on a day of its own (below 0: before today, and draws nothing)."""
        self.bring(node, day, units)
        for other, ratio in self.ground.draws(node, way, start):
            self.want(other, start, times(units, ratio))
        for center, hours in self.ground.master.hours_for(node, units, way):
            self.work(center, day, hours)

    def leave_out(self, node: Node, units: int, day: int, way: UUID | None = None) -> None:
        """Take a lot back that `add` has planned."""
        master = self.ground.master
        start = self.ground.start_for(master.facts_by(node, way), day, units)
        self.bring(node, day, -units)
        for other, ratio in self.ground.draws(node, way, start):
            self.want(other, start, -times(units, ratio))
        for center, hours in master.hours_for(node, units, way):
            self.work(center, day, -hours)

    def take_away(self, supply: PlannedSupply, units: int) -> None:
        """Take units off a supply, with what they draw and the hours they need."""
        ground = self.ground
        node = supply.item_id, supply.site_id
        whole = have(supply.quantity, ground.facts[node].quantity_decimals)
        self.bring(node, ground.index_of(supply.on), -units)
        if supply.kind is SupplyKind.PURCHASE:
            return
        start, way, master = ground.start_index(supply), supply.alternate_id, ground.master
        for other, ratio in ground.draws(node, way, start):
            self.want(other, start, times(whole - units, ratio) - times(whole, ratio))
        left: dict[UUID, int] = {}
        for center, hours in master.hours_for(node, whole, way):
            left[center] = left.get(center, 0) - hours
        if whole > units:
            for center, hours in master.hours_for(node, whole - units, way):
                left[center] += hours
        for center, hours in left.items():
            self._rebook(supply, center, hours)

    def _rebook(self, supply: PlannedSupply, center: UUID, hours: int) -> None:
        altered = self.load(center).copy()
        self.ground.book(altered, supply, center, hours)
        self._load[center] = altered
