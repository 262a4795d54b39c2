"""Why a number, in units: the level of late, what the season adds, and where it is heading; what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from backend.forecast.model.series import mean
from shared.forecast_terms import ForecastPart

_LATE: Final = 2
_LOWEST, _HIGHEST = 0.2, 5.0


def season_ratio(history: Sequence[float], season: int, near: int) -> float:
    """How the coming `near` periods stood in past seasons against the last two times as many; 1 without a season.

    The family's history says it, since one cell's would be chance.
    """
    if len(history) < season + _LATE * near:
        return 1.0
    ahead, behind = [], []
    for back in range(1, len(history) // season + 1):
        start = len(history) - back * season
        before = history[max(0, start - _LATE * near) : start]
        after = history[start : start + near]
        if len(before) == _LATE * near and len(after) == near:
            ahead.append(mean(after))
            behind.append(mean(before))
    if not behind or mean(behind) <= 0.0:
        return 1.0
    return min(_HIGHEST, max(_LOWEST, mean(ahead) / mean(behind)))


def parts_of(
    history: Sequence[float], forecast: Sequence[float], ratio: float, near: int
) -> dict[ForecastPart, float]:
    """A period's usual figure in its parts: level + season + trend is the mean of the next `near` periods.

    >>> parts_of([10.0] * 8, [12.0] * 4, 1.1, 4)[ForecastPart.LEVEL]
    10.0
    """
    level = mean(history[-_LATE * near :])
    season = level * (ratio - 1.0)
    return {
        ForecastPart.LEVEL: round(level, 2),
        ForecastPart.SEASON: round(season, 2),
        ForecastPart.TREND: round(mean(forecast[:near]) - level - season, 2),
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
