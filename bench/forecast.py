"""Forecast accuracy and speed on public sets, beside seasonal naive and each single method of statsforecast.

The others run in an environment of their own under the data folder, in the same run and on the same series;
where it cannot be made, that is said and the rest is measured. `python -m bench.forecast SET …` for some sets.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from backend.engine.forecast.accuracy import Accuracy, accuracy, actuals, scales_of
from backend.engine.forecast.backtest import paths_of, workers
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.reconcile import Way, reconciled, whole
from backend.engine.forecast.run import Forecast, forecast
from backend.settings import Settings
from bench.figures import Figure, at_least, at_most, only
from bench.forecast_sets import Set, sets
from bench.promotions import worth_of_promotions

OTHERS = "statsforecast==2.1.1"
SCRIPT = Path(__file__).with_name("forecast_others.py")
SECONDS_A_METHOD = 20
CORES = 2
WORSE = 1.005
SEED = 7
SERIES, PERIODS, AHEAD = 10_000, 156, 13
FEW = 48  # of them, for what takes a second a series


def measure(names: Sequence[str] = ()) -> list[Figure]:
    # Compiles, which is done once after each update and is no forecasting.
    forecast(panel_of({"warm": [1.0, 2.0, 3.0, 5.0] * 3}, 2), 1, cores=1)
    python = _environment()
    figures = [] if names else _nightly(python)
    for each in sets(names):
        figures += _one(each, python)
        if "deal" in each.panel.known:
            figures += worth_of_promotions(each)
    return figures


def _one(given: Set, python: Path | None) -> list[Figure]:
    before = given.panel.shortened(given.horizon)
    rows = np.flatnonzero(before.lengths > 0)
    panel, before = given.panel.only(rows), before.only(rows)
    begun = time.perf_counter()
    found = forecast(before, given.horizon, cores=CORES)
    rate = len(before) / (time.perf_counter() - begun)
    came, scales = actuals(panel, before, given.horizon), scales_of(before)
    ours = accuracy(came, found.point, scales, (found.low, found.high))
    naive = accuracy(came, found.naive, scales)
    what = f"{given.name} ({len(before)} series, {given.horizon} ahead)"
    figures = [
        only(f"{what}: WAPE", ours.wape, "", against=naive.wape),
        only(f"{what}: MASE", ours.mase, "", against=naive.mase),
        only(f"{what}: RMSSE", ours.rmsse, "", against=naive.rmsse),
        only(f"{what}: bias", ours.bias, ""),
        at_least(f"{what}: 90 % interval covers", ours.coverage, "", 0.88),
        at_most(f"{what}: 90 % interval covers", ours.coverage, "", 0.92),
        only(f"{what}: pinball", ours.pinball, ""),
        only(f"{what}: whole forecast", rate, "series/s"),
    ]
    if python is None:
        return figures
    others = _others(python, Set(given.name, before, given.horizon))
    return figures + _beside(what, others, found, came, scales)


def _beside(
    what: str, others: dict[str, np.ndarray], found: Forecast, came: np.ndarray, scales: np.ndarray
) -> list[Figure]:
    """Ours and theirs on the same series; the goal is set by those that answered all of them."""
    figures = []
    best = {"wape": float("inf"), "mase": float("inf")}
    for name, theirs in others.items():
        if name.endswith(" seconds"):
            continue
        count = len(theirs)
        # A method that cannot do a short history says nan; its last value stands in, as theirs would.
        point = np.where(np.isnan(theirs), found.naive[:count], theirs)
        single = accuracy(came[:count], point, scales[:count])
        same: Accuracy = accuracy(came[:count], found.point[:count], scales[:count])
        speed = count / float(others[f"{name} seconds"][0])
        if count == len(came):
            best["wape"] = min(best["wape"], single.wape)
            best["mase"] = min(best["mase"], single.mase)
        figures += [
            only(f"{what}: WAPE against {name} on {count}", same.wape, "", against=single.wape),
            only(f"{what}: MASE against {name} on {count}", same.mase, "", against=single.mase),
            only(f"{what}: {name}", speed, "series/s"),
        ]
    ours = accuracy(came, found.point, scales)
    for name, value in (("wape", ours.wape), ("mase", ours.mase)):
        if np.isfinite(best[name]):
            figures.append(
                at_most(
                    f"{what}: {name.upper()} ÷ best single method's", value / best[name], "", WORSE
                )
            )
    return figures


def _nightly(python: Path | None) -> list[Figure]:
    """10,000 weekly series of three years: the kernel alone, and the whole night's work."""
    chance = np.random.default_rng(SEED)
    season = 1.0 + 0.3 * np.sin(np.arange(PERIODS) * 2 * np.pi / 52)
    rate = chance.gamma(1.0, 12.0, SERIES) + 0.1
    panel = panel_of(
        {str(each): chance.poisson(rate[each] * season) for each in range(SERIES)},
        52,
        groups=[each % 50 for each in range(SERIES)],
    )
    with workers(CORES) as pool:
        begun = time.perf_counter()
        paths_of(panel, AHEAD, pool)
        kernel = time.perf_counter() - begun
    begun = time.perf_counter()
    found = forecast(panel, AHEAD, cores=CORES)
    parents = np.concatenate([[-1], np.zeros(50), 1 + np.arange(SERIES) % 50]).astype(np.int64)
    values = np.zeros((len(parents), AHEAD))
    values[51:] = found.point
    units = whole(reconciled(values, parents, Way.BOTTOM_UP, np.ones(len(parents))), parents)
    night = time.perf_counter() - begun
    assert (units[0] == units[51:].sum(axis=0)).all()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    figures = [
        at_most("10,000 weekly series of 156: all methods", kernel, "s", 5),
        at_most(
            "10,000 weekly series: back-test, learning, intervals, reconciling", night, "s", 60
        ),
        at_most("most memory of that", most, "GB", 1.5),
    ]
    if python is None:
        return figures
    few = Set("AutoETS on some of 10,000 weekly series", panel.only(np.arange(FEW)), AHEAD)
    spent = _others(python, few, "AutoETS").get("AutoETS seconds")
    if spent is not None:
        times = (SERIES / kernel) / (FEW / float(spent[0]))
        figures.append(at_least("all methods: series a second ÷ AutoETS's", times, "times", 250))
    return figures


