"""Forecast accuracy and speed on public sets, beside seasonal naive and each single method of statsforecast.

The others run in an environment of their own under the data folder, in the same run and on the same series;
where it cannot be made, that is said and the rest is measured. A set's figures are handed on as soon as they are there.
`python -m bench.forecast SET …` measures some sets and writes nothing. LOCKSTEP_FORECAST_SETS names a folder of further ones.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from backend.engine.forecast.accuracy import Accuracy, accuracy, actuals, owa, scales_of
from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.backtest import paths_of, workers
from backend.engine.forecast.naive2 import naive2
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.reconcile import Way, reconciled, whole
from backend.engine.forecast.run import Forecast, forecast
from backend.settings import Settings
from bench.figures import Figure, at_least, at_most, only
from bench.forecast_sets import Set, outside_sets, sets
from bench.promotions import worth_of_promotions

OTHERS = "statsforecast==2.1.1"
SCRIPT = Path(__file__).with_name("forecast_others.py")
SECONDS_A_METHOD = 12
CORES = 2
WORSE = 1.005
SEED = 7
SERIES, PERIODS, AHEAD = 10_000, 156, 13
FEW = 48  # of them, for what takes a second a series
LEAST_SAMPLE = (
    500  # series that a method must have answered to set the goal, where it did not answer all
)
SERIES_OF = {"m3": 3003}
COMPETITION_GOALS = {"m3": (12.87, 0.833)}  # sMAPE, and OWA against Naive2
MEASURES = ("wape", "mase", "rmsse")
SPENT = " seconds"


def measure(names: Sequence[str] = ()) -> Iterator[list[Figure]]:
    # Compiles, which is done once after each update and is no forecasting.
    forecast(panel_of({"warm": [1.0, 2.0, 3.0, 5.0] * 3}, 2), 1, cores=1)
    python = _environment()
    begun = time.perf_counter()
    if python is None:
        yield [only(f"{OTHERS} could not be installed; measured without it", 0, "methods")]
    if not names:
        yield _nightly(python)
    competitions: dict[str, list[Competition]] = {}
    for each in (*sets(names), *outside_sets(names)):
        held = _held_outs(each, python)
        found = _one(each, held)
        if "deal" in each.panel.known:
            found += worth_of_promotions(each)
        yield found
        competitions.setdefault(each.name.split("_")[0], []).append(competition(held))
    for name, parts in competitions.items():
        if sum(each.count for each in parts) == SERIES_OF.get(name):
            yield _together(name, parts)
    yield [only("the whole bench", time.perf_counter() - begun, "s")]


@dataclass(frozen=True)
class Held:
    """A hold-out: what came and what was forecast, series × step; others' answers may be of the first series only."""

    came: Floats
    scales: Floats
    found: Forecast
    seconds: float
    theirs: Mapping[str, Floats]
    spent: Mapping[str, float]
    naive2: Floats
    load: float


@dataclass(frozen=True)
class Competition:
    """What the M competitions count, of so many series: means of sMAPE and MASE, and those of Naive2."""

    count: int
    smape: float
    mase: float
    base_smape: float
    base_mase: float


def competition(held: Sequence[Held]) -> Competition:
    """Over all hold-outs, each one's series as series of their own."""
    came, scales = (
        np.concatenate([getattr(each, name) for each in held]) for name in ("came", "scales")
    )
    ours = accuracy(came, np.concatenate([each.found.point for each in held]), scales)
    base = accuracy(came, np.concatenate([each.naive2 for each in held]), scales)
    return Competition(len(came), ours.smape, ours.mase, base.smape, base.mase)


def _together(name: str, parts: Sequence[Competition]) -> list[Figure]:
    """All sets of a competition, each weighing as many series as it has, against what was measured best elsewhere."""
    count = sum(each.count for each in parts)
    smape, mase, base_smape, base_mase = (
        sum(each.count * getattr(each, word) for each in parts) / count
        for word in ("smape", "mase", "base_smape", "base_mase")
    )
    what = f"{name}, all {count:,} series"
    most_smape, most_owa = COMPETITION_GOALS[name]
    return [
        at_most(f"{what}: sMAPE", 100 * smape, "%", most_smape, against=100 * base_smape),
        at_most(f"{what}: OWA", 0.5 * (smape / base_smape + mase / base_mase), "", most_owa),
    ]


