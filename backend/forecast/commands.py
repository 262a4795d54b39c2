"""What may be asked of the forecast."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from backend.forecast.errors import ForecastQuantityError
from shared.forecast_terms import ForecastCause, LifeKind, OutsideEventKind
from shared.ids import new_id
from shared.schemas.forecast import OverrideAsked
from shared.schemas.forecast_life import LifeAsked
from shared.schemas.forecast_outside import OutsideEventAsked, OutsideSeriesAsked
from shared.schemas.forecast_runs import FreezeAsked
from shared.terms import ReasonCode

_HUNDREDTHS: Final = 100
_MOST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class StartForecast:
    """Forecast the whole company now; while a run is under way, that one is the answer."""

    id: UUID
    cause: ForecastCause = ForecastCause.ASKED


@dataclass(frozen=True, slots=True)
class StartNightlyForecast:
    """Forecast once a night, and once soon where there is none yet."""


@dataclass(frozen=True, slots=True)
class ForecastFamilies:
    """Carry out one chunk of a run; done once, however often it is asked."""

    run_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class FinishForecast:
    """Close a run whose chunks are done, and put it in force."""

    run_id: UUID


@dataclass(frozen=True, slots=True)
class OverrideForecast:
    """Add to, or take from, the forecast of a series in some periods until a day, with a reason.

    `quantity` is a number of hundredths a period; 0 takes what was said back. With `customer_id` it is
    about that customer's part of a cell.
    """

    series_id: UUID
    customer_id: UUID | None
    period_ons: tuple[date, ...]
    quantity: int
    reason: ReasonCode
    note: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class RestoreForecastOverride:
    """Say again what a version of an override said."""

    override_id: UUID


@dataclass(frozen=True, slots=True)
class UndoForecastMend:
    """Leave a period of a history as it was written, from the next run on; or mend it again."""

    series_id: UUID
    period_on: date
    is_undone: bool


@dataclass(frozen=True, slots=True)
class ChooseForecastWindow:
    """Say how far orders of a family ("" for every one) consume the forecast, in days.

    For the first `demand_fence_days` a plan serves orders only.
    """

    family: str
    backward_days: int
    forward_days: int
    demand_fence_days: int = 0


@dataclass(frozen=True, slots=True)
class RemoveForecastWindow:
    """Let the windows of every family hold again for one."""

    family: str


@dataclass(frozen=True, slots=True)
class FreezeForecast:
    """Keep what is agreed now of an item, a family, or all, until a day, whatever later runs say.

    Only periods that begin until `until_on` are kept, all to come without it.
    """

    id: UUID
    family: str | None
    item_id: UUID | None
    until_on: date | None
    ends_on: date
    reason: ReasonCode
    note: str


@dataclass(frozen=True, slots=True)
class ThawForecast:
    """Let runs move again what was frozen."""

    freeze_id: UUID


@dataclass(frozen=True, slots=True)
class RestoreForecastRun:
    """Put an earlier run's figures and words in force again, as a new run."""

    id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class SayItemLife:
    """Say that an item is like another one, follows another one, or ends, from a day on.

    What was said of the same item in the same way before is replaced.
    """

    id: UUID
    item_code: str
    kind: LifeKind
    other_code: str | None
    on: date
    ratio: float
    ramp_days: int


@dataclass(frozen=True, slots=True)
class RemoveItemLife:
    """Take back what was said of an item's life; the next run is made without it."""

    life_id: UUID


def life_asked(data: LifeAsked) -> SayItemLife:
    """What was asked as a command."""
    return SayItemLife(
        id=new_id(),
        item_code=data.item_code.strip(),
        kind=data.kind,
        other_code=(data.other_code or "").strip() or None,
        on=data.on,
        ratio=data.ratio,
        ramp_days=data.ramp_days,
    )


def freeze_asked(data: FreezeAsked) -> FreezeForecast:
    """What was asked as a command."""
    return FreezeForecast(
        id=new_id(),
        family=data.family or None,
        item_id=data.item_id,
        until_on=data.until_on,
        ends_on=data.ends_on,
        reason=data.reason,
        note=data.note,
    )


def override_asked(series_id: UUID, data: OverrideAsked) -> OverrideForecast:
    """What was asked as a command; `ForecastQuantityError` for what is no sensible quantity."""
    if not data.quantity.is_finite() or abs(data.quantity) > _MOST:
        raise ForecastQuantityError
    return OverrideForecast(
        series_id=series_id,
        customer_id=data.customer_id,
        period_ons=tuple(dict.fromkeys(data.period_ons)),
        quantity=round(data.quantity * _HUNDREDTHS),
        reason=data.reason,
        note=data.note,
        expires_on=data.expires_on,
    )


@dataclass(frozen=True, slots=True)
class KeepOutsideSeries:
    """Keep a series from outside under a code: what its text says replaces what was kept before.

    `text` has a day and a value a line; a value is known `delay_days` after its day.
    """

    code: str
    name: str
    delay_days: int
    text: str


@dataclass(frozen=True, slots=True)
class RemoveOutsideSeries:
    """Forget a series from outside; the next run is made without it."""

    series_id: UUID


@dataclass(frozen=True, slots=True)
class AddOutsideEvent:
    """Put an event on a market or at a competitor on record, for a family and a territory or for all."""

    id: UUID
    kind: OutsideEventKind
    name: str
    family: str | None
    scope_id: UUID | None
    first_on: date
    last_on: date
    known_on: date


@dataclass(frozen=True, slots=True)
class RemoveOutsideEvent:
    """Take an event back; the next run is made without it."""

    event_id: UUID


@dataclass(frozen=True, slots=True)
class ChooseCountry:
    """Say whose holidays hold in a territory; without a country those of most of its customers."""

    territory_id: UUID
    country: str | None


def series_asked(code: str, data: OutsideSeriesAsked) -> KeepOutsideSeries:
    """What was pasted as a command; a code is kept in small letters."""
    return KeepOutsideSeries(
        code.strip().lower()[:64], data.name.strip(), data.delay_days, data.text
    )


def event_asked(data: OutsideEventAsked) -> AddOutsideEvent:
    """What was said of an event as a command."""
    return AddOutsideEvent(
        id=new_id(),
        kind=data.kind,
        name=data.name.strip(),
        family=data.family or None,
        scope_id=data.territory_id,
        first_on=data.first_on,
        last_on=data.last_on,
        known_on=data.known_on or data.first_on,
    )
