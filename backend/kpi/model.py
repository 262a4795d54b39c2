"""How the company is doing, by stated rules over plain rows; the pandas versions must agree.

Every figure is a `Ratio`: a numerator and a denominator that add up over sites, territories and
periods, so that any part of the company can be read from the same readings.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

SIX_PLACES: Final = Decimal("0.000001")
UNKNOWN_CAUSE: Final = "unknown"


class ReferenceDate(StrEnum):
    """The day that a delivery is measured against; `PROMISED` falls back to the day requested."""

    PROMISED = "promised"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A demand line with what became of it.

    `last_delivered_on` is the day of the latest delivery so far, None without any; `possible_on` the
    day on which the plan has the rest of an open line, None when it has none.
    """

    id: UUID
    ordered_on: date
    due_on: date
    promised_on: date | None
    quantity: Decimal
    delivered_quantity: Decimal
    last_delivered_on: date | None
    is_cancelled: bool = False
    unit_price: Decimal = Decimal(0)
    cause: str | None = None
    planned_on: date | None = None
    made_on: date | None = None
    possible_on: date | None = None

    @property
    def is_complete(self) -> bool:
        return not self.is_cancelled and self.delivered_quantity >= self.quantity


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What still counts as on time and in full; the default forgives nothing but coming early.

    `early_days` None: however early. `quantity_ratio` 0.02 forgives 2 % less.
    """

    reference: ReferenceDate = ReferenceDate.PROMISED
    late_days: int = 0
    early_days: int | None = None
    quantity_ratio: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure in its parts; `value` is None where there was nothing to measure, else six places."""

    numerator: Decimal
    denominator: Decimal

    @property
    def value(self) -> Decimal | None:
        if not self.denominator:
            return None
        return (self.numerator / self.denominator).quantize(SIX_PLACES, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def reference_on(line: OrderLine, reference: ReferenceDate = ReferenceDate.PROMISED) -> date:
    """The day that a line is measured against."""
    if reference is ReferenceDate.PROMISED and line.promised_on is not None:
        return line.promised_on
    return line.due_on


def lines_due(
    lines: Iterable[OrderLine], period: Period, reference: ReferenceDate
) -> list[OrderLine]:
    """The lines that a period answers for: due in it, delivered or not, cancelled ones left out."""
    return [
        line for line in lines if not line.is_cancelled and reference_on(line, reference) in period
    ]


def order_fill_rate(
    lines: Iterable[OrderLine],
    period: Period,
    reference: ReferenceDate = ReferenceDate.PROMISED,
) -> Ratio:
    """Completed quantity ÷ demanded quantity of the lines due in the period.

    A line completes no more than was demanded; deliveries count whenever they came.
    """
    due = lines_due(lines, period, reference)
    completed = sum((min(line.delivered_quantity, line.quantity) for line in due), Decimal(0))
    return Ratio(completed, sum((line.quantity for line in due), Decimal(0)))


def is_on_time(line: OrderLine, tolerance: Tolerance) -> bool:
    """Whether the last delivery came within the tolerance of the reference day."""
    if line.last_delivered_on is None:
        return False
    late = (line.last_delivered_on - reference_on(line, tolerance.reference)).days
    early_enough = tolerance.early_days is None or late >= -tolerance.early_days
    return late <= tolerance.late_days and early_enough


def is_in_full(line: OrderLine, tolerance: Tolerance) -> bool:
    """Whether as much came as was ordered, within the tolerance."""
    return line.delivered_quantity >= line.quantity * (1 - tolerance.quantity_ratio)


def is_hit(line: OrderLine, tolerance: Tolerance) -> bool:
    """On time and in full."""
    return is_in_full(line, tolerance) and is_on_time(line, tolerance)


def otif(lines: Iterable[OrderLine], period: Period, tolerance: Tolerance | None = None) -> Ratio:
    """Lines on time and in full ÷ lines due in the period, undelivered ones among them."""
    rule = tolerance or Tolerance()
    due = lines_due(lines, period, rule.reference)
    hits = sum(is_hit(line, rule) for line in due)
    return Ratio(Decimal(hits), Decimal(len(due)))


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from order to last delivery over the completed lines, whole and by stage.

    Stages: order to planned, planned to made, made to delivered; a stage counts the lines that have
    both of its days.
    """

    total: Ratio
    to_plan: Ratio
    to_make: Ratio
    to_deliver: Ratio


def order_lead_time(lines: Iterable[OrderLine], period: Period) -> LeadTime:
    """Mean calendar days from order to last delivery, of lines completed in the period."""
    done = [
        line
        for line in lines
        if line.is_complete and line.last_delivered_on and line.last_delivered_on in period
    ]
    return LeadTime(
        total=_mean_days(done, lambda line: line.ordered_on, lambda line: line.last_delivered_on),
        to_plan=_mean_days(done, lambda line: line.ordered_on, lambda line: line.planned_on),
        to_make=_mean_days(done, lambda line: line.planned_on, lambda line: line.made_on),
        to_deliver=_mean_days(done, lambda line: line.made_on, lambda line: line.last_delivered_on),
    )


def _mean_days(
    lines: Iterable[OrderLine],
    start: Callable[[OrderLine], date | None],
    end: Callable[[OrderLine], date | None],
) -> Ratio:
    days = [
        (until - since).days
        for line in lines
        if (since := start(line)) is not None and (until := end(line)) is not None
    ]
    return Ratio(Decimal(sum(days)), Decimal(len(days)))


def is_at_risk(line: OrderLine, today: date) -> bool:
    """Whether an open line's promise cannot be kept: overdue, not planned, or planned too late."""
    if line.is_cancelled or line.is_complete:
        return False
    reference = reference_on(line)
    return reference < today or line.possible_on is None or line.possible_on > reference


def open_demand_at_risk(lines: Iterable[OrderLine], today: date) -> Ratio:
    """The value of what is open on lines at risk (numerator), of all that is open (denominator).

    The figure shown is the money at risk, the numerator.
    """
    at_risk = total = Decimal(0)
    for line in lines:
        if line.is_cancelled or line.is_complete:
            continue
        value = (line.quantity - line.delivered_quantity) * line.unit_price
        total += value
        at_risk += value if is_at_risk(line, today) else Decimal(0)
    return Ratio(at_risk, total)


def weeks_ending(last: date, count: int) -> list[Period]:
    """So many weeks, Monday to Sunday, the last one holding `last`; the oldest first.

    >>> weeks_ending(date(2026, 11, 24), 1)[0].first
    datetime.date(2026, 11, 23)
    """
    monday = last - timedelta(days=last.weekday())
    starts = [monday - timedelta(weeks=ago) for ago in reversed(range(count))]
    return [Period(start, start + timedelta(days=6)) for start in starts]


def readings(
    rule: Callable[[Sequence[OrderLine], Period], Ratio],
    lines: Sequence[OrderLine],
    periods: Iterable[Period],
) -> list[tuple[Period, Ratio]]:
    """One reading a period by a rule."""
    return [(period, rule(lines, period)) for period in periods]


def causes(
    lines: Iterable[OrderLine], period: Period, tolerance: Tolerance | None = None
) -> list[tuple[str, int]]:
    """What the misses of a period are put down to, the most frequent first."""
    rule = tolerance or Tolerance()
    missed = [line for line in lines_due(lines, period, rule.reference) if not is_hit(line, rule)]
    counted = Counter(line.cause or UNKNOWN_CAUSE for line in missed)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def crosses(
    before: Decimal | None, now: Decimal | None, threshold: Decimal, *, higher_is_better: bool
) -> bool:
    """Whether a figure has gone to the bad side of its threshold just now."""
    if now is None:
        return False
    is_bad = now < threshold if higher_is_better else now > threshold
    if before is None:
        return is_bad
    was_bad = before < threshold if higher_is_better else before > threshold
    return is_bad and not was_bad


def risk_cause(line: OrderLine, today: date) -> str | None:
    """Why an open line's promise cannot be kept; None where it can.

    `overdue`: the day has passed. `not_planned`: the plan has it nowhere. `planned_late`: too late.
    """
    if not is_at_risk(line, today):
        return None
    if reference_on(line) < today:
        return "overdue"
    return "not_planned" if line.possible_on is None else "planned_late"
