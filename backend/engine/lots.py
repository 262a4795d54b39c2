"""Lots and how long they take: minimum, multiple and maximum in whole units, lead times that grow with the lot."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple, Protocol
from uuid import UUID

from backend.engine.scale import have, lot_down, lot_up, micro_hours, want
from backend.engine.situation import NodeFacts


class Step(Protocol):
    """What a step of a routing takes."""

    @property
    def work_center_id(self) -> UUID: ...
    @property
    def hours_per_unit(self) -> Decimal: ...
    @property
    def setup_hours(self) -> Decimal: ...


class LotRule(NamedTuple):
    """What a lot may be, in whole units; a maximum of 0 is none.

    Else it is a whole number of multiples, and never below the smallest lot.
    """

    minimum: int
    multiple: int
    maximum: int


def lot_of(facts: NodeFacts) -> LotRule:
    """The lot rule of a node as it is got by one way."""
    decimals = facts.quantity_decimals
    minimum, multiple = want(facts.lot_minimum, decimals), want(facts.lot_multiple, decimals)
    if not facts.lot_maximum:
        return LotRule(minimum, multiple, 0)
    most = lot_down(have(facts.lot_maximum, decimals), 0, multiple)
    return LotRule(minimum, multiple, max(most, lot_up(1, minimum, multiple)))


def lot_count(facts: NodeFacts, units: int) -> int:
    """In how many single lots so many units are had."""
    return len(split(units, lot_of(facts))) if facts.lot_maximum else 1


def split(units: int, rule: LotRule) -> list[int]:
    """The single lots of so many units: whole ones of the maximum, and what is left.

    >>> split(220, LotRule(20, 10, 100)), split(80, LotRule(0, 0, 0)), split(0, LotRule(0, 0, 9))
    ([100, 100, 20], [80], [])
    """
    if units <= 0:
        return []
    if not 0 < rule.maximum < units:
        return [units]
    full = (units - 1) // rule.maximum
    return [rule.maximum] * full + [units - full * rule.maximum]


def hours_by_step(
    facts: NodeFacts, steps: Iterable[Step], quantity: Decimal
) -> list[tuple[UUID, int]]:
    """Work centre and millionths of an hour of each step for so much that is good; a set-up for every lot."""
    lots = lot_count(facts, want(quantity, facts.quantity_decimals))
    return [
        (
            step.work_center_id,
            lots * micro_hours(step.setup_hours)
            + micro_hours(step.hours_per_unit * quantity / facts.yield_ratio),
        )
        for step in steps
    ]


def lead_days(facts: NodeFacts, units: int) -> int:
    """Days that so many units take: the lead time, and what the largest single lot of them takes on top."""
    if not facts.lead_time_days_per_unit:
        return facts.lead_time_days
    maximum = lot_of(facts).maximum
    one = min(units, maximum) if maximum else units
    extra: Fraction = Fraction(facts.lead_time_days_per_unit) * one / 10**facts.quantity_decimals
    return facts.lead_time_days + ceil(extra)


def days_covered(facts: NodeFacts) -> int:
    """Days of needs that one lot covers, its own the first, and no longer than it keeps."""
    life = facts.shelf_life_days
    cover = max(facts.lot_cover_days, 1)
    return cover if life is None else min(cover, life + 1)


def shortest_lead(facts: NodeFacts) -> int:
    """Days that the smallest lot takes."""
    return lead_days(facts, lot_up(1, *lot_of(facts)))
