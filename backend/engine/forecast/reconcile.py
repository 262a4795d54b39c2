"""Forecasts of a tree that agree with each other: every parent is the sum of its children, in whole units.

Bottom-up keeps the leaves, top-down keeps the root and shares it out as the leaves stand to each other, and
weighted least squares (Wickramasuriya, Athanasopoulos and Hyndman 2019, with a diagonal of variances) takes
from every node as much as its variance lets it be believed. On a tree that is two walks: up, where a node's
own figure and its children's sum are weighed; and down, where the rest is shared by variance.
"""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Floats, Integers

LEAST_VARIANCE = 1e-9


class Way(StrEnum):
    BOTTOM_UP = "bottom_up"
    TOP_DOWN = "top_down"
    WEIGHTED = "weighted_least_squares"


def reconciled(values: Floats, parents: Integers, way: Way, variances: Floats) -> Floats:
    """Node × step made coherent; `parents` has -1 for a root and names no node that comes later."""
    if way is Way.BOTTOM_UP:
        return summed(values, parents)
    if way is Way.TOP_DOWN:
        return _shared_out(values, summed(values, parents), parents)
    return summed(np.maximum(0.0, _weighed(values, parents, variances)), parents)


def summed(values: Floats, parents: Integers) -> Floats:
    """Leaves as they are, every other node the sum of its children."""
    found = np.array(values, dtype=np.float64)
    found[has_children(parents)] = 0.0
    for node in range(len(parents) - 1, -1, -1):
        if parents[node] >= 0:
            found[parents[node]] += found[node]
    return found


def has_children(parents: Integers) -> NDArray[np.bool_]:
    found = np.zeros(len(parents), dtype=np.bool_)
    found[parents[parents >= 0]] = True
    return found


def _shared_out(values: Floats, sums: Floats, parents: Integers) -> Floats:
    found = np.zeros_like(sums)
    counts = np.bincount(parents[parents >= 0], minlength=len(parents))
    for node, parent in enumerate(parents):
        if parent < 0:
            found[node] = values[node]
            continue
        equal = 1.0 / counts[parent]
        share = np.divide(
            sums[node], sums[parent], out=np.full_like(sums[node], equal), where=sums[parent] > 0.0
        )
        found[node] = share * found[parent]
    return found


def _weighed(values: Floats, parents: Integers, variances: Floats) -> Floats:
    means = np.array(values, dtype=np.float64)
    spread = np.maximum(variances, LEAST_VARIANCE)[:, None] * np.ones_like(means)
    sums = np.zeros_like(means)
    sum_spread = np.zeros_like(means)
    inner = has_children(parents)
    for node in range(len(parents) - 1, -1, -1):
        if inner[node]:
            own = sum_spread[node] / (spread[node] + sum_spread[node])
            means[node] = own * means[node] + (1.0 - own) * sums[node]
            spread[node] = own * spread[node]
        if parents[node] >= 0:
            sums[parents[node]] += means[node]
            sum_spread[parents[node]] += spread[node]
    for node, parent in enumerate(parents):
        if parent >= 0:
            gap = means[parent] - sums[parent]
            means[node] += spread[node] / sum_spread[parent] * gap
    return means


def whole(coherent: Floats, parents: Integers) -> Integers:
    """Whole units, coherent to the last one: roots are rounded, children get the largest remainders.

    Of equal remainders the earlier node's comes first.
    """
    found = np.floor(coherent + 1e-9).astype(np.int64)
    order = np.argsort(parents, kind="stable")
    cuts = np.flatnonzero(np.diff(parents[order])) + 1
    children: Mapping[int, Integers] = {
        int(parents[below[0]]): below for below in np.split(order, cuts)
    }
    for root in np.flatnonzero(parents < 0):
        found[root] = np.floor(coherent[root] + 0.5).astype(np.int64)
    for node in range(len(parents)):
        below = children.get(node)
        if below is None:
            continue
        for step in range(coherent.shape[1]):
            missing = int(found[node, step] - found[below, step].sum())
            rest = coherent[below, step] - found[below, step]
            turns = np.argsort(-rest if missing > 0 else rest, kind="stable")
            _hand_out(found, below[turns], step, missing)
    return found


def _hand_out(found: Integers, nodes: Integers, step: int, missing: int) -> None:
    """One unit each in turn, none taken where there is none."""
    at = 0
    while missing != 0:
        node = nodes[at % len(nodes)]
        if missing > 0:
            found[node, step] += 1
            missing -= 1
        elif found[node, step] > 0:
            found[node, step] -= 1
            missing += 1
        at += 1


def best_way(
    past: Floats, actual: Floats, parents: Integers, variances: Floats
) -> tuple[Way, dict[Way, float]]:
    """The way with the least error over all nodes at past origins, and each way's WAPE."""
    errors = {}
    known = np.isfinite(actual)
    demand = float(np.abs(actual[known]).sum()) or 1.0
    for way in Way:
        tried = reconciled(past, parents, way, variances)
        errors[way] = float(np.abs(tried - actual)[known].sum()) / demand
    return min(errors, key=lambda way: errors[way]), errors
