"""Items, bills of material and routings made ready for the engine, once for as long as they stand.

Situations that share the same tuples of master data share this too; it is found by identity, so a
caller that keeps its tuples pays only once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias
from uuid import UUID

from backend.engine.lots import lot_count
from backend.engine.scale import HOUR, micro_hours
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    Node,
    NodeFacts,
    OperationStep,
    Situation,
)
from shared.terms import Procurement

Ratio: TypeAlias = tuple[int, int]
"""An exact ratio of whole units: numerator and denominator."""

ByWay: TypeAlias = tuple[Node, UUID | None]
"""A node and the alternate by which it is got, None for the usual way."""

KEPT: Final = 4
_recent: list["Master"] = []


def master_for(situation: Situation) -> "Master":
    """The master data of a situation, as made for an earlier one with the same tuples if there is."""
    for known in _recent:
        if known.is_of(situation):
            return known
    master = Master(
        situation.nodes,
        situation.components,
        situation.operations,
        situation.alternates,
    )
    _recent.insert(0, master)
    del _recent[KEPT:]
    return master


def times(units: int, ratio: Ratio) -> int:
    """Units of a component for units of its parent, rounded up to whole units.

    >>> times(3, (1, 2))
    2
    """
    return -(-units * ratio[0] // ratio[1])


def sent(facts: NodeFacts) -> Ratio:
    """What leaves the source for one unit that is good when it has come."""
    return (1 / Fraction(facts.yield_ratio)).as_integer_ratio()


@dataclass(frozen=True, slots=True)
class Take:
    """What a unit of `node` takes of `drawn` when it is made or transferred in a way, and on which days.

    `line` is the line of the bill of material; None for a transfer, which takes on every day.
    """

    node: Node
    way: UUID | None
    drawn: Node
    ratio: Ratio
    line: ComponentLine | None = None

    def is_valid(self, on: date) -> bool:
        """Whether what begins on a day takes it."""
        return self.line is None or self.line.is_valid(on)


@dataclass(frozen=True, slots=True)
class Bill:
    """All that a node takes in a way on any day; `steady` is what it takes on every day, None where days differ."""

    takes: Sequence[Take]
    steady: list[tuple[Node, Ratio]] | None
    _by_day: dict[date, list[tuple[Node, Ratio]]] = field(default_factory=dict)

    def of(self, on: date) -> list[tuple[Node, Ratio]]:
        """What is drawn by what begins on a day, and how much a unit."""
        if self.steady is not None:
            return self.steady
        if on not in self._by_day:
            self._by_day[on] = [
                (each.drawn, each.ratio) for each in self.takes if each.is_valid(on)
            ]
        return self._by_day[on]


class Master:
    """What is made of what, where it comes from, and how many hours it takes, by each way there is.

    `way` is the id of an alternate; None, or one that is no longer there, means the usual way.
    """

    def __init__(
        self,
        nodes: tuple[NodeFacts, ...],
        components: tuple[ComponentLine, ...],
        operations: tuple[OperationStep, ...],
        alternates: tuple[Alternate, ...] = (),
    ) -> None:
        self._nodes = nodes
        self._components = components
        self._operations = operations
        self._alternates = alternates
        self.facts: dict[Node, NodeFacts] = {facts.node: facts for facts in nodes}
        self.alternates: dict[UUID, Alternate] = {other.id: other for other in alternates}
        self._bills: dict[ByWay, Bill] = {}
        self._drawing: dict[Node, list[Take]] = {}
        self._rates: dict[ByWay, list[tuple[UUID, int, Ratio]]] = {}
        self._needs: dict[ByWay, dict[UUID, tuple[int, Ratio]]] = {}

    def is_of(self, situation: Situation) -> bool:
        return (
            situation.nodes is self._nodes
            and situation.components is self._components
            and situation.operations is self._operations
            and situation.alternates is self._alternates
        )

    @cached_property
    def has_days(self) -> bool:
        """Whether any way or line of a bill of material holds for some days only."""
        ways: list[NodeFacts | Alternate | ComponentLine] = [*self._nodes, *self._alternates]
        ways += self._components
        ways += [line for other in self._alternates for line in other.components or ()]
        return any(each.first_on is not None or each.last_on is not None for each in ways)

    @cached_property
    def _below(self) -> Mapping[UUID, list[ComponentLine]]:
        lines: dict[UUID, list[ComponentLine]] = defaultdict(list)
        for line in self._components:
            lines[line.parent_item_id].append(line)
        return lines

    @cached_property
    def _above(self) -> Mapping[UUID, list[ComponentLine]]:
        lines: dict[UUID, list[ComponentLine]] = defaultdict(list)
        for line in self._components:
            lines[line.component_item_id].append(line)
        return lines

    @cached_property
    def _fed_from(self) -> Mapping[Node, list[Node]]:
        fed: dict[Node, list[Node]] = defaultdict(list)
        for facts in self._nodes:
            if facts.procurement is Procurement.TRANSFER and facts.source_site_id is not None:
                fed[facts.item_id, facts.source_site_id].append(facts.node)
        return fed

    @cached_property
    def _steps(self) -> Mapping[Node, list[OperationStep]]:
        steps: dict[Node, list[OperationStep]] = defaultdict(list)
        for step in sorted(self._operations, key=lambda step: step.sequence):
            steps[step.item_id, step.site_id].append(step)
        return steps

    @cached_property
    def _others(self) -> Mapping[Node, list[Alternate]]:
        others: dict[Node, list[Alternate]] = defaultdict(list)
        for other in self._alternates:
            if (other.item_id, other.site_id) in self.facts:
                others[other.item_id, other.site_id].append(other)
        return others

    @cached_property
    def _drawing_by_alternate(self) -> Mapping[Node, list[Take]]:
        found: dict[Node, list[Take]] = defaultdict(list)
        for node, others in self._others.items():
            for other in others:
                for take in self.bill(node, other.id).takes:
                    found[take.drawn].append(take)
        return found

    @cached_property
    def covers_days(self) -> bool:
        """Whether any lot covers the needs of several days."""
        return any(facts.lot_cover_days > 1 for facts in self._nodes)

    @cached_property
    def worked_at(self) -> Mapping[UUID, list[Node]]:
        """The nodes that are made, the usual way or another, with hours of a work centre, each once."""
        nodes: dict[UUID, dict[Node, None]] = defaultdict(dict)
        ways = [(node, None) for node in self._steps]
        others = [(node, other.id) for node, found in self._others.items() for other in found]
        for node, way in (*ways, *others):
            for step in self._steps_of(node, way):
                nodes[step.work_center_id][node] = None
        return {center: list(found) for center, found in nodes.items()}

    def others(self, node: Node) -> list[Alternate]:
        """The alternates of a node, in the order in which they are tried."""
        return self._others.get(node, [])

    def alternate(self, node: Node, way: UUID | None) -> Alternate | None:
        """The alternate of a node by its id; None for the usual way."""
        other = None if way is None else self.alternates.get(way)
        return other if other is not None and (other.item_id, other.site_id) == node else None

    def facts_by(self, node: Node, way: UUID | None) -> NodeFacts:
        """How a node is planned when it is got in a way."""
        facts = self.facts[node]
        return facts if way is None else facts.by(self.alternate(node, way))

    def is_made(self, node: Node, way: UUID | None = None) -> bool:
        return node in self.facts and self.facts_by(node, way).procurement is Procurement.MAKE

    def bill(self, node: Node, way: UUID | None = None) -> Bill:
        """What a node takes from others when it is made or transferred, whenever it begins."""
        if (node, way) not in self._bills:
            takes = list(self._takes(node, way))
            is_dated = any(each.line is not None and each.line.is_dated for each in takes)
            steady = None if is_dated else [(each.drawn, each.ratio) for each in takes]
            self._bills[node, way] = Bill(takes, steady)
        return self._bills[node, way]

    def drawn_by(self, node: Node, way: UUID | None = None) -> list[Node]:
        """All that a node takes from, whenever it begins, each once."""
        return list(dict.fromkeys(each.drawn for each in self.bill(node, way).takes))

    def _takes(self, node: Node, way: UUID | None) -> Iterable[Take]:
        facts, other = self.facts_by(node, way), self.alternate(node, way)
        if facts.procurement is Procurement.TRANSFER and facts.source_site_id is not None:
            source = (facts.item_id, facts.source_site_id)
            return [Take(node, way, source, sent(facts))] * (source in self.facts)
        if facts.procurement is not Procurement.MAKE:
            return []
        lines: Iterable[ComponentLine] = self._below.get(facts.item_id, ())
        if other is not None and other.components is not None:
            lines = other.components
        site_id = facts.site_id
        return [
            Take(node, way, (line.component_item_id, site_id), self._ratio(line, site_id), line)
            for line in lines
            if (line.component_item_id, site_id) in self.facts
        ]

    def drawing_on(self, node: Node) -> list[Take]:
        """Who takes from a node when it is made or transferred in which way, line by line, whenever it begins."""
        if node not in self._drawing:
            item_id, site_id = node
            found = [
                Take((line.parent_item_id, site_id), None, node, self._ratio(line, site_id), line)
                for line in self._above.get(item_id, ())
                if self.is_made((line.parent_item_id, site_id))
            ]
            found += [
                Take(other, None, node, sent(self.facts[other]))
                for other in self._fed_from.get(node, ())
            ]
            found += self._drawing_by_alternate.get(node, ())
            self._drawing[node] = found
        return self._drawing[node]

    def _ratio(self, line: ComponentLine, site_id: UUID) -> Ratio:
        """Whole units of the component for one whole good unit of the parent, exactly."""
        parent = self.facts[line.parent_item_id, site_id]
        component = self.facts[line.component_item_id, site_id].quantity_decimals
        per_unit = Fraction(line.quantity_per) * (1 + Fraction(line.scrap_ratio))
        per_unit /= Fraction(parent.yield_ratio)
        return (
            per_unit * Fraction(10) ** (component - parent.quantity_decimals)
        ).as_integer_ratio()

    def _steps_of(self, node: Node, way: UUID | None) -> list[OperationStep]:
        """The steps of making a node in a way, in their order; none where it is not made."""
        if not self.is_made(node, way):
            return []
        other = self.alternate(node, way)
        if other is not None and other.operations is not None:
            return sorted(other.operations, key=lambda step: step.sequence)
        return self._steps.get(node, [])

    def rates(self, node: Node, way: UUID | None = None) -> list[tuple[UUID, int, Ratio]]:
        """Work centre, set-up and time for one whole good unit of each step, in millionths of an hour."""
        if (node, way) not in self._rates:
            facts = self.facts[node]
            scale = 10**facts.quantity_decimals * Fraction(facts.yield_ratio)
            self._rates[node, way] = [
                (
                    step.work_center_id,
                    micro_hours(step.setup_hours),
                    (Fraction(step.hours_per_unit) * HOUR / scale).as_integer_ratio(),
                )
                for step in self._steps_of(node, way)
            ]
        return self._rates[node, way]

    def hours_for(self, node: Node, units: int, way: UUID | None = None) -> list[tuple[UUID, int]]:
        """Millionths of an hour that units take, by work centre; each step's set-up once a lot."""
        lots = lot_count(self.facts_by(node, way), units)
        return [
            (center, setup * lots + times(units, rate))
            for center, setup, rate in self.rates(node, way)
        ]

    def needs(self, node: Node, way: UUID | None = None) -> dict[UUID, tuple[int, Ratio]]:
        """Set-up and time for one whole unit by work centre, steps at the same one summed.

        A step's hours are rounded up on their own; where they may be, one millionth more keeps the sum safe.
        """
        if (node, way) not in self._needs:
            sums: dict[UUID, tuple[int, Fraction]] = {}
            for center, setup, rate in self.rates(node, way):
                before, each = sums.get(center, (0, Fraction(0)))
                rounding = 0 if rate[1] == 1 else 1
                sums[center] = (before + setup + rounding, each + Fraction(*rate))
            self._needs[node, way] = {
                center: (setup, each.as_integer_ratio()) for center, (setup, each) in sums.items()
            }
        return self._needs[node, way]
