"""Master data as arrays: levels, ways, what they draw, and their hours at work centres."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import Final, TypeAlias
from uuid import UUID

from backend.engine.scale import HOUR, micro_hours
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    Node,
    NodeFacts,
    OperationStep,
    Situation,
)
from backend.engine.whole.layout import BUY, MAKE, TRANSFER
from backend.engine.whole.rules import Rules
from shared.terms import Procurement

KINDS: Final = {Procurement.MAKE: MAKE, Procurement.BUY: BUY, Procurement.TRANSFER: TRANSFER}
LARGEST: Final = 2**31

Valid: TypeAlias = tuple[date | None, date | None]
"""A first and a last day; None where there is none."""
ALWAYS: Final[Valid] = (None, None)
A_DAY: Final = timedelta(days=1)

Routings: TypeAlias = tuple[tuple[tuple[UUID, int, Fraction], ...], ...]
"""Steps by work centre of each routing."""


@dataclass(frozen=True, slots=True)
class Way:
    """One manner of getting a node; `options` are routings of steps by work centre.

    `valid` are the first and the last day on which it may begin. A bill of material that changes is one way after another.
    """

    name: str
    kind: int
    facts: NodeFacts
    inputs: tuple[tuple[Node, Fraction], ...]
    options: Routings
    valid: Valid = ALWAYS

    def may_begin(self, on: date) -> bool:
        """Whether it may begin on a day."""
        first, last = self.valid
        return (first is None or first <= on) and (last is None or on <= last)


@dataclass(slots=True)
class Names:
    """What stands behind the places of the arrays."""

    nodes: list[Node] = field(default_factory=list)
    facts: list[NodeFacts] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    centers: list[UUID] = field(default_factory=list)
    node_at: dict[Node, int] = field(default_factory=dict)
    center_at: dict[UUID, int] = field(default_factory=dict)


def safe_ratio(ratio: Fraction) -> tuple[int, int]:
    """A ratio whose parts fit 31 bits, rounded up where it has to be, so that products stay exact.

    >>> safe_ratio(Fraction(1, 3)), safe_ratio(Fraction(1, 3 * 10**12))
    ((1, 3), (1, 1073741824))
    """
    if ratio.denominator < LARGEST and ratio.numerator * ratio.denominator < LARGEST**2:
        return ratio.numerator, ratio.denominator
    bottom = 1 << 30
    while bottom > 1 and ratio * bottom * bottom >= LARGEST**2:
        bottom >>= 1
    return -(-ratio.numerator * bottom // ratio.denominator), bottom


class Recipes:
    """The ways of every node, read from a situation."""

    def __init__(self, situation: Situation, rules: Rules) -> None:
        self.facts = {facts.node: facts for facts in situation.nodes}
        self._today = situation.today
        self._components: dict[UUID, list[ComponentLine]] = defaultdict(list)
        for line in situation.components:
            self._components[line.parent_item_id].append(line)
        self._steps: dict[Node, list[OperationStep]] = defaultdict(list)
        for step in sorted(situation.operations, key=lambda step: step.sequence):
            self._steps[step.item_id, step.site_id].append(step)
        self._alternates: dict[Node, list[Alternate]] = defaultdict(list)
        if rules.use_alternates:
            for alternate in situation.alternates:
                self._alternates[alternate.item_id, alternate.site_id].append(alternate)

    def ways_of(self, node: Node) -> tuple[Way, ...]:
        """The usual way first; an alternate that has only other operations is an option of it."""
        facts = self.facts[node]
        steps = self._steps.get(node, [])
        lines = self._components.get(node[0], [])
        routings = [routing(steps, facts)]
        others: list[Way] = []
        for other in self._alternates.get(node, ()):
            if is_routing(other, facts):
                routings.append(routing(other.operations or (), facts))
                continue
            changed = facts.by(other)
            others += self._ways(
                other.name,
                changed,
                lines if other.components is None else other.components,
                (routing(steps if other.operations is None else other.operations, facts),),
            )
        return (*self._ways("", facts, lines, tuple(routings)), *others)

    def _ways(
        self, name: str, facts: NodeFacts, lines: Iterable[ComponentLine], routings: Routings
    ) -> list[Way]:
        """One way, or where its bill of material changes one after another."""
        return [
            self._way(name, facts, each, routings, valid)
            for valid, each in self._bills(facts, list(lines))
        ]

    def _bills(
        self, facts: NodeFacts, lines: list[ComponentLine]
    ) -> list[tuple[Valid, list[ComponentLine]]]:
        """The bills of material that follow each other, from when to when; what is over by today is left out."""
        dated = [line for line in lines if line.is_dated]
        if facts.procurement is not Procurement.MAKE or not dated:
            return [((facts.first_on, facts.last_on), lines)]
        first, last = facts.first_on or date.min, facts.last_on or date.max
        begins = {line.first_on or first for line in dated}
        ends = (line.last_on or date.max for line in dated)
        begins |= {end + A_DAY for end in ends if end < last}
        cuts = sorted({first, *(on for on in begins if first < on <= last)})
        found: list[tuple[Valid, list[ComponentLine]]] = []
        for begin, after in zip_longest(cuts, cuts[1:]):
            end = last if after is None else after - A_DAY
            if end >= self._today or after is None:
                valid = (None if begin == date.min else begin, None if end == date.max else end)
                on = max(begin, self._today)
                found.append((valid, [line for line in lines if line.is_valid(on)]))
        return found

    def _way(
        self,
        name: str,
        facts: NodeFacts,
        lines: Iterable[ComponentLine],
        routings: Routings,
        valid: Valid,
    ) -> Way:
        kind = KINDS[facts.procurement]
        inputs: dict[Node, Fraction] = {}
        if kind == TRANSFER and facts.source_site_id is not None:
            source = facts.item_id, facts.source_site_id
            if source in self.facts:
                inputs[source] = Fraction(1) / Fraction(facts.yield_ratio)
        elif kind == MAKE:
            for line in lines:
                other = line.component_item_id, facts.site_id
                if other in self.facts:
                    inputs[other] = inputs.get(other, Fraction(0)) + self._each(line, facts)
        has_hours = kind == MAKE and any(routings)
        return Way(name, kind, facts, tuple(inputs.items()), routings if has_hours else (), valid)

    def _each(self, line: ComponentLine, facts: NodeFacts) -> Fraction:
        """Whole units of a component for one whole good unit of what is made of it."""
        component = self.facts[line.component_item_id, facts.site_id].quantity_decimals
        each = Fraction(line.quantity_per) * (1 + Fraction(line.scrap_ratio))
        scale = Fraction(10) ** (component - facts.quantity_decimals)
        return each / Fraction(facts.yield_ratio) * scale


def is_routing(other: Alternate, facts: NodeFacts) -> bool:
    """Whether an alternate is the usual way with other operations."""
    return (
        other.procurement is Procurement.MAKE
        and facts.procurement is Procurement.MAKE
        and other.components is None
        and other.operations is not None
        and other.lead_time_days in {0, facts.lead_time_days}
        and (other.first_on, other.last_on) == (facts.first_on, facts.last_on)
    )


def routing_alternates(situation: Situation, node: Node) -> list[Alternate]:
    """The alternates of a node that are other routings of its usual way, in their order."""
    facts = next(known for known in situation.nodes if known.node == node)
    return [
        other
        for other in situation.alternates
        if (other.item_id, other.site_id) == node and is_routing(other, facts)
    ]


def routing(
    steps: Iterable[OperationStep], facts: NodeFacts
) -> tuple[tuple[UUID, int, Fraction], ...]:
    """Set-up and millionths of an hour for one whole good unit, by work centre."""
    scale = 10**facts.quantity_decimals
    sums: dict[UUID, tuple[int, Fraction]] = {}
    for step in steps:
        setup, each = sums.get(step.work_center_id, (0, Fraction(0)))
        rate = Fraction(step.hours_per_unit) * HOUR / scale / Fraction(facts.yield_ratio)
        sums[step.work_center_id] = (setup + micro_hours(step.setup_hours), each + rate)
    return tuple((center, setup, each) for center, (setup, each) in sums.items())
