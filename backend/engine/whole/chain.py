"""Why a line comes when it comes: from its node down to what binds."""

from typing import TYPE_CHECKING
from uuid import UUID

from backend.engine.whole.answer import CAUSES, Cause, Link
from backend.engine.whole.layout import (
    BEHIND,
    BINDING,
    BY_INPUT,
    CAUSE,
    CENTER,
    DRAWN,
    DUE,
    FINISH,
    OPTION,
    WAY,
    WHY,
    WHY_BEHIND,
)
from backend.engine.whole.serving import pegs
from backend.engine.whole.standing import early_of, lots_standing, row_of

if TYPE_CHECKING:
    from backend.engine.whole.reading import WholePlan


class Taken:
    """The claims on a node, and what each takes; kept with a plan, because every line of the node asks for it."""

    def __init__(self, plan: "WholePlan", place: int) -> None:
        claims, supplies, links = (
            rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
        )
        self.claims = claims
        self.at = {(claim[4], claim[5]): at for at, claim in enumerate(claims) if claim[0] >= 0}
        self._supplies = supplies
        self._links: dict[int, list[tuple[int, int]]] = {}
        for claim, supply, units in links:
            self._links.setdefault(claim, []).append((supply, units))

    def by(self, claim: int) -> list[tuple[int, int]]:
        """On which days a claim has how much."""
        return [(self._supplies[supply][0], units) for supply, units in self._links.get(claim, ())]


def chain_of(plan: "WholePlan", place: int, line: int) -> tuple[Link, ...]:
    """One link a level: the supply that completes the claim, and what makes it late or short.

    It ends where nothing above comes later because of something below.
    """
    found: list[Link] = []
    who, lot = line, -1
    why = plan.plan.answer[line, WHY : WHY_BEHIND + 1].tolist()
    while True:
        node = plan.taken_at(place)
        claims, at = node.claims, node.at.get((who, lot))
        if at is None:
            return tuple(found)
        taken = node.by(at)
        given = sum(units for _, units in taken)
        last = max((arrival for arrival, _ in taken), default=0)
        if given < claims[at][2]:
            last = plan.days
        current = completing_lot(plan, place, last)
        is_late = last > claims[at][1]
        if who < 0:
            why = causes_at(plan, place, current) if is_late else [0, 0]
        paper = None if current is not None else paper_on(plan, place, last)
        if is_late and who < 0 and current is None:
            why = [5, 0]
        found.append(
            Link(
                node=plan.names.nodes[place],
                causes=tuple(CAUSES[number] for number in why if number),
                wanted_on=plan.day_of(claims[at][1]),
                there_on=plan.day_or_none(max(last, claims[at][1])),
                quantity=plan.quantity(place, claims[at][2]),
                work_center_id=busiest(plan, place, current),
                supply_id=paper,
            )
        )
        if current is None or Cause.MATERIAL not in found[-1].causes:
            return tuple(found)
        binding = int(row_of(plan.plan, place, current)[BINDING])
        if binding < 0:
            return tuple(found)
        binding += int(plan.plant.input_at[plan.plant.way_at[place]])
        below = int(plan.plant.input[binding, DRAWN])
        first, end = int(plan.plant.user_at[below]), int(plan.plant.user_at[below + 1])
        user = next(u for u in range(first, end) if plan.plant.user[u, BY_INPUT] == binding)
        place, who, lot = below, -1 - user, current


def completing_lot(plan: "WholePlan", place: int, last: int) -> int | None:
    """The lot that is there on the day on which a claim is complete, a late one before others."""
    rows = {lot: row_of(plan.plan, place, lot) for lot in lots_standing(plan.plan, place)}
    here = [
        lot
        for lot, row in rows.items()
        if min(int(row[FINISH]), plan.days) == last
        or (row[DUE] == last < row[FINISH] and early_of(plan.plan, place, lot) > 0)
    ]
    return min(here, key=lambda lot: (not rows[lot][CAUSE], lot), default=None)


def causes_at(plan: "WholePlan", place: int, lot: int | None) -> list[int]:
    if lot is None:
        return [0, 0]
    row = row_of(plan.plan, place, lot)
    return [int(row[CAUSE]), int(row[BEHIND])]


def paper_on(plan: "WholePlan", place: int, day: int) -> UUID | None:
    """The paper that comes on a day."""
    return next((known for on, _, known in plan.kept.papers.get(place, ()) if on == day), None)


def busiest(plan: "WholePlan", place: int, lot: int | None) -> UUID | None:
    """The work centre that ends last with a lot, where hours make it later than its material does."""
    if lot is None:
        return None
    plant, row = plan.plant, row_of(plan.plan, place, lot)
    if row[FINISH] <= row[DUE]:
        return None
    option = int(plant.option_at[plant.way_at[place] + row[WAY]] + row[OPTION])
    steps = range(int(plant.step_at[option]), int(plant.step_at[option + 1]))
    ends = plan.plan.step_finish if lot < plan.days else plan.plan.part_finish
    latest = max(steps, key=lambda step: (int(ends[step, lot % plan.days]), -step))
    return plan.names.centers[int(plant.step[latest, CENTER])]
