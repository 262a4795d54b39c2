"""What forecast stories answer: the class of a demand, what was mended, and a tree that agrees."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from backend.engine.forecast.classes import CLASSES, classes_of
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.reconcile import Way, reconciled, whole
from backend.engine.forecast.repair import repaired

Given = Mapping[str, Any]


def histories(given: Given) -> Panel:
    return panel_of(given["history"], given.get("season", 1))


def demand_class(given: Given) -> dict[str, str]:
    panel = histories(given)
    return {
        name: CLASSES[number].value
        for name, number in zip(panel.ids, classes_of(panel), strict=True)
    }


def mended(given: Given) -> list[dict[str, Any]]:
    panel = histories(given)
    left_alone = {(panel.ids.index(name), period) for name, period in given.get("undone", [])}
    _, marks = repaired(panel, undone=left_alone)
    return [
        {
            "series": panel.ids[mark.series],
            "period": mark.period,
            "was": mark.was,
            "became": mark.became,
            "because": mark.mend.value,
        }
        for mark in marks
    ]


def coherent(given: Given) -> dict[str, dict[str, int]]:
    """Each way's forecast of one period in whole units, node by node."""
    nodes = given["tree"]
    names = [node["node"] for node in nodes]
    parents = np.array([names.index(n["under"]) if "under" in n else -1 for n in nodes])
    values = np.array([[float(node["forecast"])] for node in nodes])
    spread = np.array([float(node.get("variance", 1)) for node in nodes])
    return {
        way.value: {
            name: int(units)
            for name, units in zip(
                names, whole(reconciled(values, parents, way, spread), parents)[:, 0], strict=True
            )
        }
        for way in Way
    }


FORECAST_QUESTIONS: Mapping[str, Callable[[Given], Any]] = {
    "demand_class": demand_class,
    "mended": mended,
    "coherent": coherent,
}
