"""Which customers are worth what, found from their orders by stated rules; every answer can be worked out again.

Value classes are those of Pareto's ABC analysis: in the order of value, A are all customers while those
ahead of them make less than a part of everybody's value. Scores are those of A. M. Hughes' recency,
frequency and monetary value ("Strategic Database Marketing", 1994): fifths of the customers, by the middle
of the places that equal ones share, so that few customers and many equal ones get sensible scores, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any, Final
from uuid import UUID

from shared.customer_terms import OrderSize, Standing, ValueClass
from shared.schemas.segment import SegmentRules

FIFTHS: Final = 5
MIDDLE: Final = 3
GOOD: Final = 4
WEAK: Final = 2
SIZE_FACTOR: Final = 2
_RATIO: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a customer ordered by the channels that count: in the window, and first and last ever.

    `usual_order` is the median value of an order in the window. `is_ranked` is false for one who orders
    by other channels only, such as a shop's counter.
    """

    customer_id: UUID
    value: Decimal
    order_count: int
    usual_order: Decimal
    first_on: date | None
    last_on: date | None
    is_ranked: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """What was found of a customer; see `shared.schemas.customer.SegmentView`."""

    value_class: ValueClass
    standing: Standing
    order_size: OrderSize
    recency: int
    frequency: int
    money: int
    rank: int
    of_count: int
    share: Decimal
    share_before: Decimal
    suggested_class: int | None


def find_segments(
    turnovers: Iterable[Turnover], rules: SegmentRules, today: date
) -> dict[UUID, Segment]:
    """The segment of each customer; the same orders in whatever order give the same segments."""
    everybody = list(turnovers)
    ranked = [each for each in everybody if each.is_ranked]
    active = [each for each in ranked if each.order_count and each.value > 0]
    total = sum((each.value for each in active), Decimal(0))
    recency = scores({each.customer_id: _ordinal(each.last_on) for each in active})
    frequency = scores({each.customer_id: each.order_count for each in active})
    money = scores({each.customer_id: each.value for each in active})
    usual = median([each.usual_order for each in active]) if active else Decimal(0)
    ahead = _ahead(active)
    found = {}
    for each in everybody:
        key = each.customer_id
        is_active = key in money
        count, value = ahead[each.value] if is_active else (len(active), total)
        before = part_of(value, total)
        value_class = value_class_of(before, rules) if is_active else ValueClass.NONE
        points = (recency.get(key, 1), frequency.get(key, 1), money.get(key, 1))
        found[key] = Segment(
            value_class=value_class,
            standing=standing_of(each, points, rules, today, is_active=is_active),
            order_size=size_of(each.usual_order, usual) if is_active else OrderSize.SMALL,
            recency=points[0],
            frequency=points[1],
            money=points[2],
            rank=count + 1,
            of_count=len(ranked),
            share=part_of(each.value, total) if is_active else Decimal(0),
            share_before=before,
            suggested_class=class_of(value_class, rules) if each.is_ranked else None,
        )
    return found


def _ahead(active: Sequence[Turnover]) -> dict[Decimal, tuple[int, Decimal]]:
    """For each value how many have more, and how much they have together."""
    found: dict[Decimal, tuple[int, Decimal]] = {}
    sum_so_far = Decimal(0)
    for count, value in enumerate(sorted((each.value for each in active), reverse=True)):
        found.setdefault(value, (count, sum_so_far))
        sum_so_far += value
    return found


def scores(figures: Mapping[UUID, Any]) -> dict[UUID, int]:
    """A score of 1 to 5 for each figure, 5 the highest fifth; one alone is in the middle.

    >>> one, two = UUID(int=1), UUID(int=2)
    >>> scores({one: 10, two: 30})[two]
    4
    """
    values = sorted(figures.values())
    count = len(values)
    found = {}
    places: dict[Any, int] = {}
    for value in values:
        places[value] = places.get(value, 0) + 1
    below = 0
    score: dict[Any, int] = {}
    for value, same in places.items():
        # Twice the middle place, so that halves stay whole numbers.
        score[value] = min(FIFTHS, 1 + FIFTHS * (2 * below + same) // (2 * count))
        below += same
    for key, value in figures.items():
        found[key] = score[value]
    return found


def value_class_of(share_before: Decimal, rules: SegmentRules) -> ValueClass:
    """The class of somebody who has so much of everybody's value ahead."""
    if share_before < rules.a_part:
        return ValueClass.A
    return ValueClass.B if share_before < rules.b_part else ValueClass.C


def class_of(value_class: ValueClass, rules: SegmentRules) -> int:
    """The class in allocation that a value class asks for."""
    return {
        ValueClass.A: rules.a_class,
        ValueClass.B: rules.b_class,
        ValueClass.C: rules.c_class,
        ValueClass.NONE: rules.none_class,
    }[value_class]


def standing_of(
    turnover: Turnover,
    points: tuple[int, int, int],
    rules: SegmentRules,
    today: date,
    *,
    is_active: bool,
) -> Standing:
    """How a customer stands, by the first of these that holds."""
    recency, frequency, money = points
    first_on = turnover.first_on
    if first_on is None or first_on > today - timedelta(days=rules.new_days):
        return Standing.NEW
    if not is_active:
        return Standing.LOST
    if min(points) >= GOOD:
        return Standing.CORE
    is_away = (turnover.last_on or first_on) <= today - timedelta(days=rules.fading_days)
    if is_away and recency <= WEAK and (frequency >= MIDDLE or money >= GOOD):
        return Standing.FADING
    return Standing.LOYAL if frequency >= GOOD else Standing.OCCASIONAL


def size_of(usual_order: Decimal, of_all: Decimal) -> OrderSize:
    """How large somebody's usual order is beside the middle of everybody's."""
    if usual_order >= SIZE_FACTOR * of_all:
        return OrderSize.LARGE
    return OrderSize.SMALL if usual_order * SIZE_FACTOR <= of_all else OrderSize.MEDIUM


def check_rules(rules: SegmentRules) -> str | None:
    """The field that cannot be so; None where all is well."""
    if not 0 < rules.a_part < rules.b_part < 1:
        return "b_part"
    classes: Sequence[int] = (rules.a_class, rules.b_class, rules.c_class, rules.none_class)
    if list(classes) != sorted(classes):
        return "none_class"
    return None


def _ordinal(on: date | None) -> int:
    return on.toordinal() if on else 0


def part_of(value: Decimal, total: Decimal) -> Decimal:
    """Return how much of the total it is, to six places; 0 of nothing."""
    return (value / total).quantize(_RATIO, ROUND_HALF_UP) if total else Decimal(0)
