"""Load bars: hours asked of the work centres of a routing in the days concerned."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import numpy as np

from backend.engine.answer import LoadBar
from backend.engine.case import Case
from backend.engine.scale import IntArray, hours_of
from backend.engine.view import View


def bars_for(case: Case, extra: Mapping[UUID, IntArray]) -> tuple[LoadBar, ...]:
    """The load before, and after what the change asks for beyond the plan.

    The days run from the first to the last on which it asks for hours; without any it is the lead
    time up to the day wanted.
    """
    window = window_of(extra.values()) or default_window(case)
    before = case.before
    after = {
        center: before.load(center) + extra.get(center, before.ground.empty())
        for center in centers_of(case, extra)
    }
    return tuple(
        bar(before, center, window, after[center], before.hours(center)) for center in after
    )


def bars_with(case: Case, view: View) -> tuple[LoadBar, ...]:
    """The load before, and in a view in which something has been decided."""
    before = case.before
    centers = centers_of(case, view.hours_touched)
    differences = [view.load(center) - before.load(center) for center in centers]
    window = window_of(differences) or default_window(case)
    return tuple(bar(before, c, window, view.load(c), view.hours(c)) for c in centers)


def bar(
    before: View, center: UUID, window: tuple[int, int], after: IntArray, hours: IntArray
) -> LoadBar:
    first, last = window
    days = slice(first, last + 1)
    return LoadBar(
        work_center_id=center,
        work_center_name=before.ground.work_centers[center].name,
        from_on=before.ground.day_of(first),
        to_on=before.ground.day_of(last),
        available_hours=hours_of(int(hours[days].sum())),
        hours_before=hours_of(int(before.load(center)[days].sum())),
        hours_after=hours_of(int(after[days].sum())),
    )


def centers_of(case: Case, others: Iterable[UUID]) -> list[UUID]:
    """The item's own work centres in the order of its routing, then the others it touches."""
    own = [center for center, _, _ in case.ground.master.rates(case.node)]
    rest = sorted(set(others) - set(own), key=lambda c: (case.ground.work_centers[c].name, c.int))
    return [*dict.fromkeys(own), *rest]


def window_of(loads: Iterable[IntArray]) -> tuple[int, int] | None:
    """The first and the last day on which any of the loads is not zero."""
    touched = [np.flatnonzero(load) for load in loads]
    days = [int(edge) for found in touched if len(found) for edge in (found[0], found[-1])]
    return (min(days), max(days)) if days else None


def default_window(case: Case) -> tuple[int, int]:
    last = case.due if case.due_before is None else min(case.due, case.due_before)
    return max(0, case.ground.start_for(case.facts, last, case.open_after)), last
