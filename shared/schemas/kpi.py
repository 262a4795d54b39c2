"""KPI cards and the rows behind a figure."""

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from shared.terms import KPIName


class Reading(Struct, frozen=True):
    """A KPI's value for one period; ratios are 0 to 1. None where nothing was there to measure."""

    period_on: date
    value: Decimal | None


class KPICard(Struct, frozen=True):
    """One figure with its aim. `unit` is ratio, days, minutes, count or money; `higher_is_better` reads the aim."""

    kpi: KPIName
    value: Decimal | None
    unit: str
    target: Decimal | None
    higher_is_better: bool
    is_on_target: bool
    change: Decimal | None
    readings: list[Reading]
    currency: str | None


class KPIBoard(Struct, frozen=True):
    """All cards for a viewer."""

    as_of: datetime
    cards: list[KPICard]
    waiting_count: int
    oldest_waiting_at: datetime | None


class KPIRow(Struct, frozen=True):
    """One row that the figure was computed from; `counts_as` is hit, miss, open or part.

    `possible_on` is when the plan has all of an open line, for demand at risk only.
    """

    subject_kind: str
    subject_id: str
    order_reference: str
    customer_name: str
    item_name: str
    site_name: str
    unit: str
    quantity: Decimal
    completed_quantity: Decimal
    due_on: date | None
    promised_on: date | None
    completed_on: date | None
    counts_as: str
    cause: str | None
    ordered_on: date | None = None
    possible_on: date | None = None
    minutes: int | None = None


class KPICause(Struct, frozen=True):
    """How many misses a cause explains; the sentence is the catalogue's `kpi-cause-<code>`."""

    code: str
    count: int


class KPIBucket(Struct, frozen=True):
    """How many lie above the bucket before and up to `up_to` minutes; null is without end."""

    up_to: int | None
    count: int


class KPIDistribution(Struct, frozen=True):
    """How what a mean is made of is spread, in minutes; by nearest rank."""

    buckets: list[KPIBucket]
    median: int
    ninth_tenth: int


class KPIView(Struct, frozen=True):
    """One figure down to its rows, misses first; `formula` names its stated rule in the catalogue."""

    card: KPICard
    numerator: Decimal | None
    denominator: Decimal | None
    period_from: date
    period_to: date
    causes: list[KPICause]
    rows: list[KPIRow]
    row_count: int
    next_offset: int | None
    distribution: KPIDistribution | None = None
