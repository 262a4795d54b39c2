"""How much of an item the work centres of its routing can take on each day."""

from uuid import UUID

import numpy as np

from backend.engine.scale import IntArray
from backend.engine.situation import Node
from backend.engine.view import View

UNLIMITED = 1 << 60


def room_for(view: View, node: Node, way: UUID | None = None, *, with_overtime: bool) -> IntArray:
    """Units that still fit on each day, the set-up of one lot taken off; no routing, no limit."""
    fits = view.ground.empty()
    fits[:] = UNLIMITED
    for center, (setup, (per, scale)) in view.ground.master.needs(node, way).items():
        left = free_hours(view, center, with_overtime=with_overtime) - setup
        units = np.maximum(left, 0) * scale // per if per else np.where(left >= 0, UNLIMITED, 0)
        fits = np.minimum(fits, units)
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
