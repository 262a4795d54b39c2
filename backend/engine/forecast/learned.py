"""One model for all series: gradient-boosted trees (LightGBM) under the Tweedie law.

It is a candidate beside the others, judged at the latest past origins by models that were trained only on
what had come before those.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.backtest import Origin
from backend.engine.forecast.features import Table, table_of
from backend.engine.forecast.kernel import IMAPA, PROFILE_SES, SES
from backend.engine.forecast.panel import Panel

LEAST_SERIES = 100
LEAST_ROWS = 5000  # fewer periods of the past teach the trees their accidents
LEAST_ROWS_KNOWN = 3000  # but no other method can use what is known in advance
MOST_ROWS = 300_000
ROUNDS = 100
TOLD_METHODS = np.array([SES, IMAPA, PROFILE_SES], dtype=np.int64)
MOST_SHARE = 30.0
JUDGED = 2
SETTINGS = {
    "objective": "tweedie",
    "tweedie_variance_power": 1.5,
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    # Models are trained beside each other; one model on many cores waits for its slowest core.
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True)
class Learned:
    """The model's paths for the future, and at those past origins at which it could be judged."""

    future: Floats
    past: dict[int, Floats]


def is_worth_learning(panel: Panel, origins: Sequence[Origin], horizon: int) -> bool:
    rows = sum(len(each.rows) for each in origins) * horizon
    least = LEAST_ROWS_KNOWN if panel.known else LEAST_ROWS
    return len(panel) >= LEAST_SERIES and rows >= least and bool(judgeable(origins, horizon))


def judgeable(origins: Sequence[Origin], horizon: int) -> list[int]:
    """Places of origins before which at least two others had been answered in full.

    The latest, and further ones whose periods are others: the same month twice is no second witness.
    """
    found: list[int] = []
    for place, each in enumerate(origins):
        is_taught = sum(other.ago >= each.ago + horizon for other in origins) >= 2
        is_apart = not found or each.ago >= origins[found[-1]].ago + horizon
        if is_taught and is_apart:
            found.append(place)
    return found[:JUDGED]


def learned(
    panel: Panel,
    paths: NDArray[np.float32],
    origins: Sequence[Origin],
    horizon: int,
    *,
    seed: int,
    cores: int,
) -> Learned:
    tables = [table_of(each.panel, each.paths, TOLD_METHODS, horizon) for each in origins]
    future = table_of(panel, paths, TOLD_METHODS, horizon)
    places = judgeable(origins, horizon)

    def answer(place: int) -> Floats:
        """-1 is the future; else an origin, from what had been answered before it."""
        ago = 0 if place < 0 else origins[place].ago
        known = [each for each in range(len(origins)) if origins[each].ago >= ago + horizon]
        target = future if place < 0 else tables[place]
        return _trained([tables[each] for each in known], [origins[each].actual for each in known],
                        target, seed).reshape(-1, horizon)  # fmt: skip

    with ThreadPoolExecutor(cores) as pool:
        found = list(pool.map(answer, [-1, *places]))
    return Learned(found[0], dict(zip(places, found[1:], strict=True)))


def _trained(
    tables: Sequence[Table], actuals: Sequence[Floats], target: Table, seed: int
) -> Floats:
    # Imported when it is used: it takes half a second, and a few series do without it.
    import lightgbm  # noqa: PLC0415

    features = np.concatenate([each.features for each in tables])
    levels = np.concatenate([each.levels for each in tables])
    came = np.concatenate([each.ravel() for each in actuals])
    rows = np.flatnonzero(np.isfinite(came))
    if len(rows) > MOST_ROWS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MOST_ROWS, replace=False))
    shares = np.clip(came[rows] / levels[rows], 0.0, MOST_SHARE)
    weights = np.sqrt(levels[rows] / levels[rows].mean())
    told = lightgbm.Dataset(features[rows], shares, weight=weights)
    model = lightgbm.train({**SETTINGS, "seed": seed}, told, ROUNDS)
    found: Floats = np.asarray(model.predict(target.features), dtype=np.float64) * target.levels
    return found