def _held_outs(given: Set, python: Path | None) -> list[Held]:
    return [_held_out(given, given.horizon * back, python) for back in range(1, given.holdouts + 1)]


def _one(given: Set, held: Sequence[Held]) -> list[Figure]:
    count = sum(len(each.came) for each in held)
    times = f", {given.holdouts} hold-outs" if given.holdouts > 1 else ""
    what = f"{given.name} ({len(held[0].came)} series, {given.horizon} ahead{times})"
    came, scales = (
        np.concatenate([getattr(each, name) for each in held]) for name in ("came", "scales")
    )
    point, low, high, naive = (
        np.concatenate([getattr(each.found, name) for each in held])
        for name in ("point", "low", "high", "naive")
    )
    ours = accuracy(came, point, scales, (low, high))
    base = accuracy(came, naive, scales)
    base2 = accuracy(came, np.concatenate([each.naive2 for each in held]), scales)
    wape = f"{what}: WAPE"
    return [
        only(f"{what}: load of the machine, {os.cpu_count()} cores", held[0].load, "processes"),
        only(wape, ours.wape, "", against=base.wape)
        if given.wape is None
        else at_most(wape, ours.wape, "", given.wape, against=base.wape),
        only(f"{what}: MASE", ours.mase, "", against=base.mase),
        only(f"{what}: RMSSE", ours.rmsse, "", against=base.rmsse),
        only(f"{what}: bias", ours.bias, ""),
        only(f"{what}: sMAPE", 100 * ours.smape, "%", against=100 * base2.smape),
        only(f"{what}: OWA", owa(ours, base2), ""),
        at_least(f"{what}: 90 % interval covers", ours.coverage, "", 0.88),
        at_most(f"{what}: 90 % interval covers", ours.coverage, "", 0.92),
        only(f"{what}: pinball", ours.pinball, ""),
        only(f"{what}: whole forecast", count / sum(each.seconds for each in held), "series/s"),
        *_beside(what, held),
    ]


def _held_out(given: Set, ago: int, python: Path | None) -> Held:
    """The set as it was so many periods ago, forecast by us and by each method of theirs."""
    before = given.panel.shortened(ago)
    rows = np.flatnonzero(before.lengths > 0)
    panel, before = given.panel.only(rows), before.only(rows)
    load = os.getloadavg()[0]
    begun = time.perf_counter()
    found = forecast(before, given.horizon, cores=CORES)
    seconds = time.perf_counter() - begun
    told = _others(python, replace(given, panel=before)) if python is not None else {}
    spent = {
        name.removesuffix(SPENT): float(each[0])
        for name, each in told.items()
        if name.endswith(SPENT)
    }
    return Held(
        came=actuals(panel, before, given.horizon),
        scales=scales_of(before),
        found=found,
        seconds=seconds,
        theirs={name: each for name, each in told.items() if name in spent},
        spent=spent,
        naive2=naive2(before, given.horizon),
        load=load,
    )


def _beside(what: str, held: Sequence[Held]) -> list[Figure]:
    """Ours and each of theirs on the same series; of a slow method, on the sample that is named.

    The goal is set by all that answered every series, or enough of them.
    """
    figures = []
    for name in [each for each in held[0].theirs if all(each in one.theirs for one in held)]:
        sample, same, single = _both(name, held)
        figures += [
            only(
                f"{what}: {each.upper()} against {sample}",
                getattr(same, each),
                "",
                against=getattr(single, each),
            )
            for each in MEASURES
        ]
        speed = sum(len(each.theirs[name]) for each in held) / sum(
            each.spent[name] for each in held
        )
        figures.append(only(f"{what}: {name}", speed, "series/s"))
    figures += _goals(what, held)
    if len(held) > 1:
        figures += _goals(f"{what}, the last hold-out alone", held[:1])
    return figures


def _both(name: str, held: Sequence[Held]) -> tuple[str, Accuracy, Accuracy]:
    """How a method is called with its sample, our errors on that, and its own."""
    counts = [len(each.theirs[name]) for each in held]
    is_whole = counts == [len(each.came) for each in held]
    pairs = list(zip(held, counts, strict=True))
    came = np.concatenate([each.came[:count] for each, count in pairs])
    scales = np.concatenate([each.scales[:count] for each, count in pairs])
    ours = np.concatenate([each.found.point[:count] for each, count in pairs])
    # A method that cannot do a short history says nan; its last value stands in, as theirs would.
    theirs = np.concatenate(
        [
            np.where(np.isnan(each.theirs[name]), each.found.naive[:count], each.theirs[name])
            for each, count in pairs
        ]
    )
    sample = name if is_whole else f"{name} on the {sum(counts)} that it had time for"
    return sample, accuracy(came, ours, scales), accuracy(came, theirs, scales)


