"""Runs of the forecast beside each other, and what is frozen."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.forecast_terms import ForecastLevel, ForecastPeriod, ForecastStep
from shared.schemas.forecast import ForecastRunView
from shared.terms import ReasonCode


class FreezeView(Struct, frozen=True):
    """Figures that no later run moves: of an item, of a family, or of all; `until_on` None for all periods."""

    id: UUID
    family: str | None
    item_name: str | None
    until_on: date | None
    ends_on: date
    reason: ReasonCode
    note: str
    run_number: int
    cell_count: int
    made_by_name: str
    made_at: datetime
    thawed_by_name: str | None
    thawed_at: datetime | None
    is_standing: bool


class StepDifference(Struct, frozen=True):
    """What a step adds more or less in the second run."""

    step: ForecastStep
    quantity: Decimal


class RunDifference(Struct, frozen=True):
    """A family or an item in two runs: what is agreed for the periods that both answer, and the steps that differ."""

    series_id: UUID
    name: str
    unit: str | None
    period: ForecastPeriod
    period_count: int
    before: Decimal
    after: Decimal
    steps: list[StepDifference]


class RunComparison(Struct, frozen=True):
    """Two runs side by side, the largest difference first; `row_count` of them in all."""

    before: ForecastRunView
    after: ForecastRunView
    level: ForecastLevel
    family: str | None
    rows: list[RunDifference]
    row_count: int


class RunsBoard(Struct, frozen=True):
    """The runs that are kept, newest first, and every freeze."""

    runs: list[ForecastRunView]
    in_force_number: int | None
    freezes: list[FreezeView]
    families: list[str]
    may_keep: bool


class FreezeAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What to freeze as it is agreed now: an item, a family, or all; periods until a day, or all to come."""

    reason: ReasonCode
    ends_on: date
    item_id: UUID | None = None
    family: Annotated[str, Meta(max_length=100)] | None = None
    until_on: date | None = None
    note: Annotated[str, Meta(max_length=500)] = ""
