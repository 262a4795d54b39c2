"""Pegging both ways, and the slack of every planned supply."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from backend.engine.whole.answer import Peg, Source
from backend.engine.whole.layout import (  # fmt: skip
    DUE,
    FINISH,
    NEED,
    PARENT,
    RELEASE,
    Facts,
    Plan,
    Plant,
)
from backend.engine.whole.serving import pegs
from backend.engine.whole.standing import early_of, lots_standing, row_of, units_of

if TYPE_CHECKING:
    from backend.engine.whole.reading import WholePlan


def parts_at(
    plant: Plant, facts: Facts, plan: Plan, place: int
) -> dict[int, list[tuple[int, int]]]:
    """Deliveries of a node by line: day and units."""
    claims, supplies, links = (rows.tolist() for rows in pegs(plant, facts, plan, place))
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for claim, supply, units in links:
        rank, day, _, _, who, _ = claims[claim]
        if rank >= 0 and who >= 0:
            found[who][max(day, supplies[supply][0])] += units
    return {line: sorted(parts.items()) for line, parts in found.items()}


def slack_by_lot(plant: Plant, facts: Facts, plan: Plan) -> dict[tuple[int, int], int]:
    """Days by node and lot; parents stand before their components, so theirs are known first.

    A supply waits for the earliest of those who take from it: an order line until its day, a maker
    until it begins and then as long as what it makes may wait.
    """
    days = plan.gross.shape[1]
    slack: dict[tuple[int, int], int] = {}
    for place in range(len(plan.lot_count)):
        if not plan.lot_count[place]:
            continue
        claims, supplies, links = (rows.tolist() for rows in pegs(plant, facts, plan, place))
        best: dict[int, int] = {}
        for claim, supply, _ in links:
            priority, day, _, _, who, lot = claims[claim]
            arrival = supplies[supply][0]
            spare = max(0, day - arrival)
            if priority >= 0 and who < 0:
                parent = int(plant.user[-1 - who, PARENT])
                release = int(row_of(plan, parent, lot)[RELEASE])
                behind = slack.get((parent, lot))
                if release >= days or behind is None:
                    continue
                spare = release - arrival + behind
            best[arrival] = min(best.get(arrival, spare), spare)
        for lot in lots_standing(plan, place):
            finish = int(row_of(plan, place, lot)[FINISH])
            if finish in best:
                slack[place, lot] = best[finish]
    return slack


@dataclass(slots=True)
class Coming:
    """What is left of a paper (its id) or of a lot (the day it is needed)."""

    units: int
    source: Source
    name: UUID | int


def pegs_at(plan: "WholePlan", place: int) -> tuple[Peg, ...]:
    """Who lives on which supply of a node; what comes on one day goes papers first, then lots."""
    plant, facts, arrays = plan.plant, plan.facts, plan.plan
    claims, supplies, links = (rows.tolist() for rows in pegs(plant, facts, arrays, place))
    in_stock = int(facts.dated_at[place + 1] - facts.dated_at[place]) + 1
    coming: dict[int, list[Coming]] = defaultdict(list)
    for day, units, supply_id in plan.kept.papers.get(place, ()):
        coming[day].append(Coming(units, Source.PAPER, supply_id))
    for lot in lots_standing(arrays, place):
        row, units = row_of(arrays, place, lot), units_of(arrays, place, lot)
        early = early_of(arrays, place, lot) if row[DUE] < row[FINISH] else 0
        if early:
            coming[int(row[DUE])].append(Coming(early, Source.PLANNED, int(row[NEED])))
        coming[int(row[FINISH])].append(Coming(units - early, Source.PLANNED, int(row[NEED])))
    found: list[Peg] = []
    for claim, supply, units in links:
        arrival = supplies[supply][0]
        rest = units
        while rest > 0:
            taken, origin = rest, None
            if supply >= in_stock:
                origin = coming[arrival][0]
                taken = min(rest, origin.units)
                origin.units -= taken
                if not origin.units:
                    coming[arrival].pop(0)
            rest -= taken
            found.append(_peg(plan, place, claims[claim], arrival, taken, origin))
    return tuple(found)


def _peg(
    plan: "WholePlan", place: int, claim: list[int], arrival: int, units: int,
    origin: Coming | None,
) -> Peg:  # fmt: skip
    priority, day, _, _, who, lot = claim
    line = parent = parent_need = None
    name = None if origin is None else origin.name
    if priority >= 0 and who >= 0:
        line = plan.lines[who].demand_line_id
    elif priority >= 0:
        above = int(plan.plant.user[-1 - who, PARENT])
        parent = plan.names.nodes[above]
        parent_need = plan.day_of(int(row_of(plan.plan, above, lot)[NEED]))
    return Peg(
        node=plan.names.nodes[place],
        quantity=plan.quantity(place, units),
        source=Source.STOCK if origin is None else origin.source,
        there_on=plan.day_of(arrival),
        wanted_on=plan.day_of(day),
        need_on=plan.day_of(name) if isinstance(name, int) else None,
        supply_id=name if isinstance(name, UUID) else None,
        demand_line_id=line,
        parent=parent,
        parent_need_on=parent_need,
    )
