"""Runs in an environment of its own: each single method of statsforecast on one set, forecasts to a file.

`python forecast_others.py SET.npz OUT.npz SECONDS [METHOD …]`; a method that would take longer than so many seconds
answers for the first series only, and says for how many.
"""

import sys
import time
import warnings
from typing import Any

import numpy as np
import pandas as pd
from statsforecast import StatsForecast, models

CORES = 2
TRIED = 40
FEW = 4  # of them first, since forty of a slow method take longer than the budget


def main() -> None:
    warnings.simplefilter("ignore")
    given = np.load(sys.argv[1])
    season, horizon = int(given["season"]), int(given["horizon"])
    starts, ends, values = given["starts"], given["ends"], given["values"]
    budget = float(sys.argv[3])
    answers: dict[str, Any] = {}
    for name, method in methods(season).items():
        if sys.argv[4:] and name not in sys.argv[4:]:
            continue
        try:
            rate, wanted = tried(method, values, starts, ends, horizon, budget)
            begun = time.perf_counter()
            found = forecast(method, values, starts[:wanted], ends[:wanted], horizon)
            seconds = time.perf_counter() - begun
        except Exception as error:  # noqa: BLE001 - a method that cannot do a set is said and passed over
            print(f"{name}: {error}", flush=True)
            continue
        answers[name] = found
        answers[f"{name} seconds"] = np.array([seconds])
        print(f"{name}: {wanted} series, {wanted / seconds:.0f}/s ({rate:.0f} tried)", flush=True)
    np.savez_compressed(sys.argv[2], **answers)


def methods(season: int) -> dict[str, object]:
    found: dict[str, object] = {
        "SeasonalNaive": models.SeasonalNaive(season),
        "Naive": models.Naive(),
        "WindowAverage": models.WindowAverage(8),
        "SESOptimized": models.SimpleExponentialSmoothingOptimized(),
        "HoltWinters": models.HoltWinters(season),
        "AutoETS": models.AutoETS(season_length=season),
        "AutoTheta": models.AutoTheta(season_length=season),
        "DynamicOptimizedTheta": models.DynamicOptimizedTheta(season_length=season),
        "AutoCES": models.AutoCES(season_length=season),
        "ADIDA": models.ADIDA(),
        "IMAPA": models.IMAPA(),
        "TSB": models.TSB(0.1, 0.1),
        "CrostonSBA": models.CrostonSBA(),
        "CrostonOptimized": models.CrostonOptimized(),
    }
    if season <= 1:
        found.pop("HoltWinters")
    return found


def tried(
    method: object, values: Any, starts: Any, ends: Any, horizon: int, budget: float
) -> tuple[float, int]:
    """Series a second on a few, and how many then fit into the budget."""
    forecast(method, values, starts[:2], ends[:2], horizon, cores=1)
    rate = 0.0
    for count in (FEW, TRIED):
        begun = time.perf_counter()
        forecast(method, values, starts[:count], ends[:count], horizon, cores=1)
        rate = CORES * min(count, len(starts)) / (time.perf_counter() - begun)
        if CORES * count / rate > budget / TRIED:
            break
    return rate, int(min(len(starts), max(TRIED, rate * budget)))


def forecast(
    method: object, values: Any, starts: Any, ends: Any, horizon: int, cores: int = CORES
) -> Any:
    lengths = ends - starts
    frame = pd.DataFrame(
        {
            "unique_id": np.repeat(np.arange(len(starts)), lengths),
            "ds": np.concatenate([np.arange(n) for n in lengths]),
            "y": np.concatenate([values[a:b] for a, b in zip(starts, ends, strict=True)]),
        }
    )
    engine = StatsForecast(
        models=[method],
        freq=1,
        n_jobs=cores if len(starts) > TRIED else 1,
        fallback_model=models.SeasonalNaive(1),
    )
    answer = engine.forecast(df=frame, h=horizon)
    column = next(name for name in answer.columns if name not in {"unique_id", "ds"})
    return np.maximum(0, answer[column].to_numpy().reshape(len(starts), horizon))


if __name__ == "__main__":
    main()
