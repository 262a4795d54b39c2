"""The MRP record of every node, as in the textbooks, and who lives on which supply.

Vollmann, Berry and Whybark, "Manufacturing Planning and Control Systems", chapters 6 (available-to-promise) and 7
(the MRP record).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np

from backend.cli.plan_available import Available
from backend.engine.situation import Node
from backend.engine.whole.answer import Peg, Source
from backend.engine.whole.layout import FINISH, NEED, RELEASE, Ints
from backend.engine.whole.reading import WholePlan

Where = Callable[[Node], dict[str, str]]
Names = Mapping[UUID, str | Mapping[str, Any]]
"""Of lines and papers by their id; of what follows from the plan where it comes from."""


def record_of(plan: WholePlan, node: Node, forecast: Sequence[UUID]) -> list[dict[str, Any]]:
    """The days of a node on which something happens, the first day always among them.

    - `gross`, `scheduled`, `net`: gross requirements, scheduled receipts, net requirements before lot sizing;
    - `receipts`, `releases`: planned lots by the day they are there, and by the day they begin;
    - `stock`: what lies there at the end of the day, as the plan has it;
    - `available`: available-to-promise with look-ahead, for which periods of the `forecast` take nothing;
    - `discrete`: what of it is new on the day, which is the discrete available-to-promise.
    """
    place = plan.place_of(node)
    gross, scheduled = plan.plan.gross[place], plan.facts.scheduled[place]
    lots = plan.plan.lot[place, :, : int(plan.plan.lot_count[place])]
    units = plan.plan.units[place, : lots.shape[1]]
    needed, receipts, releases = (
        _by_day(lots[row], units, plan.days) for row in (NEED, FINISH, RELEASE)
    )
    stock = plan.stock(node)
    thrown = plan.expiring(node)
    safety = int(plan.plant.safety[place])
    first = int(plan.facts.on_hand[place])
    first += int(
        plan.facts.dated[plan.facts.dated_at[place] : plan.facts.dated_at[place + 1], 1].sum()
    )
    moved = scheduled - gross - thrown
    level = first + (moved + needed).cumsum()
    net = np.maximum(0, safety - (level - needed))
    if plan.facts.is_perishable[place]:
        net *= (
            needed > 0
        )  # what expires is brought again: what is missing is told with the lot for it
    available = Available(plan, node, forecast).by_day()
    discrete = np.diff(available, prepend=0)
    told = []
    for day in range(plan.days):
        row = {
            "gross": gross, "scheduled": scheduled, "net": net, "receipts": receipts,
            "releases": releases, "stock": stock, "available": available, "discrete": discrete,
        }  # fmt: skip
        flows = [gross[day], scheduled[day], receipts[day], releases[day], net[day]]
        is_quiet = day and stock[day] == stock[day - 1] and available[day] == available[day - 1]
        if not is_quiet or any(flows):
            told.append(
                {"day": plan.day_of(day)}
                | {name: plan.quantity(place, int(values[day])) for name, values in row.items()}
            )
    return told


def _by_day(days: Any, units: Any, length: int) -> Ints:
    found = np.zeros(length, dtype=np.int64)
    here = days < length
    np.add.at(found, days[here], units[here])
    return found


def pegs_of(plan: WholePlan, node: Node, where: Where, names: Names) -> list[dict[str, Any]]:
    """Every unit of a node, from what it comes and where it goes, in the order of service."""
    return [
        {
            **where(node),
            "quantity": peg.quantity,
            "from": _source(peg, names),
            "there": peg.there_on,
            "to": _target(peg, where, names),
            "wanted": peg.wanted_on,
        }
        for peg in plan.pegs(node)
    ]


def _source(peg: Peg, names: Names) -> dict[str, Any]:
    if peg.supply_id is not None:
        found = names[peg.supply_id]
        return {"paper": found} if isinstance(found, str) else dict(found)
    return {"stock": True} if peg.source is Source.STOCK else {"planned_for": peg.need_on}


def _target(peg: Peg, where: Where, names: Names) -> dict[str, Any]:
    if peg.demand_line_id is not None:
        return {"line": names[peg.demand_line_id]}
    if peg.parent is not None:
        return {**where(peg.parent), "planned_for": peg.parent_need_on}
    return {"papers": True}
