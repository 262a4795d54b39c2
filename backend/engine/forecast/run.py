"""The whole forecast of a panel: mend, look back, choose, combine, lay intervals; a failure costs one series.

Same panel, horizon and seed: same forecast, on any number of cores.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast import learned as trees
from backend.engine.forecast.accuracy import scales_of
from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.backtest import (
    Origin,
    cuts_for,
    origin_at,
    origins_for,
    paths_of,
    workers,
)
from backend.engine.forecast.classes import CLASSES, classes_of, dead
from backend.engine.forecast.combine import (
    CANDIDATES,
    Judged,
    combined,
    error_ratios,
    leaned,
    learned_shares,
    together,
    weights_for,
    with_median,
    worth_of,
)
from backend.engine.forecast.intervals import Past, bounds, longer
from backend.engine.forecast.kernel import SEASONAL_NAIVE, SHORTEST
from backend.engine.forecast.panel import Panel
from backend.engine.forecast.repair import Mark, repaired
from backend.engine.forecast.seasons import (
    barred_for,
    has_few_seasons,
    has_short_histories,
    nearer_origin,
    season_seen,
    with_season,
)

Progress = Callable[[str, float], None]
SEED = 1


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What series would have been forecast to be at a past origin, and what came (nan where nothing is known)."""

    rows: Integers
    point: Floats
    actual: Floats


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Series × step: forecast, lower and upper end of the 90 % interval, and the naive one beside.

    `weights` says what a series' forecast is made of, by `CANDIDATES`; `failed` which series had to be
    answered by the naive forecast, and why. `judged` are past origins by how many periods ago they are.
    """

    point: Floats
    low: Floats
    high: Floats
    naive: Floats
    classes: Integers
    weights: Floats
    marks: tuple[Mark, ...]
    failed: dict[int, str]
    is_learned: bool
    origins: tuple[int, ...]
    judged: Mapping[int, Judgement]


def forecast(
    panel: Panel,
    horizon: int,
    *,
    seed: int = SEED,
    cores: int | None = None,
    told: Progress | None = None,
    undone: frozenset[tuple[int, int]] = frozenset(),
    can_learn: bool = True,
) -> Forecast:
    """What is to come in the next periods; `told` hears a stage and how much of it is done."""
    cores = cores or min(8, os.cpu_count() or 1)
    mended, marks = repaired(panel, undone=undone)
    failed: dict[int, str] = {}
    with workers(cores) as pool:
        cuts = cuts_for(mended, horizon, origins_for(mended))
        origins = []
        for number, ago in enumerate(cuts):
            if told is not None:
                told("back-test", number / len(cuts))
            origins.append(_with_median(origin_at(mended, ago, horizon, pool)))
        nearer = nearer_origin(mended, horizon)
        near = [_with_median(origin_at(mended, ago, horizon, pool)) for ago in nearer]
        paths = paths_of(mended, horizon, pool, told, failed)
    naive = paths[:, SEASONAL_NAIVE].astype(np.float64)
    paths = with_median(paths)
    classes = classes_of(mended)
    weights, past = _mixed(mended, classes, origins, near, seed)
    point = combined(paths, weights)
    places: Sequence[int] = range(len(origins))
    ratios = np.ones(len(CLASSES))
    learned = None
    if can_learn and trees.is_worth_learning(mended, origins, horizon):
        if told is not None:
            told("learning", 0.0)
        learned = _learned(mended, paths, origins, horizon, seed=seed, cores=cores)
    if learned is not None:
        places = list(learned.past)
        judged = together(_seen(origins[place]) for place in places)
        assert judged is not None  # noqa: S101 - what is worth learning can be judged
        mixed = np.concatenate([past[place] for place in places])
        known = np.maximum(0.0, np.concatenate(list(learned.past.values())))
        shares = learned_shares(judged, mixed, known)
        blend = _blended(mixed, known, shares[judged.segments])
        ratios = error_ratios(judged, mixed, blend)
        ends = np.cumsum([len(past[place]) for place in places])
        for place, found in zip(places, np.split(blend, ends[:-1]), strict=True):
            past[place] = found
        point = _blended(point, learned.future, shares[classes])
        weights = np.column_stack([weights * (1.0 - shares[classes])[:, None], shares[classes]])
    point[dead(mended)] = 0.0
    for row, reason in _too_short(mended).items():
        failed.setdefault(row, reason)
    for row in failed:
        point[row] = naive[row]
    scales = scales_of(mended)[:, 1]
    low, high = bounds(point, scales, classes, _pasts(origins, past, places, ratios))
    if told is not None:
        told("done", 1.0)
    return Forecast(
        point=point,
        low=np.minimum(low, point),
        high=np.maximum(high, point),
        naive=naive,
        classes=classes,
        weights=weights,
        marks=marks,
        failed=dict(sorted(failed.items())),
        is_learned=learned is not None,
        origins=tuple(cuts),
        judged={
            origins[place].ago: Judgement(
                rows=origins[place].rows, point=past[place], actual=origins[place].actual
            )
            for place in places
        },
    )


def _mixed(
    panel: Panel, classes: Integers, origins: Sequence[Origin], near: Sequence[Origin], seed: int
) -> tuple[Floats, list[Floats]]:
    """What each series is made of, series × candidate, and its forecast at each past origin."""
    seen = {each.ago: _seen(each) for each in origins}
    by_class = weights_for(
        seen, len(CANDIDATES) - 1, seed, barred_for(panel), is_short=has_short_histories(panel)
    )
    errors, counts = _own_errors(len(panel), origins)
    weights = leaned(by_class[classes], errors.sum(axis=0), counts.sum(axis=0))
    then = _weights_then(origins, by_class, errors, counts)
    past = [combined(each.paths, found) for each, found in zip(origins, then, strict=True)]
    if not has_few_seasons(panel).any():
        return weights, past
    nearest = [combined(each.paths, by_class[each.classes]) for each in near]
    worth = worth_of(seen) if seen else 1.0
    said = season_seen([*near, *origins], [*nearest, *past], worth)
    return with_season(weights, said.drawn(panel, classes)), [
        combined(each.paths, with_season(found, said.drawn(each.panel, each.classes)))
        for each, found in zip(origins, then, strict=True)
    ]


def _weights_then(
    origins: Sequence[Origin], by_class: Floats, errors: Floats, counts: Floats
) -> list[Floats]:
    """The weights at each past origin, leaning as each series' errors at the origins say that share no period with it."""
    agos = np.array([each.ago for each in origins])
    found = []
    for each in origins:
        apart = np.abs(agos - each.ago) >= each.actual.shape[1]
        found.append(
            leaned(
                by_class[each.classes],
                errors[apart].sum(axis=0)[each.rows],
                counts[apart].sum(axis=0)[each.rows],
            )
        )
    return found


