"""A whole plan kept warm: one change re-plans only what it touches, and a copy costs next to nothing."""

from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from backend.engine.situation import Node, Situation
from backend.engine.whole.answer import Delivery, Link
from backend.engine.whole.build import build_plant
from backend.engine.whole.changes import Alteration, Touched
from backend.engine.whole.edits import Books
from backend.engine.whole.facts import build_facts
from backend.engine.whole.layout import Flags
from backend.engine.whole.memory import Shelf
from backend.engine.whole.planner import EVERYDAY, run, run_fresh
from backend.engine.whole.promise import Promised, promise
from backend.engine.whole.promising import Beside
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import clean, desk_for, empty_plan, is_enough


class Snapshot:
    """The plan of a situation, moved along by alterations; copies do not see each other's.

    Copies work at one desk: they, too, are not for two threads at once.
    """

    def __init__(self, situation: Situation, rules: Rules = EVERYDAY) -> None:
        plant, names = build_plant(situation, rules)
        facts, lines, kept = build_facts(situation, rules, plant, names)
        plan = empty_plan(plant, facts)
        run_fresh(plant, facts, plan)
        self._hold(Books(situation, rules, plant, names, facts, plan, lines, kept))

    @classmethod
    def of(cls, books: Books) -> Self:
        """A snapshot of facts and a plan that are there already."""
        made = cls.__new__(cls)
        made._hold(books)  # noqa: SLF001 -- one of us
        return made

    def _hold(self, books: Books) -> None:
        self._books = books
        self._dirt = clean(books.plant, books.facts)
        self._desk = desk_for(books.plant, books.facts)
        self._measured = books.facts
        self._shelf = Shelf()
        self._is_shared = False
        self._beside: list[Beside] = []
        self._reading: WholePlan | None = None

    def copy(self) -> Self:
        """A scenario: it shares all arrays until one of the two is altered."""
        other = type(self).__new__(type(self))
        other._books = self._books  # noqa: SLF001 -- one of us
        other._dirt = self._dirt  # noqa: SLF001 -- one of us
        other._desk = self._desk  # noqa: SLF001 -- one of us
        other._shelf = self._shelf  # noqa: SLF001 -- one of us
        other._measured = self._measured  # noqa: SLF001 -- one of us
        other._is_shared = self._is_shared = True  # noqa: SLF001 -- one of us
        other._beside = self._beside  # noqa: SLF001 -- one of us
        other._reading = self._reading  # noqa: SLF001 -- one of us
        return other

    def change(self, *alterations: Alteration) -> Touched:
        """Alter the facts and re-plan what that touches; equal to planning the altered situation anew."""
        if self._is_shared:
            self._books = self._books.copy(self._shelf)
            self._dirt = clean(self._books.plant, self._books.facts)
            self._is_shared = False
        books, self._reading = self._books, None
        for alteration in alterations:
            self._dirt = books.apply(alteration, self._dirt)
        if books.facts is not self._measured:
            # Rows have come or gone.
            if not is_enough(self._desk, books.plant, books.facts):
                self._desk = desk_for(books.plant, books.facts)
            self._measured = books.facts
        nodes = int(run(books.plant, books.facts, books.plan, self._dirt, self._desk))
        moved = tuple(books.lines[line].demand_line_id for line in _few_places(self._dirt.line))
        self._dirt.line[:] = False
        return Touched(nodes, moved)

    @property
    def situation(self) -> Situation:
        """The situation as it is with all alterations."""
        return self._books.situation_now()

    @property
    def books(self) -> Books:
        """The facts and arrays as they are; to be read, not to be written into."""
        return self._books

    def plan(self) -> WholePlan:
        """The plan as it is, in arrays of its own."""
        books = self._books.copy(self._shelf)
        return _reading(books)

    def delivery_of(self, demand_line_id: UUID) -> Delivery:
        """What an order line gets; `KeyError` where the plan does not know it."""
        return self._read().delivery(*self._books.place_of_line(demand_line_id))

    def why(self, demand_line_id: UUID) -> tuple[Link, ...]:
        """The chain from an order line down to what binds it."""
        return self._read().why_at(*self._books.place_of_line(demand_line_id))

    def promise(self, node: Node, quantity: Decimal, on: date, life: int = 0) -> Promised:
        """What can be had of an item by a day out of what is free, made, bought and moved, and when the rest.

        Nothing that an order line or a planned supply counts on is taken. What is promised lasts `life` days beyond
        its delivery.
        """
        if not self._beside:
            self._beside.append(Beside(self._books.plant, self._books.facts))
        return promise(self._read(), self._beside[0], node, quantity, on, life)

    def _read(self) -> WholePlan:
        """The plan as it is, in the arrays that the next change alters."""
        if self._reading is None:
            self._reading = _reading(self._books)
        return self._reading


def _few_places(marks: Flags) -> list[int]:
    """Where marks stand, of which there are few among many: they are looked for, and the rest is not looked at one by one."""
    known, found = marks.tobytes(), []
    at = known.find(1)
    while at >= 0:
        found.append(at)
        at = known.find(1, at + 1)
    return found


def _reading(books: Books) -> WholePlan:
    return WholePlan(
        books.base, books.rules, books.names, books.plant, books.facts, books.plan, books.lines, books.kept
    )  # fmt: skip
