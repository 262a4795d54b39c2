"""A company's forecast: families, items and cells beside each other, made to agree, with what the past would have said.

The past is forecast at origins `block` periods apart, as it stood then, for the periods `lag` and more
ahead; these hindcasts say how far off each node is, choose the way in which the tree agrees, and are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.classes import CLASSES, DemandClass
from backend.engine.forecast.combine import CANDIDATES
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.promoted import Promotions, better, told
from backend.engine.forecast.reconcile import Way, best_way, reconciled, whole
from backend.engine.forecast.repair import Mark
from backend.engine.forecast.run import SEED, Forecast, forecast

HUNDREDTHS = 100
ORIGINS = 4
LEAST_SHARE = 0.05
MOST_METHODS = 4
LEARNED, TOLD = "learned", "learned_promotions"


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Nodes from the root down: `parents` has -1 for a root and names no node that comes later.

    `histories` end with the last closed period; `offsets` is each one's first period on one calendar. `came` is what
    forecasts of the past are measured by, where the histories were freed of promotions; of the same lengths. With
    `promotions` the model over all series is told of them as well, where that is better.
    """

    histories: Sequence[Floats]
    offsets: Sequence[int]
    parents: Integers
    groups: Sequence[int]
    season: int
    came: Sequence[Floats] | None = None
    promotions: Promotions | None = None


@dataclass(frozen=True, kw_only=True)
class Hindcast:
    """What the past was forecast to be at the lag, node × period, oldest first; nan where nobody could."""

    point: Floats
    naive: Floats
    actual: Floats


@dataclass(frozen=True, kw_only=True)
class TreeForecast:
    """Node × step in hundredths of a unit; every parent is the sum of its children to the last one.

    `is_learned` says whether there was enough past for the learned model to be a candidate.
    """

    point: Integers
    low: Integers
    high: Integers
    naive: Integers
    classes: tuple[DemandClass, ...]
    methods: tuple[tuple[tuple[str, float], ...], ...]
    marks: tuple[Mark, ...]
    failed: dict[int, str]
    way: Way
    past: Hindcast
    is_learned: bool = True


def forecast_tree(
    tree: Tree,
    horizon: int,
    *,
    lag: int,
    block: int,
    seed: int = SEED,
    cores: int | None = None,
    undone: frozenset[tuple[int, int]] = frozenset(),
) -> TreeForecast:
    """What is to come at every node, in agreement; a node that fails is answered by its naive forecast.

    `undone` are (node, period) that a person wants not mended.
    """
    panel = panel_of(
        {str(node): history for node, history in enumerate(tree.histories)},
        tree.season,
        offsets=tree.offsets,
        groups=tree.groups,
    )
    found = forecast(panel, horizon, seed=seed, cores=cores, undone=undone)
    told_rows: frozenset[int] = frozenset()
    if tree.promotions is not None and found.is_learned:
        came = _came_of(tree, panel).values
        other = forecast(
            told(panel, came, tree.promotions), horizon, seed=seed, cores=cores, undone=undone
        )
        found, rows = better(found, other, panel, tree.promotions)
        told_rows = frozenset(rows.tolist())
    raw = _hindcasts(panel, _came_of(tree, panel), lag=lag, block=block, seed=seed, cores=cores)
    variances = _variances(raw)
    known = np.isfinite(raw.point).all(axis=0)
    way = Way.WEIGHTED
    if known.any():
        way, _ = best_way(raw.point[:, known], raw.actual[:, known], tree.parents, variances)
    point = reconciled(found.point, tree.parents, way, variances)
    units = whole(point * HUNDREDTHS, tree.parents)
    moved = units / HUNDREDTHS - found.point
    past = raw.point.copy()
    past[:, known] = reconciled(raw.point[:, known], tree.parents, way, variances)
    return TreeForecast(
        point=units,
        low=_hundredths(np.minimum(found.low + moved, units / HUNDREDTHS)),
        high=_hundredths(np.maximum(found.high + moved, units / HUNDREDTHS)),
        naive=_hundredths(found.naive),
        classes=tuple(CLASSES[number] for number in found.classes),
        methods=tuple(
            _methods(found, node, is_told=node in told_rows) for node in range(len(panel))
        ),
        marks=found.marks,
        failed=found.failed,
        way=way,
        past=Hindcast(point=past, naive=raw.naive, actual=raw.actual),
        is_learned=found.is_learned,
    )


def _hundredths(values: Floats) -> Integers:
    return np.round(np.maximum(0.0, values) * HUNDREDTHS).astype(np.int64)


def _methods(found: Forecast, node: int, *, is_told: bool) -> tuple[tuple[str, float], ...]:
    """What a node's forecast is made of, the largest share first; a failed one is its naive forecast."""
    if node in found.failed:
        return (("naive", 1.0),)
    shares = [
        (
            TOLD if is_told and CANDIDATES[number] == LEARNED else CANDIDATES[number],
            round(float(share), 4),
        )
        for number, share in enumerate(found.weights[node])
        if share >= LEAST_SHARE
    ]
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0]))[:MOST_METHODS])


def _came_of(tree: Tree, panel: Panel) -> Panel:
    if tree.came is None:
        return panel
    return replace(panel, values=np.concatenate([np.asarray(each) for each in tree.came]))


def _hindcasts(
    panel: Panel, came: Panel, *, lag: int, block: int, seed: int, cores: int | None
) -> Hindcast:
    """Origins a block apart; of each, the periods from `lag` on that no later origin answers."""
    shape = (len(panel), ORIGINS * block)
    point, naive, actual = (np.full(shape, np.nan) for _ in range(3))
    for place in range(ORIGINS):
        ago = lag + block * (ORIGINS - place)
        before = panel.shortened(ago)
        rows = np.flatnonzero(before.lengths > 0)
        if not len(rows):
            continue
        found = forecast(before.only(rows), lag + block, seed=seed, cores=cores, can_learn=False)
        columns = slice(place * block, (place + 1) * block)
        point[:, columns] = naive[:, columns] = 0.0
        point[rows, columns] = found.point[:, lag:]
        naive[rows, columns] = found.naive[:, lag:]
        actual[:, columns] = _came(came, ago - lag, block)
    return Hindcast(point=point, naive=naive, actual=actual)


def _came(panel: Panel, ago: int, block: int) -> Floats:
    """Demand from so many periods ago on, as it was written, never below zero; before a first demand none."""
    found = np.zeros((len(panel), block))
    for node in range(len(panel)):
        history = np.nan_to_num(panel.history(node))
        for step in range(block):
            at = len(history) - ago + step
            found[node, step] = max(0.0, float(history[at])) if 0 <= at < len(history) else 0.0
    return found


def _variances(past: Hindcast) -> Floats:
    known = np.isfinite(past.point)
    if not known.any():
        return np.ones(len(past.point))
    squares = np.where(known, (past.point - past.actual) ** 2, 0.0).sum(axis=1)
    found: Floats = np.maximum(1e-6, squares / np.maximum(1, known.sum(axis=1)))
    return found
