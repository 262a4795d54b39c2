"""What to do with papers that stay: the messages of an MRP planner, parents before components.

What is in the frozen zone gets no message, but for what is late already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from backend.engine.situation import Node
from backend.engine.whole.answer import Supply
from backend.engine.whole.layout import CALENDAR, FINISH, KEEPS, MORE, NEED, SAFETY_DAYS
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.serving import pegs
from backend.engine.whole.standing import lots_standing, row_of, units_of


class Message(StrEnum):
    """What a planner is told to do."""

    NEW = "new"
    ADVANCE = "advance"
    POSTPONE = "postpone"
    INCREASE = "increase"
    DECREASE = "decrease"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Action:
    """One message: about a paper (`supply_id`) or a planned supply, for a quantity and a day."""

    message: Message
    node: Node
    quantity: Decimal
    on: date
    to_on: date | None = None
    supply_id: UUID | None = None


@dataclass(slots=True)
class Planned:
    """A planned supply, by when it is to be there, and how many of its units no paper brings instead."""

    supply: Supply
    need: int
    is_in_time: bool
    units: int


def messages_of(plan: WholePlan) -> tuple[Action, ...]:
    """All messages by node, the papers in their order, then what is new."""
    found: list[Action] = []
    for place, node in enumerate(plan.names.nodes):
        lots = [planned_at(plan, place, lot) for lot in lots_standing(plan.plan, place)]
        if plan.kept.papers.get(place):
            found += paper_messages(plan, place, lots)
        found += [
            Action(
                Message.NEW,
                node,
                plan.quantity(place, lot.units),
                lot.supply.finish_on or lot.supply.need_on,
            )
            for lot in lots
            if lot.units
        ]
    return tuple(found)


def planned_at(plan: WholePlan, place: int, lot: int) -> Planned:
    row, supply = row_of(plan.plan, place, lot), plan.supply(place, lot)
    is_in_time = int(row[FINISH]) <= int(row[NEED])
    due = due_for(plan, place, int(row[NEED]))
    return Planned(supply, due, is_in_time, units_of(plan.plan, place, lot))


def due_for(plan: WholePlan, place: int, day: int) -> int:
    """The day by which something is to be there that is needed on a day: the safety days of its node before."""
    plant = plan.plant
    calendar, ahead, keeps = plant.way[plant.way_at[place]][[CALENDAR, SAFETY_DAYS, KEEPS]].tolist()
    if not ahead or day >= plan.days:
        return day
    at = int(plant.open_until[calendar, day]) - 1
    due = [
        int(on) for on in plant.open_day[calendar, max(at - ahead, 0) : at + 1] if on >= day - keeps
    ]
    return min(due, default=day) if at >= ahead else max(day - keeps, 0)


def paper_messages(plan: WholePlan, place: int, lots: list[Planned]) -> list[Action]:
    """Compare each paper with those who take from it, in the order of their days.

    It is wanted on the earliest of their days, or so many safety days before. What nobody takes is too much, down to the safety stock: it is asked for
    earlier where a lot is planned before it, instead of ordering anew; and a paper brings more where a lot is planned for
    its own day.
    """
    told = Papers(plan, place)
    for day, units, supply_id in plan.kept.papers[place]:
        if told.frozen <= day < plan.days:
            told.compare(day, units, supply_id, lots)
    told.increase(lots)
    return told.found


class Papers:
    """The papers of a node as they are gone through."""

    def __init__(self, plan: WholePlan, place: int) -> None:
        self.plan, self.place = plan, place
        self.frozen = plan.names.facts[place].frozen_days if plan.rules.respect_fences else 0
        more = plan.plant.way[plan.plant.way_at[place], MORE]
        self.spare = int(plan.plant.safety[place] + more)
        self.found: list[Action] = []
        self._standing: list[tuple[int, UUID]] = []
        self._wanted: dict[int, list[list[int]]] = {}
        claims, supplies, links = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
        )
        for claim, supply, units in links:
            self._wanted.setdefault(supplies[supply][0], []).append([claims[claim][1], units])
        for rows in self._wanted.values():
            rows.sort()

    def compare(self, day: int, units: int, paper: UUID, lots: list[Planned]) -> None:
        first, taken = self._taken(day, units)
        first = None if first is None else due_for(self.plan, self.place, first)
        kept = min(self.spare, units - taken)
        self.spare -= kept
        sooner = list(brought_by(lots, units - taken - kept, day))
        left = units - taken - kept - sum(each for each, _ in sooner)
        if left:
            is_whole = left == units
            self._tell(Message.CANCEL if is_whole else Message.DECREASE, left, day, paper)
        if first is not None and first != day:
            message = Message.ADVANCE if first < day else Message.POSTPONE
            self._tell(message, taken + kept, day, paper, first)
        for each, need in sooner:
            self._tell(Message.ADVANCE, each, day, paper, need)
        if first is not None:
            self._standing.append((max(min(first, day), self.frozen), paper))

    def increase(self, lots: list[Planned]) -> None:
        """Lots for the day of a paper that stands come with it, where they can be there in time."""
        for day, paper in self._standing:
            for lot in lots:
                if lot.units and lot.need == day and lot.is_in_time:
                    self._tell(Message.INCREASE, lot.units, day, paper)
                    lot.units = 0

    def _taken(self, day: int, units: int) -> tuple[int | None, int]:
        """On which day a paper is wanted first, None for never, and how much of it."""
        first, left = None, units
        for row in self._wanted.get(day, ()):
            taken = min(row[1], left)
            if taken:
                first = row[0] if first is None else first
                row[1] -= taken
                left -= taken
        return first, units - left

    def _tell(
        self, message: Message, units: int, day: int, paper: UUID, to: int | None = None
    ) -> None:
        plan = self.plan
        to_on = None if to is None else plan.day_of(max(to, self.frozen))
        quantity = plan.quantity(self.place, units)
        node = plan.names.nodes[self.place]
        self.found.append(Action(message, node, quantity, plan.day_of(day), to_on, paper))


def brought_by(lots: list[Planned], units: int, day: int) -> Iterator[tuple[int, int]]:
    """What of a paper's spare units lots that are wanted before its day may be had from, and for which day."""
    for lot in lots:
        taken = min(lot.units, units)
        if taken and lot.need < day:
            lot.units -= taken
            units -= taken
            yield taken, lot.need
