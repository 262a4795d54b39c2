"""What the forecast tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ForecastWanted:
    """A run is on record and waits to be carried out."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ForecastDue:
    """It is time to see whether a forecast is missing."""

    topics: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class ForecastAdvanced:
    """A chunk of a run is done."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ForecastMade:
    """A run is in force."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    run_id: UUID


@dataclass(frozen=True, slots=True)
class ForecastOverridden:
    """Somebody has said something else than the model, or taken it back."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    series_id: UUID


@dataclass(frozen=True, slots=True)
class OutsideChanged:
    """A series or an event from outside was kept, or taken away; the next run follows."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    id: UUID
