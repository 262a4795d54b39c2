"""Signals from outside as screens and the API see them: what came of each, series, events, holidays."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.forecast_terms import ForecastPeriod, OutsideEventKind, OutsideKind, SignalVerdict


class TrialView(Struct, frozen=True):
    """A signal at a family ("" for all): the error at past origins without it and with it.

    `code` is the kind of event or feedback, or a country; `name` a series' name. `lead`: so many periods
    earlier it is looked at.
    """

    signal: str
    kind: OutsideKind
    code: str
    name: str | None
    family: str
    verdict: SignalVerdict
    error_without: float | None
    error_with: float | None
    origin_count: int
    better_count: int
    lead: int
    period: ForecastPeriod
    ended_on: date | None


class OutsideSeriesView(Struct, frozen=True):
    """A series from outside: an index, a price, the weather."""

    id: UUID
    code: str
    name: str
    delay_days: int
    value_count: int
    first_on: date | None
    last_on: date | None
    last_value: float | None
    kept_by_name: str


class OutsideEventView(Struct, frozen=True):
    """An event on a market or at a competitor; None stands for every family, every territory."""

    id: UUID
    kind: OutsideEventKind
    name: str
    family: str | None
    territory_name: str | None
    first_on: date
    last_on: date
    known_on: date
    said_by_name: str


class HolidayView(Struct, frozen=True):
    """A country in use: `day_count` holidays within a year, 0 where no calendar is known."""

    country: str
    territory_count: int
    day_count: int
    next_on: date | None
    next_name: str | None


class TerritoryCountry(Struct, frozen=True):
    """The country whose holidays hold in a territory: the one that was said, else that of most customers."""

    id: UUID
    name: str
    country: str | None
    is_said: bool
    usual_country: str | None


class OutsideBoard(Struct, frozen=True):
    """All signals from outside; `territories` are ids with names, to choose from, `countries` those with holidays."""

    run_number: int | None
    trials: list[TrialView]
    series: list[OutsideSeriesView]
    events: list[OutsideEventView]
    holidays: list[HolidayView]
    families: list[str]
    territories: list[tuple[str, str]]
    may_keep: bool
    territory_countries: list[TerritoryCountry] = []
    countries: list[str] = []


class CountryAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A country by its two letters; without one that of most customers holds."""

    country: Annotated[str, Meta(max_length=2)] | None = None


class OutsideSeriesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A series as CSV: a day and a value a line; each value is known `delay_days` after its day."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    text: Annotated[str, Meta(min_length=1, max_length=200_000)]
    delay_days: Annotated[int, Meta(ge=0, le=366)] = 0


class OutsideSeriesKept(Struct, frozen=True):
    """What was kept: how many values, and how many lines were left out or came again."""

    id: UUID
    value_count: int
    skipped_count: int
    repeated_count: int


class OutsideEventAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """An event to put on record; without `known_on` it is known since its first day."""

    kind: OutsideEventKind
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    first_on: date
    last_on: date
    known_on: date | None = None
    family: Annotated[str, Meta(max_length=100)] | None = None
    territory_id: UUID | None = None
