"""What the model over all series is told of a series at an origin: nothing that came after it.

Every row is a series and a step ahead. All amounts are shares of the series' own recent level, so that
large and small series teach each other. What is known in advance (price, promotion) is taken at the period
that is forecast.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.panel import Panel

WINDOWS = np.array([1, 2, 4, 8, 13, 26, 52], dtype=np.int64)
LAGS = 6
LEVEL_WINDOW = 13
LEAST_LEVEL = 0.02


@dataclass(frozen=True)
class Table:
    """`features` row × column; `levels` is what a row's target is a share of."""

    features: NDArray[np.float32]
    levels: Floats


@compiled
def _features(
    values: Floats,
    starts: Integers,
    ends: Integers,
    phases: Integers,
    season: int,
    horizon: int,
    windows: Integers,
    out: NDArray[np.float32],
    levels: Floats,
) -> None:
    """Rows are series × step; `phases` are those of the first period to come."""
    row = 0
    for each in range(len(starts)):
        y = values[starts[each] : ends[each]]
        count = len(y)
        level = 0.6 * y[max(0, count - LEVEL_WINDOW) :].mean() + 0.4 * y.mean()
        level = max(level, LEAST_LEVEL)
        silence = 0
        while silence < count and y[count - 1 - silence] == 0.0:
            silence += 1
        demands = 0
        for t in range(count):
            if y[t] != 0.0:
                demands += 1
        spread = y[max(0, count - LEVEL_WINDOW) :].std()
        for step in range(horizon):
            line = out[row]
            at = 0
            for window in windows:
                line[at] = y[max(0, count - window) :].mean() / level
                at += 1
            for lag in range(LAGS):
                line[at] = y[count - 1 - lag] / level if lag < count else np.nan
                at += 1
            line[at] = step
            line[at + 1] = (phases[each] + step) % max(1, season)
            line[at + 2] = np.log(level)
            line[at + 3] = silence
            line[at + 4] = demands / count
            line[at + 5] = spread / level
            line[at + 6] = count
            at += 7
            for back in range(1, 3):
                place = count - back * season + step % season
                near = 0.0
                seen = 0
                for t in range(place - 1, place + 2):
                    if season > 1 and 0 <= t < count:
                        near += y[t]
                        seen += 1
                line[at] = y[place] / level if season > 1 and 0 <= place < count else np.nan
                line[at + 1] = near / seen / level if seen > 0 else np.nan
                at += 2
            levels[row] = level
            row += 1


COLUMNS = len(WINDOWS) + LAGS + 7 + 4


def table_of(panel: Panel, paths: NDArray[np.float32], methods: Integers, horizon: int) -> Table:
    """Features of every series (none may be empty) at the panel's end, for each step ahead."""
    count = len(panel)
    base = np.empty((count * horizon, COLUMNS), dtype=np.float32)
    levels = np.empty(count * horizon)
    phases = (panel.offsets + panel.lengths) % max(1, panel.season)
    _features(
        panel.values, panel.starts, panel.ends, phases, panel.season, horizon, WINDOWS, base, levels
    )
    local = paths[:, methods].transpose(0, 2, 1).reshape(count * horizon, len(methods))
    columns = [base, (local / levels[:, None]).astype(np.float32)]
    columns.append(np.repeat(panel.groups, horizon)[:, None].astype(np.float32))
    columns.extend(_known(panel, known, horizon) for known in panel.known.values())
    return Table(np.concatenate(columns, axis=1), levels)


def _known(panel: Panel, known: Floats, horizon: int) -> NDArray[np.float32]:
    """At the period itself, and against the mean of the last thirteen periods before the origin."""
    periods = known.shape[1]
    last = panel.last[:, None]
    ahead = last + np.arange(horizon)[None, :]
    rows = np.arange(len(panel))[:, None]
    columns = np.minimum(ahead, periods - 1)
    there = np.where(ahead < periods, known[rows, columns], np.nan)
    if panel.since is not None:
        there = np.where(panel.since[rows, columns] < last, there, 0.0)
    back = last - 1 - np.arange(LEVEL_WINDOW)[None, :]
    past = np.where(back >= 0, known[rows, np.clip(back, 0, periods - 1)], np.nan)
    seen = ~np.isnan(past)
    usual = np.where(seen, past, 0.0).sum(axis=1) / np.maximum(1, seen.sum(axis=1))
    usual = np.where(seen.any(axis=1), usual, np.nan)
    change = there / np.where(usual == 0.0, np.nan, usual)[:, None]
    both = np.stack([there, np.where(np.isnan(change), there - usual[:, None], change)], axis=-1)
    return both.reshape(-1, 2).astype(np.float32)
