"""How far off forecasts were: scaled errors, bias, what the interval covered, and the pinball loss.

WAPE = Σ|y - f| ÷ Σ|y|; bias = Σ(f - y) ÷ Σ|y|; MASE and RMSSE divide a series' mean absolute and root mean
squared error by those of the seasonal naive forecast inside its history (Hyndman and Koehler 2006;
Makridakis, Spiliotis and Assimakopoulos 2022), and are means over series. sMAPE is the mean over series of the mean
of 2 |y - f| ÷ (|y| + |f|), and OWA the mean of sMAPE ÷ Naive2's and MASE ÷ Naive2's (M3 and M4 competitions).
"""

from dataclasses import asdict, dataclass

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.panel import Panel


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """`coverage` and `pinball` are nan for a forecast without an interval."""

    wape: float
    mase: float
    rmsse: float
    bias: float
    smape: float
    coverage: float
    pinball: float

    def as_json(self) -> dict[str, float | None]:
        return {
            name: None if np.isnan(value) else round(value, 6)
            for name, value in asdict(self).items()
        }


@compiled
def _scales(values: Floats, starts: Integers, ends: Integers, season: int, found: Floats) -> None:
    for each in range(len(starts)):
        y = values[starts[each] : ends[each]]
        lag = season if len(y) > season + 1 else 1
        absolute = 0.0
        squares = 0.0
        for t in range(lag, len(y)):
            absolute += abs(y[t] - y[t - lag])
            squares += (y[t] - y[t - lag]) ** 2
        count = len(y) - lag
        if count > 0:
            found[each, 0] = absolute / count
            found[each, 1] = np.sqrt(squares / count)


def scales_of(panel: Panel, season: int | None = None) -> Floats:
    """Mean absolute and root mean squared seasonal difference of each history; 0 where there is none.

    A history of no more than one season is measured against its last value.
    """
    found = np.zeros((len(panel), 2))
    _scales(panel.values, panel.starts, panel.ends, season or panel.season, found)
    return found


def pinball(actual: Floats, quantile: Floats, level: float) -> Floats:
    """The loss of a quantile: `level` of a unit for each that it is too low, the rest for too high.

    >>> pinball(np.array([10.0, 10.0]), np.array([8.0, 12.0]), 0.75).tolist()
    [1.5, 0.5]
    """
    distance = actual - quantile
    loss: Floats = np.maximum(level * distance, (level - 1.0) * distance)
    return loss


def accuracy(
    actual: Floats,
    forecast: Floats,
    scales: Floats,
    bounds: tuple[Floats, Floats] | None = None,
    level: float = 0.9,
) -> Accuracy:
    """Over series × steps; a step that is not known is nan in `actual` and counts for nothing.

    The pinball loss is the mean over the interval's two ends and the forecast as the median, divided by
    the mean demand.
    """
    known = ~np.isnan(actual)
    error = np.where(known, forecast - actual, 0.0)
    demand = float(np.abs(np.where(known, actual, 0.0)).sum()) or 1.0
    counts = np.maximum(1, known.sum(axis=1))
    absolute = np.abs(error).sum(axis=1) / counts
    root = np.sqrt((error**2).sum(axis=1) / counts)
    size = np.where(known, np.abs(forecast) + np.abs(actual), 0.0)
    relative = np.divide(2.0 * np.abs(error), size, out=np.zeros_like(error), where=size > 0.0)
    asked = known.any(axis=1)
    told = (scales[:, 0] > 0.0) & known.any(axis=1)
    covered = loss = float("nan")
    if bounds is not None:
        low, high = bounds
        covered = float(((actual >= low) & (actual <= high))[known].mean())
        tail = (1.0 - level) / 2.0
        loss = float(
            pinball(actual, low, tail)[known].sum()
            + pinball(actual, high, 1.0 - tail)[known].sum()
            + pinball(actual, forecast, 0.5)[known].sum()
        )
        loss /= 3.0 * demand
    return Accuracy(
        wape=float(np.abs(error).sum()) / demand,
        mase=float((absolute[told] / scales[told, 0]).mean()) if told.any() else float("nan"),
        rmsse=float((root[told] / scales[told, 1]).mean()) if told.any() else float("nan"),
        bias=float(error.sum()) / demand,
        smape=float((relative.sum(axis=1) / counts)[asked].mean()) if asked.any() else float("nan"),
        coverage=covered,
        pinball=loss,
    )


def owa(found: Accuracy, base: Accuracy) -> float:
    """Overall weighted average of sMAPE and MASE against a base, usually Naive2; nan where the base never errs."""
    if not (base.smape > 0.0 and base.mase > 0.0):
        return float("nan")
    return 0.5 * (found.smape / base.smape + found.mase / base.mase)


def actuals(panel: Panel, before: Panel, horizon: int) -> Floats:
    """What came after each of the shortened histories, series × steps; nan where it is not known."""
    found = np.full((len(panel), horizon), np.nan)
    for each in range(len(panel)):
        after = panel.values[before.ends[each] : min(panel.ends[each], before.ends[each] + horizon)]
        found[each, : len(after)] = after
    return found