def _goals(what: str, held: Sequence[Held]) -> list[Figure]:
    nearest: dict[str, tuple[float, str]] = {}
    for name in [each for each in held[0].theirs if all(each in one.theirs for one in held)]:
        if any(len(each.theirs[name]) < min(LEAST_SAMPLE, len(each.came)) for each in held):
            continue
        sample, same, single = _both(name, held)
        for each in MEASURES[:2]:
            ratio = getattr(same, each) / getattr(single, each)
            nearest[each] = max(nearest.get(each, (0.0, "")), (ratio, sample))
    return [
        at_most(f"{what}: {each.upper()} ÷ best single method's ({name})", ratio, "", WORSE)
        for each, (ratio, name) in nearest.items()
    ]


def _nightly(python: Path | None) -> list[Figure]:
    """10,000 weekly series of three years: the kernel alone, and the whole night's work.

    Goals are held against processor time shared by the cores, since a machine may be busy with others; the clock stands beside.
    """
    load = os.getloadavg()[0]
    chance = np.random.default_rng(SEED)
    season = 1.0 + 0.3 * np.sin(np.arange(PERIODS) * 2 * np.pi / 52)
    rate = chance.gamma(1.0, 12.0, SERIES) + 0.1
    panel = panel_of(
        {str(each): chance.poisson(rate[each] * season) for each in range(SERIES)},
        52,
        groups=[each % 50 for each in range(SERIES)],
    )
    with workers(CORES) as pool:
        begun, spent = time.perf_counter(), time.process_time()
        paths_of(panel, AHEAD, pool)
        kernel, kernel_spent = time.perf_counter() - begun, time.process_time() - spent
    begun, spent = time.perf_counter(), time.process_time()
    found = forecast(panel, AHEAD, cores=CORES)
    parents = np.concatenate([[-1], np.zeros(50), 1 + np.arange(SERIES) % 50]).astype(np.int64)
    values = np.zeros((len(parents), AHEAD))
    values[51:] = found.point
    units = whole(reconciled(values, parents, Way.BOTTOM_UP, np.ones(len(parents))), parents)
    night, spent = time.perf_counter() - begun, time.process_time() - spent
    assert (units[0] == units[51:].sum(axis=0)).all()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    what = f"10,000 weekly series of {PERIODS}"
    work = f"{len(found.origins)} origins of back-test, learning, intervals, reconciling"
    figures = [
        only(f"{what}: load of the machine, {os.cpu_count()} cores", load, "processes"),
        only(f"{what}: all methods, by the clock", kernel, "s"),
        at_most(f"{what}: all methods, processor ÷ {CORES} cores", kernel_spent / CORES, "s", 5),
        only(f"{what}: {work}, by the clock", night, "s"),
        at_most(f"{what}: {work}, processor ÷ {CORES} cores", spent / CORES, "s", 60),
        at_most("most memory of that", most, "GB", 1.5),
    ]
    if python is None:
        return figures
    few = Set("AutoETS on some of 10,000 weekly series", panel.only(np.arange(FEW)), AHEAD)
    others = _others(python, few, "AutoETS").get(f"AutoETS{SPENT}")
    if others is not None:
        times = (SERIES / kernel) / (FEW / float(others[0]))
        called = f"all methods: series a second ÷ AutoETS's (on {FEW})"
        figures.append(at_least(called, times, "times", 250))
    return figures


def _environment() -> Path | None:
    """Python with statsforecast, made once under the data folder; None, and said, where that fails."""
    folder = Settings.from_environment().home / "bench" / OTHERS
    python = folder / "bin" / "python"
    try:
        if not (folder / "ready").exists():
            print(f"  making an environment for {OTHERS}", flush=True)
            make = [sys.executable, "-m", "venv", "--clear", str(folder)]
            subprocess.run(make, check=True, capture_output=True)
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

    for part in measure(sys.argv[1:]):
        for figure in part:
            print(f"  {line(figure)}", flush=True)