def _environment() -> Path | None:
    """Python with statsforecast, made once under the data folder; None, and said, where that fails."""
    folder = Settings.from_environment().home / "bench" / OTHERS
    python = folder / "bin" / "python"
    try:
        if not (folder / "ready").exists():
            print(f"  making an environment for {OTHERS}", flush=True)
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet", OTHERS]
            subprocess.run(install, check=True, capture_output=True)
            (folder / "ready").touch()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  no environment for {OTHERS} ({error}); measured without it", flush=True)
        return None
    return python


def _others(python: Path, given: Set, *names: str) -> dict[str, np.ndarray]:
    """What methods of statsforecast answer, all of them where none is named, and their seconds."""
    with TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "set.npz", Path(folder) / "answers.npz"
        np.savez(
            asked,
            values=given.panel.values,
            starts=given.panel.starts,
            ends=given.panel.ends,
            season=np.array(given.panel.season),
            horizon=np.array(given.horizon),
        )
        print(f"  {given.name}: statsforecast", flush=True)
        command = [
            str(python),
            str(SCRIPT),
            str(asked),
            str(answered),
            str(SECONDS_A_METHOD),
            *names,
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"  statsforecast failed: {done.stderr[-300:]}", flush=True)
            return {}
        with np.load(answered) as told:
            return {name: told[name] for name in told.files}


if __name__ == "__main__":
    from bench.__main__ import line

    for figure in measure(sys.argv[1:]):
        print(f"  {line(figure)}")
