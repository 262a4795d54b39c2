"""How figures are kept and read: cells of a week, a territory and a site, and the cards made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.kpi.model import Ratio
from shared.forecast_terms import FORECAST_ERROR_WEEKS
from shared.schemas.kpi import KPIBucket, KPIDistribution
from shared.terms import KPIName


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is read: in what unit, which way is up, and over how many weeks at a time.

    A card of several weeks counts the running week up to yesterday and the whole ones before it.
    """

    unit: str
    higher_is_better: bool
    week_count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's parts in one week, for one territory at one site; `period_on` is the Monday."""

    kpi: KPIName
    scope_id: UUID
    site_id: UUID
    period_on: date
    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open order line as a look at the plan finds it; `value` is what is still to be delivered."""

    id: UUID
    value: Decimal
    possible_on: date | None
    is_at_risk: bool
    cause: str | None


DEFINITIONS: Final[Mapping[KPIName, Definition]] = {
    KPIName.ORDER_FILL_RATE: Definition("ratio", higher_is_better=True, week_count=4),
    KPIName.OTIF: Definition("ratio", higher_is_better=True, week_count=4),
    KPIName.ORDER_LEAD_TIME: Definition("days", higher_is_better=False, week_count=4),
    KPIName.OPEN_DEMAND_AT_RISK: Definition("money", higher_is_better=False, week_count=1),
    KPIName.PROPOSALS_WAITING: Definition("count", higher_is_better=False, week_count=1),
    KPIName.URGENT_RESPONSE: Definition("minutes", higher_is_better=False, week_count=4),
    KPIName.FORECAST_ERROR: Definition(
        "ratio", higher_is_better=False, week_count=FORECAST_ERROR_WEEKS
    ),
}
COUNTED_BY_WEEK: Final = (KPIName.ORDER_FILL_RATE, KPIName.OTIF, KPIName.ORDER_LEAD_TIME)
SHOWN_WEEKS: Final = 12
# Up to how many minutes the bars of the distribution reach; the last one has no end.
BUCKETS: Final = (15, 30, 60, 120, 240, 480, 1440)
# Units of quantity are summed as they are, so a value may be as large as a column holds.
_PLAIN_UNITS: Final = frozenset({"money", "count"})


def monday_of(day: date) -> date:
    """The Monday of a day's week.

    >>> monday_of(date(2026, 11, 29))
    datetime.date(2026, 11, 23)
    """
    return day - timedelta(days=day.weekday())


def value_of(definition: Definition, parts: Ratio | None) -> Decimal | None:
    """What a card shows of a figure's parts: the numerator of money and counts, else the quotient."""
    if parts is None:
        return None
    if definition.unit in _PLAIN_UNITS:
        return parts.numerator
    return parts.value


def running(
    definition: Definition, weeks: Mapping[date, Ratio], until: date, *, is_now: bool = False
) -> Ratio | None:
    """A figure's parts over its weeks, up to the one that begins on `until`.

    None where nothing was counted; but sums and counts are zero in a week without any, from the
    first week on that is known.
    """
    mondays = [until - timedelta(weeks=ago) for ago in range(definition.week_count)]
    parts = [weeks[monday] for monday in mondays if monday in weeks]
    if parts:
        return Ratio(
            sum((part.numerator for part in parts), Decimal(0)),
            sum((part.denominator for part in parts), Decimal(0)),
        )
    is_known = is_now or any(monday < until for monday in weeks)
    return Ratio(Decimal(0), Decimal(0)) if is_known and definition.unit in _PLAIN_UNITS else None


def is_on_target(definition: Definition, value: Decimal | None, aim: Decimal | None) -> bool:
    """Whether a value reaches its aim; without one of the two nothing is missed."""
    if value is None or aim is None:
        return True
    return value >= aim if definition.higher_is_better else value <= aim


def spread(minutes: Sequence[int]) -> KPIDistribution | None:
    """Sorted times as bars, with the median and the ninth tenth by nearest rank.

    >>> found = spread([5, 20, 20, 2000])
    >>> found.median, found.ninth_tenth, [each.count for each in found.buckets]
    (20, 2000, [1, 2, 0, 0, 0, 0, 0, 1])
    """
    if not minutes:
        return None
    ends: tuple[int | None, ...] = (*BUCKETS, None)
    counts = [0] * len(ends)
    for each in minutes:
        counts[next((n for n, end in enumerate(BUCKETS) if each <= end), len(BUCKETS))] += 1
    return KPIDistribution(
        buckets=[KPIBucket(end, count) for end, count in zip(ends, counts, strict=True)],
        median=minutes[-(-len(minutes) // 2) - 1],
        ninth_tenth=minutes[-(-len(minutes) * 9 // 10) - 1],
    )
