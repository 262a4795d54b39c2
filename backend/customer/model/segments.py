"""Which customers are worth what, found from their orders by stated rules; every answer can be worked out again.

Value classes are those of Pareto's ABC analysis: in the order of value, A are all customers while those
ahead of them make less than a part of everybody's value. Scores are those of A. M. Hughes' recency,
frequency and monetary value ("Strategic Database Marketing", 1994): fifths of the customers, by the middle
of the places that equal ones share, so that few customers and many equal ones get sensible scores, too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
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


class Segments(Mapping[UUID, Segment]):
    """The segment of each customer; the same orders in whatever order give the same segments.

    Figures are put in order once; a customer's places among them are looked up when they are asked for,
    so that a page of fifty rows costs fifty look-ups, however many customers there are.
    """

    def __init__(self, turnovers: Iterable[Turnover], rules: SegmentRules, today: date) -> None:
        self._turnovers = {each.customer_id: each for each in turnovers}
        self._rules, self._today = rules, today
        ranked = [each for each in self._turnovers.values() if each.is_ranked]
        active = [each for each in ranked if each.order_count and each.value > 0]
        self._ranked_count = len(ranked)
        self._money = sorted(each.value for each in active)
        self._sums = list(accumulate(self._money, initial=Decimal(0)))
        self._frequency = sorted(each.order_count for each in active)
        self._recency = sorted(_ordinal(each.last_on) for each in active)
        self._usual = median([each.usual_order for each in active]) if active else Decimal(0)
        self._classes = {value: self._class_of(value) for value in dict.fromkeys(self._money)}

    def __len__(self) -> int:
        return len(self._turnovers)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._turnovers)

    def __getitem__(self, customer_id: UUID) -> Segment:
        each = self._turnovers[customer_id]
        is_active = self._is_active(each)
        count, value = self._ahead(each.value) if is_active else (len(self._money), self._sums[-1])
        points = self._points(each) if is_active else (1, 1, 1)
        return Segment(
            value_class=self.value_class(customer_id),
            standing=standing_of(each, points, self._rules, self._today, is_active=is_active),
            order_size=size_of(each.usual_order, self._usual) if is_active else OrderSize.SMALL,
            recency=points[0],
            frequency=points[1],
            money=points[2],
            rank=count + 1,
            of_count=self._ranked_count,
            share=part_of(each.value, self._sums[-1]) if is_active else Decimal(0),
            share_before=part_of(value, self._sums[-1]),
            suggested_class=self.suggested_class(customer_id),
        )

    def value_class(self, customer_id: UUID) -> ValueClass:
        """The value class of one of these customers."""
        each = self._turnovers[customer_id]
        return self._classes[each.value] if self._is_active(each) else ValueClass.NONE

    def suggested_class(self, customer_id: UUID) -> int | None:
        """The class in allocation that follows; None for one who is not ranked."""
        if not self._turnovers[customer_id].is_ranked:
            return None
        return class_of(self.value_class(customer_id), self._rules)

    @staticmethod
    def _is_active(each: Turnover) -> bool:
        return each.is_ranked and each.order_count > 0 and each.value > 0

    def _ahead(self, value: Decimal) -> tuple[int, Decimal]:
        """How many have more than this, and how much they have together."""
        until = bisect_right(self._money, value)
        return len(self._money) - until, self._sums[-1] - self._sums[until]

    def _class_of(self, value: Decimal) -> ValueClass:
        return value_class_of(part_of(self._ahead(value)[1], self._sums[-1]), self._rules)

    def _points(self, each: Turnover) -> tuple[int, int, int]:
        return (
            score(self._recency, _ordinal(each.last_on)),
            score(self._frequency, each.order_count),
            score(self._money, each.value),
        )


def score(ordered: Sequence[Any], figure: Any) -> int:
    """A score of 1 to 5 for one of these figures, 5 the highest fifth; one alone is in the middle.

    >>> score([10, 30], 30), score([7], 7)
    (4, 3)
    """
    below, until = bisect_left(ordered, figure), bisect_right(ordered, figure)
    # Twice the middle place, so that halves stay whole numbers.
    return min(FIFTHS, 1 + FIFTHS * (below + until) // (2 * len(ordered)))


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


def service_goal(customer_class: int, rules: SegmentRules, usual: Decimal | None) -> Decimal | None:
    """The part of their lines that customers of a class are owed on time and in full; `usual` is the KPI's target.

    A class that no value asks for is owed what the nearest better one is.

    >>> service_goal(2, SegmentRules(a_service=Decimal("0.98")), Decimal("0.95"))
    Decimal('0.95')
    """
    said = {
        rules.none_class: rules.none_service,
        rules.c_class: rules.c_service,
        rules.b_class: rules.b_service,
        rules.a_class: rules.a_service,
    }
    better = [each for each in said if each <= customer_class]
    goal = said[max(better)] if better else said[min(said)]
    return usual if goal is None else goal


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
    goals = [rules.a_service, rules.b_service, rules.c_service, rules.none_service]
    owed = [each for each in goals if each is not None]
    if owed != sorted(owed, reverse=True) or not all(0 < each <= 1 for each in owed):
        return "service"
    return None


def _ordinal(on: date | None) -> int:
    return on.toordinal() if on else 0


def part_of(value: Decimal, total: Decimal) -> Decimal:
    """Return how much of the total it is, to six places; 0 of nothing."""
    return (value / total).quantize(_RATIO, ROUND_HALF_UP) if total else Decimal(0)
