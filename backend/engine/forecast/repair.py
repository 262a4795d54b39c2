"""What is mended in a history before it is forecast, each mend marked and undoable one by one.

Not a number and negative become zero (returns larger than sales are no demand). A stock-out is a silence
that the demand around it makes all but impossible, and after which demand comes back; it is filled with the mean of the
periods beside it. An outlier lies far beyond all else in a steady series, and twice beyond what is near it and what the same period
of the seasons beside it brought: a growing demand ends high, and a peak of each summer is none. It is brought down to the largest usual value. Where prices or
promotions are known a peak has its reason, and stays.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.panel import Panel

LEAST_PERIODS = 12
STEADY = 0.9  # share of periods with demand from which a silence is strange
STOCK_OUT_CHANCE = 0.001
BESIDE = 4
COME_BACK = 0.5  # of the demand before a silence; less is what is left of an item that ends
FAR = 8.0  # medians of the distance from the median
LEAST_FACTOR = 4.0
STANDS_OUT = 2.0  # times what is near it, and a season before and behind: less is growth or season
NEAR = 2


class Mend(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    RETURNS = "returns"
    STOCK_OUT = "stock_out"
    OUTLIER = "outlier"


@dataclass(frozen=True)
class Mark:
    """`period` counts from the series' first; `was` is nan where nothing could be read."""

    series: int
    period: int
    was: float
    became: float
    mend: Mend


def repaired(
    panel: Panel,
    *,
    undone: Collection[tuple[int, int]] = (),
    is_thorough: bool = True,
) -> tuple[Panel, tuple[Mark, ...]]:
    """The panel mended, and the marks; `undone` are (series, period) that a person wants left alone.

    Without `is_thorough` only what cannot be computed with is mended.
    """
    values = panel.values.copy()
    marks: list[Mark] = []
    suspects = np.flatnonzero(_is_suspect(panel)) if is_thorough else np.empty(0, dtype=np.int64)
    wrong = np.flatnonzero(~(values >= 0.0))
    owners = set(_owners(panel, wrong)) | set(suspects.tolist())
    for each in sorted(owners):
        y = values[panel.starts[each] : panel.ends[each]]
        wanted = y.copy()
        kinds = _mend(wanted, is_thorough, season=panel.season, has_reasons=bool(panel.known))
        for period, mend in sorted(kinds.items()):
            if (each, period) in undone and mend in {Mend.STOCK_OUT, Mend.OUTLIER}:
                continue
            marks.append(Mark(each, period, float(y[period]), float(wanted[period]), mend))
            y[period] = wanted[period]
    return replace(panel, values=values), tuple(marks)


def _owners(panel: Panel, places: Integers) -> list[int]:
    order = np.argsort(panel.starts, kind="stable")
    found = order[np.searchsorted(panel.starts[order], places, side="right") - 1]
    inside = places < panel.ends[found]
    return [int(each) for each in found[inside]]


def _is_suspect(panel: Panel) -> NDArray[np.bool_]:
    """Series steady enough for a silence or a peak to be strange; the others are not looked at."""
    found = np.zeros(len(panel), dtype=np.bool_)
    for each in range(len(panel)):
        y = panel.history(each)
        if len(y) >= LEAST_PERIODS:
            found[each] = np.count_nonzero(y) >= STEADY * len(y) * 0.8
    return found


def _mend(y: Floats, is_thorough: bool, *, season: int, has_reasons: bool) -> dict[int, Mend]:  # noqa: FBT001 - handed on from above
    kinds: dict[int, Mend] = {}
    for period in np.flatnonzero(~np.isfinite(y)):
        y[period] = 0.0
        kinds[int(period)] = Mend.NOT_A_NUMBER
    for period in np.flatnonzero(y < 0.0):
        y[period] = 0.0
        kinds[int(period)] = Mend.RETURNS
    if is_thorough and len(y) >= LEAST_PERIODS:
        _fill_stock_outs(y, kinds)
        if not has_reasons:
            _lower_outliers(y, season, kinds)
    return kinds


def _fill_stock_outs(y: Floats, kinds: dict[int, Mend]) -> None:
    begun = np.flatnonzero(y)
    if len(begun) < LEAST_PERIODS // 2:
        return
    first, last = int(begun[0]), int(begun[-1])
    empty = np.flatnonzero(y[first : last + 1] == 0.0) + first
    for run in np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1):
        if not len(run):
            continue
        outside = np.concatenate([y[first : run[0]], y[run[-1] + 1 : last + 1]])
        rate = np.count_nonzero(outside) / len(outside) if len(outside) else 0.0
        rate = min(rate, len(outside) / (len(outside) + 1.0))
        if rate < STEADY or (1.0 - rate) ** len(run) > STOCK_OUT_CHANCE:
            continue
        before, after = y[max(0, run[0] - BESIDE) : run[0]], y[run[-1] + 1 :][:BESIDE]
        if after.mean() < COME_BACK * before.mean():
            continue
        y[run] = np.concatenate([before, after]).mean()
        kinds.update({int(period): Mend.STOCK_OUT for period in run})


def _lower_outliers(y: Floats, season: int, kinds: dict[int, Mend]) -> None:
    """Only in steady series, and at most one period in fifty: more of them are no accident."""
    if np.count_nonzero(y) < STEADY * len(y):
        return
    middle = float(np.median(y))
    distance = float(np.median(np.abs(y - middle)))
    limit = max(middle + FAR * 1.4826 * distance, LEAST_FACTOR * middle)
    beyond = np.flatnonzero(y > limit)
    if not len(beyond) or len(beyond) > max(1, len(y) // 50):
        return
    usual = float(y[y <= limit].max())
    for period in [each for each in beyond if _stands_out(y, int(each), season)]:
        y[period] = usual
        kinds[int(period)] = Mend.OUTLIER


def _stands_out(y: Floats, period: int, season: int) -> bool:
    beside = [period + step for step in range(-NEAR, NEAR + 1) if step]
    if season > 1:
        beside += [period - season, period + season]
    there = [float(y[each]) for each in beside if 0 <= each < len(y)]
    return float(y[period]) > STANDS_OUT * max(there)
