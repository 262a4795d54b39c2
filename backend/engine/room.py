"""How much of an item the work centres of its routing can take on each day."""

from collections.abc import Mapping
from uuid import UUID

import numpy as np

from backend.engine.lots import lot_of
from backend.engine.master import Ratio, times
from backend.engine.scale import IntArray
from backend.engine.situation import Node
from backend.engine.view import View

UNLIMITED = 1 << 60


def room_for(view: View, node: Node, way: UUID | None = None, *, with_overtime: bool) -> IntArray:
    """Units that still fit on each day, the set-up of each lot taken off; no routing, no limit."""
    master = view.ground.master
    most = lot_of(master.facts_by(node, way)).maximum
    return room_of(view, master.needs(node, way), most, with_overtime=with_overtime)


def room_of(
    view: View,
    needs: Mapping[UUID, tuple[int, Ratio]],
    most: int = 0,
    *,
    with_overtime: bool,
) -> IntArray:
    """The same, for what a unit and a set-up need of each work centre; `most`: the largest lot, 0 where any is."""
    fits = view.ground.empty()
    fits[:] = UNLIMITED
    for center, (setup, (per, scale)) in needs.items():
        free = free_hours(view, center, with_overtime=with_overtime)
        full = free // max(setup + times(most, (per, scale)), 1) if most else 0
        left = free - full * (setup + times(most, (per, scale))) - setup
        units = np.maximum(left, 0) * scale // per if per else np.where(left >= 0, UNLIMITED, 0)
        fits = np.minimum(fits, full * most + np.minimum(units, most) if most else units)
    return fits


def free_hours(view: View, center: UUID, *, with_overtime: bool) -> IntArray:
    """Millionths of an hour that are left by day; never below zero."""
    hours = view.hours(center)
    if with_overtime:
        hours = view.ground.capacity(center) + np.maximum(
            view.most_overtime(center), view.overtime(center)
        )
    left: IntArray = np.maximum(hours - view.load(center), 0)
    return left
