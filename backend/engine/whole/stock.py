"""Stock by node and day, and load by work centre and day, read off a plan."""

from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from backend.engine.whole.layout import PARENT, RELEASE, Facts, Ints, Plan, Plant
from backend.engine.whole.serving import pegs
from backend.engine.whole.standing import row_of

if TYPE_CHECKING:
    from backend.engine.whole.reading import WholePlan


def used_on(plant: Plant, plan: Plan, claim: list[int], arrival: int) -> int:
    """The day on which a claim takes its units: a line when they are there, a maker when it begins."""
    _, day, _, _, who, lot = claim
    if claim[0] >= 0 and who < 0:
        return int(row_of(plan, plant.user[-1 - who, PARENT], lot)[RELEASE])
    return max(day, arrival)


def stock_rows(plant: Plant, facts: Facts, plan: Plan, node: int) -> tuple[Ints, Ints]:
    """Stock at the end of each day, and what is thrown away by day."""
    days = plan.gross.shape[1]
    claims, supplies, links = (rows.tolist() for rows in pegs(plant, facts, plan, node))
    flow = np.zeros(days, dtype=np.int64)
    waste = np.zeros(days, dtype=np.int64)
    left = [units for _, _, units in supplies]
    for arrival, _, units in supplies:
        flow[arrival] += units
    for claim, place, units in links:
        on = used_on(plant, plan, claims[claim], supplies[place][0])
        if on < days:
            flow[on] -= units
            left[place] -= units
    for (_, until, _), units in zip(supplies, left, strict=True):
        if until + 1 < days:
            waste[until + 1] += units
    return (flow - waste).cumsum(), waste


def planned_hours(plan: Plan) -> Ints:
    """Millionths of an hour of planned supplies by work centre and day."""
    hours: Ints = plan.room[-1] - plan.room[0]
    return hours


def load_of(plan: "WholePlan", work_center_id: UUID) -> Ints:
    """Millionths of an hour by day, what stays included."""
    place = plan.names.center_at[work_center_id]
    hours: Ints = plan.kept.load[place] + planned_hours(plan.plan)[place]
    return hours
