"""A chunk of a company's forecast as one piece of work: plain arrays in, plain arrays out, on any machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.leaves import scaled
from backend.engine.forecast.panel import panel_of
from backend.engine.forecast.reconcile import has_children
from backend.engine.forecast.run import forecast
from backend.engine.forecast.signals import (
    LEAST_PERIODS,
    Candidate,
    Past,
    Trial,
    factor,
    fitted,
    tried,
)
from backend.engine.forecast.tree import Tree, TreeForecast, forecast_tree


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Signals for a tree: `start` is the calendar's period that their values begin with.

    `zones` says which row of a signal's values a node takes, `candidates` what is tried at a root.
    `origins` are how many periods ago the past is forecast for the trials.
    """

    start: int
    zones: Integers
    candidates: Mapping[int, Sequence[Candidate]]
    origins: tuple[int, ...]
    window: int


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is forecast, how far, and judged at what lag; `undone` mends are left out."""

    tree: Tree
    horizon: int
    lag: int
    block: int
    undone: frozenset[tuple[int, int]] = frozenset()
    outside: Outside | None = None


@dataclass(frozen=True, kw_only=True)
class Done:
    """A job's forecast; `added` is what signals have made of it, node × step, in hundredths."""

    found: TreeForecast
    added: Integers
    trials: Mapping[int, Sequence[Trial]] = field(default_factory=dict)


def worked_out(job: Job, cores: int | None = None) -> Done:
    """The forecast of a chunk, with those signals that have proved to help."""
    found = forecast_tree(
        job.tree, job.horizon, lag=job.lag, block=job.block, undone=job.undone, cores=cores
    )
    nothing = np.zeros_like(found.point)
    if job.outside is None or not job.outside.candidates:
        return Done(found=found, added=nothing)
    factors = np.ones(found.point.shape)
    trials = {}
    for root, past in _pasts(job, job.outside, cores).items():
        trials[root] = _try_at(job, root, past, factors)
    after = scaled(found, job.tree.parents, factors)
    return Done(found=after, added=after.point - found.point, trials=trials)


def _pasts(job: Job, outside: Outside, cores: int | None) -> dict[int, Past]:
    """Roots with signals, as they came and as they were forecast to be at each origin."""
    roots = [root for root in outside.candidates if len(job.tree.histories[root])]
    panel = panel_of(
        {str(root): np.maximum(0.0, np.nan_to_num(job.tree.histories[root])) for root in roots},
        job.tree.season,
        offsets=[job.tree.offsets[root] for root in roots],
        groups=list(range(len(roots))),
    )
    forecasts: dict[int, dict[int, Floats]] = {root: {} for root in roots}
    for ago in outside.origins:
        rows = np.flatnonzero(panel.lengths - ago >= LEAST_PERIODS)
        if not len(rows):
            continue
        then = forecast(
            panel.shortened(ago).only(rows), job.lag + job.block, cores=cores, can_learn=False
        )
        for place, row in enumerate(rows):
            forecasts[roots[row]][ago] = then.point[place, job.lag :]
    return {
        root: Past(
            history=panel.history(row), forecasts=forecasts[root], lag=job.lag,
            window=outside.window, season=job.tree.season,
        )
        for row, root in enumerate(roots)
    }  # fmt: skip


def _try_at(job: Job, root: int, past: Past, factors: Floats) -> list[Trial]:
    """Try a root's signals, and multiply the factors of its leaves by those that help."""
    outside, tree = job.outside, job.tree
    assert outside is not None  # noqa: S101 -- asked by the caller
    skipped = tree.offsets[root] - outside.start
    candidates = [
        Candidate(
            key=each.key,
            paths={ago: path[:, skipped:] for ago, path in each.paths.items()},
            leads=each.leads,
        )
        for each in outside.candidates[root]
    ]
    leaves = _leaves_of(tree, root)
    weights = np.zeros(len(next(iter(candidates[0].paths.values()))))
    for leaf in leaves:
        weights[outside.zones[leaf]] += max(0.0, float(np.nansum(tree.histories[leaf][-52:])))
    weights = weights / weights.sum() if weights.any() else np.full_like(weights, 1 / len(weights))
    trials = tried(past, candidates, weights)
    end = len(past.history)
    for trial, each in zip(trials, candidates, strict=True):
        effect = fitted(past, weights @ each.paths[0], end, each.leads) if trial.is_used else None
        if effect is None:
            continue
        for zone in {int(outside.zones[leaf]) for leaf in leaves}:
            found = factor(past, each.paths[0][zone], end, job.horizon, effect)
            factors[[leaf for leaf in leaves if outside.zones[leaf] == zone]] *= found
    return trials


def _leaves_of(tree: Tree, root: int) -> list[int]:
    inside = np.zeros(len(tree.parents), dtype=np.bool_)
    inside[root] = True
    for node, parent in enumerate(tree.parents):
        inside[node] |= parent >= 0 and inside[parent]
    return [int(node) for node in np.flatnonzero(inside & ~has_children(tree.parents))]