def _pasts(
    origins: Sequence[Origin], past: Sequence[Floats], places: Sequence[int], ratios: Floats
) -> list[Past]:
    """Past origins for the intervals: as many as there are, since all series share an origin's accident.

    What came counts as nearer, since histories have grown longer; and where the learned model could not be judged, as
    far as the model usually brings it.
    """
    found = []
    for place, (each, point) in enumerate(zip(origins, past, strict=True)):
        nearer = longer(each.panel, each.classes, each.ago)
        if place not in places:
            nearer = nearer * ratios[each.classes]
        found.append(
            Past(
                ago=each.ago,
                rows=each.rows,
                forecast=point,
                actual=point + (each.actual - point) * nearer[:, None],
                scales=each.scales[:, 1],
                classes=each.classes,
            )
        )
    return found


def _learned(
    panel: Panel,
    paths: NDArray[np.float32],
    origins: Sequence[Origin],
    horizon: int,
    *,
    seed: int,
    cores: int,
) -> trees.Learned:
    """What the model over all series says of the future, and of the origins at which it can be judged."""
    rows = np.flatnonzero(panel.lengths > 0)
    found = trees.learned(panel.only(rows), paths[rows], origins, horizon, seed=seed, cores=cores)
    future = np.zeros((len(panel), horizon))
    future[rows] = np.maximum(0.0, found.future)
    return trees.Learned(future, found.past)


def _blended(mixed: Floats, learned: Floats, shares: Floats) -> Floats:
    found: Floats = (1.0 - shares)[:, None] * mixed + shares[:, None] * learned
    return found


def _own_errors(count: int, origins: Sequence[Origin]) -> tuple[Floats, Floats]:
    """Each series' absolute errors by origin and candidate, and at which origins it had any (1, else 0)."""
    candidates = origins[0].paths.shape[1] if origins else len(CANDIDATES) - 1
    errors = np.zeros((len(origins), count, candidates))
    counts = np.zeros((len(origins), count))
    for place, each in enumerate(origins):
        known = np.isfinite(each.actual)
        came = np.where(known, each.actual, 0.0)[:, None, :]
        off = np.where(known[:, None, :], np.abs(each.paths - came), 0.0)
        errors[place, each.rows] = off.sum(axis=2)
        counts[place, each.rows] = known.any(axis=1)
    return errors, counts


def _with_median(origin: Origin) -> Origin:
    return replace(origin, paths=with_median(origin.paths))


def _seen(origin: Origin) -> Judged:
    return Judged(origin.paths, origin.actual, origin.scales[:, 0], origin.classes)


def _too_short(panel: Panel) -> dict[int, str]:
    found = {}
    for row in np.flatnonzero(panel.lengths < SHORTEST):
        count = int(panel.lengths[row])
        found[int(row)] = "no history" if count == 0 else f"only {count} periods of history"
    return found
