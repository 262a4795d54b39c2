"""The past forecast as if it were to come: paths from several origins, and what came after them.

Nothing behind an origin is seen at it; seasons, profiles and classes are worked out anew for each.
"""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.accuracy import actuals, scales_of
from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.classes import classes_of
from backend.engine.forecast.compiled import IS_COMPILED
from backend.engine.forecast.kernel import METHODS, SHORTEST, forecast_chunk
from backend.engine.forecast.panel import Panel
from backend.engine.forecast.profiles import profiles_of

Paths = NDArray[np.float32]
Progress = Callable[[str, float], None]
CHUNK = 250
MOST_ORIGINS = 6
LEAST_ORIGINS = 3
PERIODS = (
    12_000_000  # of history, over all origins, that a run looks at before it takes fewer origins
)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """All series as they were so many periods ago; `rows` are those that had a history then."""

    ago: int
    panel: Panel
    rows: Integers
    paths: Paths
    actual: Floats
    scales: Floats
    classes: Integers


def workers(cores: int) -> Executor:
    """Threads where the kernel is compiled, since it leaves the interpreter alone; else processes."""
    if IS_COMPILED:
        return ThreadPoolExecutor(cores)
    return ProcessPoolExecutor(cores, mp_context=get_context("spawn"))


def window_of(season: int) -> int:
    """Periods of the moving average: four short seasons, one of a year, else eight."""
    if season <= 1:
        return 8
    return season if 8 <= season <= 13 else 28 if season <= 7 else 13


def _chunk(panel: Panel, profiles: Floats, horizon: int) -> tuple[Paths, dict[int, str]]:
    """Paths of a chunk; where it fails as a whole, series by series, the failing ones by their last value."""
    try:
        return _paths(panel, profiles, horizon), {}
    except (ArithmeticError, ValueError, IndexError) as error:
        if len(panel) == 1:
            last = panel.history(0)[-1:].sum()
            return np.full((1, len(METHODS), horizon), last, dtype=np.float32), {0: str(error)}
    out = np.zeros((len(panel), len(METHODS), horizon), dtype=np.float32)
    failed = {}
    for row in range(len(panel)):
        one = np.array([row])
        out[one], reasons = _chunk(panel.only(one), profiles[one], horizon)
        failed.update(dict.fromkeys([row] if reasons else [], reasons.get(0, "")))
    return out, failed


def _paths(panel: Panel, profiles: Floats, horizon: int) -> Paths:
    out = np.zeros((len(panel), len(METHODS), horizon), dtype=np.float32)
    phases = panel.offsets % max(1, panel.season)
    forecast_chunk(
        panel.values,
        panel.starts,
        panel.ends,
        phases,
        profiles,
        panel.season,
        window_of(panel.season),
        out,
    )
    return out


def paths_of(
    panel: Panel,
    horizon: int,
    pool: Executor,
    told: Progress | None = None,
    failed: dict[int, str] | None = None,
) -> Paths:
    """Every method's path of every series, in chunks; `failed` is told which failed and why."""
    profiles = profiles_of(
        panel.values,
        panel.starts,
        panel.ends,
        panel.offsets % max(1, panel.season),
        panel.groups,
        panel.season,
    )
    out = np.zeros((len(panel), len(METHODS), horizon), dtype=np.float32)
    cuts = [np.arange(at, min(at + CHUNK, len(panel))) for at in range(0, len(panel), CHUNK)]
    waiting = [
        (rows, pool.submit(_chunk, _compact(panel.only(rows)), profiles[rows], horizon))
        for rows in cuts
    ]
    for done, (rows, each) in enumerate(waiting, 1):
        out[rows], reasons = each.result()
        if failed is not None:
            failed.update({int(rows[row]): reason for row, reason in reasons.items()})
        if told is not None:
            told("methods", done / len(waiting))
    return out


def _compact(panel: Panel) -> Panel:
    """Only its own values, so that a process is not sent everybody's."""
    if IS_COMPILED or not len(panel):
        return panel
    first = int(panel.starts.min())
    return Panel(
        **{
            **vars(panel),
            "values": panel.values[first : int(panel.ends.max())],
            "starts": panel.starts - first,
            "ends": panel.ends - first,
            "known": {},
        }
    )


def origins_for(panel: Panel) -> int:
    """As many as six, fewer where so much history would take too long."""
    periods = max(1, int(panel.lengths.sum()))
    return max(LEAST_ORIGINS, min(MOST_ORIGINS, PERIODS // periods))


def cuts_for(panel: Panel, horizon: int, origins: int) -> list[int]:
    """How long ago the origins lie, the latest first; nearer to each other where histories are short."""
    if not len(panel):
        return []
    usual = int(np.median(panel.lengths))
    step = max(1, min(horizon, (usual - horizon) // (2 * origins)))
    cuts = [horizon + each * step for each in range(origins)]
    return [cut for cut in cuts if (panel.lengths - cut >= SHORTEST).any()]


def origin_at(
    panel: Panel, ago: int, horizon: int, pool: Executor, told: Progress | None = None
) -> Origin:
    before = panel.shortened(ago)
    rows = np.flatnonzero(before.lengths >= SHORTEST)
    known = before.only(rows)
    return Origin(
        ago=ago,
        panel=known,
        rows=rows,
        paths=paths_of(known, horizon, pool, told),
        actual=actuals(panel.only(rows), known, horizon),
        scales=scales_of(known),
        classes=classes_of(known),
    )
