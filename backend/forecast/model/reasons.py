"""Why a number, in units: the level of late, what the season adds, and where it is heading; what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from backend.forecast.model.series import mean
from shared.forecast_terms import ForecastPart

_LATE: Final = 2


def parts_of(
    history: Sequence[float], forecast: Sequence[float], near: int
) -> dict[ForecastPart, float]:
    """A period's usual figure in its parts: level + season + trend is the mean of the next `near` periods.

    The level is the mean of the last two times as many periods. The season is how the next periods stand
    against the whole horizon of the same forecast, the trend how the whole horizon stands against the level.

    >>> parts_of([10.0] * 8, [14.0] * 4 + [10.0] * 4, 4)[ForecastPart.SEASON]
    2.0
    """
    level = mean(history[-_LATE * near :])
    whole = mean(forecast)
    soon = mean(forecast[:near])
    return {
        ForecastPart.LEVEL: round(level, 2),
        ForecastPart.SEASON: round(soon - whole, 2),
        ForecastPart.TREND: round(whole - level, 2),
    }


@dataclass(frozen=True, slots=True)
class Moved:
    """What a run's figure for the same periods differs by from the run before, and by which part."""

    before: float
    after: float
    parts: dict[ForecastPart, float]


def moved_since(
    before: Sequence[float],
    after: Sequence[float],
    parts_before: Mapping[ForecastPart, float],
    parts_after: Mapping[ForecastPart, float],
) -> Moved | None:
    """The means over the periods that both runs answer, and each part's difference; None without any."""
    shared = min(len(before), len(after))
    if not shared:
        return None
    changed = {
        part: round(parts_after.get(part, 0.0) - parts_before.get(part, 0.0), 2)
        for part in ForecastPart
    }
    return Moved(
        round(mean(before[:shared]), 2),
        round(mean(after[:shared]), 2),
        {part: value for part, value in changed.items() if value},
    )
